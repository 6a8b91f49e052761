/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Memory from the firmware. Everything allocated is on record, so that one call gives it all back
 * when the start fails. Addresses are physical, and mapped at themselves. Boot services only.
 */
#ifndef BOOT_MEMORY_H
#define BOOT_MEMORY_H

#include "boot/firmware.h"
#include "vmm/handoff.h"

#include <stdint.h>

enum {
	MEMORY_PAGE = 4096,
	MEMORY_LARGE_PAGE = 2 << 20,
};

enum memory_place {
	MEMORY_ANYWHERE,
	MEMORY_BELOW_4G, /* for what a CPU touches before it is in long mode */
};

/*
 * Allocates size bytes, more than 0, not cleared, aligned to a power of two of at least a page; on
 * failure EFI_OUT_OF_RESOURCES, and nothing was said yet.
 */
EFI_STATUS memory_allocate(uint64_t size, uint64_t align, enum memory_place place,
			   struct span *span);

/* The same for code: memory that the firmware lets execute. */
EFI_STATUS memory_allocate_code(uint64_t size, uint64_t align, enum memory_place place,
				struct span *span);

/* Gives one allocation back. */
void memory_free(const struct span *span);

/* Gives back all that is left. */
void memory_free_all(void);

/* A physical address as a pointer. */
static inline void *memory_at(uint64_t address)
{
	/* NOLINTNEXTLINE(performance-no-int-to-ptr): the firmware tells addresses as numbers */
	return (void *)(uintptr_t)address;
}

/* The start of a span as a pointer. */
static inline void *memory_pointer(const struct span *span)
{
	return memory_at(span->base);
}

#endif
