/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the verifier accepts is harmless. Valid objects with random bytes changed, and random
 * instructions, are refused or run: with the areas in heap blocks of just their sizes, so that ASan
 * sees each byte too far, with helpers that rely on everything that was verified, and twice over
 * different garbage, so that a read of something never written shows. Translated, they do the same.
 */
#include "trace/bpf_encoding.h"
#include "trace/helper_rules.h"
#include "trace/interpret.h"
#include "trace/tests/asm_text.h"
#include "trace/tests/guarded.h"
#include "trace/tests/helper_table.h"
#include "trace/tests/mutation.h"
#include "trace/tests/object_builder.h"
#include "trace/tests/run_compiled.h"
#include "trace/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MUTATIONS = 60000, RANDOM_PROGRAMS = 4000 };

/* A hash over all that helpers see; addresses are left out. */
static uint64_t seen;

static void see(uint64_t value)
{
	seen = (seen ^ value) * 0x100000001b3u;
}

static void see_string(uint64_t address)
{
	const char *string = run_pointer(address);

	for (; *string; string++)
		see((uint8_t)*string);
}

static void see_slots(const struct object_image *image, uint32_t first, uint32_t count,
		      uint64_t address)
{
	for (uint32_t i = 0; i < count; i++) {
		uint64_t slot;

		memcpy(&slot, run_pointer(address + i * 8ull), sizeof(slot));
		if (image->values[first + i].type == TYPE_STRING)
			see_string(slot);
		else
			see(slot);
	}
}

/* As a helper would that relies on the address: writes all of it but the NUL at its end. */
static void fill_slot(const struct trace_run *run, uint64_t address)
{
	const uint64_t strsize = object_option(run->image, OPTION_strsize);

	memset(run_pointer(address), 's', object_string_slot(strsize) - 1);
}

static void see_keys(const struct object_image *image, enum argument_kind keyed,
		     const uint64_t *args)
{
	if (keyed == ARGUMENT_DYNVAR) {
		const struct object_dynvar *dynvar = &image->dynvars[args[0]];

		see_slots(image, dynvar->first_key, dynvar->key_count, args[1]);
	} else {
		const struct object_agg *agg = &image->aggs[args[0]];

		see_slots(image, agg->first_key, agg->key_count, args[1]);
	}
}

/* Looks at an argument as closely as the helper that relies on it. */
static void see_argument(const struct trace_run *run, uint32_t helper, const uint64_t *args,
			 uint32_t index)
{
	const struct object_image *image = run->image;
	const struct object_clause *clause = run->owner;
	const uint64_t value = args[index];
	const struct object_action *action;

	switch (helper_rules[helper].arguments[index]) {
	case ARGUMENT_NONE: /* nobody looks, it may be anything */
		return;
	case ARGUMENT_STR:
		see_string(value);
		return;
	case ARGUMENT_SLOT:
		fill_slot(run, value);
		return;
	case ARGUMENT_KEYS:
		see_keys(image, helper_rules[helper].arguments[0], args);
		return;
	case ARGUMENT_VALUES:
		action = &image->actions[args[0]];
		see_slots(image, action->first_value, action->value_count, value);
		return;
	case ARGUMENT_AGG:
		assert_true(value < image->agg_count);
		break;
	case ARGUMENT_DYNVAR:
		assert_true(value < image->dynvar_count);
		break;
	case ARGUMENT_ACTION:
		assert_true(value >= clause->first_action &&
			    value < clause->first_action + clause->action_count);
		break;
	case ARGUMENT_STRNO:
		assert_in_range(value, 0, 5);
		break;
	case ARGUMENT_FAULT:
	case ARGUMENT_ARGNO:
		assert_in_range(value, 0, 9);
		break;
	case ARGUMENT_FLAG:
		assert_in_range(value, 0, 1);
		break;
	case ARGUMENT_SIZE:
		assert_true(value == 1 || value == 2 || value == 4 || value == 8);
		break;
	case ARGUMENT_FIELD: /* any number would be harmless */
	case ARGUMENT_REG:
	case ARGUMENT_ADDR:
	case ARGUMENT_INT:
		break;
	}
	see(value);
}

/* Does the variable hold what the helper takes for granted? */
static void check_dynvar(const struct object_image *image, uint32_t helper, uint64_t dynvar)
{
	const struct object_value *value = &image->values[image->dynvars[dynvar].value];

	if (helper == HELPER_dyn_get || helper == HELPER_dyn_set)
		assert_int_equal(value->type, TYPE_INT);
	else if (helper == HELPER_dyn_get_string || helper == HELPER_dyn_set_string)
		assert_int_equal(value->type, TYPE_STRING);
	else if (helper == HELPER_dyn_address)
		assert_int_equal(value->type, TYPE_BYTES);
}

