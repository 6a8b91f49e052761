/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Generated programs, run by the interpreter and by what the translator makes of them: everything
 * that a program can show must be the same. For a test program or fuzzer, which includes this once.
 */
#ifndef TRACE_TESTS_JIT_DIFFERENCE_H
#define TRACE_TESTS_JIT_DIFFERENCE_H

#include "trace/bpf_encoding.h"
#include "trace/tests/guarded.h"
#include "trace/tests/helper_table.h"
#include "trace/tests/run_compiled.h"

#include <stdio.h>
#include <string.h>

/* Where decisions come from: bytes that somebody chose, then random numbers. */
struct choices {
	const uint8_t *bytes;
	size_t size;
	uint64_t random; /* any seed */
};

static inline uint64_t choose64(struct choices *choices)
{
	uint64_t value = choices->random += 0x9e3779b97f4a7c15;

	if (choices->size > 0) {
		size_t taken = choices->size < 4 ? choices->size : 4;

		value = 0;
		memcpy(&value, choices->bytes, taken);
		choices->bytes += taken;
		choices->size -= taken;
		value += value << 32;
	}
	value = (value ^ value >> 30) * 0xbf58476d1ce4e5b9;
	value = (value ^ value >> 27) * 0x94d049bb133111eb;
	return value ^ value >> 31;
}

/* 0 to limit - 1 */
static inline uint32_t choose(struct choices *choices, uint32_t limit)
{
	return (uint32_t)(choose64(choices) >> 32) % limit;
}

/* Numbers at which something changes are more frequent. */
static inline uint64_t choose_number(struct choices *choices)
{
	static const uint64_t edges[] = {
		0,
		1,
		2,
		3,
		7,
		8,
		31,
		32,
		33,
		63,
		64,
		127,
		128,
		255,
		256,
		32767,
		32768,
		65535,
		INT32_MAX,
		0x80000000,
		UINT32_MAX,
		1ULL << 32,
		INT64_MAX,
		1ULL << 63,
		UINT64_MAX,
		-2ULL,
		-7ULL,
		-128ULL,
		(uint64_t)-32769,
		(uint64_t)INT32_MIN,
	};
	uint64_t number = choose64(choices);

	switch (choose(choices, 4)) {
	case 0:
		return number >> choose(choices, 64);
	case 1:
		return number;
	default:
		return edges[choose(choices, sizeof(edges) / sizeof(edges[0]))];
	}
}

enum {
	DIFFERENCE_MEMORY = 128, /* bytes that a program may touch beside its stack */
	DIFFERENCE_BODY = 40,	 /* at most so many instructions between what is always there */
	DIFFERENCE_MOST = 256,
	DIFFERENCE_SLOTS = 4, /* of 8 bytes, of the stack, that are read and written */
};

struct generated {
	struct bpf_insn insns[DIFFERENCE_MOST];
	uint32_t count;
};

static inline void emit(struct generated *program, struct bpf_insn insn)
{
	compiled_promise(program->count < DIFFERENCE_MOST, "the generator has too little room");
	program->insns[program->count++] = insn;
}

static inline uint8_t both(unsigned int dst, unsigned int src)
{
	return (uint8_t)(dst | src << 4);
}

static inline void emit_wide(struct generated *program, unsigned int dst, unsigned int kind,
			     uint64_t number)
{
	emit(program, (struct bpf_insn){.opcode = BPF_OPCODE_LDDW,
					.regs = both(dst, kind),
					.imm = (int32_t)number});
	emit(program, (struct bpf_insn){.imm = (int32_t)(number >> 32)});
}

