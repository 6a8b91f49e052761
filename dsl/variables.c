/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/variables.h"

#include "dsl/abi/object.h"
#include "dsl/compiler.h"

void variable_define(struct compiler *compiler, struct symbol *symbol, const struct type *type,
		     bool is_local, struct place place)
{
	uint32_t *used = is_local ? &compiler->locals_size : &compiler->globals_size;
	uint32_t limit = is_local ? OBJECT_MAX_LOCALS : OBJECT_MAX_GLOBALS;

	if (!type_is_integer(type))
		error_at(&compiler->errors, D_UNSUPPORTED, place,
			 "%s%s: variables of type %s are not supported yet",
			 is_local ? "this->" : "", symbol->name, type->name);

	uint32_t offset = (*used + type->size - 1) & ~(type->size - 1u);

	if (offset + type->size > limit)
		error_at(&compiler->errors, D_LIMIT, place,
			 "%s%s: the program's %s variables need more than %u bytes",
			 is_local ? "this->" : "", symbol->name,
			 is_local ? "clause-local" : "global", limit);
	*used = offset + type->size;
	symbol->kind = SYMBOL_VARIABLE;
	symbol->area = is_local ? AREA_LOCALS : AREA_GLOBALS;
	symbol->value = offset;
	symbol->type = type;
}
