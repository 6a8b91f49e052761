/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The strings that stand in keys of aggregations, each once, so that a key is words only and equal
 * strings are equal words. One table for each program, shared by its CPUs without locks; strings
 * are never taken out.
 */
#ifndef TRACE_INTERN_H
#define TRACE_INTERN_H

#include "trace/hash.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct intern {
	struct hash_secret secret;
	char *pool;
	uint32_t pool_size;
	uint32_t pool_used;
	uint32_t *slots; /* offsets into the pool; 0: free */
	uint32_t slot_mask;
};

enum {
	INTERN_BYTES_PER_SLOT = 16, /* the least that a string takes in the pool */
	INTERN_PROBES = 32,	    /* slots looked at before giving up */
};

/* Slots for a pool of that size: a power of two, more than the strings that it can hold. */
uint32_t intern_slot_count(uint32_t pool_size);

/* pool and slots are zeroed, 8-byte aligned and as large as said. Setup. */
void intern_init(struct intern *intern, const struct hash_secret *secret, char *pool,
		 uint32_t pool_size, uint32_t *slots);

/*
 * The word for a string, of which no more than limit bytes count. False when there is no room for
 * it. Any CPU. Probe.
 */
bool intern_string(struct intern *intern, const char *string, size_t limit, uint64_t *word);

/* The string of a word, which ends with NUL, and its length. Any context. */
const char *intern_text(const struct intern *intern, uint64_t word, size_t *length);

#endif
