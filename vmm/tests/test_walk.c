/* SPDX-License-Identifier: BSD-2-Clause */
/* The guest page walker: every paging mode, and every combination of permissions and accesses. */
#include "vmm/walk.h"

#include "vmm/x86.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* ---- A guest with a megabyte of memory, and tables at fixed places in it */

enum {
	MEMORY_SIZE = 1 << 20,
	PML5 = 0x1000,
	PML4 = 0x2000,
	PDPT = 0x3000,
	PD = 0x4000,
	PT = 0x5000,
	PAGE = 0x76000,
};

enum { P = 1, W = 2, U = 4, LARGE = 0x80, PAT_OF_LARGE = 0x1000 };
static const uint64_t NX = 1ull << 63;

enum { AC = 1 << 18 };

static uint64_t memory[MEMORY_SIZE / 8];
static unsigned int reads;

static bool read_memory(void *cookie, uint64_t gpa, uint64_t *value)
{
	assert_null(cookie);
	assert_int_equal(gpa & 7, 0);
	reads++;
	if (gpa >= MEMORY_SIZE)
		return false;
	*value = memory[gpa / 8];
	return true;
}

static void put(uint64_t table, unsigned int index, uint64_t entry)
{
	memory[table / 8 + index] = entry;
}

static void put32(uint64_t table, unsigned int index, uint32_t entry)
{
	memcpy((char *)memory + table + index * sizeof(entry), &entry, sizeof(entry));
}

/* The address that all 64-bit tables here map: index 1, 2, 3, 4, 5 from the top, offset 0x678. */
static const uint64_t wide_linear =
	1ull << 48 | 2ull << 39 | 3ull << 30 | 4ull << 21 | 5ull << 12 | 0x678;
static const uint64_t long_linear = 2ull << 39 | 3ull << 30 | 4ull << 21 | 5ull << 12 | 0x678;
static const uint64_t pae_linear = 3ull << 30 | 4ull << 21 | 5ull << 12 | 0x678;

static struct walk_paging long_mode(void)
{
	memset(memory, 0, sizeof(memory));
	put(PML5, 1, PML4 | P | W | U);
	put(PML4, 2, PDPT | P | W | U);
	put(PDPT, 3, PD | P | W | U);
	put(PD, 4, PT | P | W | U);
	put(PT, 5, PAGE | P | W | U);
	return (struct walk_paging){
		.cr0 = CR0_PG | CR0_PE | CR0_WP,
		.cr3 = PML4 | 0x18, /* with PWT and PCD */
		.cr4 = CR4_PAE,
		.efer = EFER_LME | EFER_LMA | EFER_NXE,
		.physical_bits = 40,
		.gigabyte_pages = true,
	};
}

static struct walk_paging pae_mode(void)
{
	struct walk_paging paging = long_mode();

	paging.efer = EFER_NXE;
	paging.cr3 = 0;
	paging.pdpte[3] = PD | P;
	return paging;
}

/* Directory entry 0x301, table entry 0x105. */
static const uint64_t linear_32 = 0x301ull << 22 | 0x105 << 12 | 0x678;

static struct walk_paging mode_32(void)
{
	memset(memory, 0, sizeof(memory));
	put32(PD, 0x301, PT | P | W | U);
	put32(PT, 0x105, PAGE | P | W | U);
	return (struct walk_paging){
		.cr0 = CR0_PG | CR0_PE | CR0_WP,
		.cr3 = PD | 0x18,
		.cr4 = CR4_PSE,
		.physical_bits = 40,
	};
}

static enum walk_status walk(const struct walk_paging *paging, uint64_t linear, unsigned int access,
			     struct walk_result *result)
{
	memset(result, 0xff, sizeof(*result));
	reads = 0;
	return walk_linear(paging, linear, access, read_memory, NULL, result);
}

