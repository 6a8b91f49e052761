/* SPDX-License-Identifier: BSD-2-Clause */
/* Shared by the parts of the verifier (trace/verify.h); nobody else includes it. */
#ifndef TRACE_VERIFY_WALK_H
#define TRACE_VERIFY_WALK_H

#include "trace/object.h"
#include "trace/verify_state.h"

/* One clause being verified. */
struct verifier {
	const struct object_image *image;
	uint32_t clause;
	const struct bpf_insn *insns;
	uint32_t insn_count;

	uint32_t at;		   /* the instruction looked at */
	bool live;		   /* can it be reached at all? */
	struct verify_state state; /* before it, when live */
	char *error;		   /* TRACE_ERROR_SIZE bytes */
};

/* A set of registers, to be shown in a message. */
static inline uint32_t verify_register(unsigned int reg)
{
	return 1u << reg;
}

/*
 * Writes the reason of a refusal: clause, instruction, the text, the state of the registers. Always
 * false, so that a check can end with it.
 */
bool verify_refuse(const struct verifier *self, uint32_t registers, const char *format, ...)
	__attribute__((format(printf, 3, 4)));

/* LDX, ST, STX and atomic operations: checks the access and updates the state. */
bool verify_memory(struct verifier *self, const struct bpf_insn *insn);

/* Is there a helper of this number? */
bool verify_helper_known(uint32_t helper);

/* CALL of a known helper: checks the arguments and updates the state; live is false if it does not
 * return. */
bool verify_call(struct verifier *self, const struct bpf_insn *insn);

#endif
