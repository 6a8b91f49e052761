/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files that check expressions share. All functions take the node at hand and report at
 * its place. */
#ifndef DSL_CHECK_EXPR_H
#define DSL_CHECK_EXPR_H

#include "dsl/ast.h"

#include <stdint.h>

struct compiler;

/* Makes of the node a constant. */
void check_make_integer(struct node *node, const struct type *type, uint64_t value);

/* A node at the place of another. */
struct node *check_new_node(struct compiler *compiler, enum node_kind kind, const struct node *at);

/* NODE_CAST, NODE_STRINGOF. */
void check_cast(struct compiler *compiler, struct node *node);
void check_stringof(struct compiler *compiler, struct node *node);

/* An operand that becomes of the type: an integer is labelled, others are coerced. NULL as check_coerce(). */
struct node *check_operand(struct compiler *compiler, struct node *node, const struct type *type);

/* Checks a binary operator other than the comma, whose operands are checked, and folds it. */
void check_operator(struct compiler *compiler, struct node *node);

/* Ends with the message for operands, both checked, that do not go together. */
void check_incompatible(struct compiler *compiler, const struct node *node)
	__attribute__((noreturn));

/* Do two pointers go together, because one is void *, or because they point to the same? */
bool check_pointers_match(const struct type *left, const struct type *right);

/* Is it the constant 0, of an integer or pointer type? */
bool check_is_null(const struct node *node);

/* Is it an integer constant greater than 0? */
bool check_is_positive(const struct node *node);

/* Names: NODE_NAME, NODE_THIS, NODE_SELF, NODE_INDEX. */
void check_name(struct compiler *compiler, struct node *node);
void check_scoped(struct compiler *compiler, struct node *node);
void check_index(struct compiler *compiler, struct node *node);

/*
 * The keys of a NODE_INDEX, checked, and converted to the types of keys where these are given; else those
 * types become them.
 */
struct key_types *check_array_keys(struct compiler *compiler, struct node *node,
				   struct key_types *keys);

/* Memory: NODE_MEMBER, NODE_SUBSCRIPT, NODE_UNARY with * or &; base[index] of an array or pointer. */
void check_member(struct compiler *compiler, struct node *node);
void check_subscript(struct compiler *compiler, struct node *node);
void check_dereference(struct compiler *compiler, struct node *node);
void check_address(struct compiler *compiler, struct node *node);
void check_element(struct compiler *compiler, struct node *node, struct node *base,
		   struct node *index);

/* + and - of which one operand is a pointer. */
void check_pointer_arithmetic(struct compiler *compiler, struct node *node);

/* NODE_ASSIGN; NODE_POSTFIX and NODE_UNARY with ++ or --. */
void check_assign(struct compiler *compiler, struct node *node);
void check_increment(struct compiler *compiler, struct node *node);

#endif
