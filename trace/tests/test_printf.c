/* SPDX-License-Identifier: BSD-2-Clause */
/* Conversions and flags, against the C library where it has them and against DTrace's documents
 * where not. */
#include "trace/format.h"
#include "trace/object.h"
#include "trace/tests/scripts.h"

#include <inttypes.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include <cmocka.h>

static struct format_value integer(uint16_t size, bool is_signed, uint64_t value)
{
	return (struct format_value){
		.type = {.type = TYPE_INT, .is_signed = is_signed, .size = size},
		.integer = value,
	};
}

static struct format_value string(const char *value)
{
	return (struct format_value){
		.type = {.type = TYPE_STRING, .size = 256},
		.string = value,
		.length = strlen(value),
	};
}

/* One conversion of one value; and the same text again through windows of all sizes. */
static const char *convert(const char *format, struct format_value value)
{
	static char whole[1024];
	struct text text = {.buffer = whole, .size = sizeof(whole) - 1};
	struct conversion conversion;
	size_t length;

	assert_int_equal(format_next(format, &length, &conversion, NULL), FORMAT_CONVERSION);
	assert_int_equal(length, strlen(format));
	format_value(&text, &conversion, &value);
	assert_false(text.full);
	whole[text.length] = '\0';

	for (size_t size = 1; size < 9; size++) {
		char window[8];
		size_t taken = 0;
		bool full = true;

		while (full) {
			struct text part = {.buffer = window, .size = size, .skip = taken};

			format_value(&part, &conversion, &value);
			assert_memory_equal(window, whole + taken, part.length);
			taken += part.length;
			full = part.full;
		}
		assert_int_equal(taken, text.length);
	}
	return whole;
}

static void expect(const char *expected, const char *format, struct format_value value)
{
	const char *got = convert(format, value);

	if (strcmp(got, expected) != 0)
		fail_msg("%s: \"%s\" should be \"%s\"", format, got, expected);
}

/* Every combination of flags, width and precision, as the C library does it. */
static void test_integers_as_in_c(void **state)
{
	static const char *const flags[] = {"",	  "-",	"0",  "+",  " ",  "#",	 "-+",	"- ", "-#",
					    "0+", "0 ", "0#", "+#", " #", "-+#", "0+#", "+ "};
	static const char *const sizes[] = {"", "1", "2", "12", ".1", ".5", "12.5", "3.9", "20.19"};
	static const uint64_t values[] = {
		0,	    1,		7,	    8,	       42,
		0x7fffffff, 0x80000000, 0xdeadbeef, INT64_MAX, (uint64_t)INT64_MIN,
		UINT64_MAX, 1ull << 40};
	static const char conversions[] = "diouxX";
	unsigned int cases = 0;

	(void)state;
	for (size_t f = 0; f < sizeof(flags) / sizeof(flags[0]); f++)
		for (size_t s = 0; s < sizeof(sizes) / sizeof(sizes[0]); s++)
			for (const char *c = conversions; *c; c++)
				for (size_t v = 0; v < sizeof(values) / sizeof(values[0]); v++) {
					char format[24];
					char c_format[24];
					char expected[64];
					bool is_signed = *c == 'd' || *c == 'i';

					snprintf(format, sizeof(format), "%%%s%s%c", flags[f],
						 sizes[s], *c);
					snprintf(c_format, sizeof(c_format), "%%%s%s%s%c", flags[f],
						 sizes[s], "ll", *c);
					snprintf(expected, sizeof(expected), c_format, values[v]);
					expect(expected, format, integer(8, is_signed, values[v]));

					snprintf(c_format, sizeof(c_format), "%%%s%s%c", flags[f],
						 sizes[s], *c);
					snprintf(expected, sizeof(expected), c_format,
						 (uint32_t)values[v]);
					expect(expected, format, integer(4, is_signed, values[v]));
					cases++;
				}
	assert_int_equal(cases, 17 * 9 * 6 * 12);
}

/* The type of the argument counts: DTrace's %d prints an unsigned value as such, and %x all of its
 * bits, not more. */
