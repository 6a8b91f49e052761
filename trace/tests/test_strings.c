/* SPDX-License-Identifier: BSD-2-Clause */
/* Searching, substr(), tokens and numbers: against naive models, the C library, DTrace's cases. */
#include "trace/strings.h"

#include <limits.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static struct slice whole(const char *string)
{
	return slice_of(string, strlen(string));
}

/* In a block of just its size, so that reading beyond it is seen. */
static struct slice exact(const char *text, size_t length)
{
	char *copy = malloc(length + (length == 0));

	assert_non_null(copy);
	memcpy(copy, text, length);
	return (struct slice){copy, length};
}

static void release(struct slice slice)
{
	free((void *)(uintptr_t)slice.text);
}

static bool occurs_at(struct slice in, struct slice wanted, size_t at)
{
	return wanted.length <= in.length - at &&
	       memcmp(in.text + at, wanted.text, wanted.length) == 0;
}

static int64_t naive_find(struct slice in, struct slice wanted)
{
	for (size_t i = 0; i <= in.length; i++)
		if (occurs_at(in, wanted, i))
			return (int64_t)i;
	return -1;
}

static int64_t naive_find_last(struct slice in, struct slice wanted)
{
	for (size_t i = in.length + 1; i-- > 0;)
		if (occurs_at(in, wanted, i))
			return (int64_t)i;
	return -1;
}

/* The number's digits in the base of the alphabet. */
static void spell(char *text, size_t length, unsigned int number, unsigned int letters)
{
	for (size_t i = 0; i < length; i++, number /= letters)
		text[i] = (char)('a' + number % letters);
}

static unsigned int power(unsigned int base, size_t exponent)
{
	unsigned int result = 1;

	while (exponent-- > 0)
		result *= base;
	return result;
}

static void search_all(unsigned int letters, size_t longest, size_t longest_word)
{
	char text[16], word[16];

	for (size_t length = 0; length <= longest; length++)
		for (unsigned int t = 0; t < power(letters, length); t++) {
			spell(text, length, t, letters);
			struct slice in = exact(text, length);

			for (size_t size = 0; size <= longest_word; size++)
				for (unsigned int w = 0; w < power(letters, size); w++) {
					spell(word, size, w, letters);
					struct slice wanted = {word, size};

					assert_int_equal(slice_find(in, wanted),
							 naive_find(in, wanted));
					assert_int_equal(slice_find_last(in, wanted),
							 naive_find_last(in, wanted));
				}
			release(in);
		}
}

static void test_search_exhaustive(void **state)
{
	(void)state;
	search_all(2, 9, 6);
	search_all(3, 5, 4);
}

/* Long words with periods, cut from the text so that they are found, or changed a little. */
static void test_search_random(void **state)
{
	enum { ROUNDS = 60000, LONGEST = 300 };

	(void)state;
	srand(7);
	for (int round = 0; round < ROUNDS; round++) {
		char text[LONGEST] = {0}, word[LONGEST];
		size_t length = (size_t)(rand() % LONGEST);
		unsigned int period = 1 + (unsigned int)(rand() % 12);
		unsigned int letters = 1 + (unsigned int)(rand() % 4);

		for (size_t i = 0; i < length; i++) {
			if (i >= period && rand() % 40)
				text[i] = text[i - period];
			else
				text[i] = (char)(rand() % (int)letters + 200);
		}

		size_t start = (size_t)rand() % (length + 1);
		size_t size = (size_t)rand() % (length - start + 1);

		memcpy(word, text + start, size);
		if (size > 0 && round % 2)
			word[(size_t)rand() % size] = (char)(200 + rand() % 3);

		struct slice in = exact(text, length);
		struct slice wanted = exact(word, size);

		assert_int_equal(slice_find(in, wanted), naive_find(in, wanted));
		assert_int_equal(slice_find_last(in, wanted), naive_find_last(in, wanted));
		release(in);
		release(wanted);
	}
}