static uint64_t called[HELPER_COUNT]; /* how often */

static bool helper_call(struct trace_run *run, uint32_t helper, const uint64_t *args,
			uint64_t *result)
{
	see(helper);
	called[helper]++;
	for (uint32_t i = 0; i < RUN_HELPER_ARGS; i++)
		see_argument(run, helper, args, i);
	if (helper_rules[helper].arguments[0] == ARGUMENT_DYNVAR)
		check_dynvar(run->image, helper, args[0]);
	*result = helper_rules[helper].result == RESULT_STR ? (uintptr_t) "result" : 42;
	return helper != HELPER_fault || run_fault(run, (enum fault_kind)args[0], 0, 0);
}

/* Leaves garbage where the interpreter's stack and registers will be. */
static void __attribute__((noinline)) dirty_stack(uint8_t garbage)
{
	uint8_t bytes[4096];

	memset(bytes, garbage, sizeof(bytes));
	__asm__ volatile("" : : "r"(bytes) : "memory");
}

/* Has the frame of what runs the clause begin below where dirty_stack()'s does. */
static enum run_result __attribute__((noinline)) run_deeper(struct trace_run *run, bool compiled)
{
	const struct object_clause *clause = run->owner;
	uint8_t gap[256];

	__asm__ volatile("" : : "r"(gap) : "memory");
	if (!compiled)
		return interpret(run);
	return run_compiled(run, run->image->insns + clause->first_insn, clause->insn_count);
}

static void *exact_copy(const void *bytes, size_t size)
{
	void *copy = malloc(size ? size : 1);

	memcpy(copy, bytes, size);
	return copy;
}

/*
 * The areas of a run, each in a heap block of just its size, and what they begin with. Translated code,
 * which ASan does not see, gets pages that nobody may touch around them.
 */
struct area_blocks {
	bool guarded;
	uint8_t *blocks[RUN_AREA_COUNT];
	size_t sizes[RUN_AREA_COUNT];
};

static void make_areas(const struct object_image *image, struct area_blocks *areas,
		       struct trace_run *run)
{
	for (uint32_t i = 0; i < RUN_AREA_COUNT; i++) {
		areas->sizes[i] = object_area_bytes(image, i);
		areas->blocks[i] = areas->guarded
					   ? guarded_zeros(areas->sizes[i])
					   : calloc(1, areas->sizes[i] ? areas->sizes[i] : 1);
		run->areas[i] = (uintptr_t)areas->blocks[i];
	}
	memcpy(areas->blocks[AREA_STRINGS], image->strings, image->string_bytes);
}

static void free_areas(struct area_blocks *areas)
{
	for (uint32_t i = 0; i < RUN_AREA_COUNT; i++) {
		if (areas->guarded)
			guarded_free(areas->blocks[i], areas->sizes[i]);
		else
			free(areas->blocks[i]);
	}
}

static void see_areas(const struct object_image *image, const struct area_blocks *areas)
{
	enum { MOST = 1 << 16 }; /* of one: a large strsize makes slots of megabytes */

	assert_memory_equal(areas->blocks[AREA_STRINGS], image->strings, image->string_bytes);
	for (uint32_t i = AREA_GLOBALS; i < RUN_AREA_COUNT; i++)
		for (size_t at = 0; at < areas->sizes[i] && at < MOST; at++)
			see(areas->blocks[i][at]);
}

/* Runs a verified clause and returns a hash over what came of it. */
static uint64_t outcome(const struct object_image *image, uint32_t clause, uint8_t garbage,
			bool compiled)
{
	struct probe_context *context = calloc(1, sizeof(*context));
	struct decoded_insn *code = decode_clause(image, clause);
	struct area_blocks areas = {.guarded = compiled};
	struct trace_run run = {
		.image = image,
		.context = context,
		.code = code,
		.owner = (void *)&image->clauses[clause],
	};

	make_areas(image, &areas, &run);
	for (unsigned int i = 0; i < GPR_COUNT; i++)
		context->gpr[i] = 0xfedcba9876543210 >> 4 * i;
	context->pid = 1;
	seen = 1;
	dirty_stack(garbage);
	see(run_deeper(&run, compiled));
	see(run.fault.kind);
	see(run.fault.insn);
	see_areas(image, &areas);
	free_areas(&areas);
	free(context);
	free(code);
	return seen;
}

