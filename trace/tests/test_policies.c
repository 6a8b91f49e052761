/* SPDX-License-Identifier: BSD-2-Clause */
/* The buffer policies fill and ring, and the option flowindent. */
#include "trace/tests/scripts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* " | :BEGIN" fills 9 of 41 columns. */
#define GAP32 "                                "

#define MS 1000000ull

/* Nothing comes out before the end, and then the newest records, END's among them; none is a drop. */
static void test_ring(void **state)
{
	struct trace_program *program;
	unsigned int line = 0;
	unsigned int lines = 0;
	const char *at;

	(void)state;
	sim_start(1);
	program = script_start(QUIET "#pragma D option bufpolicy=ring\n"
				     "#pragma D option bufsize=512\n"
				     "tick-1ms { printf(\"%d\\n\", i++); }\n"
				     "tick-100500us { exit(7); }\n"
				     "END { printf(\"end\\n\"); }");
	for (int i = 0; i < 100; i++) {
		sim_advance(MS, NULL, NULL);
		assert_true(sim_work());
		expect_output("");
	}
	sim_advance(MS, NULL, NULL);
	assert_int_equal(script_finish(program), 7);
	for (at = sim_output(NULL); *at != 'e'; at = strchr(at, '\n') + 1, lines++) {
		unsigned int next = (unsigned int)strtoul(at, NULL, 10);

		assert_true(lines == 0 || next == line + 1);
		line = next;
	}
	assert_int_equal(line, 99);
	assert_true(lines >= 8 && lines <= 14); /* of 32 bytes each, beside the others */
	assert_string_equal(at, "end\n\n");
	assert_string_equal(sim_messages(NULL), "");
}

/* A CPU's buffer that is full ends the program, END included; what did not fit is no drop. */
static void test_fill(void **state)
{
	struct trace_program *program;
	struct trace_statistics statistics;
	char expected[512] = "";
	unsigned int lines;

	(void)state;
	sim_start(2);
	program = script_start(QUIET "#pragma D option bufpolicy=fill\n"
				     "#pragma D option bufsize=512\n"
				     "profile-1ms /cpu == 0/ { printf(\"%d\\n\", i++); }\n"
				     "tick-2ms { printf(\"t\\n\"); }\n"
				     "END { printf(\"end\\n\"); }");
	sim_advance(3 * MS, NULL, NULL);
	assert_true(sim_work());
	expect_output("");
	sim_advance(100 * MS, NULL, NULL);
	trace_statistics(program, &statistics);
	assert_int_equal(statistics.buffer_drops, 0);
	assert_int_equal(script_finish(program), 0);
	lines = 0;
	for (const char *at = sim_output(NULL); (at = strchr(at, '\n')) != NULL; at++)
		lines++;
	assert_true(lines > 8 && lines < 24);
	for (unsigned int i = 0, shown = 0; shown < lines - 2; i++) {
		size_t length = strlen(expected);

		snprintf(expected + length, sizeof(expected) - length, "%u\n", i);
		shown++;
		if (i % 2 == 1 && shown < lines - 2) {
			strncat(expected, "t\n", sizeof(expected) - strlen(expected) - 1);
			shown++;
		}
	}
	strncat(expected, "end\n\n", sizeof(expected) - strlen(expected) - 1);
	expect_output(expected);
	assert_string_equal(sim_messages(NULL), "");
}

/* DTrace's line for probes that are no entry and no return; its heading comes with quiet, too. */
static void test_flowindent(void **state)
{
	(void)state;
	script_expect("#pragma D option flowindent\n"
		      "BEGIN { trace(1); } END { } BEGIN { exit(0); }",
		      "CPU FUNCTION\n"
		      "  0  | :BEGIN" GAP32 "         1\n"
		      "  0  | :BEGIN" GAP32 " \n"
		      "  0  | :END" GAP32 "   \n\n");
	script_expect(QUIET "#pragma D option flowindent\n"
			    "BEGIN { printf(\"x\\n\"); exit(0); }",
		      "CPU FUNCTION\n"
		      "  0  | :BEGIN" GAP32 " x\n\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ring),
		cmocka_unit_test(test_fill),
		cmocka_unit_test(test_flowindent),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
