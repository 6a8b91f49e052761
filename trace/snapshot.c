/* SPDX-License-Identifier: BSD-2-Clause */
/* Gathering a snapshot: the cells of all CPUs, merged and joined into rows. */
#include "trace/snapshot.h"

#include "trace/aggregate.h"
#include "trace/distribution.h"
#include "trace/machine.h"
#include "trace/program.h"
#include "trace/tally.h"

#include <string.h>

/* What one step does at most; each is a few hundred instructions. */
enum { STEP_BUCKETS = 512, STEP_CELLS = 4, STEP_WORDS = 128, STEP_WEIGHTS = 4 };

enum { BITS_PER_WORD = 64 };

/*
 * An aggregation's part of a row: the divisor of normalize(), its state, and the weight by which a
 * distribution is sorted.
 */
enum {
	PART_NORMAL,
	PART_STATE,
	WEIGHT_WORDS = sizeof(struct distribution_weight) / sizeof(uint64_t),
};

static uint32_t words_of_bits(uint32_t bits)
{
	return (bits + BITS_PER_WORD - 1) / BITS_PER_WORD;
}

static const struct object_agg *agg_of(const struct object_image *image,
				       const struct object_aggref *aggs, uint32_t index)
{
	return &image->aggs[aggs[index].agg];
}

static uint32_t part_words(const struct object_agg *agg)
{
	return PART_STATE + object_agg_words(agg) + (distribution_is(agg) ? WEIGHT_WORDS : 0);
}

static uint32_t row_words(const struct object_image *image, const struct object_aggref *aggs,
			  uint32_t count)
{
	uint32_t words = words_of_bits(count) + agg_of(image, aggs, 0)->key_count;

	for (uint32_t i = 0; i < count; i++)
		words += part_words(agg_of(image, aggs, i));
	return words;
}

static uint64_t larger(uint64_t a, uint64_t b)
{
	return a > b ? a : b;
}

/* Buckets for so many rows: a power of two, at most half full. */
static uint64_t bucket_count(uint64_t rows)
{
	uint64_t buckets = 2;

	while (buckets < rows * 2)
		buckets *= 2;
	return buckets;
}

static void enlarge(struct snapshot_size *size, const struct object_image *image,
		    const struct object_aggref *aggs, uint32_t count, const uint64_t *cell_counts,
		    uint32_t cpu_count, bool finds_keys)
{
	uint64_t rows = 0;

	for (uint32_t i = 0; i < count; i++)
		rows += cell_counts[aggs[i].agg];
	size->rows = larger(size->rows, rows);
	size->words = larger(size->words, rows * row_words(image, aggs, count));
	size->counts = larger(size->counts, (uint64_t)count * cpu_count);
	if (count * cpu_count > 1 || finds_keys)
		size->buckets = larger(size->buckets, bucket_count(rows));
}

struct snapshot_size snapshot_size(const struct object_image *image, const uint64_t *cell_counts,
				   uint32_t cpu_count)
{
	struct snapshot_size size = {0};

	for (uint32_t i = 0; i < image->agg_count; i++)
		enlarge(&size, image, &(struct object_aggref){.agg = i}, 1, cell_counts, cpu_count,
			false);
	for (uint32_t i = 0; i < image->action_count; i++) {
		const struct object_action *action = &image->actions[i];

		if (action->kind == ACTION_PRINTA || action->kind == ACTION_TRUNC)
			enlarge(&size, image, &image->aggrefs[action->first_agg], action->agg_count,
				cell_counts, cpu_count, action->kind == ACTION_TRUNC);
	}
	return size;
}

static const struct program_cpu *cpu_of(const struct trace_program *program, uint32_t source)
{
	return &program->cpus[source % program->cpu_count];
}

static uint32_t agg_number(const struct snapshot *snapshot, const struct trace_program *program,
			   uint32_t source)
{
	return snapshot->aggs[source / program->cpu_count].agg;
}

static const struct aggregate_table *table_of(const struct snapshot *snapshot,
					      const struct trace_program *program, uint32_t source)
{
	return &cpu_of(program, source)->aggs[agg_number(snapshot, program, source)];
}

