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

enum snapshot_phase {
	SNAPSHOT_CLEAR,
	SNAPSHOT_GATHER,
	SNAPSHOT_WEIGH,
	SNAPSHOT_SORT,
	SNAPSHOT_DONE
};

enum snapshot_order {
	SNAPSHOT_BY_OPTIONS, /* aggsortkey and the like */
	SNAPSHOT_BY_VALUE,   /* by value, then key, whatever the options say: for trunc() */
};

struct snapshot {
	uint64_t *words;   /* rows: present bits, key, parts; row_words each */
	uint32_t *order;   /* sorted: row numbers */
	uint32_t *scratch; /* as long as order */
	uint32_t *buckets; /* of the join: 1 + row number, 0 free */
	uint32_t *counts;  /* cells of each aggregation on each CPU when the snapshot began */

	const struct object_aggref *aggs;
	uint32_t agg_count;
	enum snapshot_order by;
	uint32_t present_words, key_words, row_words;
	uint32_t parts[OBJECT_MAX_AGGS]; /* where in a row each aggregation's part begins */
	uint32_t row_count;
	uint32_t bucket_mask;
	enum snapshot_phase phase;

	uint32_t next_bucket; /* clearing */

	uint32_t source, cell; /* gathering: index into counts, and the cell that comes next */
	uint32_t word;	       /* of the cell's state, that comes next */
	uint32_t row;	       /* of that cell, while word is not 0 */
	bool refreshed;	       /* the cell's tally is */
	uint64_t asked;	       /* when what asks for it was recorded */
	uint64_t began;	       /* when it began */

	uint32_t weighed, weighed_agg, weighed_bucket; /* weighing: what comes next */

	uint64_t width;		/* sorting: of the runs that are merged */
	uint64_t middle, right; /* where the first run and the second end */
	uint64_t i, j, k;	/* next of the first, of the second, of the result */
};

/* How much a program's largest snapshot takes. cell_counts[i] is the cells of aggregation i on all
 * CPUs. Setup. */
struct snapshot_size snapshot_size(const struct object_image *image, const uint64_t *cell_counts,
				   uint32_t cpu_count);

/*
 * Starts a snapshot of these aggregations, whose keys have the same types. Tallies that were refreshed
 * after the time asked (machine_timestamp()) are taken as they are. Work.
 */
void snapshot_begin(struct snapshot *snapshot, const struct trace_program *program,
		    const struct object_aggref *aggs, uint32_t agg_count, enum snapshot_order by,
		    uint64_t asked);

/* Does some of it; true when it is done. A few hundred instructions, more for long string keys.
 * Work. */
bool snapshot_step(struct snapshot *snapshot, struct trace_program *program);

/* The key of the row-th row in order. */
const uint64_t *snapshot_key(const struct snapshot *snapshot, uint32_t row);

/* The result of the agg-th aggregation in that row, normalized; 0 if it has none there. */
int64_t snapshot_result(const struct snapshot *snapshot, const struct trace_program *program,
			uint32_t row, uint32_t agg);

/* The words of state of that aggregation in that row; NULL if it has none there. */
const uint64_t *snapshot_state(const struct snapshot *snapshot, uint32_t row, uint32_t agg);

/* What normalize() divides that by; 1: nothing. */
uint64_t snapshot_normal(const struct snapshot *snapshot, uint32_t row, uint32_t agg);

/*
 * After a snapshot by value: replaces the order by each row's place in it, some rows at a time from
 * *row on, which is 0 at first; true when that is done. And then the place of a key, which is in it. Work.
 */
bool snapshot_rank(struct snapshot *snapshot, uint32_t *row);
uint32_t snapshot_place(const struct snapshot *snapshot, const uint64_t *key);

/* For snapshot*.c: a row's words by its number; the sorting, as snapshot_step(). */
static inline uint64_t *snapshot_row(const struct snapshot *snapshot, uint32_t number)
{
	return snapshot->words + (uint64_t)number * snapshot->row_words;
}

bool snapshot_row_has(const uint64_t *row, uint32_t agg);
void snapshot_sort_begin(struct snapshot *snapshot);
void snapshot_sort_some(struct snapshot *snapshot, const struct trace_program *program);

#endif
