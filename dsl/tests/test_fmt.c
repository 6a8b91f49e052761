/* SPDX-License-Identifier: BSD-2-Clause */
/* dsl/base/fmt.c against the C library's snprintf(). */
#include "dsl/base/fmt.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>
#include <limits.h>
#include <string.h>

/* The formats are made at run time, which is what is being tested. */
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
#pragma GCC diagnostic ignored "-Wformat-security"
#pragma GCC diagnostic ignored "-Wformat-truncation"

enum { SIZE = 256 };

static void compare(const char *format, const char *ours, size_t our_length, const char *theirs,
		    int their_length, size_t size)
{
	if (our_length != (size_t)their_length || memcmp(ours, theirs, size) != 0)
		fail_msg("\"%s\" into %zu bytes: \"%s\" (%zu), snprintf \"%s\" (%d)", format, size,
			 ours, our_length, theirs, their_length);
}

/* Calls both with the same arguments, in several sizes, and compares every byte of the buffers. */
static __attribute__((noinline)) void check(const char *format, ...)
{
	static const size_t sizes[] = {SIZE, 0, 1, 2, 5, 10};

	for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		char ours[SIZE];
		char theirs[SIZE];
		va_list args;

		memset(ours, '~', sizeof(ours));
		memset(theirs, '~', sizeof(theirs));
		ours[SIZE - 1] = theirs[SIZE - 1] = '\0';
		va_start(args, format);

		size_t our_length = fmt_vformat(ours, sizes[i], format, args);

		va_end(args);
		va_start(args, format);

		int their_length = vsnprintf(theirs, sizes[i], format, args);

		va_end(args);
		compare(format, ours, our_length, theirs, their_length, SIZE);
	}
}

static const char *const flag_sets[] = {"",   "-",  "0",  "+",	" ",  "#",  "-0",
					"+0", "-+", " 0", "#0", "-#", "+ ", "-+ #0"};
static const char *const widths[] = {"", "1", "5", "12", "40"};
static const char *const precisions[] = {"", ".", ".0", ".1", ".7", ".30"};

static const uint64_t numbers[] = {0,	       1,
				   7,	       8,
				   10,	       99,
				   127,	       128,
				   255,	       256,
				   32767,      32768,
				   65535,      65536,
				   INT_MAX,    1u << 31,
				   UINT_MAX,   1ull << 32,
				   INT64_MAX,  1ull << 63,
				   UINT64_MAX, UINT64_MAX - 6,
				   1000000007, 0x123456789abcdef0};

/* Flags that C leaves undefined for a conversion are left out. */
static int meaningful(const char *flags, char conversion)
{
	if (strchr(flags, '#') && strchr("diucs", conversion))
		return 0;
	return !(strchr(flags, '0') && strchr("cs", conversion));
}

static void check_number(const char *format, const char *length, uint64_t number)
{
	if (strcmp(length, "l") == 0 || strcmp(length, "ll") == 0 || strcmp(length, "z") == 0 ||
	    strcmp(length, "j") == 0 || strcmp(length, "t") == 0)
		check(format, number);
	else
		check(format, (int)number);
}

static void test_integers(void **state)
{
	static const char *const lengths[] = {"", "h", "hh", "l", "ll", "z", "j", "t"};
	static const char conversions[] = "diuxXo";

	(void)state;
	for (size_t f = 0; f < sizeof(flag_sets) / sizeof(flag_sets[0]); f++)
		for (size_t w = 0; w < sizeof(widths) / sizeof(widths[0]); w++)
			for (size_t p = 0; p < sizeof(precisions) / sizeof(precisions[0]); p++)
				for (size_t l = 0; l < sizeof(lengths) / sizeof(lengths[0]); l++)
					for (const char *c = conversions; *c; c++) {
						char format[64];

						if (!meaningful(flag_sets[f], *c))
							continue;
						snprintf(format, sizeof(format), "<%%%s%s%s%s%c>",
							 flag_sets[f], widths[w], precisions[p],
							 lengths[l], *c);
						for (size_t n = f + w + p + l; n < 24; n += 3)
							check_number(format, lengths[l],
								     numbers[n]);
					}
}

