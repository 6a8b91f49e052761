/* SPDX-License-Identifier: BSD-2-Clause */
/* What the translator promises of its code, beside what the code does: see test_jit_random.c. */
#include "trace/bpf_encoding.h"
#include "trace/tests/asm_text.h"
#include "trace/tests/helper_table.h"
#include "trace/tests/run_compiled.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>

enum { MAX_INSNS = 128, MAX_CODE = 64 << 10, INT3 = 0xcc };

static struct bpf_insn insns[MAX_INSNS];
static uint32_t offsets[MAX_INSNS + 1];
static uint8_t code[MAX_CODE];

/* Keeps what it was called with; helper 11, fault, ends the clause. */
static uint64_t seen_args[RUN_HELPER_ARGS];

static bool helper_call(struct trace_run *run, uint32_t helper, const uint64_t *args,
			uint64_t *result)
{
	memcpy(seen_args, args, sizeof(seen_args));
	*result = 0x123456789;
	return helper != HELPER_fault || run_fault(run, (enum fault_kind)args[0], 1, 2);
}

static struct jit_request request_of(const char *text, uint64_t secret)
{
	return (struct jit_request){
		.insns = insns,
		.count = asm_text(text, insns, MAX_INSNS),
		.secret = secret,
		.offsets = offsets,
		.code = code,
		.room = MAX_CODE,
	};
}

static void test_room(void **state)
{
	static const char text[] = "mov r6, 5; mov r7, 3; sdiv r6, r7; call 4; stxdw [r10-8], r0; "
				   "ldxw r0, [r10-8]; jeq r0, r6, +1; mov r0, 1; exit";
	struct jit_request request = request_of(text, 1);
	size_t size = jit_clause(&request);

	(void)state;
	request.room = size - 1;
	memset(code, 0, sizeof(code));
	assert_int_equal(jit_clause(&request), size);
	for (size_t i = 0; i < sizeof(code); i++)
		assert_int_equal(code[i], 0);

	request.room = size;
	assert_int_equal(jit_clause(&request), size);
	assert_int_equal(code[size - 1], INT3);
	assert_int_equal(code[size], 0);

	request.code = NULL;
	request.room = 0;
	assert_int_equal(jit_clause(&request), size);
}

/* A count of one instruction and an exit after. */
static size_t size_of_repeated(size_t (*translate)(const struct jit_request *),
			       const struct bpf_insn *insn, uint32_t count)
{
	struct jit_request request = {.insns = insns, .offsets = offsets, .secret = count};
	size_t units = bpf_insn_units(insn);

	for (size_t i = 0; i < count; i++)
		memcpy(&insns[i * units], insn, units * sizeof(*insn));
	insns[count * units] = (struct bpf_insn){.opcode = BPF_OPCODE_EXIT};
	request.count = (uint32_t)(count * units + 1);
	return translate(&request);
}

/* Every instruction in its longest form: registers with prefixes, large offsets and constants. */
static void test_bounds(void **state)
{
	static const int32_t imms[] = {
		0x12345678, 0, 1, 16, 64, BPF_ATOMIC_XOR | BPF_ATOMIC_FETCH, BPF_ATOMIC_CMPXCHG};
	static const int16_t instruction_offsets[] = {0x1234, 0, 1, 8};
	enum { COUNT = 32 };
	unsigned int tried = 0;
	size_t longest = 0;

	(void)state;
	for (unsigned int i = 0; i < 256 * 11 * 11; i++)
		for (size_t imm = 0; imm < sizeof(imms) / sizeof(imms[0]); imm++)
			for (size_t o = 0; o < 4; o++) {
				const struct bpf_insn insn[2] = {{
					.opcode = (uint8_t)(i % 256),
					.regs = (uint8_t)(i / 256 % 11 | i / 256 / 11 << 4),
					.offset = instruction_offsets[o],
					.imm = imms[imm],
				}};

				if (bpf_encoding_error(insn, 2) ||
				    (i / 256 % 11 != 6 && i / 256 / 11 != 9))
					continue;
				for (int plain = 0; plain < 2; plain++) {
					size_t (*translate)(const struct jit_request *) =
						plain ? jit_plain : jit_clause;
					size_t one = size_of_repeated(translate, insn, 1);
					size_t many = size_of_repeated(translate, insn, COUNT + 1);
					size_t each = (many - one + COUNT - 1) / COUNT;

					if (each > longest)
						longest = each;
					assert_true(one <= JIT_MOST_AROUND + 2 * JIT_MOST_PER_UNIT);
				}
				tried++;
			}
	assert_true(tried > 1000);
	assert_in_range(longest, JIT_MOST_PER_UNIT / 2, JIT_MOST_PER_UNIT);
}

