/* SPDX-License-Identifier: BSD-2-Clause */
/* Distributions: buckets, and how they are drawn; the standard deviation. */
#include "trace/aggregate.h"
#include "trace/distribution.h"
#include "trace/object.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HEADING "\n           value  ------------- Distribution ------------- count    \n"
#define BAR40	"@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@@"
#define GAP40	"                                        "
#define GAP20	"                    "

static const struct object_agg quantize = {.function = AGG_quantize};
static const struct object_agg lquantize = {.function = AGG_lquantize, .parameter = {0, 100, 10}};
static const struct object_agg llquantize = {.function = AGG_llquantize,
					     .parameter = {10, 0, 2, 20}};

struct sample {
	int64_t value, count;
};

/* In windows of the size given, as the consumer writes it. */
static void expect_drawn(const struct object_agg *agg, const struct sample *samples, size_t count,
			 uint64_t normal, size_t window, const char *expected)
{
	uint64_t *counts = calloc(object_agg_words(agg), sizeof(*counts));
	struct distribution distribution;
	uint64_t written = 0;
	bool done;
	size_t length = 0;
	char drawn[4096];
	struct text text;

	assert_non_null(counts);
	for (size_t i = 0; i < count; i++)
		counts[distribution_bucket(agg, samples[i].value)] += (uint64_t)samples[i].count;
	distribution_begin(&distribution, false);
	do {
		text = (struct text){.buffer = drawn + length, .size = window, .skip = written};
		done = distribution_put(&distribution, &text, agg, counts, normal);
		length += text.length;
		written = text.full ? written + text.length : 0;
	} while (!done && length + window < sizeof(drawn));
	drawn[length] = '\0';
	free(counts);
	assert_string_equal(drawn, expected);
}

static void expect_both(const struct object_agg *agg, const struct sample *samples, size_t count,
			uint64_t normal, const char *expected)
{
	expect_drawn(agg, samples, count, normal, 2000, expected);
	expect_drawn(agg, samples, count, normal, 7, expected);
}

struct bucket_of {
	int64_t value;
	uint32_t bucket;
};

static void expect_buckets(const struct object_agg *agg, const struct bucket_of *cases,
			   size_t count)
{
	for (size_t i = 0; i < count; i++)
		assert_int_equal(distribution_bucket(agg, cases[i].value), cases[i].bucket);
}

static void test_quantize_buckets(void **state)
{
	static const struct bucket_of cases[] = {
		{INT64_MIN, 0},
		{-(1ll << 62), 0},
		{-(1ll << 62) + 1, 1},
		{-4, 60},
		{-3, 61},
		{-2, 61},
		{-1, 62},
		{0, 63},
		{1, 64},
		{2, 65},
		{3, 65},
		{4, 66},
		{(1ll << 62) - 1, 125},
		{1ll << 62, 126},
		{INT64_MAX, 126},
	};

	(void)state;
	expect_buckets(&quantize, cases, sizeof(cases) / sizeof(cases[0]));
}

static void test_linear_buckets(void **state)
{
	static const struct bucket_of cases[] = {{INT64_MIN, 0}, {-1, 0},	 {0, 1},
						 {9, 1},	 {10, 2},	 {99, 10},
						 {100, 11},	 {INT64_MAX, 11}};

	(void)state;
	expect_buckets(&lquantize, cases, sizeof(cases) / sizeof(cases[0]));
}

static void test_log_linear_buckets(void **state)
{
	static const struct bucket_of cases[] = {
		{-1, 0},  {0, 0},    {1, 1},	{9, 9},	   {10, 10},  {14, 10},	  {15, 11},
		{99, 27}, {100, 28}, {149, 28}, {150, 29}, {999, 45}, {1000, 46}, {INT64_MAX, 46}};

	(void)state;
	assert_int_equal(object_agg_words(&llquantize), 47);
	expect_buckets(&llquantize, cases, sizeof(cases) / sizeof(cases[0]));
}

