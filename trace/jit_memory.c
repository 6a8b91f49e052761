/* SPDX-License-Identifier: BSD-2-Clause */
/* Loads, stores and atomic operations: RFC 9669, 5. */
#include "trace/jit_parts.h"

static void load(struct jit *jit, const struct bpf_insn *insn)
{
	static const struct {
		unsigned int form;
		enum x86_opcode opcode;
	} zero_extending[] = {
		[BPF_B >> 3] = {X86_32, X86_MOVZX_BYTE},
		[BPF_H >> 3] = {X86_32, X86_MOVZX_WORD},
		[BPF_W >> 3] = {X86_32, X86_LOAD},
		[BPF_DW >> 3] = {X86_64, X86_LOAD},
	};
	static const enum x86_opcode sign_extending[] = {
		[BPF_B >> 3] = X86_MOVSX_BYTE,
		[BPF_H >> 3] = X86_MOVSX_WORD,
		[BPF_W >> 3] = X86_MOVSXD,
	};
	unsigned int size = (insn->opcode & BPF_SIZE_MASK) >> 3;

	if ((insn->opcode & BPF_MODE_MASK) == BPF_MEMSX)
		x86_mem(&jit->code, X86_64, sign_extending[size], jit_dst(insn), jit_src(insn),
			insn->offset);
	else
		x86_mem(&jit->code, zero_extending[size].form, zero_extending[size].opcode,
			jit_dst(insn), jit_src(insn), insn->offset);
}

static void store_register(struct jit *jit, const struct bpf_insn *insn, enum x86_register value)
{
	struct x86_code *code = &jit->code;
	enum x86_register base = jit_dst(insn);

	switch (insn->opcode & BPF_SIZE_MASK) {
	case BPF_B:
		x86_mem(code, X86_BYTE, X86_STORE_BYTE, value, base, insn->offset);
		break;
	case BPF_H:
		x86_byte(code, X86_OPERAND_SIZE);
		x86_mem(code, X86_32, X86_STORE, value, base, insn->offset);
		break;
	case BPF_W:
		x86_mem(code, X86_32, X86_STORE, value, base, insn->offset);
		break;
	default:
		x86_mem(code, X86_64, X86_STORE, value, base, insn->offset);
		break;
	}
}

/* Through a register, which is no longer than hiding the constant. */
static void store_constant(struct jit *jit, const struct bpf_insn *insn)
{
	jit_constant(jit, jit_scratch, insn->imm);
	store_register(jit, insn, jit_scratch);
}

/* CMPXCHG: r0 always becomes what was there, of 32 bits too, which the processor does if they differ. */
static void compare_exchange(struct jit *jit, const struct bpf_insn *insn, unsigned int form)
{
	struct x86_code *code = &jit->code;

	x86_byte(code, X86_LOCK);
	x86_mem(code, form, X86_CMPXCHG, jit_src(insn), jit_dst(insn), insn->offset);
	if (form == X86_32)
		x86_move(code, X86_32, X86_RAX, X86_RAX);
}

/* What the processor has no instruction for: until no other CPU comes in between. */
static void fetch(struct jit *jit, const struct bpf_insn *insn, unsigned int form,
		  enum x86_opcode operation)
{
	struct x86_code *code = &jit->code;
	enum x86_register src = jit_src(insn);

	x86_mem(code, X86_64, X86_LEA, X86_RCX, jit_dst(insn), insn->offset);
	x86_move(code, X86_64, X86_RDX, X86_RAX);
	x86_mem(code, form, X86_LOAD, X86_RAX, X86_RCX, 0);

	size_t again = code->size;

	x86_move(code, form, jit_scratch, X86_RAX);
	x86_reg(code, form, operation, src == X86_RAX ? X86_RDX : src, jit_scratch);
	x86_byte(code, X86_LOCK);
	x86_mem(code, form, X86_CMPXCHG, jit_scratch, X86_RCX, 0);
	x86_jump(code, X86_NOT_EQUAL, again);
	x86_move(code, form, src, X86_RAX);
	if (src != X86_RAX)
		x86_move(code, X86_64, X86_RAX, X86_RDX);
}

static void atomic(struct jit *jit, const struct bpf_insn *insn)
{
	static const enum x86_opcode operations[] = {
		[BPF_ATOMIC_ADD >> 4] = X86_ADD,
		[BPF_ATOMIC_OR >> 4] = X86_OR,
		[BPF_ATOMIC_AND >> 4] = X86_AND,
		[BPF_ATOMIC_XOR >> 4] = X86_XOR,
	};
	struct x86_code *code = &jit->code;
	unsigned int form = (insn->opcode & BPF_SIZE_MASK) == BPF_DW ? X86_64 : X86_32;

	switch (insn->imm) {
	case BPF_ATOMIC_CMPXCHG:
		compare_exchange(jit, insn, form);
		break;
	case BPF_ATOMIC_XCHG: /* locks of itself */
		x86_mem(code, form, X86_XCHG, jit_src(insn), jit_dst(insn), insn->offset);
		break;
	case BPF_ATOMIC_ADD | BPF_ATOMIC_FETCH:
		x86_byte(code, X86_LOCK);
		x86_mem(code, form, X86_XADD, jit_src(insn), jit_dst(insn), insn->offset);
		break;
	case BPF_ATOMIC_OR | BPF_ATOMIC_FETCH:
	case BPF_ATOMIC_AND | BPF_ATOMIC_FETCH:
	case BPF_ATOMIC_XOR | BPF_ATOMIC_FETCH:
		fetch(jit, insn, form, operations[insn->imm >> 4]);
		break;
	default:
		x86_byte(code, X86_LOCK);
		x86_mem(code, form, operations[insn->imm >> 4], jit_src(insn), jit_dst(insn),
			insn->offset);
		break;
	}
}

void jit_memory(struct jit *jit, const struct bpf_insn *insn)
{
	unsigned int class = insn->opcode & BPF_CLASS_MASK;

	if (jit->is_plain)
		jit_plain_access(jit, insn, class == BPF_LDX ? jit_src(insn) : jit_dst(insn));
	if (class == BPF_LDX)
		load(jit, insn);
	else if (class == BPF_ST)
		store_constant(jit, insn);
	else if ((insn->opcode & BPF_MODE_MASK) == BPF_ATOMIC)
		atomic(jit, insn);
	else
		store_register(jit, insn, jit_src(insn));
}
