/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef DSL_PARSE_EXPR_H
#define DSL_PARSE_EXPR_H

#include <stdbool.h>
#include <stdint.h>

struct compiler;
struct node;

/* Parse an expression from the current token on, with or without comma operators. */
struct node *parse_expression(struct compiler *compiler);
struct node *parse_assignment(struct compiler *compiler);

/*
 * Parses a clause's statements, from the opening brace, the current token, to the closing one, which stays the
 * current token: behind it is no expression. A list of expressions and NODE_IFs, NULL when there are none.
 */
struct node *parse_body(struct compiler *compiler);

/*
 * Parses an expression without commas and checks it. False when it is no integer constant. What it names must
 * be known already.
 */
bool parse_constant(struct compiler *compiler, int64_t *value);

/* Parse an operand with what stands behind it, and offsetof ( ... ). For parse_expr.c. */
struct node *parse_postfix(struct compiler *compiler);
struct node *parse_offsetof(struct compiler *compiler);

#endif
