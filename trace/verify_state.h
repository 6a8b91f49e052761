/* SPDX-License-Identifier: BSD-2-Clause */
/* What the verifier knows at one instruction: of each register, and of each byte of the stack. */
#ifndef TRACE_VERIFY_STATE_H
#define TRACE_VERIFY_STATE_H

#include "trace/bpf_encoding.h"
#include "trace/object.h"
#include "trace/verify_range.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum value_kind {
	VALUE_NONE, /* never written, or of different kinds on different ways here */
	VALUE_INT,
	VALUE_CONTEXT, /* pointers: range is the offset */
	VALUE_STACK,   /* from the top, so that valid offsets are negative */
	VALUE_AREA,
	VALUE_STRING, /* pointer to a string of the helpers', or one of several strings */
};

struct value {
	uint8_t kind; /* enum value_kind */
	uint8_t area; /* enum object_area, of VALUE_AREA */
	struct range range;
};

enum { VERIFY_SLOTS = BPF_STACK_SIZE / 8 };

struct verify_state {
	struct value regs[BPF_REGISTER_COUNT];
	/*
	 * The stack in 8-byte slots. A slot holds a pointer, stored whole, or bytes of integers, of
	 * which those with a bit in written were stored; the range of one is only known when stored
	 * whole.
	 */
	struct value slots[VERIFY_SLOTS];
	uint8_t written[VERIFY_SLOTS];
	uint32_t next_action; /* the lowest that may still be recorded */
};

static inline struct value value_of_kind(enum value_kind kind, struct range range)
{
	return (struct value){.kind = (uint8_t)kind, .range = range};
}

static inline struct value value_int(struct range range)
{
	return value_of_kind(VALUE_INT, range);
}

static inline bool value_is_pointer(const struct value *value)
{
	return value->kind > VALUE_INT;
}

/* Does it point to a string: a constant, a variable, or one of the helpers'? */
bool value_is_string(const struct value *value, const struct object_image *image);

enum { VALUE_TEXT_SIZE = 64 };

/* "context+8", "integer 0..255", for messages. */
void value_describe(const struct value *value, char text[VALUE_TEXT_SIZE]);

/* Before the first instruction: the context in r1, the frame in r10, nothing else. */
void state_begin(struct verify_state *state, uint32_t first_action);

/* Makes state what holds whether it or other is the case. */
void state_merge(struct verify_state *state, const struct verify_state *other,
		 const struct object_image *image);

/*
 * Reads and writes of stack bytes at an offset from its top. NULL, or what is wrong. A read that
 * may be sign-extended gives an unknown integer unless it is of a whole slot.
 */
const char *stack_read(const struct verify_state *state, int64_t offset, uint32_t bytes,
		       struct value *value);
const char *stack_write(struct verify_state *state, int64_t offset, uint32_t bytes,
			const struct value *value);

#endif
