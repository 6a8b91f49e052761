/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the consumer keeps of the cells of an aggregation that the program clears, truncates or
 * normalizes. DTrace's consumer empties the CPUs' buffers into a table of its own from time to time, and
 * these actions change that table: so what was aggregated since stays. Here the CPUs' cells are never
 * emptied: they only grow, and belong to their CPU. The tally takes in how much each has grown since
 * it last looked (of min() and max() it takes the value away), and the actions change the tally. The
 * probe path knows nothing of it, but that a cell whose key was given up, and has not come again since,
 * may be given to a new key when a table's free cells are looked for.
 *
 * When is it looked? As in DTrace, not for each action anew: a tally that was refreshed after the
 * record was made that asks for it is recent enough. So clear() after a printa() clears what was printed,
 * and not what came in between.
 *
 * All of it is the consumer's: work.
 */
#ifndef TRACE_TALLY_H
#define TRACE_TALLY_H

#include "trace/aggregate.h"

#include <stdbool.h>
#include <stdint.h>

/* Of one table, a part for each cell by its number; words is NULL when there is no tally. */
struct tally {
	uint64_t *words;
	uint64_t *given_up;   /* the table's */
	uint32_t state_words; /* of the table */
	uint32_t own_words;   /* of the function: the last ones of these */
};

enum { TALLY_STEP_WORDS = 64 /* of state, that one call looks at */ };

/* Words that a tally has of each cell, beside given_up. */
static inline uint32_t tally_words(uint32_t state_words)
{
	return 1 + 2 * state_words;
}

/*
 * Takes in what the index-th cell has become, a few words from *word on, which is 0 at first. True when
 * that is done, and *word 0 again.
 */
bool tally_refresh(const struct tally *tally, const struct aggregate_table *table, uint32_t index,
		   uint32_t *word);

/* Is there anything of the cell: was it taken in, and not given up since? */
bool tally_present(const struct tally *tally, const struct aggregate_table *table, uint32_t index);

/* The function's own state of a cell that is present, and the divisor of normalize(); 0: none. */
const uint64_t *tally_state(const struct tally *tally, const struct aggregate_table *table,
			    uint32_t index);
uint64_t tally_normal(const struct tally *tally, const struct aggregate_table *table,
		      uint32_t index);
void tally_set_normal(const struct tally *tally, const struct aggregate_table *table,
		      uint32_t index, uint64_t normal);

/* clear(): the state becomes 0, whatever the function, as in DTrace. In parts, as tally_refresh(). */
bool tally_clear(const struct tally *tally, const struct aggregate_table *table, uint32_t index,
		 uint32_t *word);

/* trunc(): the key is given up. In parts, as tally_refresh(). */
bool tally_give_up(const struct tally *tally, const struct aggregate_table *table, uint32_t index,
		   uint32_t *word);

#endif
