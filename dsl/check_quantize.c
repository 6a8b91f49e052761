/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/check_quantize.h"

#include "dsl/abi/object.h"
#include "dsl/ast.h"
#include "dsl/check_expr.h"
#include "dsl/compiler.h"
#include "dsl/types.h"

#include <stddef.h>
#include <string.h>

/* lquantize(expression, base, limit [, step [, increment]]) */

/* One of the two ends, which are numbered from 1 behind the expression as DTrace does. */
static int64_t take_end(struct compiler *compiler, const struct node *node, int number,
			enum error_tag not_constant, enum error_tag too_large)
{
	if (node->kind != NODE_INTEGER)
		error_at(&compiler->errors, not_constant, node->place,
			 "lquantize( ) argument #%d must be an integer constant", number);

	int64_t value = (int64_t)node->value;

	if (value < INT32_MIN || value > INT32_MAX)
		error_at(&compiler->errors, too_large, node->place,
			 "lquantize( ) argument #%d must be a 32-bit quantity", number);
	return value;
}

static uint64_t take_step(struct compiler *compiler, const struct node *node)
{
	if (!node)
		return 1;
	if (!check_is_positive(node))
		error_at(&compiler->errors, D_LQUANT_STEPTYPE, node->place,
			 "lquantize( ) argument #3 must be a non-zero positive integer constant");
	if (node->value > UINT16_MAX)
		error_at(&compiler->errors, D_LQUANT_STEPVAL, node->place,
			 "lquantize( ) argument #3 must be a 16-bit quantity");
	return node->value;
}

static void check_lquantize(struct compiler *compiler, const struct node *call, uint64_t *parameter)
{
	const struct node *base_node = call->list->next;
	const struct node *limit_node = base_node->next;
	int64_t base = take_end(compiler, base_node, 1, D_LQUANT_BASETYPE, D_LQUANT_BASEVAL);
	int64_t limit = take_end(compiler, limit_node, 2, D_LQUANT_LIMTYPE, D_LQUANT_LIMVAL);

	if (limit < base)
		error_at(&compiler->errors, D_LQUANT_MISMATCH, call->place,
			 "lquantize( ) base (argument #1) must be less than limit (argument #2)");

	uint64_t step = take_step(compiler, limit_node->next);
	uint64_t levels = (uint64_t)(limit - base) / step;

	if (levels == 0)
		error_at(&compiler->errors, D_LQUANT_STEPLARGE, call->place,
			 "lquantize( ) step (argument #3) too large: must have at least one "
			 "quantization level");
	if (levels > UINT16_MAX)
		error_at(&compiler->errors, D_LQUANT_STEPSMALL, call->place,
			 "lquantize( ) step (argument #3) too small: number of quantization levels "
			 "must be a 16-bit quantity");
	parameter[0] = (uint64_t)base;
	parameter[1] = (uint64_t)base + levels * step;
	parameter[2] = step;
}

/* llquantize(expression, factor, low, high, steps [, increment]) */

enum { FACTOR, LOW, HIGH, STEPS, LLQUANTIZE_PARAMETERS };

static const struct {
	const char *name;
	enum error_tag not_constant, too_large, differs;
} llquantize_parameters[LLQUANTIZE_PARAMETERS] = {
	{"factor", D_LLQUANT_FACTORTYPE, D_LLQUANT_FACTORVAL, D_LLQUANT_FACTORMATCH},
	{"low magnitude", D_LLQUANT_LOWTYPE, D_LLQUANT_LOWVAL, D_LLQUANT_LOWMATCH},
	{"high magnitude", D_LLQUANT_HIGHTYPE, D_LLQUANT_HIGHVAL, D_LLQUANT_HIGHMATCH},
	{"linear steps per magnitude", D_LLQUANT_NSTEPTYPE, D_LLQUANT_NSTEPVAL,
	 D_LLQUANT_NSTEPMATCH},
};

static void take_llquantize(struct compiler *compiler, const struct node *call, uint64_t *parameter)
{
	const struct node *node = call->list->next;

	for (int i = 0; i < LLQUANTIZE_PARAMETERS; i++, node = node->next) {
		if (node->kind != NODE_INTEGER)
			error_at(&compiler->errors, llquantize_parameters[i].not_constant,
				 node->place,
				 "llquantize( ) argument #%d (%s) must be an integer constant",
				 i + 1, llquantize_parameters[i].name);
		if (node->value > UINT16_MAX)
			error_at(&compiler->errors, llquantize_parameters[i].too_large, node->place,
				 "llquantize( ) argument #%d (%s) must be an unsigned 16-bit "
				 "quantity",
				 i + 1, llquantize_parameters[i].name);
		parameter[i] = node->value;
	}
}

/* Do the steps divide some power of the factor? */
static bool steps_divide_power(uint64_t factor, uint64_t steps)
{
	uint64_t power = factor;

	while (power < steps)
		power *= factor;
	return power % steps == 0;
}

/* Buckets are found by walking the magnitudes: their powers, and the end of the last one, must be values. */
static void check_magnitudes(struct compiler *compiler, const struct node *call,
			     const uint64_t *parameter)
{
	uint64_t power = 1;
	uint64_t buckets = 0;

	for (uint64_t magnitude = 0; magnitude <= parameter[HIGH]; magnitude++) {
		if (power > INT64_MAX / parameter[FACTOR])
			error_at(&compiler->errors, D_LLQUANT_MAGTOOBIG, call->place,
				 "llquantize( ) factor (%llu) raised to power of high magnitude "
				 "(%llu) overflows 64-bits%s",
				 (unsigned long long)parameter[FACTOR],
				 (unsigned long long)parameter[HIGH],
				 magnitude == parameter[HIGH] ? " at its end" : "");
		power *= parameter[FACTOR];
		if (magnitude >= parameter[LOW]) {
			uint64_t steps = power < parameter[STEPS] ? power : parameter[STEPS];

			buckets += steps - steps / parameter[FACTOR];
		}
	}
	if (buckets > UINT16_MAX)
		error_at(&compiler->errors, D_LIMIT, call->place,
			 "llquantize( ) would need %llu buckets; at most %d are allowed",
			 (unsigned long long)buckets, UINT16_MAX);
}