static void test_drawn(void **state)
{
	static const struct sample one[] = {{1, 1}};
	static const struct sample rising[] = {{1, 1}, {2, 3}, {-1, 4}};
	static const struct sample negative[] = {{1, -2}};
	static const struct sample signs[] = {{1, -2}, {4, 6}};

	(void)state;
	expect_both(&quantize, one, 1, 1,
		    HEADING "               0 |" GAP40 " 0        \n"
			    "               1 |" BAR40 " 1        \n"
			    "               2 |" GAP40 " 0        \n");
	expect_both(&quantize, rising, 3, 2,
		    HEADING "              -2 |" GAP40 " 0        \n"
			    "              -1 |@@@@@@@@@@@@@@@@@@@@" GAP20 " 2        \n"
			    "               0 |" GAP40 " 0        \n"
			    "               1 |@@@@@                                    0        \n"
			    "               2 |@@@@@@@@@@@@@@@                          1        \n"
			    "               4 |" GAP40 " 0        \n");
	expect_both(&quantize, negative, 1, 1,
		    HEADING "               0 " GAP40 "| 0        \n"
			    "               1 " BAR40 "| -2       \n"
			    "               2 " GAP40 "| 0        \n");
	expect_both(&quantize, signs, 2, 1,
		    HEADING "               0 " GAP20 "|" GAP20 " 0        \n"
			    "               1                @@@@@|" GAP20 " -2       \n"
			    "               2 " GAP20 "|" GAP20 " 0        \n"
			    "               4 " GAP20 "|@@@@@@@@@@@@@@@      6        \n"
			    "               8 " GAP20 "|" GAP20 " 0        \n");
}

static void test_drawn_ranges(void **state)
{
	static const struct sample ten[] = {{12, 3}};
	static const struct sample low[] = {{-7, 2}};
	static const struct sample high[] = {{100, 2}};
	static const struct sample fine[] = {{99, 1}};
	static const struct sample above[] = {{1000, 5}};

	(void)state;
	expect_both(&lquantize, ten, 1, 1,
		    HEADING "               0 |" GAP40 " 0        \n"
			    "              10 |" BAR40 " 3        \n"
			    "              20 |" GAP40 " 0        \n");
	expect_both(&lquantize, low, 1, 1,
		    HEADING "             < 0 |" BAR40 " 2        \n"
			    "               0 |" GAP40 " 0        \n");
	expect_both(&lquantize, high, 1, 1,
		    HEADING "              90 |" GAP40 " 0        \n"
			    "          >= 100 |" BAR40 " 2        \n");
	expect_both(&llquantize, fine, 1, 1,
		    HEADING "              90 |" GAP40 " 0        \n"
			    "              95 |" BAR40 " 1        \n"
			    "             100 |" GAP40 " 0        \n");
	expect_both(&llquantize, above, 1, 1,
		    HEADING "             950 |" GAP40 " 0        \n"
			    "         >= 1000 |" BAR40 " 5        \n");
}

/* Increments, through a table as a probe does it. */
static void test_increments(void **state)
{
	const struct aggregate_function *function = aggregate_function(AGG_quantize);
	uint32_t words = object_agg_words(&quantize);
	uint32_t cell_words = aggregate_cell_words(0, words);
	uint64_t *cells = aligned_alloc(64, cell_words * sizeof(*cells));
	const struct hash_secret secret = {1, 2};
	struct aggregate_table table;
	uint32_t arrivals[1] = {0};

	(void)state;
	assert_non_null(cells);
	memset(cells, 0, cell_words * sizeof(*cells));
	aggregate_init(&table, &secret, 0, function, words, 1, cells, arrivals);
	assert_true(aggregate(&table, NULL, distribution_bucket(&quantize, 5), 3));
	assert_true(aggregate(&table, NULL, distribution_bucket(&quantize, 6), (uint64_t)-1));
	assert_true(aggregate(&table, NULL, distribution_bucket(&quantize, INT64_MAX), 1));
	assert_int_equal(aggregate_cell(&table, 0)[66], 2);
	assert_int_equal(aggregate_cell(&table, 0)[126], 1);
	free(cells);
}

