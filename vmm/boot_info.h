/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a guest of kind elf64 finds behind RDI at its entry point. docs/guests.md describes the rest
 * of the entry state. Guests include this file; its layout is a contract.
 */
#ifndef VMM_BOOT_INFO_H
#define VMM_BOOT_INFO_H

#include <stdint.h>

enum { GUEST_BOOT_MAGIC = 0x31424750 /* "PGB1" */ };

struct guest_boot_info {
	uint32_t magic;
	uint32_t size;		/* of this structure; it only ever grows */
	uint64_t memory_size;	/* bytes of guest-physical memory, from address 0 */
	uint64_t reserved_base; /* this structure, page tables, GDT, strings and the stack lie from
				   here up */
	uint64_t tsc_hz;
	uint64_t cmdline; /* address, NUL-terminated */
	uint64_t name;	  /* address, NUL-terminated */
};

#endif
