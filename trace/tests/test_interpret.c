/* SPDX-License-Identifier: BSD-2-Clause */
/* Clauses running: context, areas, helpers, faults. The instructions themselves are in test_isa.c.
 */
#include "trace/interpret.h"
#include "trace/tests/helper_table.h"
#include "trace/tests/object_builder.h"
#include "trace/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MAX_CALLS = 8 };

/* What the helpers were called with. */
struct call {
	uint32_t helper;
	uint64_t args[RUN_HELPER_ARGS];
	uint64_t slots[2]; /* at the second argument, of aggregate and record */
};

static struct call calls[MAX_CALLS];
static unsigned int call_count;

static bool helper_call(struct trace_run *run, uint32_t helper, const uint64_t *args,
			uint64_t *result)
{
	struct call *call = &calls[call_count++];

	assert_in_range(call_count, 1, MAX_CALLS);
	call->helper = helper;
	memcpy(call->args, args, sizeof(call->args));
	*result = 0;
	switch (helper) {
	case HELPER_vmread:
		*result = args[0] * 0x10000;
		return true;
	case HELPER_ureg: /* as if there were no guest */
		return run_fault(run, FAULT_ILLOP, 0, args[0]);
	case HELPER_string_builtin:
		*result = (uintptr_t) "qemu-kvm";
		return true;
	case HELPER_strcmp:
		*result = (uint64_t)(int64_t)strcmp(run_pointer(args[0]), run_pointer(args[1]));
		return true;
	case HELPER_aggregate:
		memcpy(call->slots, run_pointer(args[1]), sizeof(call->slots));
		return true;
	case HELPER_record:
		memcpy(call->slots, run_pointer(args[1]), sizeof(uint64_t));
		return true;
	case HELPER_fault:
		return run_fault(run, (enum fault_kind)args[0], 0, 0);
	default:
		return true;
	}
}

struct fixture {
	void *bytes;
	struct object_image image;
	struct probe_context context;
	uint8_t *globals;
	uint8_t *locals;
	struct trace_run run;
};

/* Runs the standard object with this code, which must verify. */
static enum run_result run_clause(struct fixture *fixture, const char *text)
{
	size_t size;
	char error[TRACE_ERROR_SIZE];
	void *scratch = malloc(verify_scratch_needed());

	fixture->bytes = builder_standard(text, &size);
	if (!object_open(fixture->bytes, size, &fixture->image, error) ||
	    !verify_clause(&fixture->image, 0, scratch, verify_scratch_needed(), error))
		fail_msg("%s: %s", text, error);
	free(scratch);
	fixture->globals = calloc(1, 64);
	fixture->locals = calloc(1, 32);
	fixture->context =
		(struct probe_context){.pid = -2, .tid = 1, .cpu = 3, .id = 7, .epid = 9};
	for (int i = 0; i < GPR_COUNT; i++)
		fixture->context.gpr[i] = 0x1111111111111111u * (unsigned int)i;
	fixture->run = (struct trace_run){
		.image = &fixture->image,
		.context = &fixture->context,
		.areas = {(uintptr_t)fixture->image.strings, (uintptr_t)fixture->globals,
			  (uintptr_t)fixture->locals},
	};
	call_count = 0;
	return interpret_clause(&fixture->run, 0);
}

static void release(struct fixture *fixture)
{
	free(fixture->bytes);
	free(fixture->globals);
	free(fixture->locals);
}

static void test_results(void **state)
{
	struct fixture fixture;

	(void)state;
	assert_int_equal(run_clause(&fixture, "mov r0, 0; exit"), RUN_FALSE);
	release(&fixture);
	assert_int_equal(run_clause(&fixture, "mov r0, 1; exit"), RUN_TRUE);
	release(&fixture);
	assert_int_equal(run_clause(&fixture, "lddw r0, 0x100000000; exit"), RUN_TRUE);
	release(&fixture);
}

