/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/jit.h"

#include "trace/jit_parts.h"

const enum x86_register jit_registers[BPF_REGISTER_COUNT] = {
	X86_RAX, X86_RDI, X86_RSI, X86_R8,  X86_R9,  X86_R10,
	X86_R12, X86_R13, X86_R14, X86_R15, X86_RBP,
};

/* Registers that are the caller's, in the order in which they are pushed. jit_run comes before them. */
static const uint8_t kept[] = {6, 7, 8, 9, BPF_FRAME_REGISTER};

/* What a clause has on the stack, from RSP up: arguments and result of a helper, the stack of BPF. */
enum {
	FRAME_RESULT = RUN_HELPER_ARGS * 8,
	FRAME_STACK = FRAME_RESULT + 8,
};

enum clause_end { END_LEAVE, END_RETURN, END_FAULT };

/* How many arguments a helper looks at. */
enum {
	TAKES_NONE = 0,
	TAKES_FIELD = 1,
	TAKES_REG = 1,
	TAKES_ARGNO = 1,
	TAKES_STRNO = 1,
	TAKES_AGG = 1,
	TAKES_KEYS = 1,
	TAKES_ACTION = 1,
	TAKES_VALUES = 1,
	TAKES_FAULT = 1,
	TAKES_SIZE = 1,
	TAKES_FLAG = 1,
	TAKES_SLOT = 1,
	TAKES_DYNVAR = 1,
	TAKES_ADDR = 1,
	TAKES_STR = 1,
	TAKES_INT = 1,
};

static const uint8_t argument_counts[HELPER_COUNT] = {
#define HELPER(id, name, result, a, b, c, d, e) \
	[id] = TAKES_##a + TAKES_##b + TAKES_##c + TAKES_##d + TAKES_##e,
#include "dsl/abi/helpers.def"
#undef HELPER
};

/* Bits for one constant: other ones at each instruction. (The last steps of splitmix64.) */
static uint64_t secret_bits(const struct jit *jit)
{
	uint64_t bits = jit->request->secret + (jit->at + 1) * UINT64_C(0x9e3779b97f4a7c15);

	bits = (bits ^ bits >> 30) * UINT64_C(0xbf58476d1ce4e5b9);
	bits = (bits ^ bits >> 27) * UINT64_C(0x94d049bb133111eb);
	return bits ^ bits >> 31;
}

void jit_constant(struct jit *jit, enum x86_register reg, int32_t value)
{
	if (jit_is_small(value)) {
		x86_set(&jit->code, reg, value);
		return;
	}

	int32_t secret = (int32_t)secret_bits(jit);

	x86_set(&jit->code, reg, value ^ secret);
	x86_immediate(&jit->code, X86_64, X86_IMM_XOR, reg, secret);
}

void jit_constant_wide(struct jit *jit, enum x86_register reg, uint64_t value)
{
	if (value == (uint64_t)(int32_t)value) {
		jit_constant(jit, reg, (int32_t)value);
		return;
	}

	uint64_t secret = secret_bits(jit);

	x86_set_wide(&jit->code, reg, value ^ secret);
	x86_set_wide(&jit->code, jit_scratch, secret);
	x86_reg(&jit->code, X86_64, X86_XOR, jit_scratch, reg);
}

size_t jit_target(const struct jit *jit, int64_t distance)
{
	const struct jit_request *request = jit->request;
	int64_t target = (int64_t)jit->at + 1 + distance;

	return request->offsets[target < 0 || target > request->count ? request->count : target];
}

static bool is_used(const struct jit *jit, unsigned int bpf_register)
{
	return jit->used >> bpf_register & 1;
}

/* A register that no instruction names need not be kept. */
static void find_used(struct jit *jit)
{
	jit->used = 0;
	for (uint32_t i = 0; i < jit->request->count; i++) {
		jit->used |= (uint16_t)(1u << bpf_dst(&jit->request->insns[i]));
		jit->used |= (uint16_t)(1u << bpf_src(&jit->request->insns[i]));
	}
}

/* Keeps RSP a multiple of 16, as functions of C expect where they are called. */
static int32_t frame_bytes(const struct jit *jit)
{
	uint32_t bytes = FRAME_STACK + (is_used(jit, BPF_FRAME_REGISTER) ? BPF_STACK_SIZE : 0);
	uint32_t above = 8 + 8; /* where to return, jit_run */

	for (uint32_t i = 0; i < sizeof(kept); i++)
		above += is_used(jit, kept[i]) ? 8 : 0;
	return (int32_t)(bytes + (16 - (bytes + above) % 16) % 16);
}

