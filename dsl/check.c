/* SPDX-License-Identifier: BSD-2-Clause */
/* Clauses and statements. */
#include "dsl/check.h"

#include "dsl/abi/object.h"
#include "dsl/check_call.h"
#include "dsl/compiler.h"

#include <stddef.h>

/* Asked of a tree as parsed. That it may fault is an effect too: *(char *)NULL; fires ERROR. */
static bool has_effect(const struct node *node)
{
	if (!node)
		return false;
	switch (node->kind) {
	case NODE_ASSIGN:
	case NODE_POSTFIX:
	case NODE_CALL:
		return true;
	case NODE_UNARY:
		if (node->op == TOKEN_INCREMENT || node->op == TOKEN_DECREMENT ||
		    node->op == TOKEN_MUL)
			return true;
		break;
	case NODE_SUBSCRIPT:
		return true;
	case NODE_MEMBER:
		if (node->op == TOKEN_ARROW)
			return true;
		break;
	case NODE_BINARY:
		if (node->op == TOKEN_DIV || node->op == TOKEN_MOD)
			return true;
		break;
	case NODE_CONDITIONAL:
		if (has_effect(node->list))
			return true;
		break;
	default:
		break;
	}
	return has_effect(node->left) || has_effect(node->right);
}

/* Statements and clauses */

static void check_if(struct compiler *compiler, struct node *node);

static void check_statement(struct compiler *compiler, struct node *node)
{
	if (node->kind == NODE_ASSIGN && node->left->kind == NODE_AGGREGATION) {
		check_aggregate(compiler, node);
		return;
	}
	if (node->kind == NODE_CALL && node->symbol->kind == SYMBOL_ACTION) {
		check_action(compiler, node);
		return;
	}
	if (node->kind == NODE_AGGREGATION)
		error_at(&compiler->errors, D_AGG_NULL, node->place,
			 "expression has null effect: @%s", node->symbol->name);

	bool effective = has_effect(node);

	check_expression(compiler, node);
	if (!effective)
		error_at(&compiler->errors, D_EXPR_NULL, node->place, "expression has null effect");
}

static void check_statements(struct compiler *compiler, struct node *list)
{
	for (struct node *node = list; node; node = node->next) {
		if (node->kind == NODE_IF)
			check_if(compiler, node);
		else
			check_statement(compiler, node);
	}
}

static void check_if(struct compiler *compiler, struct node *node)
{
	check_expression(compiler, node->list);
	if (!type_is_scalar(node->list->type))
		error_at(&compiler->errors, D_PRED_SCALAR, node->list->place,
			 "condition of if must be of scalar type");

	/* Only one of the two runs. */
	const struct clause_order before = compiler->order;

	check_statements(compiler, node->left);

	const struct clause_order after = compiler->order;

	compiler->order = before;
	check_statements(compiler, node->right);
	compiler->order.commits |= after.commits;
	compiler->order.speculates |= after.speculates;
	compiler->order.records |= after.records;
}

static void check_predicate(struct compiler *compiler, struct node *predicate)
{
	if (!check_is_action(predicate))
		check_expression(compiler, predicate);
	if (check_is_action(predicate) || !type_is_scalar(predicate->type))
		error_at(&compiler->errors, D_PRED_SCALAR, predicate->place,
			 "predicate result must be of scalar type");
}

struct clause_check {
	struct compiler *compiler;
	struct clause *clause;
};

static void check_clause(void *argument)
{
	struct compiler *compiler = ((struct clause_check *)argument)->compiler;
	struct clause *clause = ((struct clause_check *)argument)->clause;

	clause->first_action = compiler->actions.count;
	compiler->depth = 0;
	compiler->order = (struct clause_order){0};
	if (clause->predicate)
		check_predicate(compiler, clause->predicate);
	check_statements(compiler, clause->statements);
	if (!clause->statements)
		check_default_action(compiler, clause);
	clause->action_count = compiler->actions.count - clause->first_action;
}

void check_program(struct compiler *compiler)
{
	uint32_t count = 0;

	for (struct clause *clause = compiler->clauses;
	     clause && !errors_gave_up(&compiler->errors); clause = clause->next) {
		struct clause_check check = {compiler, clause};

		if (++count > OBJECT_MAX_CLAUSES)
			error_at(&compiler->errors, D_LIMIT, clause->place,
				 "a program can have at most %d clauses", OBJECT_MAX_CLAUSES);
		errors_run(&compiler->errors, check_clause, &check);
	}
	check_printas(compiler);
}
