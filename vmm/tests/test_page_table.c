/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Page tables, as EPT and as the VMM's own: what is mapped is read back by a walk of the test's
 * own.
 */
#include "vmm/page_table.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum {
	MOST_PAGES = 2048,
	ENTRIES = 512,
	EPT_ACCESS = EPT_READ | EPT_WRITE | EPT_EXECUTE,
	EPT_LEAF = EPT_ACCESS | EPT_WRITE_BACK,
	DATA = PAGING_PRESENT | PAGING_WRITE,
};

static const uint64_t address_bits = 0x000ffffffffff000;
static const uint64_t limit = 1ull << 47;
static const uint64_t mebibyte = 1 << 20;

/* ---- Pages, counted and limited */

static void *pages[MOST_PAGES];
static unsigned int page_count;
static unsigned int pages_left;

static void *allocate(void)
{
	if (!pages_left || page_count == MOST_PAGES)
		return NULL;

	void *page = aligned_alloc(PAGE_SIZE, PAGE_SIZE);

	assert_non_null(page);
	memset(page, 0, PAGE_SIZE);
	pages[page_count++] = page;
	pages_left--;
	return page;
}

static int release_all(void **state)
{
	(void)state;
	while (page_count)
		free(pages[--page_count]);
	return 0;
}

static struct page_table make(uint64_t table_flags, bool large_pages)
{
	struct page_table table = {
		.table_flags = table_flags,
		.large_pages = large_pages,
		.allocate = allocate,
	};

	pages_left = MOST_PAGES;
	assert_true(page_table_init(&table));
	return table;
}

static struct page_table make_ept(bool large_pages)
{
	return make(EPT_ACCESS, large_pages);
}

static struct page_table make_paging(void)
{
	return make(PAGING_PRESENT | PAGING_WRITE, true);
}

static bool is_table(const uint64_t *table)
{
	for (unsigned int i = 0; i < page_count; i++)
		if (pages[i] == table)
			return true;
	return false;
}

/* ---- A second opinion of what a table maps: every leaf, in order */

struct leaves {
	uint64_t table_flags;
	uint64_t bytes; /* mapped in all */
	uint64_t first; /* lowest address mapped */
	uint64_t end;	/* end of the highest page */
	unsigned int large;
	unsigned int small;
};

static void visit(struct leaves *leaves, const uint64_t *table, uint64_t base, unsigned int level)
{
	assert_true(is_table(table));
	for (uint64_t i = 0; i < ENTRIES; i++) {
		uint64_t size = (uint64_t)PAGE_SIZE << 9 * level;
		uint64_t from = base + i * size;

		if (!table[i])
			continue;
		if (level > 0 && !(table[i] & PAGING_LARGE)) {
			assert_int_equal(table[i] & ~address_bits, leaves->table_flags);
			visit(leaves, (const uint64_t *)(uintptr_t)(table[i] & address_bits), from,
			      level - 1);
			continue;
		}
		assert_true(level <= 1);
		/* a large page's address is aligned: the bits below are reserved (SDM 29.3.2) */
		assert_int_equal((table[i] & address_bits) % size, 0);
		leaves->first = leaves->bytes ? leaves->first : from;
		leaves->bytes += size;
		leaves->end = from + size;
		leaves->large += level == 1;
		leaves->small += level == 0;
	}
}

static struct leaves all_leaves(const struct page_table *table)
{
	struct leaves leaves = {.table_flags = table->table_flags};

	visit(&leaves, table->root, 0, 3);
	return leaves;
}

static void check_leaf(const struct page_table *table, uint64_t from, uint64_t to, uint64_t flags,
		       uint64_t size)
{
	uint64_t page_size;
	uint64_t entry = page_table_lookup(table, from, &page_size);

	assert_int_equal(page_size, size);
	assert_int_equal(entry, to | flags | (size == LARGE_PAGE_SIZE ? PAGING_LARGE : 0));
}

static void check_nothing(const struct page_table *table, uint64_t from)
{
	uint64_t page_size = 1;

	assert_int_equal(page_table_lookup(table, from, &page_size), 0);
	assert_int_equal(page_size, 0);
}

