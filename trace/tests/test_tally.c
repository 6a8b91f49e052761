/* SPDX-License-Identifier: BSD-2-Clause */
/* Tallies: what the consumer keeps of cells that only grow, and cells whose keys are given up. */
#include "trace/object.h"
#include "trace/tally.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { KEY_WORDS = 1 };

/* A table with keys of one word, and its tally. */
struct made {
	struct aggregate_table table;
	struct tally tally;
	uint64_t *cells, *given_up, *words;
	uint32_t *arrivals;
};

static void make(struct made *made, const struct object_agg *agg, uint32_t cell_count)
{
	const struct hash_secret secret = {3, 4};
	uint32_t own = object_agg_words(agg);
	uint32_t words = own + aggregate_tally_words(agg->function);
	uint32_t cell = aggregate_cell_words(KEY_WORDS, words);

	made->cells = aligned_alloc(64, ((size_t)cell * cell_count * 8 + 63) & ~(size_t)63);
	assert_non_null(made->cells);
	memset(made->cells, 0, (size_t)cell * cell_count * 8);
	made->arrivals = calloc(cell_count, sizeof(uint32_t));
	made->given_up = calloc(cell_count, sizeof(uint64_t));
	made->words = calloc((size_t)cell_count * tally_words(words), sizeof(uint64_t));
	assert_true(made->arrivals && made->given_up && made->words);
	aggregate_init(&made->table, &secret, KEY_WORDS, aggregate_tallied_function(agg->function),
		       words, cell_count, made->cells, made->arrivals);
	made->table.given_up = made->given_up;
	made->tally = (struct tally){made->words, made->given_up, words, own};
}

static void destroy(struct made *made)
{
	free(made->cells);
	free(made->arrivals);
	free(made->given_up);
	free(made->words);
}

static void refresh(struct made *made)
{
	for (uint32_t i = 0; i < aggregate_count(&made->table); i++) {
		uint32_t word = 0;

		while (!tally_refresh(&made->tally, &made->table, i, &word))
			;
		assert_int_equal(word, 0);
	}
}

static void add(struct made *made, uint64_t key, int64_t value)
{
	assert_true(aggregate(&made->table, &key, (uint64_t)value, 1));
}

/* The index of a key that is present; -1: there is none. */
static int64_t find(const struct made *made, uint64_t key)
{
	for (uint32_t i = 0; i < aggregate_count(&made->table); i++)
		if (tally_present(&made->tally, &made->table, i) &&
		    aggregate_cell(&made->table, i)[0] == key)
			return i;
	return -1;
}

static int64_t result(const struct made *made, uint32_t function, uint64_t key)
{
	int64_t index = find(made, key);

	assert_true(index >= 0);
	return aggregate_function(function)->result(
		tally_state(&made->tally, &made->table, (uint32_t)index), 1);
}

static void change(struct made *made, uint64_t key,
		   bool (*how)(const struct tally *, const struct aggregate_table *, uint32_t,
			       uint32_t *))
{
	int64_t index = find(made, key);
	uint32_t word = 0;

	assert_true(index >= 0);
	while (!how(&made->tally, &made->table, (uint32_t)index, &word))
		;
}

/*
 * Values 7 and -3; then clear(), and 5 comes before anybody looks again; then trunc(), and 9. DTrace's
 * clear() makes min() and max() 0 too, which then counts as a value.
 */
