/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/symbols.h"

#include "dsl/arena.h"

#include <string.h>

static uint32_t hash_of(const char *name, size_t length)
{
	uint32_t hash = 2166136261u; /* FNV-1a */

	for (size_t i = 0; i < length; i++)
		hash = (hash ^ (unsigned char)name[i]) * 16777619u;
	return hash ^ hash >> 16;
}

struct symbol *symbol_intern(struct arena *arena, struct symbol_table *table, const char *name,
			     size_t length)
{
	struct symbol **bucket = &table->buckets[hash_of(name, length) % SYMBOL_BUCKETS];

	for (struct symbol *symbol = *bucket; symbol; symbol = symbol->next)
		if (symbol->length == length && memcmp(symbol->name, name, length) == 0)
			return symbol;

	struct symbol *symbol = arena_allocate(arena, sizeof(*symbol));

	symbol->name = arena_copy(arena, name, length);
	symbol->length = (uint32_t)length;
	symbol->next = *bucket;
	*bucket = symbol;
	return symbol;
}

enum { SUGGEST_MAX_LENGTH = 48 };

static unsigned int least(unsigned int a, unsigned int b, unsigned int c)
{
	unsigned int ab = a < b ? a : b;

	return ab < c ? ab : c;
}

/*
 * Edits from a to b: a letter more, less, other, or two swapped. b is at most SUGGEST_MAX_LENGTH
 * long. Three rows of the usual table are kept, in turns.
 */
static unsigned int distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	uint8_t rows[3][SUGGEST_MAX_LENGTH + 1];

	for (size_t j = 0; j <= b_length; j++)
		rows[0][j] = (uint8_t)j;
	for (size_t i = 1; i <= a_length; i++) {
		uint8_t *row = rows[i % 3];
		const uint8_t *above = rows[(i - 1) % 3];
		const uint8_t *two_above = rows[(i + 1) % 3];

		row[0] = (uint8_t)i;
		for (size_t j = 1; j <= b_length; j++) {
			bool swapped =
				i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1];

			row[j] = (uint8_t)least(above[j] + 1u, row[j - 1] + 1u,
						above[j - 1] + (a[i - 1] != b[j - 1]));
			if (swapped && two_above[j - 2] + 1u < row[j])
				row[j] = (uint8_t)(two_above[j - 2] + 1u);
		}
	}
	return rows[a_length % 3][b_length];
}

const char *symbol_suggest(const struct symbol_table *table, const char *name, size_t length)
{
	const char *best = NULL;
	unsigned int best_distance = length < 3 ? 0 : length < 6 ? 2 : 3; /* must be below it */

	if (length > SUGGEST_MAX_LENGTH)
		return NULL;
	for (size_t i = 0; i < SYMBOL_BUCKETS; i++) {
		for (const struct symbol *at = table->buckets[i]; at; at = at->next) {
			if (at->kind == SYMBOL_UNKNOWN || at->kind == SYMBOL_REFUSED ||
			    at->length > SUGGEST_MAX_LENGTH)
				continue;

			unsigned int found = distance(name, length, at->name, at->length);

			if (found < best_distance) {
				best_distance = found;
				best = at->name;
			}
		}
	}
	return best;
}
