/* SPDX-License-Identifier: BSD-2-Clause */
/* Conversions between types. */
#include "dsl/builtins.h"
#include "dsl/check.h"
#include "dsl/check_expr.h"
#include "dsl/compiler.h"

#include <stdarg.h>
#include <stddef.h>

void check_make_integer(struct node *node, const struct type *type, uint64_t value)
{
	node->kind = NODE_INTEGER;
	node->type = type;
	node->value = value;
	node->left = node->right = node->list = NULL;
}

struct node *check_new_node(struct compiler *compiler, enum node_kind kind, const struct node *at)
{
	struct node *node = arena_allocate(&compiler->arena, sizeof(*node));

	node->kind = kind;
	node->place = at->place;
	return node;
}

struct node *check_helper_call(struct compiler *compiler, const struct node *at,
			       const struct type *type, uint32_t helper, ...)
{
	struct node *call = check_new_node(compiler, NODE_HELPER, at);
	struct node **last = &call->list;
	struct node *argument;
	va_list arguments;

	call->type = type;
	call->op = helper;
	call->next = at->next;
	va_start(arguments, helper);
	for (argument = va_arg(arguments, struct node *); argument;
	     argument = va_arg(arguments, struct node *)) {
		argument->next = NULL;
		*last = argument;
		last = &argument->next;
	}
	va_end(arguments);
	return call;
}

bool check_is_null(const struct node *node)
{
	return node->kind == NODE_INTEGER && node->value == 0;
}

bool check_is_positive(const struct node *node)
{
	return node->kind == NODE_INTEGER && node->value != 0 &&
	       (!node->type->is_signed || (int64_t)node->value > 0);
}

static struct node *cast_to(struct compiler *compiler, struct node *node, const struct type *type)
{
	struct node *cast = check_new_node(compiler, NODE_CAST, node);

	cast->type = type;
	cast->left = node;
	cast->next = node->next;
	return cast;
}

struct node *check_convert(struct compiler *compiler, struct node *node, const struct type *type)
{
	if (node->kind == NODE_INTEGER) {
		check_make_integer(node, type,
				   type_normalize(type, type_normalize(node->type, node->value)));
		return node;
	}
	return cast_to(compiler, node, type);
}

struct node *check_label(struct compiler *compiler, struct node *node, const struct type *type)
{
	if (node->kind == NODE_INTEGER) {
		if (!type_holds(type, node->type))
			node->value = type_normalize(type, node->value);
		node->type = type;
		return node;
	}
	node = cast_to(compiler, node, type);
	node->op = CAST_LABELS;
	return node;
}

struct node *check_decay(struct compiler *compiler, struct node *node)
{
	const struct member *field = node->kind == NODE_MEMORY ? node->member : NULL;

	/* An int holds every value of an unsigned bit-field that is narrower than one. */
	if (field && field->bits < 8 * type_of(T_INT)->size &&
	    field->type->rank == type_of(T_INT)->rank)
		return check_convert(compiler, node, type_of(T_INT));
	if (node->type->kind != KIND_ARRAY)
		return node;
	return cast_to(compiler, node, type_pointer(&compiler->arena, node->type->of));
}

/* The string at an address, cut where the array ends. */
static struct node *string_at(struct compiler *compiler, struct node *node)
{
	struct node *limit = check_new_node(compiler, NODE_INTEGER, node);

	check_make_integer(limit, type_of(T_ULONG),
			   node->type->kind == KIND_ARRAY ? node->type->size
							  : option_value(compiler, OPTION_strsize));
	return check_helper_call(compiler, node, type_of(T_STRING), HELPER_copyinstr, node, limit,
				 NULL);
}

/* The NULL string: an object has no such constant, but strchr("", 1) finds it. */
static struct node *null_string(struct compiler *compiler, struct node *node)
{
	struct node *nothing = check_new_node(compiler, NODE_TEXT, node);
	struct node *wanted = check_new_node(compiler, NODE_INTEGER, node);