static int order(const struct object_agg *agg, const struct sample *a, size_t a_count,
		 const struct sample *b, size_t b_count)
{
	const struct sample *samples[] = {a, b};
	size_t sizes[] = {a_count, b_count};
	struct distribution_weight weights[2] = {0};

	for (int n = 0; n < 2; n++) {
		uint64_t *counts = calloc(object_agg_words(agg), sizeof(*counts));
		uint32_t bucket = 0;

		assert_non_null(counts);
		for (size_t i = 0; i < sizes[n]; i++)
			counts[distribution_bucket(agg, samples[n][i].value)] +=
				(uint64_t)samples[n][i].count;
		while (!distribution_weigh(&weights[n], &bucket, agg, counts))
			;
		assert_int_equal(bucket, object_agg_words(agg));
		free(counts);
	}
	assert_int_equal(distribution_compare(&weights[0], &weights[1]),
			 -distribution_compare(&weights[1], &weights[0]));
	return distribution_compare(&weights[0], &weights[1]);
}

/* DTrace's order: by the sum of the buckets' values, then by what is at zero. */
static void test_order(void **state)
{
	static const struct object_agg around = {.function = AGG_lquantize,
						 .parameter = {(uint64_t)-20, 20, 10}};
	static const struct {
		const struct object_agg *agg;
		struct sample a[2], b[2];
		int order;
	} cases[] = {
		{&quantize, {{4, 1}}, {{7, 1}}, 0},
		{&quantize, {{4, 1}}, {{8, 1}}, -1},
		{&quantize, {{-4, 1}}, {{3, 1}}, -1},
		{&quantize, {{-4, 1}, {4, 1}}, {{0, 1}}, -1},
		{&quantize, {{-4, 1}, {4, 1}}, {{-2, 3}, {2, 3}}, 0},
		{&quantize, {{4, 2}}, {{8, 1}}, 0},
		{&quantize, {{8, -1}}, {{0, 5}}, -1},
		{&quantize, {{INT64_MAX, 8}}, {{INT64_MAX, 7}}, 1},
		{&quantize, {{INT64_MIN, 8}}, {{INT64_MIN, 7}}, -1},
		/* Beyond the limits, by one less and one more than these. */
		{&lquantize, {{-1, 1}}, {{0, 1}}, -1},
		{&lquantize, {{-1, 101}}, {{-1, 100}}, -1},
		{&lquantize, {{1000, 10}}, {{95, 11}}, 1},
		{&lquantize, {{1000, 100}, {0, 0}}, {{90, 112}, {20, 1}}, 0},
		{&around, {{0, 2}}, {{0, 1}}, 1},
		{&around, {{-10, 1}, {10, 1}}, {{0, 1}}, -1},
		{&llquantize, {{0, 5}}, {{1, 1}}, -1},
		{&llquantize, {{15, 2}}, {{30, 1}}, 0},
		{&llquantize, {{999, 1}}, {{1000, 1}}, -1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (order(cases[i].agg, cases[i].a, 2, cases[i].b, 2) != cases[i].order)
			fail_msg("case %zu", i);
}

static void test_stddev(void **state)
{
	const struct aggregate_function *function = aggregate_function(AGG_stddev);
	static const int64_t values[] = {2, 4, 4, 4, 5, 5, 7, 9};
	uint64_t of[4];
	uint64_t other[4];

	(void)state;
	function->initialize(of);
	assert_int_equal(function->result(of, 1), 0);
	function->initialize(other);
	for (size_t i = 0; i < 8; i++)
		function->update(i % 2 ? of : other, (uint64_t)values[i], 1);
	function->merge(of, other);
	assert_int_equal(of[0], 8);
	assert_int_equal(of[1], 40);
	assert_int_equal(of[2], 232);
	assert_int_equal(function->result(of, 1), 2);

	/* Squares that need 126 bits, whose sum carries from word to word. */
	function->initialize(of);
	for (int i = 0; i < 4; i++)
		function->update(of, i % 2 ? (uint64_t)INT64_MIN + 1 : (uint64_t)INT64_MAX, 1);
	assert_int_equal(of[1], 0);
	assert_true(function->result(of, 1) == INT64_MAX);
	assert_true(distribution_stddev(of, 10) == INT64_MAX / 10);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_quantize_buckets),
		cmocka_unit_test(test_linear_buckets),
		cmocka_unit_test(test_log_linear_buckets),
		cmocka_unit_test(test_drawn),
		cmocka_unit_test(test_drawn_ranges),
		cmocka_unit_test(test_increments),
		cmocka_unit_test(test_order),
		cmocka_unit_test(test_stddev),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
