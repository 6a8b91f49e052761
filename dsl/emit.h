/* SPDX-License-Identifier: BSD-2-Clause */
/* BPF instructions, one function for each form, and forward jumps. */
#ifndef DSL_EMIT_H
#define DSL_EMIT_H

#include "dsl/abi/bpf.h"
#include "dsl/builtins.h"

#include <stdbool.h>
#include <stdint.h>

struct compiler;

enum bpf_register { R0, R1, R2, R3, R4, R5, R6, R7, R8, R9, R10 };

/* dst = dst OP src, 64 bits; with the offset 1 DIV and MOD are signed. */
void emit_alu(struct compiler *compiler, enum bpf_alu_op op, int dst, int src, int16_t offset);
void emit_alu_imm(struct compiler *compiler, enum bpf_alu_op op, int dst, int32_t imm,
		  int16_t offset);

void emit_move(struct compiler *compiler, int dst, int src);
void emit_constant(struct compiler *compiler, int dst, uint64_t value);

/*
 * dst = dst, cut to size bytes and extended to 64 bits. Signs are extended by two shifts: the
 * instruction that does it in one, like loads that extend a sign and stores of constants, is not
 * known to the disassemblers of LLVM before 17, that of Debian 12 among them.
 */
void emit_extend(struct compiler *compiler, int dst, unsigned int size, bool is_signed);

/* dst = the low size bytes of dst, in big-endian order, zero-extended. */
void emit_big_endian(struct compiler *compiler, int dst, unsigned int size);

/* dst = *(size bytes at base + offset), zero-extended; and the other way. */
void emit_load(struct compiler *compiler, int dst, int base, int16_t offset, unsigned int size);
void emit_store(struct compiler *compiler, int base, int16_t offset, int src, unsigned int size);

/* dst = address of a byte of an area (enum object_area). */
void emit_area(struct compiler *compiler, int dst, uint32_t area, uint32_t offset);

void emit_call(struct compiler *compiler, enum helper helper);
void emit_exit(struct compiler *compiler);

/* Ends the clause with the fault. Uses r1. */
void emit_fault(struct compiler *compiler, enum fault_kind kind);

/* Jumps to a label that is bound later; those waiting are chained through their offsets. */
struct label {
	uint32_t last_jump; /* index + 1 of the latest jump; 0: none */
};

void emit_jump(struct compiler *compiler, struct label *label);
void emit_branch(struct compiler *compiler, enum bpf_jump_op op, int left, int right,
		 struct label *label);
void emit_branch_imm(struct compiler *compiler, enum bpf_jump_op op, int left, int32_t imm,
		     struct label *label);
void emit_label(struct compiler *compiler, const struct label *label);

/* Does the value survive as a sign-extended 32-bit immediate? */
static inline bool fits_imm(uint64_t value)
{
	return (uint64_t)(int64_t)(int32_t)value == value;
}

#endif
