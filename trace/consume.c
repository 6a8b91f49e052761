/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/consume.h"

#include "trace/format.h"
#include "trace/machine.h"
#include "trace/printa.h"
#include "trace/program.h"
#include "trace/record.h"

#include <string.h>

enum { DROPS_PERIOD = 1000000000 /* ns between messages about drops: DTrace's statusrate */ };

static const struct object_action *current_action(const struct trace_program *program)
{
	return &program->image.actions[program->consumer.action];
}

/* The value at an offset in the record; moves the offset past it. */
static struct format_value read_value(const struct record *record, uint32_t *offset,
				      const struct object_value *type)
{
	const uint8_t *at = (const uint8_t *)record + *offset;
	struct format_value value = {.type = *type};

	if (type->type == TYPE_INT) {
		memcpy(&value.integer, at, sizeof(value.integer));
		*offset += sizeof(value.integer);
		return value;
	}
	value.string = (const char *)at;
	value.length = strlen(value.string);
	*offset += record_string_bytes((uint32_t)value.length);
	return value;
}

/* Of all CPUs' oldest records the oldest: output comes in the order of time, as far as it is known.
 */
static bool choose_record(struct trace_program *program)
{
	struct consumer *consumer = &program->consumer;

	consumer->record = NULL;
	for (uint32_t i = 0; i < program->cpu_count; i++) {
		const struct record *record = buffer_peek(&program->cpus[i].buffer);

		if (!record || (consumer->record && consumer->record->time <= record->time))
			continue;
		consumer->record = record;
		consumer->cpu = i;
	}
	return consumer->record != NULL;
}

static bool choose_drops(struct trace_program *program, enum activity activity)
{
	struct consumer *consumer = &program->consumer;

	if (activity != ACTIVITY_STOPPED &&
	    machine_timestamp() - consumer->drops_told < DROPS_PERIOD)
		return false;
	if (message_find_drops(program, &consumer->drops)) {
		/* Another kind, or another CPU's, may follow at once: only then is the time noted. */
		consumer->stage = CONSUME_DROPS;
		return true;
	}
	consumer->drops_told = machine_timestamp();
	return false;
}

/*
 * Activity is looked at before the records: what was recorded before the program stopped is then
 * seen after it is known to have stopped.
 */
static bool choose(struct trace_program *program, struct probe_context *context)
{
	struct consumer *consumer = &program->consumer;
	enum activity activity = program_activity(program);

	if (choose_record(program)) {
		if (consumer->record->epid == RECORD_ERROR)
			consumer->stage = CONSUME_ERROR;
		else if (program->options.quiet || consumer->heading_done)
			consumer->stage = CONSUME_PREFIX;
		else
			consumer->stage = CONSUME_HEADING;
		return true;
	}
	if (activity == ACTIVITY_DRAINING) {
		engine_finish(program, context);
		return true;
	}
	if (choose_drops(program, activity))
		return true;
	if (activity != ACTIVITY_STOPPED)
		return false;
	consumer->stage = CONSUME_LAST_NEWLINE;
	return true;
}

static void put_prefix(const struct trace_program *program, struct text *text)
{
	const struct consumer *consumer = &program->consumer;
	const struct probe *probe = program_enabling(program, consumer->record->epid)->probe;
	size_t function = strlen(probe->function);
	size_t name = strlen(probe->name);
	enum { COLUMNS = 32 };

	if (program->options.quiet)
		return;
	text_format(text, "%3u %6u ", consumer->cpu, probe->id);
	if (function + 1 + name < COLUMNS)
		text_repeat(text, ' ', COLUMNS - function - 1 - name);
	text_string(text, probe->function);
	text_string(text, ":");
	text_string(text, probe->name);
	text_string(text, " ");
}

static void end_prefix(struct consumer *consumer)
{
	consumer->next_action = sizeof(struct record);
	consumer->stage = CONSUME_ACTION;
}

static void start_printa(struct trace_program *program, const struct object_action *action)
{
	snapshot_begin(&program->consumer.snapshot, program,
		       &program->image.aggrefs[action->first_agg], action->agg_count,
		       SNAPSHOT_BY_OPTIONS, program->consumer.record->time);
	program->consumer.stage = CONSUME_SNAPSHOT;
}

