/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/types.h"

#include <stddef.h>

static const struct type types[T_COUNT] = {
	[T_CHAR] = {"char", 1, true, 1},
	[T_SCHAR] = {"signed char", 1, true, 1},
	[T_UCHAR] = {"unsigned char", 1, false, 1},
	[T_SHORT] = {"short", 2, true, 2},
	[T_USHORT] = {"unsigned short", 2, false, 2},
	[T_INT] = {"int", 4, true, 3},
	[T_UINT] = {"unsigned int", 4, false, 3},
	[T_LONG] = {"long", 8, true, 4},
	[T_ULONG] = {"unsigned long", 8, false, 4},
	[T_LLONG] = {"long long", 8, true, 5},
	[T_ULLONG] = {"unsigned long long", 8, false, 5},
	[T_STRING] = {"string", 0, false, 0},
	[T_AGGREGATION] = {"aggregation", 0, false, 0},
};

const struct type *type_of(enum type_id id)
{
	return &types[id];
}

bool type_is_string(const struct type *type)
{
	return type == &types[T_STRING];
}

uint64_t type_normalize(const struct type *type, uint64_t value)
{
	unsigned int unused = 64 - 8u * type->size;

	value <<= unused;
	return type->is_signed ? (uint64_t)((int64_t)value >> unused) : value >> unused;
}

bool type_holds(const struct type *to, const struct type *from)
{
	if (to->size == 8)
		return true;
	if (to->size == from->size)
		return to->is_signed == from->is_signed;
	return to->size > from->size && (to->is_signed || !from->is_signed);
}

const struct type *type_promote(const struct type *type)
{
	return type->rank < types[T_INT].rank ? &types[T_INT] : type;
}

static const struct type *of_rank(uint8_t rank, bool is_signed)
{
	switch (rank) {
	case 3:
		return &types[is_signed ? T_INT : T_UINT];
	case 4:
		return &types[is_signed ? T_LONG : T_ULONG];
	default:
		return &types[is_signed ? T_LLONG : T_ULLONG];
	}
}

const struct type *type_common(const struct type *left, const struct type *right)
{
	left = type_promote(left);
	right = type_promote(right);

	uint8_t rank = left->rank > right->rank ? left->rank : right->rank;
	bool is_signed = true;

	/* An unsigned operand makes the result unsigned, unless the other one is wider and holds
	 * it. */
	if (!left->is_signed && left->size >= right->size)
		is_signed = false;
	if (!right->is_signed && right->size >= left->size)
		is_signed = false;
	return of_rank(rank, is_signed);
}

const struct type *type_of_literal(uint64_t value, bool decimal, bool is_unsigned, int longs)
{
	for (uint8_t rank = (uint8_t)(3 + longs); rank <= 5; rank++) {
		const struct type *with_sign = of_rank(rank, true);
		const struct type *without = of_rank(rank, false);
		unsigned int bits = 8u * with_sign->size;

		if (!is_unsigned && value >> (bits - 1) == 0)
			return with_sign;
		if ((is_unsigned || !decimal) && (bits == 64 || value >> bits == 0))
			return without;
	}
	return NULL;
}
