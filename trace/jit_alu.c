/* SPDX-License-Identifier: BSD-2-Clause */
/* Arithmetic: RFC 9669, 4.1 and 4.2; what it computes is in trace/bpf_alu.h. */
#include "trace/jit_parts.h"

enum x86_register jit_operand(struct jit *jit, const struct bpf_insn *insn)
{
	if ((insn->opcode & BPF_SOURCE_MASK) == BPF_X)
		return jit_src(insn);
	jit_constant(jit, jit_scratch, insn->imm);
	return jit_scratch;
}

/* Operations that the processor has just so, with a register or with a constant. */
static void simple(struct jit *jit, const struct bpf_insn *insn, unsigned int form,
		   enum x86_opcode opcode, enum x86_arithmetic immediate)
{
	if (jit_is_small_constant(insn))
		x86_immediate(&jit->code, form, immediate, jit_dst(insn), insn->imm);
	else
		x86_reg(&jit->code, form, opcode, jit_operand(jit, insn), jit_dst(insn));
}

/* The processor too takes the count modulo the width, and a 32-bit shift by 0 clears the high half. */
static void shift(struct jit *jit, const struct bpf_insn *insn, unsigned int form,
		  enum x86_shift operation)
{
	unsigned int width = form == X86_64 ? 64 : 32;

	if ((insn->opcode & BPF_SOURCE_MASK) == BPF_K) {
		x86_shift(&jit->code, form, operation, jit_dst(insn),
			  (unsigned int)insn->imm & (width - 1));
		return;
	}
	x86_move(&jit->code, X86_32, X86_RCX, jit_src(insn));
	x86_reg(&jit->code, form, X86_SHIFT_CL, operation, jit_dst(insn));
}

/* Divides dst by RCX, which is neither 0 nor, with signs, -1. */
static void divide(struct jit *jit, unsigned int form, enum x86_register dst, bool is_signed,
		   bool is_modulo)
{
	struct x86_code *code = &jit->code;

	if (dst != X86_RAX) {
		x86_move(code, X86_64, jit_scratch, X86_RAX);
		x86_move(code, form, X86_RAX, dst);
	}
	if (is_signed) {
		if (form == X86_64)
			x86_byte(code, X86_REX_W);
		x86_byte(code, X86_CDQ);
	} else {
		x86_reg(code, X86_32, X86_XOR, X86_RDX, X86_RDX);
	}
	x86_reg(code, form, X86_UNARY, is_signed ? X86_IDIV : X86_DIV, X86_RCX);
	if (is_modulo || dst != X86_RAX)
		x86_move(code, form, dst, is_modulo ? X86_RDX : X86_RAX);
	if (dst != X86_RAX)
		x86_move(code, X86_64, X86_RAX, jit_scratch);
}

/* By -1: the processor would trap where the quotient overflows. */
static void divide_by_minus_one(struct jit *jit, unsigned int form, enum x86_register dst,
				bool is_modulo)
{
	if (is_modulo)
		x86_set(&jit->code, dst, 0);
	else
		x86_reg(&jit->code, form, X86_UNARY, X86_NEG, dst);
}

static void divide_by_zero(struct jit *jit, unsigned int form, enum x86_register dst,
			   bool is_modulo)
{
	if (!is_modulo)
		x86_set(&jit->code, dst, 0);
	else if (form == X86_32)
		x86_move(&jit->code, X86_32, dst, dst);
}

static void divide_by_constant(struct jit *jit, const struct bpf_insn *insn, unsigned int form,
			       bool is_modulo)
{
	bool is_signed = insn->offset != 0;

	if (insn->imm == 0) {
		divide_by_zero(jit, form, jit_dst(insn), is_modulo);
	} else if (is_signed && insn->imm == -1) {
		divide_by_minus_one(jit, form, jit_dst(insn), is_modulo);
	} else {
		jit_constant(jit, X86_RCX, insn->imm);
		divide(jit, form, jit_dst(insn), is_signed, is_modulo);
	}
}

