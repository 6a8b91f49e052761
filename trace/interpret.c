/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/interpret.h"

#include "trace/bpf_alu.h"
#include "trace/bpf_encoding.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "BPF_END here assumes little-endian");

/* 5.3. Areas are shared with other CPUs: these are really atomic. The address is aligned. */
static void atomic64(uint64_t *regs, const struct bpf_insn *insn, uint64_t *memory)
{
	uint64_t operand = regs[bpf_src(insn)];
	uint64_t old;

	switch (insn->imm) {
	case BPF_ATOMIC_CMPXCHG:
		__atomic_compare_exchange_n(memory, &regs[0], operand, false, __ATOMIC_SEQ_CST,
					    __ATOMIC_SEQ_CST);
		return;
	case BPF_ATOMIC_XCHG:
		old = __atomic_exchange_n(memory, operand, __ATOMIC_SEQ_CST);
		break;
	case BPF_ATOMIC_ADD:
	case BPF_ATOMIC_ADD | BPF_ATOMIC_FETCH:
		old = __atomic_fetch_add(memory, operand, __ATOMIC_SEQ_CST);
		break;
	case BPF_ATOMIC_OR:
	case BPF_ATOMIC_OR | BPF_ATOMIC_FETCH:
		old = __atomic_fetch_or(memory, operand, __ATOMIC_SEQ_CST);
		break;
	case BPF_ATOMIC_AND:
	case BPF_ATOMIC_AND | BPF_ATOMIC_FETCH:
		old = __atomic_fetch_and(memory, operand, __ATOMIC_SEQ_CST);
		break;
	default: /* BPF_ATOMIC_XOR; the encoding was checked */
		old = __atomic_fetch_xor(memory, operand, __ATOMIC_SEQ_CST);
		break;
	}
	if (insn->imm & BPF_ATOMIC_FETCH)
		regs[bpf_src(insn)] = old;
}

static void atomic32(uint64_t *regs, const struct bpf_insn *insn, uint32_t *memory)
{
	uint32_t operand = (uint32_t)regs[bpf_src(insn)];
	uint32_t old;

	switch (insn->imm) {
	case BPF_ATOMIC_CMPXCHG:
		old = (uint32_t)regs[0];
		__atomic_compare_exchange_n(memory, &old, operand, false, __ATOMIC_SEQ_CST,
					    __ATOMIC_SEQ_CST);
		regs[0] = old;
		return;
	case BPF_ATOMIC_XCHG:
		old = __atomic_exchange_n(memory, operand, __ATOMIC_SEQ_CST);
		break;
	case BPF_ATOMIC_ADD:
	case BPF_ATOMIC_ADD | BPF_ATOMIC_FETCH:
		old = __atomic_fetch_add(memory, operand, __ATOMIC_SEQ_CST);
		break;
	case BPF_ATOMIC_OR:
	case BPF_ATOMIC_OR | BPF_ATOMIC_FETCH:
		old = __atomic_fetch_or(memory, operand, __ATOMIC_SEQ_CST);
		break;
	case BPF_ATOMIC_AND:
	case BPF_ATOMIC_AND | BPF_ATOMIC_FETCH:
		old = __atomic_fetch_and(memory, operand, __ATOMIC_SEQ_CST);
		break;
	default: /* BPF_ATOMIC_XOR; the encoding was checked */
		old = __atomic_fetch_xor(memory, operand, __ATOMIC_SEQ_CST);
		break;
	}
	if (insn->imm & BPF_ATOMIC_FETCH)
		regs[bpf_src(insn)] = old;
}

/* The clause ends at this instruction; run->fault says why. */
static const struct bpf_insn *fault_at(struct trace_run *run, const struct bpf_insn *insn)
{
	const struct object_image *image = run->image;

	run->fault.insn = (uint32_t)(insn - image->insns) - image->clauses[run->clause].first_insn;
	return NULL;
}

/* The second half of the instruction is an immediate, too. */
static inline uint64_t wide_immediate(const struct trace_run *run, const struct bpf_insn *insn)
{
	uint64_t next_imm = (uint32_t)insn[1].imm;

	if (bpf_src(insn) == BPF_IMM64_VALUE)
		return (uint32_t)insn->imm | next_imm << 32;
	return run->areas[insn->imm] + next_imm;
}

/* Integers in the memory of programs, which need not be aligned and have no other type. */
#define UNALIGNED(TYPE) typedef TYPE unaligned_##TYPE __attribute__((aligned(1), may_alias))
UNALIGNED(uint8_t);
UNALIGNED(uint16_t);
UNALIGNED(uint32_t);
UNALIGNED(uint64_t);
UNALIGNED(int8_t);
UNALIGNED(int16_t);
UNALIGNED(int32_t);

/* What interpret.def says of operands. An instruction that names one register has 0 for the other,
 * so that the byte of both is the number of the one. */
#define DST		   regs[bpf_dst(insn)]
#define SRC		   regs[bpf_src(insn)]
#define REG		   regs[insn->regs]
#define IMM		   ((uint64_t)(int64_t)insn->imm)
#define ADDRESS(REGISTER)  run_pointer((REGISTER) + (uint64_t)insn->offset)
#define AT(TYPE, REGISTER) (*(unaligned_##TYPE *)ADDRESS(REGISTER))

/*
 * The jumps to the next instruction, one for each instruction, go through a table of labels: half
 * of what a switch in a loop costs. No other opcode passes the verifier, nor a jump to the second
 * half of an immediate.
 */
/* NOLINTNEXTLINE(readability-function-size): one row of the table after the other */
const struct bpf_insn *interpret_insns(const struct bpf_insn *insn, uint64_t *regs,
				       struct trace_run *run)
{
/* Rows of instructions replace the first one. */
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Woverride-init"
	static const void *const labels[256] = {
		[0 ... 255] = &&illegal,
#define INSN(OPCODE, LABEL, ...) [OPCODE] = &&LABEL,
#include "trace/interpret.def"
#undef INSN
	};
#pragma GCC diagnostic pop

	goto *labels[insn->opcode];

#define INSN(OPCODE, LABEL, ...) \
	LABEL:                   \
	__VA_ARGS__;             \
	insn++;                  \
	goto *labels[insn->opcode];
#include "trace/interpret.def"
#undef INSN

illegal:
	run_fault(run, FAULT_ILLOP, 0, insn->opcode);
	return fault_at(run, insn);
}

enum run_result interpret(struct trace_run *run)
{
	const struct object_clause *clause = &run->image->clauses[run->clause];
	uint64_t stack[BPF_STACK_SIZE / 8];
	uint64_t regs[BPF_REGISTER_COUNT];

	/* What no verified program reads needs no clearing: the stack, the registers but two. */
	regs[1] = (uintptr_t)run->context;
	regs[BPF_FRAME_REGISTER] = (uintptr_t)stack + BPF_STACK_SIZE;
	run->action = clause->first_action;
	if (!interpret_insns(run->image->insns + clause->first_insn, regs, run))
		return RUN_FAULT;
	return regs[0] != 0 ? RUN_TRUE : RUN_FALSE;
}
