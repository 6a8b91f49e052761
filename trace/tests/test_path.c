/* SPDX-License-Identifier: BSD-2-Clause */
/* basename(), dirname() and cleanpath(). */
#include "trace/path.h"

#include <libgen.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

struct path_case {
	const char *path, *base, *directory, *clean;
};

static void check_slice(const char *what, const char *path, struct slice is, const char *expected)
{
	if (is.length != strlen(expected) || memcmp(is.text, expected, is.length) != 0)
		fail_msg("%s(\"%s\") is \"%.*s\", not \"%s\"", what, path, (int)is.length, is.text,
			 expected);
}

static void check_clean(const char *path, size_t size, const char *expected)
{
	char *buffer = malloc(size);
	size_t length = path_clean(buffer, size, (struct slice){path, strlen(path)});

	assert_true(length < size);
	assert_int_equal(strlen(buffer), length);
	check_slice("cleanpath", path, (struct slice){buffer, length}, expected);
	free(buffer);
}

static void test_cases(void **state)
{
	static const struct path_case cases[] = {
		{"", ".", ".", ""},
		{"/", "/", "/", "/"},
		{"//", "/", "/", "/"},
		{"///", "/", "/", "/"},
		{"a", "a", ".", "a"},
		{"a/", "a", ".", "a/"},
		{"a//", "a", ".", "a/"},
		{"/a", "a", "/", "/a"},
		{"//a", "a", "/", "/a"},
		{"/a/", "a", "/", "/a/"},
		{"/a/b", "b", "/a", "/a/b"},
		{"/a//b//", "b", "/a", "/a/b/"},
		{"a/b", "b", "a", "a/b"},
		{"a/b/c", "c", "a/b", "a/b/c"},
		{"a//b", "b", "a", "a/b"},
		{".", ".", ".", "."},
		{"..", "..", ".", ".."},
		{"...", "...", ".", "..."},
		{"./a", "a", ".", "./a"},
		{"../a", "a", "..", "../a"},
		{"/.", ".", "/", "/."},
		{"/..", "..", "/", "/"},
		{"/...", "...", "/", "/..."},
		{"/./", ".", "/", "/"},
		{"/../", "..", "/", "/"},
		{"/.../", "...", "/", "/.../"},
		{"/./a", "a", "/.", "/a"},
		{"/../a", "a", "/..", "/a"},
		{"/../../../../../a", "a", "/../../../../..", "/a"},
		{"/.a", ".a", "/", "/.a"},
		{"/..a", "..a", "/", "/..a"},
		{"/a.", "a.", "/", "/a."},
		{"/a..", "a..", "/", "/a.."},
		{"/a/.", ".", "/a", "/a/."},
		{"/a/./b", "b", "/a/.", "/a/b"},
		{"/a/././././b", "b", "/a/./././.", "/a/b"},
		{"/a/./././.", ".", "/a/././.", "/a/."},
		{"/a/..", "..", "/a", "/"},
		{"/a/../b", "b", "/a/..", "/b"},
		{"/a/b/..", "..", "/a/b", "/a/"},
		{"/a/b/../", "..", "/a/b", "/a/"},
		{"/a/b/../c", "c", "/a/b/..", "/a/c"},
		{"/a/b/../../c", "c", "/a/b/../..", "/c"},
		{"/a/b/../../../c", "c", "/a/b/../../..", "/c"},
		{"/a//..//b", "b", "/a//..", "/b"},
		{"/a/./../b", "b", "/a/./..", "/b"},
		{"a/../b", "b", "a/..", "/b"},
		{"a/..", "..", "a", "/"},
		{"a/b/..", "..", "a/b", "a/"},
		{"./.", ".", ".", "./."},
		{"../..", "..", "..", "/"},
		{"/foo/bar//baz/../quux/./x", "x", "/foo/bar//baz/../quux/.", "/foo/bar/quux/x"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct path_case *c = &cases[i];
		struct slice path = {c->path, strlen(c->path)};

		check_slice("basename", c->path, path_basename(path), c->base);
		check_slice("dirname", c->path, path_dirname(path), c->directory);
		check_clean(c->path, 256, c->clean);
	}
}

static void test_cut(void **state)
{
	(void)state;
	check_clean("/abc/def", 9, "/abc/def");
	check_clean("/abc/def", 8, "/abc/de");
	check_clean("/abc/def", 6, "/abc/");
	check_clean("/abc/def", 5, "/abc");
	check_clean("/abc/def", 2, "/");
	check_clean("/abc/def", 1, "");
	check_clean("/abc/..", 3, "/");
}

/* All short paths; the C library's functions say the same of all but what it makes of "//". */
static void test_exhaustive(void **state)
{
	enum { LONGEST = 8, LETTERS = 3 };

	(void)state;
	for (size_t length = 0; length <= LONGEST; length++) {
		unsigned int count = 1;

		for (size_t i = 0; i < length; i++)
			count *= LETTERS;
		for (unsigned int p = 0; p < count; p++) {
			char text[LONGEST + 1], copy[LONGEST + 1], clean[LONGEST + 1];
			unsigned int rest = p;

			for (size_t i = 0; i < length; i++, rest /= LETTERS)
				text[i] = "/.a"[rest % LETTERS];
			text[length] = '\0';

			char *block = malloc(length + (length == 0));
			struct slice path = {block, length};

			memcpy(block, text, length);
			memcpy(copy, text, length + 1);
			check_slice("basename", text, path_basename(path), basename(copy));
			memcpy(copy, text, length + 1);
			const char *directory = dirname(copy);

			if (strcmp(directory, "//") == 0)
				directory = "/";
			check_slice("dirname", text, path_dirname(path), directory);

			/* It never grows, has no double slash, and is clean. */
			size_t clean_length = path_clean(clean, sizeof(clean), path);

			assert_true(clean_length <= length);
			assert_null(strstr(clean, "//"));
			assert_null(strstr(clean, "/./"));
			assert_null(strstr(clean, "/../"));
			check_clean(clean, sizeof(clean), clean);
			free(block);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cases),
		cmocka_unit_test(test_cut),
		cmocka_unit_test(test_exhaustive),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