static void divide_by_register(struct jit *jit, const struct bpf_insn *insn, unsigned int form,
			       bool is_modulo)
{
	struct x86_code *code = &jit->code;
	enum x86_register dst = jit_dst(insn);
	bool is_signed = insn->offset != 0;
	size_t minus_one = 0;
	size_t by_minus_one_done = 0;

	x86_move(code, form, X86_RCX, jit_src(insn));
	x86_reg(code, form, X86_TEST, X86_RCX, X86_RCX);

	size_t zero = x86_jump_short(code, X86_EQUAL);

	if (is_signed) {
		x86_immediate(code, form, X86_IMM_CMP, X86_RCX, -1);
		minus_one = x86_jump_short(code, X86_EQUAL);
	}
	divide(jit, form, dst, is_signed, is_modulo);

	size_t done = x86_jump_short(code, X86_ALWAYS);

	if (is_signed) {
		x86_land(code, minus_one);
		divide_by_minus_one(jit, form, dst, is_modulo);
		by_minus_one_done = x86_jump_short(code, X86_ALWAYS);
	}
	x86_land(code, zero);
	divide_by_zero(jit, form, dst, is_modulo);
	x86_land(code, done);
	if (is_signed)
		x86_land(code, by_minus_one_done);
}

static void division(struct jit *jit, const struct bpf_insn *insn, unsigned int form,
		     bool is_modulo)
{
	if ((insn->opcode & BPF_SOURCE_MASK) == BPF_K)
		divide_by_constant(jit, insn, form, is_modulo);
	else
		divide_by_register(jit, insn, form, is_modulo);
}

static void move(struct jit *jit, const struct bpf_insn *insn, unsigned int form)
{
	struct x86_code *code = &jit->code;
	enum x86_register dst = jit_dst(insn);

	if ((insn->opcode & BPF_SOURCE_MASK) == BPF_K) {
		jit_constant(jit, dst, insn->imm);
		if (form == X86_32 && insn->imm < 0)
			x86_move(code, X86_32, dst, dst);
		return;
	}
	switch (insn->offset) {
	case 8:
		x86_reg(code, form | X86_BYTE, X86_MOVSX_BYTE, dst, jit_src(insn));
		break;
	case 16:
		x86_reg(code, form, X86_MOVSX_WORD, dst, jit_src(insn));
		break;
	case 32:
		x86_reg(code, form, X86_MOVSXD, dst, jit_src(insn));
		break;
	default:
		x86_move(code, form, dst, jit_src(insn));
		break;
	}
}

/* Only the low bits are kept; swapped, unless the order is the processor's own already. */
static void byte_order(struct jit *jit, const struct bpf_insn *insn)
{
	struct x86_code *code = &jit->code;
	enum x86_register dst = jit_dst(insn);
	bool swap = insn->opcode != (BPF_ALU | BPF_END | BPF_K);

	switch (insn->imm) {
	case 16:
		if (swap) {
			x86_byte(code, X86_OPERAND_SIZE);
			x86_shift(code, X86_32, X86_ROR, dst, 8);
		}
		x86_reg(code, X86_32, X86_MOVZX_WORD, dst, dst);
		break;
	case 32:
		if (swap)
			x86_swap_bytes(code, X86_32, dst);
		else
			x86_move(code, X86_32, dst, dst);
		break;
	default:
		if (swap)
			x86_swap_bytes(code, X86_64, dst);
		break;
	}
}

void jit_alu(struct jit *jit, const struct bpf_insn *insn)
{
	unsigned int form = (insn->opcode & BPF_CLASS_MASK) == BPF_ALU64 ? X86_64 : X86_32;

	switch (insn->opcode & BPF_OP_MASK) {
	case BPF_ADD:
		simple(jit, insn, form, X86_ADD, X86_IMM_ADD);
		break;
	case BPF_SUB:
		simple(jit, insn, form, X86_SUB, X86_IMM_SUB);
		break;
	case BPF_MUL:
		x86_reg(&jit->code, form, X86_IMUL, jit_dst(insn), jit_operand(jit, insn));
		break;
	case BPF_DIV:
		division(jit, insn, form, false);
		break;
	case BPF_OR:
		simple(jit, insn, form, X86_OR, X86_IMM_OR);
		break;
	case BPF_AND:
		simple(jit, insn, form, X86_AND, X86_IMM_AND);
		break;
	case BPF_LSH:
		shift(jit, insn, form, X86_SHL);
		break;
	case BPF_RSH:
		shift(jit, insn, form, X86_SHR);
		break;
	case BPF_NEG:
		x86_reg(&jit->code, form, X86_UNARY, X86_NEG, jit_dst(insn));
		break;
	case BPF_MOD:
		division(jit, insn, form, true);
		break;
	case BPF_XOR:
		simple(jit, insn, form, X86_XOR, X86_IMM_XOR);
		break;
	case BPF_MOV:
		move(jit, insn, form);
		break;
	case BPF_ARSH:
		shift(jit, insn, form, X86_SAR);
		break;
	default: /* BPF_END */
		byte_order(jit, insn);
		break;
	}
}