static void expect_page(const struct walk_paging *paging, uint64_t linear, unsigned int access,
			uint64_t gpa, uint64_t page_size)
{
	struct walk_result result;

	assert_int_equal(walk(paging, linear, access, &result), WALK_OK);
	assert_int_equal(result.gpa, gpa);
	assert_int_equal(result.page_size, page_size);
	assert_int_equal(result.error_code, 0);
}

static void expect_fault(const struct walk_paging *paging, uint64_t linear, unsigned int access,
			 uint32_t error_code)
{
	struct walk_result result;

	assert_int_equal(walk(paging, linear, access, &result), WALK_PAGE_FAULT);
	assert_int_equal(result.error_code, error_code);
	assert_int_equal(result.gpa, 0);
}

static void expect_no_memory(const struct walk_paging *paging, uint64_t linear, uint64_t gpa)
{
	struct walk_result result;

	assert_int_equal(walk(paging, linear, 0, &result), WALK_NO_MEMORY);
	assert_int_equal(result.gpa, gpa);
}

/* ---- Modes */

static void without_paging(void **state)
{
	struct walk_paging paging = {.cr0 = CR0_PE, .physical_bits = 40};

	(void)state;
	expect_page(&paging, 0x12345678, WALK_WRITE | WALK_USER, 0x12345678, 4096);
	expect_page(&paging, 0xfedc00000123, WALK_FETCH, 0x123, 4096);
	assert_int_equal(reads, 0);
}

static void four_levels(void **state)
{
	struct walk_paging paging = long_mode();
	struct walk_result result;

	(void)state;
	expect_page(&paging, long_linear, WALK_WRITE, PAGE | 0x678, 4096);
	assert_int_equal(reads, 4);

	put(PD, 4, 0x40200000 | P | W | U | LARGE | PAT_OF_LARGE);
	expect_page(&paging, long_linear, 0, 0x40200000 | 0x5678, 2u << 20);

	put(PDPT, 3, 0x80000000 | P | W | LARGE | PAT_OF_LARGE);
	expect_page(&paging, long_linear, 0, 0x80000000 | 4u << 21 | 0x5678, 1u << 30);
	assert_int_equal(reads, 2);

	/* bit 47 set is canonical only with all above it; entry 256 of the PML4 maps the upper half
	 */
	put(PML4, 256, PDPT | P);
	put(PDPT, 0, 0x80000000 | P | LARGE);
	expect_page(&paging, 0xffff800000000123, 0, 0x80000123, 1u << 30);
	assert_int_equal(walk(&paging, 0x0000800000000123, 0, &result), WALK_NOT_CANONICAL);
	assert_int_equal(reads, 0);
	assert_int_equal(result.gpa, 0);
}

static void five_levels(void **state)
{
	struct walk_paging paging = long_mode();
	struct walk_result result;

	(void)state;
	paging.cr3 = PML5;
	paging.cr4 |= CR4_LA57;
	expect_page(&paging, wide_linear, 0, PAGE | 0x678, 4096);
	assert_int_equal(reads, 5);
	assert_int_equal(walk(&paging, 1ull << 56, 0, &result), WALK_NOT_CANONICAL);
	expect_fault(&paging, 2ull << 48, 0, 0);
	/* the same address is not canonical with four levels */
	paging.cr4 &= ~(uint64_t)CR4_LA57;
	assert_int_equal(walk(&paging, wide_linear, 0, &result), WALK_NOT_CANONICAL);
}

static void pae(void **state)
{
	struct walk_paging paging = pae_mode();

	(void)state;
	expect_page(&paging, pae_linear, WALK_WRITE, PAGE | 0x678, 4096);
	assert_int_equal(reads, 2);
	expect_page(&paging, pae_linear | 0xabcull << 32, 0, PAGE | 0x678, 4096);
	expect_fault(&paging, 2u << 30, WALK_WRITE, 2); /* PDPTE 2 is not present */

	put(PD, 4, 0x40200000 | P | W | U | LARGE);
	expect_page(&paging, pae_linear, 0, 0x40205678, 2u << 20);
	/* a PDPTE grants everything: it has no permission bits */
	expect_page(&paging, pae_linear, WALK_WRITE | WALK_USER, 0x40205678, 2u << 20);
}

