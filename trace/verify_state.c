/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/verify_state.h"

#include "dsl/base/fmt.h"

#include <string.h>

enum { WHOLE_SLOT = 0xff };

bool value_is_string(const struct value *value, const struct object_image *image)
{
	if (value->kind == VALUE_STRING)
		return true;
	if (value->kind != VALUE_AREA || value->range.smin < 0)
		return false;
	switch (value->area) {
	case AREA_STRINGS:
	case AREA_GLOBAL_STRINGS: /* there is a NUL at the end of each slot, always */
	case AREA_LOCAL_STRINGS:
		return value->range.smax < (int64_t)object_area_bytes(image, value->area);
	default:
		return false;
	}
}

static const char *const area_names[] = {
	[AREA_STRINGS] = "strings",
	[AREA_GLOBALS] = "globals",
	[AREA_LOCALS] = "locals",
	[AREA_GLOBAL_STRINGS] = "global strings",
	[AREA_LOCAL_STRINGS] = "local strings",
};

static void describe_int(const struct range *range, char *text)
{
	if (range_is_constant(range))
		fmt_format(text, VALUE_TEXT_SIZE, "%lld", (long long)range->smin);
	else if (range->smin == INT64_MIN && range->smax == INT64_MAX && range->umin == 0 &&
		 range->umax == UINT64_MAX)
		fmt_format(text, VALUE_TEXT_SIZE, "any integer");
	else if (range->umax <= INT64_MAX || range->smin != INT64_MIN || range->smax != INT64_MAX)
		fmt_format(text, VALUE_TEXT_SIZE, "integer %lld..%lld", (long long)range->smin,
			   (long long)range->smax);
	else
		fmt_format(text, VALUE_TEXT_SIZE, "integer 0x%llx..0x%llx",
			   (unsigned long long)range->umin, (unsigned long long)range->umax);
}

static void describe_pointer(const char *to, const struct range *offset, char *text)
{
	if (offset->smin == offset->smax)
		fmt_format(text, VALUE_TEXT_SIZE, "%s%+lld", to, (long long)offset->smin);
	else
		fmt_format(text, VALUE_TEXT_SIZE, "%s%+lld..%+lld", to, (long long)offset->smin,
			   (long long)offset->smax);
}

void value_describe(const struct value *value, char text[VALUE_TEXT_SIZE])
{
	switch (value->kind) {
	case VALUE_INT:
		describe_int(&value->range, text);
		break;
	case VALUE_CONTEXT:
		describe_pointer("context", &value->range, text);
		break;
	case VALUE_STACK:
		describe_pointer("stack", &value->range, text);
		break;
	case VALUE_AREA:
		describe_pointer(area_names[value->area], &value->range, text);
		break;
	case VALUE_STRING:
		fmt_format(text, VALUE_TEXT_SIZE, "string");
		break;
	default:
		fmt_format(text, VALUE_TEXT_SIZE, "unset");
		break;
	}
}

void state_begin(struct verify_state *state, uint32_t first_action)
{
	memset(state, 0, sizeof(*state));
	state->regs[1] = value_of_kind(VALUE_CONTEXT, range_constant(0));
	state->regs[BPF_FRAME_REGISTER] = value_of_kind(VALUE_STACK, range_constant(0));
	state->next_action = first_action;
}

static void value_merge(struct value *value, const struct value *other,
			const struct object_image *image)
{
	if (value->kind == other->kind && value->area == other->area) {
		value->range = range_union(value->range, other->range);
		return;
	}
	if (value_is_string(value, image) && value_is_string(other, image))
		*value = value_of_kind(VALUE_STRING, range_constant(0));
	else
		memset(value, 0, sizeof(*value));
}

void state_merge(struct verify_state *state, const struct verify_state *other,
		 const struct object_image *image)
{
	for (size_t i = 0; i < BPF_REGISTER_COUNT; i++)
		value_merge(&state->regs[i], &other->regs[i], image);
	for (size_t i = 0; i < VERIFY_SLOTS; i++) {
		state->written[i] &= other->written[i];
		value_merge(&state->slots[i], &other->slots[i], image);
		if (state->slots[i].kind == VALUE_NONE)
			state->written[i] = 0;
	}
	if (state->next_action < other->next_action)
		state->next_action = other->next_action;
}

/* Finds the first byte from the bottom of the stack; false when some are outside. */
static bool stack_index(int64_t offset, uint32_t bytes, uint32_t *index)
{
	if (offset < -BPF_STACK_SIZE || offset > -(int64_t)bytes)
		return false;
	*index = (uint32_t)(offset + BPF_STACK_SIZE);
	return true;
}

static const char outside[] = "access outside the stack";

const char *stack_read(const struct verify_state *state, int64_t offset, uint32_t bytes,
		       struct value *value)
{
	uint32_t index;

	if (!stack_index(offset, bytes, &index))
		return outside;
	for (uint32_t i = index; i < index + bytes; i++)
		if (!(state->written[i / 8] & 1u << i % 8))
			return "read of stack bytes that were not written";
	if (bytes == 8 && index % 8 == 0) {
		*value = state->slots[index / 8];
		return NULL;
	}
	if (value_is_pointer(&state->slots[index / 8]) ||
	    value_is_pointer(&state->slots[(index + bytes - 1) / 8]))
		return "read of a part of a pointer";
	*value = value_int(range_any());
	return NULL;
}

const char *stack_write(struct verify_state *state, int64_t offset, uint32_t bytes,
			const struct value *value)
{
	uint32_t index;

	if (!stack_index(offset, bytes, &index))
		return outside;
	if (bytes == 8 && index % 8 == 0) {
		state->slots[index / 8] = *value;
		state->written[index / 8] = WHOLE_SLOT;
		return NULL;
	}
	if (value_is_pointer(value))
		return "pointers are stored whole and 8-byte aligned only";
	for (uint32_t i = index; i < index + bytes; i++) {
		struct value *slot = &state->slots[i / 8];

		if (value_is_pointer(slot))
			state->written[i / 8] = 0;
		*slot = value_int(range_any());
		state->written[i / 8] |= (uint8_t)(1u << i % 8);
	}
	return NULL;
}
