/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Generated programs mean the same to the interpreter and to the translator. With an argument so many
 * times more of them: `make fuzz` runs over a million.
 */
#include "trace/tests/jit_difference.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>

enum { CLAUSES = 150000, PLAIN_PROGRAMS = 100000, MOST_STEPS = 300 };

static uint64_t times = 1;

static void test_clauses(void **state)
{
	static struct generated program;
	unsigned int results[RUN_FAULT + 1] = {0};

	(void)state;
	for (uint64_t seed = 0; seed < times * CLAUSES; seed++) {
		struct choices choices = {.random = seed << 20};
		struct seen seen;

		if (!same_clause(&choices, &program, &seen)) {
			print_generated(&program);
			fail_msg("clause %llu", (unsigned long long)seed);
		}
		results[seen.result]++;
	}
	/* Else little would have been tried. */
	for (size_t i = 0; i < sizeof(results) / sizeof(results[0]); i++)
		assert_true(results[i] > CLAUSES / 200);
}

static void test_plain_programs(void **state)
{
	static const char *const words[] = {
		"left the code",	"too many steps", "outside",  "unaligned",
		"there are no helpers", "too many calls", "no areas", "unknown opcode",
	};
	enum { KINDS = sizeof(words) / sizeof(words[0]) };
	static struct generated program;
	unsigned int ended = 0;
	unsigned int stopped[KINDS] = {0};

	(void)state;
	for (uint64_t seed = 0; seed < times * PLAIN_PROGRAMS; seed++) {
		struct choices choices = {.random = seed << 20 | 1};
		char reason[INTERPRET_ERROR_SIZE];

		generate_plain(&choices, &program);
		if (!same_plain(&program, choose(&choices, 8) ? MOST_STEPS : seed % MOST_STEPS,
				reason)) {
			print_generated(&program);
			fail_msg("program %llu, the interpreter: %s", (unsigned long long)seed,
				 reason);
		}
		ended += reason[0] == '\0';
		for (size_t i = 0; i < KINDS; i++)
			stopped[i] += strstr(reason, words[i]) != NULL;
	}
	assert_true(ended > PLAIN_PROGRAMS / 10);
	for (size_t i = 0; i < KINDS; i++)
		if (stopped[i] < 20)
			fail_msg("\"%s\" only %u times", words[i], stopped[i]);
}

int main(int argument_count, char *arguments[])
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_clauses),
		cmocka_unit_test(test_plain_programs),
	};

	if (argument_count > 1)
		times = strtoull(arguments[1], NULL, 10);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
