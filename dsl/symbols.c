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

/* Levenshtein's distance. b is at most SUGGEST_MAX_LENGTH long. */
static unsigned int distance(const char *a, size_t a_length, const char *b, size_t b_length)
{
	uint8_t row[SUGGEST_MAX_LENGTH + 1];

	for (size_t j = 0; j <= b_length; j++)
		row[j] = (uint8_t)j;
	for (size_t i = 1; i <= a_length; i++) {
		uint8_t diagonal = row[0];

		row[0] = (uint8_t)i;
		for (size_t j = 1; j <= b_length; j++) {
			uint8_t above = row[j];

			row[j] = (uint8_t)least(above + 1u, row[j - 1] + 1u,
						diagonal + (a[i - 1] != b[j - 1]));
			diagonal = above;
		}
	}
	return row[b_length];
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
