/* SPDX-License-Identifier: BSD-2-Clause */
/* What names mean: variables, built-ins, constants, the arrays vmregs[] and uregs[]. */
#include "dsl/abi/context.h"
#include "dsl/abi/object.h"
#include "dsl/base/fmt.h"
#include "dsl/builtins.h"
#include "dsl/check.h"
#include "dsl/check_expr.h"
#include "dsl/compiler.h"
#include "dsl/inline.h"

#include <stddef.h>

const char *check_suggestion(struct compiler *compiler, const struct symbol *symbol)
{
	enum { MAX_LENGTH = 80 };
	const char *name = symbol_suggest(&compiler->names, symbol->name, symbol->length);

	if (!name)
		return "";

	char *text = arena_allocate(&compiler->arena, MAX_LENGTH);

	fmt_format(text, MAX_LENGTH, ": did you mean %s?", name);
	return text;
}

static void check_builtin(struct compiler *compiler, struct node *node)
{
	const struct builtin *builtin = &builtins[node->symbol->value];

	node->type = node->symbol->type;
	node->value = builtin->argument;
	switch (builtin->source) {
	case BUILTIN_CONTEXT:
		node->kind = NODE_CONTEXT;
		break;
	case BUILTIN_HELPER:
		node->kind = NODE_HELPER;
		node->op = builtin->argument;
		break;
	case BUILTIN_ARG:
		node->kind = NODE_HELPER;
		node->op = HELPER_arg;
		break;
	case BUILTIN_TEXT:
		node->kind = NODE_HELPER;
		node->op = HELPER_string_builtin;
		break;
	case BUILTIN_FIELDS:
	case BUILTIN_REGISTERS:
		check_count(compiler, node, "[ ]", "arg", 1);
	}
}

/* A variable's name without an index. */
static void check_variable(struct compiler *compiler, struct node *node)
{
	const struct symbol *symbol = node->symbol;

	if (symbol->keys)
		error_at(&compiler->errors, D_IDENT_BADREF, node->place,
			 "array '%s' may not be referenced as a scalar", symbol->name);
	node->kind = symbol->area == AREA_DYNAMIC ? NODE_DYNAMIC : NODE_VARIABLE;
	node->type = symbol->type;
}

void check_name(struct compiler *compiler, struct node *node)
{
	const struct symbol *symbol = node->symbol;

	switch (symbol->kind) {
	case SYMBOL_CONSTANT:
		check_make_integer(node, symbol->type ? symbol->type : type_of(T_INT),
				   type_normalize(type_of(T_INT), symbol->value));
		break;
	case SYMBOL_INLINE:
		inline_expand(compiler, node);
		break;
	case SYMBOL_BUILTIN:
		check_builtin(compiler, node);
		break;
	case SYMBOL_VARIABLE:
		check_variable(compiler, node);
		break;
	case SYMBOL_REFUSED:
		check_refused(compiler, node);
	case SYMBOL_FUNCTION:
	case SYMBOL_ACTION:
	case SYMBOL_AGGFUNC:
		error_at(&compiler->errors, D_IDENT_BADREF, node->place,
			 "function '%s' may not be referenced as a variable", symbol->name);
	case SYMBOL_TYPE:
		error_at(&compiler->errors, D_SYNTAX, node->place, "syntax error near \"%s\"",
			 symbol->name);
	default:
		error_at(&compiler->errors, D_IDENT_UNDEF, node->place,
			 "failed to resolve %s: Unknown variable name%s", symbol->name,
			 check_suggestion(compiler, symbol));
	}
}

void check_scoped(struct compiler *compiler, struct node *node)
{
	if (node->symbol->kind != SYMBOL_VARIABLE)
		error_at(&compiler->errors, D_VAR_UNDEF, node->place,
			 "%s->%s has not yet been declared or assigned",
			 node->kind == NODE_THIS ? "this" : "self", node->symbol->name);
	check_variable(compiler, node);
}