static void thirty_two_bits(void **state)
{
	struct walk_paging paging = mode_32();

	(void)state;
	expect_page(&paging, linear_32, WALK_WRITE, PAGE | 0x678, 4096);
	assert_int_equal(reads, 2);
	expect_fault(&paging, 0x302ull << 22, 0, 0);
	expect_fault(&paging, linear_32 + 4096, WALK_USER, 4);

	/* 4 MiB pages, with address bits 39:32 in bits 20:13 (0x5a) */
	put32(PD, 0x301, 0xffc00000 | 0x5a << 13 | P | W | U | LARGE | PAT_OF_LARGE);
	expect_page(&paging, linear_32, 0, 0x5affc00000 | 0x105678, 4u << 20);

	/* without PSE the same entry names a table */
	paging.cr4 = 0;
	put32(PD, 0x301, PT | P | W | U | LARGE);
	expect_page(&paging, linear_32, 0, PAGE | 0x678, 4096);
	/* NX is not of this mode */
	paging.efer = EFER_NXE;
	expect_page(&paging, linear_32, WALK_FETCH, PAGE | 0x678, 4096);
}

/* ---- Absence and reserved bits, at each level */

static void absent_at_each_level(void **state)
{
	static const struct {
		uint64_t table;
		unsigned int index;
	} levels[] = {{PML4, 2}, {PDPT, 3}, {PD, 4}, {PT, 5}};

	(void)state;
	for (size_t i = 0; i < sizeof(levels) / sizeof(levels[0]); i++) {
		struct walk_paging paging = long_mode();

		/* Without P no other bit counts. */
		put(levels[i].table, levels[i].index, ~1ull);
		expect_fault(&paging, long_linear, 0, 0);
		expect_fault(&paging, long_linear, WALK_WRITE | WALK_USER, 6);
		expect_fault(&paging, long_linear, WALK_FETCH, 0x10);
		expect_fault(&paging, long_linear, WALK_ANY, 0);
	}
}

static void reserved_at_each_level(void **state)
{
	static const struct {
		uint64_t table;
		unsigned int index;
		uint64_t bits;
	} reserved[] = {
		{PML4, 2, LARGE},
		{PML4, 2, 1ull << 40},
		{PDPT, 3, 1ull << 51},
		{PDPT, 3, LARGE | 1u << 13},
		{PDPT, 3, LARGE | 1u << 29},
		{PD, 4, 1ull << 40},
		{PD, 4, LARGE | 1u << 13},
		{PD, 4, LARGE | 1u << 20},
		{PT, 5, 1ull << 45},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(reserved) / sizeof(reserved[0]); i++) {
		struct walk_paging paging = long_mode();
		uint64_t *entry = &memory[reserved[i].table / 8 + reserved[i].index];

		*entry = (*entry & 0xfff) | reserved[i].bits;
		expect_fault(&paging, long_linear, 0, 9);
		expect_fault(&paging, long_linear, WALK_WRITE | WALK_USER, 0xf);
		expect_fault(&paging, long_linear, WALK_ANY, 9);
	}
}

