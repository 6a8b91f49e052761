/* SPDX-License-Identifier: BSD-2-Clause */
/* Types and constants of expressions. */
#include "dsl/check_expr.h"
#include "dsl/check.h"
#include "dsl/compiler.h"
#include "dsl/fold.h"

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

struct node *check_convert(struct compiler *compiler, struct node *node, const struct type *type)
{
	if (node->kind == NODE_INTEGER) {
		check_make_integer(node, type, type_normalize(type, node->value));
		return node;
	}

	struct node *cast = check_new_node(compiler, NODE_CAST, node);

	cast->type = type;
	cast->left = node;
	cast->next = node->next;
	return cast;
}

void check_incompatible(struct compiler *compiler, const struct node *node)
{
	error_at(&compiler->errors, D_OP_INCOMPAT, node->place,
		 "operands have incompatible types: \"%s\" %s \"%s\"", node->left->type->name,
		 token_text(node->op), node->right->type->name);
}

static void require_integers(struct compiler *compiler, const struct node *node, enum error_tag tag)
{
	const char *class = tag == D_OP_INT ? "integral" : "scalar";

	if (type_is_integer(node->left->type) &&
	    (!node->right || type_is_integer(node->right->type)))
		return;
	error_at(&compiler->errors, tag, node->place,
		 node->right ? "operator %s requires operands of %s type"
			     : "operator %s requires an operand of %s type",
		 token_text(node->op), class);
}

/* Operators */

static void check_unary(struct compiler *compiler, struct node *node)
{
	check_expression(compiler, node->left);
	require_integers(compiler, node, node->op == TOKEN_NOT ? D_OP_SCALAR : D_OP_INT);
	if (node->op == TOKEN_NOT) {
		node->type = type_of(T_INT);
	} else {
		node->type = type_promote(node->left->type);
		node->left = check_convert(compiler, node->left, node->type);
	}
	if (node->left->kind == NODE_INTEGER)
		check_make_integer(
			node, node->type,
			fold_unary((enum token_kind)node->op, node->left->type, node->left->value));
}

static bool is_comparison(uint32_t op)
{
	return op == TOKEN_EQ || op == TOKEN_NE || op == TOKEN_LT || op == TOKEN_LE ||
	       op == TOKEN_GT || op == TOKEN_GE;
}

static bool is_logical(uint32_t op)
{
	return op == TOKEN_LOGICAL_AND || op == TOKEN_LOGICAL_OR || op == TOKEN_LOGICAL_XOR;
}

/* Types of a binary operator whose operands are checked. */
static void type_binary(struct compiler *compiler, struct node *node)
{
	struct node *left = node->left;
	struct node *right = node->right;

	if (is_comparison(node->op) && type_is_string(left->type) && type_is_string(right->type)) {
		node->type = type_of(T_INT);
		return;
	}
	if (is_comparison(node->op) &&
	    !(type_is_integer(left->type) && type_is_integer(right->type)))
		check_incompatible(compiler, node);
	require_integers(compiler, node, is_logical(node->op) ? D_OP_SCALAR : D_OP_INT);
	if (is_logical(node->op)) {
		node->type = type_of(T_INT);
		return;
	}

	bool is_shift = node->op == TOKEN_SHL || node->op == TOKEN_SHR;
	const struct type *type =
		is_shift ? type_promote(left->type) : type_common(left->type, right->type);

	node->left = check_convert(compiler, left, type);
	if (!is_shift)
		node->right = check_convert(compiler, right, type);
	node->type = is_comparison(node->op) ? type_of(T_INT) : type;
}

static void fold_binary_node(struct compiler *compiler, struct node *node)
{
	const struct node *left = node->left;
	const struct node *right = node->right;

	if ((node->op == TOKEN_DIV || node->op == TOKEN_MOD) && right->kind == NODE_INTEGER &&
	    right->value == 0)
		error_at(&compiler->errors, D_DIV_ZERO, node->place,
			 "expression contains division by zero");
	/* The right side of && and || may be left alone only when the left one is constant: it
	 * decides. */
	if (left->kind == NODE_INTEGER && ((node->op == TOKEN_LOGICAL_AND && left->value == 0) ||
					   (node->op == TOKEN_LOGICAL_OR && left->value != 0)))
		check_make_integer(node, node->type, left->value != 0);
	else if (left->kind == NODE_INTEGER && right->kind == NODE_INTEGER)
		check_make_integer(node, node->type,
				   fold_binary((enum token_kind)node->op, left->type, left->value,
					       right->value));
}

