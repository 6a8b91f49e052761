/* SPDX-License-Identifier: BSD-2-Clause */
/* Firing: which clauses run when, and what becomes of what they recorded. */
#include "dsl/base/fmt.h"
#include "trace/interpret.h"
#include "trace/machine.h"
#include "trace/program.h"
#include "trace/record.h"
#include "trace/speculation.h"
#include "trace/string_variable.h"

#include <string.h>

struct tracer tracer;

static void fire(struct firing *firing, struct probe_context *context);

/* From one state to another; false when it was in neither, but had gone on. */
static bool advance(struct trace_program *program, enum activity from, enum activity to)
{
	uint32_t expected = from;

	return __atomic_compare_exchange_n(&program->activity, &expected, to, false,
					   __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

/* With policy fill that ends the program, as if exit() had been called; nothing counts as dropped. */
static void buffer_is_full(struct firing *firing)
{
	struct trace_program *program = firing->program;

	if (program->options.policy == POLICY_FILL)
		advance(program, ACTIVITY_ACTIVE, ACTIVITY_DRAINING);
	else
		firing->cpu->counters.buffer_drops++;
	tracer_set_pending();
}

static void record_error(struct firing *firing, const struct record_error *error)
{
	enum { BYTES = sizeof(struct record) + sizeof(*error) };
	struct program_cpu *cpu = firing->cpu;
	struct record *record = buffer_reserve(&cpu->buffer, BYTES, firing->program->end_bytes);

	tracer_set_pending();
	if (!record) {
		buffer_is_full(firing);
		return;
	}
	*record = (struct record){
		.bytes = BYTES,
		.epid = RECORD_ERROR,
		.time = machine_timestamp(),
	};
	memcpy(record + 1, error, sizeof(*error));
	buffer_commit(&cpu->buffer, record);
}

/* The clause that speculated is over; record is what it recorded, or NULL. */
static void end_speculation(struct firing *firing, const struct record *record)
{
	if (!firing->speculation)
		return;
	speculation_end(firing->speculation, record);
	firing->speculation = NULL;
}

/*
 * A clause was abandoned. The program's ERROR clauses come before the message, which in dtrace(1)
 * is an ERROR clause too, enabled last. A fault in an ERROR clause is only counted.
 */
static __attribute__((noinline, cold)) void fault(struct firing *firing,
						  const struct enabling *enabling,
						  struct probe_context *context)
{
	struct trace_program *program = firing->program;
	const struct run_fault *cause = &firing->run.fault;
	struct firing *nested = &firing->cpu->error_firing;
	bool in_predicate = cause->insn < program->image.clauses[enabling->clause].predicate_insns;

	end_speculation(firing, NULL);
	if (firing->ended) { /* a speculate() that takes nothing: no fault */
		firing->ended = false;
		return;
	}
	firing->cpu->counters.errors++;
	if (firing == nested) {
		firing->cpu->counters.double_errors++;
		return;
	}

	const struct record_error error = {
		.epid = enabling->epid,
		.fault = cause->kind,
		.action = in_predicate ? 0 : (int32_t)firing->actions + 1,
		.offset = (int32_t)(cause->insn * sizeof(struct bpf_insn)),
		.value = cause->address ? cause->address : cause->value,
	};
	const uint64_t args[PROBE_ARGS] = {
		[1] = error.epid,
		[2] = (uint64_t)error.action,
		[3] = (uint64_t)error.offset,
		[4] = error.fault,
		[5] = error.value,
	};

	if (program->error) {
		nested->probe = program->error;
		nested->error_args = args;
		fire(nested, context);
	}
	record_error(firing, &error);
}

/* Room for all that the clause can record, before it runs: else it is dropped. */
static __attribute__((noinline)) bool reserve(struct firing *firing,
					      const struct enabling *enabling)
{
	struct trace_program *program = firing->program;
	uint32_t spare = firing->probe == program->end ? 0 : program->end_bytes;

	end_speculation(firing, NULL);
	firing->record = buffer_reserve(&firing->cpu->buffer, enabling->record_bytes, spare);
	if (!firing->record) {
		buffer_is_full(firing);
		return false;
	}
	firing->record->bytes = sizeof(struct record);
	firing->record->epid = enabling->epid;
	return true;
}

static __attribute__((noinline)) void commit(struct firing *firing)
{
	struct record *record = firing->record;

	if (record->bytes == sizeof(*record)) {
		end_speculation(firing, NULL);
		return; /* no action was reached */
	}
	record->time = machine_timestamp();
	if (firing->speculation) {
		end_speculation(firing, record);
		return;
	}
	buffer_commit(&firing->cpu->buffer, record);
	tracer_set_pending();
}

static void run_clause(struct firing *firing, const struct enabling *enabling,
		       struct probe_context *context)
{
	if (enabling->record_bytes > 0 && !reserve(firing, enabling))
		return;
	context->id = enabling->id;
	context->epid = enabling->epid;
	firing->actions = 0;
	firing->run.code = enabling->code;
	firing->run.scratch.used = 0;
	switch (interpret(&firing->run)) {
	case RUN_FALSE:
		break;
	case RUN_TRUE:
		firing->cpu->counters.recorded++;
		if (enabling->record_bytes > 0)
			commit(firing);
		break;
	case RUN_FAULT:
		fault(firing, enabling, context);
		break;
	}
}

/* May the probe that fires still run its clauses? */
static bool may_run(const struct firing *firing)
{
	return firing->probe->activities >> program_activity(firing->program) & 1;
}

/* this-> variables are as new at each firing. */
static __attribute__((noinline)) void clear_locals(struct firing *firing)
{
	memset(firing->locals, 0, firing->locals_size);
	string_clear_locals(&firing->run);
	if (firing->run.strtok_rest)
		firing->run.strtok_rest[0] = '\0';
}

/* The caller has seen that its first clause may run. */
static void fire(struct firing *firing, struct probe_context *context)
{
	const struct enabling *enabling = firing->probe->enablings;
	const struct enabling *end = enabling + firing->probe->enabling_count;

	firing->cpu->counters.firings++;
	firing->run.context = context;
	if (firing->has_locals)
		clear_locals(firing);
	/* An exit() also keeps later clauses of the same firing from running. */
	do {
		run_clause(firing, enabling, context);
		enabling++;
	} while (enabling < end && may_run(firing));
}

void trace_timer_fired(struct trace_timer *timer, struct probe_context *context, uint64_t late_ns)
{
	struct firing *firing = &timer->cpu->firing;
	struct cpu_counters *counters = &timer->cpu->counters;

	if (program_activity(timer->program) != ACTIVITY_ACTIVE)
		return;
	if (late_ns > counters->late_ns_max)
		counters->late_ns_max = late_ns;
	firing->probe = timer->probe;
	firing->late_ns = late_ns;
	fire(firing, context);
}

void engine_fire_dtrace(struct trace_program *program, const struct enabled_probe *probe,
			struct probe_context *context)
{
	struct firing *firing = &program->cpus[context->cpu].firing;

	if (!probe)
		return;
	firing->probe = probe;
	firing->late_ns = 0;
	fire(firing, context);
}

static void stop_timers(struct trace_program *program)
{
	for (uint32_t i = 0; i < program->timer_count; i++) {
		struct trace_timer *timer = &program->timers[i];

		if (timer->armed)
			machine_timer_stop(timer, timer->cpu_number);
		timer->armed = false;
	}
}

static bool start_timers(struct trace_program *program, char error[TRACE_ERROR_SIZE])
{
	for (uint32_t i = 0; i < program->timer_count; i++) {
		struct trace_timer *timer = &program->timers[i];
		const struct probe *probe = timer->probe->probe;

		if (!machine_timer_start(timer, timer->cpu_number, probe->numerator,
					 probe->denominator)) {
			fmt_format(error, TRACE_ERROR_SIZE,
				   "no timer is left for %s on CPU %u; enable fewer probes",
				   probe->name, timer->cpu_number);
			return false;
		}
		timer->armed = true;
	}
	return true;
}

bool trace_start(struct trace_program *program, struct probe_context *context,
		 char error[TRACE_ERROR_SIZE])
{
	program->consumer.drops_told = machine_timestamp();
	program_set_activity(program, ACTIVITY_WARMUP);
	engine_fire_dtrace(program, program->begin, context);
	if (!advance(program, ACTIVITY_WARMUP, ACTIVITY_ACTIVE))
		return true; /* BEGIN called exit() */
	if (start_timers(program, error))
		return true;
	stop_timers(program);
	program_set_activity(program, ACTIVITY_STOPPED);
	tracer_set_pending();
	return false;
}

void engine_finish(struct trace_program *program, struct probe_context *context)
{
	if (!advance(program, ACTIVITY_DRAINING, ACTIVITY_COOLDOWN))
		return;
	stop_timers(program);
	engine_fire_dtrace(program, program->end, context);
	program_set_activity(program, ACTIVITY_STOPPED);
	tracer_set_pending();
}

void trace_stop(struct trace_program *program, struct probe_context *context)
{
	if (advance(program, ACTIVITY_INACTIVE, ACTIVITY_STOPPED))
		tracer_set_pending();
	advance(program, ACTIVITY_ACTIVE, ACTIVITY_DRAINING);
	engine_finish(program, context);
}

void trace_statistics(const struct trace_program *program, struct trace_statistics *statistics)
{
	*statistics = (struct trace_statistics){0};
	for (uint32_t i = 0; i < program->cpu_count; i++) {
		const struct cpu_counters *counters = &program->cpus[i].counters;

		statistics->firings += counters->firings;
		statistics->recorded += counters->recorded;
		statistics->errors += counters->errors;
		statistics->aggregation_drops += counters->aggregation_drops;
		statistics->buffer_drops += counters->buffer_drops;
		if (counters->late_ns_max > statistics->late_ns_max)
			statistics->late_ns_max = counters->late_ns_max;
	}
}
