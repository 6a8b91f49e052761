/* SPDX-License-Identifier: BSD-2-Clause */
/* The tracing functions: what they take, and what of it goes into the object. */
#include "dsl/check_action.h"

#include "dsl/builtins.h"
#include "dsl/check.h"
#include "dsl/check_call.h"
#include "dsl/check_expr.h"
#include "dsl/compiler.h"
#include "dsl/format.h"

#include <stddef.h>
#include <string.h>

/* Records */

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

static void require_recordable(struct compiler *compiler, const struct node *call,
			       const struct node *value)
{
	enum { MOST_BYTES = UINT16_MAX - 7 };

	if (!type_is_string(value->type) && value->type->size == 0)
		error_at(&compiler->errors, D_OP_INCOMPLETE, value->place,
			 "%s( ) may not be applied to a value of type %s, whose size is unknown",
			 call->symbol->name, value->type->name);
	if (value->type->size > MOST_BYTES)
		error_at(&compiler->errors, D_LIMIT, value->place,
			 "%s( ) can record at most %d bytes of a value; this one has %u",
			 call->symbol->name, MOST_BYTES, value->type->size);
}

struct object_action *check_make_record(struct compiler *compiler, struct node *call,
					enum object_action_kind kind, struct node *values)
{
	struct object_action *action = add_action(compiler, kind, call->place);

	for (const struct node *value = values; value; value = value->next) {
		require_recordable(compiler, call, value);
		check_add_value(compiler, value->type);
		action->value_count++;
	}
	if (action->value_count > OBJECT_MAX_VALUES)
		error_at(&compiler->errors, D_LIMIT, call->place,
			 "%s( ) can take at most %d values", call->symbol->name, OBJECT_MAX_VALUES);
	check_order(compiler, call, kind == ACTION_EXIT ? ORDER_EXIT : ORDER_DATA);
	call->kind = NODE_RECORD;
	call->value = compiler->actions.count - 1;
	call->list = values;
	return action;
}

/* trace, tracemem, exit, printf, setopt */

static void check_trace(struct compiler *compiler, struct node *call)
{
	struct node *value = call->list;

	if (value->kind == NODE_AGGREGATION)
		error_at(&compiler->errors, D_TRACE_AGG, value->place,
			 "trace( ) may not be applied to an aggregation");
	if (!check_is_action(value))
		check_expression(compiler, value);
	if (check_is_action(value) || value->type->kind == KIND_VOID)
		error_at(&compiler->errors, D_TRACE_VOID, value->place,
			 "trace( ) may not be applied to a void expression");
	check_make_record(compiler, call, ACTION_TRACE, value);
}

static void require_tracemem(struct compiler *compiler, const struct node *call)
{
	const struct node *address = call->list;
	const struct node *size = address->next;
	const struct node *shown = size->next;

	if (!type_is_scalar(address->type))
		error_at(&compiler->errors, D_TRACEMEM_ADDR, address->place,
			 "tracemem( ) argument #1 is incompatible with prototype:\n"
			 "\tprototype: pointer or integer\n\t argument: %s",
			 address->type->name);
	if (!type_is_integer(size->type))
		check_bad_argument(compiler, call, size, 2, "size_t");
	if (!check_is_positive(size))
		error_at(&compiler->errors, D_TRACEMEM_SIZE, size->place,
			 "tracemem( ) argument #2 must be a non-zero positive integral constant "
			 "expression");
	if (!shown)
		return;
	if (shown->next)
		error_at(&compiler->errors, D_TRACEMEM_ARGS, shown->next->place,
			 "tracemem( ) prototype mismatch: expected at most 3 args");
	if (!type_is_scalar(shown->type))
		error_at(&compiler->errors, D_TRACEMEM_DYNSIZE, shown->place,
			 "tracemem( ) dynamic size (argument #3) must be of scalar type");
}

