/* SPDX-License-Identifier: BSD-2-Clause */
#include "boot/memory.h"

#include <stdbool.h>
#include <stddef.h>

enum {
	/* Two for a guest, one for a program, two while it is compiled, and a few for the loader
	   itself. */
	MAX_ALLOCATIONS = 2 * HANDOFF_MAX_GUESTS + HANDOFF_MAX_PROGRAMS + 16,
};

struct allocation {
	uint64_t base;
	uint64_t pages; /* 0: free entry */
};

static struct allocation allocations[MAX_ALLOCATIONS];

static const EFI_PHYSICAL_ADDRESS LAST_BELOW_4G = 0xffffffff;

static struct allocation *find_allocation(uint64_t base, bool used)
{
	for (unsigned int i = 0; i < MAX_ALLOCATIONS; i++) {
		struct allocation *entry = &allocations[i];

		if ((entry->pages != 0) == used && (!used || entry->base == base))
			return entry;
	}
	return NULL;
}

/*
 * The firmware knows no alignment but its pages: take more, and give back what is before and
 * behind.
 */
static EFI_STATUS allocate_aligned(EFI_MEMORY_TYPE type, uint64_t pages, uint64_t align,
				   enum memory_place place, uint64_t *base)
{
	uint64_t spare = align / MEMORY_PAGE - 1;
	EFI_PHYSICAL_ADDRESS start = LAST_BELOW_4G;
	EFI_STATUS status = firmware.boot->AllocatePages(
		place == MEMORY_BELOW_4G ? AllocateMaxAddress : AllocateAnyPages, type,
		pages + spare, &start);

	if (EFI_ERROR(status))
		return EFI_OUT_OF_RESOURCES;

	uint64_t aligned = (start + align - 1) & ~(align - 1);
	uint64_t before = (aligned - start) / MEMORY_PAGE;

	if (before != 0)
		firmware.boot->FreePages(start, before);
	if (spare != before)
		firmware.boot->FreePages(aligned + pages * MEMORY_PAGE, spare - before);
	*base = aligned;
	return EFI_SUCCESS;
}

static EFI_STATUS allocate(EFI_MEMORY_TYPE type, uint64_t size, uint64_t align,
			   enum memory_place place, struct span *span)
{
	struct allocation *entry = find_allocation(0, false);
	uint64_t pages = (size + MEMORY_PAGE - 1) / MEMORY_PAGE;

	if (!entry)
		return EFI_OUT_OF_RESOURCES;

	EFI_STATUS status = allocate_aligned(type, pages, align, place, &entry->base);

	if (EFI_ERROR(status))
		return status;
	entry->pages = pages;
	*span = (struct span){.base = entry->base, .size = size};
	return EFI_SUCCESS;
}

EFI_STATUS memory_allocate(uint64_t size, uint64_t align, enum memory_place place,
			   struct span *span)
{
	return allocate(EfiLoaderData, size, align, place, span);
}

EFI_STATUS memory_allocate_code(uint64_t size, uint64_t align, enum memory_place place,
				struct span *span)
{
	return allocate(EfiLoaderCode, size, align, place, span);
}

void memory_free(const struct span *span)
{
	struct allocation *entry = find_allocation(span->base, true);

	if (!entry)
		return;
	firmware.boot->FreePages(entry->base, entry->pages);
	entry->pages = 0;
}

void memory_free_all(void)
{
	for (unsigned int i = 0; i < MAX_ALLOCATIONS; i++) {
		if (allocations[i].pages == 0)
			continue;
		firmware.boot->FreePages(allocations[i].base, allocations[i].pages);
		allocations[i].pages = 0;
	}
}
