/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/interpret.h"

#include "dsl/base/fmt.h"
#include "trace/bpf_alu.h"
#include "trace/bpf_encoding.h"

#include <string.h>

_Static_assert(__BYTE_ORDER__ == __ORDER_LITTLE_ENDIAN__, "BPF_END here assumes little-endian");

/* A caller that waits for a local function to return. */
struct frame {
	const struct bpf_insn *return_to;
	uint64_t saved[4]; /* r6 to r9 */
};

struct interpreter {
	uint64_t regs[BPF_REGISTER_COUNT];
	const struct bpf_insn *insns;
	const struct bpf_insn *next; /* to run; execute() has its own while it runs */

	struct trace_run *run; /* a verified clause, or NULL */

	/* Only for a plain program. */
	struct interpret_plain *plain;
	const char *reason; /* why it had to be stopped */
	uint32_t frame_count;
	struct frame frames[INTERPRET_MAX_FRAMES - 1];
};

static bool within(uint64_t address, size_t size, const void *memory, size_t memory_size)
{
	uint64_t start = (uintptr_t)memory;

	return address >= start && address - start <= memory_size &&
	       size <= memory_size - (address - start);
}

/* May a plain program touch these bytes? Only the stack of frames in use is its. */
static bool plain_access_ok(struct interpreter *self, uint64_t address, size_t size)
{
	const struct interpret_plain *plain = self->plain;

	if (within(address, size, plain->memory, plain->memory_size) ||
	    within(address, size, plain->stack, (self->frame_count + 1) * sizeof(plain->stack[0])))
		return true;
	self->reason = "access outside the memory and the stack";
	return false;
}

static bool plain_call(struct interpreter *self, const struct bpf_insn *insn)
{
	if (bpf_src(insn) != BPF_CALL_LOCAL) {
		self->reason = "there are no helpers to call";
		return false;
	}
	if (self->frame_count == INTERPRET_MAX_FRAMES - 1) {
		self->reason = "too many calls within each other";
		return false;
	}

	struct frame *frame = &self->frames[self->frame_count++];

	frame->return_to = self->next;
	memcpy(frame->saved, &self->regs[6], sizeof(frame->saved));
	self->regs[BPF_FRAME_REGISTER] += BPF_STACK_SIZE;
	self->next += insn->imm;
	return true;
}

/* Goes back to the caller; false when there is none. */
static bool plain_return(struct interpreter *self)
{
	if (self->frame_count == 0)
		return false;

	const struct frame *frame = &self->frames[--self->frame_count];

	self->next = frame->return_to;
	memcpy(&self->regs[6], frame->saved, sizeof(frame->saved));
	self->regs[BPF_FRAME_REGISTER] -= BPF_STACK_SIZE;
	return true;
}

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

static void illegal(struct interpreter *self, const struct bpf_insn *insn, uint8_t opcode)
{
	self->reason = "unknown opcode";
	if (!self->run)
		return;
	run_fault(self->run, FAULT_ILLOP, 0, opcode);
	self->run->fault.insn = (uint32_t)(insn - self->insns);
}

/*
 * Operands, decoded in each case anew: what the cases share, the compiler would do before the
 * switch for all of them, needed or not.
 */
#define DST regs[bpf_dst(insn)]
#define SRC regs[bpf_src(insn)]
#define IMM ((uint64_t)(int64_t)insn->imm)

#define ALU_CASES(OP)                                                              \
	case BPF_ALU64 | (OP) | BPF_K:                                             \
		DST = bpf_alu64(OP, DST, IMM, (OP) == BPF_MOV ? 0 : insn->offset); \
		break;                                                             \
	case BPF_ALU64 | (OP) | BPF_X:                                             \
		DST = bpf_alu64(OP, DST, SRC, insn->offset);                       \
		break;                                                             \
	case BPF_ALU | (OP) | BPF_K:                                               \
		DST = bpf_alu32(OP, (uint32_t)DST, (uint32_t)IMM,                  \
				(OP) == BPF_MOV ? 0 : insn->offset);               \
		break;                                                             \
	case BPF_ALU | (OP) | BPF_X:                                               \
		DST = bpf_alu32(OP, (uint32_t)DST, (uint32_t)SRC, insn->offset);   \
		break;

/* Operands of JMP32 are the low halves, sign-extended: that keeps their order, signed and unsigned.
 */
#define JUMP_CASES(OP)                                                                   \
	case BPF_JMP | (OP) | BPF_K:                                                     \
		if (bpf_compare(OP, DST, IMM))                                           \
			next += insn->offset;                                            \
		break;                                                                   \
	case BPF_JMP | (OP) | BPF_X:                                                     \
		if (bpf_compare(OP, DST, SRC))                                           \
			next += insn->offset;                                            \
		break;                                                                   \
	case BPF_JMP32 | (OP) | BPF_K:                                                   \
		if (bpf_compare(OP, bpf_sign_extend(DST, 32), IMM))                      \
			next += insn->offset;                                            \
		break;                                                                   \
	case BPF_JMP32 | (OP) | BPF_X:                                                   \
		if (bpf_compare(OP, bpf_sign_extend(DST, 32), bpf_sign_extend(SRC, 32))) \
			next += insn->offset;                                            \
		break;