static bool contains(const void *bytes, size_t size, uint64_t value, size_t value_size)
{
	for (size_t at = 0; at + value_size <= size; at++)
		if (memcmp((const uint8_t *)bytes + at, &value, value_size) == 0)
			return true;
	return false;
}

/* What a program chose is not in its code, neither whole nor three bytes of it. */
static void test_constants_are_hidden(void **state)
{
	static const char *const texts[] = {
		"mov r0, 0x3b4a5968; exit",
		"mov32 r0, 0x3b4a5968; exit",
		"mov r0, 1; add r0, 0x3b4a5968; mul r0, 0x3b4a5968; or32 r0, 0x3b4a5968; exit",
		"mov r0, 1; div r0, 0x3b4a5968; smod32 r0, 0x3b4a5968; exit",
		"mov r0, 1; jeq r0, 0x3b4a5968, +1; jset32 r0, 0x3b4a5968, +0; exit",
		"mov r0, 1; stw [r10-4], 0x3b4a5968; stdw [r10-8], 0x3b4a5968; exit",
		"lddw r0, 0x3b4a59683b4a5968; exit",
		"lddw r7, 0x3b4a5968; mov r0, r7; exit",
		"area r0, 1, 0x3b4a5968; mov r0, 0; exit",
	};
	enum { CONSTANT = 0x3b4a5968, SECRETS = 50 };

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++)
		for (uint64_t secret = 0; secret < SECRETS; secret++) {
			struct jit_request request = request_of(texts[i], secret);
			size_t size = jit_clause(&request);

			if (contains(code, size, CONSTANT, 3) ||
			    contains(code, size, CONSTANT >> 8, 3))
				fail_msg("%s: the code has the constant in it", texts[i]);
		}

	/* The net holds: a small one is there, by design. */
	struct jit_request request = request_of("mov r0, 0x5968; exit", 1);

	assert_true(contains(code, jit_clause(&request), 0x5968, 4));
}

/* Two pieces, one after the other, with nothing but guards around them, and both run. */
static void test_neighbours(void **state)
{
	struct executable memory;
	struct jit_request request = request_of("mov r0, 0; exit", 1);
	struct trace_run run = {0};
	jit_function *functions[2];

	(void)state;
	assert_true(executable_reserve(&memory, 4096));
	memset(memory.code, 0, memory.size);
	request.code = memory.code;
	request.room = memory.size;

	size_t first = jit_clause(&request);

	request = request_of("mov r0, 7; exit", 2);
	request.code = memory.code + first;
	request.room = memory.size - first;

	size_t second = jit_clause(&request);

	for (size_t i = 0; i < JIT_GUARD; i++) {
		assert_int_equal(memory.code[i], INT3);
		assert_int_equal(memory.code[first - 1 - i], INT3);
		assert_int_equal(memory.code[first + i], INT3);
		assert_int_equal(memory.code[first + second - 1 - i], INT3);
	}
	assert_int_equal(memory.code[first + second], 0);
	assert_true(executable_seal(&memory));
	for (size_t i = 0; i < 2; i++) {
		const uint8_t *entry = memory.code + (i ? first : 0) + JIT_GUARD;

		memcpy(&functions[i], &entry, sizeof(entry));
	}
	assert_int_equal(functions[0](&run), RUN_FALSE);
	assert_int_equal(functions[1](&run), RUN_TRUE);
	executable_release(&memory);
}

/* Jumps over as much as a clause can have, of instructions that take the most code. */
static void test_longest_clause(void **state)
{
	static struct bpf_insn
		clause[OBJECT_MAX_CLAUSE_INSNS + 1]; /* asm_text() wants a spare one */
	enum { LAST = OBJECT_MAX_CLAUSE_INSNS - 1 };
	struct trace_run run = {0};

	(void)state;
	asm_text("mov r0, 0; mov r6, 5; jeq r6, 5, +4092", clause, 4);
	for (uint32_t i = 3; i < LAST; i++)
		asm_text("lock_fetch_xor [r10-8], r0", &clause[i], 2);
	asm_text("exit", &clause[LAST], 2);
	assert_int_equal(3 + 4092, LAST);
	assert_int_equal(run_compiled(&run, clause, OBJECT_MAX_CLAUSE_INSNS), RUN_FALSE);

	/* Not taken, they all run. */
	asm_text("stdw [r10-8], 3; mov r0, 1; jeq r0, 5, +4092", clause, 4);
	assert_int_equal(run_compiled(&run, clause, OBJECT_MAX_CLAUSE_INSNS), RUN_TRUE);
}

