/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/check_call.h"

#include "dsl/builtins.h"
#include "dsl/check.h"
#include "dsl/check_expr.h"
#include "dsl/compiler.h"

#include <stddef.h>
#include <string.h>

/* Prototypes */

void check_passed(struct compiler *compiler, const struct node *call, uint32_t least, uint32_t most)
{
	uint32_t passed = node_count(call->list);
	bool has_optional = most != least && most != ANY_NUMBER;

	if (passed >= least && passed <= most)
		return;
	error_at(&compiler->errors, D_PROTO_LEN, call->place,
		 "%s( ) prototype mismatch: %u arg%s passed, %s%u expected", call->symbol->name,
		 passed, passed == 1 ? "" : "s", has_optional ? "at least " : "", least);
}

void check_bad_argument(struct compiler *compiler, const struct node *call,
			const struct node *argument, uint32_t number, const char *prototype)
{
	error_at(&compiler->errors, D_PROTO_ARG, argument->place,
		 "%s( ) argument #%u is incompatible with prototype:\n"
		 "\tprototype: %s\n\t argument: %s",
		 call->symbol->name, number, prototype, argument->type->name);
}

const struct type *check_named_type(struct compiler *compiler, const char *name)
{
	if (strcmp(name, "string") == 0)
		return type_of(T_STRING);
	if (strcmp(name, "void") == 0)
		return type_of(T_VOID);
	if (strcmp(name, "void_pointer") == 0)
		return type_of(T_VOID_POINTER);
	if (strcmp(name, "int") == 0)
		return type_of(T_INT);
	return symbol_intern(&compiler->arena, &compiler->names, name, strlen(name))->type;
}

/* Subroutines */

enum argument_kind {
	ARGUMENT_NONE,
	ARGUMENT_STRING,
	ARGUMENT_CHAR,
	ARGUMENT_INT,
	ARGUMENT_INT64,
	ARGUMENT_SIZE,
	ARGUMENT_ADDRESS,
	ARGUMENT_POINTER,
	ARGUMENT_PLACE,
	ARGUMENT_INT_IF,
	ARGUMENT_BASE,
	ARGUMENT_LENGTH,
};

/* How each kind is called in a prototype, and which integer type it is converted to. */
static const struct {
	const char *prototype;
	enum type_id type;
} argument_kinds[] = {
	[ARGUMENT_STRING] = {"const char *", T_STRING},
	[ARGUMENT_CHAR] = {"char", T_CHAR},
	[ARGUMENT_INT] = {"int", T_INT},
	[ARGUMENT_INT64] = {"int64_t", T_LONG},
	[ARGUMENT_SIZE] = {"size_t", T_ULONG},
	[ARGUMENT_ADDRESS] = {"uintptr_t", T_ULONG},
	[ARGUMENT_POINTER] = {"void *", T_VOID_POINTER},
	[ARGUMENT_PLACE] = {"void *", T_VOID_POINTER},
	[ARGUMENT_INT_IF] = {"int", T_INT},
	[ARGUMENT_BASE] = {"int", T_INT},
	[ARGUMENT_LENGTH] = {"size_t", T_ULONG},
};

enum { MOST_ARGUMENTS = 3 };

struct subroutine {
	const char *name;
	const char *result;
	uint32_t helper;
	uint32_t least;
	enum argument_kind arguments[MOST_ARGUMENTS];
};

