/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/record_text.h"

#include "trace/print_format.h"
#include "trace/program.h"
#include "trace/record.h"

#include <string.h>

static const struct object_action *action_of(const struct trace_program *program)
{
	return &program->image.actions[program->consumer.action];
}

struct format_value record_value(const struct record *record, uint32_t *offset,
				 const struct object_value *type)
{
	const uint8_t *at = (const uint8_t *)record + *offset;
	struct format_value value = {.type = *type};

	switch (type->type) {
	case TYPE_INT:
		memcpy(&value.integer, at, sizeof(value.integer));
		*offset += sizeof(value.integer);
		break;
	case TYPE_STRING:
		value.string = (const char *)at;
		value.length = strlen(value.string);
		*offset += record_string_bytes((uint32_t)value.length);
		break;
	default: /* TYPE_BYTES */
		value.string = (const char *)at;
		value.length = type->size;
		*offset += object_value_bytes(type);
		break;
	}
	return value;
}

void record_put_trace(const struct trace_program *program, struct text *text)
{
	const struct consumer *consumer = &program->consumer;
	uint32_t offset = consumer->next_value;
	const struct format_value value = record_value(
		consumer->record, &offset, &program->image.values[action_of(program)->first_value]);

	format_trace(text, &value, program->options.quiet, program->options.rawbytes);
}

/* Reads the value of a `*` from the record; a width or precision that is out of all reason is cut
 * down. */
static int64_t read_star(const struct trace_program *program, uint32_t *offset, uint32_t *index)
{
	const struct object_value *types = &program->image.values[action_of(program)->first_value];
	int64_t value =
		(int32_t)record_value(program->consumer.record, offset, &types[(*index)++]).integer;

	if (value > FORMAT_MAX_WIDTH)
		return FORMAT_MAX_WIDTH;
	return value < -FORMAT_MAX_WIDTH ? -FORMAT_MAX_WIDTH : value;
}

static void resolve_stars(const struct trace_program *program, struct conversion *conversion,
			  uint32_t *offset, uint32_t *index)
{
	if (conversion->width_argument) {
		int64_t width = read_star(program, offset, index);

		if (width < 0)
			conversion->left = true;
		conversion->width = (uint32_t)(width < 0 ? -width : width);
	}
	if (conversion->precision_argument) {
		int64_t precision = read_star(program, offset, index);

		conversion->precision = precision > 0 ? (uint32_t)precision : 0;
	}
}

/* One item of a printf(). Where it was in format and values moves on only when the text was taken.
 */
bool record_put_printf(struct trace_program *program, struct text *text)
{
	struct consumer *consumer = &program->consumer;
	const struct object_value *types = &program->image.values[action_of(program)->first_value];
	uint32_t offset = consumer->next_value;
	uint32_t index = consumer->value_index;
	struct format_value value = {0};
	struct conversion conversion;
	size_t length;

	switch (format_next(consumer->format, &length, &conversion, NULL)) {
	case FORMAT_TEXT:
		text_bytes(text, consumer->format, length);
		break;
	case FORMAT_CONVERSION:
		resolve_stars(program, &conversion, &offset, &index);
		if (conversion.kind != CONVERT_PERCENT)
			value = record_value(consumer->record, &offset, &types[index++]);
		format_value(text, &conversion, &value);
		break;
	case FORMAT_END:
	case FORMAT_BAD: /* format_check() lets none through */
		return true;
	}
	if (text->full)
		return false;
	consumer->format += length;
	consumer->next_value = offset;
	consumer->value_index = index;
	return false;
}

/* Of tracemem()'s bytes as many as its second value says; 0 or more than there are: all. */
void record_put_memory(const struct trace_program *program, struct text *text)
{
	const struct consumer *consumer = &program->consumer;
	const struct object_action *action = action_of(program);
	const struct object_value *types = &program->image.values[action->first_value];
	uint32_t offset = consumer->next_value;
	struct format_value memory = record_value(consumer->record, &offset, &types[0]);

	if (action->value_count > 1) {
		uint64_t shown = record_value(consumer->record, &offset, &types[1]).integer;

		if (shown > 0 && shown < memory.length)
			memory.length = (size_t)shown;
	}
	format_dump(text, memory.string, memory.length, memory.length);
}

static void put_part(struct text *text, const struct print_piece *part,
		     const struct format_value *value)
{
	static const struct conversion hex = {.kind = CONVERT_HEX, .alternate = true};
	static const struct conversion character = {.kind = CONVERT_CHAR_ESCAPED};
	bool is_integer = value->type.type == TYPE_INT;
	const char *bytes = is_integer ? (const char *)&value->integer : value->string;
	size_t size = is_integer ? sizeof(value->integer) : value->length;
	struct format_value shown = {.type = {.type = TYPE_INT, .size = (uint16_t)part->size}};

	if (part->kind == 's') {
		size_t most = part->offset < size ? size - part->offset : 0;
		size_t length = 0;

		most = most < part->size ? most : part->size;
		while (length < most && bytes[part->offset + length])
			length++;
		text_bytes(text, bytes + part->offset, length);
		return;
	}
	memcpy(&shown.integer, bytes + part->offset, part->size);
	format_value(text, part->kind == 'x' ? &hex : &character, &shown);
}

bool record_put_print(struct trace_program *program, struct text *text)
{
	struct consumer *consumer = &program->consumer;
	const char *format = consumer->format;
	uint32_t offset = consumer->next_value;
	struct print_piece piece;

	switch (print_format_next(&format, &piece)) {
	case PRINT_TEXT:
		text_bytes(text, piece.text, piece.length);
		break;
	case PRINT_PART: {
		const struct format_value value =
			record_value(consumer->record, &offset,
				     &program->image.values[action_of(program)->first_value]);

		put_part(text, &piece, &value);
		break;
	}
	case PRINT_END:
	case PRINT_BAD: /* object_open() lets none through */
		return true;
	}
	if (!text->full)
		consumer->format = format;
	return false;
}