/* The address becomes one of an array of that many bytes. */
static void check_tracemem(struct compiler *compiler, struct node *call)
{
	for (struct node *at = call->list; at; at = at->next)
		check_expression(compiler, at);
	call->list = check_decay(compiler, call->list);
	require_tracemem(compiler, call);

	struct node *bytes = check_new_node(compiler, NODE_CAST, call->list);
	struct node *size = call->list->next;

	bytes->left = call->list;
	bytes->next = size->next;
	bytes->type = size->value > UINT32_MAX ? NULL
					       : type_array(&compiler->arena, type_of(T_CHAR),
							    (uint32_t)size->value);
	if (!bytes->type)
		error_at(&compiler->errors, D_LIMIT, size->place,
			 "tracemem( ) can record at most 65528 bytes");
	if (bytes->next)
		bytes->next = check_convert(compiler, bytes->next, type_of(T_LONG));
	check_make_record(compiler, call, ACTION_TRACEMEM, bytes);
}

static void check_exit(struct compiler *compiler, struct node *call)
{
	check_expression(compiler, call->list);
	if (!type_is_integer(call->list->type))
		check_bad_argument(compiler, call, call->list, 1, "int");
	check_make_record(compiler, call, ACTION_EXIT,
			  check_convert(compiler, call->list, type_of(T_INT)));
}

static void check_printf_value(struct compiler *compiler, const struct node *call,
			       struct node *value, uint32_t number)
{
	if (value->kind == NODE_AGGREGATION || check_is_action(value))
		error_at(&compiler->errors, D_PRINTF_ARG_TYPE, value->place,
			 "%s( ) argument #%u is incompatible with any conversion:\n\t argument: %s",
			 call->symbol->name, number,
			 value->kind == NODE_AGGREGATION ? "aggregation" : "void");
	check_expression(compiler, value);
}

static void check_printf(struct compiler *compiler, struct node *call)
{
	struct node *format = call->list;
	uint32_t number = 2;

	if (format->kind != NODE_TEXT) {
		if (format->kind != NODE_AGGREGATION)
			check_expression(compiler, format);
		error_at(&compiler->errors, D_PRINTF_ARG_FMT, format->place,
			 "printf( ) argument #1 is incompatible with prototype:\n"
			 "\tprototype: string constant\n\t argument: %s",
			 format->kind == NODE_AGGREGATION ? "aggregation" : format->type->name);
	}
	for (struct node *value = format->next; value; value = value->next)
		check_printf_value(compiler, call, value, number++);
	format_check_printf(compiler, format);
	check_make_record(compiler, call, ACTION_PRINTF, format->next)->format =
		compiler_string(compiler, format->text, format->length);
}

static void require_constant_string(struct compiler *compiler, const struct node *call,
				    struct node *argument, uint32_t number)
{
	check_expression(compiler, argument);
	if (!type_is_stringlike(argument->type))
		check_bad_argument(compiler, call, argument, number, "const char *");
	if (argument->kind != NODE_TEXT)
		error_at(&compiler->errors, D_UNSUPPORTED, argument->place,
			 "setopt( ) argument #%u: only string constants are supported", number);
}

static void check_setopt(struct compiler *compiler, struct node *call)
{
	struct node *name = call->list;
	struct node *value = name->next;
	size_t length = name->length;
	char *setting;

	require_constant_string(compiler, call, name, 1);
	if (value)
		require_constant_string(compiler, call, value, 2);
	setting = arena_allocate(&compiler->arena, name->length + (value ? value->length : 0) + 1);
	memcpy(setting, name->text, length);
	if (value) {
		setting[length++] = '=';
		memcpy(setting + length, value->text, value->length);
		length += value->length;
	}
	check_make_record(compiler, call, ACTION_SETOPT, NULL)->format =
		compiler_string(compiler, setting, length);
}

/* Speculation: calls of helpers, which record nothing themselves */

static void check_speculation(struct compiler *compiler, struct node *call, enum helper helper)
{
	check_expression(compiler, call->list);
	if (!type_is_integer(call->list->type))
		check_bad_argument(compiler, call, call->list, 1, "int");
	call->list = check_convert(compiler, call->list, type_of(T_INT));
	call->kind = NODE_HELPER;
	call->op = helper;
	call->type = type_of(T_VOID);
}

