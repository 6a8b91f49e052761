/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/bpf_encoding.h"

#include <stdbool.h>
#include <stddef.h>

static const char unknown_opcode[] = "unknown opcode";
static const char source_not_zero[] = "source register must be r0 here";
static const char destination_not_zero[] = "destination register must be r0 here";
static const char offset_not_zero[] = "offset must be 0 here";
static const char imm_not_zero[] = "imm must be 0 here";

static const char *alu_error(const struct bpf_insn *insn)
{
	bool wide = (insn->opcode & BPF_CLASS_MASK) == BPF_ALU64;
	bool by_register = (insn->opcode & BPF_SOURCE_MASK) == BPF_X;
	unsigned int op = insn->opcode & BPF_OP_MASK;

	if (op > BPF_END)
		return unknown_opcode;
	if (op == BPF_END) {
		if (wide && by_register)
			return unknown_opcode;
		if (insn->imm != 16 && insn->imm != 32 && insn->imm != 64)
			return "byte swap of other than 16, 32 or 64 bits";
		return bpf_src(insn) ? source_not_zero : insn->offset ? offset_not_zero : NULL;
	}
	if (op == BPF_NEG) {
		if (by_register)
			return unknown_opcode;
		return bpf_src(insn)  ? source_not_zero
		       : insn->offset ? offset_not_zero
		       : insn->imm    ? imm_not_zero
				      : NULL;
	}
	if (by_register && insn->imm)
		return imm_not_zero;
	if (!by_register && bpf_src(insn))
		return source_not_zero;
	if (op == BPF_DIV || op == BPF_MOD)
		return insn->offset == 0 || insn->offset == 1 ? NULL : "offset must be 0 or 1 here";
	if (op == BPF_MOV && by_register)
		return insn->offset == 0 || insn->offset == 8 || insn->offset == 16 ||
				       (wide && insn->offset == 32)
			       ? NULL
			       : "sign extension from a wrong number of bits";
	return insn->offset ? offset_not_zero : NULL;
}

static const char *jump_error(const struct bpf_insn *insn)
{
	bool wide = (insn->opcode & BPF_CLASS_MASK) == BPF_JMP;
	bool by_register = (insn->opcode & BPF_SOURCE_MASK) == BPF_X;
	unsigned int op = insn->opcode & BPF_OP_MASK;

	switch (op) {
	case BPF_JA:
		if (by_register)
			return unknown_opcode;
		if (wide && insn->imm)
			return imm_not_zero;
		if (!wide && insn->offset)
			return offset_not_zero;
		return insn->regs ? "registers must be r0 here" : NULL;
	case BPF_CALL:
		if (by_register || !wide)
			return unknown_opcode;
		return bpf_dst(insn) ? destination_not_zero : insn->offset ? offset_not_zero : NULL;
	case BPF_EXIT:
		if (by_register || !wide)
			return unknown_opcode;
		return insn->regs || insn->offset || insn->imm ? "exit has no operands" : NULL;
	default:
		if (op > BPF_JSLE)
			return unknown_opcode;
		if (by_register && insn->imm)
			return imm_not_zero;
		return !by_register && bpf_src(insn) ? source_not_zero : NULL;
	}
}

static const char *immediate_error(const struct bpf_insn *insn, uint32_t rest)
{
	if (insn->opcode != BPF_OPCODE_LDDW)
		return unknown_opcode;
	if (rest < 2)
		return "the second half of the 64-bit immediate is missing";
	if (insn->offset)
		return offset_not_zero;
	if (insn[1].opcode || insn[1].regs || insn[1].offset)
		return "the second half of the 64-bit immediate is not empty";
	if (bpf_src(insn) != BPF_IMM64_VALUE && bpf_src(insn) != BPF_IMM64_MAP_VALUE_BY_INDEX)
		return "unknown kind of 64-bit immediate";
	return NULL;
}

static const char *atomic_error(const struct bpf_insn *insn)
{
	unsigned int size = insn->opcode & BPF_SIZE_MASK;

	if (size != BPF_W && size != BPF_DW)
		return unknown_opcode;
	switch (insn->imm & ~BPF_ATOMIC_FETCH) {
	case BPF_ATOMIC_ADD:
	case BPF_ATOMIC_OR:
	case BPF_ATOMIC_AND:
	case BPF_ATOMIC_XOR:
		return NULL;
	default:
		return insn->imm == BPF_ATOMIC_XCHG || insn->imm == BPF_ATOMIC_CMPXCHG
			       ? NULL
			       : "unknown atomic operation";
	}
}

static const char *memory_error(const struct bpf_insn *insn)
{
	unsigned int mode = insn->opcode & BPF_MODE_MASK;

	switch (insn->opcode & BPF_CLASS_MASK) {
	case BPF_LDX:
		if (mode != BPF_MEM &&
		    (mode != BPF_MEMSX || (insn->opcode & BPF_SIZE_MASK) == BPF_DW))
			return unknown_opcode;
		return insn->imm ? imm_not_zero : NULL;
	case BPF_ST:
		if (mode != BPF_MEM)
			return unknown_opcode;
		return bpf_src(insn) ? source_not_zero : NULL;
	default:
		if (mode == BPF_ATOMIC)
			return atomic_error(insn);
		if (mode != BPF_MEM)
			return unknown_opcode;
		return insn->imm ? imm_not_zero : NULL;
	}
}

const char *bpf_encoding_error(const struct bpf_insn *insn, uint32_t rest)
{
	if (bpf_dst(insn) >= BPF_REGISTER_COUNT || bpf_src(insn) >= BPF_REGISTER_COUNT)
		return "registers end with r10";
	switch (insn->opcode & BPF_CLASS_MASK) {
	case BPF_ALU:
	case BPF_ALU64:
		return alu_error(insn);
	case BPF_JMP:
	case BPF_JMP32:
		return jump_error(insn);
	case BPF_LD:
		return immediate_error(insn, rest);
	default:
		return memory_error(insn);
	}
}
