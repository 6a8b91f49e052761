/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Plain programs, which nobody verified: before each instruction its step is counted, before each
 * access its address compared. What stops a program, and where it says that it was stopped, is as in
 * interpret_plain.c.
 */
#include "dsl/base/fmt.h"
#include "trace/jit_parts.h"

#include <string.h>

/* What code and caller share. */
struct plain_state {
	uint64_t memory;
	uint64_t memory_size;
	uint64_t stack;
	uint64_t stack_size; /* of the frames in use */
	uint64_t steps;	     /* left */
	uint64_t result;
	uint64_t stack_pointer; /* to return with */
	uint32_t at;		/* the last instruction that ran */
	uint32_t stop;		/* enum plain_stop */
};

/* Each is also the place, in struct jit, of the code for it. */
enum plain_stop {
	STOP_NO, /* the end */
	STOP_LEFT_CODE,
	STOP_STEPS,
	STOP_OUTSIDE,
	STOP_UNALIGNED,
	STOP_HELPER,
	STOP_CALLS,
	STOP_AREA,
	STOP_OPCODE,
	STOP_COUNT,
};

static const char *const reasons[STOP_COUNT] = {
	[STOP_LEFT_CODE] = "left the code",
	[STOP_STEPS] = "too many steps",
	[STOP_OUTSIDE] = "access outside the memory and the stack",
	[STOP_UNALIGNED] = "atomic operation on an unaligned address",
	[STOP_HELPER] = "there are no helpers to call",
	[STOP_CALLS] = "too many calls within each other",
	[STOP_AREA] = "there are no areas",
	[STOP_OPCODE] = "unknown opcode",
};

_Static_assert(sizeof(((struct jit *)NULL)->ends) / sizeof(size_t) == STOP_COUNT, "one each");

enum { MOST_STACK = INTERPRET_MAX_FRAMES * BPF_STACK_SIZE };
enum { SAVED_FIRST = 6, SAVED_END = BPF_FRAME_REGISTER }; /* what a local function keeps */

/* OPCODE reg, [state + offset] and the other way. */
static void with_state(struct jit *jit, enum x86_opcode opcode, enum x86_register reg,
		       size_t offset)
{
	x86_mem(&jit->code, X86_64, opcode, reg, jit_run, (int32_t)offset);
}

static void set_state(struct jit *jit, size_t offset, uint32_t value)
{
	x86_set(&jit->code, jit_scratch, (int32_t)value);
	x86_mem(&jit->code, X86_32, X86_STORE, jit_scratch, jit_run, (int32_t)offset);
}

void jit_plain_begin(struct jit *jit)
{
	struct x86_code *code = &jit->code;

	x86_push(code, jit_run);
	for (uint32_t i = SAVED_FIRST; i <= BPF_FRAME_REGISTER; i++)
		x86_push(code, jit_registers[i]);
	x86_move(code, X86_64, jit_run, X86_RDI);
	with_state(jit, X86_STORE, X86_RSP, offsetof(struct plain_state, stack_pointer));
	for (uint32_t i = 0; i < BPF_FRAME_REGISTER; i++)
		x86_set(code, jit_registers[i], 0);
	with_state(jit, X86_LOAD, jit_registers[1], offsetof(struct plain_state, memory));
	with_state(jit, X86_LOAD, jit_registers[2], offsetof(struct plain_state, memory_size));
	with_state(jit, X86_LOAD, jit_registers[BPF_FRAME_REGISTER],
		   offsetof(struct plain_state, stack));
	x86_immediate(code, X86_64, X86_IMM_ADD, jit_registers[BPF_FRAME_REGISTER], BPF_STACK_SIZE);

	/* The main function is called too, so that all end with RET. */
	x86_jump(code, X86_CALL, jit->request->offsets[0]);
	with_state(jit, X86_STORE, X86_RAX, offsetof(struct plain_state, result));
	x86_jump(code, X86_ALWAYS, jit->ends[STOP_NO]);
}

void jit_plain_step(struct jit *jit)
{
	x86_mem(&jit->code, X86_64, X86_IMM8, X86_IMM_SUB, jit_run,
		offsetof(struct plain_state, steps));
	x86_byte(&jit->code, 1);
	x86_jump(&jit->code, X86_BELOW, jit->ends[STOP_STEPS]);
	set_state(jit, offsetof(struct plain_state, at), jit->at);
}

/* RDX += bytes: may the access that starts there end before the limit? */
static void compare_end(struct jit *jit, uint32_t bytes, size_t limit)
{
	x86_immediate(&jit->code, X86_64, X86_IMM_ADD, X86_RDX, (int32_t)bytes);
	with_state(jit, X86_LOAD_CMP, X86_RDX, limit);
}

/* RDX = RCX - start, compared with the size. */
static void compare_start(struct jit *jit, size_t start, size_t size)
{
	x86_move(&jit->code, X86_64, X86_RDX, X86_RCX);
	with_state(jit, X86_LOAD_SUB, X86_RDX, start);
	with_state(jit, X86_LOAD_CMP, X86_RDX, size);
}

