/* SPDX-License-Identifier: BSD-2-Clause */
/* Probes: patterns, rates, and what the registry makes on demand. */
#include "trace/probes.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_glob(void **state)
{
	static const struct {
		const char *pattern, *name;
		bool matches;
	} cases[] = {
		{"tick-1s", "tick-1s", true},
		{"tick-1s", "tick-1", false},
		{"tick-1", "tick-1s", false},
		{"*", "", true},
		{"*", "anything", true},
		{"", "", true},
		{"", "x", false},
		{"t*k-?", "tick-1", true},
		{"t*k-?", "tick-10", false},
		{"*-*", "profile-97", true},
		{"*9*9*", "profile-997", true},
		{"*9*9*9", "profile-997", false},
		{"?", "", false},
		{"[a-c]x", "bx", true},
		{"[a-c]x", "dx", false},
		{"[!a-c]x", "dx", true},
		{"[!a-c]x", "bx", false},
		{"[abc]", "c", true},
		{"[-a]", "-", true},
		{"[a-]", "-", true},
		{"[]a]", "a", true},
		{"[a", "a", false},
		{"[", "[", false},
		{"\\*", "*", true},
		{"\\*", "x", false},
		{"\\", "\\", false},
		{"[\\]]", "]", true},
		{"a*b*c", "abbbc", true},
		{"a*b*c", "acb", false},
		{"**", "x", true},
		{"[a-c]*[x-z]", "b--y", true},
		{"profile-[0-9]", "profile-7", true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		if (probe_glob(cases[i].pattern, cases[i].name) != cases[i].matches)
			fail_msg("\"%s\" and \"%s\"", cases[i].pattern, cases[i].name);
}

/* A pattern that makes a naive matcher try for ever. */
static void test_glob_is_bounded(void **state)
{
	char name[60];

	(void)state;
	memset(name, 'a', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	assert_false(probe_glob("*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*a*b", name));
}

static void test_periods(void **state)
{
	enum { S = 1000000000 };
	static const struct {
		const char *rate;
		uint64_t numerator, denominator; /* 0: no such probe */
	} cases[] = {
		{"97", 1, 97},
		{"97hz", 1, 97},
		{"97HZ", 1, 97},
		{"1", 1, 1},
		{"200000ns", 200000, S},
		{"199999ns", 0, 0},
		{"200000nsec", 200000, S},
		{"200us", 200000, S},
		{"199us", 0, 0},
		{"500usec", 500000, S},
		{"10ms", 10000000, S},
		{"10msec", 10000000, S},
		{"10s", 10ull * S, S},
		{"10sec", 10ull * S, S},
		{"1m", 60ull * S, S},
		{"1min", 60ull * S, S},
		{"2h", 7200ull * S, S},
		{"2hour", 7200ull * S, S},
		{"1d", 86400ull * S, S},
		{"1day", 86400ull * S, S},
		{"5000", 1, 5000},
		{"5000hz", 1, 5000},
		{"5001hz", 0, 0},
		{"0", 0, 0},
		{"0s", 0, 0},
		{"", 0, 0},
		{"s", 0, 0},
		{"10parsec", 0, 0},
		{"10 s", 0, 0},
		{"-1s", 0, 0},
		{"1.5s", 0, 0},
		{"106751d", 106751 * 86400ull * S, S},
		{"106752d", 0, 0}, /* more ns than an int64_t holds */
		{"99999999999999999999", 0, 0},
		{"18446744073709551617", 0, 0}, /* 1 in 64 bits */
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint64_t numerator = 0;
		uint64_t denominator = 0;
		bool good = probe_period(cases[i].rate, &numerator, &denominator);

		if (good != (cases[i].denominator != 0))
			fail_msg("\"%s\"", cases[i].rate);
		if (!good)
			continue;
		assert_int_equal(numerator, cases[i].numerator);
		assert_int_equal(denominator, cases[i].denominator);
	}
}

static uint32_t matches(const char *provider, const char *module, const char *function,
			const char *name)
{
	const struct probe_description description = {provider, module, function, name};
	uint32_t count = 0;

	probes_provide(&description);
	for (uint32_t id = 1; id <= probes_count(); id++)
		count += probe_matches(probes_by_id(id), &description);
	return count;
}

static void test_registry(void **state)
{
	(void)state;
	assert_int_equal(probes_count(), 16);
	assert_string_equal(probes_by_id(PROBE_BEGIN)->name, "BEGIN");
	assert_string_equal(probes_by_id(PROBE_END)->name, "END");
	assert_string_equal(probes_by_id(PROBE_ERROR)->name, "ERROR");
	assert_int_equal(matches("dtrace", "", "", "BEGIN"), 1);
	assert_int_equal(matches("", "", "", "BEGIN"), 1);
	assert_int_equal(matches("dtrace", "", "", ""), 3);
	assert_int_equal(matches("", "", "", ""), 16);
	assert_int_equal(matches("profile", "", "", ""), 13);
	assert_int_equal(matches("", "", "", "profile-*"), 7);
	assert_int_equal(matches("prof*", "", "", "tick-*"), 6);
	assert_int_equal(matches("", "", "", "tick-?"), 1);
	assert_int_equal(matches("", "x", "", "BEGIN"), 0);
	assert_int_equal(probes_count(), 16);
}

static void test_on_demand(void **state)
{
	uint32_t before = probes_count();

	(void)state;
	assert_int_equal(matches("profile", "", "", "profile-97hz"), 1);
	assert_int_equal(probes_count(), before + 1);
	assert_int_equal(probes_by_id(before + 1)->id, before + 1);
	assert_int_equal(probes_by_id(before + 1)->kind, PROBE_KIND_PROFILE);
	assert_int_equal(matches("", "", "", "profile-97hz"), 1);
	assert_int_equal(probes_count(), before + 1); /* once only */
	assert_int_equal(matches("profile", "", "", "tick-3s"), 1);
	assert_int_equal(probes_by_id(before + 2)->kind, PROBE_KIND_TICK);
	assert_int_equal(matches("", "", "", "tick-5001"), 0);
	assert_int_equal(matches("dtrace", "", "", "tick-4s"), 0);
	assert_int_equal(matches("profile", "kernel", "", "tick-4s"), 0);
	assert_int_equal(matches("", "", "", "tick-4*"), 0);
	assert_int_equal(probes_count(), before + 2);
}

static void test_registry_is_bounded(void **state)
{
	char name[PROBE_NAME_SIZE];

	(void)state;
	for (int i = 0; i < 2 * PROBES_MAX; i++) {
		snprintf(name, sizeof(name), "tick-%dms", i + 1000);
		matches("", "", "", name);
	}
	assert_int_equal(probes_count(), PROBES_MAX);
	assert_int_equal(matches("", "", "", "tick-77ms"), 0);
	assert_int_equal(matches("", "", "", "tick-1000ms"), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_glob),	  cmocka_unit_test(test_glob_is_bounded),
		cmocka_unit_test(test_periods),	  cmocka_unit_test(test_registry),
		cmocka_unit_test(test_on_demand), cmocka_unit_test(test_registry_is_bounded),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
