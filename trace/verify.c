/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/verify.h"

#include "trace/run.h"
#include "trace/verify_walk.h"

#include "dsl/base/fmt.h"

#include <string.h>

enum {
	/* Beyond this no pointer is followed, so that sums with any offset of an instruction cannot
	   overflow. */
	MAX_POINTER_OFFSET = 1 << 29,

	/* What is known of an instruction ahead; else the saved state's index plus PENDING_STATE.
	 */
	PENDING_NOTHING = 0,
	PENDING_DEAD = 1, /* only instructions that cannot be reached jump there */
	PENDING_STATE = 2,
};

struct scratch {
	struct verifier verifier;
	uint16_t pending[OBJECT_MAX_CLAUSE_INSNS];
	uint16_t free_states[VERIFY_MAX_PENDING];
	uint32_t free_count;
	struct verify_state states[VERIFY_MAX_PENDING];
};

size_t verify_scratch_needed(void)
{
	return sizeof(struct scratch);
}

bool verify_refuse(const struct verifier *self, uint32_t registers, const char *format, ...)
{
	char *text = self->error;
	size_t length = fmt_format(text, TRACE_ERROR_SIZE,
				   "clause %u, instruction %u (opcode 0x%02x): ", self->clause,
				   self->at, self->insns[self->at].opcode);
	const char *separator = "; ";
	va_list args;

	va_start(args, format);
	length += fmt_vformat(text + length, TRACE_ERROR_SIZE - length, format, args);
	va_end(args);
	for (unsigned int reg = 0; reg < BPF_REGISTER_COUNT && self->live; reg++) {
		char value[VALUE_TEXT_SIZE];

		if (!(registers & verify_register(reg)) || length >= TRACE_ERROR_SIZE)
			continue;
		value_describe(&self->state.regs[reg], value);
		length += fmt_format(text + length, TRACE_ERROR_SIZE - length, "%sr%u = %s",
				     separator, reg, value);
		separator = ", ";
	}
	return false;
}

/* Makes the state now one of those that the target can be reached with. */
static bool add_pending(struct scratch *scratch, uint32_t target, const struct verify_state *state)
{
	struct verifier *self = &scratch->verifier;
	uint16_t *pending = &scratch->pending[target];

	if (*pending >= PENDING_STATE) {
		state_merge(&scratch->states[*pending - PENDING_STATE], state, self->image);
		return true;
	}
	if (scratch->free_count == 0)
		return verify_refuse(self, 0, "more than %d jump targets are ahead",
				     VERIFY_MAX_PENDING);

	uint16_t index = scratch->free_states[--scratch->free_count];

	scratch->states[index] = *state;
	*pending = (uint16_t)(PENDING_STATE + index);
	return true;
}

/* Arrives at an instruction: joins what falls through with what jumped here. */
static void take_pending(struct scratch *scratch, uint32_t at)
{
	struct verifier *self = &scratch->verifier;
	uint16_t pending = scratch->pending[at];

	if (pending < PENDING_STATE)
		return;

	uint16_t index = (uint16_t)(pending - PENDING_STATE);

	if (self->live)
		state_merge(&self->state, &scratch->states[index], self->image);
	else
		self->state = scratch->states[index];
	self->live = true;
	scratch->free_states[scratch->free_count++] = index;
}

static uint32_t jump_target(const struct verifier *self, const struct bpf_insn *insn)
{
	return (uint32_t)(self->at + 1 + bpf_jump_distance(insn));
}

/* Which register does the instruction write, if any beside r0? */
static int written_register(const struct bpf_insn *insn)
{
	switch (insn->opcode & BPF_CLASS_MASK) {
	case BPF_ALU:
	case BPF_ALU64:
	case BPF_LD:
	case BPF_LDX:
		return (int)bpf_dst(insn);
	case BPF_STX:
		if ((insn->opcode & BPF_MODE_MASK) == BPF_ATOMIC &&
		    (insn->imm & BPF_ATOMIC_FETCH) && insn->imm != BPF_ATOMIC_CMPXCHG)
			return (int)bpf_src(insn);
		return -1;
	default:
		return -1;
	}
}