static void test_types(void **state)
{
	const uint64_t minus_one = UINT64_MAX;

	(void)state;
	expect("-1", "%d", integer(1, true, minus_one));
	expect("255", "%d", integer(1, false, minus_one));
	expect("-1", "%i", integer(2, true, minus_one));
	expect("65535", "%d", integer(2, false, minus_one));
	expect("4294967295", "%d", integer(4, false, minus_one));
	expect("18446744073709551615", "%d", integer(8, false, minus_one));
	expect("-1", "%d", integer(8, true, minus_one));
	expect("255", "%u", integer(1, true, minus_one));
	expect("ff", "%x", integer(1, true, minus_one));
	expect("FFFF", "%X", integer(2, true, minus_one));
	expect("ffffffff", "%x", integer(4, true, minus_one));
	expect("ffffffffffffffff", "%x", integer(8, true, minus_one));
	expect("377", "%o", integer(1, true, minus_one));
	expect("fedcba98", "%p", integer(8, false, 0xfedcba98));
	expect("-1", "%hd", integer(2, true, minus_one));
	expect("-1", "%hi", integer(2, true, minus_one));
	expect("177777", "%ho", integer(2, false, minus_one));
	expect("65535", "%hu", integer(2, false, minus_one));
	expect("ffff", "%hx", integer(2, false, minus_one));
	expect("FFFF", "%hX", integer(2, false, minus_one));
	expect("-1", "%ld", integer(8, true, minus_one));
	expect("-1", "%li", integer(8, true, minus_one));
	expect("1777777777777777777777", "%lo", integer(8, false, minus_one));
	expect("18446744073709551615", "%lu", integer(8, false, minus_one));
	expect("ffffffffffffffff", "%lx", integer(8, false, minus_one));
	expect("FFFFFFFFFFFFFFFF", "%lX", integer(8, false, minus_one));
	expect("-1", "%lld", integer(8, true, minus_one));
	expect("-1", "%lli", integer(8, true, minus_one));
	expect("1777777777777777777777", "%llo", integer(8, false, minus_one));
	expect("18446744073709551615", "%llu", integer(8, false, minus_one));
	expect("0xffffffffffffffff", "%#llx", integer(8, false, minus_one));
	expect("0XFF", "%#llX", integer(8, false, 255));
}

static void test_strings(void **state)
{
	(void)state;
	expect("hello", "%s", string("hello"));
	expect("     hello", "%10s", string("hello"));
	expect("hello     ", "%-10s", string("hello"));
	expect("he", "%.2s", string("hello"));
	expect("    he", "%6.2s", string("hello"));
	expect("hello", "%.0s", string("hello")); /* DTrace takes .0 for no precision */
	expect("", "%s", string(""));
	expect("   ", "%3s", string(""));
	expect("a\\nb\\t\\\"\\\\\\001\\377", "%S", string("a\nb\t\"\\\001\377"));
	expect("\\a\\b\\f\\r\\v", "%S", string("\a\b\f\r\v"));
	expect("   a\\n", "%6S", string("a\n"));
	expect("a\\n   ", "%-6S", string("a\n"));
	expect("a\\", "%.2S", string("a\n"));
	expect("wide", "%ls", string("wide"));
	expect("wide", "%ws", string("wide"));
	expect("127.0.0.1", "%I", string("127.0.0.1"));
}

static void test_characters(void **state)
{
	(void)state;
	expect("A", "%c", integer(1, true, 'A'));
	expect("  A", "%3c", integer(4, true, 'A'));
	expect("A  ", "%-3c", integer(4, true, 'A'));
	expect("\\n", "%C", integer(1, true, '\n'));
	expect("\\0", "%C", integer(1, true, 0));
	expect("A", "%wc", integer(4, true, 'A'));
	expect("\xc3\xa4", "%wc", integer(4, true, 0xe4));
	expect("\xe2\x82\xac", "%lc", integer(4, true, 0x20ac));
	expect("\xf0\x9f\x98\x80", "%lc", integer(4, true, 0x1f600));
}