/* Each reads something of the context and compares it. */
static const char *const context_reads[] = {
	"ldxdw r2, [r1+120]; lddw r3, 0xffffffffffffffff; jeq r2, r3, +2; mov r0, 0; exit; mov r0, 1; "
	"exit",
	"ldxdw r2, [r1+24]; lddw r3, 0x3333333333333333; jeq r2, r3, +2; mov r0, 0; exit; mov r0, 1; "
	"exit",
	"ldxsw r2, [r1+128]; jeq r2, -2, +2; mov r0, 0; exit; mov r0, 1; exit",
	"ldxw r2, [r1+128]; lddw r3, 0xfffffffe; jeq r2, r3, +2; mov r0, 0; exit; mov r0, 1; exit",
	"ldxw r2, [r1+132]; jeq r2, 1, +2; mov r0, 0; exit; mov r0, 1; exit",
	"ldxw r2, [r1+136]; jeq r2, 3, +2; mov r0, 0; exit; mov r0, 1; exit",
	"ldxw r2, [r1+140]; jeq r2, 7, +2; mov r0, 0; exit; mov r0, 1; exit",
	"ldxw r2, [r1+144]; jeq r2, 9, +2; mov r0, 0; exit; mov r0, 1; exit",
};

static void test_context(void **state)
{
	struct fixture fixture;

	(void)state;
	for (size_t i = 0; i < sizeof(context_reads) / sizeof(context_reads[0]); i++) {
		if (run_clause(&fixture, context_reads[i]) != RUN_TRUE)
			fail_msg("%s", context_reads[i]);
		release(&fixture);
	}
}

static void test_areas(void **state)
{
	struct fixture fixture;
	const uint64_t *globals;

	(void)state;
	assert_int_equal(
		run_clause(&fixture,
			   "area r2, 1, 56; stdw [r2], 5; mov r3, 2; lock_fetch_add [r2], r3; "
			   "area r4, 2, 24; stxdw [r4], r3; area r5, 0, 1; ldxb r0, [r5+5]; exit"),
		RUN_TRUE);
	globals = (const uint64_t *)fixture.globals;
	assert_int_equal(globals[7], 7);
	assert_int_equal(globals[6], 0);
	assert_int_equal(*(const uint64_t *)(fixture.locals + 24), 5);
	release(&fixture);
	/* 'm' of "qemu-kvm" less 'm' */
	assert_int_equal(run_clause(&fixture, "area r5, 0, 1; ldxb r0, [r5+2]; sub r0, 0x6d; exit"),
			 RUN_FALSE);
	release(&fixture);
}

/* The first script: profile /execname == "qemu-kvm"/ { @[pid, vmregs[VMX_GUEST_CR3]] = count(); }
 */
static void test_seed_clause(void **state)
{
	struct fixture fixture;

	(void)state;
	assert_int_equal(
		run_clause(&fixture,
			   "mov r6, r1; mov r1, 0; call 7; mov r1, r0; area r2, 0, 1; "
			   "call 8; jeq r0, 0, +2; mov r0, 0; exit;"
			   "ldxsw r0, [r6+128]; stxdw [r10-16], r0; mov r1, 0x6802; call 1; "
			   "stxdw [r10-8], r0; mov r1, 0; mov r2, r10; add r2, -16; "
			   "mov r3, 0; mov r4, 1; call 9; mov r0, 1; exit"),
		RUN_TRUE);
	assert_int_equal(call_count, 4);
	assert_int_equal(calls[0].helper, HELPER_string_builtin);
	assert_int_equal(calls[1].helper, HELPER_strcmp);
	assert_string_equal(run_pointer(calls[1].args[1]), "qemu-kvm");
	assert_int_equal(calls[2].helper, HELPER_vmread);
	assert_int_equal(calls[2].args[0], 0x6802);
	assert_int_equal(calls[3].helper, HELPER_aggregate);
	assert_int_equal(calls[3].args[0], 0);
	assert_int_equal(calls[3].args[3], 1);
	assert_int_equal(calls[3].slots[0], (uint64_t)-2);
	assert_int_equal(calls[3].slots[1], 0x68020000);
	release(&fixture);
}

