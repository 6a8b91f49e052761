/* SPDX-License-Identifier: BSD-2-Clause */
/* Clauses and statements. */
#include "dsl/check.h"

#include "dsl/abi/object.h"
#include "dsl/compiler.h"

#include <stddef.h>

static bool has_effect(const struct node *node)
{
	if (!node)
		return false;
	if (node->kind == NODE_ASSIGN || node->kind == NODE_POSTFIX)
		return true;
	return has_effect(node->left) || has_effect(node->right) ||
	       (node->kind == NODE_CONDITIONAL && has_effect(node->list));
}

/* Statements and clauses */

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
	if (node->kind == NODE_CALL && node->symbol->kind == SYMBOL_AGGFUNC)
		error_at(&compiler->errors, D_AGG_NULL, node->place,
			 "must assign the result of %s( ) to an aggregation", node->symbol->name);
	check_expression(compiler, node);
	if (!has_effect(node))
		error_at(&compiler->errors, D_EXPR_NULL, node->place, "expression has null effect");
}

static void check_predicate(struct compiler *compiler, struct node *predicate)
{
	check_expression(compiler, predicate);
	if (!type_is_integer(predicate->type))
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
	if (clause->predicate)
		check_predicate(compiler, clause->predicate);
	for (struct node *node = clause->statements; node; node = node->next)
		check_statement(compiler, node);
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
