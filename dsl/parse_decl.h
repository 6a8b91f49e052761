/* SPDX-License-Identifier: BSD-2-Clause */
/* Declarations: specifiers, declarators, and the structures, unions and enumerations that they define. */
#ifndef DSL_PARSE_DECL_H
#define DSL_PARSE_DECL_H

#include "dsl/lexer.h"

#include <stdbool.h>

struct compiler;
struct key_types;
struct type;

struct specifiers {
	enum token_kind storage; /* this, self, typedef ...; TOKEN_END: none */
	struct place place;
	const struct type *type;
	bool is_useful; /* even without a declarator: it defines or mentions a tag */
};

struct declarator {
	struct symbol *name; /* NULL: none */
	struct place place;
	const struct type *type;
	struct key_types
		*keys; /* of an associative array, whose elements have the type; else NULL */
};

/* this, self, typedef, inline, static and the like. */
bool parse_is_storage(enum token_kind kind);

/* Does a type start at the current token? */
bool parse_at_type(const struct compiler *compiler);

/* Parses storage classes, qualifiers and type specifiers, in any order. */
void parse_specifiers(struct compiler *compiler, struct specifiers *specifiers);

/* Parses * NAME [5] and the like, for a type of the specifiers. With or without a name. */
void parse_declarator(struct compiler *compiler, const struct type *type,
		      struct declarator *declarator);

/* The same of a function's parameter, where an array need not say how large it is. */
void parse_parameter_declarator(struct compiler *compiler, const struct type *type,
				struct declarator *declarator);

/* Parses a type name, as in a cast. */
const struct type *parse_type(struct compiler *compiler);

#endif
