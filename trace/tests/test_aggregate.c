/* SPDX-License-Identifier: BSD-2-Clause */
/* Aggregation tables: exact sums, exhaustion, hostile keys; and the strings in keys. */
#include "trace/aggregate.h"
#include "trace/intern.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const struct hash_secret secret = {0x243f6a8885a308d3, 0x13198a2e03707344};

struct table {
	struct aggregate_table table;
	uint32_t cells;
};

static void make(struct table *made, uint32_t function, uint32_t key_words, uint64_t bytes)
{
	const struct aggregate_function *row = aggregate_function(function);
	size_t cell_bytes = aggregate_cell_words(key_words, row->words) * sizeof(uint64_t);

	made->cells = aggregate_cell_count(key_words, row->words, 0, bytes);

	size_t size = (made->cells * cell_bytes + 64) & ~(size_t)63;
	uint64_t *cells = aligned_alloc(64, size);
	uint32_t *arrivals = calloc(made->cells + 1, sizeof(*arrivals));

	assert_non_null(cells);
	assert_non_null(arrivals);
	memset(cells, 0, size);
	aggregate_init(&made->table, &secret, key_words, row, row->words, made->cells, cells,
		       arrivals);
}

static void destroy(struct table *made)
{
	free(made->table.cells);
	free(made->table.arrivals);
}

static const uint64_t *find(const struct aggregate_table *table, uint64_t key)
{
	for (uint32_t i = 0; i < aggregate_count(table); i++)
		if (aggregate_cell(table, i)[0] == key)
			return aggregate_cell(table, i) + table->key_words;
	return NULL;
}

static void test_functions(void **state)
{
	static const struct {
		uint32_t function;
		int64_t values[4];
		int64_t result;
	} cases[] = {
		{AGG_count, {5, -7, 5, 0}, 4},	 {AGG_sum, {5, -7, 5, 0}, 3},
		{AGG_min, {5, -7, 5, 0}, -7},	 {AGG_max, {-5, -7, -9, -6}, -5},
		{AGG_avg, {-5, -7, -9, -6}, -6}, /* -27 / 4, towards 0 */
		{AGG_avg, {1, 2, 4, 4}, 2},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct aggregate_function *function = aggregate_function(cases[i].function);
		uint64_t merged[AGGREGATE_MAX_WORDS];
		struct table made;
		uint64_t key = 1;

		make(&made, cases[i].function, 1, 4096);
		for (int v = 0; v < 4; v++)
			assert_true(aggregate(&made.table, &key, (uint64_t)cases[i].values[v], 1));
		assert_int_equal(aggregate_count(&made.table), 1);
		assert_int_equal(function->result(find(&made.table, 1), 1), cases[i].result);

		/* Two CPUs that saw the same: sums and counts double, the others stay. */
		memcpy(merged, find(&made.table, 1), function->words * sizeof(uint64_t));
		function->merge(merged, find(&made.table, 1));

		bool additive = cases[i].function == AGG_count || cases[i].function == AGG_sum;

		assert_int_equal(function->result(merged, 1), cases[i].result * (additive ? 2 : 1));
		destroy(&made);
	}
	assert_null(aggregate_function(0));
	assert_null(aggregate_function(AGG_quantize)->merge);
	assert_null(aggregate_function(UINT32_MAX));
}

static void test_layout(void **state)
{
	(void)state;
	assert_int_equal(aggregate_cell_words(2, 1), 4);
	assert_int_equal(aggregate_cell_words(1, 1), 4);
	assert_int_equal(aggregate_cell_words(0, 1), 2);
	assert_int_equal(aggregate_cell_words(3, 4), 8);
	assert_int_equal(aggregate_cell_words(8, 1), 16);
	assert_int_equal(aggregate_cell_count(2, 1, 0, 4096), 64); /* 36 bytes each */
	assert_int_equal(aggregate_cell_count(0, 1, 0, 4096), 1);
	assert_int_equal(aggregate_cell_count(2, 1, 0, 35), 0);
	assert_int_equal(aggregate_cell_count(2, 1, 0, 36), 1);
}

static void test_no_room_at_all(void **state)
{
	struct table made;
	const uint64_t key[2] = {1, 2};

	(void)state;
	make(&made, AGG_count, 2, 35);
	assert_false(aggregate(&made.table, key, 0, 1));
	assert_int_equal(aggregate_count(&made.table), 0);
	destroy(&made);
}

/* Whatever is fired is either in a cell or was refused, for tables of all sizes and more keys than
 * cells. */
