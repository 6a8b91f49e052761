/* SPDX-License-Identifier: BSD-2-Clause */
/* The verifier's arithmetic with ranges is sound: whatever numbers it starts from, the result is in
 * range. */
#include "trace/bpf_alu.h"
#include "trace/verify_range.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>

#include <cmocka.h>

enum { ROUNDS = 300000 };

static uint64_t seed = 88172645463325252ull;

/* xorshift64: the same numbers in every run */
static uint64_t random64(void)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return seed;
}

/* Numbers near the places where something happens. */
static uint64_t interesting(void)
{
	static const uint64_t edges[] = {
		0,
		1,
		31,
		32,
		63,
		64,
		0x7f,
		0x80,
		0xff,
		0x7fff,
		0x8000,
		0xffff,
		INT32_MAX,
		0x80000000,
		UINT32_MAX,
		0x100000000,
		INT64_MAX,
		1ull << 63,
		UINT64_MAX,
		-32768ull,
		-128ull,
		1ull << 32,
		-0x80000000ull,
	};

	switch (random64() % 4) {
	case 0:
		return random64() >> random64() % 64;
	case 1:
		return 0 - (random64() >> random64() % 64);
	default:
		return edges[random64() % (sizeof(edges) / sizeof(edges[0]))] + random64() % 5 - 2;
	}
}

/* One of first, first + 1, ..., last, around zero if need be; often one of the ends. */
static uint64_t between(uint64_t first, uint64_t last)
{
	uint64_t count = last - first + 1; /* 0: all there are */

	switch (random64() % 4) {
	case 0:
		return first;
	case 1:
		return last;
	default:
		return first + (count ? random64() % count : random64());
	}
}

/* A range and a number in it. */
static struct range random_range(uint64_t *member)
{
	uint64_t a = interesting();
	uint64_t b = random64() % 3 == 0 ? interesting() : a + random64() % 9;
	struct range range;

	switch (random64() % 5) {
	case 0:
		*member = a;
		return range_constant(a);
	case 1:
		*member = a;
		return range_union(range_constant(a), range_constant(b));
	case 2:
		range = a <= b ? range_unsigned(a, b) : range_unsigned(b, a);
		*member = between(range.umin, range.umax);
		return range;
	case 3:
		range = (int64_t)a <= (int64_t)b ? range_signed((int64_t)a, (int64_t)b)
						 : range_signed((int64_t)b, (int64_t)a);
		*member = between((uint64_t)range.smin, (uint64_t)range.smax);
		return range;
	default:
		*member = a;
		return range_any();
	}
}

static bool contains(const struct range *range, uint64_t value)
{
	return (int64_t)value >= range->smin && (int64_t)value <= range->smax &&
	       value >= range->umin && value <= range->umax;
}

static void check(const char *what, unsigned int op, bool wide, int offset, uint64_t a, uint64_t b,
		  const struct range *result, uint64_t value)
{
	if (!contains(result, value))
		fail_msg("%s 0x%02x wide %d offset %d: 0x%llx, 0x%llx gives 0x%llx, outside "
			 "%lld..%lld, 0x%llx..0x%llx",
			 what, op, wide, offset, (unsigned long long)a, (unsigned long long)b,
			 (unsigned long long)value, (long long)result->smin,
			 (long long)result->smax, (unsigned long long)result->umin,
			 (unsigned long long)result->umax);
}

static void test_random_ranges_hold_their_member(void **state)
{
	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		uint64_t a;
		struct range range = random_range(&a);

		check("range", 0, true, 0, a, a, &range, a);
	}
}

static void test_alu(void **state)
{
	static const int offsets[] = {0, 8, 16, 32};

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		uint64_t a;
		uint64_t b;
		struct range range_a = random_range(&a);
		struct range range_b = random_range(&b);

		for (unsigned int op = BPF_ADD; op < BPF_END; op += BPF_SUB) {
			bool wide = random64() % 2;
			int offset = 0;

			if (op == BPF_DIV || op == BPF_MOD)
				offset = (int)(random64() % 2);
			if (op == BPF_MOV)
				offset = offsets[random64() % (wide ? 4 : 3)];

			uint64_t value = wide ? bpf_alu64(op, a, b, offset)
					      : bpf_alu32(op, (uint32_t)a, (uint32_t)b, offset);
			struct range result = range_alu(op, wide, range_a, range_b, offset);

			check("alu", op, wide, offset, a, b, &result, value);
		}
	}
}