void snapshot_begin(struct snapshot *snapshot, const struct trace_program *program,
		    const struct object_aggref *aggs, uint32_t agg_count, enum snapshot_order by,
		    uint64_t asked)
{
	uint32_t sources = agg_count * program->cpu_count;
	uint64_t cells = 0;
	uint32_t part;

	snapshot->aggs = aggs;
	snapshot->agg_count = agg_count;
	snapshot->by = by;
	snapshot->asked = asked;
	snapshot->began = machine_timestamp();
	snapshot->present_words = words_of_bits(agg_count);
	snapshot->key_words = agg_of(&program->image, aggs, 0)->key_count;
	snapshot->row_words = row_words(&program->image, aggs, agg_count);
	part = snapshot->present_words + snapshot->key_words;
	for (uint32_t i = 0; i < agg_count; i++) {
		snapshot->parts[i] = part;
		part += part_words(agg_of(&program->image, aggs, i));
	}
	snapshot->row_count = 0;
	for (uint32_t i = 0; i < sources; i++) {
		snapshot->counts[i] = aggregate_count(table_of(snapshot, program, i));
		cells += snapshot->counts[i];
	}
	/* What comes from one table has no key twice: it needs no join. */
	snapshot->bucket_mask =
		sources > 1 || by == SNAPSHOT_BY_VALUE ? (uint32_t)bucket_count(cells) - 1 : 0;
	snapshot->next_bucket = 0;
	snapshot->source = 0;
	snapshot->cell = 0;
	snapshot->word = 0;
	snapshot->refreshed = false;
	snapshot->weighed = 0;
	snapshot->weighed_agg = 0;
	snapshot->weighed_bucket = 0;
	snapshot->phase = snapshot->bucket_mask ? SNAPSHOT_CLEAR : SNAPSHOT_GATHER;
}

static void clear_some(struct snapshot *snapshot)
{
	uint32_t left = snapshot->bucket_mask + 1 - snapshot->next_bucket;
	uint32_t count = left < STEP_BUCKETS ? left : STEP_BUCKETS;

	memset(&snapshot->buckets[snapshot->next_bucket], 0, count * sizeof(uint32_t));
	snapshot->next_bucket += count;
	if (count == left)
		snapshot->phase = SNAPSHOT_GATHER;
}

bool snapshot_row_has(const uint64_t *row, uint32_t agg)
{
	return row[agg / BITS_PER_WORD] >> agg % BITS_PER_WORD & 1;
}

/* Of the parts only the divisors are set: a state that is not there is never read. */
static uint32_t new_row(struct snapshot *snapshot, const uint64_t *key)
{
	uint32_t number = snapshot->row_count++;
	uint64_t *row = snapshot_row(snapshot, number);

	snapshot->order[number] = number;
	memset(row, 0, snapshot->present_words * sizeof(uint64_t));
	memcpy(row + snapshot->present_words, key, snapshot->key_words * sizeof(uint64_t));
	for (uint32_t i = 0; i < snapshot->agg_count; i++)
		row[snapshot->parts[i] + PART_NORMAL] = 0;
	return number;
}

/* The bucket of a key's row, or the free one where it would be. They are at most half full, so the
 * search ends. */
static uint32_t find_bucket(const struct snapshot *snapshot, const uint64_t *key)
{
	uint64_t hash = hash_words(&tracer.secret, key, snapshot->key_words);
	uint32_t i = (uint32_t)hash & snapshot->bucket_mask;

	for (;; i = (i + 1) & snapshot->bucket_mask) {
		if (snapshot->buckets[i] == 0)
			return i;

		const uint64_t *row = snapshot_row(snapshot, snapshot->buckets[i] - 1);

		if (memcmp(row + snapshot->present_words, key,
			   snapshot->key_words * sizeof(uint64_t)) == 0)
			return i;
	}
}

static uint32_t row_of(struct snapshot *snapshot, const uint64_t *key)
{
	uint32_t bucket;

	if (snapshot->bucket_mask == 0)
		return new_row(snapshot, key);
	bucket = find_bucket(snapshot, key);
	if (snapshot->buckets[bucket] == 0)
		snapshot->buckets[bucket] = new_row(snapshot, key) + 1;
	return snapshot->buckets[bucket] - 1;
}