/*
 * Accesses need not be aligned: memcpy() says so to the compiler, which makes one instruction of
 * it; where there is no library it does so for the built-in only.
 */
#define LOAD_CASE(MODE, SIZE, TYPE)                                            \
	case BPF_LDX | (MODE) | (SIZE): {                                      \
		uint64_t address = SRC + (uint64_t)insn->offset;               \
		TYPE value;                                                    \
                                                                               \
		if (checked && !plain_access_ok(self, address, sizeof(value))) \
			goto stopped;                                          \
		__builtin_memcpy(&value, run_pointer(address), sizeof(value)); \
		DST = (uint64_t)value;                                         \
		break;                                                         \
	}

#define STORE_CASE(CLASS, SIZE, TYPE, VALUE)                                   \
	case (CLASS) | BPF_MEM | (SIZE): {                                     \
		uint64_t address = DST + (uint64_t)insn->offset;               \
		TYPE value = (TYPE)(VALUE);                                    \
                                                                               \
		if (checked && !plain_access_ok(self, address, sizeof(value))) \
			goto stopped;                                          \
		__builtin_memcpy(run_pointer(address), &value, sizeof(value)); \
		break;                                                         \
	}

#define ATOMIC_CASE(SIZE, TYPE, FUNCTION)                                          \
	case BPF_STX | BPF_ATOMIC | (SIZE): {                                      \
		uint64_t address = DST + (uint64_t)insn->offset;                   \
                                                                                   \
		if (checked && !plain_access_ok(self, address, sizeof(TYPE)))      \
			goto stopped;                                              \
		if (checked && address % sizeof(TYPE) != 0) {                      \
			self->reason = "atomic operation on an unaligned address"; \
			goto stopped;                                              \
		}                                                                  \
		FUNCTION(regs, insn, run_pointer(address));                        \
		break;                                                             \
	}

/*
 * Runs to the end: true with the result in r0. False when a helper ended a clause, or when a plain
 * program had to be stopped. checked is constant in both callers, so that verified code pays for no
 * check.
 */
