/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/page_table.h"

#include <stddef.h>

enum {
	ENTRIES = 512,
	LEVELS = 4,
	LARGE_LEVEL = 1, /* level 0 maps 4 KiB, level 1 2 MiB, ... */
};

static const uint64_t address_mask = 0x000ffffffffff000;
static const uint64_t address_limit = 1ull << 47;

static unsigned int index_at(uint64_t address, int level)
{
	return address >> (12 + 9 * level) & (ENTRIES - 1);
}

static uint64_t *table_of(uint64_t entry)
{
	return (uint64_t *)(uintptr_t)(entry & address_mask);
}

static bool is_leaf(uint64_t entry, int level)
{
	return level == 0 || (entry & PAGING_LARGE);
}

bool page_table_init(struct page_table *table)
{
	table->root = table->allocate();
	return table->root != NULL;
}

/* Replaces a large page by a table of small ones that maps the same. */
static bool split(struct page_table *table, uint64_t *entry)
{
	uint64_t *small = table->allocate();

	if (!small)
		return false;
	for (unsigned int i = 0; i < ENTRIES; i++)
		small[i] = (*entry & ~(uint64_t)PAGING_LARGE) + (uint64_t)i * PAGE_SIZE;
	*entry = (uint64_t)(uintptr_t)small | table->table_flags;
	return true;
}

/* The entry for an address at a level, making tables on the way. NULL when there is no memory. */
static uint64_t *entry_at(struct page_table *table, uint64_t address, int level)
{
	uint64_t *tables = table->root;

	for (int at = LEVELS - 1; at > level; at--) {
		uint64_t *entry = &tables[index_at(address, at)];

		if (!*entry) {
			void *page = table->allocate();

			if (!page)
				return NULL;
			*entry = (uint64_t)(uintptr_t)page | table->table_flags;
		} else if (is_leaf(*entry, at) && !split(table, entry)) {
			return NULL;
		}
		tables = table_of(*entry);
	}
	return &tables[index_at(address, level)];
}

static bool in_range(uint64_t address, uint64_t size)
{
	return (address | size) % PAGE_SIZE == 0 && address < address_limit &&
	       size <= address_limit - address;
}

bool page_table_map(struct page_table *table, uint64_t from, uint64_t to, uint64_t size,
		    uint64_t flags)
{
	if (!in_range(from, size) || !in_range(to, size))
		return false;
	while (size) {
		bool large = table->large_pages && (from | to) % LARGE_PAGE_SIZE == 0 &&
			     size >= LARGE_PAGE_SIZE;
		uint64_t step = large ? LARGE_PAGE_SIZE : PAGE_SIZE;
		uint64_t *entry = entry_at(table, from, large ? LARGE_LEVEL : 0);

		if (!entry)
			return false;
		*entry = to | flags | (large ? PAGING_LARGE : 0);
		from += step;
		to += step;
		size -= step;
	}
	return true;
}

bool page_table_unmap(struct page_table *table, uint64_t from)
{
	uint64_t page_size;

	if (!in_range(from, PAGE_SIZE))
		return false;
	if (!page_table_lookup(table, from, &page_size))
		return true;

	uint64_t *entry = entry_at(table, from, 0);

	if (!entry)
		return false;
	*entry = 0;
	return true;
}

uint64_t page_table_lookup(const struct page_table *table, uint64_t from, uint64_t *page_size)
{
	const uint64_t *tables = table->root;

	*page_size = 0;
	if (from >= address_limit)
		return 0;
	for (int level = LEVELS - 1; level >= 0; level--) {
		uint64_t entry = tables[index_at(from, level)];

		if (!entry)
			return 0;
		if (is_leaf(entry, level)) {
			*page_size = (uint64_t)PAGE_SIZE << (9 * level);
			return entry;
		}
		tables = table_of(entry);
	}
	return 0;
}
