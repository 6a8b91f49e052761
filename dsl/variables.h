/* SPDX-License-Identifier: BSD-2-Clause */
/* Where the variables of a program live. */
#ifndef DSL_VARIABLES_H
#define DSL_VARIABLES_H

#include "dsl/errors.h"

struct compiler;
struct declarator;
struct key_types;
struct symbol;
struct type;

enum scope { SCOPE_GLOBAL, SCOPE_THIS, SCOPE_SELF };

/*
 * Makes the symbol, of compiler->names, locals or selfs, a variable of the type, or with keys an associative
 * array of such. Ends with an error when there is no room, or can be no such variable.
 */
void variable_define(struct compiler *compiler, struct symbol *symbol, const struct type *type,
		     struct key_types *keys, enum scope scope, struct place place);

/* The same for a declaration, which may be repeated. */
void variable_declare(struct compiler *compiler, struct symbol *symbol,
		      const struct declarator *declarator, enum scope scope);

#endif
