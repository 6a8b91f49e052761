/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/memory.h"

#include "vmm/host.h"
#include "vmm/page_table.h"

#include <stdint.h>
#include <string.h>

/*
 * A first-fit list of free pieces, in address order, each headed by itself. Pieces are whole cache
 * lines, so that a header always fits. Set-up allocates a few hundred times and programs come and
 * go by hand: a walk is enough.
 */
struct free_piece {
	size_t size;
	struct free_piece *next;
};

enum { GRANULE = 64 };

static struct free_piece *free_list;

static size_t rounded(size_t size)
{
	size_t unit = size >= PAGE_SIZE ? PAGE_SIZE : GRANULE;

	return (size + unit - 1) / unit * unit;
}

void memory_init(struct span heap)
{
	free_list = (struct free_piece *)(uintptr_t)heap.base;
	*free_list = (struct free_piece){.size = heap.size};
}

/* Cuts [start, start + size) out of the piece that *link points to. */
static void carve(struct free_piece **link, uintptr_t start, size_t size)
{
	struct free_piece *piece = *link;
	uintptr_t base = (uintptr_t)piece;
	size_t before = start - base;
	size_t after = piece->size - before - size;
	struct free_piece *next = piece->next;

	if (after) {
		struct free_piece *rest = (struct free_piece *)(start + size);

		*rest = (struct free_piece){.size = after, .next = next};
		next = rest;
	}
	if (before) {
		piece->size = before;
		piece->next = next;
	} else {
		*link = next;
	}
}

void *memory_allocate(size_t size)
{
	if (!size || size > SIZE_MAX - PAGE_SIZE)
		return NULL;
	size = rounded(size);

	uintptr_t alignment = size >= PAGE_SIZE ? PAGE_SIZE : GRANULE;

	for (struct free_piece **link = &free_list; *link; link = &(*link)->next) {
		uintptr_t base = (uintptr_t)*link;
		uintptr_t start = (base + alignment - 1) & ~(alignment - 1);
		size_t before = start - base;

		if ((*link)->size < before || (*link)->size - before < size)
			continue;
		carve(link, start, size);
		memset((void *)start, 0, size);
		return (void *)start;
	}
	return NULL;
}

static void join(struct free_piece *piece)
{
	if (!piece->next || (uintptr_t)piece + piece->size != (uintptr_t)piece->next)
		return;
	piece->size += piece->next->size;
	piece->next = piece->next->next;
}

void memory_release(void *memory, size_t size)
{
	struct free_piece *piece = memory;
	struct free_piece *before = NULL;
	struct free_piece **link = &free_list;

	if (!memory)
		return;
	while (*link && *link < piece) {
		before = *link;
		link = &before->next;
	}
	*piece = (struct free_piece){.size = rounded(size), .next = *link};
	*link = piece;
	join(piece);
	if (before)
		join(before);
}

void *memory_allocate_page(void)
{
	return memory_allocate(PAGE_SIZE);
}

void *memory_require(size_t size, const char *purpose)
{
	void *memory = memory_allocate(size);

	if (!memory)
		host_panic(
			"out of memory for %s (%zu bytes; %zu left): give `heap` in probevisor.conf more",
			purpose, size, memory_available());
	return memory;
}

size_t memory_available(void)
{
	size_t available = 0;

	for (const struct free_piece *piece = free_list; piece; piece = piece->next)
		available += piece->size;
	return available;
}
