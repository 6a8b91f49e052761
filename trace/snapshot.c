/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/snapshot.h"

#include "trace/aggregate.h"
#include "trace/distribution.h"
#include "trace/program.h"

#include <string.h>

/* What one step does at most; each is a few hundred instructions. */
enum { STEP_BUCKETS = 512, STEP_CELLS = 4, STEP_COMPARISONS = 4 };

enum { BITS_PER_WORD = 64 };

static uint32_t words_of_bits(uint32_t bits)
{
	return (bits + BITS_PER_WORD - 1) / BITS_PER_WORD;
}

static const struct object_agg *agg_of(const struct object_image *image,
				       const struct object_aggref *aggs, uint32_t index)
{
	return &image->aggs[aggs[index].agg];
}

static uint32_t state_words(const struct object_agg *agg)
{
	return object_agg_words(agg);
}

static uint32_t row_words(const struct object_image *image, const struct object_aggref *aggs,
			  uint32_t count)
{
	uint32_t words = words_of_bits(count) + agg_of(image, aggs, 0)->key_count;

	for (uint32_t i = 0; i < count; i++)
		words += state_words(agg_of(image, aggs, i));
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
		    uint32_t cpu_count)
{
	uint64_t rows = 0;

	for (uint32_t i = 0; i < count; i++)
		rows += cell_counts[aggs[i].agg];
	size->rows = larger(size->rows, rows);
	size->words = larger(size->words, rows * row_words(image, aggs, count));
	size->counts = larger(size->counts, (uint64_t)count * cpu_count);
	if (count * cpu_count > 1)
		size->buckets = larger(size->buckets, bucket_count(rows));
}

struct snapshot_size snapshot_size(const struct object_image *image, const uint64_t *cell_counts,
				   uint32_t cpu_count)
{
	struct snapshot_size size = {0};

	for (uint32_t i = 0; i < image->agg_count; i++)
		enlarge(&size, image, &(struct object_aggref){.agg = i}, 1, cell_counts, cpu_count);
	for (uint32_t i = 0; i < image->action_count; i++) {
		const struct object_action *action = &image->actions[i];

		if (action->kind == ACTION_PRINTA)
			enlarge(&size, image, &image->aggrefs[action->first_agg], action->agg_count,
				cell_counts, cpu_count);
	}
	return size;
}

static const struct aggregate_table *table_of(const struct snapshot *snapshot,
					      const struct trace_program *program, uint32_t source)
{
	const struct program_cpu *cpu = &program->cpus[source % program->cpu_count];

	return &cpu->aggs[snapshot->aggs[source / program->cpu_count].agg];
}

