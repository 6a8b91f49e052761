/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The compiler's arena, for fuzzers: each allocation is a block of its own, so that the sanitizer
 * sees what lies outside of it, and a vector that moved leaves nothing behind to be read. Linked
 * instead of dsl/arena.c.
 */
#include "trace/fuzz/arena_malloc.h"
#include "dsl/arena.h"

#include <stdlib.h>
#include <string.h>

enum { FIRST_CAPACITY = 1 };

/* In front of each allocation. */
struct block {
	struct block *previous, *next;
	_Alignas(16) unsigned char memory[];
};

static struct block blocks = {&blocks, &blocks};

static void release(struct block *block)
{
	block->previous->next = block->next;
	block->next->previous = block->previous;
	free(block);
}

void arena_release_all(void)
{
	struct block *block = blocks.next;

	while (block != &blocks) {
		struct block *next = block->next;

		free(block);
		block = next;
	}
	blocks.previous = blocks.next = &blocks;
}

void *arena_allocate(struct arena *arena, size_t size)
{
	if (size > arena->size - arena->used)
		arena->exhausted(arena->cookie);
	arena->used += size;

	struct block *block = calloc(1, sizeof(*block) + size);

	if (!block)
		abort();
	block->previous = &blocks;
	block->next = blocks.next;
	blocks.next->previous = block;
	blocks.next = block;
	return block->memory;
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

		unsigned char *items = arena_allocate(arena, capacity * item_size);

		if (vector->items) {
			memcpy(items, vector->items, vector->count * item_size);
			release((struct block *)((unsigned char *)vector->items -
						 offsetof(struct block, memory)));
		}
		vector->items = items;
		vector->capacity = capacity;
	}

	void *first = (unsigned char *)vector->items + vector->count * item_size;

	vector->count = needed;
	return first;
}
