/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/tally.h"

#include <stddef.h>

/* What there is of a cell: the divisor, the state since clear() or trunc(), and the cell's own state
 * when it was last looked at. */
static uint64_t *part_of(const struct tally *tally, uint32_t number)
{
	return tally->words + (size_t)number * tally_words(tally->state_words);
}

static uint64_t *normal_of(const struct tally *tally, uint32_t number)
{
	return part_of(tally, number);
}

static uint64_t *kept_of(const struct tally *tally, uint32_t number)
{
	return part_of(tally, number) + 1;
}

static uint64_t *seen_of(const struct tally *tally, uint32_t number)
{
	return part_of(tally, number) + 1 + tally->state_words;
}

static uint64_t *state_of(const struct aggregate_table *table, uint32_t number)
{
	return table->cells + (size_t)number * table->cell_words + 1 + table->key_words;
}

enum extreme { EXTREME_NONE, EXTREME_MIN, EXTREME_MAX };

static enum extreme extreme_of(const struct aggregate_table *table)
{
	if (table->function == aggregate_tallied_function(AGG_min))
		return EXTREME_MIN;
	return table->function == aggregate_tallied_function(AGG_max) ? EXTREME_MAX : EXTREME_NONE;
}

/*
 * The state begins with the count of values, which is read first: a value that comes while the rest is
 * read is counted the next time, and its key is not taken for one that did not come. False when there
 * is nothing new.
 */
static bool begin_refresh(const struct tally *tally, const struct aggregate_table *table,
			  uint32_t number)
{
	uint64_t *kept = kept_of(tally, number);
	uint64_t *seen = seen_of(tally, number);
	uint64_t count = __atomic_load_n(state_of(table, number), __ATOMIC_ACQUIRE);
	uint64_t given_up = tally->given_up[number];

	/* avg() and stddev() count before they add: of them the rest may be new all the same. */
	if (count == seen[0] && (given_up != 0 || tally->own_words < tally->state_words))
		return false;
	if (given_up != 0)
		__atomic_store_n(&tally->given_up[number], 0, __ATOMIC_RELEASE);
	if (given_up != 0 || seen[0] == 0)
		table->function->initialize(kept);
	kept[0] += count - seen[0];
	seen[0] = count;
	return true;
}

/* The CPU may be about to store a lesser value over what is taken away: then that one comes next time. */
static void take_extreme(const struct aggregate_table *table, uint32_t number, uint64_t *kept,
			 enum extreme extreme)
{
	bool is_min = extreme == EXTREME_MIN;
	uint64_t none = is_min ? (uint64_t)INT64_MAX : (uint64_t)INT64_MIN;
	int64_t value =
		(int64_t)__atomic_exchange_n(state_of(table, number) + 1, none, __ATOMIC_RELAXED);

	if (is_min ? value < (int64_t)kept[1] : value > (int64_t)kept[1])
		kept[1] = (uint64_t)value;
}

/* The sum of the squares of stddev() is one number of two words. */
static void take_squares(const struct aggregate_table *table, uint32_t number, uint64_t *kept,
			 uint64_t *seen)
{
	typedef unsigned __int128 wide;
	const uint64_t *state = state_of(table, number);
	uint64_t low = aggregate_load(&state[2]);
	uint64_t high = aggregate_load(&state[3]);
	wide more = ((wide)high << 64 | low) - ((wide)seen[3] << 64 | seen[2]);
	wide sum = ((wide)kept[3] << 64 | kept[2]) + more;

	seen[2] = low;
	seen[3] = high;
	kept[2] = (uint64_t)sum;
	kept[3] = (uint64_t)(sum >> 64);
}

static void take_words(const struct aggregate_table *table, uint32_t number, uint64_t *kept,
		       uint64_t *seen, uint32_t from, uint32_t to)
{
	const uint64_t *state = state_of(table, number);

	for (uint32_t i = from; i < to; i++) {
		uint64_t word = aggregate_load(&state[i]);

		kept[i] += word - seen[i];
		seen[i] = word;
	}
}

static uint32_t end_of_part(const struct tally *tally, uint32_t word)
{
	uint32_t left = tally->state_words - word;

	return word + (left < TALLY_STEP_WORDS ? left : TALLY_STEP_WORDS);
}

bool tally_refresh(const struct tally *tally, const struct aggregate_table *table, uint32_t index,
		   uint32_t *word)
{
	uint32_t number = aggregate_number(table, index);
	uint64_t *kept = kept_of(tally, number);
	uint64_t *seen = seen_of(tally, number);
	enum extreme extreme = extreme_of(table);

	if (*word == 0) {
		if (!begin_refresh(tally, table, number))
			return true;
		*word = 1;
	}
	if (extreme != EXTREME_NONE) {
		take_extreme(table, number, kept, extreme);
		*word = 0;
		return true;
	}
	if (table->function == aggregate_function(AGG_stddev)) {
		take_words(table, number, kept, seen, 1, 2);
		take_squares(table, number, kept, seen);
		*word = 0;
		return true;
	}

	uint32_t end = end_of_part(tally, *word);

	take_words(table, number, kept, seen, *word, end);
	*word = end < tally->state_words ? end : 0;
	return *word == 0;
}

bool tally_present(const struct tally *tally, const struct aggregate_table *table, uint32_t index)
{
	uint32_t number = aggregate_number(table, index);

	return seen_of(tally, number)[0] != 0 && tally->given_up[number] == 0;
}

const uint64_t *tally_state(const struct tally *tally, const struct aggregate_table *table,
			    uint32_t index)
{
	return kept_of(tally, aggregate_number(table, index)) + tally->state_words -
	       tally->own_words;
}

uint64_t tally_normal(const struct tally *tally, const struct aggregate_table *table,
		      uint32_t index)
{
	return *normal_of(tally, aggregate_number(table, index));
}

void tally_set_normal(const struct tally *tally, const struct aggregate_table *table,
		      uint32_t index, uint64_t normal)
{
	*normal_of(tally, aggregate_number(table, index)) = normal;
}

bool tally_clear(const struct tally *tally, const struct aggregate_table *table, uint32_t index,
		 uint32_t *word)
{
	uint64_t *kept = kept_of(tally, aggregate_number(table, index));
	uint32_t end = end_of_part(tally, *word);

	for (uint32_t i = *word; i < end; i++)
		kept[i] = 0;
	*word = end < tally->state_words ? end : 0;
	return *word == 0;
}

/* The CPU may give the cell to another key as soon as it sees the count, which therefore comes last. */
bool tally_give_up(const struct tally *tally, const struct aggregate_table *table, uint32_t index,
		   uint32_t *word)
{
	uint32_t number = aggregate_number(table, index);

	if (!tally_clear(tally, table, index, word))
		return false;
	tally_set_normal(tally, table, index, 0);
	__atomic_store_n(&tally->given_up[number], seen_of(tally, number)[0], __ATOMIC_RELEASE);
	return true;
}
