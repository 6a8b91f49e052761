/* SPDX-License-Identifier: BSD-2-Clause */
/* Speculations on two CPUs: DTrace's states, what is committed, and what the consumer finds. */
#include "trace/program.h"
#include "trace/sim/machine_sim.h"
#include "trace/speculation.h"
#include "trace/tests/scripts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { CPUS = 2, SPECULATIONS = 2, BYTES = 256, RECORD = 64 };

static struct {
	struct trace_program program;
	struct program_cpu cpus[CPUS];
	struct speculation speculations[SPECULATIONS];
	struct speculation_buffer buffers[CPUS][SPECULATIONS];
	_Alignas(8) uint8_t data[CPUS][SPECULATIONS][BYTES];
	_Alignas(8) uint8_t principal[CPUS][512];
} fixture;

static void start(void)
{
	memset(&fixture, 0, sizeof(fixture));
	sim_start(CPUS);
	fixture.program.cpus = fixture.cpus;
	fixture.program.cpu_count = CPUS;
	fixture.program.speculations = fixture.speculations;
	fixture.program.speculation_count = SPECULATIONS;
	fixture.program.speculation_bytes = BYTES;
	fixture.program.speculation_charge = BYTES;
	for (int i = 0; i < CPUS; i++) {
		fixture.cpus[i].speculations = fixture.buffers[i];
		fixture.cpus[i].firing.program = &fixture.program;
		fixture.cpus[i].firing.cpu = &fixture.cpus[i];
		buffer_init(&fixture.cpus[i].buffer, fixture.principal[i],
			    sizeof(fixture.principal[i]), false);
		for (int j = 0; j < SPECULATIONS; j++)
			fixture.buffers[i][j].data = fixture.data[i][j];
	}
}

static struct firing *firing(int cpu)
{
	return &fixture.cpus[cpu].firing;
}

/* Begins to speculate a record with a number, and ends it. */
static enum speculate_result begin(int cpu, uint64_t id, uint32_t number)
{
	static const struct enabling enabling = {.record_bytes = RECORD, .dtrace_bytes = 16};
	struct record *record;
	enum speculate_result result = speculation_reserve(firing(cpu), id, &enabling, &record);

	if (result == SPECULATE_OK) {
		*record = (struct record){.bytes = RECORD, .epid = number, .time = number};
		firing(cpu)->record = record;
	}
	return result;
}

static void end(int cpu)
{
	speculation_end(firing(cpu)->speculation, firing(cpu)->record);
	firing(cpu)->speculation = NULL;
}

static enum speculate_result speculate(int cpu, uint64_t id, uint32_t number)
{
	enum speculate_result result = begin(cpu, id, number);

	if (result == SPECULATE_OK)
		end(cpu);
	return result;
}

/* The number of the next record in a principal buffer; 0: there is none. */
static uint32_t principal(int cpu)
{
	const struct record *record = buffer_peek(&fixture.cpus[cpu].buffer);
	uint32_t number;

	if (!record)
		return 0;
	number = record->epid;
	buffer_release(&fixture.cpus[cpu].buffer, record);
	return number;
}

/* The next one that the consumer is left, times ten and with its CPU. */
static uint32_t left(bool stopped)
{
	struct speculation_buffer *buffer;
	uint32_t cpu;
	const struct record *record = speculation_peek(&fixture.program, stopped, &cpu, &buffer);
	uint32_t number;

	if (!record)
		return 0;
	number = record->epid * 10 + cpu;
	assert_ptr_equal(buffer->data + buffer->taken, record);
	speculation_release(buffer, record);
	return number;
}

static uint64_t new_speculation(int cpu)
{
	return speculation_new(firing(cpu));
}

static void test_one_cpu(void **state)
{
	(void)state;
	start();
	sim_advance(1000, NULL, NULL);
	assert_int_equal(new_speculation(0), 1);
	assert_int_equal(new_speculation(0), 2);
	assert_int_equal(new_speculation(0), 0);
	assert_int_equal(fixture.cpus[0].counters.unavailable_speculations, 1);
	assert_int_equal(speculate(0, 1, 1), SPECULATE_OK);
	assert_int_equal(speculate(0, 2, 2), SPECULATE_OK);
	assert_int_equal(speculate(0, 1, 3), SPECULATE_OK);
	assert_int_equal(principal(0), 0);
	assert_true(speculation_commit(firing(0), 1));
	assert_int_equal(buffer_peek(&fixture.cpus[0].buffer)->time, 1000);
	assert_int_equal(principal(0), 1);
	assert_int_equal(principal(0), 3);
	assert_int_equal(principal(0), 0);
	/* Free at once, and empty. */
	assert_int_equal(new_speculation(0), 1);
	assert_true(speculation_commit(firing(0), 1));
	assert_int_equal(principal(0), 0);
	assert_int_equal(new_speculation(0), 1);
	assert_true(speculation_discard(firing(0), 2));
	assert_int_equal(new_speculation(0), 2);
	assert_int_equal(speculate(0, 2, 4), SPECULATE_OK);
	assert_true(speculation_commit(firing(0), 2));
	assert_int_equal(principal(0), 4);
	assert_int_equal(principal(0), 0);
}

