/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Memory as the pointers of D programs see it: the regions of enum object_region, which lie in the
 * tracer, and the rest, which is the virtual memory of the guest that runs. Reads reach both; writes
 * the regions only. A function that is false has raised FAULT_BADADDR with the first address that
 * could not be accessed. All in probe context, while a clause runs; bounded by size.
 */
#ifndef TRACE_MEMORY_H
#define TRACE_MEMORY_H

#include "trace/run.h"

#include <stddef.h>
#include <stdint.h>

/* Copies size bytes at an address; to may lie in the same region. */
bool memory_read(struct trace_run *run, uint64_t address, void *to, size_t size);

/* Copies size bytes to an address. */
bool memory_write(struct trace_run *run, uint64_t address, const void *from, size_t size);

/* Where size bytes, at least 1, that may be written lie in the tracer's memory; NULL after a fault. */
void *memory_writable(struct trace_run *run, uint64_t address, uint64_t size);

/*
 * Copies a string of at most limit bytes, to which NUL is added: to has limit + 1. Nothing behind its end
 * is needed. *length is what it has without NUL.
 */
bool memory_read_string(struct trace_run *run, uint64_t address, char *to, size_t limit,
			size_t *length);

#endif
