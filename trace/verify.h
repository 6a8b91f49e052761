/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The verifier: decides from the instructions alone whether a clause is safe to run. It interprets
 * the code once, forwards, over types and ranges instead of values. What it accepts
 *	- ends: jumps go forward only, and there are at most OBJECT_MAX_CLAUSE_INSNS instructions;
 *	- reads only what was written: registers, stack bytes, whole fields of the context;
 *	- touches no memory but its stack and the areas, within their bounds, and writes no strings;
 *	- calls the helpers of dsl/abi/helpers.def only, with arguments of their kinds;
 *	- lets no address escape into an area, a key, a value or its result;
 *	- records each action of its own at most once, in their order.
 */
#ifndef TRACE_VERIFY_H
#define TRACE_VERIFY_H

#include "trace/object.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	/*
	 * Jump targets ahead of any one instruction to which a jump was already seen: the depth of
	 * nested conditions, more or less. Each costs a saved state in the scratch memory.
	 */
	VERIFY_MAX_PENDING = 256,
};

/* Bytes of scratch memory that verify_clause() needs, for any clause. Less than 1 MB. */
size_t verify_scratch_needed(void);

/*
 * Verifies one clause of an opened object. scratch is 8-byte aligned and at least
 * verify_scratch_needed() large; its contents do not matter. On false, error has one line:
 * instruction, rule and the state of the registers involved. Time and memory are bounded, whatever
 * the bytes. Setup; VMX root or host.
 */
bool verify_clause(const struct object_image *image, uint32_t clause, void *scratch,
		   size_t scratch_size, char error[TRACE_ERROR_SIZE]);

#endif
