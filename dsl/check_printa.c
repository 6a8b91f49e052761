/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The tracing functions that name aggregations. Which these are is known only after all clauses have been
 * checked, so that the calls are completed then.
 */
#include "dsl/check.h"
#include "dsl/check_action.h"
#include "dsl/compiler.h"
#include "dsl/format.h"

#include <stddef.h>

static void require_aggregation(struct compiler *compiler, const struct node *call,
				struct node *argument, uint32_t number, enum error_tag tag)
{
	if (argument->kind == NODE_AGGREGATION)
		return;
	check_expression(compiler, argument);
	error_at(&compiler->errors, tag, argument->place,
		 "%s( ) argument #%u is incompatible with prototype:\n"
		 "\tprototype: aggregation\n\t argument: %s",
		 call->symbol->name, number, argument->type->name);
}

/* Refers to the aggregations of the list from first on, and remembers to look them up. */
static struct object_action *add_references(struct compiler *compiler, struct node *call,
					    struct object_action *action, struct node *first,
					    uint32_t count)
{
	struct node **waiting =
		vector_push(&compiler->arena, &compiler->printas, sizeof(struct node *), 1);

	vector_push(&compiler->arena, &compiler->aggrefs, sizeof(struct object_aggref), count);
	action->agg_count = count;
	call->right = first;
	*waiting = call;
	return action;
}

void check_printa(struct compiler *compiler, struct node *call)
{
	struct node *format = call->list->kind == NODE_TEXT ? call->list : NULL;
	struct node *first = format ? format->next : call->list;
	uint32_t number = format ? 2 : 1;

	if (!first)
		error_at(&compiler->errors, D_PRINTA_PROTO, call->place,
			 "printa( ) prototype mismatch: 1 args passed, 2 expected");
	for (struct node *node = first; node; node = node->next, number++) {
		require_aggregation(compiler, call, node, number, D_PRINTA_AGGARG);
		if (node->list)
			error_at(&compiler->errors, D_PRINTA_AGGKEY, node->place,
				 "printa( ) argument #%u: @%s must be given without keys", number,
				 node->symbol->name);
	}

	struct object_action *action = check_make_record(compiler, call, ACTION_PRINTA, NULL);

	if (format)
		action->format = compiler_string(compiler, format->text, format->length);
	call->left = format;
	add_references(compiler, call, action, first, node_count(first));
}

/* clear, trunc, normalize and denormalize: each with tags of its own for the same mistakes */
struct aggregation_action {
	enum object_action_kind kind;
	uint32_t least, most;
	enum error_tag not_aggregation, wrong_count, not_scalar;
};

static void check_aggregation_action(struct compiler *compiler, struct node *call,
				     const struct aggregation_action *rules)
{
	struct node *aggregation = call->list;
	uint32_t passed = node_count(aggregation);
	struct node *value;

	if (!aggregation || passed < rules->least || passed > rules->most)
		error_at(&compiler->errors, rules->wrong_count, call->place,
			 "%s( ) prototype mismatch: %u args passed, %s%u expected",
			 call->symbol->name, passed,
			 rules->least == rules->most ? ""
			 : passed < rules->least     ? "at least "
						     : "no more than ",
			 passed < rules->least ? rules->least : rules->most);
	require_aggregation(compiler, call, aggregation, 1, rules->not_aggregation);
	if (aggregation->list)
		error_at(&compiler->errors, rules->not_aggregation, aggregation->place,
			 "%s( ) argument #1: @%s must be given without keys", call->symbol->name,
			 aggregation->symbol->name);
	value = aggregation->next;
	aggregation->next = NULL;
	if (value) {
		if (value->kind != NODE_AGGREGATION)
			check_expression(compiler, value);
		if (value->kind == NODE_AGGREGATION || !type_is_scalar(value->type))
			error_at(&compiler->errors, rules->not_scalar, value->place,
				 "%s( ) argument #2 must be of scalar type", call->symbol->name);
		value = check_convert(compiler, value,
				      type_of(rules->kind == ACTION_NORMALIZE ? T_ULONG : T_LONG));
	}
	add_references(compiler, call, check_make_record(compiler, call, rules->kind, value),
		       aggregation, 1);
}

void check_clear(struct compiler *compiler, struct node *call)
{
	static const struct aggregation_action rules = {
		ACTION_CLEAR, 1, 1, D_CLEAR_AGGARG, D_CLEAR_PROTO, D_CLEAR_PROTO};

	check_aggregation_action(compiler, call, &rules);
}

