/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The VMM's heap: memory that boot/ reserved. Set-up takes from it; the tracer's program state
 * comes and goes. Root, never at a probe.
 */
#ifndef VMM_MEMORY_H
#define VMM_MEMORY_H

#include "vmm/handoff.h"

#include <stddef.h>

void memory_init(struct span heap);

/* Zeroed, at least 64-byte aligned, page-aligned from a page on. NULL when the heap has no such
 * piece left. */
void *memory_allocate(size_t size);

/* Gives back what memory_allocate(size) gave. */
void memory_release(void *memory, size_t size);

/* A zeroed page, for struct page_table. NULL when there is none. */
void *memory_allocate_page(void);

/* As memory_allocate(), but running out stops the machine, naming what the memory was for. */
void *memory_require(size_t size, const char *purpose);

/* Bytes not handed out. */
size_t memory_available(void);

#endif
