/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/arena.h"

#include <string.h>

enum { ALIGNMENT = 16, FIRST_CAPACITY = 16 };

void *arena_allocate(struct arena *arena, size_t size)
{
	uintptr_t at = (uintptr_t)arena->memory + arena->used;
	size_t padding = -at & (ALIGNMENT - 1);
	size_t room = arena->size - arena->used;

	if (padding > room || size > room - padding)
		arena->exhausted(arena->cookie);

	void *memory = arena->memory + arena->used + padding;

	arena->used += padding + size;
	memset(memory, 0, size);
	return memory;
}

char *arena_copy(struct arena *arena, const char *text, size_t length)
{
	char *copy = arena_allocate(arena, length + 1);

	memcpy(copy, text, length);
	return copy;
}

void *vector_push(struct arena *arena, struct vector *vector, size_t item_size, uint32_t count)
{
	uint32_t needed = vector->count + count;

	if (needed > vector->capacity) {
		uint32_t capacity = vector->capacity ? vector->capacity * 2 : FIRST_CAPACITY;

		if (capacity < needed)
			capacity = needed;

		void *items = arena_allocate(arena, capacity * item_size);

		if (vector->count)
			memcpy(items, vector->items, vector->count * item_size);
		vector->items = items;
		vector->capacity = capacity;
	}

	void *first = (unsigned char *)vector->items + vector->count * item_size;

	vector->count = needed;
	return first;
}
