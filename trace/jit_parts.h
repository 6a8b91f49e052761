/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files of the translator share. */
#ifndef TRACE_JIT_PARTS_H
#define TRACE_JIT_PARTS_H

#include "trace/bpf_encoding.h"
#include "trace/jit.h"
#include "trace/x86.h"

/*
 * Registers of BPF in the processor's. r6 to r10 and what the code runs for are in those that
 * functions of C keep. Shifts and divisions want RCX, RDX and RAX: the first two are nobody's, as is
 * R11; r0 is RAX since CMPXCHG compares with it.
 */
static const enum x86_register jit_run = X86_RBX; /* struct trace_run; struct plain_state */
static const enum x86_register jit_scratch = X86_R11;

extern const enum x86_register jit_registers[BPF_REGISTER_COUNT];

/* A translation. It goes over the instructions twice: the first time tells where each will be. */
struct jit {
	const struct jit_request *request;
	struct x86_code code;
	uint32_t at; /* the instruction that is translated */
	bool is_plain;
	uint16_t used;	/* registers of BPF; a set of bits */
	size_t ends[9]; /* offsets of what comes after the instructions: see jit.c, jit_plain.c */
};

static inline enum x86_register jit_dst(const struct bpf_insn *insn)
{
	return jit_registers[bpf_dst(insn)];
}

static inline enum x86_register jit_src(const struct bpf_insn *insn)
{
	return jit_registers[bpf_src(insn)];
}

/*
 * May a constant that the program chose stand in the code as it is? Whoever jumps into the middle of
 * instructions finds there what a program wanted; two bytes of it, with only sign bits or a whole
 * instruction of ours next to them, are too short to do something and go on to the next such place,
 * and the displacements of loads and stores are as long. Other constants are put in as the exclusive
 * or with bits of the secret.
 */
static inline bool jit_is_small(int64_t value)
{
	return value == (int16_t)value;
}

static inline bool jit_is_small_constant(const struct bpf_insn *insn)
{
	return (insn->opcode & BPF_SOURCE_MASK) == BPF_K && jit_is_small(insn->imm);
}

/* reg = value, hidden unless it is small. Changes the flags. */
void jit_constant(struct jit *jit, enum x86_register reg, int32_t value);
void jit_constant_wide(struct jit *jit, enum x86_register reg, uint64_t value);

/* The second operand in a register: the source, or the constant brought to the scratch register. */
enum x86_register jit_operand(struct jit *jit, const struct bpf_insn *insn);

/* The offset in the code of the instruction that is so far from the one after this. */
size_t jit_target(const struct jit *jit, int64_t distance);

/* Instructions of classes ALU and ALU64. */
void jit_alu(struct jit *jit, const struct bpf_insn *insn);

/* Loads, stores, atomic operations. */
void jit_memory(struct jit *jit, const struct bpf_insn *insn);

/* For plain programs: */
void jit_plain_begin(struct jit *jit);
void jit_plain_end(struct jit *jit);
void jit_plain_step(struct jit *jit);
void jit_plain_access(struct jit *jit, const struct bpf_insn *insn, enum x86_register base);
void jit_plain_call(struct jit *jit, const struct bpf_insn *insn);
void jit_plain_no_areas(struct jit *jit);

#endif