static void test_exhaustion(void **state)
{
	enum { FIRINGS = 200000 };
	static const uint64_t sizes[] = {36, 72, 100, 1000, 10000, 100000, 1000000};

	(void)state;
	for (size_t s = 0; s < sizeof(sizes) / sizeof(sizes[0]); s++) {
		uint64_t drops = 0;
		uint64_t recorded = 0;
		struct table made;

		make(&made, AGG_count, 2, sizes[s]);
		for (uint64_t i = 0; i < FIRINGS; i++) {
			const uint64_t key[2] = {i % 20011, i % 7};

			drops += !aggregate(&made.table, key, 0, 1);
		}
		for (uint32_t i = 0; i < aggregate_count(&made.table); i++)
			recorded += aggregate_cell(&made.table, i)[2];
		assert_int_equal(recorded + drops, FIRINGS);
		/* It is the limit that drops, not bad luck in probing: all cells but the spare
		 * quarter are used. */
		assert_int_equal(aggregate_count(&made.table), made.table.limit);
		destroy(&made);
	}
}

/* Cells that a lookup of each key passes on its way, on average. */
static double mean_distance(const struct aggregate_table *table)
{
	uint64_t distance = 0;

	for (uint32_t i = 0; i < table->count; i++) {
		uint32_t at = table->arrivals[i];
		uint64_t tag = table->cells[(size_t)at * table->cell_words];

		distance += (at - (uint32_t)(tag >> 1)) & table->cell_mask;
	}
	return (double)distance / table->count;
}

/* Keys as a guest may pick them, all alike in some bits: they spread as random ones do, whatever
 * the secret. */
static void test_flooding(void **state)
{
	enum { KEYS = 16384, SECRETS = 10 };

	(void)state;
	for (unsigned int round = 0; round < SECRETS * 13; round++) {
		unsigned int shift = round % 13 * 4;
		struct table made;

		make(&made, AGG_count, 1, 40ull * KEYS * 2);
		made.table.secret.a = hash_words(&secret, &(uint64_t){round / 13}, 1);
		made.table.secret.b = hash_words(&secret, &made.table.secret.a, 1);
		for (uint64_t i = 0; i < KEYS; i++) {
			uint64_t key = i << shift;

			assert_true(aggregate(&made.table, &key, 0, 1));
		}
		assert_int_equal(aggregate_count(&made.table), KEYS);
		/* Random keys at a load of one half are half a cell from home in the mean. */
		assert_true(mean_distance(&made.table) < 0.7);
		destroy(&made);
	}
}

/* Without the secret a set of keys that meet in one table does not meet in another. */
static void test_secret_matters(void **state)
{
	const struct hash_secret other = {0x452821e638d01377, 0xbe5466cf34e90c6c};
	unsigned int same = 0;

	(void)state;
	for (uint64_t i = 0; i < 1000; i++)
		same += (hash_words(&secret, &i, 1) & 0xff) == (hash_words(&other, &i, 1) & 0xff);
	assert_true(same < 20);
}

struct strings {
	struct intern intern;
	char *pool;
	uint32_t *slots;
};

static void make_strings(struct strings *strings, uint32_t size)
{
	strings->pool = calloc(1, size);
	strings->slots = calloc(intern_slot_count(size), sizeof(uint32_t));
	assert_non_null(strings->pool);
	assert_non_null(strings->slots);
	intern_init(&strings->intern, &secret, strings->pool, size, strings->slots);
}

static void test_strings(void **state)
{
	struct strings strings;
	char name[32];
	uint64_t words[100];
	uint64_t word;
	size_t length;

	(void)state;
	make_strings(&strings, 8192);
	for (int i = 0; i < 100; i++) {
		snprintf(name, sizeof(name), "guest-%d", i);
		assert_true(intern_string(&strings.intern, name, 255, &words[i]));
	}
	for (int i = 0; i < 100; i++) {
		snprintf(name, sizeof(name), "guest-%d", i);
		assert_true(intern_string(&strings.intern, name, 255, &word));
		assert_int_equal(word, words[i]);
		assert_string_equal(intern_text(&strings.intern, word, &length), name);
		assert_int_equal(length, strlen(name));
	}
	/* Cut to the limit, and the empty string. */
	assert_true(intern_string(&strings.intern, "guest-10 and more", 8, &word));
	assert_int_equal(word, words[10]);
	assert_true(intern_string(&strings.intern, "", 255, &word));
	assert_string_equal(intern_text(&strings.intern, word, &length), "");
	free(strings.pool);
	free(strings.slots);
}

static void test_too_many_strings(void **state)
{
	struct strings strings;
	char name[32];
	uint64_t word;
	unsigned int kept = 0;

	(void)state;
	make_strings(&strings, 256);
	for (int i = 0; i < 1000; i++) {
		snprintf(name, sizeof(name), "%d", i);
		kept += intern_string(&strings.intern, name, 255, &word);
	}
	assert_int_equal(kept, 15); /* 16 bytes each, and 16 are not used */
	assert_true(intern_string(&strings.intern, "14", 255, &word));
	assert_false(intern_string(&strings.intern, "15", 255, &word));
	free(strings.pool);
	free(strings.slots);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_functions),      cmocka_unit_test(test_layout),
		cmocka_unit_test(test_no_room_at_all), cmocka_unit_test(test_exhaustion),
		cmocka_unit_test(test_flooding),       cmocka_unit_test(test_secret_matters),
		cmocka_unit_test(test_strings),	       cmocka_unit_test(test_too_many_strings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
