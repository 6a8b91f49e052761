/* SPDX-License-Identifier: BSD-2-Clause */
/* json(): what is found, what is not, and what DTrace lets pass. */
#include "trace/json.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct json_case {
	const char *text, *selector;
	const char *expected; /* NULL: nothing is found */
};

/* Both in blocks of just their size. */
static void check(const struct json_case *c)
{
	size_t length = strlen(c->text);
	char *text = malloc(length + (length == 0));
	char *selector = strdup(c->selector);

	memcpy(text, c->text, length);

	struct slice found = json_find((struct slice){text, length}, selector);

	if (!found.text != !c->expected ||
	    (c->expected && (found.length != strlen(c->expected) ||
			     memcmp(found.text, c->expected, found.length) != 0)))
		fail_msg("json(\"%s\", \"%s\") is \"%.*s\", not \"%s\"", c->text, c->selector,
			 (int)found.length, found.text ? found.text : "NULL",
			 c->expected ? c->expected : "NULL");
	free(text);
	free(selector);
}

static void check_all(const struct json_case *cases, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check(&cases[i]);
}

#define BOOK                                                                                   \
	" { \"title\": \"D\", \"pages\": 42, \"price\": -1.5e+3, \"in print\": true,"          \
	" \"tags\": [ \"a\", [10, 20, {\"x\": \"deep\"}], {\"b\": null} ], \"\": false,"       \
	" \"nested\": {\"a\": {\"b\": {\"c\": [0, 1, \"\\\"q\\\" \\u00e9\"]}}, \"e\": {} },\n" \
	" \"empty\": [], \"es\": \"\", \"braces\": \"}]\" } trailing"

static void test_found(void **state)
{
	static const struct json_case cases[] = {
		{BOOK, "title", "D"},
		{BOOK, "pages", "42"},
		{BOOK, "price", "-1.5e+3"},
		{BOOK, "in print", "true"},
		{BOOK, "", "false"},
		{BOOK, "tags[0]", "a"},
		{BOOK, "tags[1]", "[10, 20, {\"x\": \"deep\"}]"},
		{BOOK, "tags[1][0]", "10"},
		{BOOK, "tags[1][1]", "20"},
		{BOOK, "tags[1][2]", "{\"x\": \"deep\"}"},
		{BOOK, "tags[1][2].x", "deep"},
		{BOOK, "tags[2].b", "null"},
		{BOOK, "nested.a.b.c[2]", "\\\"q\\\" \\u00e9"},
		{BOOK, "nested.a.b", "{\"c\": [0, 1, \"\\\"q\\\" \\u00e9\"]}"},
		{BOOK, "nested.e", "{}"},
		{BOOK, "empty", "[]"},
		{BOOK, "es", ""},
		{BOOK, "braces", "}]"},
		{"[1,2,3]", "0", "1"},
		{"[1,2,3]", "[0]", "1"},
		{"[1,2,3]", "[2]", "3"},
		{"[1,2,3]", "2", "3"},
		{" \t\r\n\f[ [ [7] ] ]", "[0][0][0]", "7"},
		{"[[1,2],[3,4]]", "[1][0]", "3"},
		{"{\"a\":1,\"a\":2}", "a", "1"},
		{"{\"a\" : { \"b\" : 3 } }", "a.b", "3"},
		{"{\"a.b\":1, \"a\":{\"b\":2}}", "a.b", "2"},
		{"{\"\":{\"\":5}}", ".", "5"},
		{"[0,false,null]", "1", "false"},
		{"[\"\\\\\", 2]", "1", "2"},
		{"{\"\\\"k\": 1}", "\\\"k", "1"},
		{"{\"ab\":1, \"abc\":2}", "abc", "2"},
		{"{\"abc\":1, \"ab\":2}", "ab", "2"},
	};

	(void)state;
	check_all(cases, sizeof(cases) / sizeof(cases[0]));
}

static void test_absent(void **state)
{
	static const struct json_case cases[] = {
		{BOOK, "nothing", NULL},
		{BOOK, "Title", NULL},
		{BOOK, "titl", NULL},
		{BOOK, "titles", NULL},
		{BOOK, "title.x", NULL}, /* these are no objects */
		{BOOK, "pages[0]", NULL},
		{BOOK, "in print.x", NULL},
		{BOOK, "tags[3]", NULL},
		{BOOK, "tags[-1]", NULL},
		{BOOK, "tags[1][3]", NULL},
		{BOOK, "nested.a.x", NULL},
		{BOOK, "nested..a", NULL},
		{BOOK, "empty[0]", NULL},
		{BOOK, "nested.e.x", NULL},
		{"{}", "a", NULL},
		{"{}", "", NULL},
		{"[]", "0", NULL},
		{"[1]", "9223372036854775807", NULL},
	};

	(void)state;
	check_all(cases, sizeof(cases) / sizeof(cases[0]));
}

