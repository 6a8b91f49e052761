/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The tracer: loads program objects, verifies and runs them when probes fire, keeps their
 * aggregations and buffers, and formats what they print. Freestanding; sees the machine through
 * trace/machine.h only.
 *
 * Contexts: "setup" is before and between firings, where memory may be allocated; "probe" is at a
 * firing; "work" is outside probe context, in slices that the caller bounds.
 */
#ifndef TRACE_TRACE_H
#define TRACE_TRACE_H

#include "dsl/abi/context.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	TRACE_MAX_PROGRAMS = 16,
	TRACE_MAX_CPUS = 64,
	TRACE_ERROR_SIZE = 256, /* bytes for the reason of a refusal */
};

struct trace_program; /* one loaded program with its state */
struct trace_timer;   /* one profile or tick probe's timer on one CPU */

/*
 * Loads an object: checks it, verifies every clause, enables its probes and allocates its buffers.
 * The object is copied. NULL with the reason in error (one line, no newline) when it is refused.
 * Setup.
 */
struct trace_program *trace_load(const void *object, size_t size, char error[TRACE_ERROR_SIZE]);

/*
 * Fires BEGIN in the given context (one of no guest, on the CPU that calls) and arms the program's
 * timers. Setup. False with the reason when the machine has no timer left.
 */
bool trace_start(struct trace_program *program, struct probe_context *context,
		 char error[TRACE_ERROR_SIZE]);

/*
 * Ends a program from outside, as Ctrl-C does dtrace(1): END fires, its output drains. Setup or
 * work.
 */
void trace_stop(struct trace_program *program, struct probe_context *context);

/*
 * A timer is due: fires its probes in this context. late_ns is how long ago it was due. Probe. The
 * machine calls it with the timer that it was given in machine_timer_start(), on that timer's CPU.
 */
void trace_timer_fired(struct trace_timer *timer, struct probe_context *context, uint64_t late_ns);

enum trace_work_state {
	TRACE_WORK_IDLE,    /* nothing to do before the next firing or trace_work_due() */
	TRACE_WORK_MORE,    /* call again soon */
	TRACE_WORK_BLOCKED, /* the output took nothing; call again when it may */
};

/*
 * Does some of what is outstanding: drains buffers, takes and sorts snapshots, formats, writes.
 * Bounded: a few thousand instructions a call. context is one of no guest, for END. Work.
 */
enum trace_work_state trace_work(struct probe_context *context);

/* For trace_work_pending(); only the tracer sets it, on any CPU. */
extern bool trace_pending;

/*
 * Is there something for trace_work() to do? In line, to be asked after every firing. Any context.
 */
static inline bool trace_work_pending(void)
{
	return __atomic_load_n(&trace_pending, __ATOMIC_ACQUIRE);
}

/*
 * True when the program has ended and all its output has been written; status is that of its
 * exit(). Work.
 */
bool trace_ended(const struct trace_program *program, int *status);

/* Frees an ended program. Setup. */
void trace_unload(struct trace_program *program);

struct trace_statistics {
	uint64_t firings;  /* of probes that this program enabled, predicates not yet looked at */
	uint64_t recorded; /* clauses that ran to their end with a true predicate */
	uint64_t errors;
	uint64_t aggregation_drops;
	uint64_t buffer_drops;
	uint64_t late_ns_max;
};

/* Sums over the CPUs. Work. */
void trace_statistics(const struct trace_program *program, struct trace_statistics *statistics);

#endif
