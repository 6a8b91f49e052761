/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Scratch memory of a run: what alloca(), copyin() and the string subroutines return lies in it. It is
 * taken from the front and given back as a whole when the next clause starts. Also the NULL string,
 * and how long a string may be. All functions here: probe context, while a clause runs.
 */
#ifndef TRACE_SCRATCH_H
#define TRACE_SCRATCH_H

#include "trace/run.h"

#include <stddef.h>
#include <stdint.h>

enum {
	SCRATCH_BYTES = 64 << 10, /* beside the strings */
	SCRATCH_STRINGS = 8,	  /* of strsize bytes */
	SCRATCH_ALIGN = 8,
};

/* Bytes of scratch memory that a run has, by the option strsize. */
static inline uint32_t scratch_bytes(uint64_t strsize)
{
	return SCRATCH_BYTES + SCRATCH_STRINGS * object_string_slot(strsize);
}

/*
 * size bytes, aligned to 8, with whatever was in them before. NULL after raising FAULT_NOSCRATCH: the
 * helper then returns false. size 0 gives a pointer to no bytes.
 */
void *scratch_allocate(struct trace_run *run, size_t size);

/*
 * Keeps only size bytes of what the last scratch_allocate() gave, so that a helper may ask for the most
 * that it can need.
 */
void scratch_shrink(struct trace_run *run, const void *allocation, size_t size);

/* The address as programs see it, of REGION_SCRATCH, of scratch memory. */
uint64_t scratch_address(const struct trace_run *run, const void *memory);

/* What a helper returns that has no string to return: empty, and recognised by run_is_null_string(). */
extern const char run_null_string[];

/* Is an empty string a variable that NULL was assigned to? */
bool run_is_null_slot(const struct trace_run *run, const char *string);

/*
 * Is it NULL as D knows it: run_null_string, or a string variable that NULL was assigned to? Costs a
 * look at the first byte when that is not NUL.
 */
static inline bool run_is_null_string(const struct trace_run *run, const char *string)
{
	if (string[0] != '\0')
		return false;
	return string == run_null_string || run_is_null_slot(run, string);
}

/*
 * True when the string is not NULL. Else false after raising what DTrace does where one is read: there is nothing
 * at address 0.
 */
static inline bool run_need_string(struct trace_run *run, const char *string)
{
	return !run_is_null_string(run, string) || run_fault(run, FAULT_BADADDR, 0, 0);
}

/* Bytes that a string may take, NUL included: the option strsize, 1 to OBJECT_MAX_STRSIZE. */
static inline uint32_t run_string_limit(const struct trace_run *run)
{
	return run->strsize;
}

#endif
