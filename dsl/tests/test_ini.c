/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/base/ini.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Everything that the parser said, one event a line. */
struct journal {
	char text[4096];
	size_t length;
};

static void note(struct journal *journal, const char *format, ...)
{
	size_t room = sizeof(journal->text) - journal->length;
	va_list args;

	va_start(args, format);
	journal->length += (size_t)vsnprintf(journal->text + journal->length, room, format, args);
	va_end(args);
	assert_true(journal->length < sizeof(journal->text));
}

static void on_section(void *cookie, unsigned int line, const char *kind, const char *name)
{
	note(cookie, "%u [%s|%s]\n", line, kind, name);
}

static void on_value(void *cookie, unsigned int line, const char *key, char *value)
{
	note(cookie, "%u %s=<%s>\n", line, key, value);
}

static void on_error(void *cookie, unsigned int line, const char *message)
{
	note(cookie, "%u error: %s\n", line, message);
}

/* Parses bytes in a heap block of just their size, so that ASan sees each step outside. */
static unsigned int parse(struct journal *journal, const char *bytes, size_t length)
{
	const struct ini_handler handler = {journal, on_section, on_value, on_error};
	char *text = malloc(length + 1);

	assert_non_null(text);
	memcpy(text, bytes, length);
	text[length] = 'x';
	journal->length = 0;
	journal->text[0] = '\0';

	unsigned int errors = ini_parse(text, length, &handler);

	free(text);
	return errors;
}

static void expect(const char *text, const char *events, unsigned int errors)
{
	struct journal journal;

	assert_int_equal(parse(&journal, text, strlen(text)), errors);
	assert_string_equal(journal.text, events);
}

static void test_empty(void **state)
{
	(void)state;
	expect("", "", 0);
	expect("\n\n \t\n", "", 0);
	expect("# only\n  ; comments", "", 0);
}

static void test_sections_and_values(void **state)
{
	(void)state;
	expect("[probevisor]\nslice = 10ms\n\n[guest a]\nimage=a.elf",
	       "1 [probevisor|]\n"
	       "2 slice=<10ms>\n"
	       "4 [guest|a]\n"
	       "5 image=<a.elf>\n",
	       0);
}

static void test_blanks(void **state)
{
	(void)state;
	expect("  [ \tguest \t a b\t ] # c\n\tkey\t=\t v w \t\n", "1 [guest|a b]\n2 key=<v w>\n",
	       0);
	expect("k =\n", "1 k=<>\n", 0);
}

static void test_value_is_rest_of_line(void **state)
{
	(void)state;
	expect("k = a=b [c] # d ; \"e\"", "1 k=<a=b [c] # d ; \"e\">\n", 0);
}

static void test_line_ends(void **state)
{
	(void)state;
	expect("a=1\r\nb=2\r\n[c]\r\n", "1 a=<1>\n2 b=<2>\n3 [c|]\n", 0);
	expect("a=1\rb", "1 error: control character in the line (is this a text file?)\n", 1);
}

static void test_byte_order_marks(void **state)
{
	struct journal journal;

	(void)state;
	expect("\xef\xbb\xbf[a]", "1 [a|]\n", 0);
	assert_int_equal(parse(&journal, "\xff\xfe[\0a\0]\0", 8), 1);
	assert_string_equal(journal.text,
			    "1 error: the file is UTF-16; save it as UTF-8 or ASCII\n");
	assert_int_equal(parse(&journal, "\xfe\xff\0[", 4), 1);
}

static void test_syntax_errors(void **state)
{
	static const struct {
		const char *text;
		const char *message;
	} cases[] = {
		{"[a", "a section needs a closing ]"},
		{"[]", "a section is written [KIND] or [KIND NAME]"},
		{"[ ]", "a section is written [KIND] or [KIND NAME]"},
		{"[a] b", "text after the section's ]"},
		{"[a.b]", "a blank must follow the first word of a section"},
		{"word", "expected [section], key = value, or a comment"},
		{"two words = 1", "expected [section], key = value, or a comment"},
		{"= 1", "expected [section], key = value, or a comment"},
		{"]", "expected [section], key = value, or a comment"},
		{"k = \x01", "control character in the line (is this a text file?)"},
		{"k = \x7f", "control character in the line (is this a text file?)"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char events[128];

		snprintf(events, sizeof(events), "1 error: %s\n", cases[i].message);
		expect(cases[i].text, events, 1);
	}
}

static void test_nul_byte(void **state)
{
	struct journal journal;

	(void)state;
	assert_int_equal(parse(&journal, "k = a\0b\nl = 1\n", 14), 1);
	assert_string_equal(journal.text,
			    "1 error: control character in the line (is this a text file?)\n"
			    "2 l=<1>\n");
}

static void test_goes_on_after_errors(void **state)
{
	(void)state;
	expect("[a\nk = 1\n!\n[b]\n",
	       "1 error: a section needs a closing ]\n"
	       "2 k=<1>\n"
	       "3 error: expected [section], key = value, or a comment\n"
	       "4 [b|]\n",
	       2);
}

static void test_cut_comment(void **state)
{
	static const struct {
		const char *value;
		const char *rest;
	} cases[] = {
		{"16M # text", "16M"}, {"16M\t#", "16M"}, {"# all", ""},  {"a#b", "a#b"},
		{"a#b # c", "a#b"},    {"", ""},	  {"16M", "16M"}, {"a ; b", "a ; b"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		char value[32];

		snprintf(value, sizeof(value), "%s", cases[i].value);
		ini_cut_comment(value);
		assert_string_equal(value, cases[i].rest);
	}
}

/* Arbitrary bytes: no access outside, and every line that is neither blank nor a comment makes one
 * event. */
static void test_noise(void **state)
{
	static const char alphabet[] = "[]=#; \t\r\nab\0\xff";
	struct journal journal;
	uint32_t random = 1;

	(void)state;
	for (unsigned int round = 0; round < 20000; round++) {
		char text[40];
		size_t length = round % sizeof(text);

		for (size_t i = 0; i < length; i++) {
			random = random * 1664525 + 1013904223;
			text[i] = alphabet[(random >> 16) % (sizeof(alphabet) - 1)];
		}
		unsigned int errors = parse(&journal, text, length);
		unsigned int errors_seen = 0;

		for (const char *at = journal.text; (at = strstr(at, " error: ")); at++)
			errors_seen++;
		assert_int_equal(errors, errors_seen);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),
		cmocka_unit_test(test_sections_and_values),
		cmocka_unit_test(test_blanks),
		cmocka_unit_test(test_value_is_rest_of_line),
		cmocka_unit_test(test_line_ends),
		cmocka_unit_test(test_byte_order_marks),
		cmocka_unit_test(test_syntax_errors),
		cmocka_unit_test(test_nul_byte),
		cmocka_unit_test(test_goes_on_after_errors),
		cmocka_unit_test(test_cut_comment),
		cmocka_unit_test(test_noise),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