static void test_calls(void **state)
{
	struct trace_run run = {0};
	uint32_t count = asm_text("mov r1, 11; mov r2, 12; mov r3, 13; mov r4, 14; mov r6, 6; "
				  "mov r7, 7; call 9; mov r1, 5; lddw r8, 0x123456789; "
				  "jne r6, 6, +3; jne r7, 7, +2; call 10; jeq r0, r8, +2; "
				  "mov r0, 0; exit; mov r0, 1; exit",
				  insns, MAX_INSNS);

	(void)state;
	/* aggregate takes four arguments; record, of which the result is looked at, two */
	assert_int_equal(run_compiled(&run, insns, count), RUN_TRUE);
	assert_int_equal(seen_args[0], 5);

	count = asm_text("mov r1, 11; mov r2, 12; mov r3, 13; mov r4, 14; call 9; mov r0, 0; exit",
			 insns, MAX_INSNS);
	assert_int_equal(run_compiled(&run, insns, count), RUN_FALSE);
	for (uint64_t i = 0; i < 4; i++)
		assert_int_equal(seen_args[i], 11 + i);

	/* The index counts both units of a 64-bit immediate. */
	count = asm_text("lddw r6, 1; mov r1, 3; call 11", insns, MAX_INSNS);
	assert_int_equal(run_compiled(&run, insns, count), RUN_FAULT);
	assert_int_equal(run.fault.kind, 3);
	assert_int_equal(run.fault.insn, 3);
	assert_int_equal(run.fault.address, 1);
	assert_int_equal(run.fault.value, 2);
}

/* Calls with a known number in each register that functions keep; returns whether all have it afterwards. */
static bool keeps_registers(jit_function *function, struct trace_run *run)
{
	uint64_t changed;

	__asm__ volatile("lea -136(%%rsp), %%rsp\n\t" /* over the red zone */
			 "push %%rbp\n\t"
			 "mov %%rsp, %%rbx\n\t"
			 "and $-16, %%rsp\n\t"
			 "push %%rbx\n\t"
			 "push %%rbx\n\t"
			 "mov $0x11111, %%ebx\n\t"
			 "mov $0x22222, %%ebp\n\t"
			 "mov $0x33333, %%r12d\n\t"
			 "mov $0x44444, %%r13d\n\t"
			 "mov $0x55555, %%r14d\n\t"
			 "mov $0x66666, %%r15d\n\t"
			 "call *%%rax\n\t"
			 "xor $0x11111, %%rbx\n\t"
			 "xor $0x22222, %%rbp\n\t"
			 "xor $0x33333, %%r12\n\t"
			 "xor $0x44444, %%r13\n\t"
			 "xor $0x55555, %%r14\n\t"
			 "xor $0x66666, %%r15\n\t"
			 "or %%rbp, %%rbx\n\t"
			 "or %%r12, %%rbx\n\t"
			 "or %%r13, %%rbx\n\t"
			 "or %%r14, %%rbx\n\t"
			 "or %%r15, %%rbx\n\t"
			 "mov %%rbx, %%rax\n\t"
			 "pop %%rbx\n\t"
			 "pop %%rsp\n\t"
			 "pop %%rbp\n\t"
			 "lea 136(%%rsp), %%rsp"
			 : "=a"(changed), "+D"(run)
			 : "a"(function)
			 : "rbx", "rcx", "rdx", "rsi", "r8", "r9", "r10", "r11", "r12", "r13",
			   "r14", "r15", "memory", "cc");
	return changed == 0;
}

static void test_registers_are_kept(void **state)
{
	static const char *const texts[] = {
		"mov r0, 0; exit",
		"mov r6, 1; mov r7, 2; mov r8, 3; mov r9, 4; stdw [r10-8], 1; mov r0, 1; exit",
		"mov r6, 1; stxdw [r10-512], r6; mov r0, 1; exit",
		"mov r7, 1; mov r8, 1; call 4; mov r0, 0; exit",
		"mov r9, 1; mov r1, 1; call 11",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(texts) / sizeof(texts[0]); i++) {
		struct trace_run run = {0};
		uint32_t count = asm_text(texts[i], insns, MAX_INSNS);
		const uint8_t *entry = compile_executable(jit_clause, insns, count) + JIT_GUARD;
		jit_function *function;

		memcpy(&function, &entry, sizeof(function));
		if (!keeps_registers(function, &run))
			fail_msg("%s: changes registers", texts[i]);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_room),
		cmocka_unit_test(test_bounds),
		cmocka_unit_test(test_constants_are_hidden),
		cmocka_unit_test(test_neighbours),
		cmocka_unit_test(test_longest_clause),
		cmocka_unit_test(test_calls),
		cmocka_unit_test(test_registers_are_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