static void reserved_by_mode(void **state)
{
	struct walk_paging paging = long_mode();

	(void)state;
	/* bits 62:52 are software's in 4-level paging ... */
	put(PT, 5, PAGE | P | W | U | 0x7ffull << 52);
	expect_page(&paging, long_linear, 0, PAGE | 0x678, 4096);
	/* ... and reserved in PAE */
	paging = pae_mode();
	put(PT, 5, PAGE | P | W | U | 1ull << 52);
	expect_fault(&paging, pae_linear, 0, 9);

	/* NX is reserved where it is not enabled, at every level */
	paging = long_mode();
	paging.efer &= ~(uint64_t)EFER_NXE;
	expect_page(&paging, long_linear, WALK_FETCH, PAGE | 0x678, 4096);
	put(PML4, 2, PDPT | P | W | U | NX);
	expect_fault(&paging, long_linear, 0, 9);

	/* a processor without 1 GiB pages reserves their bit */
	paging = long_mode();
	put(PDPT, 3, 0x80000000 | P | LARGE);
	expect_page(&paging, long_linear, 0, 0x80805678, 1u << 30);
	paging.gigabyte_pages = false;
	expect_fault(&paging, long_linear, 0, 9);

	/* the widest processor has no reserved address bits */
	paging = long_mode();
	paging.physical_bits = 52;
	put(PD, 4, 0xfffffffe00000 | P | LARGE);
	expect_page(&paging, long_linear, 0, 0xfffffffe00000 | 0x5678, 2u << 20);

	/* bit 21 of a 4 MiB page, and address bits that the processor does not have */
	paging = mode_32();
	put32(PD, 0x301, P | LARGE | 1u << 21);
	expect_fault(&paging, linear_32, 0, 9);
	paging.physical_bits = 36;
	put32(PD, 0x301, P | LARGE | 1u << 16);
	expect_page(&paging, linear_32, 0, 0x800105678, 4u << 20);
	put32(PD, 0x301, P | LARGE | 1u << 17);
	expect_fault(&paging, linear_32, 0, 9);
}

static void tables_outside_memory(void **state)
{
	struct walk_paging paging = long_mode();

	(void)state;
	paging.cr3 = MEMORY_SIZE;
	expect_no_memory(&paging, long_linear, MEMORY_SIZE + 16);
	paging = long_mode();
	put(PDPT, 3, 0xfffffff000 | P);
	expect_no_memory(&paging, long_linear, 0xfffffff020);
	paging = mode_32();
	put32(PD, 0x301, 0xfffff000 | P);
	expect_no_memory(&paging, linear_32, 0xfffff000 + 0x105 * 4);
	paging.cr3 = 0xfffff000;
	expect_no_memory(&paging, linear_32, 0xfffff000 + 0x301 * 4);
	/* the page itself need not exist: that is for the caller to see */
	paging = long_mode();
	put(PT, 5, 0xfffffff000 | P);
	expect_page(&paging, long_linear, 0, 0xfffffff678, 4096);
}

/* ---- Permissions */

enum { READ = 0, WRITE = WALK_WRITE, FETCH = WALK_FETCH };

struct permission {
	bool writable;
	bool user;
	bool no_execute;
	uint64_t cr4;
	bool write_protect; /* CR0.WP */
	bool ac;
	unsigned int access;
	bool by_user;
	bool implicit;
};

/*
 * SDM 4.6.1, written out as its sentences stand, not as the walker computes: four cases of mode and
 * page, three kinds of access.
 */
static bool sdm_allows(const struct permission *p)
{
	bool smep = p->cr4 & CR4_SMEP;
	bool smap = p->cr4 & CR4_SMAP;

	if (p->by_user)
		return p->user && (p->access == READ || (p->access == WRITE && p->writable) ||
				   (p->access == FETCH && !p->no_execute));
	if (!p->user) {
		if (p->access == READ)
			return true;
		if (p->access == WRITE)
			return p->writable || !p->write_protect;
		return !p->no_execute;
	}
	if (p->access == FETCH)
		return !smep && !p->no_execute;
	if (smap && (p->implicit || !p->ac))
		return false;
	return p->access == READ || p->writable || !p->write_protect;
}

static struct permission permission_of(unsigned int bits)
{
	static const unsigned int accesses[] = {READ, WRITE, FETCH, READ};

	return (struct permission){
		.writable = bits & 1,
		.user = bits & 2,
		.no_execute = bits & 4,
		.cr4 = (bits & 8 ? CR4_SMEP : 0) | (bits & 0x10 ? CR4_SMAP : 0),
		.write_protect = bits & 0x20,
		.ac = bits & 0x40,
		.access = accesses[bits >> 7 & 3],
		.by_user = bits & 0x200,
		.implicit = bits & 0x400,
	};
}

