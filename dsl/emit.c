/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/emit.h"

#include "dsl/compiler.h"

static void emit(struct compiler *compiler, unsigned int opcode, int dst, int src, int16_t offset,
		 int32_t imm)
{
	struct bpf_insn *insn = vector_push(&compiler->arena, &compiler->code, sizeof(*insn), 1);

	insn->opcode = (uint8_t)opcode;
	insn->regs = (uint8_t)(dst | src << 4);
	insn->offset = offset;
	insn->imm = imm;
}

void emit_alu(struct compiler *compiler, enum bpf_alu_op op, int dst, int src, int16_t offset)
{
	emit(compiler, BPF_ALU64 | BPF_X | op, dst, src, offset, 0);
}

void emit_alu_imm(struct compiler *compiler, enum bpf_alu_op op, int dst, int32_t imm,
		  int16_t offset)
{
	emit(compiler, BPF_ALU64 | BPF_K | op, dst, 0, offset, imm);
}

void emit_move(struct compiler *compiler, int dst, int src)
{
	if (dst != src)
		emit_alu(compiler, BPF_MOV, dst, src, 0);
}

void emit_constant(struct compiler *compiler, int dst, uint64_t value)
{
	if (fits_imm(value)) {
		emit_alu_imm(compiler, BPF_MOV, dst, (int32_t)value, 0);
		return;
	}
	emit(compiler, BPF_OPCODE_LDDW, dst, BPF_IMM64_VALUE, 0, (int32_t)value);
	emit(compiler, 0, 0, 0, 0, (int32_t)(value >> 32));
}

void emit_extend(struct compiler *compiler, int dst, unsigned int size, bool is_signed)
{
	if (size == 8)
		return;
	if (is_signed) {
		emit_alu_imm(compiler, BPF_LSH, dst, (int32_t)(64 - 8 * size), 0);
		emit_alu_imm(compiler, BPF_ARSH, dst, (int32_t)(64 - 8 * size), 0);
	} else if (size == 4) {
		emit(compiler, BPF_ALU | BPF_X | BPF_MOV, dst, dst, 0, 0);
	} else {
		emit_alu_imm(compiler, BPF_AND, dst, size == 2 ? UINT16_MAX : UINT8_MAX, 0);
	}
}

void emit_big_endian(struct compiler *compiler, int dst, unsigned int size)
{
	emit(compiler, BPF_ALU | BPF_X | BPF_END, dst, 0, 0, (int32_t)(8 * size));
}

static unsigned int size_bits(unsigned int size)
{
	switch (size) {
	case 1:
		return BPF_B;
	case 2:
		return BPF_H;
	case 4:
		return BPF_W;
	default:
		return BPF_DW;
	}
}

void emit_load(struct compiler *compiler, int dst, int base, int16_t offset, unsigned int size)
{
	emit(compiler, BPF_LDX | BPF_MEM | size_bits(size), dst, base, offset, 0);
}

void emit_store(struct compiler *compiler, int base, int16_t offset, int src, unsigned int size)
{
	emit(compiler, BPF_STX | BPF_MEM | size_bits(size), base, src, offset, 0);
}

void emit_area(struct compiler *compiler, int dst, uint32_t area, uint32_t offset)
{
	emit(compiler, BPF_OPCODE_LDDW, dst, BPF_IMM64_MAP_VALUE_BY_INDEX, 0, (int32_t)area);
	emit(compiler, 0, 0, 0, 0, (int32_t)offset);
}

void emit_call(struct compiler *compiler, enum helper helper)
{
	emit(compiler, BPF_OPCODE_CALL, 0, 0, 0, (int32_t)helper);
}

void emit_fault(struct compiler *compiler, enum fault_kind kind)
{
	emit_constant(compiler, R1, kind);
	emit_call(compiler, HELPER_fault);
}

void emit_exit(struct compiler *compiler)
{
	emit(compiler, BPF_OPCODE_EXIT, 0, 0, 0, 0);
}

/*
 * The offset of a waiting jump is the distance back to the one before it, or 0. A clause is far
 * shorter than the 16 bits allow (OBJECT_MAX_CLAUSE_INSNS); one that is not is refused after it was
 * generated.
 */
static void emit_jumping(struct compiler *compiler, unsigned int opcode, int dst, int src,
			 int32_t imm, struct label *label)
{
	uint32_t here = compiler->code.count + 1;
	uint32_t back = label->last_jump ? here - label->last_jump : 0;

	emit(compiler, opcode, dst, src, (int16_t)back, imm);
	label->last_jump = here;
}

void emit_jump(struct compiler *compiler, struct label *label)
{
	emit_jumping(compiler, BPF_JMP | BPF_JA, 0, 0, 0, label);
}

void emit_branch(struct compiler *compiler, enum bpf_jump_op op, int left, int right,
		 struct label *label)
{
	emit_jumping(compiler, BPF_JMP | BPF_X | op, left, right, 0, label);
}

void emit_branch_imm(struct compiler *compiler, enum bpf_jump_op op, int left, int32_t imm,
		     struct label *label)
{
	emit_jumping(compiler, BPF_JMP | BPF_K | op, left, 0, imm, label);
}

void emit_label(struct compiler *compiler, const struct label *label)
{
	struct bpf_insn *code = compiler->code.items;
	uint32_t jump = label->last_jump;

	while (jump) {
		struct bpf_insn *insn = &code[jump - 1];
		uint16_t back = (uint16_t)insn->offset;

		insn->offset = (int16_t)(compiler->code.count - jump);
		jump = back ? jump - back : 0;
	}
}