/* ---- EPT */

/* A guest of this size sees its own memory, all of it, and nothing else. */
static void check_guest(uint64_t host_base, uint64_t size, bool large_pages)
{
	struct page_table ept = make_ept(large_pages);

	assert_true(page_table_map(&ept, 0, host_base, size, EPT_LEAF));

	struct leaves leaves = all_leaves(&ept);

	assert_int_equal(leaves.bytes, size);
	assert_int_equal(leaves.first, 0);
	assert_int_equal(leaves.end, size);
	if (!large_pages)
		assert_int_equal(leaves.large, 0);
	else if (host_base % LARGE_PAGE_SIZE == 0)
		assert_int_equal(leaves.small, size % LARGE_PAGE_SIZE / PAGE_SIZE);

	for (uint64_t gpa = 0; gpa < size; gpa += PAGE_SIZE) {
		uint64_t page_size;
		uint64_t entry = page_table_lookup(&ept, gpa + 0x123, &page_size);
		uint64_t page = entry & address_bits;

		assert_int_equal(page + gpa % page_size, host_base + gpa);
		assert_int_equal(entry & ~address_bits,
				 EPT_LEAF | (page_size == PAGE_SIZE ? 0 : PAGING_LARGE));
	}
	check_nothing(&ept, size);
	check_nothing(&ept, size + LARGE_PAGE_SIZE);
	check_nothing(&ept, host_base + size);
	check_nothing(&ept, limit - 1);
	check_nothing(&ept, limit);
	check_nothing(&ept, UINT64_MAX);
	release_all(NULL);
}

static void test_ept_of_a_guest(void **state)
{
	static const uint64_t bases[] = {0x10000000, 0x7fe00000, 0x100000000, 0x3ffe00000};
	static const uint64_t sizes[] = {2, 16, 64, 1024, 1026};

	(void)state;
	for (unsigned int b = 0; b < sizeof(bases) / sizeof(bases[0]); b++) {
		for (unsigned int s = 0; s < sizeof(sizes) / sizeof(sizes[0]); s++) {
			check_guest(bases[b], sizes[s] * mebibyte, true);
			check_guest(bases[b], sizes[s] * mebibyte, false);
		}
	}
	/*
	 * ends in the middle of a large page; base that is not aligned like the guest's addresses
	 */
	check_guest(0x10000000, 4 * mebibyte + 3ull * PAGE_SIZE, true);
	check_guest(0x10000000 + PAGE_SIZE, 6 * mebibyte, true);
	check_guest(0x10000000, PAGE_SIZE, true);
	check_guest(0x10000000, LARGE_PAGE_SIZE - PAGE_SIZE, true);
}

/* Large pages cost 3 tables for a GiB, small ones one more for every 2 MiB. */
static void test_tables_needed(void **state)
{
	(void)state;
	struct page_table ept = make_ept(true);

	assert_true(page_table_map(&ept, 0, 0x40000000, 1024 * mebibyte, EPT_LEAF));
	assert_int_equal(page_count, 3);
	assert_int_equal(all_leaves(&ept).large, ENTRIES);
	release_all(NULL);

	ept = make_ept(false);
	assert_true(page_table_map(&ept, 0, 0x40000000, 1024 * mebibyte, EPT_LEAF));
	assert_int_equal(page_count, 3 + ENTRIES);
}

/* ---- The VMM's own */