/* Any arithmetic that is an instruction. */
static inline struct bpf_insn choose_alu(struct choices *choices, unsigned int dst,
					 unsigned int src)
{
	static const int16_t offsets[] = {0, 0, 1, 8, 16, 32};
	struct bpf_insn insn = {.regs = both(dst, src)};

	do {
		insn.opcode = (uint8_t)(choose(choices, BPF_END / 16 + 1) << 4 |
					(choose(choices, 2) ? BPF_X : BPF_K) |
					(choose(choices, 2) ? BPF_ALU64 : BPF_ALU));
		insn.regs = both(dst, insn.opcode & BPF_X ? src : 0);
		insn.offset = offsets[choose(choices, 6)];
		insn.imm = insn.opcode & BPF_X ? 0 : (int32_t)choose_number(choices);
		if ((insn.opcode & BPF_OP_MASK) == BPF_END) {
			insn.regs = both(dst, 0);
			insn.imm = 16 << choose(choices, 3);
		}
		if ((insn.opcode & BPF_OP_MASK) == BPF_NEG)
			insn.imm = 0;
	} while (bpf_encoding_error(&insn, 1));
	return insn;
}

static inline struct bpf_insn choose_jump(struct choices *choices, unsigned int dst,
					  unsigned int src, int32_t distance)
{
	struct bpf_insn insn;

	do {
		insn.offset = (int16_t)distance;
		insn.opcode = (uint8_t)(choose(choices, BPF_JSLE / 16 + 1) << 4 |
					(choose(choices, 2) ? BPF_X : BPF_K) |
					(choose(choices, 2) ? BPF_JMP : BPF_JMP32));
		insn.regs = both(dst, insn.opcode & BPF_X ? src : 0);
		insn.imm = insn.opcode & BPF_X ? 0 : (int32_t)choose_number(choices);
		if ((insn.opcode & BPF_OP_MASK) == BPF_JA) {
			bool far = (insn.opcode & BPF_CLASS_MASK) == BPF_JMP32;

			insn.regs = 0;
			insn.imm = far ? distance : 0;
			if (far)
				insn.offset = 0;
		}
	} while (bpf_encoding_error(&insn, 1) || !bpf_is_jump(&insn));
	return insn;
}

/* Any load, store or atomic operation of an 8-byte slot at base plus offset, aligned for atomics. */
static inline struct bpf_insn choose_access(struct choices *choices, unsigned int reg,
					    unsigned int base, int32_t offset)
{
	static const int32_t atomics[] = {
		BPF_ATOMIC_ADD,
		BPF_ATOMIC_OR,
		BPF_ATOMIC_AND,
		BPF_ATOMIC_XOR,
		BPF_ATOMIC_ADD | BPF_ATOMIC_FETCH,
		BPF_ATOMIC_OR | BPF_ATOMIC_FETCH,
		BPF_ATOMIC_AND | BPF_ATOMIC_FETCH,
		BPF_ATOMIC_XOR | BPF_ATOMIC_FETCH,
		BPF_ATOMIC_XCHG,
		BPF_ATOMIC_CMPXCHG,
	};
	struct bpf_insn insn = {.offset = (int16_t)offset};
	unsigned int size = choose(choices, 4) << 3;

	switch (choose(choices, 5)) {
	case 0:
		insn.opcode = (uint8_t)(BPF_LDX | BPF_MEM | size);
		insn.regs = both(reg, base);
		break;
	case 1:
		insn.opcode = (uint8_t)(BPF_LDX | BPF_MEMSX | (size == BPF_DW ? BPF_W : size));
		insn.regs = both(reg, base);
		break;
	case 2:
		insn.opcode = (uint8_t)(BPF_ST | BPF_MEM | size);
		insn.regs = both(base, 0);
		insn.imm = (int32_t)choose_number(choices);
		break;
	case 3:
		insn.opcode = (uint8_t)(BPF_STX | BPF_MEM | size);
		insn.regs = both(base, reg);
		break;
	default:
		insn.opcode = (uint8_t)(BPF_STX | BPF_ATOMIC | (size & BPF_H ? BPF_DW : BPF_W));
		insn.regs = both(base, reg);
		insn.imm = atomics[choose(choices, 10)];
		return insn;
	}
	insn.offset = (int16_t)(offset + (int32_t)choose(choices, 8 / bpf_access_bytes(&insn)) *
						 (int32_t)bpf_access_bytes(&insn));
	return insn;
}

