/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Two CPUs speculate, commit and discard as they like while the consumer reads: records come out whole, once,
 * and what was neither dropped nor discarded comes out.
 */
#include "trace/program.h"
#include "trace/sim/machine_sim.h"
#include "trace/speculation.h"

#include <pthread.h>
#include <sched.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { CPUS = 2, SPECULATIONS = 3, BYTES = 1024, PRINCIPAL = 65536, ROUNDS = 200000 };

/* A record with its number, and the number again in all the rest. */
struct numbered {
	struct record record;
	uint64_t words[3];
};

static struct {
	struct trace_program program;
	struct program_cpu cpus[CPUS];
	struct speculation speculations[SPECULATIONS];
	struct speculation_buffer buffers[CPUS][SPECULATIONS];
	_Alignas(8) uint8_t data[CPUS][SPECULATIONS][BYTES];
	_Alignas(8) uint8_t principal[CPUS][PRINCIPAL];
	uint64_t speculated[CPUS];
	uint8_t seen[CPUS][ROUNDS];
	uint64_t taken;
	uint32_t running;
	bool discards;
} race;

static void speculate(int cpu, uint64_t id, uint64_t number)
{
	static const struct enabling enabling = {.record_bytes = sizeof(struct numbered),
						 .dtrace_bytes = 16};
	struct firing *firing = &race.cpus[cpu].firing;
	struct numbered *numbered;
	struct record *record;

	if (speculation_reserve(firing, id, &enabling, &record) != SPECULATE_OK)
		return;
	numbered = (struct numbered *)(void *)record;
	*numbered = (struct numbered){
		.record = {.bytes = sizeof(*numbered), .epid = (uint32_t)cpu + 1},
		.words = {number, number, number},
	};
	speculation_end(firing->speculation, record);
	firing->speculation = NULL;
	race.speculated[cpu]++;
}

static void *run_cpu(void *argument)
{
	int cpu = (int)(intptr_t)argument;
	struct firing *firing = &race.cpus[cpu].firing;
	uint32_t random = (uint32_t)cpu + 7;

	for (uint64_t i = 0; i < ROUNDS; i++) {
		uint64_t id;

		random = random * 1664525 + 1013904223;
		id = (random >> 20) % SPECULATIONS + 1;
		switch ((random >> 10) % 8) {
		case 0:
			/* None is free: the consumer may have to see to it first. */
			if (speculation_new(firing) == 0)
				sched_yield();
			break;
		case 1:
			speculation_commit(firing, id);
			break;
		case 2:
			if (race.discards)
				speculation_discard(firing, id);
			break;
		default:
			speculate(cpu, id, i);
			break;
		}
	}
	__atomic_sub_fetch(&race.running, 1, __ATOMIC_SEQ_CST);
	return NULL;
}

static void take(const struct record *record)
{
	const struct numbered *numbered = (const struct numbered *)(const void *)record;
	uint64_t number = numbered->words[0];

	assert_int_equal(record->bytes, sizeof(*numbered));
	assert_in_range(record->epid, 1, CPUS);
	assert_true(number < ROUNDS);
	assert_int_equal(numbered->words[1], number);
	assert_int_equal(numbered->words[2], number);
	assert_int_equal(race.seen[record->epid - 1][number], 0);
	race.seen[record->epid - 1][number] = 1;
	race.taken++;
}

static void consume(bool stopped)
{
	struct speculation_buffer *buffer;
	const struct record *record;
	uint32_t cpu;

	for (int i = 0; i < CPUS; i++)
		while ((record = buffer_peek(&race.cpus[i].buffer)) != NULL) {
			take(record);
			buffer_release(&race.cpus[i].buffer, record);
		}
	while ((record = speculation_peek(&race.program, stopped, &cpu, &buffer)) != NULL) {
		assert_int_equal(record->epid, cpu + 1);
		take(record);
		speculation_release(buffer, record);
	}
}

static void run(bool discards)
{
	pthread_t threads[CPUS];
	uint64_t speculated = 0;
	uint64_t dropped = 0;

	memset(&race, 0, sizeof(race));
	sim_start(CPUS);
	race.discards = discards;
	race.program.cpus = race.cpus;
	race.program.cpu_count = CPUS;
	race.program.speculations = race.speculations;
	race.program.speculation_count = SPECULATIONS;
	race.program.speculation_bytes = BYTES;
	race.program.speculation_charge = BYTES;
	race.running = CPUS;
	for (int i = 0; i < CPUS; i++) {
		race.cpus[i].speculations = race.buffers[i];
		race.cpus[i].firing.program = &race.program;
		race.cpus[i].firing.cpu = &race.cpus[i];
		buffer_init(&race.cpus[i].buffer, race.principal[i], PRINCIPAL, false);
		for (int j = 0; j < SPECULATIONS; j++)
			race.buffers[i][j].data = race.data[i][j];
	}
	for (int i = 0; i < CPUS; i++)
		assert_int_equal(pthread_create(&threads[i], NULL, run_cpu, (void *)(intptr_t)i),
				 0);
	while (__atomic_load_n(&race.running, __ATOMIC_SEQ_CST) > 0)
		consume(false);
	for (int i = 0; i < CPUS; i++)
		assert_int_equal(pthread_join(threads[i], NULL), 0);
	for (uint64_t id = 1; id <= SPECULATIONS; id++)
		assert_true(speculation_commit(&race.cpus[0].firing, id));
	consume(true);
	for (int i = 0; i < CPUS; i++) {
		speculated += race.speculated[i];
		dropped += race.cpus[i].counters.buffer_drops;
	}
	assert_true(speculated > 100);
	if (!discards)
		assert_int_equal(race.taken + dropped, speculated);
	assert_true(race.taken + dropped <= speculated);
	for (int i = 0; i < SPECULATIONS; i++)
		assert_int_equal(race.speculations[i].state, SPECULATION_INACTIVE);
}

static void test_commits(void **state)
{
	(void)state;
	run(false);
}

static void test_discards(void **state)
{
	(void)state;
	run(true);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_commits),
		cmocka_unit_test(test_discards),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
