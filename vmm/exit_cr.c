/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/exits.h"

#include "vmm/describe.h"
#include "vmm/event.h"
#include "vmm/guest.h"
#include "vmm/guest_memory.h"
#include "vmm/schedule.h"
#include "vmm/x86.h"

enum { PDPTE_RESERVED = 0x1e6, PDPTE_COUNT = 4 };

/* With PAE paging, switching it on loads the four PDPTEs, which live in the VMCS under EPT
 * (SDM 27.3.2.4). */
static bool load_pdptes(const struct vcpu *vcpu)
{
	static const enum vmcs_field fields[PDPTE_COUNT] = {VMX_GUEST_PDPTR0, VMX_GUEST_PDPTR1,
							    VMX_GUEST_PDPTR2, VMX_GUEST_PDPTR3};
	unsigned int physical_bits = capabilities_physical_bits(&vcpu->cpu->capabilities);
	const uint64_t *pdptes = guest_physical(vcpu->guest, vmread(VMX_GUEST_CR3) & 0xffffffe0,
						PDPTE_COUNT * sizeof(uint64_t));

	if (!pdptes)
		return false;
	for (unsigned int i = 0; i < PDPTE_COUNT; i++)
		if ((pdptes[i] & 1) && ((pdptes[i] & PDPTE_RESERVED) || pdptes[i] >> physical_bits))
			return false;
	for (unsigned int i = 0; i < PDPTE_COUNT; i++)
		vmwrite(fields[i], pdptes[i]);
	return true;
}

/* Combinations that MOV to CR0 refuses (SDM, MOV—Move to/from Control Registers). */
static bool cr0_valid(uint64_t value, uint64_t efer, uint64_t cr4, uint64_t cs_rights)
{
	bool paging = value & CR0_PG;

	if (value >> 32)
		return false;
	if (paging && !(value & CR0_PE))
		return false;
	if ((value & CR0_NW) && !(value & CR0_CD))
		return false;
	if (paging && (efer & EFER_LME) && !(efer & EFER_LMA) &&
	    (!(cr4 & CR4_PAE) || (cs_rights & AR_LONG)))
		return false;
	/* Neither 64-bit mode nor process-context identifiers can go on without paging. */
	if (!paging && (((efer & EFER_LMA) && (cs_rights & AR_LONG)) || (cr4 & CR4_PCIDE)))
		return false;
	return true;
}

/*
 * Comes only for a change of a bit that the VMM owns (CD, NW, NE); then the whole write is ours to
 * do, with what the others in it bring about: paging and long mode may be switched by the same
 * instruction.
 */
static void write_cr0_for_guest(struct vcpu *vcpu, uint64_t value)
{
	uint64_t efer = vmread(VMX_GUEST_IA32_EFER);
	uint64_t cr4 = vmread(VMX_GUEST_CR4);
	bool was_paging = vmread(VMX_GUEST_CR0) & CR0_PG;
	bool paging = value & CR0_PG;

	if (!cr0_valid(value, efer, cr4, vmread(VMX_GUEST_CS_AR_BYTES)) ||
	    (paging && !(efer & EFER_LME) && (cr4 & CR4_PAE) && !load_pdptes(vcpu))) {
		inject_exception_code(VECTOR_GP, 0);
		return;
	}
	if (paging != was_paging && (efer & EFER_LME)) {
		uint64_t entry = vmread(VMX_VM_ENTRY_CONTROLS) & ~(uint64_t)ENTRY_IA32E_GUEST;

		vmwrite(VMX_VM_ENTRY_CONTROLS, entry | (paging ? ENTRY_IA32E_GUEST : 0));
		vmwrite(VMX_GUEST_IA32_EFER, paging ? efer | EFER_LMA : efer & ~(uint64_t)EFER_LMA);
	}
	vmwrite(VMX_CR0_READ_SHADOW, value | CR0_ET);
	vmwrite(VMX_GUEST_CR0, (value & ~(uint64_t)(CR0_CD | CR0_NW)) | CR0_NE | CR0_ET);
	/* Translations change with paging; the processor would have flushed them (SDM 4.10.4.1). */
	if (paging != was_paging && !invvpid(INVVPID_SINGLE_CONTEXT, vcpu->vpid))
		vmx_fail("INVVPID", vcpu->vpid);
	skip_instruction();
}

static void write_cr8(struct vcpu *vcpu, uint64_t value)
{
	enum { HIGHEST = 15 };

	if (value > HIGHEST) {
		inject_exception_code(VECTOR_GP, 0);
		return;
	}
	lapic_set_cr8(&vcpu->lapic, value);
	skip_instruction();
	event_request(vcpu);
}

struct vcpu *exit_cr_access(struct vcpu *vcpu)
{
	struct cr_access access = decode_cr_access(vmread(VMX_EXIT_QUALIFICATION));

	if (access.kind == CR_ACCESS_MOV_TO && access.cr == 0) {
		write_cr0_for_guest(vcpu, get_gpr(vcpu, access.gpr));
	} else if (access.kind == CR_ACCESS_MOV_TO && access.cr == 4) {
		/* Only setting a bit that guests are not offered exits: the read shadow has none of
		 * them set. */
		inject_exception_code(VECTOR_GP, 0);
	} else if (access.kind == CR_ACCESS_MOV_TO && access.cr == 8) {
		write_cr8(vcpu, get_gpr(vcpu, access.gpr));
	} else if (access.kind == CR_ACCESS_MOV_FROM && access.cr == 8) {
		set_gpr(vcpu, access.gpr, lapic_cr8(&vcpu->lapic));
		skip_instruction();
	} else {
		/* CR3 exiting is off; LMSW and CLTS change no bit that the VMM owns. */
		guest_crash(vcpu->guest, NULL);
	}
	return resume(vcpu);
}