static void test_alignment(void **state)
{
	/* from, to, size; large and small pages that must come of it */
	static const struct {
		uint64_t from;
		uint64_t to;
		uint64_t size;
		unsigned int large;
		unsigned int small;
	} cases[] = {
		{0x200000, 0x200000, 0x200000, 1, 0},
		{0x200000, 0x200000, 0x1ff000, 0, 511},
		{0x200000, 0x200000, 0x201000, 1, 1},
		{0x1ff000, 0x1ff000, 0x202000, 1, 2},
		{0x1ff000, 0x1ff000, 0x201000, 1, 1},
		{0x201000, 0x201000, 0x200000, 0, 512},
		{0x201000, 0x201000, 0x3ff000, 1, 511},
		{0x201000, 0x201000, 0x1000, 0, 1},
		{0x200000, 0x201000, 0x400000, 0, 1024}, /* aligned differently */
		{0x201000, 0x200000, 0x400000, 0, 1024},
		{0x200000, 0x40000000, 0x400000, 2, 0},
		{0x3fe00000, 0x3fe00000, 0x400000, 2, 0},     /* over the end of a directory */
		{0x7fffe00000, 0x7fffe00000, 0x400000, 2, 0}, /* and of a table of directories */
		{0x7ffffff000, 0x7ffffff000, 0x2000, 0, 2},
		{0, 0, 0, 0, 0},
	};

	(void)state;
	for (unsigned int i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct page_table table = make_paging();
		struct leaves leaves;

		assert_true(page_table_map(&table, cases[i].from, cases[i].to, cases[i].size,
					   DATA | PAGING_NO_EXECUTE));
		leaves = all_leaves(&table);
		assert_int_equal(leaves.large, cases[i].large);
		assert_int_equal(leaves.small, cases[i].small);
		assert_int_equal(leaves.bytes, cases[i].size);
		if (cases[i].size) {
			assert_int_equal(leaves.first, cases[i].from);
			assert_int_equal(leaves.end, cases[i].from + cases[i].size);
			check_nothing(&table, cases[i].from - 1);
			check_nothing(&table, cases[i].from + cases[i].size);
		}
		for (uint64_t at = 0; at < cases[i].size; at += PAGE_SIZE) {
			uint64_t page_size;
			uint64_t entry = page_table_lookup(&table, cases[i].from + at, &page_size);

			assert_int_equal((entry & address_bits) + (cases[i].from + at) % page_size,
					 cases[i].to + at);
			assert_int_equal(entry & ~address_bits & ~(uint64_t)PAGING_LARGE,
					 DATA | PAGING_NO_EXECUTE);
		}
		release_all(NULL);
	}
}

/* The image, a hole in a large page of RAM: the parts keep their rights, the rest its own. */
static void test_mapping_into_a_large_page_splits_it(void **state)
{
	uint64_t data = DATA | PAGING_NO_EXECUTE;

	(void)state;
	struct page_table table = make_paging();

	assert_true(page_table_map(&table, 0x400000, 0x400000, 0x600000, data));
	assert_true(page_table_map(&table, 0x601000, 0x601000, 0x2000, PAGING_PRESENT));
	check_leaf(&table, 0x5fffff, 0x400000, data, LARGE_PAGE_SIZE);
	check_leaf(&table, 0x600000, 0x600000, data, PAGE_SIZE);
	check_leaf(&table, 0x601000, 0x601000, PAGING_PRESENT, PAGE_SIZE);
	check_leaf(&table, 0x602fff, 0x602000, PAGING_PRESENT, PAGE_SIZE);
	check_leaf(&table, 0x603000, 0x603000, data, PAGE_SIZE);
	check_leaf(&table, 0x7ff000, 0x7ff000, data, PAGE_SIZE);
	check_leaf(&table, 0x800000, 0x800000, data, LARGE_PAGE_SIZE);
	assert_int_equal(all_leaves(&table).bytes, 0x600000);
}

static void test_mapping_again_replaces(void **state)
{
	(void)state;
	struct page_table table = make_paging();

	assert_true(page_table_map(&table, 0x400000, 0x400000, 0x200000, DATA));
	assert_true(page_table_map(&table, 0x400000, 0x800000, 0x200000, PAGING_PRESENT));
	check_leaf(&table, 0x400000, 0x800000, PAGING_PRESENT, LARGE_PAGE_SIZE);
	/* small pages, then one large over all of them */
	assert_true(page_table_map(&table, 0x600000, 0x601000, 0x200000, DATA));
	check_leaf(&table, 0x7ff000, 0x800000, DATA, PAGE_SIZE);
	assert_true(page_table_map(&table, 0x600000, 0xa00000, 0x200000, PAGING_PRESENT));
	check_leaf(&table, 0x7ff000, 0xa00000, PAGING_PRESENT, LARGE_PAGE_SIZE);
	assert_int_equal(all_leaves(&table).bytes, 0x400000);
}