static inline __attribute__((always_inline)) bool
/* NOLINTNEXTLINE(readability-function-size): one row of the table after the other */
execute(struct interpreter *self, bool checked)
{
	uint64_t *regs = self->regs;
	const struct bpf_insn *next = self->insns;

	for (uint64_t steps = 0;; steps++) {
		if (checked && steps == self->plain->most_steps) {
			self->reason = "too many steps";
			goto stopped;
		}
		if (checked && (size_t)(next - self->insns) >= self->plain->insn_count) {
			self->reason = "left the code";
			goto stopped;
		}

		const struct bpf_insn *insn = next++;

		switch (insn->opcode) {
			ALU_CASES(BPF_ADD)
			ALU_CASES(BPF_SUB)
			ALU_CASES(BPF_MUL)
			ALU_CASES(BPF_DIV)
			ALU_CASES(BPF_OR)
			ALU_CASES(BPF_AND)
			ALU_CASES(BPF_LSH)
			ALU_CASES(BPF_RSH)
			ALU_CASES(BPF_MOD)
			ALU_CASES(BPF_XOR)
			ALU_CASES(BPF_MOV)
			ALU_CASES(BPF_ARSH)
		case BPF_ALU64 | BPF_NEG:
			DST = bpf_alu64(BPF_NEG, DST, 0, 0);
			break;
		case BPF_ALU | BPF_NEG:
			DST = bpf_alu32(BPF_NEG, (uint32_t)DST, 0, 0);
			break;

		case BPF_ALU | BPF_END | BPF_K: /* to little-endian */
			DST = bpf_truncate(DST, insn->imm);
			break;
		case BPF_ALU | BPF_END | BPF_X: /* to big-endian */
		case BPF_ALU64 | BPF_END:
			DST = bpf_swap(DST, insn->imm);
			break;

			JUMP_CASES(BPF_JEQ)
			JUMP_CASES(BPF_JGT)
			JUMP_CASES(BPF_JGE)
			JUMP_CASES(BPF_JSET)
			JUMP_CASES(BPF_JNE)
			JUMP_CASES(BPF_JSGT)
			JUMP_CASES(BPF_JSGE)
			JUMP_CASES(BPF_JLT)
			JUMP_CASES(BPF_JLE)
			JUMP_CASES(BPF_JSLT)
			JUMP_CASES(BPF_JSLE)
		case BPF_JMP | BPF_JA:
			next += insn->offset;
			break;
		case BPF_JMP32 | BPF_JA:
			next += insn->imm;
			break;
		case BPF_OPCODE_CALL:
			if (checked) {
				self->next = next;
				if (!plain_call(self, insn))
					goto stopped;
				next = self->next;
				break;
			}
			if (!helper_call(self->run, (uint32_t)insn->imm, &regs[1], &regs[0])) {
				self->run->fault.insn = (uint32_t)(insn - self->insns);
				goto stopped;
			}
			break;
		case BPF_OPCODE_EXIT:
			if (checked && plain_return(self)) {
				next = self->next;
				break;
			}
			return true;

		case BPF_OPCODE_LDDW: {
			uint64_t next_imm = (uint32_t)next++->imm;

			if (bpf_src(insn) == BPF_IMM64_VALUE) {
				DST = (uint32_t)insn->imm | next_imm << 32;
				break;
			}
			if (checked) {
				self->reason = "there are no areas";
				goto stopped;
			}
			DST = self->run->areas[insn->imm] + next_imm;
			break;
		}
			LOAD_CASE(BPF_MEM, BPF_B, uint8_t)
			LOAD_CASE(BPF_MEM, BPF_H, uint16_t)
			LOAD_CASE(BPF_MEM, BPF_W, uint32_t)
			LOAD_CASE(BPF_MEM, BPF_DW, uint64_t)
			LOAD_CASE(BPF_MEMSX, BPF_B, int8_t)
			LOAD_CASE(BPF_MEMSX, BPF_H, int16_t)
			LOAD_CASE(BPF_MEMSX, BPF_W, int32_t)
			STORE_CASE(BPF_ST, BPF_B, uint8_t, IMM)
			STORE_CASE(BPF_ST, BPF_H, uint16_t, IMM)
			STORE_CASE(BPF_ST, BPF_W, uint32_t, IMM)
			STORE_CASE(BPF_ST, BPF_DW, uint64_t, IMM)
			STORE_CASE(BPF_STX, BPF_B, uint8_t, SRC)
			STORE_CASE(BPF_STX, BPF_H, uint16_t, SRC)
			STORE_CASE(BPF_STX, BPF_W, uint32_t, SRC)
			STORE_CASE(BPF_STX, BPF_DW, uint64_t, SRC)
			ATOMIC_CASE(BPF_W, uint32_t, atomic32)
			ATOMIC_CASE(BPF_DW, uint64_t, atomic64)

		/*
		 * Verified code has no other opcodes and jumps to no second half of a 64-bit
		 * immediate. The cases 0 and 255, being different, make the compiler's table
		 * complete, so that it needs no check of its bounds.
		 */
		case 0x00:
			illegal(self, insn, 0x00);
			goto stopped;
		case 0xff:
			illegal(self, insn, 0xff);
			goto stopped;
		default:
			illegal(self, insn, insn->opcode);
			goto stopped;
		}
	}
stopped:
	self->next = next;
	return false;
}

enum run_result interpret(struct trace_run *run)
{
	const struct object_clause *clause = &run->image->clauses[run->clause];
	uint64_t stack[BPF_STACK_SIZE / 8];
	struct interpreter self;

	/* What no verified program reads needs no clearing: the stack, the registers but three. */
	self.regs[0] = 0;
	self.regs[1] = (uintptr_t)run->context;
	self.regs[BPF_FRAME_REGISTER] = (uintptr_t)stack + BPF_STACK_SIZE;
	self.insns = run->image->insns + clause->first_insn;
	self.run = run;
	run->action = clause->first_action;
	if (!execute(&self, false))
		return RUN_FAULT;
	return self.regs[0] != 0 ? RUN_TRUE : RUN_FALSE;
}

bool interpret_plain(struct interpret_plain *program, char error[INTERPRET_ERROR_SIZE])
{
	struct interpreter self = {.insns = program->insns, .plain = program};

	for (uint32_t i = 0; i < program->insn_count; i += bpf_insn_units(&program->insns[i])) {
		const char *reason =
			bpf_encoding_error(&program->insns[i], program->insn_count - i);

		if (reason) {
			fmt_format(error, INTERPRET_ERROR_SIZE,
				   "instruction %u (opcode 0x%02x): %s", i,
				   program->insns[i].opcode, reason);
			return false;
		}
	}
	memset(program->stack, 0, sizeof(program->stack));
	self.regs[1] = (uintptr_t)program->memory;
	self.regs[2] = program->memory_size;
	self.regs[BPF_FRAME_REGISTER] = (uintptr_t)program->stack + BPF_STACK_SIZE;
	if (!execute(&self, true)) {
		fmt_format(error, INTERPRET_ERROR_SIZE, "instruction %lld: %s",
			   (long long)(self.next - self.insns) - 1, self.reason);
		return false;
	}
	program->result = self.regs[0];
	return true;
}