void jit_plain_access(struct jit *jit, const struct bpf_insn *insn, enum x86_register base)
{
	struct x86_code *code = &jit->code;
	uint32_t bytes = bpf_access_bytes(insn);

	x86_mem(code, X86_64, X86_LEA, X86_RCX, base, insn->offset);
	compare_start(jit, offsetof(struct plain_state, memory),
		      offsetof(struct plain_state, memory_size));

	size_t not_memory = x86_jump_short(code, X86_ABOVE);

	compare_end(jit, bytes, offsetof(struct plain_state, memory_size));

	size_t memory = x86_jump_short(code, X86_NOT_ABOVE);

	x86_land(code, not_memory);
	compare_start(jit, offsetof(struct plain_state, stack),
		      offsetof(struct plain_state, stack_size));
	x86_jump(code, X86_ABOVE, jit->ends[STOP_OUTSIDE]);
	compare_end(jit, bytes, offsetof(struct plain_state, stack_size));
	x86_jump(code, X86_ABOVE, jit->ends[STOP_OUTSIDE]);
	x86_land(code, memory);
	if ((insn->opcode & BPF_CLASS_MASK) != BPF_STX ||
	    (insn->opcode & BPF_MODE_MASK) != BPF_ATOMIC)
		return;
	x86_reg(code, X86_32, X86_UNARY, X86_TEST_IMM, X86_RCX);
	x86_bytes(code, bytes - 1, 4);
	x86_jump(code, X86_NOT_EQUAL, jit->ends[STOP_UNALIGNED]);
}

static void add_to_stack(struct jit *jit, enum x86_arithmetic operation)
{
	x86_immediate(&jit->code, X86_64, operation, jit_registers[BPF_FRAME_REGISTER],
		      BPF_STACK_SIZE);
	x86_mem(&jit->code, X86_64, X86_IMM32, operation, jit_run,
		offsetof(struct plain_state, stack_size));
	x86_bytes(&jit->code, BPF_STACK_SIZE, 4);
}

void jit_plain_call(struct jit *jit, const struct bpf_insn *insn)
{
	struct x86_code *code = &jit->code;

	if (bpf_src(insn) != BPF_CALL_LOCAL) {
		x86_jump(code, X86_ALWAYS, jit->ends[STOP_HELPER]);
		return;
	}
	x86_mem(code, X86_64, X86_IMM32, X86_IMM_CMP, jit_run,
		offsetof(struct plain_state, stack_size));
	x86_bytes(code, MOST_STACK, 4);
	x86_jump(code, X86_NOT_BELOW, jit->ends[STOP_CALLS]);
	for (uint32_t i = SAVED_FIRST; i < SAVED_END; i++)
		x86_push(code, jit_registers[i]);
	add_to_stack(jit, X86_IMM_ADD);
	x86_jump(code, X86_CALL, jit_target(jit, insn->imm));
	add_to_stack(jit, X86_IMM_SUB);
	for (uint32_t i = SAVED_END; i-- > SAVED_FIRST;)
		x86_pop(code, jit_registers[i]);
}

void jit_plain_no_areas(struct jit *jit)
{
	x86_jump(&jit->code, X86_ALWAYS, jit->ends[STOP_AREA]);
}

/* A jump into a 64-bit immediate: there is no instruction, which is seen when it should run. */
static void halves(struct jit *jit)
{
	const struct jit_request *request = jit->request;
	const struct bpf_insn *insns = request->insns;

	for (uint32_t i = 0; i < request->count; i += bpf_insn_units(&insns[i])) {
		if (bpf_insn_units(&insns[i]) == 1)
			continue;
		jit->at = i + 1;
		request->offsets[i + 1] = (uint32_t)jit->code.size;
		jit_plain_step(jit);
		x86_jump(&jit->code, X86_ALWAYS, jit->ends[STOP_OPCODE]);
	}
}

void jit_plain_end(struct jit *jit)
{
	struct x86_code *code = &jit->code;

	/* After the last instruction, and where jumps to outside lead; that there is a step left comes first. */
	jit->request->offsets[jit->request->count] = (uint32_t)code->size;
	x86_mem(code, X86_64, X86_IMM8, X86_IMM_CMP, jit_run, offsetof(struct plain_state, steps));
	x86_byte(code, 0);
	x86_jump(code, X86_EQUAL, jit->ends[STOP_STEPS]);
	x86_jump(code, X86_ALWAYS, jit->ends[STOP_LEFT_CODE]);
	halves(jit);
	for (uint32_t stop = STOP_NO + 1; stop < STOP_COUNT; stop++) {
		jit->ends[stop] = code->size;
		set_state(jit, offsetof(struct plain_state, stop), stop);
		x86_jump(code, X86_ALWAYS, jit->ends[STOP_NO]);
	}
	jit->ends[STOP_NO] = code->size;
	with_state(jit, X86_LOAD, X86_RSP, offsetof(struct plain_state, stack_pointer));
	for (uint32_t i = BPF_FRAME_REGISTER; i >= SAVED_FIRST; i--)
		x86_pop(code, jit_registers[i]);
	x86_pop(code, jit_run);
	x86_byte(code, X86_RET);
}

bool jit_plain_run(struct interpret_plain *program, const void *code,
		   char error[INTERPRET_ERROR_SIZE])
{
	struct plain_state state = {
		.memory = (uintptr_t)program->memory,
		.memory_size = program->memory_size,
		.stack = (uintptr_t)program->stack,
		.stack_size = BPF_STACK_SIZE,
		.steps = program->most_steps,
	};
	uintptr_t entry = (uintptr_t)code + JIT_GUARD;
	void (*function)(struct plain_state * state);

	memcpy(&function, &entry, sizeof(function));
	memset(program->stack, 0, sizeof(program->stack));
	function(&state);
	if (state.stop != STOP_NO) {
		fmt_format(error, INTERPRET_ERROR_SIZE, "instruction %lld: %s", (long long)state.at,
			   reasons[state.stop]);
		return false;
	}
	program->result = state.result;
	return true;
}
