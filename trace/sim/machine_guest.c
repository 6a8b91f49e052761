/* SPDX-License-Identifier: BSD-2-Clause */
/* The guest that runs, as programs see it: VMCS fields, registers, memory, names. */
#include "trace/machine.h"
#include "trace/sim/machine_sim.h"

#include <string.h>

void sim_set_field(struct sim_guest *guest, uint32_t encoding, uint64_t value)
{
	for (uint32_t i = 0; i < guest->field_count; i++) {
		if (guest->fields[i].encoding != encoding)
			continue;
		guest->fields[i].value = value;
		return;
	}
	guest->fields[guest->field_count++] = (struct sim_field){encoding, value};
}

void sim_add_memory(struct sim_guest *guest, uint64_t address, const void *bytes, size_t size)
{
	guest->memories[guest->memory_count++] = (struct sim_memory){address, bytes, size};
}

bool machine_read_field(const struct probe_context *context, uint32_t encoding, uint64_t *value)
{
	const struct sim_guest *guest = sim_guest_of(context);

	for (uint32_t i = 0; guest && i < guest->field_count; i++) {
		if (guest->fields[i].encoding != encoding)
			continue;
		*value = guest->fields[i].value;
		return true;
	}
	*value = 0;
	return guest && guest->has_all_fields;
}

enum register_index {
#define REGISTER(name, index) name = (index),
#include "dsl/abi/registers.def"
#undef REGISTER
};

enum register_field {
#define VMCS_FIELD(name, encoding) name = (encoding),
#include "dsl/abi/vmcs_fields.def"
#undef VMCS_FIELD
};

uint32_t sim_register_field(uint32_t reg)
{
	switch (reg) {
	case R_RIP:
		return VMX_GUEST_RIP;
	case R_RSP:
		return VMX_GUEST_RSP;
	case R_RFL:
		return VMX_GUEST_RFLAGS;
	case R_CS:
		return VMX_GUEST_CS_SELECTOR;
	case R_SS:
		return VMX_GUEST_SS_SELECTOR;
	case R_FS:
		return VMX_GUEST_FS_SELECTOR;
	case R_GS:
		return VMX_GUEST_GS_SELECTOR;
	case R_ES:
		return VMX_GUEST_ES_SELECTOR;
	case R_DS:
		return VMX_GUEST_DS_SELECTOR;
	case R_FSBASE:
		return VMX_GUEST_FS_BASE;
	case R_GSBASE:
		return VMX_GUEST_GS_BASE;
	default:
		return 0;
	}
}

enum gpr sim_register_gpr(uint32_t reg)
{
	static const enum gpr gprs[] = {
		[R_R15] = GPR_R15, [R_R14] = GPR_R14, [R_R13] = GPR_R13, [R_R12] = GPR_R12,
		[R_R11] = GPR_R11, [R_R10] = GPR_R10, [R_R9] = GPR_R9,	 [R_R8] = GPR_R8,
		[R_RDI] = GPR_RDI, [R_RSI] = GPR_RSI, [R_RBP] = GPR_RBP, [R_RBX] = GPR_RBX,
		[R_RDX] = GPR_RDX, [R_RCX] = GPR_RCX, [R_RAX] = GPR_RAX,
	};

	return gprs[reg];
}

bool machine_read_register(const struct probe_context *context, uint32_t reg, uint64_t *value)
{
	uint32_t field = sim_register_field(reg);

	if (context->pid == 0)
		return false;
	if (field != 0)
		return machine_read_field(context, field, value);
	if (reg < R_R15 || reg > R_RAX)
		return false;
	*value = context->gpr[sim_register_gpr(reg)];
	return true;
}

/*
 * How many bytes of the guest's memory lie at *bytes for an address, 0 if it is missing. Of pieces that
 * overlap the first counts.
 */
static size_t memory_at(const struct sim_guest *guest, uint64_t address, const uint8_t **bytes)
{
	uint64_t next = UINT64_MAX; /* bytes to the next piece that hides this one */

	for (uint32_t i = 0; i < guest->memory_count; i++) {
		const struct sim_memory *memory = &guest->memories[i];
		uint64_t into = address - memory->address;

		if (into < memory->size) {
			size_t rest = memory->size - (size_t)into;

			*bytes = (const uint8_t *)memory->bytes + into;
			return rest < next ? rest : (size_t)next;
		}
		if (memory->address > address && memory->address - address < next)
			next = memory->address - address;
	}
	return 0;
}

bool machine_read_memory(const struct probe_context *context, uint64_t address, void *to,
			 size_t size, uint64_t *missing)
{
	const struct sim_guest *guest = sim_guest_of(context);
	uint8_t *bytes = to;

	*missing = address;
	while (guest && size > 0) {
		const uint8_t *from;
		size_t piece = memory_at(guest, address, &from);

		*missing = address;
		if (piece == 0)
			return false;
		if (piece > size)
			piece = size;
		memcpy(bytes, from, piece);
		bytes += piece;
		address += piece;
		size -= piece;
	}
	return guest != NULL;
}

unsigned int machine_privilege(const struct probe_context *context)
{
	const struct sim_guest *guest = sim_guest_of(context);

	return guest ? guest->privilege : 0;
}

const char *machine_execname(const struct probe_context *context)
{
	const struct sim_guest *guest = sim_guest_of(context);

	return guest ? guest->execname : "idle";
}

const char *machine_zonename(const struct probe_context *context)
{
	const struct sim_guest *guest = sim_guest_of(context);

	return guest ? guest->zonename : "global";
}