void check_trunc(struct compiler *compiler, struct node *call)
{
	static const struct aggregation_action rules = {
		ACTION_TRUNC, 1, 2, D_TRUNC_AGGARG, D_TRUNC_PROTO, D_TRUNC_SCALAR};

	check_aggregation_action(compiler, call, &rules);
}

void check_normalize(struct compiler *compiler, struct node *call)
{
	static const struct aggregation_action rules = {
		ACTION_NORMALIZE, 2, 2, D_NORMALIZE_AGGARG, D_NORMALIZE_PROTO, D_NORMALIZE_SCALAR};
	const struct node *value = call->list ? call->list->next : NULL;

	check_aggregation_action(compiler, call, &rules);
	if (value->kind == NODE_INTEGER && value->value == 0)
		error_at(&compiler->errors, D_NORMALIZE_SCALAR, value->place,
			 "normalize( ) argument #2 must not be zero");
}

void check_denormalize(struct compiler *compiler, struct node *call)
{
	static const struct aggregation_action rules = {
		ACTION_DENORMALIZE, 1, 1, D_NORMALIZE_AGGARG, D_NORMALIZE_PROTO, D_NORMALIZE_PROTO};

	check_aggregation_action(compiler, call, &rules);
}

/* Aggregations that are printed together have the same keys. */
static void require_same_keys(struct compiler *compiler, const struct node *first,
			      const struct node *other)
{
	const struct key_types *left = first->symbol->keys;
	const struct key_types *right = other->symbol->keys;

	if (left->count != right->count)
		error_at(&compiler->errors, D_PRINTA_AGGKEY, other->place,
			 "@%s and @%s do not have the same number of keys", first->symbol->name,
			 other->symbol->name);
	for (uint32_t i = 0; i < left->count; i++)
		if (left->of[i]->size != right->of[i]->size ||
		    left->of[i]->is_signed != right->of[i]->is_signed ||
		    type_is_string(left->of[i]) != type_is_string(right->of[i]))
			error_at(&compiler->errors, D_PRINTA_AGGKEY, other->place,
				 "@%s[ ] key #%u is incompatible with @%s:\n"
				 "%9s key #%u: %s\n%9s key #%u: %s",
				 other->symbol->name, i + 1, first->symbol->name,
				 other->symbol->name, i + 1, right->of[i]->name,
				 first->symbol->name, i + 1, left->of[i]->name);
}

static enum error_tag undefined_tag(enum object_action_kind kind)
{
	switch (kind) {
	case ACTION_CLEAR:
		return D_CLEAR_AGGBAD;
	case ACTION_TRUNC:
		return D_TRUNC_AGGBAD;
	case ACTION_NORMALIZE:
	case ACTION_DENORMALIZE:
		return D_NORMALIZE_AGGBAD;
	default:
		return D_PRINTA_AGGBAD;
	}
}

/* A name that nothing is aggregated by, and perhaps another that was meant. */
static __attribute__((noreturn)) void undefined(struct compiler *compiler, const struct node *node,
						enum error_tag tag)
{
	const char *near =
		symbol_suggest(&compiler->aggregations, node->symbol->name, node->symbol->length);

	error_at(&compiler->errors, tag, node->place, "undefined aggregation: @%s%s%s%s",
		 node->symbol->name, near ? ": did you mean @" : "", near ? near : "",
		 near ? "?" : "");
}

struct waiting_call {
	struct compiler *compiler;
	struct node *call;
};

static void complete(void *argument)
{
	struct compiler *compiler = ((struct waiting_call *)argument)->compiler;
	const struct node *call = ((struct waiting_call *)argument)->call;
	const struct object_action *action =
		(const struct object_action *)compiler->actions.items + call->value;
	struct object_aggref *ref =
		(struct object_aggref *)compiler->aggrefs.items + action->first_agg;

	for (const struct node *node = call->right; node; node = node->next) {
		if (node->symbol->kind != SYMBOL_AGGREGATION)
			undefined(compiler, node, undefined_tag(action->kind));
		require_same_keys(compiler, call->right, node);
		ref++->agg = node->symbol->value;
	}
	if (action->kind == ACTION_PRINTA && call->left)
		format_check_printa(compiler, call->left, call->right);
}

void check_printas(struct compiler *compiler)
{
	struct node **calls = compiler->printas.items;

	for (uint32_t i = 0; i < compiler->printas.count; i++) {
		struct waiting_call waiting = {compiler, calls[i]};

		errors_run(&compiler->errors, complete, &waiting);
	}
}
