/* SPDX-License-Identifier: BSD-2-Clause */
/* The tracing functions: what they take, and what of it goes into the object. */
#include "dsl/abi/object.h"
#include "dsl/builtins.h"
#include "dsl/check.h"
#include "dsl/compiler.h"
#include "dsl/format.h"

#include <stddef.h>

void check_add_value(struct compiler *compiler, const struct type *type)
{
	struct object_value *value =
		vector_push(&compiler->arena, &compiler->values, sizeof(*value), 1);

	value->type = type_is_string(type)   ? TYPE_STRING
		      : type_is_scalar(type) ? TYPE_INT
					     : TYPE_BYTES;
	value->is_signed = type_is_scalar(type) && type->is_signed;
	value->size = type_is_string(type) ? (uint16_t)option_value(compiler, OPTION_strsize)
					   : (uint16_t)type->size;
}

static struct object_action *add_action(struct compiler *compiler, enum object_action_kind kind,
					struct place place)
{
	struct object_action *action =
		vector_push(&compiler->arena, &compiler->actions, sizeof(*action), 1);

	action->kind = kind;
	action->source_line = place.line;
	action->first_value = compiler->values.count;
	action->first_agg = compiler->aggrefs.count;
	return action;
}

/* Turns the call into the record of a new action with these values. */
static struct object_action *make_record(struct compiler *compiler, struct node *call,
					 enum object_action_kind kind, struct node *values)
{
	struct object_action *action = add_action(compiler, kind, call->place);

	for (const struct node *value = values; value; value = value->next) {
		check_add_value(compiler, value->type);
		action->value_count++;
	}
	if (action->value_count > OBJECT_MAX_VALUES)
		error_at(&compiler->errors, D_LIMIT, call->place,
			 "%s( ) can take at most %d values", call->symbol->name, OBJECT_MAX_VALUES);
	call->kind = NODE_RECORD;
	call->value = compiler->actions.count - 1;
	call->list = values;
	return action;
}

static void check_trace(struct compiler *compiler, struct node *call)
{
	check_count(compiler, call, "( )", "arg", 1);
	if (call->list->kind == NODE_AGGREGATION)
		error_at(&compiler->errors, D_OP_SCALAR, call->list->place,
			 "trace( ) may not be applied to an aggregation: use printa( )");
	check_expression(compiler, call->list);
	make_record(compiler, call, ACTION_TRACE, call->list);
}

static void check_exit(struct compiler *compiler, struct node *call)
{
	check_count(compiler, call, "( )", "arg", 1);
	check_expression(compiler, call->list);
	if (!type_is_integer(call->list->type))
		error_at(&compiler->errors, D_PROTO_ARG, call->list->place,
			 "exit( ) argument #1 is incompatible with prototype:\n"
			 "\tprototype: int\n\t argument: %s",
			 call->list->type->name);
	make_record(compiler, call, ACTION_EXIT,
		    check_convert(compiler, call->list, type_of(T_INT)));
}

static void check_printf(struct compiler *compiler, struct node *call)
{
	struct node *format = call->list;

	if (!format)
		error_at(&compiler->errors, D_PROTO_LEN, call->place,
			 "printf( ) prototype mismatch: 0 args passed, at least 1 expected");
	if (format->kind != NODE_TEXT) {
		check_expression(compiler, format);
		error_at(&compiler->errors, D_PRINTF_ARG_FMT, format->place,
			 "printf( ) argument #1 is incompatible with prototype:\n"
			 "\tprototype: string constant\n\t argument: %s",
			 format->type->name);
	}
	for (struct node *value = format->next; value; value = value->next) {
		if (value->kind == NODE_AGGREGATION)
			error_at(&compiler->errors, D_PRINTF_ARG_TYPE, value->place,
				 "printf( ) may not be applied to @%s: use printa( )",
				 value->symbol->name);
		check_expression(compiler, value);
	}
	format_check_printf(compiler, format, format->next);
	make_record(compiler, call, ACTION_PRINTF, format->next)->format =
		compiler_string(compiler, format->text, format->length);
}

/* printa( ) */

/* Sorts out the arguments that need no knowledge of the aggregations; the rest waits for
 * check_printas(). */