static void check_speculate(struct compiler *compiler, struct node *call)
{
	check_order(compiler, call, ORDER_SPECULATE);
	check_speculation(compiler, call, HELPER_speculate);
}

static void check_commit(struct compiler *compiler, struct node *call)
{
	check_order(compiler, call, ORDER_COMMIT);
	check_speculation(compiler, call, HELPER_commit);
}

static void check_discard(struct compiler *compiler, struct node *call)
{
	check_speculation(compiler, call, HELPER_discard);
}

/* Order */

void check_order(struct compiler *compiler, const struct node *node, enum order_kind kind)
{
	static const struct {
		const char *name;
		enum error_tag after_commit, after_speculate, after_data;
	} rules[] = {
		[ORDER_DATA] = {"data-recording actions", D_DREC_COMM, D_UNKNOWN, D_UNKNOWN},
		[ORDER_AGGREGATION] = {"aggregating actions", D_AGG_COMM, D_AGG_SPEC, D_UNKNOWN},
		[ORDER_EXIT] = {"exit( )", D_DREC_COMM, D_EXIT_SPEC, D_UNKNOWN},
		[ORDER_SPECULATE] = {"speculate( )", D_SPEC_COMM, D_SPEC_SPEC, D_SPEC_DREC},
		[ORDER_COMMIT] = {"commit( )", D_COMM_COMM, D_UNKNOWN, D_COMM_DREC},
	};
	struct clause_order *order = &compiler->order;

	if (order->commits && rules[kind].after_commit != D_UNKNOWN)
		error_at(&compiler->errors, rules[kind].after_commit, node->place,
			 "%s may not follow commit( )", rules[kind].name);
	if (order->speculates && rules[kind].after_speculate != D_UNKNOWN)
		error_at(&compiler->errors, rules[kind].after_speculate, node->place,
			 "%s may not follow speculate( )", rules[kind].name);
	if (order->records && rules[kind].after_data != D_UNKNOWN)
		error_at(&compiler->errors, rules[kind].after_data, node->place,
			 "%s may not follow data-recording action(s)", rules[kind].name);
	order->commits |= kind == ORDER_COMMIT;
	order->speculates |= kind == ORDER_SPECULATE;
	order->records |= kind <= ORDER_EXIT && !order->speculates;
}

/* All of them */

static const struct {
	uint32_t least, most;
	void (*check)(struct compiler *compiler, struct node *call);
} actions[] = {
	[FUNCTION_TRACE] = {1, 1, check_trace},
	[FUNCTION_TRACEMEM] = {2, ANY_NUMBER, check_tracemem},
	[FUNCTION_PRINT] = {1, 1, check_print},
	[FUNCTION_PRINTF] = {1, ANY_NUMBER, check_printf},
	[FUNCTION_PRINTA] = {1, ANY_NUMBER, check_printa},
	[FUNCTION_EXIT] = {1, 1, check_exit},
	[FUNCTION_CLEAR] = {0, ANY_NUMBER, check_clear},
	[FUNCTION_TRUNC] = {0, ANY_NUMBER, check_trunc},
	[FUNCTION_NORMALIZE] = {0, ANY_NUMBER, check_normalize},
	[FUNCTION_DENORMALIZE] = {0, ANY_NUMBER, check_denormalize},
	[FUNCTION_SETOPT] = {1, 2, check_setopt},
	[FUNCTION_SPECULATE] = {1, 1, check_speculate},
	[FUNCTION_COMMIT] = {1, 1, check_commit},
	[FUNCTION_DISCARD] = {1, 1, check_discard},
};

void check_action(struct compiler *compiler, struct node *call)
{
	uint32_t function = call->symbol->value;

	check_passed(compiler, call, actions[function].least, actions[function].most);
	actions[function].check(compiler, call);
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
