/* SPDX-License-Identifier: BSD-2-Clause */
/* Aggregations: `@name[keys] = function(...)`, and that all uses of one name agree. */
#include "dsl/check.h"

#include "dsl/abi/object.h"
#include "dsl/check_action.h"
#include "dsl/check_call.h"
#include "dsl/check_quantize.h"
#include "dsl/compiler.h"

#include <stddef.h>

enum { NO_MORE = 0, ANY_MORE = 1 };

/* What each function takes: at least so many arguments, and whether more may follow. */
static const struct {
	uint8_t least;
	uint8_t more;
} prototypes[] = {
	[AGG_count] = {0, NO_MORE},	  [AGG_min] = {1, NO_MORE},
	[AGG_max] = {1, NO_MORE},	  [AGG_avg] = {1, NO_MORE},
	[AGG_sum] = {1, NO_MORE},	  [AGG_stddev] = {1, NO_MORE},
	[AGG_quantize] = {1, ANY_MORE},	  [AGG_lquantize] = {3, ANY_MORE},
	[AGG_llquantize] = {5, ANY_MORE},
};

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

/* Checks the call and its arguments, and gives the aggregation its parameters. */
static void check_aggregating(struct compiler *compiler, const struct node *call,
			      struct object_agg *agg)
{
	const struct node *argument = call->list;
	uint32_t least = prototypes[call->symbol->value].least;

	if (prototypes[call->symbol->value].more == NO_MORE || node_count(argument) < least)
		check_count(compiler, call, "( )", "arg", least);
	for (struct node *at = call->list; at; at = at->next)
		check_expression(compiler, at);
	if (argument && !type_is_scalar(argument->type))
		error_at(&compiler->errors, D_AGG_SCALAR, argument->place,
			 "%s( ) argument #1 must be of scalar type", call->symbol->name);
	agg->function = call->symbol->value;
	agg->is_signed = argument && argument->type->is_signed;
	check_quantize(compiler, call, agg);
}

static __attribute__((noreturn)) void bad_key(struct compiler *compiler, const struct node *key,
					      uint32_t number, const char *type)
{
	error_at(&compiler->errors, D_KEY_TYPE, key->place,
		 "%s expression may not be used as aggregation index: key #%u", type, number);
}

/* Makes an expression a key: an integer, an address or a string. */
static struct node *check_key(struct compiler *compiler, struct node *key, uint32_t number)
{
	if (key->kind == NODE_AGGREGATION)
		bad_key(compiler, key, number, "aggregation");
	if (check_is_action(key))
		bad_key(compiler, key, number, "void");
	check_expression(compiler, key);
	if (type_is_stringlike(key->type) && key->type->kind == KIND_ARRAY)
		return check_coerce(compiler, key, type_of(T_STRING));
	if (!type_is_scalar(key->type) && !type_is_string(key->type))
		bad_key(compiler, key, number, key->type->name);
	return key;
}

static void check_keys(struct compiler *compiler, struct node *aggregation)
{
	uint32_t count = 0;

	for (struct node **link = &aggregation->list; *link; link = &(*link)->next) {
		if (++count > OBJECT_MAX_KEYS)
			error_at(&compiler->errors, D_LIMIT, (*link)->place,
				 "an aggregation can have at most %d keys", OBJECT_MAX_KEYS);
		*link = check_key(compiler, *link, count);
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
			       const struct object_agg *checked)
{
	struct symbol *symbol = node->left->symbol;

	if (compiler->aggs.count == OBJECT_MAX_AGGS)
		error_at(&compiler->errors, D_LIMIT, node->place,
			 "a program can have at most %d aggregations", OBJECT_MAX_AGGS);

	struct object_agg *agg = vector_push(&compiler->arena, &compiler->aggs, sizeof(*agg), 1);

	*agg = *checked;
	agg->first_key = compiler->values.count;
	symbol->kind = SYMBOL_AGGREGATION;
	symbol->value = compiler->aggs.count - 1;
	symbol->keys = record_keys(compiler, node->left->list);
	agg->key_count = symbol->keys->count;
	agg->name = compiler_string(compiler, symbol->name, symbol->length);
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
static void match_aggregation(struct compiler *compiler, struct node *node,
			      const struct object_agg *checked)
{
	struct node *target = node->left;
	const struct symbol *symbol = target->symbol;
	const struct object_agg *agg =
		(const struct object_agg *)compiler->aggs.items + symbol->value;
	struct node **link = &target->list;

	if (agg->function != node->right->symbol->value)
		error_at(&compiler->errors, D_AGG_REDEF, node->place,
			 "aggregation redefined: @%s\n"
			 "\t current: @%s = %s( )\n\tprevious: @%s = %s( ) : line %u",
			 symbol->name, symbol->name, node->right->symbol->name, symbol->name,
			 function_name(agg->function), agg->source_line);
	check_quantize_match(compiler, node->right, checked, agg);
	check_count(compiler, target, "[ ]", "key", agg->key_count);
	for (uint32_t i = 0; *link; i++, link = &(*link)->next) {
		const struct type *type = symbol->keys->of[i];
		const struct node *key = *link;

		if (type_is_integer(type) != type_is_integer(key->type) ||
		    type_is_string(type) != type_is_string(key->type))
			error_at(&compiler->errors, D_PROTO_ARG, key->place,
				 "@%s[ ] key #%u is incompatible with prototype:\n"
				 "\tprototype: %s\n\t      key: %s",
				 symbol->name, i + 1, type->name, key->type->name);
		if (!type_is_string(type))
			*link = check_convert(compiler, *link, type);
	}
}

void check_aggregate(struct compiler *compiler, struct node *node)
{
	struct node *target = node->left;
	struct node *call = node->right;
	struct object_agg agg = {0};

	require_aggregating(compiler, node);
	check_keys(compiler, target);
	check_aggregating(compiler, call, &agg);
	if (target->symbol->kind == SYMBOL_AGGREGATION)
		match_aggregation(compiler, node, &agg);
	else
		define_aggregation(compiler, node, &agg);
	check_order(compiler, node, ORDER_AGGREGATION);
	node->kind = NODE_AGGREGATE;
	node->value = target->symbol->value;
	node->list = target->list;
	node->left = call->list;
	node->right = call->list ? check_increment_of(call) : NULL;
}