/* ---- Clauses: r9 is the area of the globals, r10 the stack; the others hold numbers */

enum { DIFFERENCE_NUMBERS = 9 }; /* registers of numbers: r0 to r8 */

static inline void emit_call(struct choices *choices, struct generated *program)
{
	uint32_t helper;

	do
		helper = choose(choices, HELPER_COUNT);
	while (!helper_table[helper]);
	emit(program, (struct bpf_insn){.opcode = BPF_OPCODE_CALL, .imm = (int32_t)helper});
	for (unsigned int reg = 1; reg <= RUN_HELPER_ARGS; reg++) /* they are lost */
		emit(program, (struct bpf_insn){.opcode = BPF_ALU64 | BPF_MOV | BPF_X,
						.regs = both(reg, choose(choices, 2) ? 0 : 6)});
}

/* Jumps lead forward and not into anything of two units: all that is in the body takes one. */
static inline void generate_clause(struct choices *choices, struct generated *program)
{
	uint32_t length = 1 + choose(choices, DIFFERENCE_BODY);

	program->count = 0;
	emit_wide(program, 9, BPF_IMM64_MAP_VALUE_BY_INDEX,
		  AREA_GLOBALS | (uint64_t)(choose(choices, 2) * 8) << 32);
	for (unsigned int reg = 0; reg < DIFFERENCE_NUMBERS; reg++)
		emit_wide(program, reg, BPF_IMM64_VALUE, choose_number(choices));
	for (int slot = 1; slot <= DIFFERENCE_SLOTS; slot++)
		emit(program,
		     (struct bpf_insn){.opcode = BPF_STX | BPF_MEM | BPF_DW,
				       .regs = both(BPF_FRAME_REGISTER, (unsigned int)slot),
				       .offset = (int16_t)(slot * -8)});
	for (uint32_t end = program->count + length; program->count < end;) {
		unsigned int dst = choose(choices, DIFFERENCE_NUMBERS);
		unsigned int src = choose(choices, DIFFERENCE_NUMBERS);
		uint32_t kind = choose(choices, 16);

		if (kind < 8)
			emit(program, choose_alu(choices, dst, src));
		else if (kind < 10 && program->count + 1 < end)
			emit(program, choose_jump(choices, dst, src,
						  (int32_t)choose(choices, end - program->count)));
		else if (kind < 12)
			emit(program,
			     choose_access(choices, dst, BPF_FRAME_REGISTER,
					   -8 * (1 + (int32_t)choose(choices, DIFFERENCE_SLOTS))));
		else if (kind < 15)
			emit(program,
			     choose_access(choices, dst, 9, 8 * (int32_t)choose(choices, 8)));
		else if (program->count + 6 < end)
			emit_call(choices, program);
	}
	/* What there is to see. */
	for (unsigned int reg = 0; reg < DIFFERENCE_NUMBERS; reg++)
		emit(program, (struct bpf_insn){.opcode = BPF_STX | BPF_ATOMIC | BPF_DW,
						.regs = both(9, reg),
						.offset = (int16_t)(reg * 8 % 64),
						.imm = BPF_ATOMIC_XOR});
	for (int slot = 1; slot <= DIFFERENCE_SLOTS; slot++) {
		emit(program, (struct bpf_insn){.opcode = BPF_LDX | BPF_MEM | BPF_DW,
						.regs = both(1, BPF_FRAME_REGISTER),
						.offset = (int16_t)(slot * -8)});
		emit(program, (struct bpf_insn){.opcode = BPF_STX | BPF_MEM | BPF_DW,
						.regs = both(9, 1),
						.offset = (int16_t)(64 + slot * 8)});
	}
	emit(program, (struct bpf_insn){.opcode = BPF_OPCODE_EXIT});
}