static void test_record(void **state)
{
	struct fixture fixture;

	(void)state;
	assert_int_equal(run_clause(&fixture,
				    "stdw [r10-8], 7; mov r1, 0; mov r2, r10; add r2, -8; "
				    "call 10; mov r1, 3; mov r2, r10; add r2, -8; call 10; "
				    "mov r0, 1; exit"),
			 RUN_TRUE);
	assert_int_equal(call_count, 2);
	assert_int_equal(calls[0].slots[0], 7);
	release(&fixture);
}

static void test_faults(void **state)
{
	struct fixture fixture;

	(void)state;
	/* Instruction 4: the LDDW takes two units. */
	assert_int_equal(run_clause(&fixture,
				    "lddw r6, 1; mov r1, 36; mov r7, 0; call 2; mov r0, 1; "
				    "exit"),
			 RUN_FAULT);
	assert_int_equal(fixture.run.fault.kind, FAULT_ILLOP);
	assert_int_equal(fixture.run.fault.insn, 4);
	assert_int_equal(fixture.run.fault.value, 36);
	assert_int_equal(call_count, 1);
	release(&fixture);

	assert_int_equal(run_clause(&fixture,
				    "ldxw r6, [r1+132]; jeq r6, 0, +2; mov r1, 4; call 11; "
				    "mov r0, 1; exit"),
			 RUN_FAULT);
	assert_int_equal(fixture.run.fault.kind, FAULT_DIVZERO);
	assert_int_equal(fixture.run.fault.insn, 3);
	release(&fixture);
}

/* The second clause's code and actions are its own. */
static void test_second_clause(void **state)
{
	struct object_builder builder;
	const struct object_action actions[] = {{.kind = ACTION_DEFAULT}, {.kind = ACTION_DEFAULT}};
	size_t size;
	struct object_image image;
	struct probe_context context = {0};
	struct trace_run run = {.image = &image, .context = &context};
	char error[TRACE_ERROR_SIZE];
	void *scratch = malloc(verify_scratch_needed());

	(void)state;
	builder_begin(&builder, 0, 0);
	builder_append(&builder, BUILD_ACTIONS, &actions[0], sizeof(actions[0]));
	builder_append(&builder, BUILD_ACTIONS, &actions[1], sizeof(actions[1]));
	builder_clause(&builder,
		       "mov r1, 0; mov r2, r10; stdw [r10-8], 0; add r2, -8; call 10; "
		       "mov r0, 0; exit",
		       0, 1);
	builder_clause(&builder, "mov r0, 1; exit", 1, 1);
	builder_clause(&builder, "mov r1, 0; call 10; mov r0, 1; exit", 2, 0);

	void *bytes = builder_finish(&builder, &size);

	assert_true(object_open(bytes, size, &image, error));
	call_count = 0;
	assert_true(verify_clause(&image, 0, scratch, verify_scratch_needed(), error));
	assert_int_equal(interpret_clause(&run, 0), RUN_FALSE);
	assert_int_equal(call_count, 1);
	assert_true(verify_clause(&image, 1, scratch, verify_scratch_needed(), error));
	assert_int_equal(interpret_clause(&run, 1), RUN_TRUE);
	assert_int_equal(call_count, 1);
	assert_false(verify_clause(&image, 2, scratch, verify_scratch_needed(), error));
	assert_non_null(strstr(error,
			       "clause 2, instruction 1 (opcode 0x85): r1 must be the constant "
			       "of a known action of this clause; r1 = 0"));
	free(bytes);
	free(scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_results),	      cmocka_unit_test(test_context),
		cmocka_unit_test(test_areas),	      cmocka_unit_test(test_seed_clause),
		cmocka_unit_test(test_record),	      cmocka_unit_test(test_faults),
		cmocka_unit_test(test_second_clause),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