/* The net holds: what the verifier would refuse is seen here. */
static void test_garbage_shows(void **state)
{
	static const char *const reads[] = {
		"ldxdw r0, [r10-8]; area r2, 1, 0; stxdw [r2], r0; exit",
		"ldxb r0, [r10-512]; area r2, 1, 0; stxdw [r2], r0; exit",
		"area r2, 1, 0; stxdw [r2], r7; mov r0, 0; exit",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(reads) / sizeof(reads[0]); i++) {
		size_t size;
		void *bytes = builder_standard(reads[i], &size);
		struct object_image image;
		char error[TRACE_ERROR_SIZE];

		assert_true(object_open(bytes, size, &image, error));
		assert_true(outcome(&image, 0, 0x5a, false) != outcome(&image, 0, 0xa5, false));
		free(bytes);
	}
}

struct counts {
	unsigned int not_opened;
	unsigned int not_verified;
	unsigned int ran;
};

static void try_object(const void *bytes, size_t size, void *scratch, struct counts *counts)
{
	struct object_image image;
	char error[TRACE_ERROR_SIZE];

	if (!object_open(bytes, size, &image, error)) {
		assert_true(strlen(error) > 0);
		counts->not_opened++;
		return;
	}
	for (uint32_t clause = 0; clause < image.clause_count; clause++) {
		if (!verify_clause(&image, clause, scratch, verify_scratch_needed(), error)) {
			assert_true(strlen(error) > 0);
			counts->not_verified++;
			continue;
		}
		counts->ran++;

		const uint64_t expected = outcome(&image, clause, 0x5a, false);

		if (outcome(&image, clause, 0xa5, false) != expected)
			fail_msg("the outcome depends on what was never written");
		if (outcome(&image, clause, 0xa5, true) != expected)
			fail_msg("the outcome is another one when translated");
	}
}

static void test_mutated_objects(void **state)
{
	void *scratch = malloc(verify_scratch_needed());
	struct counts counts = {0};
	uint8_t *objects[MUTATION_ORIGINALS];
	size_t sizes[MUTATION_ORIGINALS];

	(void)state;
	for (size_t i = 0; i < MUTATION_ORIGINALS; i++) {
		struct counts original = {0};

		objects[i] = mutation_original(i, &sizes[i]);
		try_object(objects[i], sizes[i], scratch, &original);
		assert_int_equal(original.ran, 1);
	}
	for (unsigned int round = 0; round < MUTATIONS; round++) {
		const size_t which = below(MUTATION_ORIGINALS);
		uint8_t *bytes = exact_copy(objects[which], sizes[which]);

		mutate(bytes, sizes[which]);
		try_object(bytes, sizes[which], scratch, &counts);
		free(bytes);
	}
	/* Else the test would have tried little. */
	assert_true(counts.not_opened > MUTATIONS / 20);
	assert_true(counts.not_verified > MUTATIONS / 20);
	assert_true(counts.ran > MUTATIONS / 20);
	for (size_t i = 0; i < MUTATION_ORIGINALS; i++)
		free(objects[i]);
	free(scratch);
}

/* Which no table of helpers has, wherever the number comes from. */
static void test_unknown_helpers(void **state)
{
	unsigned int known = 0;

	(void)state;
	for (int number = -2; number < HELPER_COUNT + 70; number++) {
		const bool exists = number >= 0 && number < HELPER_COUNT && helper_table[number];
		char text[128];
		char error[TRACE_ERROR_SIZE];
		struct object_image image;
		void *scratch = malloc(verify_scratch_needed());
		size_t size;

		/* Not reached: it is compiled all the same. */
		snprintf(text, sizeof(text), "mov r0, 0; exit; call %d; exit", number);

		void *bytes = builder_standard(text, &size);

		assert_true(object_open(bytes, size, &image, error));
		assert_int_equal(verify_clause(&image, 0, scratch, verify_scratch_needed(), error),
				 exists);
		known += exists;
		free(bytes);
		free(scratch);
	}
	assert_true(known > 40 && known < HELPER_COUNT);
}

static int32_t some_imm(void)
{
	static const int32_t imms[] = {0,  1,  -1, 2,  3,  7,	 8,	    -8,	       16, 31,
				       32, 33, 63, 64, 56, 0x7f, INT32_MAX, INT32_MIN, 255};

	return below(8) ? imms[below(sizeof(imms) / sizeof(imms[0]))] : (int32_t)random64();
}

static int16_t some_offset(const struct bpf_insn *insn)
{
	unsigned int class = insn->opcode & BPF_CLASS_MASK;

	if (class == BPF_JMP || class == BPF_JMP32)
		return (int16_t)below(6);
	if (class == BPF_ALU || class == BPF_ALU64)
		return (int16_t)(below(4) ? 0 : below(2) ? 1 : 8 << below(3));
	return (int16_t)(below(2) ? -8 * (int64_t)below(5) : (int64_t)below(70) - 4);
}

