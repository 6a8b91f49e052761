/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/printa.h"

#include "trace/distribution.h"
#include "trace/format.h"
#include "trace/program.h"

enum {
	BEFORE_ROWS = UINT32_MAX
}; /* consumer->row: the newline that begins a printa() without format */

static void start_row(struct trace_program *program)
{
	struct consumer *consumer = &program->consumer;
	const struct object_action *action = &program->image.actions[consumer->action];

	consumer->value_index = 0;
	consumer->agg_index = 0;
	if (consumer->format)
		consumer->format = object_string(&program->image, action->format);
}

void printa_start(struct trace_program *program)
{
	struct consumer *consumer = &program->consumer;
	const struct snapshot *snapshot = &consumer->snapshot;

	/* What is printed at the end has no newline of its own before it. */
	consumer->row = consumer->format || !consumer->record ? 0 : BEFORE_ROWS;
	for (uint32_t i = 0; i < snapshot->agg_count; i++)
		program->agg_printed[snapshot->aggs[i].agg] |= snapshot->row_count > 0;
	packed_begin(&consumer->packed, program);
	start_row(program);
	consumer->stage = CONSUME_PRINTA;
}

static struct format_value key_of(const struct trace_program *program, uint32_t row, uint32_t index)
{
	const struct snapshot *snapshot = &program->consumer.snapshot;
	const struct object_agg *agg = &program->image.aggs[snapshot->aggs[0].agg];
	struct format_value value = {
		.type = program->image.values[agg->first_key + index],
		.integer = snapshot_key(snapshot, row)[index],
	};

	if (value.type.type == TYPE_STRING)
		value.string = intern_text(&program->strings, value.integer, &value.length);
	return value;
}

static struct format_value result_of(const struct trace_program *program, uint32_t row,
				     uint32_t agg)
{
	return (struct format_value){
		.type = {.type = TYPE_INT, .is_signed = 1, .size = sizeof(int64_t)},
		.integer =
			(uint64_t)snapshot_result(&program->consumer.snapshot, program, row, agg),
	};
}

/* A line of the distribution that the aggregation's result is. True after the last one. */
static bool put_distribution(struct trace_program *program, struct text *text, uint32_t agg)
{
	struct consumer *consumer = &program->consumer;
	const struct object_agg *of = &program->image.aggs[consumer->snapshot.aggs[agg].agg];
	const uint64_t *counts = snapshot_state(&consumer->snapshot, consumer->row, agg);
	uint64_t normal = snapshot_normal(&consumer->snapshot, consumer->row, agg);

	if (!consumer->distribution.begun)
		distribution_begin(&consumer->distribution, program->options.aggzoom);
	if (!distribution_put(&consumer->distribution, text, of, counts, normal))
		return false;
	consumer->distribution.begun = false;
	return true;
}

static bool is_distribution(const struct trace_program *program, uint32_t agg)
{
	return distribution_is(&program->image.aggs[program->consumer.snapshot.aggs[agg].agg]);
}

/* An item of a row in DTrace's own layout: a key, a result, or the newline. True after the last
 * one. */
static bool put_default_item(struct trace_program *program, struct text *text)
{
	struct consumer *consumer = &program->consumer;
	const struct snapshot *snapshot = &consumer->snapshot;
	uint32_t index = consumer->value_index;
	uint32_t results = snapshot->key_words;
	uint32_t end = results + snapshot->agg_count;
	struct format_value value;

	if (index == end) {
		text_string(text, "\n");
		return !text->full;
	}
	if (index >= results && is_distribution(program, index - results)) {
		consumer->value_index += put_distribution(program, text, index - results);
		return false;
	}
	value = index < results ? key_of(program, consumer->row, index)
				: result_of(program, consumer->row, index - results);
	format_key(text, &value, program->options.rawbytes);
	if (!text->full)
		consumer->value_index++;
	return false;
}

/* The same with agghist or aggpack: a key, or part of the result. True after the last one. */
static bool put_packed_item(struct trace_program *program, struct text *text)
{
	struct consumer *consumer = &program->consumer;
	struct format_value value;

	if (consumer->value_index == consumer->snapshot.key_words)
		return packed_put_result(&consumer->packed, program, consumer->row, text);
	value = key_of(program, consumer->row, consumer->value_index);
	format_packed_key(text, &value, program->options.rawbytes);
	if (!text->full)
		consumer->value_index++;
	return false;
}

/* An item of a row by a format. Further results than there are aggregations are the last one's
 * again. */
static bool put_format_item(struct trace_program *program, struct text *text)
{
	struct consumer *consumer = &program->consumer;
	uint32_t agg = consumer->agg_index;
	uint32_t key = consumer->value_index;
	struct format_value value = {0};
	struct conversion conversion;
	size_t length;

	switch (format_next(consumer->format, &length, &conversion, NULL)) {
	case FORMAT_TEXT:
		text_bytes(text, consumer->format, length);
		break;
	case FORMAT_CONVERSION:
		if (conversion.aggregation) {
			uint32_t shown = agg;

			agg += agg + 1 < consumer->snapshot.agg_count;
			if (is_distribution(program, shown)) {
				if (!put_distribution(program, text, shown))
					return false;
				break;
			}
			value = result_of(program, consumer->row, shown);
		} else if (conversion.kind != CONVERT_PERCENT) {
			value = key_of(program, consumer->row, key++);
		}
		format_value(text, &conversion, &value);
		break;
	case FORMAT_END:
	case FORMAT_BAD: /* format_check() lets none through */
		return true;
	}
	if (text->full)
		return false;
	consumer->format += length;
	consumer->agg_index = agg;
	consumer->value_index = key;
	return false;
}

static bool put_item(struct trace_program *program, struct text *text)
{
	if (program->consumer.format)
		return put_format_item(program, text);
	if (program->consumer.packed.kind != PACKED_NONE)
		return put_packed_item(program, text);
	return put_default_item(program, text);
}

bool printa_put(struct trace_program *program, struct text *text)
{
	struct consumer *consumer = &program->consumer;
	bool row_done;

	if (consumer->row == BEFORE_ROWS) {
		text_string(text, "\n");
		if (!text->full)
			consumer->row = 0;
		return false;
	}
	if (consumer->packed.kind != PACKED_NONE && consumer->packed.stage != PACKED_ROWS) {
		packed_put_heading(&consumer->packed, program, text);
		return false;
	}
	if (consumer->row == consumer->snapshot.row_count)
		return true;
	row_done = put_item(program, text);
	if (row_done) {
		consumer->row++;
		start_row(program);
	}
	return false;
}
