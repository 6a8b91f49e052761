/* SPDX-License-Identifier: BSD-2-Clause */
/* What does not fit: output that is slower than the probes, buffers and tables that are too small. */
#include "trace/tests/scripts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SECOND = 1000000000 };

/* The output takes a byte now and then: nothing is lost, and two programs do not mix within a
 * record. */
static void test_backpressure(void **state)
{
	struct trace_program *first;
	struct trace_program *second;
	size_t expected_length;
	size_t length;
	int status;
	char *expected;
	static const char one[] =
		"tick-10ms { printf(\"aaaaaaaaaaaaaaaa %d\", timestamp); @a[timestamp] = count(); }\n"
		"tick-1s { printa(@a); exit(1); }";
	static const char two[] = QUIET "tick-10ms { printf(\"%-70sB\\n\", \"b\"); }\n"
					"tick-1s { exit(2); }";

	(void)state;
	sim_start(1);
	script_run(one, SECOND);
	expected = strdup(sim_output(&expected_length));
	assert_non_null(expected);

	sim_start(1);
	sim_limit_output(1, 0);
	first = script_start(one);
	sim_advance(SECOND, NULL, NULL);
	for (size_t i = 0; i < expected_length; i++) {
		assert_false(trace_ended(first, &status));
		assert_false(sim_work());
		assert_true(trace_work_pending());
		sim_limit_output(1, 1);
	}
	assert_int_equal(script_finish(first), 1);
	expect_output(expected);
	free(expected);

	sim_start(1);
	first = script_start(one);
	second = script_start(two);
	sim_limit_output(3, 0);
	sim_advance(SECOND, NULL, NULL);
	for (int i = 0;
	     i < 100000 && !(trace_ended(first, &status) && trace_ended(second, &status)); i++) {
		sim_work();
		sim_limit_output(3, 5);
	}
	assert_int_equal(script_finish(first), 1);
	assert_int_equal(script_finish(second), 2);
	sim_output(&length);

	/* All of the second program's lines are whole. */
	unsigned int lines = 0;

	for (const char *at = sim_output(NULL); (at = strstr(at, "b     ")) != NULL; lines++) {
		assert_true(at == sim_output(NULL) || at[-1] == '\n');
		assert_memory_equal(at + 70, "B\n", 2);
		at += 70;
	}
	assert_true(lines == 99 || lines == 100);
}

/* Nobody reads for long: records are dropped, counted and told, and what was recorded before comes
 * out whole. */
static void test_slow_consumer(void **state)
{
	struct trace_statistics statistics;
	struct trace_program *program;
	unsigned int lines = 0;
	char expected[64];

	(void)state;
	sim_start(1);
	program = script_start(QUIET "#pragma D option bufsize=1k\n"
				     "profile-1000 { printf(\"x\\n\"); }\n"
				     "END { printf(\"end\\n\"); }");
	sim_advance(SECOND, NULL, NULL);
	trace_stop(program, sim_idle_context(0));
	trace_statistics(program, &statistics);
	assert_int_equal(script_finish(program), 0);
	for (const char *at = sim_output(NULL); (at = strstr(at, "x\n")) != NULL; at += 2)
		lines++;
	assert_true(statistics.buffer_drops > 900);
	assert_int_equal(lines + statistics.buffer_drops, 1000);
	assert_int_equal(statistics.recorded, lines + 1);
	assert_string_equal(strstr(sim_output(NULL), "x\nend"), "x\nend\n\n");
	snprintf(expected, sizeof(expected), "dtrace: %llu drops on CPU 0\n",
		 (unsigned long long)statistics.buffer_drops);
	assert_string_equal(sim_messages(NULL), expected);
}

/* Recorded and dropped is all that was fired, per CPU, with room for a few keys only. */
static void new_key(unsigned int cpu, uint64_t now, void *cookie)
{
	struct sim_guest *guest = cookie;

	sim_set_field(guest, FIELD_CR3, now * 2654435761u);
	sim_place(cpu, guest);
}

static void test_aggregation_drops(void **state)
{
	static const char *const sizes[] = {"0", "100", "1k", "64k"};

	(void)state;
	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		struct trace_statistics statistics;
		struct trace_program *program;
		uint64_t told = 0;
		uint64_t counted = 0;
		char script[256];

		sim_start(2);
		snprintf(script, sizeof(script),
			 QUIET "#pragma D option aggsize=%s\n"
			       "#pragma D option droptags\n"
			       "profile-4999 { @[vmregs[VMX_GUEST_CR3]] = count(); }",
			 sizes[i]);
		program = script_start(script);
		sim_advance(SECOND, new_key, sim_add_guest("g", "g"));
		trace_stop(program, sim_idle_context(0));
		trace_statistics(program, &statistics);
		assert_int_equal(script_finish(program), 0);
		for (char *line = strtok((char *)sim_messages(NULL), "\n"); line;
		     line = strtok(NULL, "\n")) {
			unsigned long long drops;
			unsigned int cpu;

			if (sscanf(line,
				   "dtrace: [DTRACEDROP_AGGREGATION] %llu aggregation drops on CPU %u",
				   &drops, &cpu) != 2)
				fail_msg("%s", line);
			told += drops;
		}
		for (char *line = strtok((char *)sim_output(NULL), "\n"); line;
		     line = strtok(NULL, "\n")) {
			unsigned long long count;
			long long key;

			if (sscanf(line, "%lld %llu", &key, &count) != 2)
				fail_msg("%s", line);
			counted += count;
		}
		assert_int_equal(statistics.firings, 2 * 4999);
		assert_int_equal(told, statistics.aggregation_drops);
		assert_int_equal(counted + told, statistics.firings);
		assert_true(i == 0 ? counted == 0 : counted > 0);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_backpressure),
		cmocka_unit_test(test_slow_consumer),
		cmocka_unit_test(test_aggregation_drops),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
