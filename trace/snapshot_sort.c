/* SPDX-License-Identifier: BSD-2-Clause */
/* Sorting a snapshot: DTrace's orders, a few comparisons at a time. */
#include "trace/aggregate.h"
#include "trace/distribution.h"
#include "trace/program.h"
#include "trace/snapshot.h"

#include <string.h>

enum { STEP_COMPARISONS = 4, BITS_PER_WORD = 64 };

static int compare_words(uint64_t a, uint64_t b)
{
	return a < b ? -1 : a > b;
}

/* Strings compare as bytes, integers as unsigned numbers of their size: DTrace's order of keys. */
static int compare_key(const struct trace_program *program, const struct object_value *type,
		       uint64_t a, uint64_t b)
{
	unsigned int unused = BITS_PER_WORD - type->size * 8u;
	size_t length;

	if (a == b)
		return 0;
	if (type->type == TYPE_STRING)
		return strcmp(intern_text(&program->strings, a, &length),
			      intern_text(&program->strings, b, &length));
	return compare_words(a << unused, b << unused);
}

/* The key that counts first is that of option aggsortkeypos; the others follow in turn. */
static int compare_keys(const struct snapshot *snapshot, const struct trace_program *program,
			const uint64_t *a, const uint64_t *b)
{
	const struct object_agg *agg = &program->image.aggs[snapshot->aggs[0].agg];
	uint64_t first = snapshot->by == SNAPSHOT_BY_OPTIONS ? program->options.aggsortkeypos : 0;

	if (first >= agg->key_count)
		first = 0;
	for (uint32_t i = 0; i < agg->key_count; i++) {
		uint64_t n = first + i < agg->key_count ? first + i : first + i - agg->key_count;
		int order =
			compare_key(program, &program->image.values[agg->first_key + n],
				    a[snapshot->present_words + n], b[snapshot->present_words + n]);

		if (order != 0)
			return order;
	}
	return 0;
}

/* Compares what two rows have of an aggregation, not normalized; what a row does not have is 0. */
static int compare_parts(const struct snapshot *snapshot, const struct trace_program *program,
			 const uint64_t *a, const uint64_t *b, uint32_t agg)
{
	const struct object_agg *of = &program->image.aggs[snapshot->aggs[agg].agg];
	const struct aggregate_function *function = aggregate_function(of->function);
	const uint64_t *x = a + snapshot->parts[agg] + 1;
	const uint64_t *y = b + snapshot->parts[agg] + 1;

	if (distribution_is(of)) {
		uint32_t words = object_agg_words(of);

		return distribution_compare((const void *)(x + words), (const void *)(y + words));
	}

	int64_t left = snapshot_row_has(a, agg) ? function->result(x, 1) : 0;
	int64_t right = snapshot_row_has(b, agg) ? function->result(y, 1) : 0;

	return left < right ? -1 : left > right;
}

/* The aggregation that counts first is that of option aggsortpos. */
static int compare_results(const struct snapshot *snapshot, const struct trace_program *program,
			   const uint64_t *a, const uint64_t *b)
{
	uint64_t first = snapshot->by == SNAPSHOT_BY_OPTIONS ? program->options.aggsortpos : 0;

	if (first >= snapshot->agg_count)
		first = 0;
	for (uint32_t i = 0; i < snapshot->agg_count; i++) {
		uint64_t n = first + i < snapshot->agg_count ? first + i
							     : first + i - snapshot->agg_count;
		int order = compare_parts(snapshot, program, a, b, (uint32_t)n);

		if (order != 0)
			return order;
	}
	return 0;
}

static int compare_rows(const struct snapshot *snapshot, const struct trace_program *program,
			uint32_t x, uint32_t y)
{
	const uint64_t *a = snapshot_row(snapshot, x);
	const uint64_t *b = snapshot_row(snapshot, y);
	bool by_options = snapshot->by == SNAPSHOT_BY_OPTIONS;
	int order = 0;

	if (by_options && program->options.aggsortkey)
		order = compare_keys(snapshot, program, a, b);
	if (order == 0)
		order = compare_results(snapshot, program, a, b);
	if (order == 0)
		order = compare_keys(snapshot, program, a, b);
	return by_options && program->options.aggsortrev ? -order : order;
}

static void start_runs(struct snapshot *snapshot, uint64_t left)
{
	uint64_t count = snapshot->row_count;

	snapshot->middle = left + snapshot->width < count ? left + snapshot->width : count;
	snapshot->right = left + 2 * snapshot->width < count ? left + 2 * snapshot->width : count;
	snapshot->i = left;
	snapshot->j = snapshot->middle;
	snapshot->k = left;
}

void snapshot_sort_begin(struct snapshot *snapshot)
{
	snapshot->width = 1;
	start_runs(snapshot, 0);
}

/* Merge sort from the bottom up: its whole state is five numbers, so it can stop anywhere. */
void snapshot_sort_some(struct snapshot *snapshot, const struct trace_program *program)
{
	const uint32_t *from = snapshot->order;
	uint32_t *to = snapshot->scratch;

	for (int n = 0; n < STEP_COMPARISONS; n++) {
		if (snapshot->width >= snapshot->row_count) {
			snapshot->phase = SNAPSHOT_DONE;
			return;
		}
		if (snapshot->k == snapshot->row_count) {
			snapshot->scratch = snapshot->order;
			snapshot->order = to;
			snapshot->width *= 2;
			start_runs(snapshot, 0);
			return;
		}
		if (snapshot->k == snapshot->right) {
			start_runs(snapshot, snapshot->right);
			continue;
		}
		if (snapshot->i < snapshot->middle &&
		    (snapshot->j == snapshot->right ||
		     compare_rows(snapshot, program, from[snapshot->i], from[snapshot->j]) <= 0))
			to[snapshot->k++] = from[snapshot->i++];
		else
			to[snapshot->k++] = from[snapshot->j++];
	}
}
