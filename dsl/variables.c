/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/variables.h"

#include "dsl/abi/object.h"
#include "dsl/check.h"
#include "dsl/compiler.h"
#include "dsl/parse_decl.h"

static const char *const prefixes[] = {
	[SCOPE_GLOBAL] = "",
	[SCOPE_THIS] = "this->",
	[SCOPE_SELF] = "self->",
};

static void check_type(struct compiler *compiler, const struct symbol *symbol,
		       const struct type *type, enum scope scope, struct place place)
{
	const char *prefix = prefixes[scope];

	if (type->kind == KIND_VOID)
		error_at(&compiler->errors, D_DECL_VOIDOBJ, place, "cannot have void object: %s%s",
			 prefix, symbol->name);
	if (type->kind == KIND_FUNCTION)
		error_at(&compiler->errors, D_DECL_FUNCTYPE, place,
			 "cannot have a function as an object: %s%s", prefix, symbol->name);
	if (type->size == 0 && !type_is_string(type))
		error_at(&compiler->errors, D_DECL_INCOMPLETE, place,
			 "incomplete struct/union/enum %s: %s%s", type->name, prefix, symbol->name);
}

static void define_string(struct compiler *compiler, struct symbol *symbol, enum scope scope,
			  struct place place)
{
	bool is_local = scope == SCOPE_THIS;
	uint32_t *used = is_local ? &compiler->local_strings : &compiler->global_strings;
	uint32_t limit = is_local ? OBJECT_MAX_LOCAL_STRINGS : OBJECT_MAX_GLOBAL_STRINGS;

	if (*used == limit)
		error_at(&compiler->errors, D_LIMIT, place,
			 "%s%s: a program can have at most %u %s strings", prefixes[scope],
			 symbol->name, limit, is_local ? "clause-local" : "global");
	symbol->area = is_local ? AREA_LOCAL_STRINGS : AREA_GLOBAL_STRINGS;
	symbol->value = (*used)++;
}

static void define_static(struct compiler *compiler, struct symbol *symbol, enum scope scope,
			  struct place place)
{
	const struct type *type = symbol->type;
	bool is_local = scope == SCOPE_THIS;
	uint32_t *used = is_local ? &compiler->locals_size : &compiler->globals_size;
	uint32_t limit = is_local ? OBJECT_MAX_LOCALS : OBJECT_MAX_GLOBALS;
	uint32_t alignment = type_is_memory(type) ? 8 : type->alignment;
	uint32_t offset = (*used + alignment - 1) & ~(alignment - 1u);

	if (offset + type->size > limit)
		error_at(&compiler->errors, D_LIMIT, place,
			 "%s%s: the program's %s variables need more than %u bytes",
			 prefixes[scope], symbol->name, is_local ? "clause-local" : "global",
			 limit);
	*used = offset + type->size;
	symbol->area = is_local ? AREA_LOCALS : AREA_GLOBALS;
	symbol->value = offset;
}

/* Keys are compared as 64-bit numbers, whatever their types. */
static void add_key(struct compiler *compiler, const struct type *type)
{
	check_add_value(compiler, type_is_string(type) ? type : type_of(T_LONG));
}

static void define_dynamic(struct compiler *compiler, struct symbol *symbol, enum scope scope,
			   struct place place)
{
	const struct key_types *keys = symbol->keys;
	struct object_dynvar *dynvar;
	uint32_t first_key;

	if (compiler->dynvars.count == OBJECT_MAX_DYNVARS)
		error_at(&compiler->errors, D_LIMIT, place,
			 "%s%s: a program can have at most %d thread-local variables and "
			 "associative arrays",
			 prefixes[scope], symbol->name, OBJECT_MAX_DYNVARS);
	if (type_is_memory(symbol->type) && symbol->type->size > OBJECT_MAX_BYTES_VALUE)
		error_at(&compiler->errors, D_LIMIT, place,
			 "%s%s: an element can have at most %d bytes", prefixes[scope],
			 symbol->name, OBJECT_MAX_BYTES_VALUE);
	first_key = compiler->values.count;
	for (uint32_t i = 0; keys && i < keys->count; i++)
		add_key(compiler, keys->of[i]);
	check_add_value(compiler, symbol->type);
	symbol->area = AREA_DYNAMIC;
	symbol->value = compiler->dynvars.count;
	dynvar = vector_push(&compiler->arena, &compiler->dynvars, sizeof(*dynvar), 1);
	dynvar->name = compiler_string(compiler, symbol->name, symbol->length);
	dynvar->first_key = first_key;
	dynvar->key_count = keys ? keys->count : 0;
	dynvar->value = compiler->values.count - 1;
	dynvar->is_self = scope == SCOPE_SELF;
	dynvar->source_line = place.line;
}

void variable_define(struct compiler *compiler, struct symbol *symbol, const struct type *type,
		     struct key_types *keys, enum scope scope, struct place place)
{
	check_type(compiler, symbol, type, scope, place);
	if (keys && scope == SCOPE_THIS)
		error_at(&compiler->errors, D_DECL_LOCASSC, place,
			 "this->%s: clause-local variables cannot be associative arrays",
			 symbol->name);
	symbol->type = type;
	symbol->keys = keys;
	if (keys || scope == SCOPE_SELF)
		define_dynamic(compiler, symbol, scope, place);
	else if (type_is_string(type))
		define_string(compiler, symbol, scope, place);
	else
		define_static(compiler, symbol, scope, place);
	symbol->kind = SYMBOL_VARIABLE;
}

static bool same_keys(const struct key_types *left, const struct key_types *right)
{
	if (!left || !right)
		return left == right;
	if (left->count != right->count)
		return false;
	for (uint32_t i = 0; i < left->count; i++)
		if (!type_same(left->of[i], right->of[i]))
			return false;
	return true;
}

void variable_declare(struct compiler *compiler, struct symbol *symbol,
		      const struct declarator *declarator, enum scope scope)
{
	if (symbol->kind == SYMBOL_VARIABLE && type_same(symbol->type, declarator->type) &&
	    same_keys(symbol->keys, declarator->keys))
		return;
	if (symbol->kind != SYMBOL_UNKNOWN)
		error_at(&compiler->errors, D_DECL_IDRED, declarator->place,
			 "identifier redeclared: %s", symbol->name);
	variable_define(compiler, symbol, declarator->type, declarator->keys, scope,
			declarator->place);
}