static void check_permission(struct walk_paging *paging, uint64_t linear, bool narrow,
			     const struct permission *p)
{
	unsigned int access = p->access | (p->by_user ? WALK_USER : 0) |
			      (p->implicit && !p->by_user ? WALK_IMPLICIT : 0);
	bool fetch_told = !narrow || p->cr4 & CR4_SMEP;
	struct walk_result result;
	enum walk_status status;

	paging->cr4 |= p->cr4;
	paging->cr0 = CR0_PG | CR0_PE | (p->write_protect ? CR0_WP : 0);
	paging->rflags = p->ac ? AC : 0;
	status = walk(paging, linear, access, &result);
	if (sdm_allows(p)) {
		assert_int_equal(status, WALK_OK);
		assert_int_equal(result.gpa, PAGE | 0x678);
		assert_int_equal(result.writable, p->writable);
		assert_int_equal(result.user, p->user);
		assert_int_equal(result.executable, !p->no_execute);
	} else {
		assert_int_equal(status, WALK_PAGE_FAULT);
		assert_int_equal(result.error_code,
				 1 | (p->access == WRITE ? 2 : 0) | (p->by_user ? 4 : 0) |
					 (p->access == FETCH && fetch_told ? 0x10 : 0));
	}
	assert_int_equal(walk(paging, linear, access | WALK_ANY, &result), WALK_OK);
}

enum { PERMISSIONS = 0x800 };

static void permissions_of_long_mode(void **state)
{
	(void)state;
	for (unsigned int bits = 0; bits < PERMISSIONS; bits++) {
		struct permission p = permission_of(bits);
		uint64_t entry = PAGE | P | (p.writable ? W : 0) | (p.user ? U : 0) |
				 (p.no_execute ? NX : 0);
		struct walk_paging paging = long_mode();

		put(PT, 5, entry);
		check_permission(&paging, long_linear, false, &p);
	}
}

/* What one level refuses no other grants. */
static void any_level_refuses(void **state)
{
	static const struct {
		uint64_t table;
		unsigned int index;
		uint64_t next;
	} levels[] = {{PML4, 2, PDPT}, {PDPT, 3, PD}, {PD, 4, PT}, {PT, 5, PAGE}};

	(void)state;
	for (unsigned int bits = 0; bits < PERMISSIONS * 4; bits++) {
		unsigned int level = bits & 3;
		struct permission p = permission_of(bits >> 2);
		struct walk_paging paging = long_mode();

		put(levels[level].table, levels[level].index,
		    levels[level].next | P | (p.writable ? W : 0) | (p.user ? U : 0) |
			    (p.no_execute ? NX : 0));
		check_permission(&paging, long_linear, false, &p);
	}
}

static void permissions_of_pae(void **state)
{
	(void)state;
	for (unsigned int bits = 0; bits < PERMISSIONS; bits++) {
		struct permission p = permission_of(bits);
		struct walk_paging paging = pae_mode();

		put(PT, 5,
		    PAGE | P | (p.writable ? W : 0) | (p.user ? U : 0) | (p.no_execute ? NX : 0));
		check_permission(&paging, pae_linear, false, &p);
	}
}

static void permissions_of_32_bits(void **state)
{
	(void)state;
	for (unsigned int bits = 0; bits < PERMISSIONS * 2; bits++) {
		struct permission p = permission_of(bits >> 1);
		struct walk_paging paging = mode_32();
		uint32_t rights = P | (p.writable ? W : 0) | (p.user ? U : 0);

		if (p.no_execute)
			continue;
		if (bits & 1)
			put32(PD, 0x301, PT | rights);
		else
			put32(PT, 0x105, PAGE | rights);
		check_permission(&paging, linear_32, true, &p);
	}
}

