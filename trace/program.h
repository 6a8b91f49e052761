/* SPDX-License-Identifier: BSD-2-Clause */
/* A loaded program and its state: what the engine, the helpers and the consumer share. For trace/
 * only. */
#ifndef TRACE_PROGRAM_H
#define TRACE_PROGRAM_H

#include "trace/aggregate.h"
#include "trace/buffer.h"
#include "trace/consume.h"
#include "trace/dynvar.h"
#include "trace/intern.h"
#include "trace/messages.h"
#include "trace/object.h"
#include "trace/probes.h"
#include "trace/run.h"
#include "trace/speculation.h"
#include "trace/tally.h"
#include "trace/trace.h"

enum {
	PROGRAM_MAX_ENABLINGS = 65536, /* pairs of a clause and a probe that it matches */
	PROBE_ARGS = 10,
};

/* As DTrace's state machine; what may fire when is in engine.c. */
enum activity {
	ACTIVITY_INACTIVE, /* loaded */
	ACTIVITY_WARMUP,   /* BEGIN fires */
	ACTIVITY_ACTIVE,
	ACTIVITY_DRAINING, /* exit() was called, or trace_stop() */
	ACTIVITY_COOLDOWN, /* END fires */
	ACTIVITY_STOPPED,
};

/* One clause enabled on one probe. Its number in the program is its epid. */
struct enabling {
	uint32_t id;   /* the probe's */
	uint32_t epid; /* from 1 */
	uint32_t clause;
	uint32_t record_bytes;		 /* the most that one firing records; 0: nothing */
	uint32_t dtrace_bytes;		 /* that DTrace would record */
	const struct decoded_insn *code; /* the clause's */
	const struct probe *probe;
};

/* A probe that the program enables, with its enablings in program order. */
struct enabled_probe {
	const struct probe *probe;
	struct enabling *enablings;
	uint32_t enabling_count;    /* at least 1 */
	uint32_t activities;	    /* in which its clauses may run: a bit for each enum activity */
	struct trace_timer *timers; /* one for each CPU that it fires on; NULL if it has none */
	uint32_t timer_count;
};

/* Each counter is written by its own CPU only and only grows. */
struct cpu_counters {
	uint64_t firings;
	uint64_t recorded;
	uint64_t errors;
	uint64_t aggregation_drops;
	uint64_t buffer_drops;
	uint64_t dynamic_drops; /* of dynamic variables */
	uint64_t speculative_drops;
	uint64_t busy_speculations, unavailable_speculations; /* speculation() was 0 */
	uint64_t double_errors;				      /* in ERROR's clauses */
	uint64_t late_ns_max;
};

/* One probe firing on one CPU. */
struct firing {
	struct trace_program *program;
	struct program_cpu *cpu;
	uint8_t *locals; /* this-> variables; ERROR's are not those of the firing that it interrupts
			  */
	size_t locals_size;
	bool has_locals; /* of any kind, strings and what strtok() has left included */
	const struct enabled_probe *probe;
	uint64_t late_ns;
	const uint64_t *error_args; /* ERROR's arguments; NULL for other probes */
	struct record *record; /* reserved for the clause that runs; NULL if it records nothing */
	struct speculation_buffer
		*speculation; /* where record is, if it is speculated; else NULL */
	bool ended;	      /* the clause ends here, without a fault */
	uint32_t actions;     /* that the clause has done so far, for error messages */
	struct trace_run run;
};

struct program_cpu {
	struct cpu_counters counters;
	struct buffer buffer;
	struct aggregate_table *aggs; /* one for each aggregation */
	struct tally *tallies;	      /* likewise, the consumer's */
	struct speculation_buffer *speculations;
	struct firing firing;		 /* of any probe but ERROR */
	struct firing error_firing;	 /* ERROR fires within another firing */
	uint64_t random;		 /* the state of rand() */
	uint64_t told_drops[DROP_KINDS]; /* by the consumer */
};

