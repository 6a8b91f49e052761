/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The distributions of quantize(), lquantize() and llquantize(): an array of signed counts, one for
 * each bucket in ascending order. Which bucket a value falls into, what stands before a bucket, and
 * how DTrace draws it.
 */
#ifndef TRACE_DISTRIBUTION_H
#define TRACE_DISTRIBUTION_H

#include "dsl/abi/object.h"
#include "trace/text.h"

#include <stdbool.h>
#include <stdint.h>

/* Is it the aggregation of a function whose result is a distribution? Any context. */
bool distribution_is(const struct object_agg *agg);

/* The bucket of a value, below object_agg_words(agg). A checked aggregation. Probe. */
uint32_t distribution_bucket(const struct object_agg *agg, int64_t value);

/* The sum of the buckets' counts, by which DTrace sorts distributions, weighted as DTrace does. Work.
 */
int64_t distribution_sum(const struct object_agg *agg, const uint64_t *counts);

/* A distribution that is being drawn, a line at a time. */
struct distribution {
	uint32_t first, last; /* buckets that are shown */
	uint32_t next;	      /* the one whose line comes next, after the heading */
	uint64_t total;	      /* of the counts' magnitudes */
	bool positives, negatives;
	bool begun; /* the caller's, to know whether it is being drawn */
	bool heading_done;
};

/* Looks at all buckets, for what is to be drawn. Work. */
void distribution_begin(struct distribution *distribution, const struct object_agg *agg,
			const uint64_t *counts);

/*
 * Draws the next line, the first one from the newline before the heading; goes on only when it was
 * taken whole. True when that was the last one. normal is the divisor of normalize(), not 0. Work.
 */
bool distribution_put(struct distribution *distribution, struct text *text,
		      const struct object_agg *agg, const uint64_t *counts, uint64_t normal);

/*
 * The integer standard deviation of stddev()'s state: count, sum, and the sum of the squares, low word
 * first. 0 without values. normal is not 0. Work.
 */
int64_t distribution_stddev(const uint64_t state[4], uint64_t normal);

#endif