/* The value of clear(), trunc(), normalize() or denormalize(), as far as it has one. */
static int64_t aggact_argument(const struct trace_program *program)
{
	const struct consumer *consumer = &program->consumer;
	const struct object_action *action = current_action(program);
	uint32_t offset = consumer->next_value;

	if (action->value_count == 0)
		return 0;
	return (int64_t)read_value(consumer->record, &offset,
				   &program->image.values[action->first_value])
		.integer;
}

static void begin_aggact(struct trace_program *program)
{
	struct consumer *consumer = &program->consumer;

	aggact_begin(&consumer->aggact, program, current_action(program), aggact_argument(program),
		     consumer->record->time, &consumer->snapshot);
	consumer->stage = CONSUME_AGGACT;
}

static void start_aggact(struct trace_program *program, const struct object_action *action)
{
	struct consumer *consumer = &program->consumer;

	if (!aggact_needs_order(action, aggact_argument(program))) {
		begin_aggact(program);
		return;
	}
	snapshot_begin(&consumer->snapshot, program, &program->image.aggrefs[action->first_agg], 1,
		       SNAPSHOT_BY_VALUE, consumer->record->time);
	consumer->stage = CONSUME_SNAPSHOT;
}

/* The aggregations are sorted: for what? */
static void end_snapshot(struct trace_program *program)
{
	if (program->consumer.record && current_action(program)->kind == ACTION_TRUNC)
		begin_aggact(program);
	else
		printa_start(program);
}

static void next_action(struct trace_program *program)
{
	struct consumer *consumer = &program->consumer;
	const struct record_action *header;

	if (consumer->next_action == consumer->record->bytes) {
		consumer->stage = CONSUME_RECORD_END;
		return;
	}
	header = (const struct record_action *)(const void *)((const uint8_t *)consumer->record +
							      consumer->next_action);
	consumer->next_value = consumer->next_action + sizeof(*header);
	consumer->next_action += header->bytes;
	consumer->value_index = 0;
	consumer->action = header->action;

	const struct object_action *action = current_action(program);
	const struct object_value *type = &program->image.values[action->first_value];

	consumer->format = action->format ? object_string(&program->image, action->format) : NULL;
	switch ((enum object_action_kind)action->kind) {
	case ACTION_DEFAULT:
	case ACTION_PRINT:
	case ACTION_TRACEMEM:
	case ACTION_SETOPT:
		break;
	case ACTION_CLEAR:
	case ACTION_TRUNC:
	case ACTION_NORMALIZE:
	case ACTION_DENORMALIZE:
		start_aggact(program, action);
		break;
	case ACTION_TRACE:
		consumer->stage = CONSUME_TRACE;
		break;
	case ACTION_PRINTF:
		consumer->stage = consumer->format ? CONSUME_PRINTF : CONSUME_ACTION;
		break;
	case ACTION_PRINTA:
		start_printa(program, action);
		break;
	case ACTION_EXIT:
		consumer->status =
			(int)read_value(consumer->record, &consumer->next_value, type).integer;
		break;
	}
}

static void put_trace(const struct trace_program *program, struct text *text)
{
	const struct consumer *consumer = &program->consumer;
	uint32_t offset = consumer->next_value;
	const struct format_value value =
		read_value(consumer->record, &offset,
			   &program->image.values[current_action(program)->first_value]);

	format_trace(text, &value, program->options.quiet);
}

/* Reads the value of a `*` from the record; a width or precision that is out of all reason is cut
 * down. */
static int64_t read_star(const struct trace_program *program, uint32_t *offset, uint32_t *index)
{
	const struct object_value *types =
		&program->image.values[current_action(program)->first_value];
	int64_t value =
		(int32_t)read_value(program->consumer.record, offset, &types[(*index)++]).integer;

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
static void put_printf(struct trace_program *program, struct text *text)
{
	struct consumer *consumer = &program->consumer;
	const struct object_value *types =
		&program->image.values[current_action(program)->first_value];
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
			value = read_value(consumer->record, &offset, &types[index++]);
		format_value(text, &conversion, &value);
		break;
	case FORMAT_END:
	case FORMAT_BAD: /* format_check() lets none through */
		consumer->stage = CONSUME_ACTION;
		return;
	}
	if (text->full)
		return;
	consumer->format += length;
	consumer->next_value = offset;
	consumer->value_index = index;
}