static void test_bad_numbers(void **state)
{
	(void)state;
	start();
	assert_int_equal(speculate(0, 0, 1), SPECULATE_NOTHING);
	assert_int_equal(speculate(0, 1, 1), SPECULATE_NOTHING); /* not given out */
	assert_int_equal(speculate(0, 3, 1), SPECULATE_BAD);
	assert_int_equal(speculate(0, UINT64_MAX, 1), SPECULATE_BAD);
	assert_true(speculation_commit(firing(0), 0));
	assert_true(speculation_discard(firing(0), 0));
	assert_true(speculation_commit(firing(0), 2));
	assert_true(speculation_discard(firing(0), 2));
	assert_false(speculation_commit(firing(0), 3));
	assert_false(speculation_discard(firing(0), 3));
	assert_int_equal(principal(0), 0);
	assert_int_equal(new_speculation(0), 1);
}

static void test_full(void **state)
{
	(void)state;
	start();
	assert_int_equal(new_speculation(0), 1);
	for (uint32_t i = 0; i < BYTES / RECORD; i++)
		assert_int_equal(speculate(0, 1, i + 1), SPECULATE_OK);
	assert_int_equal(speculate(0, 1, 9), SPECULATE_FULL);
	assert_int_equal(fixture.cpus[0].counters.speculative_drops, 1);
	assert_int_equal(new_speculation(0), 2);
	fixture.program.speculation_charge = 32;
	assert_int_equal(speculate(0, 2, 1), SPECULATE_OK);
	assert_int_equal(speculate(0, 2, 2), SPECULATE_OK);
	assert_int_equal(speculate(0, 2, 3), SPECULATE_FULL);
	assert_true(speculation_discard(firing(0), 2));
	assert_int_equal(new_speculation(0), 2);
	assert_int_equal(speculate(0, 2, 1), SPECULATE_OK);
	/* No room in the principal buffer: all of it is dropped, and counted. */
	while (buffer_reserve(&fixture.cpus[0].buffer, RECORD, 0)) {
		struct record *record = buffer_reserve(&fixture.cpus[0].buffer, RECORD, 0);

		*record = (struct record){.bytes = RECORD, .epid = 7};
		buffer_commit(&fixture.cpus[0].buffer, record);
	}
	assert_true(speculation_commit(firing(0), 1));
	assert_int_equal(fixture.cpus[0].counters.buffer_drops, BYTES / RECORD);
	assert_int_equal(new_speculation(0), 1);
}

/* One commits what both have; the other's part is the consumer's. */
static void test_many_commit(void **state)
{
	(void)state;
	start();
	assert_int_equal(new_speculation(0), 1);
	assert_int_equal(new_speculation(0), 2);
	assert_int_equal(speculate(0, 1, 1), SPECULATE_OK);
	assert_int_equal(speculate(1, 1, 2), SPECULATE_OK);
	assert_int_equal(speculate(1, 1, 3), SPECULATE_OK);
	assert_true(speculation_commit(firing(0), 1));
	assert_int_equal(principal(0), 1);
	assert_int_equal(principal(0), 0);
	assert_int_equal(principal(1), 0);
	/* Until that is written out, nobody gets it. */
	assert_int_equal(speculate(1, 1, 4), SPECULATE_NOTHING);
	assert_int_equal(new_speculation(1), 0);
	assert_int_equal(fixture.cpus[1].counters.busy_speculations, 1);
	assert_int_equal(left(false), 21);
	assert_int_equal(new_speculation(1), 0);
	assert_int_equal(left(false), 31);
	assert_int_equal(left(false), 0);
	assert_int_equal(new_speculation(1), 1);
	assert_int_equal(speculate(1, 1, 5), SPECULATE_OK);
	assert_true(speculation_commit(firing(1), 1));
	assert_int_equal(principal(1), 5);
}