/* What takes a naive search the square of the length: here that would take minutes. */
static void test_search_linear(void **state)
{
	enum { LENGTH = 65528, ROUNDS = 300 };
	static char text[LENGTH], word[LENGTH / 2];

	(void)state;
	memset(text, 'a', sizeof(text));
	memset(word, 'a', sizeof(word));
	for (int round = 0; round < ROUNDS; round++) {
		word[0] = round % 2 ? 'b' : 'a';
		word[sizeof(word) - 1] = round % 2 ? 'a' : 'b';
		assert_int_equal(slice_find((struct slice){text, LENGTH},
					    (struct slice){word, sizeof(word)}),
				 -1);
		assert_int_equal(slice_find_last((struct slice){text, LENGTH},
						 (struct slice){word, sizeof(word)}),
				 -1);
	}
}

struct index_case {
	const char *in, *wanted;
	int64_t position, index, rindex;
};

static void test_index_positions(void **state)
{
	static const struct index_case cases[] = {
		{"foo bar foo", "foo", 0, 0, 0},
		{"foo bar foo", "foo", 1, 8, 0},
		{"foo bar foo", "foo", 7, 8, 0},
		{"foo bar foo", "foo", 8, 8, 8},
		{"foo bar foo", "foo", 9, -1, 8},
		{"foo bar foo", "foo", 10, -1, 8},
		{"foo bar foo", "foo", 11, -1, 8},
		{"foo bar foo", "foo", 4000, -1, 8},
		{"foo bar foo", "foo", -1, 0, -1},
		{"foo bar foo", "foo", -4000, 0, -1},
		{"foo bar foo", "o", 2, 2, 2},
		{"foo bar foo", "o", 3, 9, 2},
		{"foo bar foo", "x", 3, -1, -1},
		{"foo", "foo bar", 0, -1, -1},
		{"foo", "foo bar", 2, -1, -1},
		{"foo", "", 0, 0, 0},
		{"foo", "", 2, 2, 2},
		{"foo", "", 3, 3, 3},
		{"foo", "", 4, 3, 3},
		{"foo", "", 10, 3, 3},
		{"foo", "", -1, 0, 0},
		{"foo", "", INT64_MIN, 0, 0},
		{"foo", "", INT64_MAX, 3, 3},
		{"foo", "o", INT64_MAX, -1, 2},
		{"foo", "f", INT64_MIN, 0, -1},
		{"", "", 0, 0, 0},
		{"", "", 7, 0, 0},
		{"", "", -7, 0, 0},
		{"", "x", 0, -1, -1},
		{"", "x", 7, -1, -1},
		{"", "x", -7, -1, -1},
		{"aaa", "aa", 0, 0, 0},
		{"aaa", "aa", 1, 1, 1},
		{"aaa", "aa", 2, -1, 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct index_case *c = &cases[i];
		struct slice in = exact(c->in, strlen(c->in));
		int64_t index = slice_index(in, whole(c->wanted), c->position);
		int64_t rindex = slice_rindex(in, whole(c->wanted), c->position);

		if (index != c->index || rindex != c->rindex)
			fail_msg("\"%s\" in \"%s\" from %lld: %lld, %lld", c->wanted, c->in,
				 (long long)c->position, (long long)index, (long long)rindex);
		release(in);
	}
}

struct substr_case {
	const char *in;
	int64_t index, length;
	const char *expected;
};

static void test_substr(void **state)
{
	enum { ALL = INT32_MAX };
	static const struct substr_case cases[] = {
		{"foobar", 0, ALL, "foobar"},
		{"foobar", 3, ALL, "bar"},
		{"foobar", 5, ALL, "r"},
		{"foobar", 6, ALL, ""},
		{"foobar", 7, ALL, ""},
		{"foobar", -3, ALL, "bar"},
		{"foobar", -6, ALL, "foobar"},
		{"foobar", -7, ALL, "foobar"},
		{"foobar", 0, 0, ""},
		{"foobar", 0, 3, "foo"},
		{"foobar", 2, 3, "oba"},
		{"foobar", 3, 3, "bar"},
		{"foobar", 3, 30, "bar"},
		{"foobar", 6, 3, ""},
		{"foobar", -3, 2, "ba"},
		{"foobar", -3, 3, "bar"},
		{"foobar", -3, 30, "bar"},
		/* It begins before the string, and ends in it, or at its first character, or before it. */
		{"foobar", -8, 4, "fo"},
		{"foobar", -8, 3, "f"},
		{"foobar", -8, 2, ""},
		{"foobar", -8, 1, ""},
		{"foobar", -8, 100, "foobar"},
		/* Negative lengths leave off the end. */
		{"foobar", 0, -1, "fooba"},
		{"foobar", 0, -5, "f"},
		{"foobar", 0, -6, ""},
		{"foobar", 0, -7, ""},
		{"foobar", 2, -2, "ob"},
		{"foobar", -4, -2, "ob"},
		{"foobar", -4, -4, ""},
		{"foobar", -4, -5, ""},
		{"foobar", -8, -1, ""},
		{"foobar", 6, -1, ""},
		{"foobar", INT32_MIN, INT32_MAX, "fooba"},
		{"foobar", INT32_MIN, INT32_MAX - 5, ""},
		{"foobar", INT64_MAX, INT64_MAX, ""},
		{"foobar", INT64_MIN, INT64_MIN, ""},
		{"foobar", 1, INT64_MIN, ""},
		{"foobar", 1, INT64_MAX, "oobar"},
		{"", 0, ALL, ""},
		{"", 0, -1, ""},
		{"", -1, 5, ""},
		{"", 1, 5, ""},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct substr_case *c = &cases[i];
		struct slice in = whole(c->in);
		struct slice part = slice_substr(in, c->index, c->length);

		if (part.length != strlen(c->expected) ||
		    memcmp(part.text, c->expected, part.length) != 0 || part.text < in.text ||
		    part.text + part.length > in.text + in.length)
			fail_msg("substr(\"%s\", %lld, %lld) is \"%.*s\"", c->in,
				 (long long)c->index, (long long)c->length, (int)part.length,
				 part.text);
	}
}

/* The C library's strtok_r() says the same, for all short texts and sets of delimiters. */
static void test_tokens(void **state)
{
	enum { LETTERS = 3, LONGEST = 7 };
	static const char *const sets[] = {"", "a", "b", "ab", "ba", "abc", "x", "aa"};

	(void)state;
	for (size_t length = 0; length <= LONGEST; length++)
		for (unsigned int t = 0; t < power(LETTERS, length); t++)
			for (size_t s = 0; s < sizeof(sets) / sizeof(sets[0]); s++) {
				char text[LONGEST + 1], *saved;

				spell(text, length, t, LETTERS);
				text[length] = '\0';

				struct slice block = exact(text, length);
				struct slice rest = block;
				char *expected = strtok_r(text, sets[s], &saved);

				for (; expected; expected = strtok_r(NULL, sets[s], &saved)) {
					struct slice token = slice_token(rest, whole(sets[s]));

					assert_non_null(token.text);
					assert_int_equal(token.length, strlen(expected));
					assert_memory_equal(token.text, expected, token.length);
					rest.length -=
						(size_t)(token.text - rest.text) + token.length;
					rest.text = token.text + token.length;
				}
				assert_null(slice_token(rest, whole(sets[s])).text);
				release(block);
			}
}

static void test_token_bytes(void **state)
{
	struct slice token = slice_token(whole("\xff\x80"
					       "a\x7f\xff"),
					 whole("\x80\xff"));

	(void)state;
	assert_int_equal(token.length, 2);
	assert_memory_equal(token.text, "a\x7f", 2);
}

struct number_case {
	const char *text;
	unsigned int base;
	int64_t number;
};

static void test_number_from_text(void **state)
{
	static const struct number_case cases[] = {
		{"", 10, 0},
		{"0", 10, 0},
		{"42", 10, 42},
		{"-42", 10, -42},
		{"+42", 10, 42},
		{" \t 42", 10, 42},
		{"\n42", 10, 0},
		{"- 42", 10, 0},
		{"--42", 10, 0},
		{"42abc", 10, 42},
		{"abc", 10, 0},
		{"1 2", 10, 1},
		{"9223372036854775807", 10, INT64_MAX},
		{"9223372036854775808", 10, INT64_MIN},
		{"-9223372036854775808", 10, INT64_MIN},
		{"18446744073709551615", 10, -1},
		{"18446744073709551616", 10, 0},
		{"0x1f", 10, 0},
		{"0x1f", 16, 31},
		{"0X1F", 16, 31},
		{"-0x10", 16, -16},
		{"1f", 16, 31},
		{"0x", 16, 0},
		{"0xg", 16, 0},
		{"x1", 16, 0},
		{"ffffffffffffffff", 16, -1},
		{"0x1", 17, 0},
		{"777", 8, 511},
		{"0778", 8, 63},
		{"101102", 2, 0x2d >> 1},
		{"2", 2, 0},
		{"z", 36, 35},
		{"Zz", 36, 35 * 36 + 35},
		{"y", 35, 34},
		{"z", 35, 0},
		{"{", 36, 0},
		{"-", 10, 0},
		{"+", 16, 0},
		{" ", 10, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		const struct number_case *c = &cases[i];
		struct slice text = exact(c->text, strlen(c->text));
		int64_t number = number_from_text(text, c->base);

		if (number != c->number)
			fail_msg("strtoll(\"%s\", %u) is %lld", c->text, c->base,
				 (long long)number);
		release(text);
	}
}

/* Where neither saturates nor sees other blanks, the C library agrees. */
static void test_numbers_random(void **state)
{
	static const char letters[] = "0123456789abcdefgxyzXYZ+- \t.";

	(void)state;
	srand(11);
	for (int round = 0; round < 200000; round++) {
		char text[13];
		size_t length = (size_t)rand() % sizeof(text);
		unsigned int base = NUMBER_LEAST_BASE + (unsigned int)rand() % 35;

		for (size_t i = 0; i < length; i++)
			text[i] = letters[(size_t)rand() % (sizeof(letters) - 1)];
		if (length == sizeof(text))
			length--;
		text[length] = '\0';
		assert_int_equal(number_from_text((struct slice){text, length}, base),
				 strtoll(text, NULL, (int)base));
	}
}

static void check_text(int64_t number, unsigned int base, const char *expected)
{
	char text[NUMBER_BYTES];
	size_t length = number_to_text(text, number, base);

	assert_string_equal(text, expected);
	assert_int_equal(length, strlen(expected));
}

static void test_number_to_text(void **state)
{
	(void)state;
	check_text(0, 10, "0");
	check_text(7, 10, "7");
	check_text(-1, 10, "-1");
	check_text(INT64_MAX, 10, "9223372036854775807");
	check_text(INT64_MIN, 10, "-9223372036854775808");
	check_text(0, 16, "0x0");
	check_text(255, 16, "0xff");
	check_text(-1, 16, "0xffffffffffffffff");
	check_text(0, 8, "0");
	check_text(8, 8, "010");
	check_text(-1, 8, "01777777777777777777777");
	check_text(0, 2, "0");
	check_text(10, 2, "1010");
	check_text(INT64_MIN, 2,
		   "1000000000000000000000000000000000000000000000000000000000000000");
	check_text(35, 36, "z");
	check_text(36, 36, "10");
	check_text(-1, 36, "3w5e11264sgsf");
	check_text(-1, 3, "11112220022122120101211020120210210211220");
}

static void test_numbers_there_and_back(void **state)
{
	(void)state;
	srand(13);
	for (int round = 0; round < 20000; round++)
		for (unsigned int base = NUMBER_LEAST_BASE; base <= NUMBER_MOST_BASE; base++) {
			int64_t number = (int64_t)((uint64_t)rand() << 33 ^ (uint64_t)rand() << 11 ^
						   (uint64_t)rand()) >>
					 rand() % 64;
			char text[NUMBER_BYTES];
			size_t length = number_to_text(text, number, base);

			assert_int_equal(number_from_text((struct slice){text, length}, base),
					 number);
		}
}

static void test_slice_of(void **state)
{
	struct slice block = exact("abc", 4);

	(void)state;
	assert_int_equal(slice_of(block.text, 100).length, 3);
	assert_int_equal(slice_of(block.text, 3).length, 3);
	assert_int_equal(slice_of(block.text, 2).length, 2);
	release(block);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_slice_of),
		cmocka_unit_test(test_search_exhaustive),
		cmocka_unit_test(test_search_random),
		cmocka_unit_test(test_search_linear),
		cmocka_unit_test(test_index_positions),
		cmocka_unit_test(test_substr),
		cmocka_unit_test(test_tokens),
		cmocka_unit_test(test_token_bytes),
		cmocka_unit_test(test_number_from_text),
		cmocka_unit_test(test_numbers_random),
		cmocka_unit_test(test_number_to_text),
		cmocka_unit_test(test_numbers_there_and_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