static void test_functions(void **state)
{
	static const struct {
		uint32_t function;
		int64_t before, cleared, after, anew;
	} cases[] = {
		{AGG_count, 2, 0, 1, 1}, {AGG_sum, 4, 0, 5, 9}, {AGG_min, -3, 0, 0, 9},
		{AGG_max, 7, 0, 5, 9},	 {AGG_avg, 2, 0, 5, 9}, {AGG_stddev, 5, 0, 0, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct object_agg agg = {.function = cases[i].function};
		struct made made;

		make(&made, &agg, 8);
		add(&made, 1, 7);
		assert_int_equal(find(&made, 1), -1); /* nobody has looked yet */
		refresh(&made);
		add(&made, 1, -3);
		refresh(&made);
		refresh(&made);
		assert_int_equal(result(&made, agg.function, 1), cases[i].before);
		add(&made, 1, 5);
		change(&made, 1, tally_clear);
		assert_int_equal(result(&made, agg.function, 1), cases[i].cleared);
		refresh(&made);
		assert_int_equal(result(&made, agg.function, 1), cases[i].after);
		change(&made, 1, tally_give_up);
		refresh(&made);
		assert_int_equal(find(&made, 1), -1);
		add(&made, 1, 9);
		assert_int_equal(find(&made, 1), -1);
		refresh(&made);
		assert_int_equal(result(&made, agg.function, 1), cases[i].anew);
		destroy(&made);
	}
}

/* A value that came before the key was given up, but was not seen, brings it back. */
static void test_given_up_late(void **state)
{
	static const struct object_agg agg = {.function = AGG_sum};
	struct made made;

	(void)state;
	make(&made, &agg, 8);
	add(&made, 1, 10);
	refresh(&made);
	add(&made, 1, 0);
	change(&made, 1, tally_give_up);
	refresh(&made);
	assert_int_equal(result(&made, AGG_sum, 1), 0);
	destroy(&made);
}

/* In many parts. */
static void test_distribution(void **state)
{
	static const struct object_agg agg = {.function = AGG_lquantize, .parameter = {0, 300, 1}};
	struct made made;
	uint32_t word = 0;
	uint32_t parts = 1;

	(void)state;
	make(&made, &agg, 2);
	for (uint32_t round = 1; round <= 2; round++) {
		for (uint32_t bucket = 0; bucket < 302; bucket += 7)
			add(&made, 1, bucket);
		for (parts = 1; !tally_refresh(&made.tally, &made.table, 0, &word); parts++)
			;
		assert_int_equal(parts, (303 + TALLY_STEP_WORDS - 2) / TALLY_STEP_WORDS);
		for (uint32_t bucket = 0; bucket < 302; bucket++)
			assert_int_equal(tally_state(&made.tally, &made.table, 0)[bucket],
					 bucket % 7 ? 0 : round);
	}
	change(&made, 1, tally_clear);
	add(&made, 1, 301);
	refresh(&made);
	for (uint32_t bucket = 0; bucket < 302; bucket++)
		assert_int_equal(tally_state(&made.tally, &made.table, 0)[bucket], bucket == 301);
	change(&made, 1, tally_give_up);
	add(&made, 2, 0); /* the other cell is not taken: this one has another key's turn first */
	add(&made, 2, 0);
	refresh(&made);
	assert_int_equal(find(&made, 1), -1);
	assert_int_equal(tally_state(&made.tally, &made.table, (uint32_t)find(&made, 2))[0], 2);
	assert_int_equal(tally_state(&made.tally, &made.table, (uint32_t)find(&made, 2))[301], 0);
	destroy(&made);
}

/* New keys for ever, as long as the old ones are given up; a key that came again keeps its cell. */
static void test_reuse(void **state)
{
	enum { CELLS = 16, ROUNDS = 200 };
	static const uint32_t functions[] = {AGG_count, AGG_sum, AGG_min, AGG_avg};
	uint64_t extra = 1;

	(void)state;
	for (size_t f = 0; f < sizeof(functions) / sizeof(functions[0]); f++) {
		const struct object_agg agg = {.function = functions[f]};
		struct made made;

		make(&made, &agg, CELLS);
		add(&made, 1000000, 1);
		for (uint64_t round = 0; round < ROUNDS; round++) {
			for (uint64_t key = 1; key < CELLS; key++)
				add(&made, round * CELLS + key, (int64_t)key);
			assert_false(aggregate(&made.table, &extra, 1, 1) && round > 0);
			refresh(&made);
			for (uint64_t key = 2; key < CELLS; key++) {
				uint64_t now = round * CELLS + key;

				assert_int_equal(result(&made, agg.function, now),
						 agg.function == AGG_count ? 1 : (int64_t)key);
				change(&made, now, tally_give_up);
			}
			change(&made, round * CELLS + 1, tally_give_up);
		}
		assert_int_equal(result(&made, agg.function, 1000000), 1);
		assert_int_equal(aggregate_count(&made.table), CELLS);
		destroy(&made);
	}
}

static void test_normal(void **state)
{
	static const struct object_agg agg = {.function = AGG_count};
	struct made made;

	(void)state;
	make(&made, &agg, 8);
	add(&made, 1, 0);
	refresh(&made);
	assert_int_equal(tally_normal(&made.tally, &made.table, 0), 0);
	tally_set_normal(&made.tally, &made.table, 0, 5);
	change(&made, 1, tally_clear);
	assert_int_equal(tally_normal(&made.tally, &made.table, 0), 5);
	change(&made, 1, tally_give_up);
	add(&made, 1, 0);
	refresh(&made);
	assert_int_equal(tally_normal(&made.tally, &made.table, 0), 0);
	destroy(&made);
}

/*
 * A CPU aggregates while the consumer takes in, adds up and gives up every key that it finds: in the end
 * each value was added up once, or dropped, and no key got another's.
 */
enum { RACE_KEYS = 64, RACE_CELLS = 32, RACE_VALUES = 400000 };

static struct {
	struct made made;
	uint64_t added[RACE_KEYS], found[RACE_KEYS], counted[RACE_KEYS], count[RACE_KEYS];
	uint64_t drops;
	bool over;
} race;

static void *aggregate_for_a_while(void *argument)
{
	uint32_t random = 1;

	(void)argument;
	for (uint32_t i = 0; i < RACE_VALUES; i++) {
		uint64_t key;

		random = random * 1664525 + 1013904223;
		key = (random >> 16) % RACE_KEYS;
		if (aggregate(&race.made.table, &key, i, 1)) {
			race.added[key] += i;
			race.count[key]++;
		} else {
			race.drops++;
		}
	}
	__atomic_store_n(&race.over, true, __ATOMIC_SEQ_CST);
	return NULL;
}

static void take_all(void)
{
	refresh(&race.made);
	for (uint32_t i = 0; i < aggregate_count(&race.made.table); i++) {
		const uint64_t *state;
		uint64_t key;
		uint32_t word = 0;

		if (!tally_present(&race.made.tally, &race.made.table, i))
			continue;
		key = aggregate_cell(&race.made.table, i)[0];
		state = tally_state(&race.made.tally, &race.made.table, i);
		assert_true(key < RACE_KEYS);
		race.counted[key] += state[-1];
		race.found[key] += state[0];
		while (!tally_give_up(&race.made.tally, &race.made.table, i, &word))
			;
	}
}

static void test_race(void **state)
{
	static const struct object_agg agg = {.function = AGG_sum};
	pthread_t thread;
	uint64_t counted = 0;

	(void)state;
	make(&race.made, &agg, RACE_CELLS);
	assert_int_equal(pthread_create(&thread, NULL, aggregate_for_a_while, NULL), 0);
	while (!__atomic_load_n(&race.over, __ATOMIC_SEQ_CST))
		take_all();
	assert_int_equal(pthread_join(thread, NULL), 0);
	take_all();
	for (uint32_t key = 0; key < RACE_KEYS; key++) {
		assert_int_equal(race.found[key], race.added[key]);
		assert_int_equal(race.counted[key], race.count[key]);
		counted += race.counted[key];
	}
	assert_int_equal(counted + race.drops, RACE_VALUES);
	destroy(&race.made);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_functions),    cmocka_unit_test(test_given_up_late),
		cmocka_unit_test(test_distribution), cmocka_unit_test(test_reuse),
		cmocka_unit_test(test_normal),	     cmocka_unit_test(test_race),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
