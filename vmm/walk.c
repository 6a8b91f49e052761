/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/walk.h"

#include "vmm/x86.h"

#include <stddef.h>
#include <string.h>

/* Bits of paging-structure entries, alike in all modes (SDM 4.3 to 4.5). */
enum entry_bits {
	ENTRY_PRESENT = 1u << 0,
	ENTRY_WRITE = 1u << 1,
	ENTRY_USER = 1u << 2,
	ENTRY_LARGE = 1u << 7,
};
static const uint64_t entry_no_execute = 1ull << 63;

/* Bits of a page-fault error code (SDM 4.7). */
enum fault_bits {
	FAULT_PRESENT = 1u << 0,
	FAULT_WRITE = 1u << 1,
	FAULT_USER = 1u << 2,
	FAULT_RESERVED = 1u << 3,
	FAULT_FETCH = 1u << 4,
};

static const uint64_t rflags_ac = 1u << 18;

struct walk {
	const struct walk_paging *paging;
	uint64_t linear;
	unsigned int access;
	walk_reader *read;
	void *cookie;
	struct walk_result *result;

	/* What the entries so far allow together. */
	bool writable;
	bool user;
	bool executable;
};

/* A mask of the bits high to low; none when low is above high. */
static uint64_t bits(unsigned int high, unsigned int low)
{
	return (~0ull >> (63 - high)) & (~0ull << low);
}

static bool no_execute_enabled(const struct walk_paging *paging)
{
	return paging->efer & EFER_NXE;
}

static enum walk_status fault(struct walk *walk, uint32_t why)
{
	uint32_t code = why;

	if (walk->access & WALK_WRITE)
		code |= FAULT_WRITE;
	if (walk->access & WALK_USER)
		code |= FAULT_USER;
	/* I/D tells a fetch only where the processor can forbid one: by NX or by SMEP. */
	if (walk->access & WALK_FETCH &&
	    ((no_execute_enabled(walk->paging) && walk->paging->cr4 & CR4_PAE) ||
	     walk->paging->cr4 & CR4_SMEP))
		code |= FAULT_FETCH;
	*walk->result = (struct walk_result){.error_code = code};
	return WALK_PAGE_FAULT;
}

static enum walk_status no_memory(struct walk *walk, uint64_t gpa)
{
	*walk->result = (struct walk_result){.gpa = gpa};
	return WALK_NO_MEMORY;
}

/* Whether the page may be used as it was asked for (SDM 4.6.1). */
static bool allowed(const struct walk *walk)
{
	const struct walk_paging *paging = walk->paging;
	bool by_user = walk->access & WALK_USER;
	bool explicit = !(walk->access & WALK_IMPLICIT);

	if (by_user && !walk->user)
		return false;
	if (walk->access & WALK_FETCH) {
		/* SMEP: the supervisor executes nothing that user mode may touch. */
		if (!by_user && walk->user && paging->cr4 & CR4_SMEP)
			return false;
		return walk->executable;
	}
	/* SMAP: the supervisor touches users' data only if it says so by RFLAGS.AC. */
	if (!by_user && walk->user && paging->cr4 & CR4_SMAP &&
	    !(explicit && paging->rflags & rflags_ac))
		return false;
	if (walk->access & WALK_WRITE && !walk->writable)
		return !by_user && !(paging->cr0 & CR0_WP);
	return true;
}

/* The last step: base is the start of the page, a multiple of size. */
static enum walk_status finish(struct walk *walk, uint64_t base, uint64_t size)
{
	if (!(walk->access & WALK_ANY) && !allowed(walk))
		return fault(walk, FAULT_PRESENT);
	*walk->result = (struct walk_result){
		.gpa = base | (walk->linear & (size - 1)),
		.page_size = size,
		.writable = walk->writable,
		.user = walk->user,
		.executable = walk->executable,
	};
	return WALK_OK;
}

static void combine(struct walk *walk, uint64_t entry)
{
	walk->writable &= (entry & ENTRY_WRITE) != 0;
	walk->user &= (entry & ENTRY_USER) != 0;
	if (no_execute_enabled(walk->paging))
		walk->executable &= !(entry & entry_no_execute);
}

/* Bits that must be 0 in every 64-bit entry: beyond the physical addresses, and NX where it is not
 * enabled. */
static uint64_t reserved_always(const struct walk_paging *paging)
{
	uint64_t reserved = bits(51, paging->physical_bits);

	return no_execute_enabled(paging) ? reserved : reserved | entry_no_execute;
}

/* ---- 4-level and 5-level paging, and PAE below its PDPTEs: entries of 64 bits, 512 to a table */

/*
 * Descends from the table at the given address. level is that of its entries: 1 for PTEs, 2 for
 * PDEs, 3 for PDPTEs, 4 for PML4Es, 5 for PML5Es. always are the bits reserved in all entries.
 */