void check_count(struct compiler *compiler, const struct node *node, const char *brackets,
		 const char *what, uint32_t count)
{
	uint32_t passed = node_count(node->list);

	if (passed != count)
		error_at(&compiler->errors, D_PROTO_LEN, node->place,
			 "%s%s%s prototype mismatch: %u %s%s passed, %u expected",
			 node->kind == NODE_AGGREGATION ? "@" : "", node->symbol->name, brackets,
			 passed, what, passed == 1 ? "" : "s", count);
}

/* vmregs[] and uregs[] */

static bool is_field(uint64_t encoding)
{
	static const uint32_t fields[] = {
#define VMCS_FIELD(name, encoding) encoding,
#include "dsl/abi/vmcs_fields.def"
#undef VMCS_FIELD
	};

	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (fields[i] == encoding)
			return true;
	return false;
}

enum register_index {
#define REGISTER(name, index) name = (index),
#include "dsl/abi/registers.def"
#undef REGISTER
};

static bool is_register(uint64_t index)
{
	static const bool known[] = {
#define REGISTER(name, index) [index] = true,
#include "dsl/abi/registers.def"
#undef REGISTER
	};

	return index < sizeof(known) / sizeof(known[0]) && known[index];
}

/* The registers that the context holds: reading these needs no call. */
static bool is_context_register(uint64_t index, uint64_t *offset)
{
	static const int8_t gprs[] = {
		[R_R15] = GPR_R15, [R_R14] = GPR_R14, [R_R13] = GPR_R13, [R_R12] = GPR_R12,
		[R_R11] = GPR_R11, [R_R10] = GPR_R10, [R_R9] = GPR_R9,	 [R_R8] = GPR_R8,
		[R_RDI] = GPR_RDI, [R_RSI] = GPR_RSI, [R_RBP] = GPR_RBP, [R_RBX] = GPR_RBX,
		[R_RDX] = GPR_RDX, [R_RCX] = GPR_RCX, [R_RAX] = GPR_RAX,
	};

	if (index < R_R15 || index >= sizeof(gprs))
		return false;
	*offset = offsetof(struct probe_context, gpr) + 8 * (uint64_t)gprs[index];
	return true;
}

static bool is_register_array(const struct symbol *symbol)
{
	return symbol->kind == SYMBOL_BUILTIN &&
	       (symbol->value == BUILTIN_ID_vmregs || symbol->value == BUILTIN_ID_uregs);
}

static void check_register(struct compiler *compiler, struct node *node)
{
	const struct symbol *symbol = node->symbol;
	bool is_fields = symbol->value == BUILTIN_ID_vmregs;
	struct node *index = node->list;

	check_count(compiler, node, "[ ]", "arg", 1);
	check_expression(compiler, index);
	if (index->kind != NODE_INTEGER)
		error_at(&compiler->errors, D_PROTO_ARG, index->place,
			 "%s[ ] argument #1 is incompatible with prototype:\n"
			 "\tprototype: integer constant\n\t argument: %s",
			 symbol->name,
			 type_is_integer(index->type) ? "integer expression" : index->type->name);
	if (!(is_fields ? is_field(index->value) : is_register(index->value)))
		error_at(&compiler->errors, D_REGS_IDX, index->place,
			 "index %lld is out of range for array %s: no %s has this number",
			 (long long)index->value, symbol->name,
			 is_fields ? "VMCS field" : "64-bit register");
	node->type = symbol->type;
	node->kind = NODE_HELPER;
	node->op = is_fields ? HELPER_vmread : HELPER_ureg;
	node->value = index->value;
	if (!is_fields && is_context_register(index->value, &node->value))
		node->kind = NODE_CONTEXT;
}

/* Integers and pointers go into integers; strings, and what can be taken for one, into strings. */
static struct node *convert_key(struct compiler *compiler, const struct node *node,
				struct node *key, const struct type *type, uint32_t number)
{
	struct node *made = check_decay(compiler, key);

	if (type_is_string(type))
		made = type_is_stringlike(key->type) ? check_coerce(compiler, key, type) : NULL;
	else if (!type_is_scalar(made->type))
		made = NULL;
	if (!made)
		error_at(&compiler->errors, D_PROTO_ARG, key->place,
			 "%s[ ] key #%u is incompatible with prototype:\n"
			 "\tprototype: %s\n\t argument: %s",
			 node->symbol->name, number, type->name, key->type->name);
	return made;
}

