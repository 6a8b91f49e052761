/* SPDX-License-Identifier: BSD-2-Clause */
/* Assignments, and the variables that they declare. */
#include "dsl/check.h"
#include "dsl/check_expr.h"
#include "dsl/compiler.h"
#include "dsl/variables.h"

#include <stddef.h>

static const struct type *type_int64(struct compiler *compiler)
{
	return symbol_intern(&compiler->arena, &compiler->names, "int64_t", 7)->type;
}

static __attribute__((noreturn)) void not_modifiable(struct compiler *compiler,
						     const struct node *assignment)
{
	error_at(&compiler->errors, D_OP_LVAL, assignment->place,
		 "operator %s requires modifiable lvalue as an operand",
		 token_text(assignment->op));
}

static bool names_variable(const struct node *node)
{
	return node->kind == NODE_NAME || node->kind == NODE_THIS || node->kind == NODE_SELF ||
	       node->kind == NODE_INDEX;
}

/* What a variable becomes that is first assigned a value of this type. */
static const struct type *type_to_define(struct compiler *compiler, const struct type *type)
{
	if (!type)
		return type_int64(compiler);
	if (type->kind != KIND_ARRAY)
		return type;
	return type_is_stringlike(type) ? type_of(T_STRING)
					: type_pointer(&compiler->arena, type->of);
}

/* The first assignment to a name declares it. */
static void define_variable(struct compiler *compiler, struct node *node, const struct type *type)
{
	uint32_t kind = node->kind == NODE_INDEX ? node->op : node->kind;
	enum scope scope = kind == NODE_THIS   ? SCOPE_THIS
			   : kind == NODE_SELF ? SCOPE_SELF
					       : SCOPE_GLOBAL;
	struct key_types *keys = NULL;

	if (node->kind == NODE_INDEX) {
		if (scope == SCOPE_THIS)
			error_at(&compiler->errors, D_ARR_LOCAL, node->place,
				 "this->%s: clause-local variables cannot be associative arrays",
				 node->symbol->name);
		if (!node->list)
			error_at(&compiler->errors, D_SYNTAX, node->place,
				 "%s[ ]: an associative array needs a key", node->symbol->name);
		keys = check_array_keys(compiler, node, NULL);
	}
	variable_define(compiler, node->symbol, type_to_define(compiler, type), keys, scope,
			node->place);
}

/*
 * Makes the operand of an assignment a place in memory. A variable that is not yet known gets the type given
 * (that of the assigned expression), or, as in DTrace, int64_t when the operator needs its old
 * value.
 */
static void check_lvalue(struct compiler *compiler, const struct node *assignment,
			 struct node *node, const struct type *type)
{
	if (names_variable(node)) {
		if (node->symbol->kind == SYMBOL_BUILTIN)
			error_at(&compiler->errors, D_OP_WRITE, assignment->place,
				 "operator %s can only be applied to a writable variable",
				 token_text(assignment->op));
		if (node->symbol->kind == SYMBOL_UNKNOWN)
			define_variable(compiler, node, type);
	}
	check_expression(compiler, node);
	if (node->kind != NODE_VARIABLE && node->kind != NODE_DYNAMIC && node->kind != NODE_MEMORY)
		not_modifiable(compiler, assignment);
	if (node->type->kind == KIND_ARRAY)
		error_at(&compiler->errors, D_OP_ARRFUN, assignment->place,
			 "operator %s may not be applied to operand of type \"%s\"",
			 token_text(assignment->op), node->type->name);
}

