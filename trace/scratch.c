/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/scratch.h"

const char run_null_string[1] = "";

void *scratch_allocate(struct trace_run *run, size_t size)
{
	struct run_scratch *scratch = &run->scratch;
	uint32_t start = (scratch->used + SCRATCH_ALIGN - 1) & ~(SCRATCH_ALIGN - 1u);

	if (!scratch->base || start > scratch->size || size > scratch->size - start) {
		run_fault(run, FAULT_NOSCRATCH, 0, 0);
		return NULL;
	}
	scratch->used = start + (uint32_t)size;
	return scratch->base + start;
}

void scratch_shrink(struct trace_run *run, const void *allocation, size_t size)
{
	const uint8_t *start = allocation;

	run->scratch.used = (uint32_t)(start - run->scratch.base) + (uint32_t)size;
}

uint64_t scratch_address(const struct trace_run *run, const void *memory)
{
	uint64_t offset = (uint64_t)((const uint8_t *)memory - run->scratch.base);

	return (uint64_t)REGION_SCRATCH << REGION_SHIFT | offset;
}
