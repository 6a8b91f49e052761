/* SPDX-License-Identifier: BSD-2-Clause */
/* trace_work(): the programs take turns at the output, a record at a time. */
#include "trace/machine.h"
#include "trace/program.h"

#include <string.h>

enum {
	WORK_STEPS = 8,	   /* consumer steps a call: about 3500 instructions in the mean */
	OUTPUT_SIZE = 256, /* bytes that wait for the machine to take them */
	LEAST_ROOM = 64,   /* that a step gets; else what waits is written first */
};

bool trace_pending;

/* Text that is made, but not taken yet. */
static struct {
	char buffer[OUTPUT_SIZE];
	size_t length;
	size_t sent;
	bool is_message; /* for machine_write_message() */
} output;

static void mark_written(void)
{
	for (uint32_t i = 0; i < TRACE_MAX_PROGRAMS; i++) {
		struct trace_program *program = tracer.programs[i];

		if (program && program->consumer.stage == CONSUME_ENDED)
			program->consumer.all_written = true;
	}
}

/* Offers what waits; true when all of it was taken. */
static bool flush(void)
{
	while (output.sent < output.length) {
		const char *text = output.buffer + output.sent;
		size_t left = output.length - output.sent;
		size_t taken = output.is_message ? machine_write_message(text, left)
						 : machine_write(text, left);

		if (taken == 0)
			return false;
		output.sent += taken;
	}
	output.sent = 0;
	output.length = 0;
	mark_written();
	return true;
}

enum step_result { STEP_IDLE, STEP_BUSY, STEP_BLOCKED };

/* A step of one program. Blocked: what waits goes elsewhere, and was not taken. */
static enum step_result step(struct trace_program *program, struct probe_context *context)
{
	struct text text;
	bool busy;

	if (consume_is_message(program) != output.is_message) {
		if (!flush())
			return STEP_BLOCKED;
		output.is_message = !output.is_message;
	}
	text = (struct text){
		.buffer = output.buffer + output.length,
		.size = OUTPUT_SIZE - output.length,
	};
	busy = consume_step(program, context, &text);
	output.length += text.length;
	return busy ? STEP_BUSY : STEP_IDLE;
}

/* A step of the program whose turn it is, or of the next that has something to do. */
static enum step_result step_any(struct probe_context *context)
{
	for (uint32_t i = 0; i < TRACE_MAX_PROGRAMS; i++) {
		struct trace_program *program = tracer.programs[tracer.turn];
		enum step_result result = program ? step(program, context) : STEP_IDLE;

		if (result == STEP_BLOCKED ||
		    (result == STEP_BUSY && !consume_at_boundary(program)))
			return result;
		tracer.turn = (tracer.turn + 1) % TRACE_MAX_PROGRAMS;
		if (result == STEP_BUSY)
			return result;
	}
	return STEP_IDLE;
}

/*
 * The flag is taken down before anything is looked at: what is recorded afterwards puts it up
 * again, so that nothing is overlooked. The exchange keeps the processor from looking first.
 */
enum trace_work_state trace_work(struct probe_context *context)
{
	enum step_result result = STEP_BUSY;

	(void)__atomic_exchange_n(&trace_pending, false, __ATOMIC_SEQ_CST);
	for (int i = 0; i < WORK_STEPS && result == STEP_BUSY; i++) {
		if (OUTPUT_SIZE - output.length < LEAST_ROOM && !flush())
			result = STEP_BLOCKED;
		else
			result = step_any(context);
	}
	if (result == STEP_BLOCKED || !flush()) {
		tracer_set_pending();
		return TRACE_WORK_BLOCKED;
	}
	if (result == STEP_IDLE)
		return TRACE_WORK_IDLE;
	tracer_set_pending();
	return TRACE_WORK_MORE;
}

bool trace_ended(const struct trace_program *program, int *status)
{
	if (!program->consumer.all_written)
		return false;
	*status = program->consumer.status;
	return true;
}
