/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/symbols.h"

#include "dsl/arena.h"
#include "dsl/spelling.h"

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

const char *symbol_suggest(const struct symbol_table *table, const char *name, size_t length)
{
	const char *best = NULL;
	unsigned int best_distance = spelling_threshold(length);

	if (length > SPELLING_MAX_LENGTH)
		return NULL;
	for (size_t i = 0; i < SYMBOL_BUCKETS; i++) {
		for (const struct symbol *at = table->buckets[i]; at; at = at->next) {
			if (at->kind == SYMBOL_UNKNOWN || at->kind == SYMBOL_KEYWORD ||
			    at->kind == SYMBOL_REFUSED || at->length > SPELLING_MAX_LENGTH)
				continue;

			unsigned int found = spelling_distance(name, length, at->name, at->length);

			/* Of two that are as near, letters swapped rather than one too many. */
			bool nearer = found < best_distance ||
				      (best && found == best_distance && at->length == length);

			if (nearer) {
				best_distance = found;
				best = at->name;
			}
		}
	}
	return best;
}
