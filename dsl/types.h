/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The types of D: C's on LP64, and string. An integer, enumerator or pointer is kept as 64 bits. In
 * memory, in keys and in records it is sign- or zero-extended from its type ("normalized"), and casts and
 * assignments make it so; but operators compute with all 64 bits, as DTrace's do, and what they give is
 * not cut to its type: quantize(1 << 40) counts what it says. A structure, union or array is kept as its address, a string as a
 * pointer of the run time's.
 */
#ifndef DSL_TYPES_H
#define DSL_TYPES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;

enum type_kind {
	KIND_INTEGER,
	KIND_ENUM,
	KIND_POINTER,
	KIND_ARRAY,
	KIND_STRUCT,
	KIND_UNION,
	KIND_FLOAT,    /* D computes with none, but structures have them */
	KIND_FUNCTION, /* only pointers to it are of use */
	KIND_VOID,
	KIND_STRING,
	KIND_AGGREGATION, /* what @a is as an argument */
};

struct member {
	struct member *next;
	const char *
		name; /* NULL: an unnamed bit-field, or a structure whose members are looked into */
	const struct type *type;
	uint32_t offset; /* bytes; of a bit-field: of the unit of its type that holds it */
	uint8_t bit_offset;
	uint8_t bits; /* 0: not a bit-field */
};

struct enumerator {
	struct enumerator *next;
	const char *name;
	int32_t value;
};

struct type {
	const char *name;
	uint8_t kind; /* enum type_kind */
	bool is_signed;
	uint8_t rank;	   /* C's integer conversion rank */
	uint8_t alignment; /* bytes */
	uint32_t size;	   /* bytes; 0: incomplete, or of no size */
	uint32_t count;	   /* KIND_ARRAY: elements; of a structure: members, see TYPE_MAX_MEMBERS */
	const struct type
		*of; /* KIND_POINTER: what it points to; KIND_ARRAY: element; KIND_ENUM: int */
	struct member *members; /* KIND_STRUCT, KIND_UNION */
	struct enumerator *enumerators;
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
	T_FLOAT,
	T_DOUBLE,
	T_LDOUBLE,
	T_VOID,
	T_VOID_POINTER,
	T_CHAR_POINTER,
	T_STRING,
	T_AGGREGATION,
	T_COUNT,
};

/* Bounds of a type that a program declares: bytes; members, those of unnamed members included. */
enum { TYPE_MAX_SIZE = 65536, TYPE_MAX_MEMBERS = 1024 };

/* Any context; never NULL. */
const struct type *type_of(enum type_id id);

/* Derived types. Their names are C's: "int *", "char [10]". An array larger than TYPE_MAX_SIZE is NULL. */
const struct type *type_pointer(struct arena *arena, const struct type *to);
const struct type *type_array(struct arena *arena, const struct type *of, uint32_t count);

static inline bool type_is_integer(const struct type *type)
{
	return type->kind <= KIND_ENUM;
}

static inline bool type_is_pointer(const struct type *type)
{
	return type->kind == KIND_POINTER;
}

/* Integers and pointers: what is true or false, and fits a register. */
static inline bool type_is_scalar(const struct type *type)
{
	return type->kind <= KIND_POINTER;
}

static inline bool type_is_string(const struct type *type)
{
	return type->kind == KIND_STRING;
}

/* Structures and unions. */
static inline bool type_is_compound(const struct type *type)
{
	return type->kind == KIND_STRUCT || type->kind == KIND_UNION;
}

/* Its value is the address where it lies. */
static inline bool type_is_memory(const struct type *type)
{
	return type_is_compound(type) || type->kind == KIND_ARRAY || type->kind == KIND_FLOAT;
}

/* What can be taken for a string: string itself, char * and char []. */
bool type_is_stringlike(const struct type *type);

/* The same type, by whatever name. */
bool type_same(const struct type *left, const struct type *right);

/* The 64-bit form of the low bits of value. type must be scalar. */
uint64_t type_normalize(const struct type *type, uint64_t value);

/* Does every value of from keep its 64-bit form as a value of to? Then a conversion needs no code.
 */
bool type_holds(const struct type *to, const struct type *from);

/* C's integer promotions and usual arithmetic conversions (C17 6.3.1.1, 6.3.1.8). */
const struct type *type_promote(const struct type *type);
const struct type *type_common(const struct type *left, const struct type *right);

/* The type of an integer literal (C17 6.4.4.1). NULL: no type can hold it. */
const struct type *type_of_literal(uint64_t value, bool decimal, bool is_unsigned, int longs);

/*
 * The member of a structure or union by its name, looked for in unnamed ones too; NULL if there is none.
 * *offset becomes that of the member's storage from the start of the type.
 */
const struct member *type_member(const struct type *type, const char *name, size_t length,
				 uint32_t *offset);

#endif
