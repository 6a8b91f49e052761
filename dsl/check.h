/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Gives every expression its meaning and type, and fills the object's tables of aggregations,
 * actions and values. Afterwards the trees hold only what the code generator knows: constants are
 * folded, names resolved, conversions explicit.
 */
#ifndef DSL_CHECK_H
#define DSL_CHECK_H

#include "dsl/errors.h"

#include <stdbool.h>
#include <stdint.h>

struct clause;
struct compiler;
struct node;
struct symbol;
struct type;

/* Checks all clauses, in program order, since an assignment declares its variable for those that
 * follow. */
void check_program(struct compiler *compiler);

/* Checks an expression that has a value. The node may become one of another kind. */
void check_expression(struct compiler *compiler, struct node *node);

/* Makes a checked scalar expression one of the scalar type; returns what now stands for it. */
struct node *check_convert(struct compiler *compiler, struct node *node, const struct type *type);

/* The same for the operand of an operator: it takes on the type, but its value is not cut. */
struct node *check_label(struct compiler *compiler, struct node *node, const struct type *type);

/*
 * Makes a checked expression one of the type, as an assignment to a variable of it does; returns what now stands
 * for it, with the same next, or NULL when the types are incompatible: the caller knows what to say.
 */
struct node *check_coerce(struct compiler *compiler, struct node *node, const struct type *type);

/* A call of a helper with these arguments, NULL behind the last, all checked. */
struct node *check_helper_call(struct compiler *compiler, const struct node *at,
			       const struct type *type, uint32_t helper, ...);

/* An array becomes a pointer to its first element, a bit-field that is narrower than an int, an int;
 * others stay what they are. */
struct node *check_decay(struct compiler *compiler, struct node *node);

/* ": did you mean NAME?" or "", for a name that nothing is known by. */
const char *check_suggestion(struct compiler *compiler, const struct symbol *symbol);

/* Ends with the message for something of refused.def. */
void check_refused(struct compiler *compiler, const struct node *node) __attribute__((noreturn));

/* Checks a call of a tracing function and makes it a record. */
void check_action(struct compiler *compiler, struct node *call);

/* Checks `@name[keys] = function(...)` and makes it a NODE_AGGREGATE. */
void check_aggregate(struct compiler *compiler, struct node *node);

/* Gives a clause without statements its one action. */
void check_default_action(struct compiler *compiler, struct clause *clause);

/* Completes the calls of printa(), which may name aggregations that only later clauses fill. */
void check_printas(struct compiler *compiler);

/* Appends the types of one value or key. */
void check_add_value(struct compiler *compiler, const struct type *type);

/* "prototype mismatch" unless count arguments or keys were passed. */
void check_count(struct compiler *compiler, const struct node *node, const char *brackets,
		 const char *what, uint32_t count);

#endif