/* What holds for every instruction, reached or not: compiled code is made of all of them. */
static bool check_form(struct scratch *scratch, const struct bpf_insn *insn)
{
	struct verifier *self = &scratch->verifier;
	const char *reason = bpf_encoding_error(insn, self->insn_count - self->at);

	if (reason)
		return verify_refuse(self, 0, "%s", reason);
	if (written_register(insn) == BPF_FRAME_REGISTER)
		return verify_refuse(self, 0, "r10 is read-only");
	if (bpf_is_jump(insn)) {
		int64_t distance = bpf_jump_distance(insn);

		if (distance < 0)
			return verify_refuse(self, 0, "jump backward by %lld",
					     (long long)-distance);
		if (self->at + 1 + distance >= self->insn_count)
			return verify_refuse(self, 0, "jump beyond the end of the clause");

		uint16_t *pending = &scratch->pending[self->at + 1 + distance];

		if (*pending == PENDING_NOTHING)
			*pending = PENDING_DEAD;
	}
	if (insn->opcode == BPF_OPCODE_CALL &&
	    (bpf_src(insn) != BPF_CALL_HELPER || !verify_helper_known((uint32_t)insn->imm)))
		return verify_refuse(self, 0, "no helper %d", insn->imm);
	if (insn->opcode == BPF_OPCODE_LDDW) {
		/* Only what came before can jump here, and all of that was looked at. */
		if (scratch->pending[self->at + 1] != PENDING_NOTHING)
			return verify_refuse(self, 0,
					     "a jump leads into the middle of this instruction");
		if (bpf_src(insn) == BPF_IMM64_MAP_VALUE_BY_INDEX &&
		    (insn->imm < AREA_STRINGS || insn->imm >= RUN_AREA_COUNT))
			return verify_refuse(self, 0, "no memory area %d", insn->imm);
	}
	return true;
}

static bool load_immediate(struct verifier *self, const struct bpf_insn *insn)
{
	struct value *dst = &self->state.regs[bpf_dst(insn)];
	uint64_t next_imm = (uint32_t)insn[1].imm;

	if (bpf_src(insn) == BPF_IMM64_VALUE) {
		*dst = value_int(range_constant((uint32_t)insn->imm | next_imm << 32));
		return true;
	}
	if (next_imm > MAX_POINTER_OFFSET)
		return verify_refuse(self, 0, "offset %llu is too far from its area",
				     (unsigned long long)next_imm);
	*dst = value_of_kind(VALUE_AREA, range_constant(next_imm));
	dst->area = (uint8_t)insn->imm;
	return true;
}

static bool add_to_pointer(struct verifier *self, const struct bpf_insn *insn,
			   const struct value *pointer, const struct value *number)
{
	uint32_t registers = verify_register(bpf_dst(insn));
	unsigned int op = insn->opcode & BPF_OP_MASK;

	if ((insn->opcode & BPF_SOURCE_MASK) == BPF_X)
		registers |= verify_register(bpf_src(insn));
	if (number->kind != VALUE_INT || pointer->kind == VALUE_STRING ||
	    (insn->opcode & BPF_CLASS_MASK) != BPF_ALU64 || (op != BPF_ADD && op != BPF_SUB))
		return verify_refuse(self, registers, "no such arithmetic with pointers");

	struct value sum = *pointer;

	sum.range = range_alu(op, true, pointer->range, number->range, 0);
	if (sum.range.smin < -MAX_POINTER_OFFSET || sum.range.smax > MAX_POINTER_OFFSET)
		return verify_refuse(self, registers, "the pointer's offset has no bound");
	self->state.regs[bpf_dst(insn)] = sum;
	return true;
}

static bool alu(struct verifier *self, const struct bpf_insn *insn)
{
	bool wide = (insn->opcode & BPF_CLASS_MASK) == BPF_ALU64;
	bool by_register = (insn->opcode & BPF_SOURCE_MASK) == BPF_X;
	enum bpf_alu_op op = insn->opcode & BPF_OP_MASK;
	struct value *dst = &self->state.regs[bpf_dst(insn)];
	struct value b = value_int(range_constant((uint64_t)(int64_t)insn->imm));

	/* The source bit of a byte swap says which order. */
	if (by_register && op != BPF_END)
		b = self->state.regs[bpf_src(insn)];
	if (b.kind == VALUE_NONE)
		return verify_refuse(self, verify_register(bpf_src(insn)),
				     "r%u was not set on every way here", bpf_src(insn));
	if (op == BPF_MOV && wide && insn->offset == 0) {
		*dst = b;
		return true;
	}
	if (op != BPF_MOV && dst->kind == VALUE_NONE)
		return verify_refuse(self, verify_register(bpf_dst(insn)),
				     "r%u was not set on every way here", bpf_dst(insn));
	if (op != BPF_MOV && value_is_pointer(dst))
		return add_to_pointer(self, insn, dst, &b);
	if (value_is_pointer(&b)) {
		/* number + pointer is a pointer too; number - pointer, or anything else, is nothing
		 */
		if (op == BPF_ADD)
			return add_to_pointer(self, insn, &b, dst);
		return verify_refuse(self, verify_register(bpf_src(insn)),
				     "no such arithmetic with pointers");
	}
	if (op == BPF_END)
		*dst = value_int(range_swap(dst->range, insn->imm, wide || by_register));
	else
		*dst = value_int(range_alu(op, wide, dst->range, b.range, insn->offset));
	return true;
}

