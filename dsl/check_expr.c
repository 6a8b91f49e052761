/* SPDX-License-Identifier: BSD-2-Clause */
/* Types and constants of expressions. */
#include "dsl/check_expr.h"
#include "dsl/builtins.h"
#include "dsl/check.h"
#include "dsl/check_call.h"
#include "dsl/compiler.h"
#include "dsl/fold.h"

#include <stddef.h>

void check_incompatible(struct compiler *compiler, const struct node *node)
{
	error_at(&compiler->errors, D_OP_INCOMPAT, node->place,
		 "operands have incompatible types: \"%s\" %s \"%s\"", node->left->type->name,
		 token_text(node->op), node->right->type->name);
}

/* What kind of operands an operator wants, in DTrace's words and tags. */
static const struct {
	enum error_tag tag;
	const char *name;
	bool (*fits)(const struct type *);
} operand_classes[] = {
	{D_OP_INT, "integral", type_is_integer},
	{D_OP_ARITH, "arithmetic", type_is_integer},
	{D_OP_SCALAR, "scalar", type_is_scalar},
};

static void require_operands(struct compiler *compiler, const struct node *node, enum error_tag tag)
{
	size_t i = 0;

	while (operand_classes[i].tag != tag)
		i++;
	if (operand_classes[i].fits(node->left->type) &&
	    (!node->right || operand_classes[i].fits(node->right->type)))
		return;
	error_at(&compiler->errors, tag, node->place,
		 node->right ? "operator %s requires operands of %s type"
			     : "operator %s requires an operand of %s type",
		 token_text(node->op), operand_classes[i].name);
}

static enum error_tag class_of(uint32_t op, bool is_unary)
{
	if (op == TOKEN_NOT)
		return D_OP_SCALAR;
	if (op == TOKEN_MUL || op == TOKEN_DIV || (is_unary && op != TOKEN_COMPLEMENT))
		return D_OP_ARITH;
	return D_OP_INT;
}

/* Operators */

