/* SPDX-License-Identifier: BSD-2-Clause */
#include "boot/span_list.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

enum { CAPACITY = 4 };

static struct span spans[CAPACITY];

static struct span_list empty_list(void)
{
	return (struct span_list){.spans = spans, .capacity = CAPACITY};
}

static void test_sorts(void **state)
{
	struct span_list list = empty_list();

	(void)state;
	assert_true(span_list_add(&list, 50, 10));
	assert_true(span_list_add(&list, 10, 10));
	assert_true(span_list_add(&list, 30, 10));
	assert_true(span_list_add(&list, 0, 0));
	assert_int_equal(list.count, 3);
	for (uint32_t i = 0; i < 3; i++) {
		assert_int_equal(spans[i].base, 10 + 20 * i);
		assert_int_equal(spans[i].size, 10);
	}
	assert_int_equal(span_list_bytes(&list), 30);
}

static void test_joins(void **state)
{
	struct span_list list = empty_list();

	(void)state;
	assert_true(span_list_add(&list, 10, 10));
	assert_true(span_list_add(&list, 30, 10));
	assert_true(span_list_add(&list, 50, 10));
	assert_true(span_list_add(&list, 70, 10));
	assert_true(span_list_add(&list, 20, 10)); /* touches both neighbours */
	assert_int_equal(list.count, 3);
	assert_int_equal(spans[0].base, 10);
	assert_int_equal(spans[0].size, 30);
	assert_int_equal(spans[2].base, 70);
	assert_true(span_list_add(&list, 12, 3)); /* inside */
	assert_int_equal(list.count, 3);
	assert_int_equal(span_list_bytes(&list), 50);
	assert_true(span_list_add(&list, 5, 100)); /* around all */
	assert_int_equal(list.count, 1);
	assert_int_equal(spans[0].base, 5);
	assert_int_equal(spans[0].size, 100);
}

static void test_full(void **state)
{
	struct span_list list = empty_list();

	(void)state;
	for (uint64_t i = 0; i < CAPACITY; i++)
		assert_true(span_list_add(&list, 100 * i, 10));
	assert_false(span_list_add(&list, 50, 10));
	assert_int_equal(list.count, CAPACITY);
	assert_int_equal(span_list_bytes(&list), 40);
	assert_true(span_list_add(&list, 110, 10)); /* needs no room */
	assert_int_equal(span_list_bytes(&list), 50);
}

static void test_ends_of_the_address_space(void **state)
{
	struct span_list list = empty_list();

	(void)state;
	assert_false(span_list_add(&list, UINT64_MAX - 9, 11));
	assert_false(span_list_add(&list, 1, UINT64_MAX));
	assert_int_equal(list.count, 0);
	assert_true(span_list_add(&list, UINT64_MAX - 10, 10));
	assert_true(span_list_add(&list, 0, 10));
	assert_int_equal(list.count, 2);
}

/* Against a map of the bytes themselves. */
static void test_random(void **state)
{
	enum { BYTES = 64 };
	uint32_t random = 1;

	(void)state;
	for (unsigned int round = 0; round < 2000; round++) {
		struct span many[BYTES];
		struct span_list list = {.spans = many, .capacity = BYTES};
		uint8_t wanted[BYTES] = {0};
		uint8_t got[BYTES] = {0};

		for (unsigned int i = 0; i < 12; i++) {
			random = random * 1664525 + 1013904223;

			uint64_t base = (random >> 8) % (BYTES - 8);
			uint64_t size = (random >> 24) % 8;

			assert_true(span_list_add(&list, base, size));
			memset(wanted + base, 1, size);
		}
		for (uint32_t i = 0; i < list.count; i++) {
			assert_true(i == 0 || many[i].base > many[i - 1].base + many[i - 1].size);
			memset(got + many[i].base, 1, many[i].size);
		}
		assert_memory_equal(got, wanted, BYTES);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sorts),  cmocka_unit_test(test_joins),
		cmocka_unit_test(test_full),   cmocka_unit_test(test_ends_of_the_address_space),
		cmocka_unit_test(test_random),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