static void test_every_number(void **state)
{
	static const char *const formats[] = {"%d", "%u", "%x", "%#X", "%o", "%#o", "%+d", "% 6d"};
	static const char *const long_formats[] = {"%ld",  "%lu",    "%llx", "%#lx",
						   "%#jo", "%+24ld", "%zu",  "%-22ti|"};

	(void)state;
	for (size_t n = 0; n < sizeof(numbers) / sizeof(numbers[0]); n++)
		for (size_t f = 0; f < 8; f++) {
			check(formats[f], (int)numbers[n]);
			check(long_formats[f], numbers[n]);
		}
}

static void test_strings_and_characters(void **state)
{
	static const char *const texts[] = {"", "a", "hello", "a rather longer text than most",
					    "\xc3\xa4"};

	(void)state;
	for (size_t f = 0; f < sizeof(flag_sets) / sizeof(flag_sets[0]); f++)
		for (size_t w = 0; w < sizeof(widths) / sizeof(widths[0]); w++) {
			char format[64];

			if (!meaningful(flag_sets[f], 's'))
				continue;
			snprintf(format, sizeof(format), "[%%%s%sc]", flag_sets[f], widths[w]);
			check(format, 'x');
			for (size_t p = 0; p < sizeof(precisions) / sizeof(precisions[0]); p++)
				for (size_t t = 0; t < sizeof(texts) / sizeof(texts[0]); t++) {
					snprintf(format, sizeof(format), "[%%%s%s%ss]",
						 flag_sets[f], widths[w], precisions[p]);
					check(format, texts[t]);
				}
		}
	check("%s", (const char *)NULL);
}

static void test_given_by_arguments(void **state)
{
	(void)state;
	for (int width = -12; width <= 12; width += 3)
		for (int precision = -2; precision <= 8; precision++) {
			check("%*.*d|%*s|%.*s", width, precision, 1234, width, "abc", precision,
			      "abcdef");
			check("%0*d %-*x", width, -77, width, 77);
		}
}

static void test_mixed(void **state)
{
	int thing;

	(void)state;
	check("");
	check("no conversion");
	check("%%");
	check("100%% of %d %s and %c%c", 5, "things", '%', 'd');
	check("%p", (void *)&thing);
	check("%20p|%-20p|", (void *)&thing, (void *)&thing);
}

/* What C leaves undefined is copied, so that a mistake shows. */
static void test_unknown_conversions(void **state)
{
	static const char *const formats[] = {"%y", "%", "%5", "%-", "%ly", "%.", "a%", "%!%d"};
	static const char *const expected[] = {"%y", "%", "%5", "%-", "%ly", "%.", "a%", "%!7"};

	(void)state;
	for (size_t i = 0; i < sizeof(formats) / sizeof(formats[0]); i++) {
		char text[SIZE];

		fmt_format(text, sizeof(text), formats[i], 7);
		assert_string_equal(text, expected[i]);
	}
}

static void test_fmt_integer(void **state)
{
	static const struct fmt_spec binary = {.base = 2, .precision = -1};
	static const struct fmt_spec padded = {.base = 10, .precision = -1, .width = 6, .zero = 1};
	char text[80];

	(void)state;
	memset(text, '~', sizeof(text));
	assert_int_equal(fmt_integer(text, sizeof(text), UINT64_MAX, 0, &binary), 64);
	assert_int_equal(strspn(text, "1"), 64);
	assert_int_equal(text[64], '~');
	assert_int_equal(fmt_integer(text, 4, 42, 1, &padded), 6);
	assert_memory_equal(text, "-0001", 5);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_integers),
		cmocka_unit_test(test_every_number),
		cmocka_unit_test(test_strings_and_characters),
		cmocka_unit_test(test_given_by_arguments),
		cmocka_unit_test(test_mixed),
		cmocka_unit_test(test_unknown_conversions),
		cmocka_unit_test(test_fmt_integer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
