/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The types of D: C's integers on LP64, and string. An integer value is kept as 64 bits, sign- or
 * zero-extended from its type ("normalized"); the constant folder, the generated code and the
 * helpers all keep to it.
 */
#ifndef DSL_TYPES_H
#define DSL_TYPES_H

#include <stdbool.h>
#include <stdint.h>

struct type {
	const char *name;
	uint8_t size; /* bytes; 0: not an integer */
	bool is_signed;
	uint8_t rank; /* C's integer conversion rank */
};

/* The types of the language itself; those of types.def are other names of these. */
enum type_id {
	T_CHAR,
	T_SCHAR,
	T_UCHAR,
	T_SHORT,
	T_USHORT,
	T_INT,
	T_UINT,
	T_LONG,
	T_ULONG,
	T_LLONG,
	T_ULLONG,
	T_STRING,
	T_AGGREGATION, /* what @a is as an argument */
	T_COUNT,
};

/* Any context; never NULL. */
const struct type *type_of(enum type_id id);

static inline bool type_is_integer(const struct type *type)
{
	return type->size != 0;
}

bool type_is_string(const struct type *type);

/* The 64-bit form of the low bits of value. type must be an integer. */
uint64_t type_normalize(const struct type *type, uint64_t value);

/* Does every value of from keep its 64-bit form as a value of to? Then a conversion needs no code.
 */
bool type_holds(const struct type *to, const struct type *from);

/* C's integer promotions and usual arithmetic conversions (C17 6.3.1.1, 6.3.1.8). */
const struct type *type_promote(const struct type *type);
const struct type *type_common(const struct type *left, const struct type *right);

/* The type of an integer literal (C17 6.4.4.1). NULL: no type can hold it. */
const struct type *type_of_literal(uint64_t value, bool decimal, bool is_unsigned, int longs);

#endif
