/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A flat GDT for 64-bit mode: null, code, data, and a TSS (SDM 3.4.5, 8.2.3). The VMM has one, and
 * so has a guest of kind elf64 at its entry. Pure.
 */
#ifndef VMM_FLAT_GDT_H
#define VMM_FLAT_GDT_H

#include <stdint.h>

enum { FLAT_GDT_ENTRIES = 5 };

enum flat_selector {
	FLAT_CODE = 0x08, /* execute/read, 64-bit, DPL 0 */
	FLAT_DATA = 0x10, /* read/write, DPL 0 */
	FLAT_TSS = 0x18,
};

enum tss_type { TSS_AVAILABLE = 0x9, TSS_BUSY = 0xb };

/* Fills a GDT whose TSS has tss_size bytes, 64 KiB at most. */
static inline void flat_gdt_fill(uint64_t gdt[FLAT_GDT_ENTRIES], uint64_t tss, uint32_t tss_size,
				 enum tss_type type)
{
	enum { PRESENT = 1 << 7 };

	gdt[0] = 0;
	gdt[FLAT_CODE / 8] = 0x00af9b000000ffff;
	gdt[FLAT_DATA / 8] = 0x00cf93000000ffff;
	gdt[FLAT_TSS / 8] = (tss_size - 1) | (tss & 0xffffff) << 16 |
			    (uint64_t)(PRESENT | type) << 40 | (tss >> 24 & 0xff) << 56;
	gdt[FLAT_TSS / 8 + 1] = tss >> 32;
}

#endif
