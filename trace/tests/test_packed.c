/* SPDX-License-Identifier: BSD-2-Clause */
/* The options agghist, aggpack and aggzoom; setopt(). */
#include "trace/program.h"
#include "trace/setopt.h"
#include "trace/tests/scripts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define HIST	QUIET "#pragma D option agghist\n"
#define PACK	QUIET "#pragma D option aggpack\n"
#define ZOOM	"#pragma D option aggzoom\n"
#define DRAWING "------------- Distribution ------------- count    \n"
#define AT10	"@@@@@@@@@@"
#define GAP10	"          "

/* 40 columns for all bars together, or 38 for the longest. */
static void test_bars(void **state)
{
	(void)state;
	script_expect(HIST "BEGIN { @[\"foo\"] = sum(10); @[\"a key of 20 columns.\"] = sum(30);"
			   " printa(@); exit(0); }",
		      "\n\n              key  " DRAWING "              foo |" AT10 GAP10 GAP10 GAP10
		      " 10       \n"
		      " a key of 20 columns. |" AT10 AT10 AT10 GAP10 " 30       \n\n");
	script_expect(HIST ZOOM "BEGIN { @[1] = sum(10); @[2] = sum(40); exit(0); }",
		      "\n\n      key  " DRAWING "        1 |" AT10 GAP10 GAP10 GAP10 " 10       \n"
		      "        2 |" AT10 AT10 AT10 "@@@@@@@@   40       \n");
	/* Both signs: half of the columns for each. */
	script_expect(HIST "BEGIN { @[(char)1, 2LL] = sum(-10); @[(char)3, 4LL] = sum(30);"
			   " exit(0); }",
		      "\n\n                  key  " DRAWING
		      "   1                2                @@@@@|" GAP10 GAP10 " -10      \n"
		      "   3                4 " GAP10 GAP10 "|" AT10 "@@@@@      30       \n");
	script_expect(HIST "BEGIN { @[1] = sum(-10); @[2] = sum(0); exit(0); }",
		      "\n\n      key  " DRAWING "        1 " AT10 AT10 AT10 AT10 "| -10      \n"
		      "        2 " GAP10 GAP10 GAP10 GAP10 "| 0        \n");
	script_expect(HIST "BEGIN { @[1] = sum(0); exit(0); }",
		      "\n\n      key  " DRAWING "        1 |" GAP10 GAP10 GAP10 GAP10
		      " 0        \n");
	/* Without keys; a heading for each aggregation; other functions are as ever. */
	script_expect(HIST "BEGIN { @a = count(); @b = max(3); exit(0); }",
		      "\n\n           value  " DRAWING " |" AT10 AT10 AT10 AT10 " 1        \n"
		      "                3\n");
}

/* Where there is a format, or several aggregations, it makes no difference. */
static void test_formats(void **state)
{
	(void)state;
	script_expect(HIST "BEGIN { @[1] = sum(10); printa(\"%d %@d\\n\", @); exit(0); }",
		      "1 10\n\n");
}

/* Lines of blocks: eighths of what the row has, or of the largest of the row and a bit. */
static void test_blocks(void **state)
{
	(void)state;
	script_expect(PACK "BEGIN { @[\"abc\"] = quantize(5); @[\"abc\"] = quantize(100);"
			   " @[\"abc\"] = quantize(101); @[\"de\"] = quantize(0);"
			   " printa(@); exit(0); }",
		      "\n\n              key  min .---------. max  | count\n"
		      "               de    0 :█        : 128  | 1\n"
		      "              abc    0 :   ▃   ▆ : 128  | 3\n\n");
	script_expect(PACK ZOOM "BEGIN { @[1] = quantize(4, 10); @[1] = quantize(8, 5);"
				" exit(0); }",
		      "\n\n      key  min .----. max  | count\n"
		      "        1    2 : █▄ : 16   | 15\n");
	/* Negative values have a column before them, and negative counts a sign of their own. */
	script_expect(PACK "BEGIN { @[1] = quantize(-5, 3); @[1] = quantize(5, -3); exit(0); }",
		      "\n\n      key  min .---------. max  | count\n"
		      "        1   -8 : ▅     v : 8    | 0\n");
	script_expect(PACK "BEGIN { @[1] = quantize(-5000); exit(0); }",
		      "\n\n      key   min .---. max   | count\n"
		      "        1 -8192 : █ : -2048 | 1\n");
	/* All of lquantize()'s levels; llquantize() is drawn as ever. */
	script_expect(PACK "BEGIN { @[\"k\"] = lquantize(5, -5, 25, 10);"
			   " @[\"k\"] = lquantize(99, -5, 25, 10); exit(0); }",
		      "\n\n              key     min .-----. max      | count\n"
		      "                k    < -5 :  ▅ ▅: >= 25    | 2\n");
	script_expect(PACK "BEGIN { @ = quantize(1); @ = quantize(0); exit(0); }",
		      "\n\n  min .---. max  | count\n    0 :▅▅ : 2    | 2\n");
}

static const char *set(struct trace_program *program, const char *setting)
{
	const char *why = setopt(program, setting);

	return why ? why : "";
}

static void test_setopt(void **state)
{
	static struct trace_program program;
	const char *value = "Invalid value for specified option";
	char line[128];
	struct text text = {.buffer = line, .size = sizeof(line)};

	(void)state;
	assert_string_equal(set(&program, "quiet"), "");
	assert_true(program.options.quiet);
	assert_string_equal(set(&program, "quiet=no"), "");
	assert_false(program.options.quiet);
	assert_string_equal(set(&program, "quiet=ON"), "");
	assert_true(program.options.quiet);
	assert_string_equal(set(&program, "quiet="), "");
	assert_false(program.options.quiet);
	assert_string_equal(set(&program, "aggsortrev=0x10"), "");
	assert_true(program.options.aggsortrev);
	assert_string_equal(set(&program, "aggsortrev=0"), "");
	assert_false(program.options.aggsortrev);
	assert_string_equal(set(&program, "aggsortpos=3"), "");
	assert_int_equal(program.options.aggsortpos, 3);
	assert_string_equal(set(&program, "aggsortpos=x"), value);
	assert_string_equal(set(&program, "aggsortpos=3x"), value);
	assert_string_equal(set(&program, "aggsortpos"), value);
	assert_int_equal(program.options.aggsortpos, 3);
	assert_string_equal(set(&program, "quiet=perhaps"), value);
	assert_string_equal(set(&program, "quiet=08"), value);
	assert_string_equal(set(&program, "quiet=99999999999999999999"), value);
	assert_string_equal(set(&program, "switchrate=10hz"), "");
	assert_string_equal(set(&program, "aggrate=5sec"), "");
	assert_string_equal(set(&program, "aggrate=5parsec"), value);
	assert_string_equal(set(&program, "bufsize=1k"),
			    "Operation illegal when tracing is active");
	assert_string_equal(set(&program, "quiett"), "Invalid option name");
	assert_string_equal(set(&program, ""), "Invalid option name");

	setopt_put_message(&text, "bufsize=1k", "no");
	setopt_put_message(&text, "foo", "why");
	line[text.length] = '\0';
	assert_string_equal(line, "dtrace: couldn't set option \"bufsize\" to \"1k\": no\n"
				  "dtrace: couldn't set option \"foo\": why\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bars),
		cmocka_unit_test(test_formats),
		cmocka_unit_test(test_blocks),
		cmocka_unit_test(test_setopt),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
