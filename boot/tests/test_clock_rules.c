/* SPDX-License-Identifier: BSD-2-Clause */
#include "boot/clock_rules.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

static void test_hz_by_cpuid(void **state)
{
	static const struct {
		struct clock_cpuid cpuid;
		uint64_t hz;
	} cases[] = {
		{{0, 0, 0, 0}, 0},
		{{2, 0, 24000000, 3500}, 0},
		{{0, 292, 24000000, 3500}, 0},
		{{2, 292, 24000000, 3500}, 3504000000}, /* the crystal is told */
		{{2, 292, 0, 3500}, 3504000000},       /* Skylake-X: 24 MHz by its base frequency */
		{{2, 168, 0, 2100}, 2100000000},       /* Skylake server: 25 MHz */
		{{3, 171, 0, 1100}, 1094400000},       /* Goldmont: 19.2 MHz */
		{{2, 78, 38400000, 1500}, 1497600000}, /* Ice Lake: told, 38.4 MHz */
		{{2, 292, 0, 0}, 0},		       /* nothing to tell the crystal by */
		{{1, 1, 0, 1000}, 0},		       /* no crystal that Intel ships */
		{{1, UINT32_MAX, UINT32_MAX, 0}, (uint64_t)UINT32_MAX * UINT32_MAX},
	};

	(void)state;
	for (unsigned int i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(clock_hz_by_cpuid(&cases[i].cpuid), cases[i].hz);
}

static void test_agrees(void **state)
{
	(void)state;
	assert_true(clock_agrees(1000000, 1000000));
	assert_true(clock_agrees(1010000, 1000000));
	assert_true(clock_agrees(990000, 1000000));
	assert_false(clock_agrees(1010001, 1000000));
	assert_false(clock_agrees(989999, 1000000));
	assert_false(clock_agrees(3504000000, 50000000));
	assert_false(clock_agrees(0, 50000000));
}

static void test_hz_by_ticks(void **state)
{
	(void)state;
	assert_int_equal(clock_hz_by_ticks(1250000, 25000000), 50000000);
	assert_int_equal(clock_hz_by_ticks(1, 3), 333333333);
	assert_int_equal(clock_hz_by_ticks(2, 3), 666666667);
	assert_int_equal(clock_hz_by_ticks((1ull << 34) - 1, 1000000000), (1ull << 34) - 1);
	assert_int_equal(clock_hz_by_ticks(0, 25000000), 0);
	assert_int_equal(clock_hz_by_ticks(1, 0), 0);
}

static void test_unix_ns(void **state)
{
	static const struct {
		struct clock_date date;
		uint64_t seconds;
	} cases[] = {
		/* by date -u -d ... +%s */
		{{1970, 1, 1, 0, 0, 1, 0}, 1},
		{{1970, 12, 31, 23, 59, 59, 0}, 31535999},
		{{1972, 3, 1, 0, 0, 0, 0}, 68256000},
		{{2000, 2, 29, 12, 0, 0, 0}, 951825600},
		{{2023, 11, 14, 22, 13, 20, 0}, 1700000000},
		{{2024, 12, 31, 0, 0, 0, 0}, 1735603200},
		{{2100, 3, 1, 0, 0, 0, 0}, 4107542400},
		{{2554, 1, 1, 0, 0, 0, 0}, 18429292800},
	};

	(void)state;
	for (unsigned int i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(clock_unix_ns(&cases[i].date), cases[i].seconds * 1000000000);

	const struct clock_date fraction = {1970, 1, 1, 0, 0, 0, 999999999};

	assert_int_equal(clock_unix_ns(&fraction), 999999999);
}

static void test_dates_refused(void **state)
{
	static const struct clock_date cases[] = {
		{1969, 12, 31, 0, 0, 0, 0}, {2023, 0, 1, 0, 0, 0, 0},
		{2023, 13, 1, 0, 0, 0, 0},  {2023, 1, 0, 0, 0, 0, 0},
		{2023, 1, 32, 0, 0, 0, 0},  {2023, 2, 29, 0, 0, 0, 0},
		{2100, 2, 29, 0, 0, 0, 0},  {2023, 4, 31, 0, 0, 0, 0},
		{2023, 1, 1, 24, 0, 0, 0},  {2023, 1, 1, 0, 60, 0, 0},
		{2023, 1, 1, 0, 0, 60, 0},  {2023, 1, 1, 0, 0, 0, 1000000000},
		{2600, 1, 1, 0, 0, 0, 0},   {10000, 1, 1, 0, 0, 0, 0},
	};

	(void)state;
	for (unsigned int i = 0; i < sizeof(cases) / sizeof(*cases); i++)
		assert_int_equal(clock_unix_ns(&cases[i]), 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_hz_by_cpuid),   cmocka_unit_test(test_agrees),
		cmocka_unit_test(test_hz_by_ticks),   cmocka_unit_test(test_unix_ns),
		cmocka_unit_test(test_dates_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