/* The operator of `op=`, by its token. */
static uint32_t operator_of(uint32_t assignment)
{
	switch (assignment) {
	case TOKEN_ADD_ASSIGN:
	case TOKEN_INCREMENT:
		return TOKEN_ADD;
	case TOKEN_SUB_ASSIGN:
	case TOKEN_DECREMENT:
		return TOKEN_SUB;
	case TOKEN_MUL_ASSIGN:
		return TOKEN_MUL;
	case TOKEN_DIV_ASSIGN:
		return TOKEN_DIV;
	case TOKEN_MOD_ASSIGN:
		return TOKEN_MOD;
	case TOKEN_AND_ASSIGN:
		return TOKEN_AND;
	case TOKEN_OR_ASSIGN:
		return TOKEN_OR;
	case TOKEN_XOR_ASSIGN:
		return TOKEN_XOR;
	case TOKEN_SHL_ASSIGN:
		return TOKEN_SHL;
	default:
		return TOKEN_SHR;
	}
}

/* x op= e and ++x become x = x op e: a variable's name has no effect that could come twice. */
static void expand(struct compiler *compiler, struct node *node, struct node *operand)
{
	struct node *sum = check_new_node(compiler, NODE_BINARY, node);

	sum->op = operator_of(node->op);
	sum->left = node->left;
	sum->right = operand;
	check_operator(compiler, sum);
	node->kind = NODE_ASSIGN;
	node->op = TOKEN_ASSIGN;
	node->type = node->left->type;
	node->right = check_convert(compiler, sum, node->type);
}

/* Stands, in an assignment's right side, for what its left side was. */
static struct node *old_value(struct compiler *compiler, struct node *assignment)
{
	struct node *old = check_new_node(compiler, NODE_OLD, assignment);

	old->type = assignment->left->type;
	assignment->list = old;
	return old;
}

/* The new value of `x op= e`, computed from the old one, x itself being looked at once. */
static void compute_from_old(struct compiler *compiler, struct node *node, struct node *operand)
{
	struct node *sum = check_new_node(compiler, NODE_BINARY, node);

	sum->op = operator_of(node->op);
	sum->left = old_value(compiler, node);
	sum->right = operand;
	check_operator(compiler, sum);
	node->type = node->left->type;
	node->right = check_coerce(compiler, sum, node->type);
	if (!node->right)
		check_incompatible(compiler, sum);
}

static bool is_simple(const struct node *node)
{
	return node->left->kind == NODE_VARIABLE && type_is_integer(node->left->type);
}

/* Assigning 0 to an element that is no integer frees it. */
static bool frees(const struct node *node)
{
	return node->left->kind == NODE_DYNAMIC && !type_is_scalar(node->left->type) &&
	       check_is_null(node->right);
}

void check_assign(struct compiler *compiler, struct node *node)
{
	struct node *right = node->right;

	if (node->left->kind == NODE_AGGREGATION)
		error_at(&compiler->errors, D_AGG_NULL, node->place,
			 "assignment to @%s must be a statement of its own",
			 node->left->symbol->name);
	check_expression(compiler, right);
	check_lvalue(compiler, node, node->left, node->op == TOKEN_ASSIGN ? right->type : NULL);
	if (node->op != TOKEN_ASSIGN && is_simple(node)) {
		expand(compiler, node, right);
	} else if (node->op != TOKEN_ASSIGN) {
		compute_from_old(compiler, node, right);
	} else {
		node->type = node->left->type;
		node->right = frees(node) ? NULL : check_coerce(compiler, right, node->type);
		if (!node->right && !check_is_null(right)) {
			node->right = right;
			check_incompatible(compiler, node);
		}
	}
}

static struct node *one(struct compiler *compiler, const struct node *at)
{
	struct node *node = check_new_node(compiler, NODE_INTEGER, at);

	check_make_integer(node, type_of(T_INT), 1);
	return node;
}

void check_increment(struct compiler *compiler, struct node *node)
{
	check_lvalue(compiler, node, node->left, NULL);
	if (!type_is_scalar(node->left->type))
		error_at(&compiler->errors, D_OP_SCALAR, node->place,
			 "operator %s requires an operand of scalar type", token_text(node->op));
	if (node->kind == NODE_UNARY && is_simple(node)) {
		expand(compiler, node, one(compiler, node));
		return;
	}
	if (node->kind == NODE_UNARY)
		node->kind = NODE_ASSIGN;
	compute_from_old(compiler, node, one(compiler, node));
}
