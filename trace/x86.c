/* SPDX-License-Identifier: BSD-2-Clause */
/* Encodings: SDM volume 2, 2.1 (ModRM, SIB), 2.2.1 (REX) and the opcode maps of its appendix A. */
#include "trace/x86.h"

#include <string.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "immediates are copied as they are");

enum {
	ESCAPE = 0x0f,
	SHIFT_IMM8 = 0xc1,
	MOV_IMM32 = 0xc7,
	MOV_REGISTER_IMM = 0xb8,
	PUSH = 0x50,
	POP = 0x58,
	BSWAP = 0xc8,
	JUMP = 0xe9,
	JUMP_SHORT = 0xeb,
	JUMP_IF = 0x80, /* after the escape */
	JUMP_SHORT_IF = 0x70,
	CALL = 0xe8,
	MODRM_DISP8 = 0x40,
	MODRM_DISP32 = 0x80,
	MODRM_REGISTER = 0xc0,
	SIB_NO_INDEX = 0x24, /* base RSP or R12 */
};

void x86_byte(struct x86_code *code, unsigned int byte)
{
	if (code->size < code->room)
		code->bytes[code->size] = (uint8_t)byte;
	code->size++;
}

void x86_bytes(struct x86_code *code, uint64_t value, unsigned int count)
{
	if (code->size + count <= code->room)
		memcpy(code->bytes + code->size, &value, count);
	code->size += count;
}

/* REX, where the instruction needs one, and the opcode. */
static void begin(struct x86_code *code, unsigned int form, unsigned int opcode, unsigned int reg,
		  unsigned int rm)
{
	enum { REX = 0x40, REX_W = 8 };
	unsigned int rex = REX | (form & X86_64 ? REX_W : 0) | (reg >> 3) << 2 | rm >> 3;

	if (rex != REX || form & X86_BYTE)
		x86_byte(code, rex);
	if (opcode > 0xff)
		x86_byte(code, ESCAPE);
	x86_byte(code, opcode & 0xff);
}

void x86_reg(struct x86_code *code, unsigned int form, unsigned int opcode, unsigned int reg,
	     enum x86_register rm)
{
	begin(code, form, opcode, reg, rm);
	x86_byte(code, MODRM_REGISTER | (reg & 7) << 3 | (rm & 7));
}

void x86_mem(struct x86_code *code, unsigned int form, unsigned int opcode, unsigned int reg,
	     enum x86_register base, int32_t displacement)
{
	bool is_short = displacement == (int8_t)displacement;

	begin(code, form, opcode, reg, base);
	x86_byte(code, (is_short ? MODRM_DISP8 : MODRM_DISP32) | (reg & 7) << 3 | (base & 7));
	if ((base & 7) == X86_RSP)
		x86_byte(code, SIB_NO_INDEX);
	x86_bytes(code, (uint32_t)displacement, is_short ? 1 : 4);
}

void x86_move(struct x86_code *code, unsigned int form, enum x86_register dst,
	      enum x86_register src)
{
	x86_reg(code, form, X86_STORE, src, dst);
}

void x86_set(struct x86_code *code, enum x86_register dst, int32_t value)
{
	if (value == 0) {
		x86_reg(code, X86_32, X86_XOR, dst, dst);
	} else if (value > 0) {
		begin(code, X86_32, MOV_REGISTER_IMM | (dst & 7), 0, dst);
		x86_bytes(code, (uint32_t)value, 4);
	} else {
		x86_reg(code, X86_64, MOV_IMM32, 0, dst);
		x86_bytes(code, (uint32_t)value, 4);
	}
}

void x86_set_wide(struct x86_code *code, enum x86_register dst, uint64_t value)
{
	begin(code, X86_64, MOV_REGISTER_IMM | (dst & 7), 0, dst);
	x86_bytes(code, value, 8);
}

void x86_immediate(struct x86_code *code, unsigned int form, enum x86_arithmetic operation,
		   enum x86_register dst, int32_t value)
{
	bool is_short = value == (int8_t)value;

	x86_reg(code, form, is_short ? X86_IMM8 : X86_IMM32, operation, dst);
	x86_bytes(code, (uint32_t)value, is_short ? 1 : 4);
}

void x86_shift(struct x86_code *code, unsigned int form, enum x86_shift operation,
	       enum x86_register dst, unsigned int count)
{
	x86_reg(code, form, SHIFT_IMM8, operation, dst);
	x86_byte(code, count);
}

void x86_push(struct x86_code *code, enum x86_register reg)
{
	begin(code, X86_32, PUSH | (reg & 7), 0, reg);
}

void x86_pop(struct x86_code *code, enum x86_register reg)
{
	begin(code, X86_32, POP | (reg & 7), 0, reg);
}

void x86_swap_bytes(struct x86_code *code, unsigned int form, enum x86_register reg)
{
	begin(code, form, 0x100 | BSWAP | (reg & 7), 0, reg);
}

void x86_jump(struct x86_code *code, enum x86_condition condition, size_t target)
{
	if (condition == X86_ALWAYS || condition == X86_CALL) {
		x86_byte(code, condition == X86_CALL ? CALL : JUMP);
	} else {
		x86_byte(code, ESCAPE);
		x86_byte(code, JUMP_IF | condition);
	}
	x86_bytes(code, target - (code->size + 4), 4);
}

size_t x86_jump_short(struct x86_code *code, enum x86_condition condition)
{
	x86_byte(code, condition == X86_ALWAYS ? JUMP_SHORT : JUMP_SHORT_IF | condition);
	x86_byte(code, 0);
	return code->size;
}

void x86_land(struct x86_code *code, size_t jump)
{
	if (jump <= code->room)
		code->bytes[jump - 1] = (uint8_t)(code->size - jump);
}