static void check_printa(struct compiler *compiler, struct node *call)
{
	struct node *format = call->list && call->list->kind == NODE_TEXT ? call->list : NULL;
	struct node *first = format ? format->next : call->list;
	uint32_t number = format ? 2 : 1;

	if (!call->list || !first)
		error_at(&compiler->errors, D_PRINTA_PROTO, call->place,
			 "printa( ) prototype mismatch: %d args passed, %s expected",
			 format ? 1 : 0, format ? "at least 2" : "at least 1");
	if (!format && first->next)
		error_at(&compiler->errors, D_PRINTA_PROTO, call->place,
			 "printa( ) prototype mismatch: several aggregations need a format string");
	for (struct node *node = first; node; node = node->next, number++) {
		if (node->kind != NODE_AGGREGATION) {
			check_expression(compiler, node);
			error_at(&compiler->errors, D_PRINTA_AGGARG, node->place,
				 "printa( ) argument #%u is incompatible with prototype:\n"
				 "\tprototype: aggregation\n\t argument: %s",
				 number, node->type->name);
		}
		if (node->list)
			error_at(&compiler->errors, D_PRINTA_AGGKEY, node->place,
				 "printa( ) argument #%u: @%s must be given without keys", number,
				 node->symbol->name);
	}

	struct object_action *action = make_record(compiler, call, ACTION_PRINTA, NULL);

	if (format)
		action->format = compiler_string(compiler, format->text, format->length);
	for (struct node *node = first; node; node = node->next) {
		vector_push(&compiler->arena, &compiler->aggrefs, sizeof(struct object_aggref), 1);
		action->agg_count++;
	}
	call->left = format;
	call->right = first;

	struct node **printa =
		vector_push(&compiler->arena, &compiler->printas, sizeof(struct node *), 1);

	*printa = call;
}

/* Aggregations that are printed together have the same keys. */
static void require_same_keys(struct compiler *compiler, const struct node *first,
			      const struct node *other)
{
	const struct key_types *left = first->symbol->keys;
	const struct key_types *right = other->symbol->keys;
	bool same = left->count == right->count;

	for (uint32_t i = 0; same && i < left->count; i++)
		same = left->of[i]->size == right->of[i]->size &&
		       left->of[i]->is_signed == right->of[i]->is_signed &&
		       type_is_string(left->of[i]) == type_is_string(right->of[i]);
	if (!same)
		error_at(&compiler->errors, D_PRINTA_AGGKEY, other->place,
			 "printa( ) @%s and @%s have different keys and cannot be printed together",
			 first->symbol->name, other->symbol->name);
}

struct printa_check {
	struct compiler *compiler;
	struct node *call;
};

static void complete_printa(void *argument)
{
	struct compiler *compiler = ((struct printa_check *)argument)->compiler;
	const struct node *call = ((struct printa_check *)argument)->call;
	const struct object_action *action =
		(const struct object_action *)compiler->actions.items + call->value;
	struct object_aggref *ref =
		(struct object_aggref *)compiler->aggrefs.items + action->first_agg;

	const struct node *first = call->right;

	for (const struct node *node = first; node; node = node->next) {
		if (node->symbol->kind != SYMBOL_AGGREGATION)
			error_at(&compiler->errors, D_PRINTA_AGGBAD, node->place,
				 "undefined aggregation: @%s", node->symbol->name);
		require_same_keys(compiler, first, node);
		ref++->agg = node->symbol->value;
	}
	if (call->left && first)
		format_check_printa(compiler, call->left, first->symbol->keys);
}

void check_printas(struct compiler *compiler)
{
	struct node **calls = compiler->printas.items;

	for (uint32_t i = 0; i < compiler->printas.count; i++) {
		struct printa_check check = {compiler, calls[i]};

		errors_run(&compiler->errors, complete_printa, &check);
	}
}

void check_action(struct compiler *compiler, struct node *call)
{
	switch ((enum action_function)call->symbol->value) {
	case FUNCTION_TRACE:
		check_trace(compiler, call);
		break;
	case FUNCTION_PRINTF:
		check_printf(compiler, call);
		break;
	case FUNCTION_PRINTA:
		check_printa(compiler, call);
		break;
	case FUNCTION_EXIT:
		check_exit(compiler, call);
		break;
	}
}

void check_default_action(struct compiler *compiler, struct clause *clause)
{
	add_action(compiler, ACTION_DEFAULT, clause->place);

	struct node *record = arena_allocate(&compiler->arena, sizeof(*record));

	record->kind = NODE_RECORD;
	record->place = clause->place;
	record->value = compiler->actions.count - 1;
	clause->statements = record;
}