static enum walk_status walk_wide(struct walk *walk, uint64_t table, unsigned int level,
				  uint64_t always)
{
	const uint64_t address = bits(walk->paging->physical_bits - 1u, 12);

	for (;; level--) {
		unsigned int shift = 12 + 9 * (level - 1);
		uint64_t size = 1ull << shift;
		uint64_t gpa = table + (walk->linear >> shift & 511) * 8;
		uint64_t reserved = always;
		uint64_t entry;
		bool last;

		if (!walk->read(walk->cookie, gpa, &entry))
			return no_memory(walk, gpa);
		if (!(entry & ENTRY_PRESENT))
			return fault(walk, 0);

		last = level == 1 || (level <= 3 && entry & ENTRY_LARGE);
		if (level >= 4 || (level == 3 && !walk->paging->gigabyte_pages))
			reserved |= ENTRY_LARGE;
		else if (last && level > 1)
			reserved |= bits(shift - 1, 13); /* 12 is the PAT bit of a large page */
		if (entry & reserved)
			return fault(walk, FAULT_PRESENT | FAULT_RESERVED);

		combine(walk, entry);
		if (last)
			return finish(walk, entry & address & ~(size - 1), size);
		table = entry & address;
	}
}

static enum walk_status walk_long(struct walk *walk)
{
	const struct walk_paging *paging = walk->paging;
	unsigned int levels = paging->cr4 & CR4_LA57 ? 5 : 4;
	unsigned int unused = 64 - (12 + 9 * levels);

	if ((uint64_t)((int64_t)(walk->linear << unused) >> unused) != walk->linear)
		return WALK_NOT_CANONICAL;
	return walk_wide(walk, paging->cr3 & bits(paging->physical_bits - 1u, 12), levels,
			 reserved_always(paging));
}

/* The PDPTEs are registers, checked when CR3 was loaded; they hold no permissions (SDM 4.4.1). */
static enum walk_status walk_pae(struct walk *walk)
{
	const struct walk_paging *paging = walk->paging;
	uint64_t pdpte = paging->pdpte[walk->linear >> 30 & 3];

	if (!(pdpte & ENTRY_PRESENT))
		return fault(walk, 0);
	/* Unlike 4-level paging, PAE reserves bits 62:52 too. */
	return walk_wide(walk, pdpte & bits(paging->physical_bits - 1u, 12), 2,
			 reserved_always(paging) | bits(62, 52));
}

/* ---- 32-bit paging: entries of 32 bits, 1024 to a table (SDM 4.3) */

static bool read_narrow(struct walk *walk, uint64_t gpa, uint32_t *entry)
{
	uint64_t pair;

	if (!walk->read(walk->cookie, gpa & ~7ull, &pair))
		return false;
	*entry = (uint32_t)(gpa & 4 ? pair >> 32 : pair);
	return true;
}

/* PSE-36: bits 20:13 of the entry are bits 39:32 of the address, as far as the processor has these.
 */
static enum walk_status finish_4mib(struct walk *walk, uint32_t entry)
{
	unsigned int width = walk->paging->physical_bits;
	uint64_t reserved = 1u << 21;

	if (width < 40)
		reserved |= bits(20, width - 19);
	if (entry & reserved)
		return fault(walk, FAULT_PRESENT | FAULT_RESERVED);
	return finish(walk, (entry & bits(31, 22)) | (entry & bits(20, 13)) << 19, 4u << 20);
}

static enum walk_status walk_32(struct walk *walk)
{
	const struct walk_paging *paging = walk->paging;
	uint64_t gpa = (paging->cr3 & bits(31, 12)) + (walk->linear >> 22 & 1023) * 4;
	uint32_t entry;

	if (!read_narrow(walk, gpa, &entry))
		return no_memory(walk, gpa);
	if (!(entry & ENTRY_PRESENT))
		return fault(walk, 0);
	walk->writable = entry & ENTRY_WRITE;
	walk->user = entry & ENTRY_USER;
	if (entry & ENTRY_LARGE && paging->cr4 & CR4_PSE)
		return finish_4mib(walk, entry);

	gpa = (entry & bits(31, 12)) + (walk->linear >> 12 & 1023) * 4;
	if (!read_narrow(walk, gpa, &entry))
		return no_memory(walk, gpa);
	if (!(entry & ENTRY_PRESENT))
		return fault(walk, 0);
	walk->writable = walk->writable && entry & ENTRY_WRITE;
	walk->user = walk->user && entry & ENTRY_USER;
	return finish(walk, entry & bits(31, 12), 4096);
}

bool walk_range_exists(const struct walk_paging *paging, uint64_t linear, uint64_t size,
		       uint64_t *outside)
{
	const uint64_t last = paging->efer & EFER_LMA ? UINT64_MAX : UINT32_MAX;

	if (linear <= last && (size == 0 || size - 1 <= last - linear))
		return true;
	*outside = linear > last ? linear : last + 1;
	return false;
}

enum walk_status walk_linear(const struct walk_paging *paging, uint64_t linear, unsigned int access,
			     walk_reader *read, void *cookie, struct walk_result *result)
{
	struct walk walk = {
		.paging = paging,
		.linear = linear,
		.access = access,
		.read = read,
		.cookie = cookie,
		.result = result,
		.writable = true,
		.user = true,
		.executable = true,
	};

	memset(result, 0, sizeof(*result));
	if (paging->efer & EFER_LMA)
		return walk_long(&walk);

	walk.linear = (uint32_t)linear;
	if (!(paging->cr0 & CR0_PG)) {
		/* There is no page to grant or refuse anything. */
		walk.access |= WALK_ANY;
		return finish(&walk, walk.linear & ~0xfffull, 4096);
	}
	return paging->cr4 & CR4_PAE ? walk_pae(&walk) : walk_32(&walk);
}
