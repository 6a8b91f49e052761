/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/speculation.h"

#include "trace/machine.h"
#include "trace/program.h"

#include <string.h>

static uint32_t load_state(const struct speculation *speculation)
{
	return __atomic_load_n(&speculation->state, __ATOMIC_SEQ_CST);
}

static bool change_state(struct speculation *speculation, uint32_t *from, uint32_t to)
{
	return __atomic_compare_exchange_n(&speculation->state, from, to, false, __ATOMIC_SEQ_CST,
					   __ATOMIC_SEQ_CST);
}

/*
 * The CPU says that it is busy before it looks at the state, and the consumer looks at this after the state
 * has changed: so either the CPU sees the change, or the consumer that the CPU is busy.
 */
static void set_busy(struct speculation_buffer *buffer, bool busy)
{
	__atomic_store_n(&buffer->busy, busy, __ATOMIC_SEQ_CST);
}

static bool is_busy(const struct speculation_buffer *buffer)
{
	return __atomic_load_n(&buffer->busy, __ATOMIC_SEQ_CST);
}

static uint32_t load_used(const struct speculation_buffer *buffer)
{
	return __atomic_load_n(&buffer->used, __ATOMIC_ACQUIRE);
}

static void set_used(struct speculation_buffer *buffer, uint32_t used)
{
	__atomic_store_n(&buffer->used, used, __ATOMIC_RELEASE);
}

static void leave_to_consumer(struct trace_program *program)
{
	__atomic_store_n(&program->speculations_left, true, __ATOMIC_SEQ_CST);
	tracer_set_pending();
}

uint64_t speculation_new(struct firing *firing)
{
	struct trace_program *program = firing->program;
	bool busy = false;

	for (uint32_t i = 0; i < program->speculation_count; i++) {
		uint32_t state = load_state(&program->speculations[i]);

		while (state == SPECULATION_INACTIVE)
			if (change_state(&program->speculations[i], &state, SPECULATION_ACTIVE))
				return i + 1u;
		busy |= state == SPECULATION_COMMITTING || state == SPECULATION_COMMITTING_MANY ||
			state == SPECULATION_DISCARDING;
	}
	if (busy)
		firing->cpu->counters.busy_speculations++;
	else
		firing->cpu->counters.unavailable_speculations++;
	tracer_set_pending();
	return 0;
}

/* Marks that this CPU takes part. False when the speculation takes nothing. */
static bool take_part(struct speculation *speculation, const struct speculation_buffer *buffer)
{
	uint32_t state = load_state(speculation);

	for (;;) {
		uint32_t next;

		switch ((enum speculation_state)state) {
		case SPECULATION_ACTIVE:
			next = SPECULATION_ACTIVE_ONE;
			break;
		case SPECULATION_ACTIVE_ONE:
			if (buffer->used != 0)
				return true; /* the one CPU is this one */
			next = SPECULATION_ACTIVE_MANY;
			break;
		case SPECULATION_ACTIVE_MANY:
			return true;
		default:
			return false;
		}
		if (change_state(speculation, &state, next))
			return true;
	}
}

/* DTrace aligns each value to its size, and the record to what it needs most; strings to nothing. */
uint32_t speculation_record_bytes(const struct object_image *image, uint32_t clause)
{
	enum { HEADER = 12, LEAST_ALIGNMENT = 4 };
	const struct object_clause *owner = &image->clauses[clause];
	uint64_t bytes = HEADER;

	for (uint32_t i = 0; i < owner->action_count; i++) {
		const struct object_action *action = &image->actions[owner->first_action + i];

		for (uint32_t v = 0; v < action->value_count; v++) {
			const struct object_value *value = &image->values[action->first_value + v];
			uint64_t alignment = value->type == TYPE_INT ? value->size : 1;

			bytes = ((bytes + alignment - 1) & ~(alignment - 1)) + value->size;
		}
	}
	bytes = (bytes + LEAST_ALIGNMENT - 1) & ~(uint64_t)(LEAST_ALIGNMENT - 1);
	return bytes < UINT32_MAX ? (uint32_t)bytes : UINT32_MAX;
}

/* Is there room for the record, by DTrace's count and in memory? */
static bool charge(struct speculation_buffer *buffer, const struct trace_program *program,
		   const struct enabling *enabling)
{
	if (buffer->used == 0)
		buffer->charged = 0;
	if (program->speculation_charge - buffer->charged < enabling->dtrace_bytes ||
	    program->speculation_bytes - buffer->used < enabling->record_bytes)
		return false;
	buffer->charging = buffer->charged + enabling->dtrace_bytes;
	return true;
}

enum speculate_result speculation_reserve(struct firing *firing, uint64_t id,
					  const struct enabling *enabling, struct record **record)
{
	const struct trace_program *program = firing->program;
	struct speculation_buffer *buffer;

	if (id == 0)
		return SPECULATE_NOTHING;
	if (id > program->speculation_count)
		return SPECULATE_BAD;
	buffer = &firing->cpu->speculations[id - 1];
	set_busy(buffer, true);
	if (!take_part(&program->speculations[id - 1], buffer)) {
		set_busy(buffer, false);
		return SPECULATE_NOTHING;
	}
	if (!charge(buffer, program, enabling)) {
		set_busy(buffer, false);
		firing->cpu->counters.speculative_drops++;
		tracer_set_pending();
		return SPECULATE_FULL;
	}
	*record = (struct record *)(void *)(buffer->data + buffer->used);
	firing->speculation = buffer;
	return SPECULATE_OK;
}