static const struct subroutine subroutines[] = {
#define SUBROUTINE(name, result, helper, least, a1, a2, a3) \
	{#name, #result, HELPER_##helper, least, {ARGUMENT_##a1, ARGUMENT_##a2, ARGUMENT_##a3}},
#define BYTE_ORDER(name, type)
#include "dsl/subroutines.def"
#undef SUBROUTINE
#undef BYTE_ORDER
};

static uint32_t most_arguments(const struct subroutine *subroutine)
{
	uint32_t most = 0;

	while (most < MOST_ARGUMENTS && subroutine->arguments[most] != ARGUMENT_NONE)
		most++;
	return most;
}

static struct node *constant(struct compiler *compiler, const struct node *at, uint64_t value)
{
	struct node *node = check_new_node(compiler, NODE_INTEGER, at);

	check_make_integer(node, type_of(T_LONG), value);
	return node;
}

/* Makes a checked argument what the helper takes; NULL: it is of another type. */
static struct node *take_argument(struct compiler *compiler, struct node *node,
				  enum argument_kind kind)
{
	const struct type *type = type_of(argument_kinds[kind].type);

	switch (kind) {
	case ARGUMENT_STRING:
		if (type_is_pointer(node->type) && node->type->of->kind == KIND_VOID &&
		    !check_is_null(node))
			node = check_convert(compiler, node, type_of(T_CHAR_POINTER));
		return type_is_stringlike(node->type) || check_is_null(node)
			       ? check_coerce(compiler, node, type)
			       : NULL;
	case ARGUMENT_ADDRESS:
		node = check_decay(compiler, node);
		return type_is_scalar(node->type) ? check_label(compiler, node, type) : NULL;
	case ARGUMENT_PLACE:
		if (type_is_string(node->type))
			return NULL;
		return check_coerce(compiler, node, type);
	default:
		return check_operand(compiler, node, type);
	}
}

/* What stands for an optional argument that was not given. */
static struct node *default_argument(struct compiler *compiler, const struct node *call,
				     enum argument_kind kind)
{
	enum { DEFAULT_BASE = 10 };

	if (kind == ARGUMENT_BASE)
		return constant(compiler, call, DEFAULT_BASE);
	if (kind == ARGUMENT_LENGTH)
		return constant(compiler, call, option_value(compiler, OPTION_strsize));
	return constant(compiler, call, 0);
}

static void check_subroutine(struct compiler *compiler, struct node *call,
			     const struct subroutine *subroutine)
{
	struct node *given = call->list;
	struct node **last = &call->list;

	check_passed(compiler, call, subroutine->least, most_arguments(subroutine));
	for (uint32_t i = 0; i < most_arguments(subroutine); i++) {
		enum argument_kind kind = subroutine->arguments[i];
		struct node *argument = given;
		bool is_given = given != NULL;

		if (is_given) {
			given = given->next;
			argument = take_argument(compiler, argument, kind);
			if (!argument)
				check_bad_argument(compiler, call, *last, i + 1,
						   argument_kinds[kind].prototype);
		} else {
			argument = default_argument(compiler, call, kind);
		}
		*last = argument;
		last = &argument->next;
		if (kind == ARGUMENT_INT_IF) {
			*last = constant(compiler, call, is_given);
			last = &(*last)->next;
		}
		*last = given;
	}
	call->kind = NODE_HELPER;
	call->op = subroutine->helper;
	call->type = check_named_type(compiler, subroutine->result);
}

/* Byte order */

static const struct {
	const char *name;
	const char *type;
} byte_orders[] = {
#define SUBROUTINE(name, result, helper, least, a1, a2, a3)
#define BYTE_ORDER(name, type) {#name, #type},
#include "dsl/subroutines.def"
#undef SUBROUTINE
#undef BYTE_ORDER
};

static uint64_t swap(uint64_t value, uint32_t size)
{
	return __builtin_bswap64(value) >> (64 - 8 * size);
}

static void check_byte_order(struct compiler *compiler, struct node *call, const char *type_name)
{
	const struct type *type = check_named_type(compiler, type_name);

	check_passed(compiler, call, 1, 1);
	if (!type_is_integer(call->list->type))
		check_bad_argument(compiler, call, call->list, 1, type->name);
	call->left = check_convert(compiler, call->list, type);
	call->list = NULL;
	call->type = type;
	call->kind = NODE_SWAP;
	if (call->left->kind == NODE_INTEGER)
		check_make_integer(call, type, swap(call->left->value, type->size));
}

/* Calls */

enum { SUBROUTINE_COUNT = sizeof(subroutines) / sizeof(subroutines[0]) };

bool check_is_action(const struct node *node)
{
	return node->kind == NODE_CALL && node->symbol->kind == SYMBOL_ACTION;
}

void check_no_actions(struct compiler *compiler, const struct node *node)
{
	if (!check_is_action(node->left) && !check_is_action(node->right))
		return;
	if (node->kind == NODE_CONDITIONAL)
		error_at(&compiler->errors, D_OP_ACT, node->place,
			 "action cannot be used in a conditional context");
	error_at(&compiler->errors, D_OP_ACT, node->place, "operator %s operands cannot be actions",
		 token_text(node->op));
}

static const char *kind_name(const struct symbol *symbol)
{
	switch (symbol->kind) {
	case SYMBOL_ACTION:
		return "tracing function";
	case SYMBOL_AGGFUNC:
		return "aggregating function";
	case SYMBOL_CONSTANT:
		return "enumerator";
	default:
		return symbol->keys ? "associative array" : "scalar";
	}
}

void check_call(struct compiler *compiler, struct node *node)
{
	const struct symbol *symbol = node->symbol;

	switch (symbol->kind) {
	case SYMBOL_FUNCTION:
		for (struct node *at = node->list; at; at = at->next)
			check_expression(compiler, at);
		if (symbol->value < SUBROUTINE_COUNT)
			check_subroutine(compiler, node, &subroutines[symbol->value]);
		else
			check_byte_order(compiler, node,
					 byte_orders[symbol->value - SUBROUTINE_COUNT].type);
		break;
	case SYMBOL_REFUSED:
		check_refused_call(compiler, node);
	case SYMBOL_ACTION:
	case SYMBOL_AGGFUNC:
		error_at(&compiler->errors, D_CG_EXPR, node->place,
			 "%s %s( ) may not be called from a D expression "
			 "(D program context required)",
			 kind_name(symbol), symbol->name);
	case SYMBOL_UNKNOWN:
		error_at(&compiler->errors, D_FUNC_UNDEF, node->place,
			 "undefined function name: %s%s", symbol->name,
			 check_suggestion(compiler, symbol));
	default:
		error_at(&compiler->errors, D_FUNC_IDKIND, node->place,
			 "%s '%s' may not be referenced as a function", kind_name(symbol),
			 symbol->name);
	}
}