static void check_unary(struct compiler *compiler, struct node *node)
{
	check_expression(compiler, node->left);
	node->left = check_decay(compiler, node->left);
	require_operands(compiler, node, class_of(node->op, true));
	if (node->op == TOKEN_NOT) {
		node->type = type_of(T_INT);
	} else {
		node->type = type_promote(node->left->type);
		node->left = check_label(compiler, node->left, node->type);
	}
	if (node->left->kind == NODE_INTEGER)
		check_make_integer(node, node->type,
				   fold_unary((enum token_kind)node->op, node->left->value));
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

/* string == 0 and string != 0 ask whether there is one. False if it is something else. */
static bool check_null_string(struct compiler *compiler, struct node *node)
{
	struct node *string = type_is_string(node->left->type) ? node->left : node->right;
	const struct node *other = string == node->left ? node->right : node->left;
	struct node *next = node->next;
	bool is_equal = node->op == TOKEN_EQ;

	if (!type_is_string(string->type) || !check_is_null(other) ||
	    (!is_equal && node->op != TOKEN_NE))
		return false;
	*node = *check_helper_call(compiler, node, type_of(T_INT), HELPER_str_is_null, string,
				   NULL);
	if (!is_equal) {
		struct node *is_null = check_new_node(compiler, NODE_HELPER, node);

		*is_null = *node;
		node->kind = NODE_UNARY;
		node->op = TOKEN_NOT;
		node->left = is_null;
		node->list = NULL;
	}
	node->next = next;
	return true;
}

static void type_comparison(struct compiler *compiler, struct node *node)
{
	struct node *left = node->left;
	struct node *right = node->right;
	const struct type *type;

	if ((type_is_string(left->type) || type_is_string(right->type)) &&
	    type_is_stringlike(left->type) && type_is_stringlike(right->type)) {
		node->left = check_coerce(compiler, left, type_of(T_STRING));
		node->right = check_coerce(compiler, right, type_of(T_STRING));
		node->type = type_of(T_INT);
		return;
	}
	node->left = left = check_decay(compiler, left);
	node->right = right = check_decay(compiler, right);
	if (!type_is_scalar(left->type) || !type_is_scalar(right->type) ||
	    (type_is_pointer(left->type) && type_is_pointer(right->type) &&
	     !check_pointers_match(left->type, right->type)))
		check_incompatible(compiler, node);
	if (type_is_pointer(left->type) || type_is_pointer(right->type))
		type = type_of(T_ULONG);
	else
		type = type_common(left->type, right->type);
	node->left = check_label(compiler, left, type);
	node->right = check_label(compiler, right, type);
	node->type = type_of(T_INT);
}

static void type_arithmetic(struct compiler *compiler, struct node *node)
{
	bool is_shift = node->op == TOKEN_SHL || node->op == TOKEN_SHR;
	const struct type *type;

	if ((node->op == TOKEN_ADD || node->op == TOKEN_SUB) &&
	    !(type_is_integer(node->left->type) && type_is_integer(node->right->type)))
		check_incompatible(compiler, node);
	require_operands(compiler, node, class_of(node->op, false));
	type = is_shift ? type_promote(node->left->type)
			: type_common(node->left->type, node->right->type);
	node->left = check_label(compiler, node->left, type);
	if (!is_shift)
		node->right = check_label(compiler, node->right, type);
	node->type = type;
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
	if (is_comparison(node->op)) {
		if (check_null_string(compiler, node))
			return;
		type_comparison(compiler, node);
		fold_binary_node(compiler, node);
		return;
	}
	node->left = check_decay(compiler, node->left);
	node->right = check_decay(compiler, node->right);
	if (is_logical(node->op)) {
		require_operands(compiler, node, D_OP_SCALAR);
		node->type = type_of(T_INT);
	} else if ((node->op == TOKEN_ADD || node->op == TOKEN_SUB) &&
		   (type_is_pointer(node->left->type) || type_is_pointer(node->right->type))) {
		check_pointer_arithmetic(compiler, node);
	} else {
		type_arithmetic(compiler, node);
	}
	fold_binary_node(compiler, node);
}

static void check_binary(struct compiler *compiler, struct node *node)
{
	if (node->op == TOKEN_COMMA)
		check_no_actions(compiler, node);
	check_expression(compiler, node->left);
	check_expression(compiler, node->right);
	if (node->op == TOKEN_COMMA) {
		node->type = node->right->type;
		return;
	}
	check_operator(compiler, node);
}

/* The type that both results of ?: become of. void * gives way to another pointer. */
static const struct type *common_result(const struct type *left, const struct type *right)
{
	if (type_is_string(left) || type_is_string(right))
		return type_of(T_STRING);
	if (type_is_integer(left) && type_is_integer(right))
		return type_common(left, right);
	if (type_is_pointer(right) && (!type_is_pointer(left) || left->of->kind == KIND_VOID))
		return right;
	return left;
}

/* The type of ?: from those of its two results, which become of it. */
static void type_conditional(struct compiler *compiler, struct node *node)
{
	struct node *left = check_decay(compiler, node->left);
	struct node *right = check_decay(compiler, node->right);
	const struct type *type = common_result(left->type, right->type);

	node->left = check_operand(compiler, left, type);
	node->right = check_operand(compiler, right, type);
	if (!node->left || !node->right)
		error_at(&compiler->errors, D_OP_INCOMPAT, node->place,
			 "operator ?: operands must have compatible types");
	node->type = type;
}

static void check_conditional(struct compiler *compiler, struct node *node)
{
	struct node *condition = node->list;

	check_no_actions(compiler, node);
	check_expression(compiler, condition);
	check_expression(compiler, node->left);
	check_expression(compiler, node->right);
	if (!type_is_scalar(condition->type))
		error_at(&compiler->errors, D_OP_SCALAR, condition->place,
			 "operator ?: expression must be of scalar type");
	type_conditional(compiler, node);

	const struct node *chosen = condition->value ? node->left : node->right;

	if (condition->kind == NODE_INTEGER && chosen->kind == NODE_INTEGER)
		check_make_integer(node, node->type, chosen->value);
}

static void check_sizeof(struct compiler *compiler, struct node *node)
{
	const struct type *type = node->type;
	uint64_t size;

	if (node->left) {
		if (node->left->kind == NODE_AGGREGATION)
			error_at(&compiler->errors, D_SIZEOF_TYPE, node->place,
				 "cannot apply sizeof to an aggregation: @%s",
				 node->left->symbol->name);
		check_expression(compiler, node->left);
		type = node->left->type;
		if (node->left->member && node->left->kind == NODE_MEMORY)
			error_at(&compiler->errors, D_SIZEOF_BITFIELD, node->place,
				 "cannot apply sizeof to a bit-field");
	}
	if (node->left && node->left->kind == NODE_TEXT)
		size = node->left->length + 1;
	else
		size = type_is_string(type) ? option_value(compiler, OPTION_strsize) : type->size;
	if (size == 0)
		error_at(&compiler->errors, D_SIZEOF_TYPE, node->place,
			 "cannot apply sizeof to an operand of unknown size");
	check_make_integer(node, type_of(T_ULONG), size);
}

static void check_unary_node(struct compiler *compiler, struct node *node)
{
	switch (node->op) {
	case TOKEN_INCREMENT:
	case TOKEN_DECREMENT:
		check_increment(compiler, node);
		break;
	case TOKEN_MUL:
		check_dereference(compiler, node);
		break;
	case TOKEN_AND:
		check_address(compiler, node);
		break;
	default:
		check_unary(compiler, node);
	}
}

static void check_node(struct compiler *compiler, struct node *node)
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
	case NODE_SELF:
		check_scoped(compiler, node);
		break;
	case NODE_CALL:
		check_call(compiler, node);
		break;
	case NODE_INDEX:
		check_index(compiler, node);
		break;
	case NODE_AGGREGATION:
		error_at(&compiler->errors, D_OP_SCALAR, node->place,
			 "@%s: an aggregation has no value that an expression could use",
			 node->symbol->name);
	case NODE_UNARY:
		check_unary_node(compiler, node);
		break;
	case NODE_MEMBER:
		check_member(compiler, node);
		break;
	case NODE_SUBSCRIPT:
		check_subscript(compiler, node);
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

/* The parser bounds the height of what is written; what inlines make of it is bounded here. */
void check_expression(struct compiler *compiler, struct node *node)
{
	if (++compiler->depth > AST_MAX_HEIGHT)
		error_at(&compiler->errors, D_LIMIT, node->place,
			 "expression is nested more than %d operators deep, inlines included",
			 AST_MAX_HEIGHT);
	check_node(compiler, node);
	compiler->depth--;
}