static void clause_begin(struct jit *jit)
{
	struct x86_code *code = &jit->code;

	x86_push(code, jit_run);
	for (uint32_t i = 0; i < sizeof(kept); i++)
		if (is_used(jit, kept[i]))
			x86_push(code, jit_registers[kept[i]]);
	x86_immediate(code, X86_64, X86_IMM_SUB, X86_RSP, frame_bytes(jit));
	x86_move(code, X86_64, jit_run, X86_RDI);
	x86_mem(code, X86_64, X86_LOAD, jit_registers[1], jit_run,
		offsetof(struct trace_run, context));
	if (is_used(jit, BPF_FRAME_REGISTER))
		x86_mem(code, X86_64, X86_LEA, jit_registers[BPF_FRAME_REGISTER], X86_RSP,
			FRAME_STACK + BPF_STACK_SIZE);
}

static void clause_end(struct jit *jit)
{
	const struct jit_request *request = jit->request;
	struct x86_code *code = &jit->code;

	/* No verified clause comes here. */
	if (request->insns[request->count - 1].opcode != BPF_OPCODE_EXIT)
		x86_byte(code, X86_INT3);
	jit->ends[END_LEAVE] = code->size;
	x86_reg(code, X86_32, X86_XOR, X86_RCX, X86_RCX);
	x86_reg(code, X86_64, X86_TEST, X86_RAX, X86_RAX);
	x86_reg(code, X86_BYTE, X86_SETNE, 0, X86_RCX);
	x86_move(code, X86_32, X86_RAX, X86_RCX);
	jit->ends[END_RETURN] = code->size;
	x86_immediate(code, X86_64, X86_IMM_ADD, X86_RSP, frame_bytes(jit));
	for (uint32_t i = sizeof(kept); i-- > 0;)
		if (is_used(jit, kept[i]))
			x86_pop(code, jit_registers[kept[i]]);
	x86_pop(code, jit_run);
	x86_byte(code, X86_RET);

	jit->ends[END_FAULT] = code->size; /* RCX: the instruction */
	x86_mem(code, X86_32, X86_STORE, X86_RCX, jit_run, offsetof(struct trace_run, fault.insn));
	x86_set(code, X86_RAX, RUN_FAULT);
	x86_jump(code, X86_ALWAYS, jit->ends[END_RETURN]);

	/* Nor does one jump here. */
	request->offsets[request->count] = (uint32_t)code->size;
	for (uint32_t i = 0; i < request->count; i += bpf_insn_units(&request->insns[i]))
		if (bpf_insn_units(&request->insns[i]) == 2 && i + 1 < request->count)
			request->offsets[i + 1] = (uint32_t)code->size;
	x86_byte(code, X86_INT3);
}

static void call_helper(struct jit *jit, const struct bpf_insn *insn)
{
	struct x86_code *code = &jit->code;
	uint32_t helper = (uint32_t)insn->imm;

	if (helper >= HELPER_COUNT || !helper_table[helper]) {
		x86_byte(code, X86_INT3); /* in no verified clause */
		return;
	}
	for (uint32_t i = 0; i < argument_counts[helper]; i++)
		x86_mem(code, X86_64, X86_STORE, jit_registers[1 + i], X86_RSP, (int32_t)i * 8);
	x86_move(code, X86_64, X86_RDI, jit_run);
	x86_move(code, X86_64, X86_RSI, X86_RSP);
	x86_mem(code, X86_64, X86_LEA, X86_RDX, X86_RSP, FRAME_RESULT);
	x86_set_wide(code, X86_RAX, (uintptr_t)helper_table[helper]);
	x86_reg(code, X86_32, X86_INDIRECT, X86_INDIRECT_CALL, X86_RAX);
	x86_set(code, X86_RCX, (int32_t)jit->at);
	x86_reg(code, X86_BYTE, X86_TEST_BYTE, X86_RAX, X86_RAX);
	x86_jump(code, X86_EQUAL, jit->ends[END_FAULT]);
	x86_mem(code, X86_64, X86_LOAD, X86_RAX, X86_RSP, FRAME_RESULT);
}

static enum x86_condition condition(unsigned int op)
{
	switch (op) {
	case BPF_JEQ:
		return X86_EQUAL;
	case BPF_JGT:
		return X86_ABOVE;
	case BPF_JGE:
		return X86_NOT_BELOW;
	case BPF_JLT:
		return X86_BELOW;
	case BPF_JLE:
		return X86_NOT_ABOVE;
	case BPF_JSGT:
		return X86_GREATER;
	case BPF_JSGE:
		return X86_NOT_LESS;
	case BPF_JSLT:
		return X86_LESS;
	case BPF_JSLE:
		return X86_NOT_GREATER;
	default: /* BPF_JNE, BPF_JSET */
		return X86_NOT_EQUAL;
	}
}

