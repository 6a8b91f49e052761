/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files of the parser share: nodes, and going from token to token. */
#ifndef DSL_PARSE_TREE_H
#define DSL_PARSE_TREE_H

#include "dsl/ast.h"

#include <stdbool.h>

struct compiler;

struct node *parse_new_node(struct compiler *compiler, enum node_kind kind, struct place place);
struct node *parse_new_unary(struct compiler *compiler, enum node_kind kind, const struct token *op,
			     struct node *left);
struct node *parse_new_binary(struct compiler *compiler, enum node_kind kind,
			      const struct token *op, struct node *left, struct node *right);

/* Every child is hung in by this, so that no tree grows higher than the later passes can walk. */
void parse_adopt(struct compiler *compiler, struct node *parent, const struct node *child);

/* What one more level costs of the stack, in units of what a binary operator takes. */
enum nesting_cost { COST_OF_OPERATOR = 1, COST_OF_LEVEL = 8 };

/* Around what may nest: ends with the message for too many levels. */
void parse_enter(struct compiler *compiler, enum nesting_cost cost);
void parse_leave(struct compiler *compiler, enum nesting_cost cost);

/* Ends with the message for a keyword of refused.def, the current token. */
void parse_refuse_keyword(struct compiler *compiler) __attribute__((noreturn));

/* Goes over the current token, which must be of this kind. */
void parse_expect(struct compiler *compiler, enum token_kind kind);

/* Goes over the current token if it is of this kind. */
bool parse_accept(struct compiler *compiler, enum token_kind kind);

#endif