/* Whatever the tables hold, a walk ends, within the bound. */
static void random_tables_end(void **state)
{
	uint64_t random = 88172645463325252ull;
	struct walk_paging paging = long_mode();

	(void)state;
	for (unsigned int round = 0; round < 200000; round++) {
		struct walk_result result;
		enum walk_status status;

		random ^= random << 13;
		random ^= random >> 7;
		random ^= random << 17;
		memory[random % 0x1000] = random & 0x80000000000fffff;
		paging.cr4 = random & (CR4_PAE | CR4_PSE | CR4_LA57 | CR4_SMEP | CR4_SMAP);
		paging.efer = random >> 20 & (EFER_LMA | EFER_NXE);
		paging.cr0 = random & 1 ? CR0_PG | CR0_PE : CR0_PE;
		paging.cr3 = random >> 8 & 0xf000;
		paging.pdpte[random & 3] = random & 0xff001;
		paging.physical_bits = (uint8_t)(32 + random % 21);
		status = walk(&paging, random >> 16, (unsigned int)(random >> 40 & 0x1f), &result);
		assert_true(reads <= 5);
		assert_true(status <= WALK_NO_MEMORY);
		if (status == WALK_OK)
			assert_true(result.page_size >= 4096);
	}
}

static void ranges_end(void **state)
{
	static const struct {
		uint64_t linear, size;
		bool in_long_mode, elsewhere;
		uint64_t outside_long_mode, outside_elsewhere;
	} ranges[] = {
		{0, 0, true, true, 0, 0},
		{0, 1ull << 32, true, true, 0, 0},
		{1, 1ull << 32, true, false, 0, 1ull << 32},
		{0xffffffff, 1, true, true, 0, 0},
		{0xffffffff, 2, true, false, 0, 1ull << 32},
		{0xfffff000, UINT64_MAX, false, false, 0, 1ull << 32},
		{1ull << 32, 0, true, false, 0, 1ull << 32},
		{1ull << 32, 1, true, false, 0, 1ull << 32},
		{UINT64_MAX, 1, true, false, 0, UINT64_MAX},
		{UINT64_MAX, 2, false, false, 0, UINT64_MAX},
		{UINT64_MAX - 7, 8, true, false, 0, UINT64_MAX - 7},
		{UINT64_MAX - 7, 9, false, false, 0, UINT64_MAX - 7},
	};
	struct walk_paging lengthy = long_mode();
	struct walk_paging modes[] = {pae_mode(), mode_32(), {.cr0 = CR0_PE}};

	(void)state;
	for (size_t i = 0; i < sizeof(ranges) / sizeof(ranges[0]); i++) {
		uint64_t outside = 7;

		assert_int_equal(
			walk_range_exists(&lengthy, ranges[i].linear, ranges[i].size, &outside),
			ranges[i].in_long_mode);
		assert_int_equal(outside, ranges[i].in_long_mode ? 7 : ranges[i].outside_long_mode);
		for (size_t m = 0; m < sizeof(modes) / sizeof(modes[0]); m++) {
			outside = 7;
			assert_int_equal(walk_range_exists(&modes[m], ranges[i].linear,
							   ranges[i].size, &outside),
					 ranges[i].elsewhere);
			assert_int_equal(outside,
					 ranges[i].elsewhere ? 7 : ranges[i].outside_elsewhere);
		}
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(without_paging),
		cmocka_unit_test(four_levels),
		cmocka_unit_test(five_levels),
		cmocka_unit_test(pae),
		cmocka_unit_test(thirty_two_bits),
		cmocka_unit_test(absent_at_each_level),
		cmocka_unit_test(reserved_at_each_level),
		cmocka_unit_test(reserved_by_mode),
		cmocka_unit_test(tables_outside_memory),
		cmocka_unit_test(permissions_of_long_mode),
		cmocka_unit_test(any_level_refuses),
		cmocka_unit_test(permissions_of_pae),
		cmocka_unit_test(permissions_of_32_bits),
		cmocka_unit_test(random_tables_end),
		cmocka_unit_test(ranges_end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
