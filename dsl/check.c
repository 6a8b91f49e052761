/* SPDX-License-Identifier: BSD-2-Clause */
/* Clauses and statements; aggregations. */
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

/* Aggregations */

static void require_aggregating(struct compiler *compiler, const struct node *node)
{
	const struct node *call = node->right;
	const char *name = node->left->symbol->name;

	if (node->op != TOKEN_ASSIGN)
		error_at(&compiler->errors, D_AGG_FUNC, node->place,
			 "operator %s may not be applied to @%s: use =", token_text(node->op),
			 name);
	if (call->kind != NODE_CALL)
		error_at(&compiler->errors, D_AGG_FUNC, call->place,
			 "@%s must be assigned the result of an aggregating function", name);
	if (call->symbol->kind == SYMBOL_UNKNOWN)
		error_at(&compiler->errors, D_FUNC_UNDEF, call->place,
			 "undefined function name: %s%s", call->symbol->name,
			 check_suggestion(compiler, call->symbol));
	if (call->symbol->kind != SYMBOL_AGGFUNC)
		error_at(&compiler->errors, D_AGG_FUNC, call->place,
			 "%s( ) is not an aggregating function", call->symbol->name);
}

/* The aggregated expression, or NULL for count(). */
static struct node *check_aggregating(struct compiler *compiler, const struct node *call)
{
	struct node *argument = call->list;

	switch (call->symbol->value) {
	case AGG_count:
		check_count(compiler, call, "( )", "arg", 0);
		return NULL;
	case AGG_sum:
	case AGG_min:
	case AGG_max:
	case AGG_avg:
		check_count(compiler, call, "( )", "arg", 1);
		break;
	default:
		error_at(&compiler->errors, D_UNSUPPORTED, call->place,
			 "%s( ) is not supported yet", call->symbol->name);
	}
	check_expression(compiler, argument);
	if (!type_is_integer(argument->type))
		error_at(&compiler->errors, D_AGG_SCALAR, argument->place,
			 "%s( ) argument #1 must be of scalar type", call->symbol->name);
	return argument;
}

static void check_keys(struct compiler *compiler, struct node *keys)
{
	uint32_t count = 0;

	for (struct node *key = keys; key; key = key->next) {
		count++;
		if (count > OBJECT_MAX_KEYS)
			error_at(&compiler->errors, D_LIMIT, key->place,
				 "an aggregation can have at most %d keys", OBJECT_MAX_KEYS);
		if (key->kind == NODE_AGGREGATION)
			error_at(
				&compiler->errors, D_KEY_TYPE, key->place,
				"aggregation expression may not be used as aggregation index: key #%u",
				count);
		check_expression(compiler, key);
	}
}

static struct key_types *record_keys(struct compiler *compiler, const struct node *keys)
{
	struct key_types *types = arena_allocate(&compiler->arena, sizeof(*types));

	for (const struct node *key = keys; key; key = key->next) {
		check_add_value(compiler, key->type);
		types->of[types->count++] = key->type;
	}
	return types;
}

static void define_aggregation(struct compiler *compiler, const struct node *node,
			       const struct node *argument)
{
	struct symbol *symbol = node->left->symbol;

	if (compiler->aggs.count == OBJECT_MAX_AGGS)
		error_at(&compiler->errors, D_LIMIT, node->place,
			 "a program can have at most %d aggregations", OBJECT_MAX_AGGS);

	struct object_agg *agg = vector_push(&compiler->arena, &compiler->aggs, sizeof(*agg), 1);

	agg->first_key = compiler->values.count;
	symbol->kind = SYMBOL_AGGREGATION;
	symbol->value = compiler->aggs.count - 1;
	symbol->keys = record_keys(compiler, node->left->list);
	agg->key_count = symbol->keys->count;
	agg->name = compiler_string(compiler, symbol->name, symbol->length);
	agg->function = node->right->symbol->value;
	agg->is_signed = argument && argument->type->is_signed;
	agg->source_line = node->place.line;
}

static const char *function_name(uint32_t function)
{
	static const char *const names[] = {
#define AGGREGATION(name, id, words) [id] = #name,
#include "dsl/abi/aggregations.def"
#undef AGGREGATION
	};

	return names[function];
}

/* A later use agrees with the first one: same function, same number of keys, compatible types. */
static void match_aggregation(struct compiler *compiler, struct node *node)
{
	struct node *target = node->left;
	const struct symbol *symbol = target->symbol;
	const struct object_agg *agg =
		(const struct object_agg *)compiler->aggs.items + symbol->value;
	struct node **link = &target->list;

	if (agg->function != node->right->symbol->value)
		error_at(&compiler->errors, D_AGG_REDEF, node->place,
			 "aggregation redefined:\n"
			 "\t current: @%s = %s( )\n\tprevious: @%s = %s( ) : line %u",
			 symbol->name, node->right->symbol->name, symbol->name,
			 function_name(agg->function), agg->source_line);
	check_count(compiler, target, "[ ]", "key", agg->key_count);
	for (uint32_t i = 0; *link; i++, link = &(*link)->next) {
		const struct type *type = symbol->keys->of[i];
		const struct node *key = *link;

		if (type_is_integer(type) != type_is_integer(key->type))
			error_at(&compiler->errors, D_PROTO_ARG, key->place,
				 "@%s[ ] key #%u is incompatible with prototype:\n"
				 "\tprototype: %s\n\t argument: %s",
				 symbol->name, i + 1, type->name, key->type->name);
		if (type_is_integer(type))
			*link = check_convert(compiler, *link, type);
	}
}

/* @name[keys] = function(argument) */
static void check_aggregate(struct compiler *compiler, struct node *node)
{
	struct node *target = node->left;

	require_aggregating(compiler, node);
	check_keys(compiler, target->list);

	struct node *argument = check_aggregating(compiler, node->right);

	if (target->symbol->kind == SYMBOL_AGGREGATION)
		match_aggregation(compiler, node);
	else
		define_aggregation(compiler, node, argument);
	node->kind = NODE_AGGREGATE;
	node->value = target->symbol->value;
	node->list = target->list;
	node->left = argument;
	node->right = NULL;
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
