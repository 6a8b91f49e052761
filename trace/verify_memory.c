/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/verify_walk.h"

#include "dsl/abi/context.h"

#include <string.h>

/* The fields of the context that a program may read. */
static const struct {
	uint16_t offset;
	uint8_t bytes;
} context_fields[] = {
	{offsetof(struct probe_context, pid), 4},  {offsetof(struct probe_context, tid), 4},
	{offsetof(struct probe_context, cpu), 4},  {offsetof(struct probe_context, id), 4},
	{offsetof(struct probe_context, epid), 4},
};

static bool context_field_ok(int64_t offset, uint32_t bytes)
{
	if (offset >= 0 && offset < (int64_t)sizeof(((struct probe_context *)0)->gpr))
		return bytes == 8 && offset % 8 == 0 && offset / 8 != GPR_RSP;
	for (size_t i = 0; i < sizeof(context_fields) / sizeof(context_fields[0]); i++)
		if (offset == context_fields[i].offset)
			return bytes == context_fields[i].bytes;
	return false;
}

/* Is the access to context or stack at one known offset? */
static bool at_known_offset(const struct value *base)
{
	return base->range.smin == base->range.smax;
}

/* The lowest and highest byte that the access can touch are both the area's. */
static bool area_access_ok(const struct verifier *self, const struct value *base, int offset,
			   uint32_t bytes)
{
	return base->range.smin + offset >= 0 &&
	       base->range.smax + offset + bytes <= object_area_bytes(self->image, base->area);
}

static bool check_area(const struct verifier *self, unsigned int reg, int offset, uint32_t bytes)
{
	const struct value *base = &self->state.regs[reg];

	if (area_access_ok(self, base, offset, bytes))
		return true;
	return verify_refuse(self, verify_register(reg),
			     "access of %u bytes at offset %d outside the %u bytes of its area",
			     bytes, offset, object_area_bytes(self->image, base->area));
}

static bool load(const struct verifier *self, const struct bpf_insn *insn, struct value *value)
{
	unsigned int reg = bpf_src(insn);
	const struct value *base = &self->state.regs[reg];
	uint32_t bytes = bpf_access_bytes(insn);
	const char *reason;

	switch (base->kind) {
	case VALUE_CONTEXT:
		if (!at_known_offset(base) ||
		    !context_field_ok(base->range.smin + insn->offset, bytes))
			return verify_refuse(self, verify_register(reg),
					     "read of %u bytes at offset %d is no readable field "
					     "of the context",
					     bytes, insn->offset);
		*value = value_int(range_any());
		return true;
	case VALUE_STACK:
		if (!at_known_offset(base))
			return verify_refuse(self, verify_register(reg),
					     "the stack is read at known offsets only");
		reason = stack_read(&self->state, base->range.smin + insn->offset, bytes, value);
		return !reason || verify_refuse(self, verify_register(reg), "%s (%u bytes at %+d)",
						reason, bytes, insn->offset);
	case VALUE_AREA:
		*value = value_int(range_any());
		return check_area(self, reg, insn->offset, bytes);
	case VALUE_NONE:
		return verify_refuse(self, verify_register(reg),
				     "r%u was not set on every way here", reg);
	default:
		return verify_refuse(self, verify_register(reg),
				     "r%u is no pointer that may be read", reg);
	}
}

static bool store(struct verifier *self, const struct bpf_insn *insn, const struct value *value)
{
	unsigned int reg = bpf_dst(insn);
	const struct value *base = &self->state.regs[reg];
	uint32_t bytes = bpf_access_bytes(insn);
	const char *reason;

	switch (base->kind) {
	case VALUE_CONTEXT:
		return verify_refuse(self, verify_register(reg), "the context is read-only");
	case VALUE_STACK:
		if (!at_known_offset(base))
			return verify_refuse(self, verify_register(reg),
					     "the stack is written at known offsets only");
		reason = stack_write(&self->state, base->range.smin + insn->offset, bytes, value);
		return !reason || verify_refuse(self, verify_register(reg), "%s (%u bytes at %+d)",
						reason, bytes, insn->offset);
	case VALUE_AREA:
		if (base->area != AREA_GLOBALS && base->area != AREA_LOCALS)
			return verify_refuse(self, verify_register(reg), "strings are read-only");
		if (value->kind != VALUE_INT)
			return verify_refuse(self,
					     verify_register(reg) | verify_register(bpf_src(insn)),
					     "pointers cannot be stored in an area");
		return check_area(self, reg, insn->offset, bytes);
	case VALUE_NONE:
		return verify_refuse(self, verify_register(reg),
				     "r%u was not set on every way here", reg);
	default:
		return verify_refuse(self, verify_register(reg),
				     "r%u is no pointer that may be written", reg);
	}
}

/*
 * Atomic operations are on integers, aligned (a processor may otherwise tear them), at a known
 * offset, since alignment is not tracked.
 */
static bool atomic(struct verifier *self, const struct bpf_insn *insn)
{
	unsigned int reg = bpf_dst(insn);
	unsigned int operand = bpf_src(insn);
	const struct value *base = &self->state.regs[reg];
	uint32_t bytes = bpf_access_bytes(insn);
	struct value old = {0};
	/* As a load, it must find what it needs; as a store, leave what it may. */
	struct bpf_insn as_load = *insn;

	as_load.regs = (uint8_t)(reg << 4);
	if (base->kind == VALUE_CONTEXT)
		return verify_refuse(self, verify_register(reg), "the context is read-only");
	if (!load(self, &as_load, &old))
		return false;
	if (old.kind != VALUE_INT || self->state.regs[operand].kind != VALUE_INT)
		return verify_refuse(self, verify_register(reg) | verify_register(operand),
				     "atomic operations are on integers only");
	if (!at_known_offset(base) || (base->range.smin + insn->offset) % (int64_t)bytes != 0)
		return verify_refuse(self, verify_register(reg),
				     "atomic operations need a known, aligned offset");
	if (insn->imm == BPF_ATOMIC_CMPXCHG && self->state.regs[0].kind != VALUE_INT)
		return verify_refuse(self, verify_register(0),
				     "compare-and-exchange needs an integer in r0");

	struct value unknown = value_int(range_any());

	if (!store(self, insn, &unknown))
		return false;

	struct value fetched = value_int(range_of_bytes(bytes, false));

	if (insn->imm == BPF_ATOMIC_CMPXCHG)
		self->state.regs[0] = fetched;
	else if (insn->imm & BPF_ATOMIC_FETCH)
		self->state.regs[operand] = fetched;
	return true;
}

bool verify_memory(struct verifier *self, const struct bpf_insn *insn)
{
	unsigned int class = insn->opcode & BPF_CLASS_MASK;
	unsigned int mode = insn->opcode & BPF_MODE_MASK;
	struct value value;

	if (mode == BPF_ATOMIC)
		return atomic(self, insn);
	if (class == BPF_LDX) {
		uint32_t bytes = bpf_access_bytes(insn);

		if (!load(self, insn, &value))
			return false;
		if (bytes < 8)
			value = value_int(range_of_bytes(bytes, mode == BPF_MEMSX));
		self->state.regs[bpf_dst(insn)] = value;
		return true;
	}
	if (class == BPF_ST) {
		value = value_int(range_constant((uint64_t)(int64_t)insn->imm));
		return store(self, insn, &value);
	}
	value = self->state.regs[bpf_src(insn)];
	if (value.kind == VALUE_NONE)
		return verify_refuse(self, verify_register(bpf_src(insn)),
				     "r%u was not set on every way here", bpf_src(insn));
	return store(self, insn, &value);
}