	nothing->type = type_of(T_STRING); /* value 0 is the string "" */
	check_make_integer(wanted, type_of(T_INT), 1);
	return check_helper_call(compiler, node, type_of(T_STRING), HELPER_strchr, nothing, wanted,
				 NULL);
}

static struct node *to_string(struct compiler *compiler, struct node *node)
{
	if (type_is_string(node->type))
		return node;
	if (type_is_stringlike(node->type))
		return string_at(compiler, node);
	return check_is_null(node) ? null_string(compiler, node) : NULL;
}

bool check_pointers_match(const struct type *left, const struct type *right)
{
	return left->of->kind == KIND_VOID || right->of->kind == KIND_VOID ||
	       type_same(left->of, right->of);
}

static struct node *to_pointer(struct compiler *compiler, struct node *node,
			       const struct type *type)
{
	if (type_is_string(node->type) && (type->of->kind == KIND_VOID || type_is_stringlike(type)))
		return check_helper_call(compiler, node, type, HELPER_str_address, node, NULL);
	node = check_decay(compiler, node);
	if (type_is_integer(node->type))
		return check_convert(compiler, node, type);
	if (!type_is_pointer(node->type) || !check_pointers_match(type, node->type))
		return NULL;
	return check_convert(compiler, node, type);
}

struct node *check_coerce(struct compiler *compiler, struct node *node, const struct type *type)
{
	if (type_same(node->type, type) && !type_is_integer(type))
		return node;
	if (type_is_string(type))
		return to_string(compiler, node);
	if (type_is_pointer(type))
		return to_pointer(compiler, node, type);
	if (type_is_integer(type))
		return type_is_integer(node->type) ? check_convert(compiler, node, type) : NULL;
	return type_is_compound(type) && type_same(type, node->type) ? node : NULL;
}

struct node *check_operand(struct compiler *compiler, struct node *node, const struct type *type)
{
	return type_is_integer(node->type) && type_is_integer(type)
		       ? check_label(compiler, node, type)
		       : check_coerce(compiler, node, type);
}

static __attribute__((noreturn)) void bad_cast(struct compiler *compiler, const struct node *node)
{
	if (node->symbol) /* the cast of an argument to the type of an inline's parameter */
		error_at(&compiler->errors, D_PROTO_ARG, node->place,
			 "%s[ ] argument #%llu is incompatible with prototype:\n"
			 "\tprototype: %s\n\t argument: %s",
			 node->symbol->name, (unsigned long long)node->value, node->type->name,
			 node->left->type->name);
	error_at(&compiler->errors, D_CAST_INVAL, node->place,
		 "invalid cast expression: \"%s\" to \"%s\"", node->left->type->name,
		 node->type->name);
}

/* Casts convert more than assignments do: any address to a string, any scalar to another. */
void check_cast(struct compiler *compiler, struct node *node)
{
	const struct type *type = node->type;
	struct node *next = node->next;
	struct node *made;

	check_expression(compiler, node->left);
	node->left = check_decay(compiler, node->left);
	made = node->left;
	if (type_is_scalar(type) && type_is_string(made->type)) {
		if (type->size != 8)
			bad_cast(compiler, node);
		made = check_helper_call(compiler, made, type, HELPER_str_address, made, NULL);
	} else if (type_is_scalar(type) && type_is_scalar(made->type)) {
		made = check_convert(compiler, made, type);
	} else if (type_is_string(type) && type_is_scalar(made->type)) {
		made = string_at(compiler, made);
	} else if (!type_same(type, made->type)) {
		bad_cast(compiler, node);
	}
	*node = *made;
	node->next = next;
}

void check_stringof(struct compiler *compiler, struct node *node)
{
	struct node *next = node->next;
	struct node *left = node->left;

	check_expression(compiler, left);
	if (!type_is_scalar(left->type) && !type_is_stringlike(left->type))
		error_at(&compiler->errors, D_STRINGOF_TYPE, node->place,
			 "cannot apply stringof to a value of type %s", left->type->name);
	*node = type_is_string(left->type) ? *left : *string_at(compiler, left);
	node->next = next;
}
