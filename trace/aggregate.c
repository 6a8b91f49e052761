/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/aggregate.h"

#include "trace/distribution.h"

#include <stddef.h>

/*
 * State is written by one CPU while another may read it: each word by itself, never torn. A reader
 * may find avg()'s sum one value behind its count; the next snapshot has it.
 */
static void store(uint64_t *word, uint64_t value)
{
	__atomic_store_n(word, value, __ATOMIC_RELAXED);
}

static void initialize_zero(uint64_t *state)
{
	state[0] = 0;
}

static void initialize_min(uint64_t *state)
{
	state[0] = INT64_MAX;
}

static void initialize_max(uint64_t *state)
{
	state[0] = (uint64_t)INT64_MIN;
}

static void initialize_avg(uint64_t *state)
{
	state[0] = 0;
	state[1] = 0;
}

static void update_count(uint64_t *state, uint64_t value, uint64_t increment)
{
	(void)value;
	(void)increment;
	store(&state[0], state[0] + 1);
}

static void update_sum(uint64_t *state, uint64_t value, uint64_t increment)
{
	(void)increment;
	store(&state[0], state[0] + value);
}

static void update_min(uint64_t *state, uint64_t value, uint64_t increment)
{
	(void)increment;
	if ((int64_t)value < (int64_t)state[0])
		store(&state[0], value);
}

static void update_max(uint64_t *state, uint64_t value, uint64_t increment)
{
	(void)increment;
	if ((int64_t)value > (int64_t)state[0])
		store(&state[0], value);
}

static void update_avg(uint64_t *state, uint64_t value, uint64_t increment)
{
	(void)increment;
	store(&state[0], state[0] + 1);
	store(&state[1], state[1] + value);
}

static void merge_sum(uint64_t *state, const uint64_t *other)
{
	state[0] += other[0];
}

static void merge_min(uint64_t *state, const uint64_t *other)
{
	update_min(state, other[0], 0);
}

static void merge_max(uint64_t *state, const uint64_t *other)
{
	update_max(state, other[0], 0);
}

static void merge_avg(uint64_t *state, const uint64_t *other)
{
	state[0] += other[0];
	state[1] += other[1];
}

static int64_t result_word(const uint64_t *state, uint64_t normal)
{
	return aggregate_normalized((int64_t)state[0], normal);
}

static int64_t result_avg(const uint64_t *state, uint64_t normal)
{
	if (state[0] == 0)
		return 0;
	return aggregate_normalized(aggregate_normalized((int64_t)state[1], normal), state[0]);
}

static void initialize_stddev(uint64_t *state)
{
	for (int i = 0; i < 4; i++)
		state[i] = 0;
}

static void add_wide(uint64_t *state, uint64_t low, uint64_t high)
{
	uint64_t sum = state[0] + low;

	store(&state[1], state[1] + high + (sum < low));
	store(&state[0], sum);
}

static void update_stddev(uint64_t *state, uint64_t value, uint64_t increment)
{
	uint64_t magnitude = (int64_t)value < 0 ? -value : value;
	unsigned __int128 square = (unsigned __int128)magnitude * magnitude;

	(void)increment;
	store(&state[0], state[0] + 1);
	store(&state[1], state[1] + value);
	add_wide(&state[2], (uint64_t)square, (uint64_t)(square >> 64));
}

static void merge_stddev(uint64_t *state, const uint64_t *other)
{
	state[0] += other[0];
	state[1] += other[1];
	add_wide(&state[2], other[2], other[3]);
}

static int64_t result_stddev(const uint64_t *state, uint64_t normal)
{
	return distribution_stddev(state, normal);
}

/* The table's memory was zero, and cells are never given back. */
static void initialize_distribution(uint64_t *state)
{
	(void)state;
}

static void update_distribution(uint64_t *state, uint64_t bucket, uint64_t increment)
{
	store(&state[bucket], state[bucket] + increment);
}

