/* SPDX-License-Identifier: BSD-2-Clause */
/* Plain programs that must be stopped, interpreted or translated, and what the reason says. */
#include "trace/interpret.h"
#include "trace/tests/asm_text.h"
#include "trace/tests/helper_table.h"
#include "trace/tests/run_compiled.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MAX_INSNS = 64, MOST_STEPS = 1000 };

/* No clause runs here. */
static bool helper_call(struct trace_run *run, uint32_t helper, const uint64_t *args,
			uint64_t *result)
{
	(void)args;
	*result = 0;
	return run_fault(run, FAULT_ILLOP, 0, helper);
}

static const struct {
	const char *text;
	const char *words;
} stopped[] = {
	{"raw 00 00 00 00 00 00 00 00", "unknown opcode"},
	{"raw fc 00 00 00 00 00 00 00; exit", "unknown opcode"},
	{"raw ef 00 00 00 00 00 00 00; exit", "unknown opcode"},
	{"raw 87 00 00 00 00 00 00 00; raw 8f 00 00 00 00 00 00 00; exit", "unknown opcode"},
	{"raw 07 0b 00 00 00 00 00 00; exit", "r10"},
	{"raw 0f c0 00 00 00 00 00 00; exit", "r10"},
	{"raw 07 10 00 00 00 00 00 00; exit", "source register"},
	{"raw 0f 10 00 00 01 00 00 00; exit", "imm must be 0"},
	{"raw 07 00 01 00 01 00 00 00; exit", "offset must be 0"},
	{"raw 37 00 02 00 01 00 00 00; exit", "offset must be 0 or 1"},
	{"raw bc 10 20 00 00 00 00 00; exit", "sign extension"},
	{"raw b7 00 08 00 00 00 00 00; exit", "offset must be 0"},
	{"raw d4 00 00 00 08 00 00 00; exit", "byte swap"},
	{"raw df 00 00 00 10 00 00 00; exit", "unknown opcode"},
	{"raw 95 00 00 00 01 00 00 00", "exit has no operands"},
	{"raw 05 01 00 00 00 00 00 00; exit", "registers must be"},
	{"raw 99 00 00 00 00 00 00 00; exit", "unknown opcode"}, /* LDX MEMSX DW */
	{"raw 20 00 00 00 00 00 00 00; exit", "unknown opcode"}, /* LD ABS */
	{"raw d3 00 00 00 00 00 00 00; exit", "unknown opcode"}, /* STX ATOMIC B */
	{"raw db 10 00 00 02 00 00 00; exit", "unknown atomic"},
	{"raw db 10 00 00 e0 00 00 00; exit", "unknown atomic"}, /* XCHG without FETCH */
	{"raw 18 00 00 00 00 00 00 00", "second half"},
	{"raw 18 00 00 00 00 00 00 00; exit", "second half"},
	{"raw 18 20 00 00 00 00 00 00; raw 00 00 00 00 00 00 00 00; exit", "64-bit immediate"},
	{"area r0, 1, 0; exit", "no areas"},
	{"mov r0, 0", "left the code"},
	{"ja +1; exit", "left the code"},
	{"ja -2; exit", "left the code"},
	{"ja +1; lddw r0, 1; exit", "unknown opcode"},
	{"ja -1; exit", "too many steps"},
	{"call 1; exit", "no helpers"},
	{"calll -1; exit", "too many calls"},
	{"ldxb r0, [r1+4]; exit", "outside"},
	{"ldxw r0, [r1+1]; exit", "outside"},
	{"ldxb r0, [r1-1]; exit", "outside"},
	{"ldxb r0, [r10]; exit", "outside"},
	{"stb [r10-513], 0; exit", "outside"},
	{"stxb [r1+4], r1; exit", "outside"},
	{"mov r3, 0; ldxdw r0, [r3]; exit", "outside"},
	{"mov r3, -4; stw [r3], 0; exit", "outside"},
	{"mov r3, -4; stw [r3+32767], 0; exit", "outside"},
	{"mov r3, 1; lock_add [r1], r3; exit", "outside"},
	{"mov r3, 1; lock_add32 [r10-7], r3; exit", "unaligned"},
};

static void test_stopped(void **state)
{
	static struct bpf_insn insns[MAX_INSNS];
	static struct interpret_plain program;
	char error[INTERPRET_ERROR_SIZE];
	char compiled_error[INTERPRET_ERROR_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(stopped) / sizeof(stopped[0]); i++) {
		uint8_t *memory = calloc(1, 4);

		program = (struct interpret_plain){
			.insns = insns,
			.insn_count = asm_text(stopped[i].text, insns, MAX_INSNS),
			.memory = memory,
			.memory_size = 4,
			.most_steps = MOST_STEPS,
		};
		if (interpret_plain(&program, error))
			fail_msg("%s: ran", stopped[i].text);
		if (!strstr(error, stopped[i].words))
			fail_msg("%s: \"%s\" does not say \"%s\"", stopped[i].text, error,
				 stopped[i].words);
		if (run_compiled_plain(&program, compiled_error))
			fail_msg("%s: ran when translated", stopped[i].text);
		assert_string_equal(compiled_error, error);
		free(memory);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_stopped),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
