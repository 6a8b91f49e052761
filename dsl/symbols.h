/* SPDX-License-Identifier: BSD-2-Clause */
/* Name tables. One holds every identifier of a program, with what D means by it; others this-> and
 * @names. */
#ifndef DSL_SYMBOLS_H
#define DSL_SYMBOLS_H

#include "dsl/abi/object.h"
#include "dsl/errors.h"
#include "dsl/types.h"

#include <stddef.h>
#include <stdint.h>

struct arena;

enum symbol_kind {
	SYMBOL_UNKNOWN,	 /* only seen so far */
	SYMBOL_KEYWORD,	 /* value: enum token_kind */
	SYMBOL_TYPE,	 /* a name of types.def, a typedef, or a tag with its keyword */
	SYMBOL_CONSTANT, /* value; type, if it is an enumerator */
	SYMBOL_INLINE,	 /* inlined */
	SYMBOL_BUILTIN,	 /* value: index in builtins.def */
	SYMBOL_VARIABLE, /* value: offset in its area, number of its slot, index into compiler.dynvars */
	SYMBOL_FUNCTION,    /* value: enum subroutine_id */
	SYMBOL_ACTION,	    /* value: enum action_function */
	SYMBOL_AGGFUNC,	    /* value: enum object_agg_function */
	SYMBOL_AGGREGATION, /* value: index into compiler.aggs */
	SYMBOL_REFUSED,	    /* refusal says what, reason why */
};

struct symbol {
	struct symbol *next; /* in its bucket */
	const char *name;
	uint32_t length;
	enum symbol_kind kind;
	uint32_t value;
	uint32_t area;		 /* SYMBOL_VARIABLE: enum object_area, or AREA_DYNAMIC */
	const struct type *type; /* of a type name, a variable, a built-in */
	struct type *tagged;	 /* of a tag: to be completed */
	struct inlined *inlined; /* SYMBOL_INLINE */
	struct key_types
		*keys;	       /* SYMBOL_AGGREGATION, SYMBOL_VARIABLE: NULL unless it is an array */
	enum error_tag reason; /* SYMBOL_REFUSED: D_UNSUPPORTED or D_NO_MEANING */
	bool is_function;      /* SYMBOL_REFUSED */
};

/* Where thread-local variables and associative arrays are, beside the areas of enum object_area. */
enum { AREA_DYNAMIC = 0x100 };

/* The types of an aggregation's or associative array's keys, in their order. */
struct key_types {
	uint32_t count;
	const struct type *of[OBJECT_MAX_KEYS];
	const struct symbol *names[OBJECT_MAX_KEYS]; /* of an inline's parameters */
};

enum { SYMBOL_BUCKETS = 1024 }; /* a power of two */

struct symbol_table {
	struct symbol *buckets[SYMBOL_BUCKETS];
};

/* Finds the name, or enters it as SYMBOL_UNKNOWN. A new name is copied. */
struct symbol *symbol_intern(struct arena *arena, struct symbol_table *table, const char *name,
			     size_t length);

/* The known name that is nearest to this one by spelling, or NULL when none is near. */
const char *symbol_suggest(const struct symbol_table *table, const char *name, size_t length);

#endif
