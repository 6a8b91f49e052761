/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/interpret.h"

#include "trace/bpf_alu.h"
#include "trace/bpf_encoding.h"

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "BPF_END here assumes little-endian");

/* 5.3. Areas are shared with other CPUs: these are really atomic. The address is aligned. */
static void atomic64(uint64_t *regs, const struct decoded_insn *insn, uint64_t *memory)
{
	uint64_t operand = regs[insn->src];
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
		regs[insn->src] = old;
}

static void atomic32(uint64_t *regs, const struct decoded_insn *insn, uint32_t *memory)
{
	uint32_t operand = (uint32_t)regs[insn->src];
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
		regs[insn->src] = old;
}

/* The clause ends at this instruction; run->fault says why. */
static const struct decoded_insn *fault_at(struct trace_run *run, const struct decoded_insn *insn)
{
	run->fault.insn = (uint32_t)(insn - run->code);
	return NULL;
}

/* Opcodes that only decoded instructions have: what BPF tells apart by an operand. */
enum decoded_opcode {
	DECODED_MOVSX64 = 256,
	DECODED_MOVSX32,
	DECODED_LOAD_ADDRESS,
	DECODED_ILLEGAL,
	DECODED_OPCODE_COUNT,
};

static unsigned int decoded_opcode(const struct bpf_insn *insn)
{
	switch (insn->opcode) {
	case BPF_ALU64 | BPF_MOV | BPF_X:
		return insn->offset ? DECODED_MOVSX64 : insn->opcode;
	case BPF_ALU | BPF_MOV | BPF_X:
		return insn->offset ? DECODED_MOVSX32 : insn->opcode;
	case BPF_OPCODE_LDDW:
		return bpf_src(insn) == BPF_IMM64_VALUE ? insn->opcode : DECODED_LOAD_ADDRESS;
	default:
		return insn->opcode;
	}
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

/* What interpret.def says of operands. */
#define DST		   regs[insn->dst]
#define SRC		   regs[insn->src]
#define IMM		   ((uint64_t)(int64_t)insn->imm)
#define ADDRESS(REGISTER)  run_pointer((REGISTER) + (uint64_t)insn->offset)
#define AT(TYPE, REGISTER) (*(unaligned_##TYPE *)ADDRESS(REGISTER))

/*
 * Runs as interpret_decoded() says. Each instruction ends with a jump of its own to the next one,
 * which takes two instructions of the processor, where a switch in a loop takes eight. Labels are
 * known in here only: without an instruction to run, the table of them is given out, for decoding.
 */
/* NOLINTNEXTLINE(readability-function-size): one row of the table after the other */
static __attribute__((noinline)) const struct decoded_insn *execute(const struct decoded_insn *insn,
								    uint64_t *regs,
								    struct trace_run *run,
								    const void *const **table)
{
	static const void *const labels[DECODED_OPCODE_COUNT] = {
#define INSN(OPCODE, LABEL, ...) [OPCODE] = &&LABEL,
#include "trace/interpret.def"
#undef INSN
		[DECODED_ILLEGAL] = &&illegal,
	};

	if (!insn) {
		*table = labels;
		return NULL;
	}
	goto * insn->label;

#define INSN(OPCODE, LABEL, ...) \
	LABEL:                   \
	__VA_ARGS__;             \
	insn++;                  \
	goto * insn->label;
#include "trace/interpret.def"
#undef INSN

illegal: /* nothing that passed the verifier */
	run_fault(run, FAULT_ILLOP, 0, (uint64_t)insn->imm);
	return fault_at(run, insn);
}

const struct decoded_insn *interpret_decoded(const struct decoded_insn *insn, uint64_t *regs,
					     struct trace_run *run)
{
	return execute(insn, regs, run, NULL);
}

void interpret_decode(const struct bpf_insn *insns, uint32_t count, struct decoded_insn *decoded)
{
	const void *const *labels;

	execute(NULL, NULL, NULL, &labels);
	for (uint32_t i = 0; i < count; i++) {
		const struct bpf_insn *insn = &insns[i];
		const void *label = labels[decoded_opcode(insn)];

		decoded[i] = (struct decoded_insn){
			.label = label ? label : labels[DECODED_ILLEGAL],
			.dst = (uint8_t)bpf_dst(insn),
			.src = (uint8_t)bpf_src(insn),
			.offset = insn->offset,
			.imm = label ? insn->imm : insn->opcode,
		};
		if (insn->opcode == BPF_OPCODE_CALL)
			decoded[i].helper = helper_table[insn->imm];
		if (bpf_insn_units(insn) == 1 || i + 1 == count)
			continue;
		i++;
		decoded[i].label = labels[DECODED_ILLEGAL];
		decoded[i].wide = (uint32_t)insns[i].imm;
		if (bpf_src(insn) == BPF_IMM64_VALUE)
			decoded[i].wide = decoded[i].wide << 32 | (uint32_t)insn->imm;
	}
}

enum run_result interpret(struct trace_run *run)
{
	uint64_t stack[BPF_STACK_SIZE / 8];
	uint64_t regs[BPF_REGISTER_COUNT];

	/* What no verified program reads needs no clearing: the stack, the registers but two. */
	regs[1] = (uintptr_t)run->context;
	regs[BPF_FRAME_REGISTER] = (uintptr_t)stack + BPF_STACK_SIZE;
	if (!execute(run->code, regs, run, NULL))
		return RUN_FAULT;
	return regs[0] != 0 ? RUN_TRUE : RUN_FALSE;
}
