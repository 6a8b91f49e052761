/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the verifier knows of a number: bounds, signed and unsigned, that hold at once. Every
 * function is sound (a number that was possible stays within the result) but may know less than
 * could be known.
 */
#ifndef TRACE_VERIFY_RANGE_H
#define TRACE_VERIFY_RANGE_H

#include "dsl/abi/bpf.h"

#include <stdbool.h>
#include <stdint.h>

struct range {
	int64_t smin, smax;
	uint64_t umin, umax;
};

struct range range_any(void);
struct range range_constant(uint64_t value);
struct range range_unsigned(uint64_t umin, uint64_t umax);
struct range range_signed(int64_t smin, int64_t smax);

/* What a load of 1, 2, 4 or 8 bytes can give. */
struct range range_of_bytes(uint32_t bytes, bool sign_extended);

static inline bool range_is_constant(const struct range *range)
{
	return range->umin == range->umax;
}

/* The smallest range that has both in it. */
struct range range_union(struct range a, struct range b);

/* The result of an ALU (wide false) or ALU64 operation of trace/bpf_alu.h; a is not looked at for
 * MOV. */
struct range range_alu(enum bpf_alu_op op, bool wide, struct range a, struct range b, int offset);

/* The result of a byte swap, or of the truncation that BPF_END is when it does not swap. */
struct range range_swap(struct range a, int width, bool swaps);

/*
 * Narrows a and b to what they can be when the comparison, of class JMP (wide) or JMP32, came out
 * as holds says. False when it cannot have come out so.
 */
bool range_assume(enum bpf_jump_op op, bool wide, bool holds, struct range *a, struct range *b);

#endif
