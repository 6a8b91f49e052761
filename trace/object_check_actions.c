/* SPDX-License-Identifier: BSD-2-Clause */
/* What the actions of a program object may be. */
#include "trace/object_check.h"

#include "trace/print_format.h"

enum format_use { FORMAT_NONE, FORMAT_OPTIONAL, FORMAT_REQUIRED };

/* How many values and aggregations each kind of action has, and whether a format. */
static const struct {
	uint32_t least_values, most_values;
	uint32_t least_aggs, most_aggs;
	enum format_use format;
} action_rules[] = {
	[ACTION_DEFAULT] = {0, 0, 0, 0, FORMAT_NONE},
	[ACTION_TRACE] = {1, 1, 0, 0, FORMAT_NONE},
	[ACTION_PRINTF] = {0, OBJECT_MAX_VALUES, 0, 0, FORMAT_OPTIONAL},
	[ACTION_PRINTA] = {0, 0, 1, OBJECT_MAX_AGGS, FORMAT_OPTIONAL},
	[ACTION_EXIT] = {1, 1, 0, 0, FORMAT_NONE},
	[ACTION_PRINT] = {1, 1, 0, 0, FORMAT_REQUIRED},
	[ACTION_TRACEMEM] = {1, 2, 0, 0, FORMAT_NONE},
	[ACTION_CLEAR] = {0, 0, 1, 1, FORMAT_NONE},
	[ACTION_TRUNC] = {0, 1, 1, 1, FORMAT_NONE},
	[ACTION_NORMALIZE] = {1, 1, 1, 1, FORMAT_NONE},
	[ACTION_DENORMALIZE] = {0, 0, 1, 1, FORMAT_NONE},
	[ACTION_SETOPT] = {0, 0, 0, 0, FORMAT_REQUIRED},
};

enum { ACTION_RULE_COUNT = sizeof(action_rules) / sizeof(action_rules[0]) };

static bool check_counts(const struct object_opener *opener, uint32_t index)
{
	const struct object_image *image = opener->image;
	const struct object_action *action = &image->actions[index];

	if (action->value_count < action_rules[action->kind].least_values ||
	    action->value_count > action_rules[action->kind].most_values ||
	    !object_range_ok(action->first_value, action->value_count, image->value_count))
		return object_refuse(opener,
				     ".pv.actions[%u]: wrong number of values, or beyond "
				     ".pv.values",
				     index);
	if (action->agg_count < action_rules[action->kind].least_aggs ||
	    action->agg_count > action_rules[action->kind].most_aggs ||
	    !object_range_ok(action->first_agg, action->agg_count, image->aggref_count))
		return object_refuse(opener,
				     ".pv.actions[%u]: wrong number of aggregations, or beyond "
				     ".pv.aggrefs",
				     index);
	return true;
}

static bool check_format(const struct object_opener *opener, uint32_t index)
{
	const struct object_action *action = &opener->image->actions[index];
	const enum format_use use = action_rules[action->kind].format;

	if (!object_string_ok(opener, action->format))
		return object_refuse(opener, ".pv.actions[%u]: format is beyond .pv.strings",
				     index);
	if (use == FORMAT_NONE && action->format != 0)
		return object_refuse(opener, ".pv.actions[%u]: has a format and no use for it",
				     index);
	if (use == FORMAT_REQUIRED && opener->image->strings[action->format] == '\0')
		return object_refuse(opener, ".pv.actions[%u]: has no format", index);
	return true;
}

/* Does a part of print()'s format lie within the value, and is it something to print? */
static bool part_ok(const struct object_value *value, const struct print_piece *part)
{
	const bool is_power = (part->size & (part->size - 1)) == 0;

	if (part->size == 0 || !object_range_ok(part->offset, part->size, value->size))
		return false;
	if (value->type != TYPE_BYTES && part->offset != 0)
		return false;
	switch (part->kind) {
	case 's':
		return value->type != TYPE_INT;
	case 'c':
		return value->type != TYPE_STRING && part->size == 1;
	default:
		return value->type != TYPE_STRING && part->size <= 8 && is_power;
	}
}

static bool check_print(const struct object_opener *opener, uint32_t index)
{
	const struct object_action *action = &opener->image->actions[index];
	const struct object_value *value = &opener->image->values[action->first_value];
	const char *format = object_string(opener->image, action->format);
	struct print_piece piece;

	for (;;) {
		switch (print_format_next(&format, &piece)) {
		case PRINT_END:
			return true;
		case PRINT_TEXT:
			break;
		case PRINT_PART:
			if (!part_ok(value, &piece))
				return object_refuse(
					opener,
					".pv.actions[%u]: the value of %u bytes has no part "
					"%%{%u,%u,%c}",
					index, value->size, piece.offset, piece.size, piece.kind);
			break;
		case PRINT_BAD:
			return object_refuse(opener, ".pv.actions[%u]: bad format at \"%.20s\"",
					     index, format);
		}
	}
}

static bool is_integer(const struct object_value *value, uint16_t size, bool is_signed)
{
	return value->type == TYPE_INT && value->size == size && value->is_signed == is_signed;
}

/* The types of its values, which the kind of action decides. */
static bool check_values(const struct object_opener *opener, uint32_t index)
{
	const struct object_image *image = opener->image;
	const struct object_action *action = &image->actions[index];
	const struct object_value *values = &image->values[action->first_value];

	switch ((enum object_action_kind)action->kind) {
	case ACTION_EXIT:
		if (values[0].type != TYPE_INT || values[0].size != 4)
			return object_refuse(
				opener, ".pv.actions[%u]: the exit status is no 4-byte integer",
				index);
		return true;
	case ACTION_PRINTF:
		for (uint32_t i = 0; i < action->value_count; i++)
			if (values[i].type == TYPE_BYTES)
				return object_refuse(
					opener,
					".pv.actions[%u]: value %u is no integer and no string",
					index, i);
		return true;
	case ACTION_PRINT:
		return check_print(opener, index);
	case ACTION_TRACEMEM:
		if (values[0].type != TYPE_BYTES ||
		    (action->value_count > 1 && values[1].type != TYPE_INT))
			return object_refuse(
				opener,
				".pv.actions[%u]: tracemem() is of bytes, and of an integer",
				index);
		return true;
	case ACTION_TRUNC:
		if (action->value_count > 0 && !is_integer(&values[0], 8, true))
			return object_refuse(
				opener, ".pv.actions[%u]: trunc() is to a signed 8-byte integer",
				index);
		return true;
	case ACTION_NORMALIZE:
		if (!is_integer(&values[0], 8, false))
			return object_refuse(
				opener,
				".pv.actions[%u]: normalize() is by an unsigned 8-byte "
				"integer",
				index);
		return true;
	default: /* any, or none */
		return true;
	}
}

bool object_check_actions(const struct object_opener *opener)
{
	for (uint32_t i = 0; i < opener->image->action_count; i++) {
		const struct object_action *action = &opener->image->actions[i];

		if (action->kind >= ACTION_RULE_COUNT)
			return object_refuse(opener, ".pv.actions[%u]: unknown kind %u", i,
					     action->kind);
		if (!check_format(opener, i) || !check_counts(opener, i) ||
		    !check_values(opener, i))
			return false;
		if (action->reserved != 0)
			return object_refuse(opener, ".pv.actions[%u]: reserved is not 0", i);
	}
	return true;
}