static const struct aggregate_function functions[] = {
	[AGG_count] = {1, true, initialize_zero, update_count, merge_sum, result_word},
	[AGG_sum] = {1, false, initialize_zero, update_sum, merge_sum, result_word},
	[AGG_min] = {1, false, initialize_min, update_min, merge_min, result_word},
	[AGG_max] = {1, false, initialize_max, update_max, merge_max, result_word},
	[AGG_avg] = {2, true, initialize_avg, update_avg, merge_avg, result_avg},
	[AGG_stddev] = {4, true, initialize_stddev, update_stddev, merge_stddev, result_stddev},
	[AGG_quantize] = {0, false, initialize_distribution, update_distribution, NULL, NULL},
	[AGG_lquantize] = {0, false, initialize_distribution, update_distribution, NULL, NULL},
	[AGG_llquantize] = {0, false, initialize_distribution, update_distribution, NULL, NULL},
};

const struct aggregate_function *aggregate_function(uint32_t function)
{
	if (function >= sizeof(functions) / sizeof(functions[0]) || !functions[function].update)
		return NULL;
	return &functions[function];
}

/* The others, with a count of the values before their own state; it is stored last. */

static void count_value(uint64_t *state)
{
	__atomic_store_n(&state[0], state[0] + 1, __ATOMIC_RELEASE);
}

static void update_tallied_sum(uint64_t *state, uint64_t value, uint64_t increment)
{
	update_sum(state + 1, value, increment);
	count_value(state);
}

static void update_tallied_min(uint64_t *state, uint64_t value, uint64_t increment)
{
	update_min(state + 1, value, increment);
	count_value(state);
}

static void update_tallied_max(uint64_t *state, uint64_t value, uint64_t increment)
{
	update_max(state + 1, value, increment);
	count_value(state);
}

static void update_tallied_distribution(uint64_t *state, uint64_t bucket, uint64_t increment)
{
	update_distribution(state + 1, bucket, increment);
	count_value(state);
}

static void initialize_tallied(uint64_t *state)
{
	state[0] = 0;
	state[1] = 0;
}

static void initialize_tallied_min(uint64_t *state)
{
	state[0] = 0;
	initialize_min(state + 1);
}

static void initialize_tallied_max(uint64_t *state)
{
	state[0] = 0;
	initialize_max(state + 1);
}

static const struct aggregate_function tallied_functions[] = {
	[AGG_sum] = {2, true, initialize_tallied, update_tallied_sum, NULL, NULL},
	[AGG_min] = {2, true, initialize_tallied_min, update_tallied_min, NULL, NULL},
	[AGG_max] = {2, true, initialize_tallied_max, update_tallied_max, NULL, NULL},
	[AGG_quantize] = {0, true, initialize_distribution, update_tallied_distribution, NULL,
			  NULL},
	[AGG_lquantize] = {0, true, initialize_distribution, update_tallied_distribution, NULL,
			   NULL},
	[AGG_llquantize] = {0, true, initialize_distribution, update_tallied_distribution, NULL,
			    NULL},
};

uint32_t aggregate_tally_words(uint32_t function)
{
	return functions[function].counts_values ? 0 : 1;
}

const struct aggregate_function *aggregate_tallied_function(uint32_t function)
{
	return functions[function].counts_values ? &functions[function]
						 : &tallied_functions[function];
}

enum { WORDS_PER_LINE = 8 };

uint32_t aggregate_cell_words(uint32_t key_words, uint32_t state_words)
{
	uint32_t needed = 1 + key_words + state_words;
	uint32_t words = 1;

	if (needed > WORDS_PER_LINE)
		return (needed + WORDS_PER_LINE - 1) & ~(uint32_t)(WORDS_PER_LINE - 1);
	while (words < needed)
		words *= 2;
	return words;
}

uint32_t aggregate_cell_count(uint32_t key_words, uint32_t state_words, uint32_t extra_words,
			      uint64_t bytes)
{
	uint64_t cell = (aggregate_cell_words(key_words, state_words) + (uint64_t)extra_words) * 8 +
			sizeof(uint32_t);
	uint64_t count = 1;

	if (bytes < cell)
		return 0;
	while (key_words > 0 && count * 2 * cell <= bytes && count < 1u << 30)
		count *= 2;
	return (uint32_t)count;
}

