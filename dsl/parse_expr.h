/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef DSL_PARSE_EXPR_H
#define DSL_PARSE_EXPR_H

#include "dsl/lexer.h"

#include <stdbool.h>

struct compiler;
struct node;
struct type;

/* Parses an expression, comma operators included, from the current token on. */
struct node *parse_expression(struct compiler *compiler);

/* Does a type name start at the current token? */
bool parse_at_type(const struct compiler *compiler);

/* Parses a type name: a combination of C's specifiers, or a name of types.def. */
const struct type *parse_type(struct compiler *compiler);

/* Ends with the message for a keyword of refused.def, the current token. */
void parse_refuse_keyword(struct compiler *compiler) __attribute__((noreturn));

/* Goes over the current token, which must be of this kind. */
void parse_expect(struct compiler *compiler, enum token_kind kind);

/* Goes over the current token if it is of this kind. */
bool parse_accept(struct compiler *compiler, enum token_kind kind);

#endif
