/* SPDX-License-Identifier: BSD-2-Clause */
/* A sorted list of spans of memory, as struct handoff has it. Pure. */
#ifndef BOOT_SPAN_LIST_H
#define BOOT_SPAN_LIST_H

#include "vmm/handoff.h"

#include <stdbool.h>

struct span_list {
	struct span *spans; /* sorted by base, neither overlapping nor touching */
	uint32_t count;
	uint32_t capacity;
};

/*
 * Adds size bytes at base, joined with the spans that they overlap or touch. Returns false, and
 * leaves the list as it was, when there is no room or the bytes wrap around the address space. Any
 * context.
 */
bool span_list_add(struct span_list *list, uint64_t base, uint64_t size);

/* The bytes in all spans. */
uint64_t span_list_bytes(const struct span_list *list);

#endif