static void test_malformed(void **state)
{
	static const struct json_case cases[] = {
		{"", "a", NULL},
		{"   ", "a", NULL},
		{"\"a\"", "a", NULL},
		{"5", "a", NULL},
		{"true", "a", NULL},
		{"x{\"a\":1}", "a", NULL},
		{"{", "a", NULL},
		{"{a:1}", "a", NULL},
		{"{\"a", "a", NULL},
		{"{\"a\"", "a", NULL},
		{"{\"a\":", "a", NULL},
		{"{\"a\" 1}", "a", NULL},
		{"{\"a\":1", "a", NULL}, /* nothing ends the number */
		{"{\"a\":tru", "a", NULL},
		{"{\"a\":true", "a", NULL},
		{"{\"a\":True}", "a", NULL},
		{"{\"a\":truex}", "a", NULL},
		{"{\"a\":nul}", "a", NULL},
		{"{\"a\":\"b", "a", NULL},
		{"{\"a\":\"b\\", "a", NULL},
		{"{\"a\":\"\\u12\"}", "a", NULL},
		{"{\"a\":\"\\u12g4\"}", "a", NULL},
		{"{\"a\":\"\\u123", "a", NULL},
		{"{\"a\":{\"b\":1}", "a.c", NULL},
		{"{\"a\":{\"b\":[1}", "a", NULL},
		{"{\"a\":{\"b\":]}}", "a", NULL},
		{"{\"a\":[}]}", "a", NULL},
		{"{\"a\":[\"x]}", "a", NULL},
		{"{\"x\":+1,\"a\":2}", "a", NULL},
		{"{\"x\":1 \"a\":2}", "a", NULL},
		{"{\"x\":1;\"a\":2}", "a", NULL},
		{"{\"x\":0x1,\"a\":2}", "a", NULL},
		{"{\"x\":1+1,\"a\":2}", "a", NULL},
		{"{\"x\":1.5-1,\"a\":2}", "a", NULL},
		{"{\"x\":1.2.3,\"a\":2}", "a", NULL},
		{"{\"x\":tru,\"a\":2}", "a", NULL},
		{"{,\"a\":2}", "a", NULL},
		{"[1 2]", "1", NULL},
		{"[,2]", "1", NULL},
	};

	(void)state;
	check_all(cases, sizeof(cases) / sizeof(cases[0]));
}

/* DTrace takes these: it only looks for the value. */
static void test_lenient(void **state)
{
	static const struct json_case cases[] = {
		{"{\"a\":1 garbage", "a", "1"},
		{"{\"a\":\"b\"", "a", "b"},
		{"{\"a\":1.2.3}", "a", "1.2"},
		{"{\"a\":1.5x}", "a", "1.5"},
		{"{\"a\":-}", "a", "-"},
		{"{\"a\":1e5+-6}", "a", "1e5+-6"},
		{"{\"a\":{]}", "a", NULL},
		{"{\"a\":{\"b\" [}]}", "a", "{\"b\" [}]"},
		{"{\"a\":{} ", "a", "{}"},
		{"[5,6]", "x", "5"},
		{"[5,6]", " 1", "6"},
		{"[5,6]", "+1x", "6"},
		{"{\"ab\":1}", "a]b", "1"},
		{"{\"a\":007}", "a", "007"},
		{"{\"a\":\"\x01\n\"}", "a", "\x01\n"},
		{"{\"a\":\"\\x\"}", "a", "\\x"},
	};

	(void)state;
	check_all(cases, sizeof(cases) / sizeof(cases[0]));
}

/* Whatever the bytes: no reading beyond them, and what is found lies within. */
static void test_noise(void **state)
{
	static const char letters[] = "{}[]\",:\\u0a1.-e tfn";

	(void)state;
	srand(17);
	for (int round = 0; round < 300000; round++) {
		size_t length = (size_t)rand() % 40;
		char *text = malloc(length + (length == 0));
		char selector[8];
		size_t selector_length = (size_t)rand() % sizeof(selector);

		for (size_t i = 0; i < length; i++)
			text[i] = letters[(size_t)rand() % (sizeof(letters) - 1)];
		if (length > 0)
			text[0] = "{["[round % 2];
		for (size_t i = 0; i < selector_length; i++)
			selector[i] = "[].01ae"[(size_t)rand() % 7];
		selector[selector_length] = '\0';

		char *copy = strdup(selector);
		struct slice found = json_find((struct slice){text, length}, copy);

		if (found.text) {
			assert_true(found.text >= text);
			assert_true(found.text + found.length <= text + length);
		}
		free(copy);
		free(text);
	}
}

/* As deep as it gets: no recursion, no quadratic time. */
static void test_deep(void **state)
{
	const size_t depth = 30000;
	char *text = malloc(2 * depth + 1);
	char *selector = malloc(3 * depth + 1);

	(void)state;
	memset(text, '[', depth);
	memset(text + depth, ']', depth);
	memcpy(selector, "0", 2);
	struct slice found = json_find((struct slice){text, 2 * depth}, selector);

	assert_int_equal(found.length, 2 * depth - 2);
	for (size_t i = 0; i < depth - 1; i++)
		memcpy(selector + 3 * i, "[0]", 4);
	found = json_find((struct slice){text, 2 * depth}, selector);
	assert_int_equal(found.length, 2);
	assert_memory_equal(found.text, "[]", 2);
	free(text);
	free(selector);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_found),	  cmocka_unit_test(test_absent),
		cmocka_unit_test(test_malformed), cmocka_unit_test(test_lenient),
		cmocka_unit_test(test_noise),	  cmocka_unit_test(test_deep),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