enum {
	LOOKS_NONE = 0,
	LOOKS_FIELD = 1,
	LOOKS_REG = 1,
	LOOKS_ARGNO = 1,
	LOOKS_STRNO = 1,
	LOOKS_AGG = 1,
	LOOKS_KEYS = 1,
	LOOKS_ACTION = 1,
	LOOKS_VALUES = 1,
	LOOKS_FAULT = 1,
	LOOKS_SIZE = 1,
	LOOKS_FLAG = 1,
	LOOKS_SLOT = 1,
	LOOKS_DYNVAR = 1,
	LOOKS_ADDR = 1,
	LOOKS_STR = 1,
	LOOKS_INT = 1,
};

static uint64_t calls_seen; /* a hash over helpers and their arguments */

/* All arguments are numbers here. Now and then a helper raises a fault, depending on them. */
static bool helper_call(struct trace_run *run, uint32_t helper, const uint64_t *args,
			uint64_t *result)
{
	static const uint8_t looks[HELPER_COUNT] = {
#define HELPER(id, name, result, a, b, c, d, e) \
	[id] = LOOKS_##a + LOOKS_##b + LOOKS_##c + LOOKS_##d + LOOKS_##e,
#include "dsl/abi/helpers.def"
#undef HELPER
	};

	calls_seen = (calls_seen ^ helper) * 0x100000001b3;
	for (uint32_t i = 0; i < looks[helper]; i++)
		calls_seen = (calls_seen ^ args[i] ^ args[i] >> 32) * 0x100000001b3;
	*result = calls_seen >> (calls_seen & 63);
	if (calls_seen % 32 == 0)
		return run_fault(run, FAULT_BADADDR, calls_seen, helper);
	return true;
}

struct seen {
	enum run_result result;
	struct run_fault fault;
	uint64_t calls;
	uint8_t memory[DIFFERENCE_MEMORY];
};

static inline void run_generated(const struct generated *program, bool compiled, struct seen *seen)
{
	static uint8_t *memory;
	static const struct probe_context context;
	static struct decoded_insn code[DIFFERENCE_MOST];
	struct trace_run run = {.context = &context, .code = code};

	if (!memory)
		memory = guarded_zeros(DIFFERENCE_MEMORY);
	memset(memory, 0x5a, DIFFERENCE_MEMORY);
	run.areas[AREA_GLOBALS] = (uintptr_t)memory;
	calls_seen = 1;
	if (compiled) {
		seen->result = run_compiled(&run, program->insns, program->count);
	} else {
		interpret_decode(program->insns, program->count, code);
		seen->result = interpret(&run);
	}
	seen->fault = run.fault;
	seen->calls = calls_seen;
	memcpy(seen->memory, memory, DIFFERENCE_MEMORY);
}

/* Whether a generated clause does the same both ways. */
static inline bool same_clause(struct choices *choices, struct generated *program,
			       struct seen *interpreted)
{
	struct seen seen[2];

	memset(seen, 0, sizeof(seen)); /* padding is compared too */
	generate_clause(choices, program);
	run_generated(program, false, &seen[0]);
	run_generated(program, true, &seen[1]);
	*interpreted = seen[0];
	return seen[0].result == seen[1].result && seen[0].fault.kind == seen[1].fault.kind &&
	       seen[0].fault.insn == seen[1].fault.insn &&
	       seen[0].fault.address == seen[1].fault.address &&
	       seen[0].fault.value == seen[1].fault.value && seen[0].calls == seen[1].calls &&
	       memcmp(seen[0].memory, seen[1].memory, DIFFERENCE_MEMORY) == 0;
}

/* ---- Plain programs: anything, anywhere */