/* Committed by one that has nothing of it, while the other is in the middle of a record. */
static void test_elsewhere(void **state)
{
	(void)state;
	start();
	assert_int_equal(new_speculation(0), 1);
	assert_int_equal(speculate(1, 1, 1), SPECULATE_OK);
	assert_int_equal(begin(1, 1, 2), SPECULATE_OK);
	assert_true(speculation_commit(firing(0), 1));
	assert_int_equal(left(false), 0); /* waits */
	end(1);
	assert_int_equal(left(false), 11);
	assert_int_equal(left(false), 21);
	assert_int_equal(left(false), 0);
	assert_int_equal(new_speculation(0), 1);
}

static void test_discard(void **state)
{
	(void)state;
	start();
	assert_int_equal(new_speculation(0), 1);
	assert_int_equal(new_speculation(0), 2);
	/* By the one CPU that speculated: free at once. */
	assert_int_equal(speculate(0, 1, 1), SPECULATE_OK);
	assert_true(speculation_discard(firing(0), 1));
	assert_int_equal(new_speculation(0), 1);
	/* By another: when the consumer has been there; not while a record is being written. */
	assert_int_equal(speculate(0, 1, 2), SPECULATE_OK);
	assert_int_equal(speculate(0, 2, 3), SPECULATE_OK);
	assert_int_equal(begin(0, 2, 4), SPECULATE_OK);
	assert_true(speculation_discard(firing(1), 1));
	assert_true(speculation_discard(firing(1), 2));
	assert_int_equal(new_speculation(0), 0);
	assert_int_equal(fixture.cpus[0].counters.busy_speculations, 1);
	assert_int_equal(left(false), 0);
	assert_int_equal(new_speculation(0), 1);
	assert_int_equal(new_speculation(0), 0);
	end(0);
	assert_int_equal(left(false), 0);
	assert_int_equal(new_speculation(0), 2);
	assert_true(speculation_commit(firing(0), 2));
	assert_int_equal(principal(0), 0);
}

/* When nothing fires any more, nobody is waited for. */
static void test_stopped(void **state)
{
	(void)state;
	start();
	assert_int_equal(new_speculation(0), 1);
	assert_int_equal(speculate(1, 1, 1), SPECULATE_OK);
	assert_int_equal(begin(1, 1, 2), SPECULATE_OK);
	assert_true(speculation_commit(firing(0), 1));
	assert_int_equal(left(true), 11);
	assert_int_equal(left(true), 0);
}

/* From the probes to the output, on two CPUs: what the other one has comes after all else. */
static void test_script(void **state)
{
	struct trace_program *program;

	(void)state;
	sim_start(2);
	program =
		script_start(QUIET "int spec;\n"
				   "BEGIN { spec = speculation(); }\n"
				   "profile-100 { speculate(spec); printf(\"cpu %d\\n\", cpu); }\n"
				   "tick-25ms { commit(spec); }\n"
				   "tick-26ms { printf(\"last\\n\"); exit(3); }");
	sim_advance(30000000, NULL, NULL);
	assert_int_equal(script_finish(program), 3);
	expect_output("cpu 0\ncpu 0\nlast\ncpu 1\ncpu 1\n\n");

	/* The consumer sees to it between two firings, and the speculation can be used again. */
	sim_start(2);
	program =
		script_start(QUIET "int spec;\n"
				   "BEGIN { spec = speculation(); }\n"
				   "profile-100 { speculate(spec); printf(\"cpu %d\\n\", cpu); }\n"
				   "tick-15ms { commit(spec); }\n"
				   "tick-31ms { spec = speculation(); printf(\"%d\\n\", spec); }\n"
				   "tick-42ms { discard(spec); }\n"
				   "tick-46ms { exit(0); }");
	for (int i = 0; i < 50; i++) {
		sim_advance(1000000, NULL, NULL);
		assert_true(sim_work());
	}
	assert_int_equal(script_finish(program), 0);
	expect_output("cpu 0\ncpu 1\n1\n\n");
	assert_string_equal(sim_messages(NULL), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_one_cpu),	  cmocka_unit_test(test_bad_numbers),
		cmocka_unit_test(test_full),	  cmocka_unit_test(test_many_commit),
		cmocka_unit_test(test_elsewhere), cmocka_unit_test(test_discard),
		cmocka_unit_test(test_stopped),	  cmocka_unit_test(test_script),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