static void test_unmap(void **state)
{
	(void)state;
	struct page_table table = make_paging();

	assert_true(page_table_map(&table, 0x200000, 0x200000, 0x400000, DATA));
	assert_true(page_table_unmap(&table, 0x2ff000));
	check_nothing(&table, 0x2ff000);
	check_nothing(&table, 0x2fffff);
	check_leaf(&table, 0x2fefff, 0x2fe000, DATA, PAGE_SIZE);
	check_leaf(&table, 0x300000, 0x300000, DATA, PAGE_SIZE);
	check_leaf(&table, 0x400000, 0x400000, DATA, LARGE_PAGE_SIZE);
	assert_int_equal(all_leaves(&table).bytes, 0x400000 - PAGE_SIZE);

	/* a small page, again, and what never was */
	assert_true(page_table_unmap(&table, 0x300000));
	assert_true(page_table_unmap(&table, 0x300000));
	check_nothing(&table, 0x300000);

	unsigned int before = page_count;

	assert_true(page_table_unmap(&table, 0x7000000000));
	assert_int_equal(page_count, before);
	assert_int_equal(all_leaves(&table).bytes, 0x400000 - 2 * PAGE_SIZE);

	assert_false(page_table_unmap(&table, 0x2ff001));
	assert_false(page_table_unmap(&table, limit));
	assert_false(page_table_unmap(&table, UINT64_MAX & ~0xfffull));

	/* mapped again where it was taken */
	assert_true(page_table_map(&table, 0x2ff000, 0x2ff000, 0x2000, DATA));
	assert_int_equal(all_leaves(&table).bytes, 0x400000);
}

static void test_ranges_refused(void **state)
{
	static const struct {
		uint64_t from;
		uint64_t to;
		uint64_t size;
	} cases[] = {
		{0x1001, 0x1000, 0x1000},
		{0x1000, 0x1001, 0x1000},
		{0x1000, 0x1000, 0x1001},
		{0x1000, 0x1000, 1},
		{1ull << 47, 0, 0x1000},
		{1ull << 47, 0, 0},
		{0, 1ull << 47, 0x1000},
		{(1ull << 47) - 0x1000, 0, 0x2000},
		{0, (1ull << 47) - 0x1000, 0x2000},
		{0, 0, (1ull << 47) + 0x1000},
		{0x1000, 0x1000, 1ull << 47},
		{0x1000, 0x1000, 0ull - 0x1000}, /* wraps */
		{0ull - 0x1000, 0x1000, 0x2000},
		{0x1000, 0ull - 0x1000, 0x1000},
		{0x1000, 1ull << 52, 0x1000},
		{0xffff800000000000, 0x1000, 0x1000},
	};

	(void)state;
	struct page_table table = make_paging();

	for (unsigned int i = 0; i < sizeof(cases) / sizeof(cases[0]); i++)
		assert_false(
			page_table_map(&table, cases[i].from, cases[i].to, cases[i].size, DATA));
	assert_int_equal(page_count, 1);
	assert_int_equal(all_leaves(&table).bytes, 0);
	/* the last page that there is */
	assert_true(page_table_map(&table, limit - 0x1000, limit - 0x1000, 0x1000, DATA));
	check_leaf(&table, limit - 1, limit - 0x1000, DATA, PAGE_SIZE);
}

