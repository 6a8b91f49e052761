/* SPDX-License-Identifier: BSD-2-Clause */
/* The parameters of quantize(), lquantize() and llquantize(). */
#ifndef DSL_CHECK_QUANTIZE_H
#define DSL_CHECK_QUANTIZE_H

struct compiler;
struct node;
struct object_agg;

/*
 * Checks the arguments behind the aggregated expression, all of them checked expressions, and stores
 * the parameters. lquantize()'s limit is stored as the end of its last whole level. Nothing is to be done
 * for the other aggregating functions.
 */
void check_quantize(struct compiler *compiler, const struct node *call, struct object_agg *agg);

/* Ends with the message for parameters that differ from those of the aggregation's first use. */
void check_quantize_match(struct compiler *compiler, const struct node *call,
			  const struct object_agg *agg, const struct object_agg *first);

/* The increment that the call gives, or NULL for 1. */
struct node *check_increment_of(const struct node *call);

#endif
