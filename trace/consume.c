/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/consume.h"

#include "trace/format.h"
#include "trace/machine.h"
#include "trace/printa.h"
#include "trace/program.h"
#include "trace/record.h"
#include "trace/record_text.h"
#include "trace/setopt.h"

#include <string.h>

static const struct object_action *current_action(const struct trace_program *program)
{
	return &program->image.actions[program->consumer.action];
}

/*
 * Of all CPUs' oldest records the oldest: output comes in the order of time, as far as it is known. With
 * the policies fill and ring nothing is taken out before the end. What a commit() left to the consumer
 * comes when there is nothing else.
 */
static bool choose_record(struct trace_program *program, enum activity activity)
{
	struct consumer *consumer = &program->consumer;

	consumer->record = NULL;
	consumer->speculation = NULL;
	if (activity != ACTIVITY_STOPPED && program->options.policy != POLICY_SWITCH)
		return false;
	for (uint32_t i = 0; i < program->cpu_count; i++) {
		const struct record *record = buffer_peek(&program->cpus[i].buffer);

		if (!record || (consumer->record && consumer->record->time <= record->time))
			continue;
		consumer->record = record;
		consumer->cpu = i;
	}
	if (!consumer->record && program->speculation_count > 0)
		consumer->record = speculation_peek(program, activity == ACTIVITY_STOPPED,
						    &consumer->cpu, &consumer->speculation);
	return consumer->record != NULL;
}

static bool choose_drops(struct trace_program *program, enum activity activity)
{
	struct consumer *consumer = &program->consumer;

	if (activity != ACTIVITY_STOPPED &&
	    machine_timestamp() - consumer->drops_told < program->options.statusrate)
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

	if (choose_record(program, activity)) {
		if (consumer->record->epid == RECORD_ERROR)
			consumer->stage = CONSUME_ERROR;
		else if (consumer->heading_done)
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

static void put_heading(const struct trace_program *program, struct text *text)
{
	if (program->options.flowindent)
		text_string(text, "CPU FUNCTION\n");
	else if (!program->options.quiet)
		text_format(text, "%3s %6s %32s\n", "CPU", "ID", "FUNCTION:NAME");
}

/* FUNCTION:NAME in a column. */
static void put_name(struct text *text, const struct probe *probe, const char *before,
		     uint32_t columns, bool left)
{
	size_t length = strlen(before) + strlen(probe->function) + 1 + strlen(probe->name);
	uint64_t padding = length < columns ? columns - length : 0;

	if (!left)
		text_repeat(text, ' ', padding);
	text_string(text, before);
	text_string(text, probe->function);
	text_string(text, ":");
	text_string(text, probe->name);
	if (left)
		text_repeat(text, ' ', padding);
	text_string(text, " ");
}

/* No probe here is an entry or a return: with flowindent all have DTrace's sign of the others. */
static void put_prefix(const struct trace_program *program, struct text *text)
{
	const struct consumer *consumer = &program->consumer;
	const struct probe *probe = program_enabling(program, consumer->record->epid)->probe;
	enum { COLUMNS = 32, FLOW_COLUMNS = 41 };

	if (program->options.flowindent) {
		text_format(text, "%3u ", consumer->cpu);
		put_name(text, probe, " | ", FLOW_COLUMNS, true);
	} else if (!program->options.quiet) {
		text_format(text, "%3u %6u ", consumer->cpu, probe->id);
		put_name(text, probe, "", COLUMNS, false);
	}
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
	return (int64_t)record_value(consumer->record, &offset,
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
		break;
	case ACTION_PRINT:
		consumer->stage = consumer->format ? CONSUME_PRINT : CONSUME_ACTION;
		break;
	case ACTION_TRACEMEM:
		consumer->stage = CONSUME_TRACEMEM;
		break;
	case ACTION_SETOPT:
		consumer->refused = setopt(program, object_string(&program->image, action->format));
		if (consumer->refused)
			consumer->stage = CONSUME_SETOPT;
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
			(int)record_value(consumer->record, &consumer->next_value, type).integer;
		break;
	}
}

static void end_record(struct trace_program *program)
{
	struct consumer *consumer = &program->consumer;

	if (consumer->speculation)
		speculation_release(consumer->speculation, consumer->record);
	else
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
	switch (program->consumer.stage) {
	case CONSUME_ERROR:
	case CONSUME_DROPS:
	case CONSUME_SETOPT:
		return true;
	default:
		return false;
	}
}

/* Puts the stage's text into the window, and goes on to the next stage if it has no text or it all
 * fitted. */
static void put_stage(struct trace_program *program, struct text *text)
{
	struct consumer *consumer = &program->consumer;

	switch (consumer->stage) {
	case CONSUME_HEADING:
		put_heading(program, text);
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
		record_put_trace(program, text);
		if (!text->full)
			consumer->stage = CONSUME_ACTION;
		break;
	case CONSUME_TRACEMEM:
		record_put_memory(program, text);
		if (!text->full)
			consumer->stage = CONSUME_ACTION;
		break;
	case CONSUME_PRINTF:
		if (record_put_printf(program, text))
			consumer->stage = CONSUME_ACTION;
		break;
	case CONSUME_PRINT:
		if (record_put_print(program, text))
			consumer->stage = CONSUME_ACTION;
		break;
	case CONSUME_SETOPT:
		setopt_put_message(text,
				   object_string(&program->image, current_action(program)->format),
				   consumer->refused);
		if (!text->full)
			consumer->stage = CONSUME_ACTION;
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
