/* SPDX-License-Identifier: BSD-2-Clause */
/* The ring of bytes, against a queue that does not wrap. */
#include "vmm/ring.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The bytes are as many as the size, so that ASan sees one beyond. */
static struct ring make(size_t size, size_t start)
{
	struct ring ring = {.bytes = malloc(size), .size = size, .head = start, .tail = start};

	assert_non_null(ring.bytes);
	return ring;
}

static void check_take(struct ring *ring, const char *expected)
{
	for (; *expected; expected++) {
		char byte = 0;

		assert_true(ring_take(ring, &byte));
		assert_int_equal(byte, *expected);
	}
}

static void test_empty(void **state)
{
	struct ring ring = make(8, 0);
	char byte = 'x';

	(void)state;
	assert_int_equal(ring_used(&ring), 0);
	assert_int_equal(ring_room(&ring), 8);
	assert_false(ring_take(&ring, &byte));
	assert_int_equal(byte, 'x');
	assert_int_equal(ring_put(&ring, NULL, 0), 0);
	assert_int_equal(ring_used(&ring), 0);
	free(ring.bytes);
}

static void test_full(void **state)
{
	struct ring ring = make(8, 0);
	char byte;

	(void)state;
	assert_int_equal(ring_put(&ring, "abcdefgh", 8), 8);
	assert_int_equal(ring_room(&ring), 0);
	assert_int_equal(ring_put(&ring, "i", 1), 0);
	check_take(&ring, "abc");
	/* as many as find room */
	assert_int_equal(ring_put(&ring, "ijklm", 5), 3);
	assert_int_equal(ring_used(&ring), 8);
	check_take(&ring, "defghijk");
	assert_false(ring_take(&ring, &byte));
	assert_int_equal(ring_put(&ring, "0123456789", 10), 8);
	check_take(&ring, "01234567");
	free(ring.bytes);
}

static void test_one_byte(void **state)
{
	struct ring ring = make(1, 0);

	(void)state;
	for (unsigned int i = 0; i < 5; i++) {
		assert_int_equal(ring_put(&ring, "ab", 2), 1);
		assert_int_equal(ring_put(&ring, "c", 1), 0);
		check_take(&ring, "a");
	}
	free(ring.bytes);
}

static void random_run(size_t size, size_t start)
{
	enum { STEPS = 20000, MOST = 100 };
	struct ring ring = make(size, start);
	uint64_t random = 88172645463325252ull + size;
	unsigned char next_in = 0;
	unsigned char next_out = 0;
	size_t used = 0;

	for (unsigned int step = 0; step < STEPS; step++) {
		random ^= random << 13;
		random ^= random >> 7;
		random ^= random << 17;
		size_t count = random >> 8 & 63;

		if (random & 1) {
			/* exactly as long as what is put */
			char *bytes = malloc(count + 1);

			for (size_t i = 0; i < count; i++)
				bytes[i] = (char)(unsigned char)(next_in + i);

			size_t put = ring_put(&ring, bytes, count);

			free(bytes);
			assert_int_equal(put, count < size - used ? count : size - used);
			next_in = (unsigned char)(next_in + put);
			used += put;
		} else {
			for (size_t i = 0; i < count; i++) {
				char byte;

				assert_int_equal(ring_take(&ring, &byte), used > 0);
				if (!used)
					break;
				assert_int_equal((unsigned char)byte, next_out++);
				used--;
			}
		}
		assert_int_equal(ring_used(&ring), used);
		assert_int_equal(ring_room(&ring), size - used);
	}
	free(ring.bytes);
}

static void test_random(void **state)
{
	(void)state;
	random_run(1, 0);
	random_run(2, 0);
	random_run(64, 0);
	random_run(1024, 0);
}

/* Head and tail run free; nothing happens when they pass the end of their type. */
static void test_counters_wrap(void **state)
{
	(void)state;
	random_run(64, SIZE_MAX - 100);
	random_run(1, SIZE_MAX);

	struct ring ring = make(8, SIZE_MAX - 2);

	assert_int_equal(ring_put(&ring, "abcdefgh", 8), 8);
	assert_int_equal(ring.tail, 5);
	assert_int_equal(ring_room(&ring), 0);
	check_take(&ring, "abcdefgh");
	free(ring.bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_empty),	      cmocka_unit_test(test_full),
		cmocka_unit_test(test_one_byte),      cmocka_unit_test(test_random),
		cmocka_unit_test(test_counters_wrap),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
