/* SPDX-License-Identifier: BSD-2-Clause */
/* Scratch memory, the NULL string, and string variables. */
#include "trace/scratch.h"
#include "trace/string_variable.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { STRSIZE = 12, SLOT = 16, SLOTS = 3 };

struct fixture {
	struct object_header header;
	struct object_image image;
	char *slots; /* in heap blocks of just their size */
	char *locals;
	struct trace_run run;
};

static struct fixture *begin(uint32_t strsize)
{
	struct fixture *fixture = calloc(1, sizeof(*fixture));
	const uint32_t slot = object_string_slot(strsize);

	fixture->header.global_strings = SLOTS;
	fixture->header.local_strings = SLOTS;
	fixture->image.header = &fixture->header;
	fixture->slots = calloc(SLOTS, slot);
	fixture->locals = calloc(SLOTS, slot);
	fixture->run.image = &fixture->image;
	fixture->run.strsize = strsize;
	fixture->run.areas[AREA_GLOBAL_STRINGS] = (uintptr_t)fixture->slots;
	fixture->run.areas[AREA_LOCAL_STRINGS] = (uintptr_t)fixture->locals;
	fixture->run.scratch.size = 64;
	fixture->run.scratch.base = malloc(fixture->run.scratch.size);
	return fixture;
}

static void end(struct fixture *fixture)
{
	free(fixture->slots);
	free(fixture->locals);
	free(fixture->run.scratch.base);
	free(fixture);
}

static void test_scratch(void **state)
{
	struct fixture *fixture = begin(STRSIZE);
	struct trace_run *run = &fixture->run;

	(void)state;
	uint8_t *first = scratch_allocate(run, 3);
	uint8_t *second = scratch_allocate(run, 40);

	assert_ptr_equal(first, run->scratch.base);
	assert_ptr_equal(second, first + 8);
	assert_int_equal(scratch_address(run, second + 1), 0x8000000000000009);
	assert_null(scratch_allocate(run, 17));
	assert_int_equal(run->fault.kind, FAULT_NOSCRATCH);
	assert_int_equal(run->fault.address, 0);
	assert_null(scratch_allocate(run, SIZE_MAX));
	assert_non_null(scratch_allocate(run, 16));
	assert_ptr_equal(scratch_allocate(run, 0), first + 64);
	assert_null(scratch_allocate(run, 1));

	/* What was asked for and not needed. */
	scratch_shrink(run, second, 5);
	assert_ptr_equal(scratch_allocate(run, 48), second + 8);
	assert_null(scratch_allocate(run, 1));
	end(fixture);
}

static void test_no_scratch(void **state)
{
	struct trace_run run = {0};

	(void)state;
	assert_null(scratch_allocate(&run, 1));
	assert_int_equal(run.fault.kind, FAULT_NOSCRATCH);
}

static void test_string_variables(void **state)
{
	struct fixture *fixture = begin(STRSIZE);
	const struct trace_run *run = &fixture->run;
	char *slot = fixture->slots + SLOT;

	(void)state;
	string_store(run, slot, "hello");
	assert_string_equal(slot, "hello");
	string_store(run, slot, "elevenchars");
	assert_string_equal(slot, "elevenchars");
	string_store(run, slot, "twelve chars and more");
	assert_string_equal(slot, "twelve char");
	string_store(run, slot, slot);
	assert_string_equal(slot, "twelve char");
	string_store(run, slot, slot + 7);
	assert_string_equal(slot, "char");
	string_store(run, fixture->locals, slot);
	assert_string_equal(fixture->locals, "char");
	string_store(run, fixture->locals + (size_t)2 * SLOT, "last");

	/* The neighbours are as they were. */
	for (int i = 0; i < SLOT; i++) {
		assert_int_equal(fixture->slots[i], 0);
		assert_int_equal(fixture->slots[2 * SLOT + i], 0);
	}
	string_clear_locals(run);
	for (int i = 0; i < SLOTS; i++)
		assert_string_equal(fixture->locals + (size_t)i * SLOT, "");
	assert_string_equal(slot, "char");
	end(fixture);
}

static void check_null(uint32_t strsize)
{
	struct fixture *fixture = begin(strsize);
	const struct trace_run *run = &fixture->run;
	const size_t slot = object_string_slot(strsize);
	char *last = fixture->slots + 2 * slot;

	assert_true(run_is_null_string(run, run_null_string));
	assert_string_equal(run_null_string, "");
	assert_false(run_is_null_string(run, ""));
	assert_false(run_is_null_string(run, "x"));
	assert_false(run_is_null_string(run, "\0\xff")); /* no variable */

	/* A variable is empty at first; NULL is passed on. */
	assert_false(run_is_null_string(run, last));
	string_store(run, last, run_null_string);
	assert_string_equal(last, "");
	assert_true(run_is_null_string(run, last));
	assert_false(run_is_null_string(run, fixture->slots));
	string_store(run, fixture->locals, last);
	assert_true(run_is_null_string(run, fixture->locals));
	string_store(run, fixture->locals, fixture->locals);
	assert_true(run_is_null_string(run, fixture->locals));
	string_clear_locals(run);
	assert_false(run_is_null_string(run, fixture->locals));

	/* And is gone with the next assignment, of "" too. */
	string_store(run, last, "");
	assert_false(run_is_null_string(run, last));
	string_store(run, last, run_null_string);
	string_store(run, last, "abc");
	assert_false(run_is_null_string(run, last));
	assert_int_equal(strlen(last), strsize > 3 ? 3 : strsize - 1);

	/* Only at its beginning is a variable one. */
	if (slot > 8) {
		string_store(run, last, "1234567");
		last[8] = '\0';
		last[9] = (char)0xff;
		assert_false(run_is_null_string(run, last + 8));
	}
	end(fixture);
}

static void test_null(void **state)
{
	(void)state;
	check_null(1);
	check_null(2);
	check_null(8);
	check_null(9);
	check_null(256);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_scratch),
		cmocka_unit_test(test_no_scratch),
		cmocka_unit_test(test_string_variables),
		cmocka_unit_test(test_null),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
