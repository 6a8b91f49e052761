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

/* Checks a binary operator other than the comma, whose operands are checked, and folds it. */
void check_operator(struct compiler *compiler, struct node *node);

/* Ends with the message for operands, both checked, that do not go together. */
void check_incompatible(struct compiler *compiler, const struct node *node)
	__attribute__((noreturn));

/* Names: NODE_NAME, NODE_THIS, NODE_INDEX. */
void check_name(struct compiler *compiler, struct node *node);
void check_this(struct compiler *compiler, struct node *node);
void check_index(struct compiler *compiler, struct node *node);

/* Ends with the message for a NODE_CALL within an expression: none is supported there yet. */
void check_bad_call(struct compiler *compiler, const struct node *node) __attribute__((noreturn));

/* NODE_ASSIGN; NODE_POSTFIX and NODE_UNARY with ++ or --. */
void check_assign(struct compiler *compiler, struct node *node);
void check_increment(struct compiler *compiler, struct node *node);

#endif