/* A state of a few words is read word by word, since its CPU may be changing it, and is then merged
 * from the copy. */
static void merge_small(const struct aggregate_function *function, uint64_t *state,
			const uint64_t *from, bool present)
{
	uint64_t copy[AGGREGATE_MAX_WORDS];

	for (uint32_t i = 0; i < function->words; i++)
		copy[i] = aggregate_load(&from[i]);
	if (present)
		function->merge(state, copy);
	else
		memcpy(state, copy, function->words * sizeof(uint64_t));
}

/* A distribution, some words of it. True when that was all. */
static bool merge_some(struct snapshot *snapshot, uint32_t words, uint64_t *state,
		       const uint64_t *from, bool present)
{
	uint32_t left = words - snapshot->word;
	uint32_t end = snapshot->word + (left < STEP_WORDS ? left : STEP_WORDS);

	for (uint32_t i = snapshot->word; i < end; i++)
		state[i] = aggregate_load(&from[i]) + (present ? state[i] : 0);
	snapshot->word = end < words ? end : 0;
	return snapshot->word == 0;
}

/* Puts a cell's state into the row of its key. True when all of it was. */
static bool merge_cell(struct snapshot *snapshot, const struct object_agg *agg, uint32_t number,
		       const uint64_t *key, const uint64_t *from, uint64_t normal)
{
	const struct aggregate_function *function = aggregate_function(agg->function);
	uint64_t *row, *part;
	bool present;

	if (snapshot->word == 0)
		snapshot->row = row_of(snapshot, key);
	row = snapshot_row(snapshot, snapshot->row);
	part = row + snapshot->parts[number];
	present = snapshot_row_has(row, number);
	/* Cells that came after a normalize() have none, and the others all the same. */
	if (normal != 0)
		part[PART_NORMAL] = normal;
	if (function->merge)
		merge_small(function, part + PART_STATE, from, present);
	else if (!merge_some(snapshot, object_agg_words(agg), part + PART_STATE, from, present))
		return false;
	row[number / BITS_PER_WORD] |= 1ull << number % BITS_PER_WORD;
	return true;
}

/* True when the cell is in its row, or does not belong there. */
static bool gather_cell(struct snapshot *snapshot, const struct trace_program *program)
{
	uint32_t number = snapshot->source / program->cpu_count;
	uint32_t agg = agg_number(snapshot, program, snapshot->source);
	const struct aggregate_table *table = table_of(snapshot, program, snapshot->source);
	const struct tally *tally = &cpu_of(program, snapshot->source)->tallies[agg];
	const uint64_t *key = aggregate_cell(table, snapshot->cell);

	if (!tally->words)
		return merge_cell(snapshot, &program->image.aggs[agg], number, key,
				  key + snapshot->key_words, 0);
	if (!snapshot->refreshed && program_tally_stale(program, agg, snapshot->asked)) {
		snapshot->refreshed = tally_refresh(tally, table, snapshot->cell, &snapshot->word);
		if (!snapshot->refreshed)
			return false;
	}
	return !tally_present(tally, table, snapshot->cell) ||
	       merge_cell(snapshot, &program->image.aggs[agg], number, key,
			  tally_state(tally, table, snapshot->cell),
			  tally_normal(tally, table, snapshot->cell));
}

static void end_gathering(struct snapshot *snapshot, struct trace_program *program)
{
	for (uint32_t i = 0; i < snapshot->agg_count; i++)
		program_tally_refreshed(program, snapshot->aggs[i].agg, snapshot->asked,
					snapshot->began);
	snapshot->phase = SNAPSHOT_WEIGH;
}

static void gather_some(struct snapshot *snapshot, struct trace_program *program)
{
	uint32_t sources = snapshot->agg_count * program->cpu_count;

	for (int n = 0; n < STEP_CELLS; n++) {
		if (snapshot->source == sources) {
			end_gathering(snapshot, program);
			return;
		}
		if (snapshot->cell < snapshot->counts[snapshot->source]) {
			if (!gather_cell(snapshot, program))
				return;
			snapshot->cell++;
			snapshot->refreshed = false;
			continue;
		}
		snapshot->cell = 0;
		snapshot->source++;
	}
}