static void test_times(void **state)
{
	const uint64_t s = 1000000000;

	(void)state;
	expect("1970 Jan  1 00:00:00", "%Y", integer(8, false, 0));
	expect("2023 Nov 14 22:13:20", "%Y", integer(8, false, 1700000000 * s + 5));
	expect("2000 Feb 29 23:59:59", "%Y", integer(8, false, 951868799 * s));
	expect("2000 Mar  1 00:00:00", "%Y", integer(8, false, 951868800 * s));
	expect("2100 Feb 28 00:00:00", "%Y", integer(8, false, 4107456000 * s));
	expect("2100 Mar  1 00:00:00", "%Y", integer(8, false, 4107542400 * s));
	expect("2554 Jul 21 23:34:33", "%Y", integer(8, false, UINT64_MAX));
	expect("Tue, 14 Nov 2023 22:13:20 UTC", "%T", integer(8, false, 1700000000 * s));
	expect("Thu, 01 Jan 1970 00:00:00 UTC", "%T", integer(8, false, 0));
	expect("   1970 Jan  1 00:00:00", "%23Y", integer(8, false, 0));
}

/* Years, months, days: all of them for 400 years, against the C library. */
static void test_calendar(void **state)
{
	(void)state;
	for (uint64_t day = 0; day < 146097; day += 13) {
		char expected[40];
		time_t seconds = (time_t)(day * 86400 + day % 86400);
		struct tm tm;

		gmtime_r(&seconds, &tm);
		strftime(expected, sizeof(expected), "%Y %b %e %T", &tm);
		expect(expected, "%Y", integer(8, false, (uint64_t)seconds * 1000000000));
	}
}

static void test_others(void **state)
{
	(void)state;
	expect("0xfffffffffb800000", "%a", integer(8, false, 0xfffffffffb800000));
	expect("    0x401000", "%12A", integer(8, false, 0x401000));
	expect("80", "%P", integer(2, false, 0x5000)); /* network order */
	expect("%", "%%", integer(8, false, 0));
	expect("              ff", "%?x", integer(8, false, 0xff));
	expect("00000000000000ff", "%0?x", integer(8, false, 0xff));
	expect("ff              ", "%-?x", integer(8, false, 0xff));
	expect("1000000", "%'d", integer(8, true, 1000000)); /* C locale */
	expect("-5", "%@d", integer(8, true, (uint64_t)-5));
	expect("fffffffffffffffb", "%@x", integer(8, true, (uint64_t)-5));
	expect("18446744073709551611", "%@u", integer(8, true, (uint64_t)-5));
	expect("  42", "%@4d", integer(8, true, 42));
	expect("0042", "%@04d", integer(8, true, 42));
}

static void test_bad_formats(void **state)
{
	static const char *const formats[] = {
		"%",  "%5",   "%l",  "%h",  "%q",  "%-",  "%5%", "%.", "%1048577d", "%.9999999999d",
		"%L", "%lls", "%wd", "%hs", "%Ld", "%lp", "%ll"};

	(void)state;
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		struct conversion conversion;
		const char *reason = NULL;
		size_t length;

		assert_int_equal(format_next(formats[i], &length, &conversion, &reason),
				 FORMAT_BAD);
		assert_non_null(reason);
	}
}

