/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/types.h"

#include "dsl/arena.h"
#include "dsl/base/fmt.h"

#include <string.h>

#define INTEGER(name, size, is_signed, rank)                                         \
	{                                                                            \
		name, KIND_INTEGER, is_signed, rank, size, size, 0, NULL, NULL, NULL \
	}

static const struct type types[T_COUNT] = {
	[T_CHAR] = INTEGER("char", 1, true, 1),
	[T_SCHAR] = INTEGER("signed char", 1, true, 1),
	[T_UCHAR] = INTEGER("unsigned char", 1, false, 1),
	[T_SHORT] = INTEGER("short", 2, true, 2),
	[T_USHORT] = INTEGER("unsigned short", 2, false, 2),
	[T_INT] = INTEGER("int", 4, true, 3),
	[T_UINT] = INTEGER("unsigned int", 4, false, 3),
	[T_LONG] = INTEGER("long", 8, true, 4),
	[T_ULONG] = INTEGER("unsigned long", 8, false, 4),
	[T_LLONG] = INTEGER("long long", 8, true, 5),
	[T_ULLONG] = INTEGER("unsigned long long", 8, false, 5),
	[T_FLOAT] = {.name = "float", .kind = KIND_FLOAT, .size = 4, .alignment = 4},
	[T_DOUBLE] = {.name = "double", .kind = KIND_FLOAT, .size = 8, .alignment = 8},
	[T_LDOUBLE] = {.name = "long double", .kind = KIND_FLOAT, .size = 16, .alignment = 16},
	[T_VOID] = {.name = "void", .kind = KIND_VOID},
	[T_VOID_POINTER] = {.name = "void *",
			    .kind = KIND_POINTER,
			    .size = 8,
			    .alignment = 8,
			    .of = &types[T_VOID]},
	[T_CHAR_POINTER] = {.name = "char *",
			    .kind = KIND_POINTER,
			    .size = 8,
			    .alignment = 8,
			    .of = &types[T_CHAR]},
	[T_STRING] = {.name = "string", .kind = KIND_STRING},
	[T_AGGREGATION] = {.name = "aggregation", .kind = KIND_AGGREGATION},
};

const struct type *type_of(enum type_id id)
{
	return &types[id];
}

/* name with suffix behind it; dimensions of arrays go before those that are there. */
static const char *derived_name(struct arena *arena, const char *name, const char *suffix,
				bool is_array)
{
	size_t length = strlen(name);
	const char *bracket = is_array ? strchr(name, '[') : NULL;
	size_t head = bracket ? (size_t)(bracket - name) : length;
	size_t added = strlen(suffix);
	bool space = !bracket && (length == 0 || name[length - 1] != '*' || is_array);
	char *text = arena_allocate(arena, length + added + 2);

	memcpy(text, name, head);
	if (space)
		text[head++] = ' ';
	memcpy(text + head, suffix, added + 1);
	if (bracket)
		memcpy(text + head + added, bracket, strlen(bracket) + 1);
	return text;
}

const struct type *type_pointer(struct arena *arena, const struct type *to)
{
	struct type *type = arena_allocate(arena, sizeof(*type));

	type->kind = KIND_POINTER;
	type->size = type->alignment = 8;
	type->of = to;
	type->name = derived_name(arena, to->name, "*", false);
	return type;
}

const struct type *type_array(struct arena *arena, const struct type *of, uint32_t count)
{
	struct type *type = arena_allocate(arena, sizeof(*type));
	char suffix[16];

	if (count > TYPE_MAX_SIZE || (uint64_t)count * of->size > TYPE_MAX_SIZE)
		return NULL;
	type->kind = KIND_ARRAY;
	type->size = count * of->size;
	type->alignment = of->alignment;
	type->count = count;
	type->of = of;
	fmt_format(suffix, sizeof(suffix), "[%u]", count);
	type->name = derived_name(arena, of->name, suffix, true);
	return type;
}

static bool is_char(const struct type *type)
{
	return type->kind == KIND_INTEGER && type->size == 1;
}

bool type_is_stringlike(const struct type *type)
{
	return type->kind == KIND_STRING ||
	       ((type->kind == KIND_POINTER || type->kind == KIND_ARRAY) && is_char(type->of));
}

bool type_same(const struct type *left, const struct type *right)
{
	for (;;) {
		if (left == right)
			return true;
		if (left->kind != right->kind)
			return false;
		switch (left->kind) {
		case KIND_INTEGER:
			return left->rank == right->rank && left->is_signed == right->is_signed;
		case KIND_ARRAY:
			if (left->count != right->count)
				return false;
			break;
		case KIND_POINTER:
			break;
		case KIND_FLOAT:
			return left->size == right->size;
		case KIND_VOID:
		case KIND_STRING:
		case KIND_FUNCTION:
			return true;
		default: /* each structure, union and enumeration is a type of its own */
			return false;
		}
		left = left->of;
		right = right->of;
	}
}

const struct member *type_member(const struct type *type, const char *name, size_t length,
				 uint32_t *offset)
{
	for (const struct member *member = type->members; member; member = member->next) {
		if (member->name) {
			if (strlen(member->name) != length ||
			    memcmp(member->name, name, length) != 0)
				continue;
			*offset = member->offset;
			return member;
		}
		if (!type_is_compound(member->type))
			continue;

		const struct member *inner = type_member(member->type, name, length, offset);

		if (inner) {
			*offset += member->offset;
			return inner;
		}
	}
	return NULL;
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
