/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A snapshot of one or several aggregations: the cells of all CPUs merged, joined by their keys,
 * and sorted, in bounded steps, while the CPUs go on aggregating.
 */
#ifndef TRACE_SNAPSHOT_H
#define TRACE_SNAPSHOT_H

#include "trace/object.h"

#include <stdbool.h>
#include <stdint.h>

struct trace_program;

/* Memory that is enough for any snapshot of a program. */
struct snapshot_size {
	uint64_t rows;
	uint64_t words; /* of all rows */
	uint64_t buckets;
	uint64_t counts;
};

enum snapshot_phase { SNAPSHOT_CLEAR, SNAPSHOT_GATHER, SNAPSHOT_SORT, SNAPSHOT_DONE };

struct snapshot {
	uint64_t *words;   /* rows: present bits, key, states; row_words each */
	uint32_t *order;   /* sorted: row numbers */
	uint32_t *scratch; /* as long as order */
	uint32_t *buckets; /* of the join: 1 + row number, 0 free */
	uint32_t *counts;  /* cells of each aggregation on each CPU when the snapshot began */

	const struct object_aggref *aggs;
	uint32_t agg_count;
	uint32_t present_words, key_words, row_words;
	uint32_t row_count;
	uint32_t bucket_mask;
	enum snapshot_phase phase;

	uint32_t next_bucket; /* clearing */

	uint32_t source, cell; /* gathering: index into counts, and the cell that comes next */
	uint32_t state_offset; /* in a row, of the source's state */

	uint64_t width;		/* sorting: of the runs that are merged */
	uint64_t middle, right; /* where the first run and the second end */
	uint64_t i, j, k;	/* next of the first, of the second, of the result */
};

/* How much a program's largest snapshot takes. cell_counts[i] is the cells of aggregation i on all
 * CPUs. Setup. */
struct snapshot_size snapshot_size(const struct object_image *image, const uint64_t *cell_counts,
				   uint32_t cpu_count);

/* Starts a snapshot of these aggregations, whose keys have the same types. Work. */
void snapshot_begin(struct snapshot *snapshot, const struct trace_program *program,
		    const struct object_aggref *aggs, uint32_t agg_count);

/* Does some of it; true when it is done. A few hundred instructions, more for long string keys.
 * Work. */
bool snapshot_step(struct snapshot *snapshot, const struct trace_program *program);

/* The key of the row-th row in order, and the result of its agg-th aggregation; 0 if it has none
 * there. */
const uint64_t *snapshot_key(const struct snapshot *snapshot, uint32_t row);
int64_t snapshot_result(const struct snapshot *snapshot, const struct trace_program *program,
			uint32_t row, uint32_t agg);

/* The words of state of that aggregation in that row, zero if it has none there. */
const uint64_t *snapshot_state(const struct snapshot *snapshot, const struct trace_program *program,
			       uint32_t row, uint32_t agg);

#endif
