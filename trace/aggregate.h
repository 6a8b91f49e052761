/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Aggregations. One table for each aggregation and CPU, written by that CPU in probe context only;
 * a reader, maybe on another CPU, may look at any time. All memory is there from the start.
 *
 * A cell is a tag, the key's words and the state's words, in one cache line when it has up to 8
 * words. Cells are found by open addressing. They are also listed in the order of their coming: the
 * list is how a reader learns of them, so that it neither looks at free cells nor sees a cell half
 * made.
 */
#ifndef TRACE_AGGREGATE_H
#define TRACE_AGGREGATE_H

#include "dsl/abi/object.h"
#include "trace/hash.h"

#include <stdbool.h>
#include <stdint.h>

/* What an aggregating function does, one row of a table each. */
struct aggregate_function {
	uint32_t words; /* of state; 0: object_agg_words() says how many */
	/* The first word of state is the number of values, which grows with each. */
	bool counts_values;
	/* The state of a new cell. */
	void (*initialize)(uint64_t *state);
	/* Takes in a value; a distribution, the number of a bucket. Probe. */
	void (*update)(uint64_t *state, uint64_t value, uint64_t increment);
	/* Takes in the state of another CPU's cell of the same key; NULL: adds up each word. Work. */
	void (*merge)(uint64_t *state, const uint64_t *other);
	/*
	 * The number that is printed when normalize() divides by normal, which is not 0; cells are
	 * sorted by that of 1. NULL for a distribution. Work.
	 */
	int64_t (*result)(const uint64_t *state, uint64_t normal);
};

/* The function of an enum object_agg_function, or NULL when this tracer cannot do it. Any context.
 */
const struct aggregate_function *aggregate_function(uint32_t function);

/*
 * What a table of that function counts with when the consumer keeps a tally of it (trace/tally.h): its
 * state is the function's own after aggregate_tally_words() words, and begins with the number of
 * values. Any context.
 */
const struct aggregate_function *aggregate_tallied_function(uint32_t function);
uint32_t aggregate_tally_words(uint32_t function);

/* A result divided by what normalize() says, which is not 0; rounded to zero. Any context. */
static inline int64_t aggregate_normalized(int64_t result, uint64_t normal)
{
	if (result < 0)
		return (int64_t) - (-(uint64_t)result / normal);
	return (int64_t)((uint64_t)result / normal);
}

enum {
	AGGREGATE_PROBES = 64,	 /* cells looked at for a key before it is dropped */
	AGGREGATE_MAX_WORDS = 4, /* of state, of any function but distributions */
};

struct aggregate_table {
	struct hash_secret secret;
	uint64_t *cells;
	uint32_t *arrivals; /* cell numbers, in the order of their coming */
	uint32_t cell_mask;
	uint32_t cell_words;
	uint32_t key_words;
	uint32_t probes; /* AGGREGATE_PROBES, or all cells if there are fewer */
	uint32_t limit;	 /* cells that may be taken */
	/*
	 * Not for aggregate_hit(): there are no cells; or some keys are strings or the value is a
	 * distribution's, which the caller is to replace by words first.
	 */
	bool indirect;
	bool counts;	/* update is count()'s */
	uint32_t count; /* cells taken: published, after the cell */
	const struct aggregate_function *function;
	void (*update)(uint64_t *state, uint64_t value, uint64_t increment); /* function's */
	/*
	 * Of each cell, by its number: the count of values at which the consumer gave its key up.
	 * While the count is still that, the cell may be given to another key; its state goes on
	 * from where it is, as the consumer looks at differences only. 0: the key is not given up.
	 * NULL: none ever is.
	 */
	const uint64_t *given_up;
};

/* Words of a cell: up to 8 rounded up to a power of two, so that none lies across two cache lines.
 */
uint32_t aggregate_cell_words(uint32_t key_words, uint32_t state_words);

/* How many cells fit in so many bytes, with the list and extra_words more each: a power of two, or 0.
 * Without keys one is enough. */
uint32_t aggregate_cell_count(uint32_t key_words, uint32_t state_words, uint32_t extra_words,
			      uint64_t bytes);

/*
 * state_words is that of a cell. cells is 64-byte aligned memory for cell_count cells, arrivals for as many numbers; both zeroed.
 * Setup.
 */
void aggregate_init(struct aggregate_table *table, const struct hash_secret *secret,
		    uint32_t key_words, const struct aggregate_function *function,
		    uint32_t state_words, uint32_t cell_count, uint64_t *cells, uint32_t *arrivals);

static inline bool aggregate_same_key(const uint64_t *a, const uint64_t *b, size_t words)
{
	for (const uint64_t *end = b + words; b < end; a++, b++)
		if (*a != *b)
			return false;
	return true;
}

/* What the hash of a key is in its cell: not 0, which marks free cells. */
static inline uint64_t aggregate_tag(const struct aggregate_table *table, const uint64_t *key)
{
	return hash_words(&table->secret, key, table->key_words) | 1;
}

/* The cell where the search for a tag begins. */
static inline uint32_t aggregate_first(const struct aggregate_table *table, uint64_t tag)
{
	return (uint32_t)(tag >> 1) & table->cell_mask;
}

/*
 * The state of a key, if it lies in the first cell that is looked at, as most do: this is what a
 * sample costs. Else NULL. Probe; this CPU's table.
 */
static inline uint64_t *aggregate_hit(const struct aggregate_table *table, const uint64_t *key)
{
	uint64_t tag = aggregate_tag(table, key);
	uint64_t *cell = table->cells + (size_t)aggregate_first(table, tag) * table->cell_words;

	if (cell[0] != tag || !aggregate_same_key(cell + 1, key, table->key_words))
		return NULL;
	return cell + 1 + table->key_words;
}

/* Aggregates a value into such a state. count() is what most scripts do: it needs no call. */
static inline void aggregate_update(const struct aggregate_table *table, uint64_t *state,
				    uint64_t value, uint64_t increment)
{
	if (table->counts)
		__atomic_store_n(state, *state + 1, __ATOMIC_RELAXED);
	else
		table->update(state, value, increment);
}

/* Aggregates a value under a key. False when there was no cell for it: a drop. Probe; this CPU's
 * table. */
bool aggregate(struct aggregate_table *table, const uint64_t *key, uint64_t value,
	       uint64_t increment);

/* Number of cells that a reader may look at; and the index-th of them, its key followed by its
 * state. */
uint32_t aggregate_count(const struct aggregate_table *table);
const uint64_t *aggregate_cell(const struct aggregate_table *table, uint32_t index);

/* The number of the index-th cell. */
static inline uint32_t aggregate_number(const struct aggregate_table *table, uint32_t index)
{
	return table->arrivals[index];
}

/* Reads a word of state that its CPU may be writing. */
static inline uint64_t aggregate_load(const uint64_t *word)
{
	return __atomic_load_n(word, __ATOMIC_RELAXED);
}

#endif