static void jump(struct jit *jit, const struct bpf_insn *insn)
{
	struct x86_code *code = &jit->code;
	unsigned int form = (insn->opcode & BPF_CLASS_MASK) == BPF_JMP ? X86_64 : X86_32;
	unsigned int op = insn->opcode & BPF_OP_MASK;

	if (op == BPF_JA) {
		x86_jump(code, X86_ALWAYS, jit_target(jit, bpf_jump_distance(insn)));
		return;
	}
	if (op != BPF_JSET && jit_is_small_constant(insn))
		x86_immediate(code, form, X86_IMM_CMP, jit_dst(insn), insn->imm);
	else
		x86_reg(code, form, op == BPF_JSET ? X86_TEST : X86_CMP, jit_operand(jit, insn),
			jit_dst(insn));
	x86_jump(code, condition(op), jit_target(jit, insn->offset));
}

static void leave(struct jit *jit)
{
	if (jit->is_plain)
		x86_byte(&jit->code, X86_RET);
	else if (jit->at + 1 < jit->request->count)
		x86_jump(&jit->code, X86_ALWAYS, jit->ends[END_LEAVE]);
}

static void load_immediate(struct jit *jit, const struct bpf_insn *insn)
{
	uint64_t high = (uint32_t)insn[1].imm;

	if (bpf_src(insn) == BPF_IMM64_VALUE) {
		jit_constant_wide(jit, jit_dst(insn), high << 32 | (uint32_t)insn->imm);
		return;
	}
	if (jit->is_plain) {
		jit_plain_no_areas(jit);
		return;
	}
	if ((uint32_t)insn->imm >= RUN_AREA_COUNT) {
		x86_byte(&jit->code, X86_INT3); /* in no verified clause */
		return;
	}
	x86_mem(&jit->code, X86_64, X86_LOAD, jit_dst(insn), jit_run,
		(int32_t)(offsetof(struct trace_run, areas) +
			  (uint32_t)insn->imm * sizeof(uintptr_t)));
	if (high != 0 && jit_is_small((int64_t)high)) {
		x86_immediate(&jit->code, X86_64, X86_IMM_ADD, jit_dst(insn), (int32_t)high);
	} else if (high != 0) {
		jit_constant(jit, jit_scratch, (int32_t)high);
		x86_move(&jit->code, X86_32, jit_scratch, jit_scratch);
		x86_reg(&jit->code, X86_64, X86_ADD, jit_scratch, jit_dst(insn));
	}
}

static void translate(struct jit *jit, const struct bpf_insn *insn)
{
	switch (insn->opcode & BPF_CLASS_MASK) {
	case BPF_ALU:
	case BPF_ALU64:
		jit_alu(jit, insn);
		break;
	case BPF_JMP:
	case BPF_JMP32:
		if (insn->opcode == BPF_OPCODE_EXIT)
			leave(jit);
		else if (insn->opcode != BPF_OPCODE_CALL)
			jump(jit, insn);
		else if (jit->is_plain)
			jit_plain_call(jit, insn);
		else
			call_helper(jit, insn);
		break;
	case BPF_LD:
		load_immediate(jit, insn);
		break;
	default:
		jit_memory(jit, insn);
		break;
	}
}

static void guard(struct jit *jit)
{
	for (uint32_t i = 0; i < JIT_GUARD; i++)
		x86_byte(&jit->code, X86_INT3);
	while (jit->code.size % JIT_GUARD != 0)
		x86_byte(&jit->code, X86_INT3);
}

/* Once over all. Jumps are of one length, so that code is as long the second time as the first. */
static void generate(struct jit *jit)
{
	const struct jit_request *request = jit->request;

	guard(jit);
	if (jit->is_plain)
		jit_plain_begin(jit);
	else
		clause_begin(jit);
	for (uint32_t i = 0; i < request->count; i += bpf_insn_units(&request->insns[i])) {
		jit->at = i;
		request->offsets[i] = (uint32_t)jit->code.size;
		if (jit->is_plain)
			jit_plain_step(jit);
		translate(jit, &request->insns[i]);
	}
	if (jit->is_plain)
		jit_plain_end(jit);
	else
		clause_end(jit);
	guard(jit);
}

static size_t generate_twice(struct jit *jit)
{
	const struct jit_request *request = jit->request;

	for (uint32_t i = 0; i <= request->count; i++)
		request->offsets[i] = 0;
	find_used(jit);
	generate(jit);

	size_t size = jit->code.size;

	if (size > request->room)
		return size;
	jit->code = (struct x86_code){.bytes = request->code, .room = request->room};
	generate(jit);
	return size;
}

size_t jit_clause(const struct jit_request *request)
{
	struct jit jit = {.request = request};

	return generate_twice(&jit);
}

size_t jit_plain(const struct jit_request *request)
{
	struct jit jit = {.request = request, .is_plain = true};

	return generate_twice(&jit);
}