static struct distribution_weight *weight_of(uint64_t *part, const struct object_agg *agg)
{
	return (struct distribution_weight *)(void *)(part + PART_STATE + object_agg_words(agg));
}

/* The weight of the next distribution, some of it. */
static void weigh_next(struct snapshot *snapshot, const struct trace_program *program)
{
	const struct object_agg *agg =
		agg_of(&program->image, snapshot->aggs, snapshot->weighed_agg);
	uint64_t *row = snapshot_row(snapshot, snapshot->weighed);
	uint64_t *part = row + snapshot->parts[snapshot->weighed_agg];

	if (distribution_is(agg)) {
		struct distribution_weight *weight = weight_of(part, agg);

		if (snapshot->weighed_bucket == 0)
			*weight = (struct distribution_weight){0};
		if (snapshot_row_has(row, snapshot->weighed_agg) &&
		    !distribution_weigh(weight, &snapshot->weighed_bucket, agg, part + PART_STATE))
			return;
	}
	snapshot->weighed_bucket = 0;
	if (++snapshot->weighed_agg == snapshot->agg_count) {
		snapshot->weighed_agg = 0;
		snapshot->weighed++;
	}
}

static void weigh_some(struct snapshot *snapshot, const struct trace_program *program)
{
	bool any = false;

	for (uint32_t i = 0; snapshot->weighed == 0 && i < snapshot->agg_count && !any; i++)
		any = distribution_is(agg_of(&program->image, snapshot->aggs, i));
	if (!any && snapshot->weighed == 0)
		snapshot->weighed = snapshot->row_count;
	for (int n = 0; n < STEP_WEIGHTS && snapshot->weighed < snapshot->row_count; n++)
		weigh_next(snapshot, program);
	if (snapshot->weighed == snapshot->row_count) {
		snapshot_sort_begin(snapshot);
		snapshot->phase = SNAPSHOT_SORT;
	}
}

bool snapshot_step(struct snapshot *snapshot, struct trace_program *program)
{
	switch (snapshot->phase) {
	case SNAPSHOT_CLEAR:
		clear_some(snapshot);
		break;
	case SNAPSHOT_GATHER:
		gather_some(snapshot, program);
		break;
	case SNAPSHOT_WEIGH:
		weigh_some(snapshot, program);
		break;
	case SNAPSHOT_SORT:
		snapshot_sort_some(snapshot, program);
		break;
	case SNAPSHOT_DONE:
		break;
	}
	return snapshot->phase == SNAPSHOT_DONE;
}

const uint64_t *snapshot_key(const struct snapshot *snapshot, uint32_t row)
{
	return snapshot_row(snapshot, snapshot->order[row]) + snapshot->present_words;
}

int64_t snapshot_result(const struct snapshot *snapshot, const struct trace_program *program,
			uint32_t row, uint32_t agg)
{
	const struct object_agg *of = agg_of(&program->image, snapshot->aggs, agg);
	const uint64_t *state = snapshot_state(snapshot, row, agg);

	if (!state)
		return 0;
	return aggregate_function(of->function)->result(state, snapshot_normal(snapshot, row, agg));
}

const uint64_t *snapshot_state(const struct snapshot *snapshot, uint32_t row, uint32_t agg)
{
	const uint64_t *words = snapshot_row(snapshot, snapshot->order[row]);

	return snapshot_row_has(words, agg) ? words + snapshot->parts[agg] + PART_STATE : NULL;
}

uint64_t snapshot_normal(const struct snapshot *snapshot, uint32_t row, uint32_t agg)
{
	uint64_t normal = snapshot_row(snapshot, snapshot->order[row])[snapshot->parts[agg]];

	return normal ? normal : 1;
}

bool snapshot_rank(struct snapshot *snapshot, uint32_t *row)
{
	for (uint32_t n = 0; n < STEP_BUCKETS && *row < snapshot->row_count; n++, (*row)++)
		snapshot->scratch[snapshot->order[*row]] = *row;
	return *row == snapshot->row_count;
}

uint32_t snapshot_place(const struct snapshot *snapshot, const uint64_t *key)
{
	return snapshot->scratch[snapshot->buckets[find_bucket(snapshot, key)] - 1];
}
