/* SPDX-License-Identifier: BSD-2-Clause */
/* Where global and this-> variables live. */
#ifndef DSL_VARIABLES_H
#define DSL_VARIABLES_H

#include "dsl/errors.h"

struct compiler;
struct symbol;
struct type;

/* Makes the symbol a variable: of AREA_LOCALS when it is of compiler->locals, else of AREA_GLOBALS.
 */
void variable_define(struct compiler *compiler, struct symbol *symbol, const struct type *type,
		     bool is_local, struct place place);

#endif
