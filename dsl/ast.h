/* SPDX-License-Identifier: BSD-2-Clause */
/* The tree that the parser builds, the checker types and completes, and the code generator walks.
 */
#ifndef DSL_AST_H
#define DSL_AST_H

#include "dsl/errors.h"
#include "dsl/lexer.h"

#include <stdint.h>

struct symbol;
struct type;

enum node_kind {
	/* as parsed */
	NODE_INTEGER,	  /* value, type */
	NODE_TEXT,	  /* text, length: a string literal */
	NODE_NAME,	  /* symbol */
	NODE_THIS,	  /* symbol: this->name */
	NODE_SELF,	  /* symbol: self->name */
	NODE_CALL,	  /* symbol, list: name(...) */
	NODE_INDEX,	  /* symbol, list: name[...]; op: NODE_NAME, NODE_THIS or NODE_SELF */
	NODE_SUBSCRIPT,	  /* left[right], where left is no variable's name */
	NODE_MEMBER,	  /* op: . or ->; left, symbol: only its name is of interest */
	NODE_AGGREGATION, /* symbol, list: @name[...] */
	NODE_UNARY,	  /* op, left */
	NODE_POSTFIX,	  /* op, left: x++ x-- */
	NODE_BINARY,	  /* op, left, right; also the comma */
	NODE_ASSIGN,	  /* op, left, right */
	NODE_CONDITIONAL, /* list: the condition; left, right */
	NODE_CAST,	  /* type, left; op: enum cast_kind */
	NODE_SIZEOF,	  /* type, or left */
	NODE_STRINGOF,	  /* left */
	NODE_IF,	  /* list: the condition; left, right: lists of statements */

	/* what the checker makes of some of them */
	NODE_VARIABLE,	/* symbol; of a structure, union or array its address */
	NODE_DYNAMIC,	/* symbol, list: an element of a dynamic variable */
	NODE_MEMORY,	/* left: an address; value: an offset to it; member, if it is a bit-field */
	NODE_OLD,	/* within the right side of an assignment: what its left side was */
	NODE_CONTEXT,	/* value: offset in struct probe_context */
	NODE_HELPER,	/* op: a helper; list: its arguments, or value: its constant argument */
	NODE_BOUND,	/* left, an index: a fault unless it is less than value */
	NODE_SWAP,	/* left, of an unsigned type: its bytes in reverse */
	NODE_AGGREGATE, /* value: index of the aggregation; list: keys; left: expression or NULL;
			 * right: increment or NULL */
	NODE_RECORD,	/* value: index of the action; list: values */
};

/* What a conversion does to a value of more bits than its type has (types.h). */
enum cast_kind {
	CAST_CUTS,   /* casts, assignments */
	CAST_LABELS, /* the operands of an operator: only an int becomes unsigned int as in C */
};

struct node {
	enum node_kind kind;
	uint32_t op; /* enum token_kind; NODE_HELPER: enum helper */
	struct place place;
	uint32_t length; /* of text */
	uint16_t height; /* of the tree below, for the bound on recursion */
	bool parenthesized;
	const struct type *type;
	struct node *left;
	struct node *right;
	struct node *list;
	struct node *next; /* in a list */
	struct symbol *symbol;
	const struct member *member;
	uint64_t value;
	const char *text;
};

struct clause {
	struct clause *next;
	struct place place;
	uint32_t first_probe;
	uint32_t probe_count;
	struct node *predicate; /* or NULL */
	struct node *statements;
	uint32_t first_action;
	uint32_t action_count;
	uint32_t first_insn;
	uint32_t insn_count;
	uint32_t predicate_insns;
	bool uses_context; /* its code reads struct probe_context */
};

/* How many nodes a list holds. */
static inline uint32_t node_count(const struct node *list)
{
	uint32_t count = 0;

	for (; list; list = list->next)
		count++;
	return count;
}

enum {
	/* The bounds on recursion that keep a hostile source within UEFI's 128 KB stack. */
	AST_MAX_HEIGHT = 128,
	PARSER_MAX_NESTING = 64, /* of parentheses, unary operators and the like */
};

#endif
