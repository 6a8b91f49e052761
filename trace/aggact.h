/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * clear(), trunc(), normalize() and denormalize(): what dtrace(1) does to an aggregation when it comes
 * across such an action in a buffer. Here it goes through the tallies of all CPUs, in bounded steps.
 */
#ifndef TRACE_AGGACT_H
#define TRACE_AGGACT_H

#include "dsl/abi/object.h"

#include <stdbool.h>
#include <stdint.h>

struct trace_program;
struct snapshot;

enum aggact_phase { AGGACT_RANK, AGGACT_WALK };

struct aggact {
	const struct object_action *action;
	uint32_t agg;
	uint64_t normal;	       /* normalize()'s divisor */
	uint32_t keep_first, keep_end; /* trunc() of some: places in the order that remain */
	bool ordered;
	enum aggact_phase phase;
	uint64_t asked; /* when the action was recorded */
	uint64_t began; /* and carried out */
	uint32_t row, cpu, cell, word;
	uint32_t cell_count; /* of that CPU, at the start */
	bool refreshed;
};

/*
 * Must the aggregation be sorted by value first? trunc() with a number of keys that remain, which is
 * negative for the lowest.
 */
bool aggact_needs_order(const struct object_action *action, int64_t argument);

/*
 * Starts one of these actions. argument is its value, 0 where it has none; asked when it was recorded; order a
 * sorted snapshot of its aggregation if it needs one. Work.
 */
void aggact_begin(struct aggact *aggact, const struct trace_program *program,
		  const struct object_action *action, int64_t argument, uint64_t asked,
		  const struct snapshot *order);

/* Does some of it; true when it is done. Work. */
bool aggact_step(struct aggact *aggact, struct trace_program *program, struct snapshot *order);

#endif
