/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Memory of one compilation: cut from the caller's block, never given back. An allocation that does
 * not fit calls exhausted(), which must not return; so every pointer that comes from here is good.
 */
#ifndef DSL_ARENA_H
#define DSL_ARENA_H

#include <stddef.h>
#include <stdint.h>

struct arena {
	unsigned char *memory;
	size_t size;
	size_t used;
	void (*exhausted)(void *cookie) __attribute__((noreturn));
	void *cookie;
};

/* Zeroed memory, aligned for any type. */
void *arena_allocate(struct arena *arena, size_t size);

/* A copy of length bytes with a NUL behind them. */
char *arena_copy(struct arena *arena, const char *text, size_t length);

/* A growing array; items move when it grows, so keep indices, not pointers. */
struct vector {
	void *items;
	uint32_t count;
	uint32_t capacity;
};

/* Appends count zeroed items of the given size and returns the first. One vector holds one size. */
void *vector_push(struct arena *arena, struct vector *vector, size_t item_size, uint32_t count);

#endif
