/* SPDX-License-Identifier: BSD-2-Clause */
/* The deadline queue against a naive model, and periods against exact arithmetic. */
#include "vmm/deadline.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Runs what is due, as the VMM does before an entry: earliest first, at most so many. */
static uint32_t deadline_run(struct deadline_queue *queue, uint64_t now, uint32_t most)
{
	uint32_t called = 0;

	for (; called < most && queue->count && queue->earliest <= now; called++)
		deadline_run_first(queue, now);
	return called;
}

enum { MOST = 40 };

/* ---- A queue, and the same without a heap */

struct item {
	struct deadline deadline; /* first: expired() gets its address */
	bool queued;
	uint64_t when;
	void (*action)(struct item *item, uint64_t now);
};

static struct item items[MOST];
static struct deadline_queue queue;
static struct deadline **storage;
static uint64_t random_state;

static uint64_t random_next(void)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state;
}

static uint32_t model_count(void)
{
	uint32_t count = 0;

	for (unsigned int i = 0; i < MOST; i++)
		count += items[i].queued;
	return count;
}

static uint64_t model_earliest(void)
{
	uint64_t earliest = DEADLINE_NEVER;

	for (unsigned int i = 0; i < MOST; i++)
		if (items[i].queued && items[i].when < earliest)
			earliest = items[i].when;
	return earliest;
}

/* The queue holds exactly what the model does, in heap order, and each knows its place. */
static void check_queue(void)
{
	assert_false(queue.hole);
	assert_int_equal(queue.count, model_count());
	assert_int_equal(queue.earliest, model_earliest());
	for (uint32_t i = 0; i < queue.count; i++) {
		assert_int_equal(queue.heap[i]->position, i + 1);
		assert_true(i == 0 || queue.heap[(i - 1) / 2]->when <= queue.heap[i]->when);
	}
	for (unsigned int i = 0; i < MOST; i++) {
		assert_int_equal(items[i].deadline.position != 0, items[i].queued);
		if (items[i].queued)
			assert_int_equal(items[i].deadline.when, items[i].when);
	}
}

static void set(struct item *item, uint64_t when)
{
	bool room = item->queued || model_count() < queue.capacity;

	assert_int_equal(deadline_set(&queue, &item->deadline, when), room);
	if (!room)
		return;
	item->queued = true;
	item->when = when;
}

static void cancel(struct item *item)
{
	deadline_cancel(&queue, &item->deadline);
	item->queued = false;
}

static void expired(struct deadline *deadline, uint64_t now)
{
	struct item *item = (struct item *)deadline;

	assert_int_equal(deadline->position, 0);
	assert_true(item->queued);
	assert_true(item->when <= now);
	assert_int_equal(item->when, model_earliest());
	item->queued = false;
	if (item->action)
		item->action(item, now);
}

/* The storage is as large as the capacity, so that ASan sees an index beyond. */
static void start(uint32_t capacity)
{
	memset(items, 0, sizeof(items));
	for (unsigned int i = 0; i < MOST; i++)
		items[i].deadline.expired = expired;
	storage = malloc(capacity * sizeof(struct deadline *));
	assert_true(storage || capacity == 0);
	deadline_queue_init(&queue, storage, capacity);
	check_queue();
}

static void stop(void)
{
	free(storage);
	storage = NULL;
}

/* ---- Queue */

static void test_empty(void **state)
{
	(void)state;
	start(2);
	assert_int_equal(queue.earliest, DEADLINE_NEVER);
	assert_int_equal(deadline_run(&queue, 1000, 10), 0);
	assert_int_equal(deadline_run(&queue, UINT64_MAX, 10), 0);
	cancel(&items[0]);
	check_queue();
	stop();
}

static void test_order(void **state)
{
	static const uint64_t times[] = {50, 10, 40, 10, 0, 30, UINT64_MAX - 1, 20};
	enum { COUNT = sizeof(times) / sizeof(times[0]) };

	(void)state;
	start(COUNT);
	for (unsigned int i = 0; i < COUNT; i++) {
		set(&items[i], times[i]);
		check_queue();
	}
	assert_int_equal(queue.earliest, 0);
	/* expired() checks that each is the earliest */
	assert_int_equal(deadline_run(&queue, 9, COUNT), 1);
	assert_int_equal(queue.earliest, 10);
	assert_int_equal(deadline_run(&queue, 10, COUNT), 2);
	assert_int_equal(deadline_run(&queue, 39, COUNT), 2);
	check_queue();
	assert_int_equal(deadline_run(&queue, 50, COUNT), 2);
	assert_int_equal(deadline_run(&queue, UINT64_MAX - 2, COUNT), 0);
	assert_int_equal(deadline_run(&queue, UINT64_MAX - 1, COUNT), 1);
	check_queue();
	assert_int_equal(queue.count, 0);
	stop();
}

