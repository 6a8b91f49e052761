/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/exits.h"

#include "vmm/cpuid_policy.h"
#include "vmm/event.h"
#include "vmm/guest.h"
#include "vmm/schedule.h"
#include "vmm/x86.h"

void exit_cpuid(struct vcpu *vcpu)
{
	uint64_t *gpr = vcpu->context.gpr;
	struct cpuid_result result =
		cpuid_policy_lookup((uint32_t)gpr[GPR_RAX], (uint32_t)gpr[GPR_RCX]);

	/* Three answers depend on the guest's own state (SDM, CPUID: OSXSAVE, size of the XSAVE
	 * area). */
	if ((uint32_t)gpr[GPR_RAX] == 1 && (vmread(VMX_GUEST_CR4) & CR4_OSXSAVE))
		result.ecx |= CPUID_1_ECX_OSXSAVE;
	if ((uint32_t)gpr[GPR_RAX] == 0xd && (uint32_t)gpr[GPR_RCX] == 0)
		result.ebx = cpuid_policy_xsave_size(vcpu->registers.xcr0);
	set_gpr32(vcpu, GPR_RAX, result.eax);
	set_gpr32(vcpu, GPR_RBX, result.ebx);
	set_gpr32(vcpu, GPR_RCX, result.ecx);
	set_gpr32(vcpu, GPR_RDX, result.edx);
	skip_instruction();
}

void exit_hlt(struct vcpu *vcpu)
{
	/* Nothing can wake it: there is no NMI, SMI, INIT or RESET for a guest. */
	if (!(vmread(VMX_GUEST_RFLAGS) & RFLAGS_IF)) {
		guest_crash(vcpu->guest,
			    "HLT with interrupts disabled: nothing can wake this guest");
		return;
	}
	skip_instruction();
	schedule_block(vcpu, VCPU_HALTED);
	event_request(vcpu); /* something may be pending already */
}

/* INVD would throw away what others wrote: it writes back instead, which no guest can tell from
 * luck. */
void exit_invd(struct vcpu *vcpu)
{
	exit_wbinvd(vcpu);
}

/* EPT makes guest memory write-back whatever the guest believes: there is nothing that needs
 * flushing. */
void exit_wbinvd(struct vcpu *vcpu)
{
	(void)vcpu;
	skip_instruction();
}

/* Values that the processor would refuse raise #GP here, or XSETBV in vcpu_switch_registers() would
 * (SDM 13.3). */
void exit_xsetbv(struct vcpu *vcpu)
{
	uint64_t value = get_edx_eax(vcpu);

	if ((uint32_t)vcpu->context.gpr[GPR_RCX] != 0 || !cpuid_policy_xcr0_valid(value)) {
		inject_exception_code(VECTOR_GP, 0);
		return;
	}
	vcpu->registers.xcr0 = value;
	xsetbv(0, value);
	skip_instruction();
}

void exit_undefined(struct vcpu *vcpu)
{
	(void)vcpu;
	inject_exception(VECTOR_UD);
}

void exit_general_protection(struct vcpu *vcpu)
{
	(void)vcpu;
	inject_exception_code(VECTOR_GP, 0);
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
