/* SPDX-License-Identifier: BSD-2-Clause */
/* Printing aggregations: layouts, formats, joins, order, what is left for the end. */
#include "trace/tests/scripts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_default_layout(void **state)
{
	(void)state;
	script_expect(
		QUIET
		"BEGIN { @a[1, \"key\", (char)2, (short)3, 4LL] = sum(-42); printa(@a); exit(0); }",
		"\n"
		"        1  key                                                  2     3"
		"                4              -42\n"
		"\n");
	script_expect("BEGIN { @[pid] = count(); printa(@); exit(0); }",
		      "CPU     ID                    FUNCTION:NAME\n"
		      "  0      1                           :BEGIN \n"
		      "        0                1\n"
		      "\n"
		      "\n");
	/* Without keys; and an aggregation that has nothing in it. */
	script_expect(QUIET "BEGIN { @ = avg(10); @ = avg(5); printa(@); exit(0); }",
		      "\n                7\n\n");
	script_expect(QUIET "BEGIN { printa(@a); exit(0); } tick-1s { @a = count(); }", "\n\n");
}

static void test_value_forms(void **state)
{
	(void)state;
	script_expect(
		QUIET
		"BEGIN { @a[1, \"k\"] = sum(-1); printa(\"<%d %s %@d %@u %@x %@5d>%%\\n\", @a);"
		" exit(0); }",
		"<1 k -1 18446744073709551615 ffffffffffffffff    -1>%\n\n");
	/* Keys at the end may be left out; a format without any conversion is printed for each key.
	 */
	script_expect(QUIET "BEGIN { @a[1, 2] = count(); @a[3, 4] = count(); printa(\"%d \", @a);"
			    " printa(\"x\", @a); exit(0); }",
		      "1 3 xx\n");
	script_expect(
		QUIET
		"BEGIN { @a[1] = avg(-7); @a[1] = avg(-8); printa(\"%d %@d\\n\", @a); exit(0); }",
		"1 -7\n\n");
	script_expect(QUIET
		      "BEGIN { @n[1] = min(5); @n[1] = min(-3); @x[1] = max(5); @x[1] = max(9);"
		      " printa(\"%d %@d\\n\", @n); printa(\"%d %@d\\n\", @x); exit(0); }",
		      "1 -3\n1 9\n\n");
}

/* By value, then by key; keys as unsigned numbers of their size. */
static void test_order(void **state)
{
	(void)state;
	script_expect(QUIET "BEGIN { @[3] = sum(2); @[-1] = sum(1); @[1] = sum(2); @[2] = sum(-5);"
			    " @[-9] = sum(2); printa(\"%d:%@d \", @); exit(0); }",
		      "2:-5 -1:1 1:2 3:2 -9:2 \n");
	script_expect(QUIET "#pragma D option aggsortrev\n"
			    "BEGIN { @[3] = sum(2); @[-1] = sum(1); @[1] = sum(2); @[2] = sum(-5);"
			    " @[-9] = sum(2); printa(\"%d:%@d \", @); exit(0); }",
		      "-9:2 3:2 1:2 -1:1 2:-5 \n");
	script_expect(QUIET
		      "#pragma D option aggsortkey\n"
		      "BEGIN { @[\"b\", 1] = sum(1); @[\"a\", 2] = sum(2); @[\"a\", 1] = sum(3);"
		      " @[\"\", 9] = sum(4); @[\"ab\", 0] = sum(5);"
		      " printa(\"%s%d:%@d \", @); exit(0); }",
		      "9:4 a1:3 a2:2 ab0:5 b1:1 \n");
	script_expect(QUIET
		      "#pragma D option aggsortkey\n"
		      "#pragma D option aggsortkeypos=1\n"
		      "BEGIN { @[\"b\", 1] = sum(1); @[\"a\", 2] = sum(2); @[\"a\", 1] = sum(3);"
		      " printa(\"%s%d:%@d \", @); exit(0); }",
		      "a1:3 b1:1 a2:2 \n");
}