static void test_capacity(void **state)
{
	(void)state;
	start(3);
	for (unsigned int i = 0; i < 5; i++)
		set(&items[i], 100 - i); /* refused from the fourth on */
	assert_int_equal(queue.count, 3);
	check_queue();
	set(&items[1], 7); /* moving needs no room */
	set(&items[2], 200);
	check_queue();
	cancel(&items[0]);
	set(&items[4], 1);
	check_queue();
	assert_int_equal(queue.earliest, 1);
	stop();

	start(0);
	assert_false(deadline_set(&queue, &items[0].deadline, 1));
	check_queue();
	stop();
}

static void again_at_once(struct item *item, uint64_t now)
{
	(void)now;
	set(item, 0);
}

static void test_run_is_bounded(void **state)
{
	(void)state;
	start(3);
	items[0].action = again_at_once;
	set(&items[0], 5);
	assert_int_equal(deadline_run(&queue, 10, 0), 0);
	assert_int_equal(deadline_run(&queue, 10, 1), 1);
	assert_int_equal(deadline_run(&queue, 10, 64), 64);
	check_queue();
	assert_true(items[0].queued);
	stop();
}

static unsigned int calls;

static void put_others(struct item *item, uint64_t now)
{
	(void)item;
	calls++;
	for (unsigned int i = 1; i < 4; i++)
		set(&items[i], now + i);
	assert_int_equal(queue.earliest, now + 1);
}

static void put_others_then_itself(struct item *item, uint64_t now)
{
	put_others(item, now);
	set(item, now + 2);
}

static void cancel_others(struct item *item, uint64_t now)
{
	(void)now;
	calls++;
	for (unsigned int i = 0; i < 4; i++)
		if (&items[i] != item)
			cancel(&items[i]);
	cancel(item); /* not queued: left alone */
}

static void set_itself_and_cancel(struct item *item, uint64_t now)
{
	calls++;
	set(item, now + 1);
	cancel(item);
}

/* The function of a deadline may do anything to the queue, the deadline itself included. */
static void test_functions_that_change_the_queue(void **state)
{
	static void (*const actions[])(struct item *, uint64_t) = {
		put_others,
		put_others_then_itself,
		cancel_others,
		set_itself_and_cancel,
	};

	(void)state;
	for (unsigned int i = 0; i < sizeof(actions) / sizeof(actions[0]); i++) {
		for (unsigned int others = 0; others < 4; others++) {
			start(4);
			calls = 0;
			items[0].action = actions[i];
			set(&items[0], 10);
			for (unsigned int j = 1; j <= others; j++)
				set(&items[j], 20 + j);
			assert_int_equal(deadline_run(&queue, 12, 1), 1);
			assert_int_equal(calls, 1);
			check_queue();
			stop();
		}
	}
}

static void random_action(struct item *item, uint64_t now)
{
	switch (random_next() % 6) {
	case 0:
		set(item, now + random_next() % 50);
		break;
	case 1:
		set(item, now - random_next() % 50);
		break;
	case 2:
		set(&items[random_next() % MOST], now + random_next() % 100);
		break;
	case 3:
		set(item, now + random_next() % 100);
		set(&items[random_next() % MOST], now + random_next() % 100);
		cancel(&items[random_next() % MOST]);
		break;
	case 4:
		cancel(&items[random_next() % MOST]);
		break;
	default:
		break;
	}
}

static void random_run(uint32_t capacity, uint64_t seed)
{
	enum { STEPS = 20000 };
	uint64_t now = 1000;

	start(capacity);
	random_state = seed;
	for (unsigned int i = 0; i < MOST; i++)
		items[i].action = random_action;
	for (unsigned int step = 0; step < STEPS; step++) {
		struct item *item = &items[random_next() % MOST];
		uint32_t most = random_next() % 8;
		uint64_t choice = random_next() % 16;

		if (choice < 8) {
			set(item, now + random_next() % 200 - 20);
		} else if (choice < 11) {
			cancel(item);
		} else {
			now += random_next() % 40;
			uint32_t called = deadline_run(&queue, now, most);

			assert_true(called <= most);
			/* it stops early only when nothing is due */
			assert_true(called == most || model_earliest() > now);
		}
		check_queue();
	}
	stop();
}

static void test_random_operations(void **state)
{
	(void)state;
	random_run(MOST, 1);
	random_run(MOST / 2, 2); /* often full */
	random_run(3, 3);
	random_run(1, 4);
}

/* ---- Periods */

static const uint64_t frequencies[] = {
	1000000,    50000000,	1193182,    2112000000, 2394454123,
	2999999999, 3000000000, 4294967297, 5800000000, 17999999999,
};