struct trace_timer {
	struct trace_program *program;
	struct enabled_probe *probe;
	struct program_cpu *cpu;
	uint32_t cpu_number;
	bool armed;
};

struct program_options {
	bool quiet, flowindent, rawbytes, errtags, droptags;
	bool aggsortkey, aggsortrev, agghist, aggpack, aggzoom;
	uint64_t aggsortkeypos, aggsortpos;
	uint64_t statusrate; /* ns between messages about drops, at least */
	enum object_buffer_policy policy;
};

struct trace_program {
	struct object_image image;
	struct program_options options;
	uint32_t activity; /* enum activity; changed atomically */
	uint32_t cpu_count;

	struct program_cpu *cpus;
	struct enabling *enablings; /* grouped by probe */
	struct decoded_insn *code;  /* of all clauses, as in image.insns */
	uint32_t *by_epid;	    /* by epid - 1: index into enablings */
	uint32_t enabling_count;
	struct enabled_probe *probes;
	uint32_t probe_count;
	const struct enabled_probe *begin, *end, *error; /* NULL: not enabled */
	struct trace_timer *timers;
	uint32_t timer_count;
	uint32_t end_bytes; /* of buffer that are kept for END's records, lest they be dropped */

	uint8_t *globals;
	char *global_strings;
	struct dynvars dynvars;
	struct speculation *speculations;
	uint32_t speculation_count;
	bool speculations_left; /* to the consumer: some have to be committed or discarded; atomic */
	uint32_t speculation_bytes;  /* of each buffer */
	uint32_t speculation_charge; /* of DTrace's records in it: option specsize */
	struct intern strings;
	bool *agg_printed;     /* by a printa(); the others are printed at the end */
	uint64_t *tally_times; /* of each aggregation: 1 + when its tally was refreshed; 0: never */
	struct consumer consumer;

	void *object; /* the copy */
	size_t object_size;
	void *memory; /* everything else, this structure included */
	size_t memory_size;
};

/* All programs, and what they share. */
struct tracer {
	struct trace_program *programs[TRACE_MAX_PROGRAMS];
	struct hash_secret secret;
	bool seeded;
	uint32_t turn; /* the program whose output is being written: index into programs */
	void *verify_scratch;
};

extern struct tracer tracer;

/* There is something for trace_work(). Any context. */
static inline void tracer_set_pending(void)
{
	__atomic_store_n(&trace_pending, true, __ATOMIC_RELEASE);
}

/* Fires BEGIN or END, if the program enables it. */
void engine_fire_dtrace(struct trace_program *program, const struct enabled_probe *probe,
			struct probe_context *context);

/* Ends the firing of everything: stops the timers, and fires END once. Work or setup. */
void engine_finish(struct trace_program *program, struct probe_context *context);

static inline const struct enabling *program_enabling(const struct trace_program *program,
						      uint32_t epid)
{
	return &program->enablings[program->by_epid[epid - 1]];
}

/* Is a tally older than what was recorded at a time? Else it is taken as it is. Work. */
static inline bool program_tally_stale(const struct trace_program *program, uint32_t agg,
				       uint64_t asked)
{
	return program->tally_times[agg] <= asked;
}

/* A refresh that began at a time, for what was recorded at another, is done. Work. */
static inline void program_tally_refreshed(struct trace_program *program, uint32_t agg,
					   uint64_t asked, uint64_t began)
{
	if (program_tally_stale(program, agg, asked))
		program->tally_times[agg] = began + 1;
}

/* Is it an aggregation that an action changes, so that there is a tally of it? Any context. */
bool program_is_tallied(const struct object_image *image, uint32_t agg);

static inline enum activity program_activity(const struct trace_program *program)
{
	return (enum activity)__atomic_load_n(&program->activity, __ATOMIC_ACQUIRE);
}

static inline void program_set_activity(struct trace_program *program, enum activity activity)
{
	__atomic_store_n(&program->activity, (uint32_t)activity, __ATOMIC_SEQ_CST);
}

#endif