static void test_swap(void **state)
{
	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		uint64_t a;
		struct range range = random_range(&a);
		int width = 16 << random64() % 3;
		bool swaps = random64() % 2;
		struct range result = range_swap(range, width, swaps);

		check("swap", (unsigned int)width, swaps, 0, a, 0, &result,
		      swaps ? bpf_swap(a, width) : bpf_truncate(a, width));
	}
}

static void test_jumps(void **state)
{
	static const enum bpf_jump_op ops[] = {BPF_JEQ, BPF_JGT,  BPF_JGE,  BPF_JSET,
					       BPF_JNE, BPF_JSGT, BPF_JSGE, BPF_JLT,
					       BPF_JLE, BPF_JSLT, BPF_JSLE};

	(void)state;
	for (int i = 0; i < ROUNDS; i++) {
		uint64_t a;
		uint64_t b;
		struct range range_a = random_range(&a);
		struct range range_b = random_range(&b);

		for (size_t j = 0; j < sizeof(ops) / sizeof(ops[0]); j++) {
			bool wide = random64() % 2;
			bool holds = wide ? bpf_compare(ops[j], a, b)
					  : bpf_compare(ops[j], bpf_sign_extend(a, 32),
							bpf_sign_extend(b, 32));
			struct range after_a = range_a;
			struct range after_b = range_b;

			if (!range_assume(ops[j], wide, holds, &after_a, &after_b))
				fail_msg("jump 0x%02x wide %d: 0x%llx, 0x%llx cannot be", ops[j],
					 wide, (unsigned long long)a, (unsigned long long)b);
			check("jump", ops[j], wide, holds, a, b, &after_a, a);
			check("jump", ops[j], wide, holds, a, b, &after_b, b);
		}
	}
}

/* Soundness alone would allow knowing nothing: what compiled programs rely on is known exactly. */
static void test_precision(void **state)
{
	const struct range index = range_unsigned(0, 63);
	struct range result = range_alu(BPF_AND, true, range_any(), range_constant(63), 0);

	(void)state;
	assert_true(result.smin == 0 && result.smax == 63 && result.umax == 63);
	result = range_alu(BPF_LSH, true, index, range_constant(3), 0);
	assert_true(result.smin == 0 && result.smax == 504);
	result = range_alu(BPF_MUL, false, index, range_constant(24), 0);
	assert_true(result.smin == 0 && result.smax == INT64_C(63) * 24);
	result = range_alu(BPF_MOD, true, range_any(), range_constant(10), 0);
	assert_true(result.smin == 0 && result.smax == 9);
	result = range_alu(BPF_RSH, true, range_any(), range_constant(60), 0);
	assert_true(result.smin == 0 && result.smax == 15);
	result = range_alu(BPF_SUB, true, index, range_constant(64), 0);
	assert_true(result.smin == -64 && result.smax == -1);
	result = range_alu(BPF_ADD, true, result, range_constant(64), 0);
	assert_true(result.smin == 0 && result.smax == 63 && result.umax == 63);
	result = range_alu(BPF_ARSH, true, range_signed(-16, 15), range_constant(2), 0);
	assert_true(result.smin == -4 && result.smax == 3);
	result = range_alu(BPF_DIV, true, range_unsigned(10, 20), range_constant(5), 0);
	assert_true(result.smin == 2 && result.smax == 4);
	result = range_alu(BPF_MOV, true, range_any(), range_any(), 8);
	assert_true(result.smin == -128 && result.smax == 127);

	struct range a = range_any();
	struct range b = range_constant(5);

	assert_true(range_assume(BPF_JLT, true, true, &a, &b));
	assert_true(a.umin == 0 && a.umax == 4 && a.smin == 0 && a.smax == 4);
	a = range_unsigned(5, 9);
	assert_false(range_assume(BPF_JLT, true, true, &a, &b));
	a = b = range_constant(5);
	assert_false(range_assume(BPF_JNE, true, true, &a, &b));
	a = range_unsigned(5, 6);
	b = range_constant(5);
	assert_true(range_assume(BPF_JEQ, true, false, &a, &b));
	assert_true(a.umin == 6 && a.umax == 6);
	a = range_any();
	b = range_signed(-3, 3);
	assert_true(range_assume(BPF_JSGT, true, false, &a, &b));
	assert_true(a.smin == INT64_MIN && a.smax == 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_ranges_hold_their_member),
		cmocka_unit_test(test_alu),
		cmocka_unit_test(test_swap),
		cmocka_unit_test(test_jumps),
		cmocka_unit_test(test_precision),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
