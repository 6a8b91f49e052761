/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/verify_range.h"

#include "trace/bpf_alu.h"

static int64_t smaller(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int64_t larger(int64_t a, int64_t b)
{
	return a > b ? a : b;
}

static uint64_t lower(uint64_t a, uint64_t b)
{
	return a < b ? a : b;
}

static uint64_t higher(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

static bool range_empty(const struct range *range)
{
	return range->smin > range->smax || range->umin > range->umax;
}

/* Lets the signed bounds tighten the unsigned ones and the reverse, where the sign is known. */
static struct range settled(struct range range)
{
	if (range.smin >= 0 || range.smax < 0) {
		range.umin = higher(range.umin, (uint64_t)range.smin);
		range.umax = lower(range.umax, (uint64_t)range.smax);
	}
	if (range.umax <= INT64_MAX || range.umin > INT64_MAX) {
		range.smin = larger(range.smin, (int64_t)range.umin);
		range.smax = smaller(range.smax, (int64_t)range.umax);
	}
	return range;
}

struct range range_any(void)
{
	return (struct range){INT64_MIN, INT64_MAX, 0, UINT64_MAX};
}

struct range range_constant(uint64_t value)
{
	return (struct range){(int64_t)value, (int64_t)value, value, value};
}

struct range range_unsigned(uint64_t umin, uint64_t umax)
{
	return settled((struct range){INT64_MIN, INT64_MAX, umin, umax});
}

struct range range_signed(int64_t smin, int64_t smax)
{
	return settled((struct range){smin, smax, 0, UINT64_MAX});
}

struct range range_of_bytes(uint32_t bytes, bool sign_extended)
{
	if (bytes >= 8)
		return range_any();
	if (!sign_extended)
		return range_unsigned(0, (1ull << (8 * bytes)) - 1);

	int64_t most = (int64_t)(1ull << (8 * bytes - 1)) - 1;

	return range_signed(-most - 1, most);
}

struct range range_union(struct range a, struct range b)
{
	return (struct range){smaller(a.smin, b.smin), larger(a.smax, b.smax),
			      lower(a.umin, b.umin), higher(a.umax, b.umax)};
}

static struct range add(struct range a, struct range b)
{
	struct range sum = range_any();
	int64_t smin;
	int64_t smax;
	uint64_t umax;

	if (!__builtin_add_overflow(a.smin, b.smin, &smin) &&
	    !__builtin_add_overflow(a.smax, b.smax, &smax)) {
		sum.smin = smin;
		sum.smax = smax;
	}
	if (!__builtin_add_overflow(a.umax, b.umax, &umax)) {
		sum.umin = a.umin + b.umin;
		sum.umax = umax;
	}
	return settled(sum);
}

static struct range subtract(struct range a, struct range b)
{
	struct range difference = range_any();
	int64_t smin;
	int64_t smax;

	if (!__builtin_sub_overflow(a.smin, b.smax, &smin) &&
	    !__builtin_sub_overflow(a.smax, b.smin, &smax)) {
		difference.smin = smin;
		difference.smax = smax;
	}
	if (a.umin >= b.umax) {
		difference.umin = a.umin - b.umax;
		difference.umax = a.umax - b.umin;
	}
	return settled(difference);
}

static struct range multiply(struct range a, struct range b)
{
	uint64_t umax;

	if (__builtin_mul_overflow(a.umax, b.umax, &umax))
		return range_any();
	return range_unsigned(a.umin * b.umin, umax);
}

/* Unsigned; a divisor that may be 0 can give 0. */
static struct range divide(struct range a, struct range b)
{
	uint64_t most = a.umax / higher(b.umin, 1);

	return range_unsigned(b.umin == 0 ? 0 : a.umin / b.umax, most);
}

/* Unsigned; a divisor that may be 0 can give the dividend. */
static struct range modulo(struct range a, struct range b)
{
	if (b.umin == 0)
		return range_unsigned(0, a.umax);
	if (a.umax < b.umin)
		return a;
	return range_unsigned(0, lower(a.umax, b.umax - 1));
}

/* All bits up to the highest that is set. */
static uint64_t fill(uint64_t value)
{
	return value ? UINT64_MAX >> __builtin_clzll(value) : 0;
}

static struct range shift_left(struct range a, struct range b, unsigned int mask)
{
	unsigned int count = (unsigned int)b.umin & mask;

	if (!range_is_constant(&b) || a.umax > UINT64_MAX >> count)
		return range_any();
	return range_unsigned(a.umin << count, a.umax << count);
}

static struct range shift_right(struct range a, struct range b, unsigned int mask)
{
	unsigned int count = (unsigned int)b.umin & mask;

	if (!range_is_constant(&b))
		return range_unsigned(0, a.umax);
	return range_unsigned(a.umin >> count, a.umax >> count);
}

static struct range shift_right_signed(struct range a, struct range b)
{
	unsigned int count = (unsigned int)b.umin & 63;

	if (!range_is_constant(&b))
		return range_signed(smaller(a.smin, 0), larger(a.smax, -1));
	return range_signed(a.smin >> count, a.smax >> count);
}

static struct range sign_extend(struct range a, int bits)
{
	if (bits == 0)
		return a;

	struct range narrow = range_of_bytes((uint32_t)bits / 8, true);

	return a.smin >= narrow.smin && a.smax <= narrow.smax ? a : narrow;
}

static struct range negate(struct range a)
{
	return a.smin == INT64_MIN ? range_any() : range_signed(-a.smax, -a.smin);
}

static bool never_negative(const struct range *range)
{
	return range->umax <= INT64_MAX;
}

static struct range alu64(enum bpf_alu_op op, struct range a, struct range b, int offset)
{
	switch (op) {
	case BPF_ADD:
		return add(a, b);
	case BPF_SUB:
		return subtract(a, b);
	case BPF_MUL:
		return multiply(a, b);
	case BPF_DIV:
	case BPF_MOD:
		if (offset != 0 && !(never_negative(&a) && never_negative(&b)))
			return range_any();
		return op == BPF_DIV ? divide(a, b) : modulo(a, b);
	case BPF_OR:
		return range_unsigned(higher(a.umin, b.umin), fill(a.umax | b.umax));
	case BPF_AND:
		return range_unsigned(0, lower(a.umax, b.umax));
	case BPF_XOR:
		return range_unsigned(0, fill(a.umax | b.umax));
	case BPF_LSH:
		return shift_left(a, b, 63);
	case BPF_RSH:
		return shift_right(a, b, 63);
	case BPF_ARSH:
		return shift_right_signed(a, b);
	case BPF_NEG:
		return negate(a);
	case BPF_MOV:
		return sign_extend(b, offset);
	default:
		return range_any();
	}
}

static struct range low_half(struct range a)
{
	return a.umax <= UINT32_MAX ? a : range_unsigned(0, UINT32_MAX);
}

/*
 * Class ALU. The operands are taken as the 64-bit numbers that their low halves are: wherever the
 * result of the wide operation then fits in 32 bits for sure, it is the narrow operation's too.
 * Operations that look at the sign must find bit 31 clear for that.
 */
static struct range alu32(enum bpf_alu_op op, struct range a, struct range b, int offset)
{
	struct range result;

	a = low_half(a);
	b = low_half(b);
	switch (op) {
	case BPF_DIV:
	case BPF_MOD:
		if (offset != 0 && (a.umax > INT32_MAX || b.umax > INT32_MAX))
			return range_unsigned(0, UINT32_MAX);
		result = alu64(op, a, b, 0);
		break;
	case BPF_LSH:
		result = shift_left(a, b, 31);
		break;
	case BPF_ARSH:
		if (a.umax > INT32_MAX)
			return range_unsigned(0, UINT32_MAX);
		result = shift_right(a, b, 31);
		break;
	case BPF_RSH:
		result = shift_right(a, b, 31);
		break;
	default:
		result = alu64(op, a, b, offset);
		break;
	}
	return low_half(result);
}

struct range range_alu(enum bpf_alu_op op, bool wide, struct range a, struct range b, int offset)
{
	bool a_known = op == BPF_MOV || range_is_constant(&a);
	bool b_known = op == BPF_NEG || range_is_constant(&b);

	if (a_known && b_known)
		return range_constant(
			wide ? bpf_alu64(op, a.umin, b.umin, offset)
			     : bpf_alu32(op, (uint32_t)a.umin, (uint32_t)b.umin, offset));
	return wide ? alu64(op, a, b, offset) : alu32(op, a, b, offset);
}

struct range range_swap(struct range a, int width, bool swaps)
{
	if (range_is_constant(&a))
		return range_constant(swaps ? bpf_swap(a.umin, width)
					    : bpf_truncate(a.umin, width));

	struct range result = range_of_bytes((uint32_t)width / 8, false);

	return !swaps && a.umax <= result.umax ? a : result;
}

static enum bpf_jump_op opposite(enum bpf_jump_op op)
{
	switch (op) {
	case BPF_JEQ:
		return BPF_JNE;
	case BPF_JNE:
		return BPF_JEQ;
	case BPF_JGT:
		return BPF_JLE;
	case BPF_JLE:
		return BPF_JGT;
	case BPF_JGE:
		return BPF_JLT;
	case BPF_JLT:
		return BPF_JGE;
	case BPF_JSGT:
		return BPF_JSLE;
	case BPF_JSLE:
		return BPF_JSGT;
	case BPF_JSGE:
		return BPF_JSLT;
	default:
		return BPF_JSGE;
	}
}

static void assume_equal(struct range *a, struct range *b)
{
	a->smin = b->smin = larger(a->smin, b->smin);
	a->smax = b->smax = smaller(a->smax, b->smax);
	a->umin = b->umin = higher(a->umin, b->umin);
	a->umax = b->umax = lower(a->umax, b->umax);
}

/* A bound that is excluded moves by one. */
static void exclude(struct range *a, uint64_t value)
{
	if (range_is_constant(a))
		return;
	a->umin += a->umin == value;
	a->umax -= a->umax == value;
	if (a->smin < a->smax) {
		a->smin += a->smin == (int64_t)value;
		a->smax -= a->smax == (int64_t)value;
	}
}

static bool assume_different(struct range *a, struct range *b)
{
	if (range_is_constant(a) && range_is_constant(b))
		return a->umin != b->umin;
	if (range_is_constant(b))
		exclude(a, b->umin);
	if (range_is_constant(a))
		exclude(b, a->umin);
	return true;
}

/* a >= b, or a > b when strict */
static bool assume_above(struct range *a, struct range *b, bool strict)
{
	if (strict && (b->umin == UINT64_MAX || a->umax == 0))
		return false;
	a->umin = higher(a->umin, b->umin + strict);
	b->umax = lower(b->umax, a->umax - strict);
	return true;
}

static bool assume_greater(struct range *a, struct range *b, bool strict)
{
	if (strict && (b->smin == INT64_MAX || a->smax == INT64_MIN))
		return false;
	a->smin = larger(a->smin, b->smin + strict);
	b->smax = smaller(b->smax, a->smax - strict);
	return true;
}

static bool narrow(enum bpf_jump_op op, struct range *a, struct range *b)
{
	switch (op) {
	case BPF_JEQ:
		assume_equal(a, b);
		return true;
	case BPF_JNE:
		return assume_different(a, b);
	case BPF_JGT:
	case BPF_JGE:
		return assume_above(a, b, op == BPF_JGT);
	case BPF_JLT:
	case BPF_JLE:
		return assume_above(b, a, op == BPF_JLT);
	case BPF_JSGT:
	case BPF_JSGE:
		return assume_greater(a, b, op == BPF_JSGT);
	case BPF_JSLT:
	case BPF_JSLE:
		return assume_greater(b, a, op == BPF_JSLT);
	default:
		return true;
	}
}

static bool looks_at_sign(enum bpf_jump_op op)
{
	return op == BPF_JSGT || op == BPF_JSGE || op == BPF_JSLT || op == BPF_JSLE;
}

bool range_assume(enum bpf_jump_op op, bool wide, bool holds, struct range *a, struct range *b)
{
	/* JMP32 compares the low halves; where these are the whole numbers it compares those. */
	uint64_t most = wide ? UINT64_MAX : looks_at_sign(op) ? INT32_MAX : UINT32_MAX;

	if (a->umax > most || b->umax > most)
		return true;
	if (op == BPF_JSET)
		return !range_is_constant(a) || !range_is_constant(b) ||
		       ((a->umin & b->umin) != 0) == holds;
	if (!narrow(holds ? op : opposite(op), a, b))
		return false;
	*a = settled(*a);
	*b = settled(*b);
	return !range_empty(a) && !range_empty(b);
}
