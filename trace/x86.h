/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Writes x86-64 instructions into a buffer, for the translator of BPF. What does not fit is counted
 * and not written, so that a first round tells the size. Any context.
 */
#ifndef TRACE_X86_H
#define TRACE_X86_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Numbered as instructions encode them (SDM 2.1.3). */
enum x86_register {
	X86_RAX,
	X86_RCX,
	X86_RDX,
	X86_RBX,
	X86_RSP,
	X86_RBP,
	X86_RSI,
	X86_RDI,
	X86_R8,
	X86_R9,
	X86_R10,
	X86_R11,
	X86_R12,
	X86_R13,
	X86_R14,
	X86_R15,
};

/* What an instruction is about; a set of bits. */
enum x86_form {
	X86_32 = 0,   /* the low halves; the high half of a result becomes zero */
	X86_64 = 1,   /* REX.W */
	X86_BYTE = 2, /* a register is a byte one, which has to be the low byte in all of them */
};

/* Opcodes that take a ModRM byte: op r/m, r or the other way. Above 0xff: after the escape 0F. */
enum x86_opcode {
	X86_ADD = 0x01,
	X86_OR = 0x09,
	X86_AND = 0x21,
	X86_SUB = 0x29,
	X86_XOR = 0x31,
	X86_CMP = 0x39,
	X86_MOVSXD = 0x63,
	X86_IMM32 = 0x81, /* and enum x86_arithmetic; an immediate follows: of 4 bytes, */
	X86_IMM8 = 0x83,  /* of one, sign-extended */
	X86_TEST_BYTE = 0x84,
	X86_TEST = 0x85,
	X86_XCHG = 0x87,
	X86_STORE_BYTE = 0x88,
	X86_STORE = 0x89, /* also MOV r/m, r */
	X86_LOAD = 0x8b,
	X86_LEA = 0x8d,
	X86_SHIFT_CL = 0xd3, /* and enum x86_shift */
	X86_UNARY = 0xf7,    /* and enum x86_unary */
	X86_LOAD_SUB = 0x2b, /* SUB r, r/m */
	X86_LOAD_CMP = 0x3b, /* CMP r, r/m */
	X86_INDIRECT = 0xff, /* and X86_INDIRECT_CALL */
	X86_SETNE = 0x195,
	X86_IMUL = 0x1af,
	X86_CMPXCHG = 0x1b1,
	X86_MOVZX_BYTE = 0x1b6,
	X86_MOVZX_WORD = 0x1b7,
	X86_MOVSX_BYTE = 0x1be,
	X86_MOVSX_WORD = 0x1bf,
	X86_XADD = 0x1c1,
};

/* What stands in the place of a register where the opcode alone does not tell. */
enum x86_arithmetic {
	X86_IMM_ADD,
	X86_IMM_OR,
	X86_IMM_AND = 4,
	X86_IMM_SUB,
	X86_IMM_XOR,
	X86_IMM_CMP
};
enum x86_shift { X86_ROR = 1, X86_SHL = 4, X86_SHR = 5, X86_SAR = 7 };
enum x86_unary { X86_TEST_IMM = 0, X86_NEG = 3, X86_DIV = 6, X86_IDIV = 7 };

enum { X86_INDIRECT_CALL = 2 };

enum x86_condition {
	X86_BELOW = 2,
	X86_NOT_BELOW,
	X86_EQUAL,
	X86_NOT_EQUAL,
	X86_NOT_ABOVE,
	X86_ABOVE,
	X86_LESS = 12,
	X86_NOT_LESS,
	X86_NOT_GREATER,
	X86_GREATER,
	X86_ALWAYS,
	X86_CALL,
};

enum {
	X86_OPERAND_SIZE = 0x66, /* prefixes: the next instruction is about 16 bits, */
	X86_LOCK = 0xf0,	 /* is atomic */
	X86_INT3 = 0xcc,
	X86_RET = 0xc3,
	X86_CDQ = 0x99, /* CQO with the prefix */
	X86_REX_W = 0x48,
};

struct x86_code {
	uint8_t *bytes; /* may be NULL with no room */
	size_t room;
	size_t size; /* so far; what did not fit was not written */
};

void x86_byte(struct x86_code *code, unsigned int byte);
void x86_bytes(struct x86_code *code, uint64_t value, unsigned int count); /* little-endian */

/* An instruction of two registers; reg may be one of the numbers that extend the opcode. */
void x86_reg(struct x86_code *code, unsigned int form, unsigned int opcode, unsigned int reg,
	     enum x86_register rm);

/* The same with memory at base plus displacement. */
void x86_mem(struct x86_code *code, unsigned int form, unsigned int opcode, unsigned int reg,
	     enum x86_register base, int32_t displacement);

/* MOV dst, src. */
void x86_move(struct x86_code *code, unsigned int form, enum x86_register dst,
	      enum x86_register src);

/* dst = value, sign-extended from 32 bits. May change the flags. */
void x86_set(struct x86_code *code, enum x86_register dst, int32_t value);

/* dst = value, in the long form whatever the value. */
void x86_set_wide(struct x86_code *code, enum x86_register dst, uint64_t value);

/* An operation with an immediate of 32 bits, sign-extended. */
void x86_immediate(struct x86_code *code, unsigned int form, enum x86_arithmetic operation,
		   enum x86_register dst, int32_t value);

/* A shift by a constant below the width. */
void x86_shift(struct x86_code *code, unsigned int form, enum x86_shift operation,
	       enum x86_register dst, unsigned int count);

void x86_push(struct x86_code *code, enum x86_register reg);
void x86_pop(struct x86_code *code, enum x86_register reg);
void x86_swap_bytes(struct x86_code *code, unsigned int form, enum x86_register reg);

/* A jump (or a call) to an offset in the code, in its long form. */
void x86_jump(struct x86_code *code, enum x86_condition condition, size_t target);

/*
 * A short jump forward to where x86_land() is called with what this returns: within 127 bytes. Not a
 * call.
 */
size_t x86_jump_short(struct x86_code *code, enum x86_condition condition);
void x86_land(struct x86_code *code, size_t jump);

#endif