void speculation_end(struct speculation_buffer *buffer, const struct record *record)
{
	if (record) {
		buffer->charged = buffer->charging;
		set_used(buffer, buffer->used + record->bytes);
	}
	set_busy(buffer, false);
}

/* What this CPU has goes to its principal buffer, as of now, or is dropped. */
static void append(struct firing *firing, const struct speculation_buffer *from)
{
	struct buffer *principal = &firing->cpu->buffer;
	const struct trace_program *program = firing->program;
	uint32_t spare = firing->probe == program->end ? 0 : program->end_bytes;
	struct record *to;
	uint32_t records = 0;
	uint64_t now = machine_timestamp();

	for (uint32_t at = 0; at < from->used; records++) {
		struct record *record = (struct record *)(void *)(from->data + at);

		record->time = now;
		at += record->bytes;
	}
	if (records == 0)
		return;
	to = buffer_reserve(principal, from->used, spare);
	if (!to) {
		firing->cpu->counters.buffer_drops += records;
		return;
	}
	memcpy(to, from->data, from->used);
	buffer_commit_bytes(principal, to, from->used);
}

/* Goes to the state that the change leads to, decided by what this CPU has. False: nothing to do. */
static bool leave(struct speculation *speculation, const struct speculation_buffer *buffer,
		  enum speculation_state alone, enum speculation_state many,
		  enum speculation_state active)
{
	uint32_t state = load_state(speculation);

	for (;;) {
		uint32_t next;

		switch ((enum speculation_state)state) {
		case SPECULATION_ACTIVE:
			next = active;
			break;
		case SPECULATION_ACTIVE_ONE:
			next = buffer->used != 0 ? alone : many;
			break;
		case SPECULATION_ACTIVE_MANY:
			next = many;
			break;
		default:
			return false;
		}
		if (change_state(speculation, &state, next))
			return true;
	}
}

bool speculation_commit(struct firing *firing, uint64_t id)
{
	struct trace_program *program = firing->program;
	struct speculation *speculation;
	struct speculation_buffer *buffer;
	uint32_t committing = SPECULATION_COMMITTING;

	if (id == 0 || id > program->speculation_count)
		return id == 0;
	speculation = &program->speculations[id - 1];
	buffer = &firing->cpu->speculations[id - 1];
	set_busy(buffer, true);
	if (leave(speculation, buffer, SPECULATION_COMMITTING, SPECULATION_COMMITTING_MANY,
		  SPECULATION_COMMITTING)) {
		append(firing, buffer);
		set_used(buffer, 0);
		if (!change_state(speculation, &committing, SPECULATION_INACTIVE))
			leave_to_consumer(program);
		tracer_set_pending();
	}
	set_busy(buffer, false);
	return true;
}

bool speculation_discard(struct firing *firing, uint64_t id)
{
	struct trace_program *program = firing->program;
	struct speculation_buffer *buffer;
	struct speculation *speculation;
	uint32_t state = SPECULATION_COMMITTING;

	if (id == 0 || id > program->speculation_count)
		return id == 0;
	speculation = &program->speculations[id - 1];
	buffer = &firing->cpu->speculations[id - 1];
	/* Committing for a moment, lest another CPU gets it before this one's part is gone. */
	if (!leave(speculation, buffer, SPECULATION_COMMITTING, SPECULATION_DISCARDING,
		   SPECULATION_DISCARDING))
		return true;
	set_used(buffer, 0);
	if (!change_state(speculation, &state, SPECULATION_INACTIVE))
		leave_to_consumer(program);
	return true;
}

/* The next part of one that is left to the consumer, if there is any; parts to be discarded are emptied. */
static struct speculation_buffer *next_part(struct trace_program *program, uint32_t index,
					    bool stopped, uint32_t *cpu, bool *waits)
{
	for (*cpu = 0; *cpu < program->cpu_count; (*cpu)++) {
		struct speculation_buffer *buffer = &program->cpus[*cpu].speculations[index];

		if (!stopped && is_busy(buffer)) {
			*waits = true;
			continue;
		}
		if (load_used(buffer) == 0)
			continue;
		if (load_state(&program->speculations[index]) == SPECULATION_COMMITTING_MANY)
			return buffer;
		set_used(buffer, 0);
	}
	return NULL;
}

/*
 * The flag is taken down before anything is looked at, and put up again while something is left: so what
 * is left to the consumer meanwhile is not overlooked.
 */
const struct record *speculation_peek(struct trace_program *program, bool stopped, uint32_t *cpu,
				      struct speculation_buffer **buffer)
{
	bool waits = false;

	if (!__atomic_exchange_n(&program->speculations_left, false, __ATOMIC_SEQ_CST))
		return NULL;
	*buffer = NULL;
	for (uint32_t i = 0; i < program->speculation_count && !*buffer; i++) {
		uint32_t state = load_state(&program->speculations[i]);
		bool of_this = false;

		if (state != SPECULATION_COMMITTING_MANY && state != SPECULATION_DISCARDING)
			continue;
		*buffer = next_part(program, i, stopped, cpu, &of_this);
		if (!*buffer && !of_this)
			change_state(&program->speculations[i], &state, SPECULATION_INACTIVE);
		waits |= of_this;
	}
	if (waits || *buffer)
		leave_to_consumer(program);
	if (!*buffer)
		return NULL;
	return (const struct record *)(const void *)((*buffer)->data + (*buffer)->taken);
}

void speculation_release(struct speculation_buffer *buffer, const struct record *record)
{
	buffer->taken += record->bytes;
	if (buffer->taken < buffer->used)
		return;
	buffer->taken = 0;
	set_used(buffer, 0);
}