static bool jump(struct scratch *scratch, const struct bpf_insn *insn)
{
	struct verifier *self = &scratch->verifier;
	bool wide = (insn->opcode & BPF_CLASS_MASK) == BPF_JMP;
	enum bpf_jump_op op = insn->opcode & BPF_OP_MASK;
	uint32_t target = jump_target(self, insn);

	if (op == BPF_JA) {
		self->live = false;
		return add_pending(scratch, target, &self->state);
	}

	bool by_register = (insn->opcode & BPF_SOURCE_MASK) == BPF_X;
	struct value *a = &self->state.regs[bpf_dst(insn)];
	struct value constant = value_int(range_constant(wide ? (uint64_t)(int64_t)insn->imm
							      : (uint64_t)(uint32_t)insn->imm));
	struct value *b = by_register ? &self->state.regs[bpf_src(insn)] : &constant;

	if (a->kind != VALUE_INT || b->kind != VALUE_INT)
		return verify_refuse(self,
				     verify_register(bpf_dst(insn)) |
					     (by_register ? verify_register(bpf_src(insn)) : 0),
				     "only integers can be compared");

	const struct range a_before = a->range;
	const struct range b_before = b->range;

	if (range_assume(op, wide, true, &a->range, &b->range) &&
	    !add_pending(scratch, target, &self->state))
		return false;
	a->range = a_before;
	b->range = b_before;
	self->live = range_assume(op, wide, false, &a->range, &b->range);
	return true;
}

static bool step(struct scratch *scratch, const struct bpf_insn *insn)
{
	struct verifier *self = &scratch->verifier;

	switch (insn->opcode & BPF_CLASS_MASK) {
	case BPF_ALU:
	case BPF_ALU64:
		return alu(self, insn);
	case BPF_LD:
		return load_immediate(self, insn);
	case BPF_JMP:
	case BPF_JMP32:
		if (insn->opcode == BPF_OPCODE_CALL)
			return verify_call(self, insn);
		if (insn->opcode != BPF_OPCODE_EXIT)
			return jump(scratch, insn);
		if (self->state.regs[0].kind != VALUE_INT)
			return verify_refuse(self, verify_register(0),
					     "the result in r0 must be an integer");
		self->live = false;
		return true;
	default:
		return verify_memory(self, insn);
	}
}

static bool walk(struct scratch *scratch)
{
	struct verifier *self = &scratch->verifier;

	while (self->at < self->insn_count) {
		const struct bpf_insn *insn = &self->insns[self->at];
		uint32_t next = self->at + bpf_insn_units(insn);

		take_pending(scratch, self->at);
		if (!check_form(scratch, insn) || (self->live && !step(scratch, insn)))
			return false;
		if (self->live && next >= self->insn_count)
			return verify_refuse(self, 0, "execution falls off the end of the clause");
		self->at = next;
	}
	return true;
}

bool verify_clause(const struct object_image *image, uint32_t clause, void *scratch_memory,
		   size_t scratch_size, char error[TRACE_ERROR_SIZE])
{
	error[0] = '\0';
	if (scratch_size < sizeof(struct scratch) || (uintptr_t)scratch_memory % 8 != 0) {
		fmt_format(error, TRACE_ERROR_SIZE,
			   "the verifier needs %zu aligned bytes of memory, not %zu",
			   sizeof(struct scratch), scratch_size);
		return false;
	}

	struct scratch *scratch = scratch_memory;
	struct verifier *self = &scratch->verifier;

	self->image = image;
	self->clause = clause;
	self->insns = image->insns + image->clauses[clause].first_insn;
	self->insn_count = image->clauses[clause].insn_count;
	self->at = 0;
	self->live = true;
	self->error = error;
	state_begin(&self->state, image->clauses[clause].first_action);
	memset(scratch->pending, 0, sizeof(scratch->pending));
	for (uint32_t i = 0; i < VERIFY_MAX_PENDING; i++)
		scratch->free_states[i] = (uint16_t)i;
	scratch->free_count = VERIFY_MAX_PENDING;
	return walk(scratch);
}
