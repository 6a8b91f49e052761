/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/packed.h"

#include "dsl/base/fmt.h"
#include "trace/format.h"
#include "trace/program.h"

#include <string.h>

enum { QUANTIZE_ZERO = 63, LINEAR_WIDTH = 8, STEP_ROWS = 16, STEP_BLOCKS = 16 };

static const struct object_agg *agg_of(const struct trace_program *program)
{
	return &program->image.aggs[program->consumer.snapshot.aggs[0].agg];
}

static const uint64_t *counts_of(const struct trace_program *program, uint32_t row)
{
	return snapshot_state(&program->consumer.snapshot, row, 0);
}

static enum packed_kind kind_of(const struct trace_program *program)
{
	const struct consumer *consumer = &program->consumer;

	if (consumer->format || consumer->snapshot.agg_count > 1)
		return PACKED_NONE;
	switch (agg_of(program)->function) {
	case AGG_count:
	case AGG_sum:
		return program->options.agghist ? PACKED_BARS : PACKED_NONE;
	case AGG_quantize:
	case AGG_lquantize:
		return program->options.aggpack ? PACKED_BLOCKS : PACKED_NONE;
	default:
		return PACKED_NONE;
	}
}

void packed_begin(struct packed *packed, const struct trace_program *program)
{
	*packed = (struct packed){
		.kind = kind_of(program),
		.scale = {.zoom = program->options.aggzoom},
	};
}

static void scan_bars(struct packed *packed, const struct trace_program *program)
{
	for (int n = 0; n < STEP_ROWS && packed->row < program->consumer.snapshot.row_count; n++)
		distribution_scale_add(&packed->scale,
				       (int64_t)counts_of(program, packed->row++)[0]);
}

/* Which buckets of quantize() hold anything, in any row? */
static void scan_buckets(struct packed *packed, const struct trace_program *program)
{
	const uint64_t *counts = counts_of(program, packed->row);
	uint32_t words = object_agg_words(agg_of(program));

	for (uint32_t i = 0; i < words; i++) {
		if (counts[i] == 0)
			continue;
		if (!packed->any || i < packed->first)
			packed->first = i;
		if (!packed->any || i > packed->last)
			packed->last = i;
		packed->any = true;
	}
	packed->row++;
}

/* One empty bucket more on either side, but none between 0 and the positive ones; all of lquantize(). */
static void choose_range(struct packed *packed, const struct object_agg *agg)
{
	uint32_t end = object_agg_words(agg) - 1;

	if (agg->function == AGG_lquantize) {
		packed->first = 0;
		packed->last = end;
		return;
	}
	if (!packed->any) {
		packed->first = QUANTIZE_ZERO;
		packed->last = QUANTIZE_ZERO;
	}
	if (packed->first > 0 && packed->first != QUANTIZE_ZERO)
		packed->first--;
	if (packed->last < end)
		packed->last++;
}

/* Digits of a number, at least four, as DTrace makes the columns. */
static uint32_t digits_of(int64_t value)
{
	uint64_t rest = value < 0 ? -(uint64_t)value : (uint64_t)value;
	uint32_t digits = value < 0 ? 2 : 1;

	for (; rest > 9; rest /= 10)
		digits++;
	return digits < 4 ? 4 : digits;
}

static uint32_t key_width(const struct trace_program *program)
{
	const struct object_agg *agg = agg_of(program);
	uint32_t width = 0;

	for (uint32_t i = 0; i < agg->key_count; i++)
		width += format_packed_width(&program->image.values[agg->first_key + i]) + 1;
	return width;
}

/* The columns of the lowest and the highest bucket's values. */
static void value_widths(const struct packed *packed, const struct object_agg *agg, uint32_t *least,
			 uint32_t *most)
{
	*least = LINEAR_WIDTH - 1;
	*most = LINEAR_WIDTH;
	if (agg->function == AGG_quantize) {
		*least = digits_of(distribution_value(agg, packed->first));
		*most = digits_of(distribution_value(agg, packed->last));
	}
}

static void put_heading(const struct packed *packed, const struct trace_program *program,
			struct text *text)
{
	uint32_t width = key_width(program);
	uint32_t least, most;

	if (packed->kind == PACKED_BARS) {
		distribution_put_heading(text, width ? "key" : "value", width ? width : 16);
		return;
	}
	value_widths(packed, agg_of(program), &least, &most);
	text_format(text, "\n%*s %*s .", (int)width, width ? "key" : "", (int)least, "min");
	text_repeat(text, '-', packed->last - packed->first + 1);
	text_string(text, ". ");
	text_field(text, "max", 3, most, true);
	text_string(text, " | count\n");
}

