/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/exits.h"

#include "vmm/cpuid_policy.h"
#include "vmm/event.h"
#include "vmm/guest.h"
#include "vmm/schedule.h"
#include "vmm/x86.h"

/* Leaves with subleaves, out of range, or that depend on the guest's own state (OSXSAVE, size of
 * the XSAVE area). */
static __attribute__((noinline)) struct vcpu *cpuid_special(struct vcpu *vcpu)
{
	uint64_t *gpr = vcpu->context.gpr;
	uint32_t leaf = (uint32_t)gpr[GPR_RAX];
	uint32_t subleaf = (uint32_t)gpr[GPR_RCX];
	struct cpuid_result result = cpuid_policy_lookup(leaf, subleaf);

	if (leaf == 1 && (vmread(VMX_GUEST_CR4) & CR4_OSXSAVE))
		result.ecx |= CPUID_1_ECX_OSXSAVE;
	if (leaf == 0xd && subleaf == 0)
		result.ebx = cpuid_policy_xsave_size(vcpu->registers.xcr0);
	set_gpr32(vcpu, GPR_RAX, result.eax);
	set_gpr32(vcpu, GPR_RBX, result.ebx);
	set_gpr32(vcpu, GPR_RCX, result.ecx);
	set_gpr32(vcpu, GPR_RDX, result.edx);
	return skip_and_resume(vcpu);
}

struct vcpu *exit_cpuid(struct vcpu *vcpu)
{
	uint64_t *gpr = vcpu->context.gpr;
	const struct cpuid_result *result = cpuid_policy_constant((uint32_t)gpr[GPR_RAX]);

	if (!result)
		return cpuid_special(vcpu);
	set_gpr32(vcpu, GPR_RAX, result->eax);
	set_gpr32(vcpu, GPR_RBX, result->ebx);
	set_gpr32(vcpu, GPR_RCX, result->ecx);
	set_gpr32(vcpu, GPR_RDX, result->edx);
	return skip_and_resume(vcpu);
}

struct vcpu *exit_hlt(struct vcpu *vcpu)
{
	/* Nothing can wake it: there is no NMI, SMI, INIT or RESET for a guest. */
	if (!(vmread(VMX_GUEST_RFLAGS) & RFLAGS_IF)) {
		guest_crash(vcpu->guest,
			    "HLT with interrupts disabled: nothing can wake this guest");
		return resume(vcpu);
	}
	skip_instruction();
	schedule_block(vcpu, VCPU_HALTED);
	event_request(vcpu); /* something may be pending already */
	return resume(vcpu);
}

/* To lose what the caches hold would hurt others: it does what WBINVD does. */
struct vcpu *exit_invd(struct vcpu *vcpu)
{
	return exit_wbinvd(vcpu);
}

/* EPT makes guest memory write-back whatever the guest believes: there is nothing that needs
 * flushing. */
struct vcpu *exit_wbinvd(struct vcpu *vcpu)
{
	return skip_and_resume(vcpu);
}

/* Values that the processor would refuse raise #GP here, or XSETBV in vcpu_switch_registers() would
 * (SDM 13.3). */
struct vcpu *exit_xsetbv(struct vcpu *vcpu)
{
	uint64_t value = get_edx_eax(vcpu);

	if ((uint32_t)vcpu->context.gpr[GPR_RCX] != 0 || !cpuid_policy_xcr0_valid(value)) {
		inject_exception_code(VECTOR_GP, 0);
		return resume(vcpu);
	}
	vcpu->registers.xcr0 = value;
	xsetbv(0, value);
	return skip_and_resume(vcpu);
}

struct vcpu *exit_undefined(struct vcpu *vcpu)
{
	inject_exception(VECTOR_UD);
	return resume(vcpu);
}

struct vcpu *exit_general_protection(struct vcpu *vcpu)
{
	inject_exception_code(VECTOR_GP, 0);
	return resume(vcpu);
}

uint64_t get_gpr(const struct vcpu *vcpu, unsigned int gpr)
{
	return gpr == GPR_RSP ? vmread(VMX_GUEST_RSP) : vcpu->context.gpr[gpr];
}

void set_gpr(struct vcpu *vcpu, unsigned int gpr, uint64_t value)
{
	if (gpr == GPR_RSP)
		vmwrite(VMX_GUEST_RSP, value);
	else
		vcpu->context.gpr[gpr] = value;
}