static void check_llquantize(struct compiler *compiler, const struct node *call,
			     uint64_t *parameter)
{
	take_llquantize(compiler, call, parameter);
	if (parameter[FACTOR] < 2)
		error_at(&compiler->errors, D_LLQUANT_FACTORSMALL, call->place,
			 "llquantize( ) factor (argument #1) must be two or more");
	if (parameter[LOW] >= parameter[HIGH])
		error_at(&compiler->errors, D_LLQUANT_MAGRANGE, call->place,
			 "llquantize( ) high magnitude (argument #3) must be greater than low "
			 "magnitude (argument #2)");
	if (parameter[STEPS] < parameter[FACTOR])
		error_at(&compiler->errors, D_LLQUANT_FACTORNSTEPS, call->place,
			 "llquantize( ) factor (argument #1) must be less than or equal to the "
			 "number of linear steps per magnitude (argument #4)");
	if (parameter[STEPS] % parameter[FACTOR] != 0 ||
	    !steps_divide_power(parameter[FACTOR], parameter[STEPS]))
		error_at(&compiler->errors, D_LLQUANT_FACTOREVEN, call->place,
			 "llquantize( ) factor (argument #1) must evenly divide the number of "
			 "steps per magnitude (argument #4), and the number of steps per magnitude "
			 "must evenly divide a power of the factor");
	check_magnitudes(compiler, call, parameter);
}

/* All three */

/* How many arguments stand before the increment. */
static uint32_t parameter_count(uint32_t function)
{
	switch (function) {
	case AGG_quantize:
		return 1;
	case AGG_lquantize:
		return 4;
	default:
		return 5;
	}
}

struct node *check_increment_of(const struct node *call)
{
	struct node *node = call->list;

	for (uint32_t i = 0; node && i < parameter_count(call->symbol->value); i++)
		node = node->next;
	return node;
}

static void check_increment_argument(struct compiler *compiler, const struct node *call)
{
	const struct node *increment = check_increment_of(call);
	uint32_t most = parameter_count(call->symbol->value) + 1;

	if (!increment)
		return;
	if (!type_is_integer(increment->type))
		error_at(&compiler->errors, D_PROTO_ARG, increment->place,
			 "%s( ) increment value (argument #%u) must be of scalar type",
			 call->symbol->name, most);
	if (increment->next)
		error_at(&compiler->errors, D_PROTO_LEN, increment->next->place,
			 "%s( ) prototype mismatch: %u args passed, at most %u expected",
			 call->symbol->name, node_count(call->list), most);
}

/* Constants are asked for by their own messages; anything but an integer is against the prototype. */
static void require_integers(struct compiler *compiler, const struct node *call, uint32_t last)
{
	uint32_t number = 1;

	for (const struct node *node = call->list; number <= last; node = node->next, number++)
		if (number > 1 && !type_is_integer(node->type))
			error_at(&compiler->errors, D_PROTO_ARG, node->place,
				 "%s( ) argument #%u is incompatible with prototype:\n"
				 "\tprototype: int32_t\n\t argument: %s",
				 call->symbol->name, number, node->type->name);
}

void check_quantize(struct compiler *compiler, const struct node *call, struct object_agg *agg)
{
	switch (agg->function) {
	case AGG_quantize:
		break;
	case AGG_lquantize:
		require_integers(compiler, call, 3);
		check_lquantize(compiler, call, agg->parameter);
		break;
	case AGG_llquantize:
		require_integers(compiler, call, 5);
		check_llquantize(compiler, call, agg->parameter);
		break;
	default:
		return;
	}
	check_increment_argument(compiler, call);
}

static void match_lquantize(struct compiler *compiler, const struct node *call,
			    const uint64_t *parameter, const uint64_t *first)
{
	static const struct {
		const char *name;
		enum error_tag tag;
	} parameters[] = {
		{"base", D_LQUANT_MATCHBASE},
		{"limit", D_LQUANT_MATCHLIM},
		{"step", D_LQUANT_MATCHSTEP},
	};

	for (int i = 0; i < 3; i++)
		if (parameter[i] != first[i])
			error_at(&compiler->errors, parameters[i].tag, call->place,
				 "lquantize( ) %s (argument #%d) doesn't match previous "
				 "declaration: expected %lld, found %lld",
				 parameters[i].name, i + 1, (long long)first[i],
				 (long long)parameter[i]);
}

void check_quantize_match(struct compiler *compiler, const struct node *call,
			  const struct object_agg *agg, const struct object_agg *first)
{
	if (agg->function == AGG_lquantize)
		match_lquantize(compiler, call, agg->parameter, first->parameter);
	if (agg->function != AGG_llquantize)
		return;
	for (int i = 0; i < LLQUANTIZE_PARAMETERS; i++)
		if (agg->parameter[i] != first->parameter[i])
			error_at(&compiler->errors, llquantize_parameters[i].differs, call->place,
				 "llquantize( ) %s (argument #%d) doesn't match previous "
				 "declaration: expected %llu, found %llu",
				 llquantize_parameters[i].name, i + 1,
				 (unsigned long long)first->parameter[i],
				 (unsigned long long)agg->parameter[i]);
}