/* With every number of pages too few, it says so, and what is mapped is right as far as it goes. */
static void test_out_of_memory(void **state)
{
	struct page_table none = {.table_flags = DATA, .allocate = allocate};

	(void)state;
	pages_left = 0;
	assert_false(page_table_init(&none));

	enum { NEEDED = 3 + 3 }; /* two directories, three tables of small pages */
	uint64_t from = 0x3fe00000;

	for (unsigned int left = 0; left <= NEEDED; left++) {
		struct page_table table = make(EPT_ACCESS, false);

		pages_left = left;
		assert_int_equal(page_table_map(&table, from, 0, 0x600000, EPT_LEAF),
				 left == NEEDED);

		struct leaves leaves = all_leaves(&table);

		assert_true(leaves.bytes <= 0x600000);
		if (leaves.bytes) {
			assert_int_equal(leaves.first, from);
			assert_int_equal(leaves.end, from + leaves.bytes);
		}
		release_all(NULL);
	}

	/* a split that finds no page leaves the large page as it was */
	struct page_table table = make_paging();

	assert_true(page_table_map(&table, 0x200000, 0x200000, 0x200000, DATA));
	pages_left = 0;
	assert_false(page_table_unmap(&table, 0x200000));
	check_leaf(&table, 0x200000, 0x200000, DATA, LARGE_PAGE_SIZE);
	assert_false(page_table_map(&table, 0x300000, 0, 0x1000, DATA));
	check_leaf(&table, 0x300000, 0x200000, DATA, LARGE_PAGE_SIZE);
}

/* ---- Random operations against one byte a page */

enum { MODEL_PAGES = 4096 /* 16 MiB, over a directory's end */ };

static uint64_t random_state = 88172645463325252ull;

static uint64_t random_below(uint64_t bound)
{
	random_state ^= random_state << 13;
	random_state ^= random_state >> 7;
	random_state ^= random_state << 17;
	return random_state % bound;
}

static void test_random_operations(void **state)
{
	static uint64_t model[MODEL_PAGES]; /* the leaf for each page, without PAGING_LARGE */
	const uint64_t base = 0x40000000 - (uint64_t)MODEL_PAGES / 2 * PAGE_SIZE;

	(void)state;
	memset(model, 0, sizeof(model));
	struct page_table table = make_paging();

	for (unsigned int step = 0; step < 300; step++) {
		/* often aligned to a large page */
		uint64_t unit = random_below(3) ? 1 : ENTRIES;
		uint64_t first = random_below(MODEL_PAGES / unit) * unit;
		uint64_t count = 1 + random_below(MODEL_PAGES - first);
		uint64_t to = random_below(2) ? first : random_below(1 << 20) * unit;
		uint64_t flags = random_below(2) ? PAGING_PRESENT : DATA | PAGING_NO_EXECUTE;

		if (page_count > MOST_PAGES - 32)
			break;
		if (random_below(3) == 0) {
			assert_true(page_table_unmap(&table, base + first * PAGE_SIZE));
			model[first] = 0;
		} else {
			assert_true(page_table_map(&table, base + first * PAGE_SIZE, to * PAGE_SIZE,
						   count * PAGE_SIZE, flags));
			for (uint64_t i = 0; i < count; i++)
				model[first + i] = ((to + i) * PAGE_SIZE) | flags;
		}
		for (uint64_t i = 0; i < MODEL_PAGES; i++) {
			uint64_t page_size;
			uint64_t at = base + i * PAGE_SIZE;
			uint64_t entry = page_table_lookup(&table, at, &page_size);

			if (entry)
				entry = (entry & ~(uint64_t)PAGING_LARGE) + at % page_size;
			assert_int_equal(entry, model[i]);
		}
		if (step % 16 == 0)
			all_leaves(&table);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_teardown(test_ept_of_a_guest, release_all),
		cmocka_unit_test_teardown(test_tables_needed, release_all),
		cmocka_unit_test_teardown(test_alignment, release_all),
		cmocka_unit_test_teardown(test_mapping_into_a_large_page_splits_it, release_all),
		cmocka_unit_test_teardown(test_mapping_again_replaces, release_all),
		cmocka_unit_test_teardown(test_unmap, release_all),
		cmocka_unit_test_teardown(test_ranges_refused, release_all),
		cmocka_unit_test_teardown(test_out_of_memory, release_all),
		cmocka_unit_test_teardown(test_random_operations, release_all),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
