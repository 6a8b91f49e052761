/* SPDX-License-Identifier: BSD-2-Clause */
/* The principal buffer: order, wrapping, drops, and what is kept for END. */
#include "trace/buffer.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { HEADER = sizeof(struct record) };

static struct buffer make(uint32_t size)
{
	struct buffer buffer;

	buffer_init(&buffer, size ? aligned_alloc(RECORD_ALIGN, size) : NULL, size, false);
	return buffer;
}

/* A record of so many bytes, numbered in its epid and filled with the number. */
static bool put(struct buffer *buffer, uint32_t bytes, uint32_t number)
{
	struct record *record = buffer_reserve(buffer, bytes, 0);

	if (!record)
		return false;
	record->bytes = bytes;
	record->epid = number;
	record->time = number;
	memset(record + 1, (int)number, bytes - HEADER);
	buffer_commit(buffer, record);
	return true;
}

static void expect(struct buffer *buffer, uint32_t bytes, uint32_t number)
{
	const struct record *record = buffer_peek(buffer);

	assert_non_null(record);
	assert_int_equal(record->bytes, bytes);
	assert_int_equal(record->epid, number);
	for (uint32_t i = HEADER; i < bytes; i++)
		assert_int_equal(((const uint8_t *)record)[i], (uint8_t)number);
	buffer_release(buffer, record);
}

static void test_order(void **state)
{
	struct buffer buffer = make(256);

	(void)state;
	assert_true(buffer_is_empty(&buffer));
	assert_null(buffer_peek(&buffer));
	assert_true(put(&buffer, 16, 1));
	assert_true(put(&buffer, 40, 2));
	assert_true(put(&buffer, 16, 3));
	assert_false(buffer_is_empty(&buffer));
	expect(&buffer, 16, 1);
	expect(&buffer, 40, 2);
	expect(&buffer, 16, 3);
	assert_true(buffer_is_empty(&buffer));
	free(buffer.data);
}

/* A record that is reserved, but not committed, is not there; and a smaller one may be committed.
 */
static void test_commit(void **state)
{
	struct buffer buffer = make(128);
	struct record *record = buffer_reserve(&buffer, 96, 0);

	(void)state;
	assert_non_null(record);
	assert_null(buffer_peek(&buffer));
	assert_ptr_equal(buffer_reserve(&buffer, 96, 0), record);
	assert_true(put(&buffer, 16, 1));
	assert_true(put(&buffer, 96, 2));
	assert_false(put(&buffer, 16, 3));
	expect(&buffer, 16, 1);
	expect(&buffer, 96, 2);
	free(buffer.data);
}

/* All sequences of sizes that a small generator makes: what is not refused comes out once, whole
 * and in order. */
static void test_wrapping(void **state)
{
	uint32_t random = 1;

	(void)state;
	for (uint32_t size = 64; size <= 512; size += 8) {
		struct buffer buffer = make(size);
		uint32_t sizes[64];
		uint32_t oldest = 0;
		uint32_t next = 0;
		uint32_t dropped = 0;

		for (int step = 0; step < 4000; step++) {
			random = random * 1664525 + 1013904223;

			uint32_t bytes = HEADER + (random >> 16) % 8 * 8;

			if (random >> 31) {
				if (next - oldest < 64 && put(&buffer, bytes, next))
					sizes[next++ % 64] = bytes;
				else
					dropped++;
			} else if (next != oldest) {
				expect(&buffer, sizes[oldest % 64], oldest);
				oldest++;
			} else {
				assert_null(buffer_peek(&buffer));
			}
		}
		assert_true(next > 500);
		assert_true(dropped > 0);
		while (oldest != next) {
			expect(&buffer, sizes[oldest % 64], oldest);
			oldest++;
		}
		free(buffer.data);
	}
}

static void test_too_large(void **state)
{
	struct buffer buffer = make(64);
	struct buffer none = make(0);

	(void)state;
	assert_null(buffer_reserve(&buffer, 64, 0)); /* full would look like empty */
	assert_non_null(buffer_reserve(&buffer, 56, 0));
	assert_null(buffer_reserve(&buffer, UINT32_MAX, UINT32_MAX));
	assert_null(buffer_reserve(&none, 16, 0));
	assert_null(buffer_peek(&none));
	free(buffer.data);
}

/* However full the others make it, the spared bytes can be reserved by the one that they are kept
 * for. */
static void test_spare(void **state)
{
	enum { SPARE = 48 };
	uint32_t random = 7;

	(void)state;
	for (uint32_t size = 128; size <= 256; size += 8) {
		struct buffer buffer = make(size);

		for (int step = 0; step < 2000; step++) {
			random = random * 1664525 + 1013904223;

			uint32_t bytes = HEADER + (random >> 16) % 4 * 8;
			struct record *record = buffer_reserve(&buffer, bytes, SPARE);
			const struct record *old;

			if (record) {
				record->bytes = bytes;
				buffer_commit(&buffer, record);
			}
			assert_non_null(buffer_reserve(&buffer, SPARE, 0));
			if (random >> 31 && (old = buffer_peek(&buffer)) != NULL)
				buffer_release(&buffer, old);
		}
		free(buffer.data);
	}
}

/* The newest records remain, as many as fit, whatever their sizes. */
static void test_ring(void **state)
{
	static const uint32_t sizes[] = {16, 40, 24, 64, 16, 32};
	enum { SIZES = sizeof(sizes) / sizeof(sizes[0]), RECORDS = 1000 };

	(void)state;
	for (uint32_t size = 72; size < 400; size += 8) {
		struct buffer buffer = make(size);
		uint32_t bytes = 0;
		uint32_t first;

		buffer.ring = true;
		for (uint32_t i = 1; i <= RECORDS; i++)
			assert_true(put(&buffer, sizes[i % SIZES], i));
		first = buffer_peek(&buffer)->epid;
		for (uint32_t i = first; i <= RECORDS; i++) {
			bytes += sizes[i % SIZES];
			expect(&buffer, sizes[i % SIZES], i);
		}
		assert_true(buffer_is_empty(&buffer));
		/* What is lost: the oldest one that did not fit, and the end that was left free. */
		assert_true(bytes + sizes[(first - 1) % SIZES] + 64 >= size - 8);
		assert_false(put(&buffer, size + 8, 1));
		free(buffer.data);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ring),	  cmocka_unit_test(test_order),
		cmocka_unit_test(test_commit),	  cmocka_unit_test(test_wrapping),
		cmocka_unit_test(test_too_large), cmocka_unit_test(test_spare),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
