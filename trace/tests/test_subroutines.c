/* SPDX-License-Identifier: BSD-2-Clause */
/* The helpers behind D's subroutines: NULL, strsize, scratch memory, faults, strtok()'s state. */
#include "trace/helpers.h"
#include "trace/program.h"
#include "trace/scratch.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { SCRATCH_SIZE = 4096 };

static struct object_header header;
static struct object_image image;
static struct program_cpu cpu;
static struct firing firing;
static struct trace_run *const run = &firing.run;

/* A machine with strings of strsize bytes and memory of just the size that a program has. */
static void begin(uint32_t strsize)
{
	image.header = &header;
	firing = (struct firing){.cpu = &cpu};
	run->owner = &firing;
	run->image = &image;
	run->strsize = strsize;
	run->scratch = (struct run_scratch){malloc(SCRATCH_SIZE), SCRATCH_SIZE, 0};
	run->strtok_rest = calloc(1, object_string_slot(strsize));
}

static void end(void)
{
	free(run->scratch.base);
	free(run->strtok_rest);
}

static uint64_t string(const char *text)
{
	return (uintptr_t)(text ? text : run_null_string);
}

static uint64_t number(helper_function *helper, uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
	const uint64_t args[RUN_HELPER_ARGS] = {a, b, c, d};
	uint64_t result;

	assert_true(helper(run, args, &result));
	return result;
}

/* NULL for the NULL string. */
static const char *text(helper_function *helper, uint64_t a, uint64_t b, uint64_t c, uint64_t d)
{
	const char *result = run_pointer(number(helper, a, b, c, d));

	assert_true(strlen(result) < run->strsize);
	return run_is_null_string(run, result) ? NULL : result;
}

static void check_fault(helper_function *helper, enum fault_kind kind, uint64_t a, uint64_t b,
			uint64_t c, uint64_t d)
{
	const uint64_t args[RUN_HELPER_ARGS] = {a, b, c, d};
	uint64_t result;

	run->fault = (struct run_fault){.address = 1, .value = 1};
	assert_false(helper(run, args, &result));
	assert_int_equal(run->fault.kind, kind);
	assert_int_equal(run->fault.address, 0);
	assert_int_equal(run->fault.value, 0);
}

static void test_null(void **state)
{
	static helper_function *const of_one[] = {
		helper_strlen,	helper_strchr,	helper_strrchr,	 helper_substr,	   helper_toupper,
		helper_tolower, helper_dirname, helper_basename, helper_cleanpath,
	};
	static helper_function *const of_two[] = {
		helper_strjoin, helper_strstr, helper_index, helper_rindex, helper_json,
	};

	(void)state;
	begin(256);
	for (size_t i = 0; i < sizeof(of_one) / sizeof(of_one[0]); i++)
		check_fault(of_one[i], FAULT_BADADDR, string(NULL), 0, 0, 0);
	for (size_t i = 0; i < sizeof(of_two) / sizeof(of_two[0]); i++) {
		check_fault(of_two[i], FAULT_BADADDR, string(NULL), string("x"), 0, 0);
		check_fault(of_two[i], FAULT_BADADDR, string("x"), string(NULL), 0, 0);
	}
	check_fault(helper_strtoll, FAULT_BADADDR, string(NULL), 10, 0, 0);
	check_fault(helper_strtok, FAULT_BADADDR, string("x"), string(NULL), 0, 0);
	end();
}

