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

/*
 * Makes the operand of an assignment a variable. One that is not yet known gets the type given
 * (that of the assigned expression), or, as in DTrace, int64_t when the operator needs its old
 * value.
 */
static void check_lvalue(struct compiler *compiler, const struct node *assignment,
			 struct node *node, const struct type *type)
{
	struct symbol *symbol = node->symbol;
	bool is_local = node->kind == NODE_THIS;

	if (node->kind == NODE_INDEX && symbol->kind != SYMBOL_BUILTIN)
		check_index(compiler, node);
	if (node->kind == NODE_INDEX || (node->kind == NODE_NAME && symbol->kind == SYMBOL_BUILTIN))
		error_at(&compiler->errors, D_OP_WRITE, assignment->place,
			 "operator %s can only be applied to a writable variable",
			 token_text(assignment->op));
	if (node->kind != NODE_NAME && !is_local)
		error_at(&compiler->errors, D_OP_LVAL, assignment->place,
			 "operator %s requires modifiable lvalue as an operand",
			 token_text(assignment->op));
	if (symbol->kind == SYMBOL_UNKNOWN)
		variable_define(compiler, symbol, type ? type : type_int64(compiler), is_local,
				node->place);
	check_expression(compiler, node);
	if (node->kind != NODE_VARIABLE)
		error_at(&compiler->errors, D_OP_LVAL, assignment->place,
			 "operator %s requires modifiable lvalue as an operand",
			 token_text(assignment->op));
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

void check_assign(struct compiler *compiler, struct node *node)
{
	if (node->left->kind == NODE_AGGREGATION)
		error_at(&compiler->errors, D_AGG_NULL, node->place,
			 "assignment to @%s must be a statement of its own",
			 node->left->symbol->name);
	check_expression(compiler, node->right);
	check_lvalue(compiler, node, node->left,
		     node->op == TOKEN_ASSIGN ? node->right->type : NULL);
	if (!type_is_integer(node->right->type))
		check_incompatible(compiler, node);
	if (node->op != TOKEN_ASSIGN) {
		expand(compiler, node, node->right);
		return;
	}
	node->type = node->left->type;
	node->right = check_convert(compiler, node->right, node->type);
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
	node->type = node->left->type;
	if (node->kind == NODE_UNARY)
		expand(compiler, node, one(compiler, node));
}
