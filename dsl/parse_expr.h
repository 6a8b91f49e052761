/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef DSL_PARSE_EXPR_H
#define DSL_PARSE_EXPR_H

#include "dsl/lexer.h"

#include <stdbool.h>

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

/* Around what may nest: ends with the message for too many levels. */
void parse_enter(struct compiler *compiler);
void parse_leave(struct compiler *compiler);

/* Ends with the message for a keyword of refused.def, the current token. */
void parse_refuse_keyword(struct compiler *compiler) __attribute__((noreturn));

/* Goes over the current token, which must be of this kind. */
void parse_expect(struct compiler *compiler, enum token_kind kind);

/* Goes over the current token if it is of this kind. */
bool parse_accept(struct compiler *compiler, enum token_kind kind);

#endif
