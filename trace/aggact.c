/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/aggact.h"

#include "trace/machine.h"
#include "trace/program.h"
#include "trace/snapshot.h"

enum { STEP_CELLS = 4 };

bool program_is_tallied(const struct object_image *image, uint32_t agg)
{
	for (uint32_t i = 0; i < image->action_count; i++) {
		const struct object_action *action = &image->actions[i];

		if (action->kind >= ACTION_CLEAR && action->kind <= ACTION_DENORMALIZE &&
		    image->aggrefs[action->first_agg].agg == agg)
			return true;
	}
	return false;
}

bool aggact_needs_order(const struct object_action *action, int64_t argument)
{
	return action->kind == ACTION_TRUNC && argument != 0;
}

static const struct aggregate_table *table_of(const struct aggact *aggact,
					      const struct trace_program *program)
{
	return &program->cpus[aggact->cpu].aggs[aggact->agg];
}

static void begin_cpu(struct aggact *aggact, const struct trace_program *program, uint32_t cpu)
{
	aggact->cpu = cpu;
	aggact->cell = 0;
	if (cpu < program->cpu_count)
		aggact->cell_count = aggregate_count(table_of(aggact, program));
}

void aggact_begin(struct aggact *aggact, const struct trace_program *program,
		  const struct object_action *action, int64_t argument, uint64_t asked,
		  const struct snapshot *order)
{
	bool ordered = aggact_needs_order(action, argument);

	*aggact = (struct aggact){
		.action = action,
		.agg = program->image.aggrefs[action->first_agg].agg,
		.normal = action->kind == ACTION_NORMALIZE ? (uint64_t)argument : 0,
		.asked = asked,
		.began = machine_timestamp(),
		.phase = ordered ? AGGACT_RANK : AGGACT_WALK,
	};
	if (ordered) {
		uint64_t rows = order->row_count;
		uint64_t keep = argument < 0 ? -(uint64_t)argument : (uint64_t)argument;

		keep = keep < rows ? keep : rows;
		aggact->keep_first = (uint32_t)(argument < 0 ? 0 : rows - keep);
		aggact->keep_end = (uint32_t)(argument < 0 ? keep : rows);
		aggact->ordered = true;
	}
	begin_cpu(aggact, program, 0);
}

static bool remains(const struct aggact *aggact, const struct snapshot *order, const uint64_t *key)
{
	uint32_t place;

	if (!aggact->ordered)
		return false;
	place = snapshot_place(order, key);
	return place >= aggact->keep_first && place < aggact->keep_end;
}

/* Does the action to a cell that is present; true when it is done. */
static bool apply(struct aggact *aggact, const struct trace_program *program,
		  const struct snapshot *order)
{
	const struct tally *tally = &program->cpus[aggact->cpu].tallies[aggact->agg];
	const struct aggregate_table *table = table_of(aggact, program);

	switch (aggact->action->kind) {
	case ACTION_CLEAR:
		return tally_clear(tally, table, aggact->cell, &aggact->word);
	case ACTION_TRUNC:
		return remains(aggact, order, aggregate_cell(table, aggact->cell)) ||
		       tally_give_up(tally, table, aggact->cell, &aggact->word);
	default: /* normalize(), denormalize() */
		tally_set_normal(tally, table, aggact->cell, aggact->normal);
		return true;
	}
}

/*
 * True when the action was done to the cell, or has nothing to do there. What an order was made of was
 * refreshed for it, and what came later is not in it.
 */
static bool step_cell(struct aggact *aggact, struct trace_program *program,
		      const struct snapshot *order)
{
	const struct tally *tally = &program->cpus[aggact->cpu].tallies[aggact->agg];
	const struct aggregate_table *table = table_of(aggact, program);

	if (!aggact->refreshed && program_tally_stale(program, aggact->agg, aggact->asked) &&
	    !tally_refresh(tally, table, aggact->cell, &aggact->word))
		return false;
	aggact->refreshed = true;
	return !tally_present(tally, table, aggact->cell) || apply(aggact, program, order);
}

bool aggact_step(struct aggact *aggact, struct trace_program *program, struct snapshot *order)
{
	if (aggact->phase == AGGACT_RANK) {
		if (snapshot_rank(order, &aggact->row))
			aggact->phase = AGGACT_WALK;
		return false;
	}
	for (int n = 0; n < STEP_CELLS; n++) {
		if (aggact->cpu == program->cpu_count) {
			program_tally_refreshed(program, aggact->agg, aggact->asked, aggact->began);
			return true;
		}
		if (aggact->cell < aggact->cell_count) {
			if (!step_cell(aggact, program, order))
				return false;
			aggact->cell++;
			aggact->refreshed = false;
			continue;
		}
		begin_cpu(aggact, program, aggact->cpu + 1);
	}
	return false;
}
