/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A program that nobody verified, run by the interpreter of verified ones: one instruction at a
 * time, each looked at before. Slow, but there is only one meaning of an instruction.
 */
#include "dsl/base/fmt.h"
#include "trace/bpf_encoding.h"
#include "trace/interpret.h"

#include <string.h>

/* A caller that waits for a local function to return. */
struct frame {
	const struct bpf_insn *return_to;
	uint64_t saved[4]; /* r6 to r9 */
};

struct plain {
	struct interpret_plain *program;
	uint64_t regs[BPF_REGISTER_COUNT];
	const struct bpf_insn *next; /* to run */
	const char *reason;	     /* why it had to be stopped */
	uint32_t frame_count;
	struct frame frames[INTERPRET_MAX_FRAMES - 1];
};

static bool stop(struct plain *self, const char *reason)
{
	self->reason = reason;
	return false;
}

static bool within(uint64_t address, size_t size, const void *memory, size_t memory_size)
{
	uint64_t start = (uintptr_t)memory;

	return address >= start && address - start <= memory_size &&
	       size <= memory_size - (address - start);
}

/* May it touch these bytes? Only the stack of frames in use is its. */
static bool access_ok(struct plain *self, uint64_t address, size_t size)
{
	const struct interpret_plain *program = self->program;

	if (within(address, size, program->memory, program->memory_size) ||
	    within(address, size, program->stack,
		   (self->frame_count + 1) * sizeof(program->stack[0])))
		return true;
	return stop(self, "access outside the memory and the stack");
}

static bool memory_ok(struct plain *self, const struct bpf_insn *insn)
{
	bool load = (insn->opcode & BPF_CLASS_MASK) == BPF_LDX;
	unsigned int base = load ? bpf_src(insn) : bpf_dst(insn);
	uint64_t address = self->regs[base] + (uint64_t)insn->offset;
	uint32_t size = bpf_access_bytes(insn);

	if (!access_ok(self, address, size))
		return false;
	if ((insn->opcode & BPF_MODE_MASK) == BPF_ATOMIC && address % size != 0)
		return stop(self, "atomic operation on an unaligned address");
	return true;
}

static bool call(struct plain *self, const struct bpf_insn *insn)
{
	if (bpf_src(insn) != BPF_CALL_LOCAL)
		return stop(self, "there are no helpers to call");
	if (self->frame_count == INTERPRET_MAX_FRAMES - 1)
		return stop(self, "too many calls within each other");

	struct frame *frame = &self->frames[self->frame_count++];

	frame->return_to = self->next;
	memcpy(frame->saved, &self->regs[6], sizeof(frame->saved));
	self->regs[BPF_FRAME_REGISTER] += BPF_STACK_SIZE;
	self->next += insn->imm;
	return true;
}

/* Goes back to the caller of a local function. */
static void leave(struct plain *self)
{
	const struct frame *frame = &self->frames[--self->frame_count];

	self->next = frame->return_to;
	memcpy(&self->regs[6], frame->saved, sizeof(frame->saved));
	self->regs[BPF_FRAME_REGISTER] -= BPF_STACK_SIZE;
}

/*
 * Runs one instruction with two exits behind it; true when it jumped, which skips the first. Calls
 * of helpers and areas need a clause and do not come here.
 */
static bool execute(struct plain *self, const struct bpf_insn *insn)
{
	enum { LONGEST = 2, EXITS = 2 };
	uint32_t units = bpf_insn_units(insn);
	struct bpf_insn code[LONGEST + EXITS];
	struct decoded_insn decoded[LONGEST + EXITS];

	memcpy(code, insn, units * sizeof(*insn));
	if (insn->opcode == (BPF_JMP32 | BPF_JA))
		code[0].imm = 1;
	else if (bpf_is_jump(insn))
		code[0].offset = 1;
	for (uint32_t i = 0; i < EXITS; i++)
		code[units + i] = (struct bpf_insn){.opcode = BPF_OPCODE_EXIT};
	interpret_decode(code, units + EXITS, decoded);
	return interpret_decoded(decoded, self->regs, NULL) == &decoded[units + 1];
}

/* False when it had to be stopped. */
static bool step(struct plain *self, const struct bpf_insn *insn)
{
	self->next = insn + bpf_insn_units(insn);
	if (insn->opcode == BPF_OPCODE_CALL)
		return call(self, insn);
	switch (insn->opcode & BPF_CLASS_MASK) {
	case BPF_LDX:
	case BPF_ST:
	case BPF_STX:
		if (!memory_ok(self, insn))
			return false;
		break;
	case BPF_LD:
		if (bpf_src(insn) != BPF_IMM64_VALUE)
			return stop(self, "there are no areas");
		break;
	default:
		break;
	}
	if (execute(self, insn))
		self->next += bpf_jump_distance(insn);
	return true;
}

/* To the end. False when it had to be stopped, at *at. */
static bool run(struct plain *self, const struct bpf_insn **at)
{
	const struct interpret_plain *program = self->program;

	for (uint64_t steps = 0; steps < program->most_steps; steps++) {
		size_t index = (size_t)(self->next - program->insns);

		if (index >= program->insn_count)
			return stop(self, "left the code");
		*at = self->next;
		if (self->next->opcode == BPF_OPCODE_EXIT) {
			if (self->frame_count == 0)
				return true;
			leave(self);
			continue;
		}
		/* A jump may lead to the second half of an immediate. */
		self->reason =
			bpf_encoding_error(self->next, program->insn_count - (uint32_t)index);
		if (self->reason || !step(self, self->next))
			return false;
	}
	return stop(self, "too many steps");
}

bool interpret_plain_check(const struct interpret_plain *program, char error[INTERPRET_ERROR_SIZE])
{
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
	return true;
}

bool interpret_plain(struct interpret_plain *program, char error[INTERPRET_ERROR_SIZE])
{
	struct plain self = {.program = program, .next = program->insns};
	const struct bpf_insn *at = program->insns;

	if (!interpret_plain_check(program, error))
		return false;
	memset(program->stack, 0, sizeof(program->stack));
	self.regs[1] = (uintptr_t)program->memory;
	self.regs[2] = program->memory_size;
	self.regs[BPF_FRAME_REGISTER] = (uintptr_t)program->stack + BPF_STACK_SIZE;
	if (!run(&self, &at)) {
		fmt_format(error, INTERPRET_ERROR_SIZE, "instruction %lld: %s",
			   (long long)(at - program->insns), self.reason);
		return false;
	}
	program->result = self.regs[0];
	return true;
}