void snapshot_begin(struct snapshot *snapshot, const struct trace_program *program,
		    const struct object_aggref *aggs, uint32_t agg_count)
{
	uint32_t sources = agg_count * program->cpu_count;
	uint64_t cells = 0;

	snapshot->aggs = aggs;
	snapshot->agg_count = agg_count;
	snapshot->present_words = words_of_bits(agg_count);
	snapshot->key_words = agg_of(&program->image, aggs, 0)->key_count;
	snapshot->row_words = row_words(&program->image, aggs, agg_count);
	snapshot->row_count = 0;
	for (uint32_t i = 0; i < sources; i++) {
		snapshot->counts[i] = aggregate_count(table_of(snapshot, program, i));
		cells += snapshot->counts[i];
	}
	/* What comes from one table has no key twice: it needs no join. */
	snapshot->bucket_mask = sources > 1 ? (uint32_t)bucket_count(cells) - 1 : 0;
	snapshot->next_bucket = 0;
	snapshot->source = 0;
	snapshot->cell = 0;
	snapshot->state_offset = snapshot->present_words + snapshot->key_words;
	snapshot->phase = sources > 1 ? SNAPSHOT_CLEAR : SNAPSHOT_GATHER;
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

static uint64_t *row_at(const struct snapshot *snapshot, uint32_t number)
{
	return snapshot->words + (uint64_t)number * snapshot->row_words;
}

static uint64_t *new_row(struct snapshot *snapshot, const uint64_t *key)
{
	uint32_t number = snapshot->row_count++;
	uint64_t *row = row_at(snapshot, number);

	snapshot->order[number] = number;
	memset(row, 0, snapshot->row_words * sizeof(uint64_t));
	memcpy(row + snapshot->present_words, key, snapshot->key_words * sizeof(uint64_t));
	return row;
}

/* The row of a key. Buckets are at most half full, so the search ends. */
static uint64_t *row_of(struct snapshot *snapshot, const uint64_t *key)
{
	if (snapshot->bucket_mask == 0)
		return new_row(snapshot, key);

	uint64_t hash = hash_words(&tracer.secret, key, snapshot->key_words);

	for (uint32_t i = (uint32_t)hash & snapshot->bucket_mask;;
	     i = (i + 1) & snapshot->bucket_mask) {
		uint64_t *row;

		if (snapshot->buckets[i] == 0) {
			snapshot->buckets[i] = snapshot->row_count + 1;
			return new_row(snapshot, key);
		}
		row = row_at(snapshot, snapshot->buckets[i] - 1);
		if (memcmp(row + snapshot->present_words, key,
			   snapshot->key_words * sizeof(uint64_t)) == 0)
			return row;
	}
}

/* The state is read word by word, since its CPU may be changing it, and is then merged from the
 * copy. */
static void gather_cell(struct snapshot *snapshot, const struct trace_program *program)
{
	const struct aggregate_table *table = table_of(snapshot, program, snapshot->source);
	const uint64_t *cell = aggregate_cell(table, snapshot->cell);
	const uint64_t *from = cell + snapshot->key_words;
	uint64_t *row = row_of(snapshot, cell);
	uint64_t *state = row + snapshot->state_offset;
	uint32_t agg = snapshot->source / program->cpu_count;
	uint64_t *present = &row[agg / BITS_PER_WORD];
	uint64_t bit = 1ull << agg % BITS_PER_WORD;
	uint64_t copy[AGGREGATE_MAX_WORDS];

	if (!table->function->merge) {
		uint32_t words = state_words(agg_of(&program->image, snapshot->aggs, agg));

		for (uint32_t i = 0; i < words; i++)
			state[i] += aggregate_load(&from[i]);
		*present |= bit;
		return;
	}
	for (uint32_t i = 0; i < table->function->words; i++)
		copy[i] = aggregate_load(&from[i]);
	if (*present & bit)
		table->function->merge(state, copy);
	else
		memcpy(state, copy, table->function->words * sizeof(uint64_t));
	*present |= bit;
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

static void gather_some(struct snapshot *snapshot, const struct trace_program *program)
{
	uint32_t sources = snapshot->agg_count * program->cpu_count;

	for (int n = 0; n < STEP_CELLS; n++) {
		if (snapshot->source == sources) {
			snapshot->phase = SNAPSHOT_SORT;
			snapshot->width = 1;
			start_runs(snapshot, 0);
			return;
		}
		if (snapshot->cell < snapshot->counts[snapshot->source]) {
			gather_cell(snapshot, program);
			snapshot->cell++;
			continue;
		}
		snapshot->cell = 0;
		snapshot->source++;
		if (snapshot->source % program->cpu_count == 0)
			snapshot->state_offset +=
				state_words(agg_of(&program->image, snapshot->aggs,
						   snapshot->source / program->cpu_count - 1));
	}
}

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
	const struct object_agg *agg = agg_of(&program->image, snapshot->aggs, 0);
	uint64_t first = program->options.aggsortkeypos;

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

static int64_t row_result(const struct snapshot *snapshot, const struct trace_program *program,
			  const uint64_t *row, uint32_t agg)
{
	uint32_t offset = snapshot->present_words + snapshot->key_words;

	if (!(row[agg / BITS_PER_WORD] >> agg % BITS_PER_WORD & 1))
		return 0;
	for (uint32_t i = 0; i < agg; i++)
		offset += state_words(agg_of(&program->image, snapshot->aggs, i));

	const struct object_agg *of = agg_of(&program->image, snapshot->aggs, agg);

	if (distribution_is(of))
		return distribution_sum(of, row + offset);
	return aggregate_function(of->function)->result(row + offset);
}

/* The aggregation that counts first is that of option aggsortpos. */
static int compare_results(const struct snapshot *snapshot, const struct trace_program *program,
			   const uint64_t *a, const uint64_t *b)
{
	uint64_t first = program->options.aggsortpos;

	if (first >= snapshot->agg_count)
		first = 0;
	for (uint32_t i = 0; i < snapshot->agg_count; i++) {
		uint64_t n = first + i < snapshot->agg_count ? first + i
							     : first + i - snapshot->agg_count;
		int64_t x = row_result(snapshot, program, a, (uint32_t)n);
		int64_t y = row_result(snapshot, program, b, (uint32_t)n);

		if (x != y)
			return x < y ? -1 : 1;
	}
	return 0;
}

static int compare_rows(const struct snapshot *snapshot, const struct trace_program *program,
			uint32_t x, uint32_t y)
{
	const uint64_t *a = row_at(snapshot, x);
	const uint64_t *b = row_at(snapshot, y);
	int order = 0;

	if (program->options.aggsortkey)
		order = compare_keys(snapshot, program, a, b);
	if (order == 0)
		order = compare_results(snapshot, program, a, b);
	if (order == 0)
		order = compare_keys(snapshot, program, a, b);
	return program->options.aggsortrev ? -order : order;
}

/* Merge sort from the bottom up: its whole state is five numbers, so it can stop anywhere. */
static void sort_some(struct snapshot *snapshot, const struct trace_program *program)
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

bool snapshot_step(struct snapshot *snapshot, const struct trace_program *program)
{
	switch (snapshot->phase) {
	case SNAPSHOT_CLEAR:
		clear_some(snapshot);
		break;
	case SNAPSHOT_GATHER:
		gather_some(snapshot, program);
		break;
	case SNAPSHOT_SORT:
		sort_some(snapshot, program);
		break;
	case SNAPSHOT_DONE:
		break;
	}
	return snapshot->phase == SNAPSHOT_DONE;
}

const uint64_t *snapshot_key(const struct snapshot *snapshot, uint32_t row)
{
	return row_at(snapshot, snapshot->order[row]) + snapshot->present_words;
}

int64_t snapshot_result(const struct snapshot *snapshot, const struct trace_program *program,
			uint32_t row, uint32_t agg)
{
	return row_result(snapshot, program, row_at(snapshot, snapshot->order[row]), agg);
}

const uint64_t *snapshot_state(const struct snapshot *snapshot, const struct trace_program *program,
			       uint32_t row, uint32_t agg)
{
	const uint64_t *words = row_at(snapshot, snapshot->order[row]);
	uint32_t offset = snapshot->present_words + snapshot->key_words;

	for (uint32_t i = 0; i < agg; i++)
		offset += state_words(agg_of(&program->image, snapshot->aggs, i));
	return words + offset;
}