static const struct {
	uint64_t numerator;
	uint64_t denominator;
} rates[] = {
	{1, 97},
	{1, 4001},
	{1, 997},
	{1, 1},
	{1, 3},
	{2, 3},
	{7, 5},
	{1, 1000000},
	{1, 999983},
	{10, 1},
	/* as probes give them: nanoseconds over 10^9 */
	{10309278, 1000000000},
	{10000000000, 1000000000}, /* tick-10s */
	{10000000001, 1000000000},
	{86400ull * 1000000000, 1000000000},
	{365ull * 86400 * 1000000000, 1000000000},
};

/*
 * The n-th multiple is the whole part of n * hz * numerator / denominator: no tick is lost or won.
 */
static void test_periods_do_not_drift(void **state)
{
	enum { COUNT = 3000 };

	(void)state;
	for (unsigned int f = 0; f < sizeof(frequencies) / sizeof(frequencies[0]); f++) {
		for (unsigned int r = 0; r < sizeof(rates) / sizeof(rates[0]); r++) {
			__uint128_t numerator = rates[r].numerator;
			uint64_t hz = frequencies[f];
			struct period period;
			__uint128_t sum = 0;

			assert_true(
				period_init(&period, hz, rates[r].numerator, rates[r].denominator));
			for (unsigned int n = 1; n <= COUNT; n++) {
				__uint128_t exact = numerator * hz * n / rates[r].denominator;

				sum += period_next(&period);
				assert_true(sum == exact);
				assert_true(period.carried < period.denominator);
			}
		}
	}
}

/* 97 a second for an hour end on the tick where the hour ends. */
static void test_a_second_is_n_periods(void **state)
{
	static const uint64_t hz[] = {50000000, 2394454123, 3000000000};
	static const uint64_t counts[] = {97, 4001, 997, 1009, 3};

	(void)state;
	for (unsigned int f = 0; f < sizeof(hz) / sizeof(hz[0]); f++) {
		for (unsigned int c = 0; c < sizeof(counts) / sizeof(counts[0]); c++) {
			struct period period;
			uint64_t sum = 0;

			assert_true(period_init(&period, hz[f], 1, counts[c]));
			for (uint64_t n = 0; n < counts[c] * 60; n++)
				sum += period_next(&period);
			assert_int_equal(sum, hz[f] * 60);
			assert_int_equal(period.carried, 0);
		}
	}
}

/* The script of the design has a tick-10s; a TSC of 2 GHz and more must not overflow on it. */
static void test_ten_seconds_on_a_fast_processor(void **state)
{
	struct period period;

	(void)state;
	assert_true(period_init(&period, 3000000000, 10000000000, 1000000000));
	assert_int_equal(period_next(&period), 30000000000);
	assert_true(period_init(&period, 5800000000, 86400ull * 1000000000, 1000000000));
	assert_int_equal(period_next(&period), 5800000000 * 86400);
}

static void test_period_limits(void **state)
{
	static const uint64_t limit = 1ull << 62;
	struct period period;

	(void)state;
	assert_false(period_init(&period, 1000, 0, 1));
	assert_false(period_init(&period, 1000, 1, 0));
	assert_false(period_init(&period, 0, 1, 1));
	/* less than a tick, exactly one, a little more */
	assert_false(period_init(&period, 1000, 1, 1001));
	assert_true(period_init(&period, 1000, 1, 1000));
	assert_int_equal(period_next(&period), 1);
	assert_true(period_init(&period, 1000, 2, 1001));
	assert_int_equal(period_next(&period), 1);
	assert_int_equal(period_next(&period), 2);
	/* 2^62 ticks */
	assert_true(period_init(&period, 1, limit - 1, 1));
	assert_int_equal(period_next(&period), limit - 1);
	assert_false(period_init(&period, 1, limit, 1));
	assert_false(period_init(&period, limit, 1, 1));
	assert_false(period_init(&period, 3000000000, UINT64_MAX, 1));
	assert_false(period_init(&period, UINT64_MAX, UINT64_MAX, 1));
	assert_false(period_init(&period, UINT64_MAX, UINT64_MAX - 1, UINT64_MAX));
	/* the denominator, with remainders that would wrap when added */
	assert_false(period_init(&period, 3, limit, limit));
	assert_true(period_init(&period, 3, limit - 2, limit - 1));
	assert_int_equal(period_next(&period) + period_next(&period) + period_next(&period), 8);
	/* the product of the part of a second */
	assert_false(period_init(&period, 1ull << 34, (1ull << 30) + (1ull << 31), 1ull << 32));
	assert_true(period_init(&period, 1ull << 33, 1ull << 30, 1ull << 31));
	assert_int_equal(period_next(&period), 1ull << 32);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_capacity),
		cmocka_unit_test(test_run_is_bounded),
		cmocka_unit_test(test_functions_that_change_the_queue),
		cmocka_unit_test(test_random_operations),
		cmocka_unit_test(test_periods_do_not_drift),
		cmocka_unit_test(test_a_second_is_n_periods),
		cmocka_unit_test(test_ten_seconds_on_a_fast_processor),
		cmocka_unit_test(test_period_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