static void test_search(void **state)
{
	const char *foo = "foo bar";

	(void)state;
	begin(256);
	assert_ptr_equal(text(helper_strchr, string(foo), 'o', 0, 0), foo + 1);
	assert_ptr_equal(text(helper_strrchr, string(foo), 'o', 0, 0), foo + 2);
	assert_ptr_equal(text(helper_strchr, string(foo), 0x100 + 'b', 0, 0), foo + 4);
	assert_ptr_equal(text(helper_strrchr, string(foo), 'f' - 0x100, 0, 0), foo);
	assert_null(text(helper_strchr, string(foo), 'x', 0, 0));
	assert_null(text(helper_strrchr, string(foo), 'x', 0, 0));

	/* The NUL is one of the characters: an empty string, which is not NULL. */
	assert_ptr_equal(text(helper_strchr, string(foo), 0, 0, 0), foo + 7);
	assert_ptr_equal(text(helper_strrchr, string(foo), 0, 0, 0), foo + 7);
	assert_ptr_equal(text(helper_strstr, string(foo), string("o "), 0, 0), foo + 2);
	assert_ptr_equal(text(helper_strstr, string(foo), string(""), 0, 0), foo);
	assert_null(text(helper_strstr, string(foo), string("bar "), 0, 0));
	assert_null(text(helper_strstr, string(""), string("a"), 0, 0));
	assert_string_equal(text(helper_strstr, string(""), string(""), 0, 0), "");

	/* With and without a position. */
	assert_int_equal(number(helper_index, string(foo), string("o"), 2, 0), 1);
	assert_int_equal(number(helper_index, string(foo), string("o"), 2, 1), 2);
	assert_int_equal(number(helper_index, string(foo), string("o"), 3, 1), -1);
	assert_int_equal(number(helper_rindex, string(foo), string("o"), 1, 0), 2);
	assert_int_equal(number(helper_rindex, string(foo), string("o"), 1, 1), 1);
	assert_int_equal(number(helper_rindex, string(foo), string("o"), 0, 1), -1);
	assert_int_equal(number(helper_rindex, string(foo), string(""), 0, 0), 7);
	end();
}

/* strsize bounds what is looked at and, less the NUL, what is returned. */
static void test_strsize(void **state)
{
	const char *longer = "abcdefghijXYZ";

	(void)state;
	begin(8);
	assert_int_equal(number(helper_strlen, string(longer), 0, 0, 0), 8);
	assert_int_equal(number(helper_strlen, string("abcdefg"), 0, 0, 0), 7);
	assert_null(text(helper_strchr, string(longer), 'i', 0, 0));
	assert_null(text(helper_strchr, string(longer), 0, 0, 0));
	assert_null(text(helper_strrchr, string(longer), 'X', 0, 0));
	assert_int_equal(number(helper_index, string(longer), string("hi"), 0, 0), -1);
	assert_string_equal(text(helper_toupper, string(longer), 0, 0, 0), "ABCDEFG");
	assert_string_equal(text(helper_substr, string(longer), 0, 0, 0), "abcdefg");
	assert_string_equal(text(helper_substr, string(longer), 4, 0, 0), "efgh");
	assert_string_equal(text(helper_cleanpath, string(longer), 0, 0, 0), "abcdefg");
	assert_string_equal(text(helper_basename, string(longer), 0, 0, 0), "abcdefg");
	assert_string_equal(text(helper_lltostr, 255, 2, 0, 0), "1111111");
	assert_string_equal(text(helper_strtok, string(longer), string("x"), 0, 0), "abcdefg");
	assert_string_equal(text(helper_strtok, string(NULL), string("x"), 0, 0), "h");
	assert_null(text(helper_strtok, string(NULL), string("x"), 0, 0));
	assert_string_equal(text(helper_strjoin, string("abc"), string("defg"), 0, 0), "abcdefg");
	check_fault(helper_strjoin, FAULT_NOSCRATCH, string("abc"), string("defgh"), 0, 0);
	check_fault(helper_strjoin, FAULT_NOSCRATCH, string(longer), string(""), 0, 0);
	end();

	begin(1);
	assert_string_equal(text(helper_toupper, string("abc"), 0, 0, 0), "");
	assert_string_equal(text(helper_strjoin, string(""), string(""), 0, 0), "");
	assert_string_equal(text(helper_strtok, string("abc"), string(""), 0, 0), "");
	assert_string_equal(text(helper_cleanpath, string("/a"), 0, 0, 0), "");
	end();
}

static void test_copies(void **state)
{
	(void)state;
	begin(256);
	assert_string_equal(text(helper_strjoin, string("foo"), string("bar"), 0, 0), "foobar");
	assert_string_equal(text(helper_strjoin, string(""), string("bar"), 0, 0), "bar");
	assert_string_equal(text(helper_toupper, string("@aZ[`z{\xe9"), 0, 0, 0), "@AZ[`Z{\xe9");
	assert_string_equal(text(helper_tolower, string("@AZ[`z{\xc9"), 0, 0, 0), "@az[`z{\xc9");
	assert_string_equal(text(helper_substr, string("foobar"), (uint64_t)-3, 2, 1), "ba");
	assert_string_equal(text(helper_substr, string("foobar"), (uint64_t)-3, 2, 0), "bar");
	assert_string_equal(text(helper_basename, string("/a/b/"), 0, 0, 0), "b");
	assert_string_equal(text(helper_basename, string(""), 0, 0, 0), ".");
	assert_string_equal(text(helper_dirname, string("/a/b/"), 0, 0, 0), "/a");
	assert_string_equal(text(helper_cleanpath, string("/a/../b"), 0, 0, 0), "/b");
	assert_string_equal(text(helper_cleanpath, string(""), 0, 0, 0), "");

	/* Each takes of scratch memory what it needs. */
	run->scratch.used = 0;
	text(helper_cleanpath, string("/a/../b"), 0, 0, 0);
	assert_int_equal(run->scratch.used, 3);
	text(helper_strjoin, string("foo"), string("bar"), 0, 0);
	assert_int_equal(run->scratch.used, 8 + 7);
	end();
}