static inline void generate_plain(struct choices *choices, struct generated *program)
{
	uint32_t length = 1 + choose(choices, DIFFERENCE_BODY);

	program->count = 0;
	for (unsigned int reg = 3; reg < BPF_FRAME_REGISTER; reg++)
		emit_wide(program, reg, BPF_IMM64_VALUE, choose_number(choices));
	for (uint32_t i = 0; i < length; i++) {
		unsigned int dst = choose(choices, 32) ? choose(choices, 11) : 1;
		unsigned int src = choose(choices, 11);
		int32_t offset = (int32_t)choose(choices, 140) - 4;
		uint32_t kind = choose(choices, 32);

		dst = dst == 1 && choose(choices, 8) ? 0 : dst; /* r1 stays, mostly */
		if (kind < 15)
			emit(program, choose_alu(choices, dst, src));
		else if (kind < 20)
			emit(program, choose_jump(choices, dst, src,
						  (int32_t)choose(choices, 12) -
							  (choose(choices, 4) ? 0 : 8)));
		else if (kind < 24)
			emit(program, choose_access(choices, dst, BPF_FRAME_REGISTER,
						    -8 * (1 + (int32_t)choose(choices, 4))));
		else if (kind < 28)
			emit(program,
			     choose_access(choices, dst, 1, 8 * (int32_t)choose(choices, 8)));
		else if (kind < 29)
			emit(program,
			     choose_access(choices, dst, choose(choices, 4) ? 1 : src, offset));
		else if (kind < 30)
			emit_wide(program, dst,
				  choose(choices, 16) ? BPF_IMM64_VALUE
						      : BPF_IMM64_MAP_VALUE_BY_INDEX,
				  choose_number(choices));
		else if (kind < 31)
			emit(program, (struct bpf_insn){.opcode = BPF_OPCODE_CALL,
							.regs = both(0, choose(choices, 16) > 0),
							.imm = (int32_t)choose(choices, 12) - 4});
		else
			emit(program, (struct bpf_insn){.opcode = BPF_OPCODE_EXIT});
	}
	if (choose(choices, 16))
		emit(program, (struct bpf_insn){.opcode = BPF_OPCODE_EXIT});
}

/* Whether a plain program does the same both ways, to the words of the reason why it was stopped. */
static inline bool same_plain(const struct generated *program, uint64_t most_steps,
			      char reason[INTERPRET_ERROR_SIZE])
{
	static struct interpret_plain
		plain[2]; /* the second only keeps what came of the first run */
	static uint8_t kept[DIFFERENCE_MEMORY];
	static uint8_t *memory;
	char error[INTERPRET_ERROR_SIZE] = "";

	if (!memory)
		memory = guarded_zeros(DIFFERENCE_MEMORY);
	memset(memory, 0x5a, DIFFERENCE_MEMORY);
	memset(reason, 0, INTERPRET_ERROR_SIZE);
	plain[0] = (struct interpret_plain){
		.insns = program->insns,
		.insn_count = program->count,
		.memory = memory,
		.memory_size = DIFFERENCE_MEMORY,
		.most_steps = most_steps,
	};

	bool ended = interpret_plain(&plain[0], reason);

	plain[1] = plain[0];
	memcpy(kept, memory, DIFFERENCE_MEMORY);
	memset(memory, 0x5a, DIFFERENCE_MEMORY);
	plain[0].result = 0;
	if (run_compiled_plain(&plain[0], error) != ended)
		return false;
	return plain[0].result == plain[1].result && strcmp(error, reason) == 0 &&
	       memcmp(kept, memory, DIFFERENCE_MEMORY) == 0 &&
	       memcmp(plain[0].stack, plain[1].stack, sizeof(plain[0].stack)) == 0;
}

/* Another program than the one before differs from both: it is shown so that it can be run again. */
static inline void print_generated(const struct generated *program)
{
	for (uint32_t i = 0; i < program->count; i++) {
		const uint8_t *bytes = (const uint8_t *)&program->insns[i];

		for (size_t b = 0; b < sizeof(program->insns[i]); b++)
			fprintf(stderr, "%02x ", bytes[b]);
		fputc('\n', stderr);
	}
}

#endif
