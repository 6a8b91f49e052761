/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Programs run by the interpreter and by what the translator makes of them: the same results, faults,
 * calls of helpers and memory. The first byte says what the others are: choices of a generator of
 * clauses, or of plain programs, or a plain program as it is.
 */
#include "trace/tests/jit_difference.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { KIND_CLAUSE, KIND_PLAIN, KIND_RAW, KIND_COUNT, MOST_STEPS = 2000 };

static void differs(const struct generated *program, const char *reason)
{
	print_generated(program);
	fprintf(stderr, "fuzz_jit: translated, it does something else; interpreted: %s\n", reason);
	abort();
}

static void compare_plain(const struct generated *program)
{
	char reason[INTERPRET_ERROR_SIZE];

	if (!same_plain(program, MOST_STEPS, reason))
		differs(program, reason);
}

/* The bytes choose the first program; those after it are left to chance, for the sake of numbers. */
static void compare_generated(bool are_clauses, const uint8_t *data, size_t size)
{
	enum { PROGRAMS = 8 };
	static struct generated program;
	struct choices choices = {.bytes = data, .size = size};
	struct seen seen;

	for (size_t i = 0; i < size; i++)
		choices.random = (choices.random ^ data[i]) * 0x100000001b3;
	for (int i = 0; i < PROGRAMS; i++) {
		if (are_clauses) {
			if (!same_clause(&choices, &program, &seen))
				differs(&program, "a clause");
		} else {
			generate_plain(&choices, &program);
			compare_plain(&program);
		}
		choices.size = 0;
	}
}

static void compare_raw(const uint8_t *data, size_t size)
{
	static struct generated program;

	program.count = (uint32_t)(size / sizeof(program.insns[0]));
	if (program.count == 0 || program.count > DIFFERENCE_MOST)
		return;
	memcpy(program.insns, data, program.count * sizeof(program.insns[0]));
	compare_plain(&program);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	if (size == 0)
		return 0;
	if (data[0] % KIND_COUNT == KIND_RAW)
		compare_raw(data + 1, size - 1);
	else
		compare_generated(data[0] % KIND_COUNT == KIND_CLAUSE, data + 1, size - 1);
	return 0;
}