static void test_trace_and_keys(void **state)
{
	static const struct {
		const char *trace, *quiet, *key;
		struct format_value value;
	} cases[] = {
		{"               -1",
		 "-1",
		 "               -1",
		 {.type = {TYPE_INT, 1, 8, 0}, .integer = UINT64_MAX}},
		{" 255", "255", " 255", {.type = {TYPE_INT, 1, 1, 0}, .integer = UINT64_MAX}},
		{" 65535", "65535", " 65535", {.type = {TYPE_INT, 1, 2, 0}, .integer = UINT64_MAX}},
		{"       -1",
		 "-1",
		 "       -1",
		 {.type = {TYPE_INT, 0, 4, 0}, .integer = UINT32_MAX}},
		{"               42",
		 "42",
		 "               42",
		 {.type = {TYPE_INT, 0, 8, 0}, .integer = 42}},
		{"   7", "7", "   7", {.type = {TYPE_INT, 0, 1, 0}, .integer = 7}},
		{"  abc                              ",
		 "abc",
		 "  abc                                               ",
		 {.type = {TYPE_STRING, 0, 256, 0}, .string = "abc", .length = 3}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const char *const expected[] = {cases[i].trace, cases[i].quiet, cases[i].key};

		for (int form = 0; form < 3; form++) {
			char line[128];
			struct text text = {.buffer = line, .size = sizeof(line) - 1};

			if (form == 2)
				format_key(&text, &cases[i].value, false);
			else
				format_trace(&text, &cases[i].value, form == 1, false);
			line[text.length] = '\0';
			assert_string_equal(line, expected[form]);
		}
	}
}

/* A string that a terminal cannot show is dumped, here 20 bytes of type string of 20. */
static void test_dump(void **state)
{
	static const char expected[] =
		"\n"
		"             0  1  2  3  4  5  6  7  8  9  a  b  c  d  e  f  0123456789abcdef\n"
		"         0: 61 1b 62 00 00 00 00 00 00 00 00 00 00 00 00 00  a.b.............\n"
		"        10: 00 00 00 00                                      ....\n";
	const struct format_value value = {
		.type = {.type = TYPE_STRING, .size = 20}, .string = "a\033b", .length = 3};
	char all[1024];

	(void)state;
	for (size_t size = 1; size < 400; size += 7) {
		size_t taken = 0;
		bool full = true;

		while (full) {
			struct text part = {.buffer = all + taken, .size = size, .skip = taken};

			format_trace(&part, &value, true, false);
			taken += part.length;
			full = part.full;
		}
		all[taken] = '\0';
		assert_string_equal(all, expected);
	}
}

/* Through the compiler and the engine: values of all kinds in one record, stars included. */
static void test_scripts(void **state)
{
	(void)state;
	script_expect(
		QUIET
		"BEGIN { printf(\"%d|%5s|%-5s|%x|%c|%%|%*d|%.*s|\\n\", -3, \"ab\", \"cd\", 255, 'z',"
		" 6, 42, 2, \"xyz\"); exit(0); }",
		"-3|   ab|cd   |ff|z|%|    42|xy|\n\n");
	script_expect(QUIET
		      "BEGIN { printf(\"%-*d|\\n\", 4, 7); printf(\"%*d|\\n\", -4, 7); exit(0); }",
		      "7   |\n7   |\n\n");
	script_expect(QUIET "BEGIN { printf(\"plain\\n\"); exit(0); }", "plain\n\n");
	script_expect("BEGIN { printf(\"one\"); printf(\" two\"); exit(3); }",
		      "CPU     ID                    FUNCTION:NAME\n"
		      "  0      1                           :BEGIN one two\n"
		      "\n");
	script_expect("BEGIN { trace(1); trace(\"x\"); trace((char)7); exit(0); }",
		      "CPU     ID                    FUNCTION:NAME\n"
		      "  0      1                           :BEGIN "
		      "        1"
		      "  x                                "
		      "   7\n"
		      "\n");
	script_expect(QUIET "BEGIN { trace(1); trace(\"x\"); exit(0); }", "1x\n");
}

/* A field that is wider than any buffer. */
static void test_wide(void **state)
{
	size_t length;
	const char *output;

	(void)state;
	sim_start(1);
	assert_int_equal(
		script_run(QUIET
			   "BEGIN { printf(\"%*d%-100000s|\", 1000000, 42, \"x\"); exit(0); }",
			   0),
		0);
	output = sim_output(&length);
	assert_int_equal(length, 1000000 + 100000 + 2);
	assert_memory_equal(output + 999998, "42x ", 4);
	assert_memory_equal(output + 1099999, " |\n", 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_integers_as_in_c),
		cmocka_unit_test(test_types),
		cmocka_unit_test(test_strings),
		cmocka_unit_test(test_characters),
		cmocka_unit_test(test_times),
		cmocka_unit_test(test_calendar),
		cmocka_unit_test(test_others),
		cmocka_unit_test(test_bad_formats),
		cmocka_unit_test(test_trace_and_keys),
		cmocka_unit_test(test_dump),
		cmocka_unit_test(test_scripts),
		cmocka_unit_test(test_wide),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