bool packed_put_heading(struct packed *packed, const struct trace_program *program,
			struct text *text)
{
	if (packed->stage == PACKED_SCAN) {
		if (packed->row == program->consumer.snapshot.row_count) {
			choose_range(packed, agg_of(program));
			packed->stage = packed->row > 0 ? PACKED_HEADING : PACKED_ROWS;
		} else if (packed->kind == PACKED_BARS) {
			scan_bars(packed, program);
		} else if (agg_of(program)->function == AGG_lquantize) {
			packed->row = program->consumer.snapshot.row_count;
		} else {
			scan_buckets(packed, program);
		}
	} else if (packed->stage == PACKED_HEADING) {
		put_heading(packed, program, text);
		if (!text->full)
			packed->stage = PACKED_ROWS;
	}
	return packed->stage == PACKED_ROWS;
}

static void scan_row(struct packed *packed, const uint64_t *counts)
{
	for (uint32_t n = 0; n < DISTRIBUTION_STEP && packed->bucket <= packed->last; n++) {
		int64_t count = (int64_t)counts[packed->bucket++];

		distribution_scale_add(&packed->scale, count);
		packed->count += count;
	}
}

/* A block of one to eight eighths, or a sign that the count is negative. */
static void put_block(struct text *text, const struct distribution_scale *scale, int64_t count)
{
	enum { LOWEST = 0x2581, HIGHEST_STEP = 7, HIGHEST_SIGN = 5 };
	static const char signs[] = "vvvvVV";
	uint32_t block;

	if (count == 0) {
		text_string(text, " ");
		return;
	}
	if (count < 0) {
		text_bytes(text, &signs[distribution_part(scale, count, HIGHEST_SIGN)], 1);
		return;
	}
	block = LOWEST + distribution_part(scale, count, HIGHEST_STEP);

	const char utf8[] = {(char)(0xe0 | block >> 12), (char)(0x80 | (block >> 6 & 0x3f)),
			     (char)(0x80 | (block & 0x3f))};

	text_bytes(text, utf8, sizeof(utf8));
}

static void put_row_start(const struct packed *packed, const struct object_agg *agg,
			  struct text *text)
{
	char line[24];
	uint32_t least, most;

	value_widths(packed, agg, &least, &most);
	if (agg->function == AGG_quantize) {
		text_format(text, " %*lld :", (int)least,
			    (long long)distribution_value(agg, packed->first));
		return;
	}
	text_field(text, line,
		   fmt_format(line, sizeof(line), "< %lld",
			      (long long)distribution_value(agg, packed->first + 1)),
		   LINEAR_WIDTH, false);
	text_string(text, " :");
}

static void put_row_end(const struct packed *packed, const struct object_agg *agg,
			struct text *text)
{
	char line[24];
	uint32_t least, most;

	value_widths(packed, agg, &least, &most);
	text_string(text, ": ");
	text_field(text, line,
		   fmt_format(line, sizeof(line), "%s%lld",
			      agg->function == AGG_quantize ? "" : ">= ",
			      (long long)distribution_value(agg, packed->last)),
		   most, true);
	text_format(text, " | %lld\n", (long long)packed->count);
}

static void next_part(struct packed *packed, enum packed_part part)
{
	packed->part = part;
	packed->bucket = packed->first;
}

static bool put_blocks(struct packed *packed, const struct object_agg *agg, const uint64_t *counts,
		       struct text *text)
{
	switch (packed->part) {
	case PACKED_ROW_SCAN:
		scan_row(packed, counts);
		if (packed->bucket > packed->last)
			next_part(packed, PACKED_ROW_START);
		break;
	case PACKED_ROW_START:
		put_row_start(packed, agg, text);
		if (!text->full)
			next_part(packed, PACKED_ROW_BLOCKS);
		break;
	case PACKED_ROW_BLOCKS: {
		uint32_t bucket = packed->bucket;

		for (uint32_t n = 0; n < STEP_BLOCKS && bucket <= packed->last; n++)
			put_block(text, &packed->scale, (int64_t)counts[bucket++]);
		if (text->full)
			break;
		packed->bucket = bucket;
		if (bucket > packed->last)
			next_part(packed, PACKED_ROW_END);
		break;
	}
	case PACKED_ROW_END:
		put_row_end(packed, agg, text);
		if (text->full)
			break;
		next_part(packed, PACKED_ROW_SCAN);
		packed->count = 0;
		packed->scale = (struct distribution_scale){.zoom = packed->scale.zoom};
		return true;
	}
	return false;
}

bool packed_put_result(struct packed *packed, const struct trace_program *program, uint32_t row,
		       struct text *text)
{
	const uint64_t *counts = counts_of(program, row);

	if (packed->kind == PACKED_BLOCKS) {
		if (packed->part == PACKED_ROW_SCAN && packed->bucket < packed->first)
			packed->bucket = packed->first;
		return put_blocks(packed, agg_of(program), counts, text);
	}
	text_string(text, " ");
	distribution_put_bar(text, &packed->scale, (int64_t)counts[0],
			     snapshot_normal(&program->consumer.snapshot, row, 0));
	return !text->full;
}