static void test_joined_forms(void **state)
{
	(void)state;
	/* What one of them does not have is 0, whatever its function. */
	script_expect(QUIET
		      "BEGIN { @a[1] = sum(10); @b[1] = min(7); @a[2] = sum(5); @b[3] = min(9);"
		      " printa(\"%d %@d %@d\\n\", @a, @b); exit(0); }",
		      "3 0 9\n2 5 0\n1 10 7\n\n");
	script_expect(QUIET
		      "#pragma D option aggsortpos=1\n"
		      "BEGIN { @a[1] = sum(10); @b[1] = sum(7); @a[2] = sum(5); @b[3] = sum(9);"
		      " printa(\"%d %@d %@d\\n\", @a, @b); exit(0); }",
		      "2 5 0\n1 10 7\n3 0 9\n\n");
	/* More results than aggregations: the last one again. */
	script_expect(
		QUIET
		"BEGIN { @a[1] = sum(1); @b[1] = sum(2); printa(\"%@d %@d %@d %d\\n\", @a, @b);"
		" exit(0); }",
		"1 2 2 1\n\n");
}

static void test_rest(void **state)
{
	(void)state;
	script_expect(
		QUIET
		"BEGIN { @x[\"k\"] = sum(3); @y = count(); @z[1] = count(); printa(@z); exit(0); }",
		"\n        1                1\n"
		"\n"
		"  k                                                                 3\n"
		"                1\n");
	script_expect(QUIET "#pragma D option aggsortrev\n"
			    "BEGIN { @x = sum(3); @y = sum(4); exit(0); }",
		      "\n                4\n                3\n");
}

/* Each CPU has cells of its own: they are added up, and printed as of one. */
static void place(unsigned int cpu, uint64_t now, void *cookie)
{
	struct sim_guest **guests = cookie;

	(void)now;
	sim_place(cpu, guests[cpu % 2]);
}

static void test_merging(void **state)
{
	struct trace_program *program;
	struct sim_guest *guests[2];

	(void)state;
	sim_start(4);
	guests[0] = sim_add_guest("a", "zone-a");
	guests[1] = sim_add_guest("b", "zone-b");
	program = script_start(
		QUIET
		"profile-100 { @n[zonename] = count(); @c[cpu] = sum(cpu); @m = max(cpu);"
		" @l = min(cpu); @v = avg(cpu); }\n"
		"tick-1001ms { printa(\"%s %@d\\n\", @n); printa(\"%d %@d\\n\", @c);"
		" printa(\"%@d \", @m); printa(\"%@d \", @l); printa(\"%@d\\n\", @v); exit(0); }");
	sim_advance(1001000000, place, guests);
	assert_int_equal(script_finish(program), 0);
	expect_output("zone-a 200\nzone-b 200\n"
		      "0 0\n1 100\n2 200\n3 300\n"
		      "3 0 1\n\n");
}

/* Many rows, so that sorting and joining take many slices. */
static void new_cr3(unsigned int cpu, uint64_t now, void *cookie)
{
	struct sim_guest *guest = cookie;
	uint64_t n = now / 1000000;

	sim_set_field(guest, FIELD_CR3, n * 7919 % 1009);
	sim_place(cpu, guest);
}

static void test_many_rows(void **state)
{
	struct trace_program *program;
	const char *at;
	long last = -1;
	unsigned int rows = 0;

	(void)state;
	sim_start(2);
	program = script_start(
		QUIET
		"#pragma D option aggsortkey\n"
		"profile-1000 { @a[vmregs[VMX_GUEST_CR3]] = count(); @b[vmregs[VMX_GUEST_CR3]] = sum(2); }\n"
		"tick-2018ms { printa(\"%d %@d %@d\\n\", @a, @b); exit(0); }");
	sim_advance(2018000000, new_cr3, sim_add_guest("g", "g"));
	assert_int_equal(script_finish(program), 0);
	for (at = sim_output(NULL); *at != '\n'; rows++) {
		char *end;
		long key = strtol(at, &end, 10);

		assert_true(key > last);
		last = key;
		assert_memory_equal(end, " 4 8\n", 5);
		at = end + 5;
	}
	assert_int_equal(rows, 1009);
}

static void test_refused(void **state)
{
	(void)state;
	assert_non_null(strstr(script_refused("tick-5001hz { }"),
			       "probe description :::tick-5001hz does not match any probes"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_default_layout), cmocka_unit_test(test_value_forms),
		cmocka_unit_test(test_order),	       cmocka_unit_test(test_joined_forms),
		cmocka_unit_test(test_rest),	       cmocka_unit_test(test_merging),
		cmocka_unit_test(test_many_rows),      cmocka_unit_test(test_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