static void end_record(struct trace_program *program)
{
	struct consumer *consumer = &program->consumer;

	buffer_release(&program->cpus[consumer->cpu].buffer, consumer->record);
	consumer->record = NULL;
	consumer->stage = CONSUME_CHOOSE;
}

/* At the end: the aggregations that were not printed, in their order. */
static void next_rest(struct trace_program *program)
{
	struct consumer *consumer = &program->consumer;
	uint32_t count = program->image.agg_count;

	while (consumer->rest < count) {
		uint32_t agg = consumer->rest++;

		if (program->options.aggsortrev)
			agg = count - 1 - agg;
		if (program->agg_printed[agg])
			continue;
		consumer->rest_agg.agg = agg;
		consumer->format = NULL;
		snapshot_begin(&consumer->snapshot, program, &consumer->rest_agg, 1,
			       SNAPSHOT_BY_OPTIONS, UINT64_MAX);
		consumer->stage = CONSUME_SNAPSHOT;
		return;
	}
	consumer->stage = CONSUME_ENDED;
}

bool consume_at_boundary(const struct trace_program *program)
{
	return program->consumer.stage == CONSUME_CHOOSE ||
	       program->consumer.stage == CONSUME_ENDED;
}

bool consume_is_message(const struct trace_program *program)
{
	return program->consumer.stage == CONSUME_ERROR || program->consumer.stage == CONSUME_DROPS;
}

/* Puts the stage's text into the window, and goes on to the next stage if it has no text or it all
 * fitted. */
static void put_stage(struct trace_program *program, struct text *text)
{
	struct consumer *consumer = &program->consumer;

	switch (consumer->stage) {
	case CONSUME_HEADING:
		text_format(text, "%3s %6s %32s\n", "CPU", "ID", "FUNCTION:NAME");
		if (text->full)
			break;
		consumer->heading_done = true;
		consumer->stage = CONSUME_PREFIX;
		break;
	case CONSUME_PREFIX:
		put_prefix(program, text);
		if (!text->full)
			end_prefix(consumer);
		break;
	case CONSUME_ACTION:
		next_action(program);
		break;
	case CONSUME_TRACE:
		put_trace(program, text);
		if (!text->full)
			consumer->stage = CONSUME_ACTION;
		break;
	case CONSUME_PRINTF:
		put_printf(program, text);
		break;
	case CONSUME_SNAPSHOT:
		if (snapshot_step(&consumer->snapshot, program))
			end_snapshot(program);
		break;
	case CONSUME_AGGACT:
		if (aggact_step(&consumer->aggact, program, &consumer->snapshot))
			consumer->stage = CONSUME_ACTION;
		break;
	case CONSUME_PRINTA:
		if (printa_put(program, text))
			consumer->stage = consumer->record ? CONSUME_ACTION : CONSUME_REST;
		break;
	case CONSUME_RECORD_END:
		if (!program->options.quiet)
			text_string(text, "\n");
		if (!text->full)
			end_record(program);
		break;
	case CONSUME_ERROR:
		message_put_error(program, text, consumer->record);
		if (!text->full)
			end_record(program);
		break;
	case CONSUME_DROPS:
		message_put_drops(program, text, &consumer->drops);
		if (text->full)
			break;
		message_told(program, &consumer->drops);
		consumer->stage = CONSUME_CHOOSE;
		break;
	case CONSUME_LAST_NEWLINE:
		text_string(text, "\n");
		if (!text->full)
			consumer->stage = CONSUME_REST;
		break;
	case CONSUME_REST:
		next_rest(program);
		break;
	case CONSUME_CHOOSE:
	case CONSUME_ENDED:
		break;
	}
}

bool consume_step(struct trace_program *program, struct probe_context *context, struct text *text)
{
	struct consumer *consumer = &program->consumer;

	if (consumer->stage == CONSUME_ENDED)
		return false;
	if (consumer->stage == CONSUME_CHOOSE)
		return choose(program, context);
	text->skip = consumer->written;
	put_stage(program, text);
	consumer->written = text->full ? consumer->written + text->length : 0;
	return true;
}