static void test_numbers(void **state)
{
	(void)state;
	begin(256);
	assert_string_equal(text(helper_lltostr, (uint64_t)-1, 10, 0, 0), "-1");
	assert_string_equal(text(helper_lltostr, (uint64_t)-1, 16, 0, 0), "0xffffffffffffffff");
	assert_string_equal(text(helper_lltostr, 35, 36, 0, 0), "z");
	assert_int_equal(number(helper_strtoll, string(" -12x"), 10, 0, 0), -12);
	assert_int_equal(number(helper_strtoll, string("0xff"), 16, 0, 0), 255);
	for (int base = -1; base <= 1; base++) {
		check_fault(helper_lltostr, FAULT_ILLOP, 1, (uint64_t)base, 0, 0);
		check_fault(helper_strtoll, FAULT_ILLOP, string("1"), (uint64_t)base, 0, 0);
	}
	check_fault(helper_lltostr, FAULT_ILLOP, 1, 37, 0, 0);
	check_fault(helper_strtoll, FAULT_ILLOP, string("1"), 37, 0, 0);
	check_fault(helper_strtoll, FAULT_ILLOP, string("1"), UINT64_MAX << 31, 0, 0);
	end();
}

static void test_json(void **state)
{
	(void)state;
	begin(256);
	assert_string_equal(text(helper_json, string("{\"a\":[1,2]}"), string("a[1]"), 0, 0), "2");

	/* The copy of the selector was given back. */
	assert_int_equal(run->scratch.used, 2);
	assert_null(text(helper_json, string("{\"a\":[1,2]}"), string("b"), 0, 0));
	assert_string_equal(text(helper_json, string("{\"a\":\"\"}"), string("a"), 0, 0), "");
	end();
}

/* The state of strtok() is its own: neither the string nor scratch memory need remain. */
static void test_strtok(void **state)
{
	char variable[] = "  one two;three ";
	const char *token;

	(void)state;
	begin(256);
	assert_null(text(helper_strtok, string(NULL), string(" "), 0, 0));
	token = text(helper_strtok, string(variable), string(" "), 0, 0);
	assert_string_equal(token, "one");
	memset(variable, 'x', sizeof(variable) - 1);
	memset(run->scratch.base, 'x', SCRATCH_SIZE);
	assert_string_equal(text(helper_strtok, string(NULL), string(" ;"), 0, 0), "two");
	assert_string_equal(text(helper_strtok, string(NULL), string("e"), 0, 0), ";thr");
	assert_string_equal(text(helper_strtok, string(NULL), string(""), 0, 0), "ee ");
	assert_null(text(helper_strtok, string(NULL), string(" "), 0, 0));
	assert_null(text(helper_strtok, string(NULL), string(" "), 0, 0));
	assert_null(text(helper_strtok, string(";;"), string(" ;"), 0, 0));
	assert_null(text(helper_strtok, string(""), string(" ;"), 0, 0));

	/* Another string replaces what was left. */
	assert_string_equal(text(helper_strtok, string("a b"), string(" "), 0, 0), "a");
	assert_string_equal(text(helper_strtok, string("c d"), string(" "), 0, 0), "c");
	assert_string_equal(text(helper_strtok, string(NULL), string(" "), 0, 0), "d");

	/* Also the empty one, which is not NULL. */
	assert_string_equal(text(helper_strtok, string("a b"), string(" "), 0, 0), "a");
	assert_null(text(helper_strtok, string(""), string(" "), 0, 0));
	assert_null(text(helper_strtok, string(NULL), string(" "), 0, 0));
	end();
}

