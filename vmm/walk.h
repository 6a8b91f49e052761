/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A guest's linear address to its guest-physical address, through the guest's own page tables, in
 * each paging mode: none, 32-bit, PAE, 4-level and 5-level (SDM 4.2 to 4.6). It reads and never
 * writes: accessed and dirty bits stay as they are. Protection keys and CET shadow stacks are not
 * looked at. Pure but for the callback; bounded: at most five reads. Any context that the callback
 * allows.
 */
#ifndef VMM_WALK_H
#define VMM_WALK_H

#include <stdbool.h>
#include <stdint.h>

/* What the access is, or'ed together. 0 is a supervisor-mode read of data. */
enum walk_access {
	WALK_WRITE = 1 << 0,
	WALK_FETCH = 1 << 1, /* an instruction fetch; not together with WALK_WRITE */
	WALK_USER = 1 << 2,  /* made at CPL 3 */
	WALK_IMPLICIT =
		1 << 3, /* by the processor itself, as to the GDT: SMAP holds whatever RFLAGS.AC */
	WALK_ANY =
		1 << 4, /* no access rights checked at all: where is it mapped, if it is mapped */
};

/* The registers that decide. Fill it anew for each guest state; no field has a default. */
struct walk_paging {
	uint64_t cr0;
	uint64_t cr3;
	uint64_t cr4;
	uint64_t efer;
	uint64_t rflags;       /* AC, for SMAP */
	uint64_t pdpte[4];     /* PAE only: the VMCS fields, as the processor uses those too */
	uint8_t physical_bits; /* the guest's MAXPHYADDR: 32 to 52; bits above are reserved */
	bool gigabyte_pages;   /* CPUID.80000001H:EDX[26] as the guest sees it */
};

enum walk_status {
	WALK_OK,
	WALK_PAGE_FAULT,    /* the access would raise #PF with error_code */
	WALK_NOT_CANONICAL, /* it would raise #GP, or #SS on the stack */
	WALK_NO_MEMORY,	    /* a table lies where the callback could not read: at gpa */
};

struct walk_result {
	uint64_t gpa;	     /* of the byte itself; for WALK_NO_MEMORY, of the entry */
	uint64_t page_size;  /* bytes from the page's start: 4 KiB, 2 MiB, 4 MiB, 1 GiB; 4 KiB
				without paging */
	uint32_t error_code; /* for WALK_PAGE_FAULT: bits P, W/R, U/S, RSVD, I/D (SDM 4.7) */
	bool writable;	     /* for WALK_OK: what the tables grant, whatever was asked */
	bool user;
	bool executable;
};

/*
 * Reads 8 bytes of guest-physical memory, at a multiple of 8. False where there is no memory.
 */
typedef bool walk_reader(void *cookie, uint64_t gpa, uint64_t *value);

/*
 * Does the paging mode have all of the size bytes from a linear address on? None lie beyond 4 GiB outside
 * long mode, and none beyond 2^64: what begins below the end and goes on behind it does not begin anew at 0.
 * *outside is the first that it does not have.
 */
bool walk_range_exists(const struct walk_paging *paging, uint64_t linear, uint64_t size,
		       uint64_t *outside);

/*
 * Translates one address; access is of enum walk_access. result is filled according to the status,
 * and zero otherwise. Outside 64-bit mode give a linear address below 4 GiB: bits above are
 * ignored.
 */
enum walk_status walk_linear(const struct walk_paging *paging, uint64_t linear, unsigned int access,
			     walk_reader *read, void *cookie, struct walk_result *result);

#endif
