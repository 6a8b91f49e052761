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
		size_t taken =
			machine_write(output.buffer + output.sent, output.length - output.sent);

		if (taken == 0)
			return false;
		output.sent += taken;
	}
	output.sent = 0;
	output.length = 0;
	mark_written();
	return true;
}

/* A step of one program. False when it has nothing to do. */
static bool step(struct trace_program *program, struct probe_context *context)
{
	struct text text = {
		.buffer = output.buffer + output.length,
		.size = OUTPUT_SIZE - output.length,
	};
	bool busy = consume_step(program, context, &text);

	output.length += text.length;
	return busy;
}

/* A step of the program whose turn it is, or of the next that has something to do. */
static bool step_any(struct probe_context *context)
{
	for (uint32_t i = 0; i < TRACE_MAX_PROGRAMS; i++) {
		struct trace_program *program = tracer.programs[tracer.turn];

		bool busy = program && step(program, context);

		if (busy && !consume_at_boundary(program))
			return true;
		tracer.turn = (tracer.turn + 1) % TRACE_MAX_PROGRAMS;
		if (busy)
			return true;
	}
	return false;
}

/*
 * The flag is taken down before anything is looked at: what is recorded afterwards puts it up
 * again, so that nothing is overlooked. The exchange keeps the processor from looking first.
 */
enum trace_work_state trace_work(struct probe_context *context)
{
	bool busy = true;

	(void)__atomic_exchange_n(&trace_pending, false, __ATOMIC_SEQ_CST);
	for (int i = 0; i < WORK_STEPS && busy; i++) {
		if (OUTPUT_SIZE - output.length < LEAST_ROOM && !flush()) {
			tracer_set_pending();
			return TRACE_WORK_BLOCKED;
		}
		busy = step_any(context);
	}
	if (!flush()) {
		tracer_set_pending();
		return TRACE_WORK_BLOCKED;
	}
	if (!busy)
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
