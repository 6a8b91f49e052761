/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Four-level page tables, for the VMM's own paging and for EPT alike: both have 512 entries of 8
 * bytes a table, the address in bits 51:12, and bit 7 for a large page (SDM 4.5, 29.3.2). Tables
 * must be identity mapped.
 */
#ifndef VMM_PAGE_TABLE_H
#define VMM_PAGE_TABLE_H

#include <stdbool.h>
#include <stdint.h>

enum {
	PAGE_SIZE = 4096,
	LARGE_PAGE_SIZE = 2 << 20,
};

/* Entries of the VMM's own page tables. */
enum paging_bits {
	PAGING_PRESENT = 1 << 0,
	PAGING_WRITE = 1 << 1,
	PAGING_CACHE_DISABLE = 1 << 4,
	PAGING_LARGE = 1 << 7,
};
#define PAGING_NO_EXECUTE (1ull << 63)

/* EPT entries and pointer. */
enum ept_bits {
	EPT_READ = 1 << 0,
	EPT_WRITE = 1 << 1,
	EPT_EXECUTE = 1 << 2,
	EPT_WRITE_BACK = 6 << 3,
	EPT_POINTER_WRITE_BACK = 6,
	EPT_POINTER_FOUR_LEVELS = 3 << 3,
};

struct page_table {
	uint64_t *root;
	uint64_t table_flags;	 /* of entries that point to a table */
	bool large_pages;	 /* may 2 MiB pages be used */
	void *(*allocate)(void); /* a zeroed, aligned page; NULL when there is none */
};

/* Gives the table an empty root. False when there is no memory. */
bool page_table_init(struct page_table *table);

/*
 * Maps size bytes at `from` to `to` with these leaf flags. Addresses and size are multiples of
 * PAGE_SIZE, and both ranges end at 2^47 at most; what was mapped there is replaced. False when an
 * argument is out of range, with nothing changed, or when there is no memory, with a part mapped.
 */
bool page_table_map(struct page_table *table, uint64_t from, uint64_t to, uint64_t size,
		    uint64_t flags);

/*
 * Takes one 4 KiB page away, splitting a large page if needed; where nothing is mapped it does
 * nothing. False when the address is out of range or there is no memory, with nothing changed. The
 * caller flushes the TLB.
 */
bool page_table_unmap(struct page_table *table, uint64_t from);

/* The leaf entry that maps an address, and the size of its page; 0 when nothing does. */
uint64_t page_table_lookup(const struct page_table *table, uint64_t from, uint64_t *page_size);

#endif