void check_operator(struct compiler *compiler, struct node *node)
{
	type_binary(compiler, node);
	fold_binary_node(compiler, node);
}

static void check_binary(struct compiler *compiler, struct node *node)
{
	check_expression(compiler, node->left);
	check_expression(compiler, node->right);
	if (node->op == TOKEN_COMMA) {
		node->type = node->right->type;
		return;
	}
	check_operator(compiler, node);
}

static void check_conditional(struct compiler *compiler, struct node *node)
{
	struct node *condition = node->list;

	check_expression(compiler, condition);
	check_expression(compiler, node->left);
	check_expression(compiler, node->right);
	if (!type_is_integer(condition->type))
		error_at(&compiler->errors, D_OP_SCALAR, condition->place,
			 "operator ?: expression must be of scalar type");
	if (type_is_string(node->left->type) && type_is_string(node->right->type)) {
		node->type = type_of(T_STRING);
	} else if (type_is_integer(node->left->type) && type_is_integer(node->right->type)) {
		node->type = type_common(node->left->type, node->right->type);
		node->left = check_convert(compiler, node->left, node->type);
		node->right = check_convert(compiler, node->right, node->type);
	} else {
		error_at(&compiler->errors, D_OP_INCOMPAT, node->place,
			 "operator ?: operands must have compatible types");
	}

	const struct node *chosen = condition->value ? node->left : node->right;

	if (condition->kind == NODE_INTEGER && chosen->kind == NODE_INTEGER)
		check_make_integer(node, node->type, chosen->value);
}

static void check_cast(struct compiler *compiler, struct node *node)
{
	check_expression(compiler, node->left);
	if (type_is_string(node->type) && type_is_integer(node->left->type))
		error_at(&compiler->errors, D_UNSUPPORTED, node->place,
			 "a string at an address of the guest is not supported yet");
	if (type_is_string(node->type) != type_is_string(node->left->type))
		error_at(&compiler->errors, D_CAST_INVAL, node->place,
			 "invalid cast expression: \"%s\" to \"%s\"", node->left->type->name,
			 node->type->name);
	if (node->left->kind == NODE_INTEGER)
		check_make_integer(node, node->type, type_normalize(node->type, node->left->value));
}

static void check_sizeof(struct compiler *compiler, struct node *node)
{
	const struct type *type = node->type;

	if (node->left) {
		check_expression(compiler, node->left);
		type = node->left->type;
	}
	if (!type_is_integer(type))
		error_at(&compiler->errors, D_SIZEOF_TYPE, node->place,
			 "cannot apply sizeof to an operand of unknown size");
	check_make_integer(node, type_of(T_ULONG), type->size);
}

static void check_stringof(struct compiler *compiler, struct node *node)
{
	check_expression(compiler, node->left);
	if (!type_is_string(node->left->type))
		error_at(
			&compiler->errors, D_UNSUPPORTED, node->place,
			"stringof a value of type '%s', an address of the guest, is not supported yet",
			node->left->type->name);

	struct node *next = node->next;

	*node = *node->left;
	node->next = next;
}

void check_expression(struct compiler *compiler, struct node *node)
{
	switch (node->kind) {
	case NODE_TEXT:
		node->type = type_of(T_STRING);
		node->value = compiler_string(compiler, node->text, node->length);
		break;
	case NODE_NAME:
		check_name(compiler, node);
		break;
	case NODE_THIS:
		check_this(compiler, node);
		break;
	case NODE_CALL:
		check_bad_call(compiler, node);
	case NODE_INDEX:
		check_index(compiler, node);
		break;
	case NODE_AGGREGATION:
		error_at(&compiler->errors, D_OP_SCALAR, node->place,
			 "@%s: an aggregation has no value that an expression could use",
			 node->symbol->name);
	case NODE_UNARY:
		if (node->op == TOKEN_INCREMENT || node->op == TOKEN_DECREMENT)
			check_increment(compiler, node);
		else
			check_unary(compiler, node);
		break;
	case NODE_POSTFIX:
		check_increment(compiler, node);
		break;
	case NODE_BINARY:
		check_binary(compiler, node);
		break;
	case NODE_ASSIGN:
		check_assign(compiler, node);
		break;
	case NODE_CONDITIONAL:
		check_conditional(compiler, node);
		break;
	case NODE_CAST:
		check_cast(compiler, node);
		break;
	case NODE_SIZEOF:
		check_sizeof(compiler, node);
		break;
	case NODE_STRINGOF:
		check_stringof(compiler, node);
		break;
	default: /* an integer, or checked before: the variable of an assignment */
		break;
	}
}
