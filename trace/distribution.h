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

/* The least value of a bucket; not of the lowest one of lquantize() and llquantize(). Any context. */
int64_t distribution_value(const struct object_agg *agg, uint32_t bucket);

/*
 * By what DTrace sorts distributions: the sum of the buckets' values times their counts, then the count at
 * zero. It is worked out a few buckets at a time.
 */
struct distribution_weight {
	int64_t high; /* of the sum, 128 bits */
	uint64_t low;
	int64_t zero;
};

enum { DISTRIBUTION_STEP = 64 /* buckets that one call looks at */ };

/*
 * Adds the next buckets from *bucket on, which is 0 at first, as all of weight is. True when there are no
 * more. Work.
 */
bool distribution_weigh(struct distribution_weight *weight, uint32_t *bucket,
			const struct object_agg *agg, const uint64_t *counts);

/* -1, 0 or 1. Any context. */
int distribution_compare(const struct distribution_weight *a, const struct distribution_weight *b);

/* How long bars are, which together fill the columns. */
struct distribution_scale {
	uint64_t total; /* of the counts' magnitudes, or with zoom the largest */
	bool zoom;	/* aggzoom: that one takes 95 % of the columns */
	bool positives, negatives;
};

/* Takes a count into account that is to be drawn by the scale. */
void distribution_scale_add(struct distribution_scale *scale, int64_t count);

/* How much of columns a count takes by the scale, rounded to the nearest. */
uint32_t distribution_part(const struct distribution_scale *scale, int64_t count, uint32_t columns);

/* The bar of a count, with the `|` and the columns on either side, and the count. Work. */
void distribution_put_bar(struct text *text, const struct distribution_scale *scale, int64_t count,
			  uint64_t normal);

/* A distribution that is being drawn, a line at a time. */
struct distribution {
	uint32_t first, last; /* buckets that are shown */
	uint32_t next;	      /* the one that is looked at next, or whose line comes next */
	struct distribution_scale scale;
	bool begun; /* the caller's, to know whether it is being drawn */
	bool scanned;
	bool heading_done;
};

/* Starts to draw. zoom: option aggzoom. Work. */
void distribution_begin(struct distribution *distribution, bool zoom);

/*
 * Looks at some buckets, for what is to be drawn, or draws the next line, the first one from the newline
 * before the heading; goes on only when it was taken whole. True when that was the last one. normal is
 * the divisor of normalize(), not 0. counts is NULL when all are 0. Work.
 */
bool distribution_put(struct distribution *distribution, struct text *text,
		      const struct object_agg *agg, const uint64_t *counts, uint64_t normal);

/* The heading of distributions, after a newline; label is "value", or "key" with another width. */
void distribution_put_heading(struct text *text, const char *label, uint32_t width);

/*
 * The integer standard deviation of stddev()'s state: count, sum, and the sum of the squares, low word
 * first. 0 without values. normal is not 0. Work.
 */
int64_t distribution_stddev(const uint64_t state[4], uint64_t normal);

#endif
