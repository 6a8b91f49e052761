/* SPDX-License-Identifier: BSD-2-Clause */
/* Is this an instruction of RFC 9669 at all? */
#ifndef TRACE_BPF_ENCODING_H
#define TRACE_BPF_ENCODING_H

#include "dsl/abi/bpf.h"

#include <stdbool.h>
#include <stdint.h>

enum {
	BPF_REGISTER_COUNT = 11,
	BPF_CALL_HELPER = 0, /* source registers of CALL: a helper by number */
	BPF_CALL_LOCAL = 1,  /* a function of the same program by offset */
};

/* 5.3: what an atomic operation's imm says. XCHG and CMPXCHG have FETCH in them. */
enum bpf_atomic {
	BPF_ATOMIC_ADD = BPF_ADD,
	BPF_ATOMIC_OR = BPF_OR,
	BPF_ATOMIC_AND = BPF_AND,
	BPF_ATOMIC_XOR = BPF_XOR,
	BPF_ATOMIC_FETCH = 0x01,
	BPF_ATOMIC_XCHG = 0xe0 | BPF_ATOMIC_FETCH,
	BPF_ATOMIC_CMPXCHG = 0xf0 | BPF_ATOMIC_FETCH,
};

/*
 * Why the first of rest instructions is none that we know: an unassigned opcode, a register beyond
 * r10, a field that must be zero and is not, half of a 64-bit immediate. NULL when it is one. Where
 * a jump leads and what is called is not looked at. Any context.
 */
const char *bpf_encoding_error(const struct bpf_insn *insn, uint32_t rest);

/* How many 8-byte units it takes: 2 with a 64-bit immediate, else 1. */
static inline uint32_t bpf_insn_units(const struct bpf_insn *insn)
{
	return insn->opcode == BPF_OPCODE_LDDW ? 2 : 1;
}

/* Does it go on elsewhere in the same function, perhaps? */
static inline bool bpf_is_jump(const struct bpf_insn *insn)
{
	unsigned int class = insn->opcode & BPF_CLASS_MASK;

	return (class == BPF_JMP || class == BPF_JMP32) && insn->opcode != BPF_OPCODE_CALL &&
	       insn->opcode != BPF_OPCODE_EXIT;
}

/* How far a jump leads when it is taken, in units from the instruction that follows. */
static inline int64_t bpf_jump_distance(const struct bpf_insn *insn)
{
	return insn->opcode == (BPF_JMP32 | BPF_JA) ? insn->imm : insn->offset;
}

/* Bytes that a load or store moves. */
static inline uint32_t bpf_access_bytes(const struct bpf_insn *insn)
{
	switch (insn->opcode & BPF_SIZE_MASK) {
	case BPF_B:
		return 1;
	case BPF_H:
		return 2;
	case BPF_W:
		return 4;
	default:
		return 8;
	}
}

#endif