/* One that is an instruction, of one unit, whatever it would do. */
static struct bpf_insn random_insn(void)
{
	static const int32_t atomics[] = {BPF_ATOMIC_ADD, BPF_ATOMIC_OR | BPF_ATOMIC_FETCH,
					  BPF_ATOMIC_XCHG, BPF_ATOMIC_CMPXCHG};

	if (below(8) == 0)
		return (struct bpf_insn){.opcode = BPF_OPCODE_CALL,
					 .imm = (int32_t)below(HELPER_COUNT + 1)};
	for (;;) {
		struct bpf_insn insn[2] = {{.opcode = (uint8_t)random64()}};

		insn->regs = (uint8_t)(below(11) | below(11) << 4);
		insn->offset = some_offset(insn);
		insn->imm = below(3) ? some_imm() : 0;
		if (insn->opcode == BPF_OPCODE_CALL)
			insn->imm = (int32_t)below(HELPER_COUNT + 1);
		if ((insn->opcode & BPF_MODE_MASK) == BPF_ATOMIC && below(2))
			insn->imm = atomics[below(4)];
		if (insn->opcode != BPF_OPCODE_LDDW && !bpf_encoding_error(insn, 2))
			return insn[0];
	}
}

/*
 * Registers of every kind first; then random instructions, one after the other, each the first of
 * some that the verifier accepts there; then room to jump to.
 */
static const char prologue[] =
	"mov r6, r1; ldxdw r7, [r1]; ldxdw r8, [r1+8]; and r8, 31; area r9, 1, 16; area r2, 0, 1; "
	"area r3, 2, 0; mov r4, r10; add r4, -16; mov r5, 3; stdw [r10-8], 5; stxdw [r10-16], r7; "
	"stxdw [r10-24], r2; stxdw [r10-32], r9; mov r0, 1;";
static const char epilogue[] = "mov r0, 1; mov r0, 1; mov r0, 1; mov r0, 1; mov r0, 1; exit";

static void test_random_programs(void **state)
{
	enum { MOST = 12, MOST_TRIES = 30 };
	void *scratch = malloc(verify_scratch_needed());
	struct counts counts = {0};
	struct bpf_insn insns[128];
	char text[1024];
	size_t size;

	(void)state;
	size_t length = (size_t)snprintf(text, sizeof(text), "%s", prologue);

	for (int i = 0; i < MOST; i++)
		length += (size_t)snprintf(text + length, sizeof(text) - length, "mov r0, 0;");
	snprintf(text + length, sizeof(text) - length, "%s", epilogue);

	uint8_t *bytes = builder_standard(text, &size);
	struct object_image image;
	char error[TRACE_ERROR_SIZE];
	const uint32_t first = asm_text(prologue, insns, 128);

	assert_true(object_open(bytes, size, &image, error));

	/* The image points into these bytes, which are not const. */
	struct bpf_insn *tried =
		(struct bpf_insn *)(bytes + ((const uint8_t *)image.insns - bytes)) + first;
	const struct bpf_insn nothing = tried[0];
	unsigned int refused = 0;
	unsigned int kept = 0;
	unsigned int called_once = 0;

	for (unsigned int round = 0; round < RANDOM_PROGRAMS; round++) {
		for (unsigned int i = 0; i < MOST; i++)
			tried[i] = nothing;
		for (unsigned int i = 0; i < MOST; i++) {
			bool accepted = false;

			for (unsigned int tries = 0; tries < MOST_TRIES && !accepted; tries++) {
				tried[i] = random_insn();
				accepted = verify_clause(&image, 0, scratch,
							 verify_scratch_needed(), error);
				refused += !accepted;
			}
			kept += accepted;
			if (!accepted)
				tried[i] = nothing;
		}
		try_object(bytes, size, scratch, &counts);
	}
	assert_int_equal(counts.ran, RANDOM_PROGRAMS);
	assert_true(refused > RANDOM_PROGRAMS);
	assert_true(kept > RANDOM_PROGRAMS * MOST / 2);
	for (uint32_t i = 0; i < HELPER_COUNT; i++)
		called_once += called[i] > 0;
	assert_true(called_once > 30); /* of both tests, or they would have tried few */
	free(bytes);
	free(scratch);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_garbage_shows),
		cmocka_unit_test(test_mutated_objects),
		cmocka_unit_test(test_unknown_helpers),
		cmocka_unit_test(test_random_programs),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