static void test_no_scratch(void **state)
{
	(void)state;
	begin(256);
	run->scratch.size = 4;
	check_fault(helper_strjoin, FAULT_NOSCRATCH, string("ab"), string("cd"), 0, 0);
	check_fault(helper_substr, FAULT_NOSCRATCH, string("abcd"), 0, 0, 0);
	check_fault(helper_toupper, FAULT_NOSCRATCH, string("abcd"), 0, 0, 0);
	check_fault(helper_lltostr, FAULT_NOSCRATCH, 1000, 10, 0, 0);
	check_fault(helper_basename, FAULT_NOSCRATCH, string("abcd"), 0, 0, 0);
	check_fault(helper_cleanpath, FAULT_NOSCRATCH, string("abcd"), 0, 0, 0);
	check_fault(helper_json, FAULT_NOSCRATCH, string("[1]"), string("0000"), 0, 0);
	assert_string_equal(text(helper_substr, string("abcd"), 1, 0, 0), "bcd");

	/* strtok() has not moved on when there was no room. */
	run->scratch.used = 0;
	check_fault(helper_strtok, FAULT_NOSCRATCH, string("long a b"), string(" "), 0, 0);
	assert_null(text(helper_strtok, string(NULL), string(" "), 0, 0));
	end();
}

/* The address, in scratch memory, of bytes that a program has put there. */
static uint64_t address_of(const uint8_t *bytes, size_t size)
{
	uint8_t *copy = scratch_allocate(run, size);

	assert_non_null(copy);
	memcpy(copy, bytes, size);
	return scratch_address(run, copy);
}

static void test_inet(void **state)
{
	static const uint8_t four[4] = {10, 0, 200, 1};
	static const uint8_t mapped[16] = {[10] = 0xff, 0xff, 10, 0, 200, 1};
	static const uint8_t local[16] = {0xfe, 0x80, [15] = 1};
	static const struct probe_context nobody;

	(void)state;
	begin(256);
	run->context = &nobody;
	uint64_t at = address_of(four, sizeof(four));

	assert_string_equal(text(helper_inet_ntoa, at, 0, 0, 0), "10.0.200.1");
	assert_string_equal(text(helper_inet_ntop, 2, at, 0, 0), "10.0.200.1");
	check_fault(helper_inet_ntop, FAULT_ILLOP, 0, at, 0, 0);
	check_fault(helper_inet_ntop, FAULT_ILLOP, 10, at, 0, 0);
	at = address_of(mapped, sizeof(mapped));
	assert_string_equal(text(helper_inet_ntoa6, at, 0, 0, 0), "10.0.200.1");
	assert_string_equal(text(helper_inet_ntop, 26, at, 0, 0), "::ffff:10.0.200.1");
	at = address_of(local, sizeof(local));
	assert_string_equal(text(helper_inet_ntoa6, at, 0, 0, 0), "fe80::1");
	assert_string_equal(text(helper_inet_ntop, 26, at, 0, 0), "fe80::1");

	/* An address that is not there: NULL, here without a guest. */
	check_fault(helper_inet_ntoa, FAULT_BADADDR, 0, 0, 0, 0);
	check_fault(helper_inet_ntoa6, FAULT_BADADDR, 0, 0, 0, 0);
	check_fault(helper_inet_ntop, FAULT_BADADDR, 26, 0, 0, 0);
	end();

	begin(8);
	run->context = &nobody;
	at = address_of(four, sizeof(four));
	assert_string_equal(text(helper_inet_ntoa, at, 0, 0, 0), "10.0.20");
	end();
}

/* Every bit moves, and each CPU has numbers of its own. */
static void test_rand(void **state)
{
	uint64_t ones = 0, zeros = 0, previous = 0;

	(void)state;
	begin(256);
	cpu.random = 1;
	for (int i = 0; i < 1000; i++) {
		uint64_t random = number(helper_rand, 0, 0, 0, 0);

		assert_int_not_equal(random, previous);
		previous = random;
		ones |= random;
		zeros |= ~random;
	}
	assert_int_equal(ones, UINT64_MAX);
	assert_int_equal(zeros, UINT64_MAX);
	end();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_null),	cmocka_unit_test(test_search),
		cmocka_unit_test(test_strsize), cmocka_unit_test(test_copies),
		cmocka_unit_test(test_numbers), cmocka_unit_test(test_json),
		cmocka_unit_test(test_strtok),	cmocka_unit_test(test_no_scratch),
		cmocka_unit_test(test_inet),	cmocka_unit_test(test_rand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