static struct key_types *types_of_keys(struct compiler *compiler, const struct node *list)
{
	struct key_types *keys = arena_allocate(&compiler->arena, sizeof(*keys));

	for (const struct node *key = list; key; key = key->next) {
		const struct type *type = key->type;

		if (keys->count == OBJECT_MAX_KEYS)
			error_at(&compiler->errors, D_LIMIT, key->place,
				 "an associative array can have at most %d keys", OBJECT_MAX_KEYS);
		if (type->kind == KIND_ARRAY && type_is_stringlike(type))
			type = type_of(T_STRING);
		if (!type_is_scalar(type) && !type_is_string(type))
			error_at(&compiler->errors, D_KEY_TYPE, key->place,
				 "%s expression may not be used as array index: key #%u",
				 type->name, keys->count + 1);
		keys->of[keys->count++] = type;
	}
	return keys;
}

struct key_types *check_array_keys(struct compiler *compiler, struct node *node,
				   struct key_types *keys)
{
	uint32_t i = 0;

	for (struct node *key = node->list; key; key = key->next)
		check_expression(compiler, key);
	if (!keys)
		keys = types_of_keys(compiler, node->list);
	check_count(compiler, node, "[ ]", "key", keys->count);
	for (struct node **link = &node->list; *link; link = &(*link)->next, i++)
		*link = convert_key(compiler, node, *link, keys->of[i], i + 1);
	return keys;
}

/* name[...] of what is no associative array, but a string or has elements. */
static void check_name_index(struct compiler *compiler, struct node *node)
{
	struct node *base = check_new_node(compiler, NODE_NAME, node);

	base->symbol = node->symbol;
	check_name(compiler, base);
	if (!node->list || node->list->next)
		error_at(&compiler->errors, D_ARR_BADREF, node->place,
			 "cannot access %s as an associative array", node->symbol->name);
	check_element(compiler, node, base, node->list);
}

/* name[...] of a variable: an element of an associative array, or of what the variable points to. */
static void check_variable_index(struct compiler *compiler, struct node *node)
{
	const struct symbol *symbol = node->symbol;

	if (symbol->keys) {
		check_array_keys(compiler, node, symbol->keys);
		node->kind = NODE_DYNAMIC;
		node->type = symbol->type;
		return;
	}
	if (type_is_scalar(symbol->type) && !type_is_pointer(symbol->type))
		error_at(&compiler->errors, D_IDENT_BADREF, node->place,
			 "scalar '%s' may not be referenced as an array", symbol->name);
	check_name_index(compiler, node);
}

void check_index(struct compiler *compiler, struct node *node)
{
	const struct symbol *symbol = node->symbol;

	if (symbol->kind == SYMBOL_REFUSED)
		check_refused(compiler, node);
	if (symbol->kind == SYMBOL_VARIABLE) {
		check_variable_index(compiler, node);
	} else if (symbol->kind == SYMBOL_INLINE && inline_has_parameters(symbol)) {
		inline_expand(compiler, node);
	} else if (symbol->kind == SYMBOL_INLINE ||
		   (symbol->kind == SYMBOL_BUILTIN && type_is_string(symbol->type))) {
		check_name_index(compiler, node);
	} else if (is_register_array(symbol)) {
		check_register(compiler, node);
	} else if (symbol->kind == SYMBOL_UNKNOWN && node->op != NODE_NAME) {
		error_at(&compiler->errors, D_VAR_UNDEF, node->place,
			 "%s->%s[ ] has not yet been declared or assigned",
			 node->op == NODE_THIS ? "this" : "self", symbol->name);
	} else if (symbol->kind == SYMBOL_UNKNOWN) {
		error_at(&compiler->errors, D_IDENT_UNDEF, node->place,
			 "failed to resolve %s: Unknown variable name%s", symbol->name,
			 check_suggestion(compiler, symbol));
	} else {
		error_at(&compiler->errors, D_IDENT_BADREF, node->place,
			 "'%s' may not be referenced as an array", symbol->name);
	}
}