void aggregate_init(struct aggregate_table *table, const struct hash_secret *secret,
		    uint32_t key_words, const struct aggregate_function *function,
		    uint32_t state_words, uint32_t cell_count, uint64_t *cells, uint32_t *arrivals)
{
	bool small = cell_count <= AGGREGATE_PROBES;

	*table = (struct aggregate_table){
		.secret = *secret,
		.cells = cells,
		.arrivals = arrivals,
		.cell_mask = cell_count - 1,
		.cell_words = aggregate_cell_words(key_words, state_words),
		.key_words = key_words,
		.probes = small ? cell_count : AGGREGATE_PROBES,
		/*
		 * A quarter stays free, so that a key that is not there is found missing after a
		 * few cells, even when a guest has filled the table.
		 */
		.limit = small ? cell_count : cell_count - cell_count / 4,
		.indirect = cell_count == 0,
		.function = function,
		.update = function->update,
		.counts = function->update == update_count,
	};
}

/*
 * Takes a free cell for a new key. The list's count is released after the cell is whole; a reader
 * that sees the count sees the cell. The tag is for this CPU alone.
 */
static bool add_cell(struct aggregate_table *table, uint32_t number, const uint64_t *key,
		     uint64_t tag, uint64_t value, uint64_t increment)
{
	uint64_t *cell = table->cells + (size_t)number * table->cell_words;
	uint64_t *state = cell + 1 + table->key_words;

	if (table->count == table->limit)
		return false;
	cell[0] = tag;
	for (uint32_t i = 0; i < table->key_words; i++)
		cell[1 + i] = key[i];
	table->function->initialize(state);
	table->update(state, value, increment);
	table->arrivals[table->count] = number;
	__atomic_store_n(&table->count, table->count + 1, __ATOMIC_RELEASE);
	return true;
}

/* Was the key of this cell given up, and has it not come again? */
static bool may_reuse(const struct aggregate_table *table, uint32_t number)
{
	const uint64_t *state =
		table->cells + (size_t)number * table->cell_words + 1 + table->key_words;
	uint64_t given_up = __atomic_load_n(&table->given_up[number], __ATOMIC_ACQUIRE);

	return given_up != 0 && given_up == state[0];
}

/*
 * Gives such a cell to a new key. Whoever reads the count, which the value makes grow, sees the key;
 * before that the cell is not looked at.
 */
static void reuse_cell(const struct aggregate_table *table, uint32_t number, const uint64_t *key,
		       uint64_t tag, uint64_t value, uint64_t increment)
{
	uint64_t *cell = table->cells + (size_t)number * table->cell_words;

	cell[0] = tag;
	for (uint32_t i = 0; i < table->key_words; i++)
		cell[1 + i] = key[i];
	__atomic_thread_fence(__ATOMIC_RELEASE);
	table->update(cell + 1 + table->key_words, value, increment);
}

bool aggregate(struct aggregate_table *table, const uint64_t *key, uint64_t value,
	       uint64_t increment)
{
	enum { NONE = UINT32_MAX };
	uint64_t tag = aggregate_tag(table, key);
	uint32_t number = aggregate_first(table, tag);
	uint32_t reusable = NONE;

	for (uint32_t i = 0; i < table->probes; i++) {
		uint64_t *cell = table->cells + (size_t)number * table->cell_words;

		if (cell[0] == tag && aggregate_same_key(cell + 1, key, table->key_words)) {
			aggregate_update(table, cell + 1 + table->key_words, value, increment);
			return true;
		}
		if (cell[0] == 0 && reusable == NONE)
			return add_cell(table, number, key, tag, value, increment);
		if (cell[0] == 0)
			break;
		if (table->given_up && reusable == NONE && may_reuse(table, number))
			reusable = number;
		number = (number + 1) & table->cell_mask;
	}
	if (reusable == NONE)
		return false;
	reuse_cell(table, reusable, key, tag, value, increment);
	return true;
}

uint32_t aggregate_count(const struct aggregate_table *table)
{
	return __atomic_load_n(&table->count, __ATOMIC_ACQUIRE);
}

const uint64_t *aggregate_cell(const struct aggregate_table *table, uint32_t index)
{
	return table->cells + (size_t)table->arrivals[index] * table->cell_words + 1;
}
