/* SPDX-License-Identifier: BSD-2-Clause */
/* The BPF instruction set (RFC 9669): encoding only. Section numbers are the RFC's. */
#ifndef DSL_ABI_BPF_H
#define DSL_ABI_BPF_H

#include <stdint.h>

/* 3.1: one instruction. dst is regs bits 3:0, src bits 7:4 (little-endian encoding). */
struct bpf_insn {
	uint8_t opcode;
	uint8_t regs;
	int16_t offset;
	int32_t imm;
};

/* 3.3: classes, opcode bits 2:0 */
enum bpf_class {
	BPF_LD = 0x00,
	BPF_LDX = 0x01,
	BPF_ST = 0x02,
	BPF_STX = 0x03,
	BPF_ALU = 0x04,
	BPF_JMP = 0x05,
	BPF_JMP32 = 0x06,
	BPF_ALU64 = 0x07,
	BPF_CLASS_MASK = 0x07,
};

/* 4: source operand, opcode bit 3 */
enum bpf_source {
	BPF_K = 0x00,
	BPF_X = 0x08,
	BPF_SOURCE_MASK = 0x08,
};

/* 4.1: arithmetic; offset 1 makes DIV and MOD signed, offset 8, 16, 32 makes MOV sign-extend */
enum bpf_alu_op {
	BPF_ADD = 0x00,
	BPF_SUB = 0x10,
	BPF_MUL = 0x20,
	BPF_DIV = 0x30,
	BPF_OR = 0x40,
	BPF_AND = 0x50,
	BPF_LSH = 0x60,
	BPF_RSH = 0x70,
	BPF_NEG = 0x80,
	BPF_MOD = 0x90,
	BPF_XOR = 0xa0,
	BPF_MOV = 0xb0,
	BPF_ARSH = 0xc0,
	BPF_END = 0xd0,
	BPF_OP_MASK = 0xf0,
};

/* 4.3: jumps */
enum bpf_jump_op {
	BPF_JA = 0x00,
	BPF_JEQ = 0x10,
	BPF_JGT = 0x20,
	BPF_JGE = 0x30,
	BPF_JSET = 0x40,
	BPF_JNE = 0x50,
	BPF_JSGT = 0x60,
	BPF_JSGE = 0x70,
	BPF_CALL = 0x80,
	BPF_EXIT = 0x90,
	BPF_JLT = 0xa0,
	BPF_JLE = 0xb0,
	BPF_JSLT = 0xc0,
	BPF_JSLE = 0xd0,
};

/* 5: loads and stores: mode bits 7:5, size bits 4:3 */
enum bpf_mode {
	BPF_IMM = 0x00,
	BPF_MEM = 0x60,
	BPF_MEMSX = 0x80,
	BPF_ATOMIC = 0xc0,
	BPF_MODE_MASK = 0xe0,
};

enum bpf_size {
	BPF_W = 0x00,
	BPF_H = 0x08,
	BPF_B = 0x10,
	BPF_DW = 0x18,
	BPF_SIZE_MASK = 0x18,
};

/* 5.4: source registers of the 64-bit immediate instruction (opcode 0x18) that we use */
enum bpf_imm64 {
	BPF_IMM64_VALUE = 0,
	BPF_IMM64_MAP_VALUE_BY_INDEX = 6, /* imm: enum object_area; next imm: offset in it */
};

enum {
	BPF_OPCODE_LDDW = BPF_LD | BPF_IMM | BPF_DW,
	BPF_OPCODE_CALL = BPF_JMP | BPF_CALL,
	BPF_OPCODE_EXIT = BPF_JMP | BPF_EXIT,
	BPF_FRAME_REGISTER = 10,
	BPF_STACK_SIZE = 512,
};

static inline unsigned int bpf_dst(const struct bpf_insn *insn)
{
	return insn->regs & 0x0fu;
}

static inline unsigned int bpf_src(const struct bpf_insn *insn)
{
	return insn->regs >> 4;
}

#endif
