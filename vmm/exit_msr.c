/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/exits.h"

#include "vmm/cpuid_policy.h"
#include "vmm/event.h"
#include "vmm/schedule.h"
#include "vmm/x86.h"

/*
 * MSRs that read as a constant. Writing the same value again is accepted, as is any value where
 * "ignored" says so; everything else, and every MSR that no table and no bitmap names, is #GP(0).
 */
struct constant_msr {
	uint32_t msr;
	uint64_t value;
	bool writes_ignored;
};

enum {
	MISC_FAST_STRINGS = 1 << 0,
	MISC_BTS_UNAVAILABLE = 1 << 11,
	MISC_PEBS_UNAVAILABLE = 1 << 12,
};

static const struct constant_msr constants[] = {
	/* A microcode revision of 1: software that loads microcode finds nothing newer to load. */
	{MSR_IA32_BIOS_SIGN_ID, 1ull << 32, true},
	{MSR_IA32_MISC_ENABLE, MISC_FAST_STRINGS | MISC_BTS_UNAVAILABLE | MISC_PEBS_UNAVAILABLE,
	 false},
	{MSR_IA32_DEBUGCTL, 0, false},
};

static const struct constant_msr *find_constant(uint32_t msr)
{
	for (unsigned int i = 0; i < sizeof(constants) / sizeof(constants[0]); i++)
		if (constants[i].msr == msr)
			return &constants[i];
	return NULL;
}

static bool is_lapic_msr(uint32_t msr)
{
	return msr == MSR_IA32_APIC_BASE || msr == MSR_IA32_TSC_DEADLINE ||
	       (msr >= MSR_X2APIC_FIRST && msr <= MSR_X2APIC_LAST);
}

static bool read_msr(const struct vcpu *vcpu, uint32_t msr, uint64_t *value)
{
	const struct constant_msr *constant = find_constant(msr);

	if (is_lapic_msr(msr))
		return lapic_read_msr(&vcpu->lapic, msr, vcpu_tsc(vcpu, rdtsc()), value);
	if (constant)
		*value = constant->value;
	return constant != NULL;
}

static bool write_efer(uint64_t value)
{
	uint64_t old = vmread(VMX_GUEST_IA32_EFER);
	bool paging = vmread(VMX_GUEST_CR0) & CR0_PG;

	if (value & ~cpuid_policy_efer())
		return false;
	/* LME cannot change while paging is on (SDM 9.8.5); LMA follows from it and is not written.
	 */
	if (paging && ((value ^ old) & EFER_LME))
		return false;
	vmwrite(VMX_GUEST_IA32_EFER, (value & ~(uint64_t)EFER_LMA) | (old & EFER_LMA));
	return true;
}

static void write_tsc(struct vcpu *vcpu, uint64_t value)
{
	uint64_t offset = value - rdtsc();

	lapic_tsc_moved(&vcpu->lapic, offset - vcpu->tsc_offset);
	vcpu->tsc_offset = offset;
	vmwrite(VMX_TSC_OFFSET, offset);
	lapic_timer_arm(vcpu);
}

static bool write_lapic(struct vcpu *vcpu, uint32_t msr, uint64_t value)
{
	if (!lapic_write_msr(&vcpu->lapic, msr, value, vcpu_tsc(vcpu, rdtsc())))
		return false;
	if (msr != MSR_X2APIC_EOI)
		lapic_timer_arm(vcpu);
	event_request(vcpu);
	return true;
}

static bool write_msr(struct vcpu *vcpu, uint32_t msr, uint64_t value)
{
	const struct constant_msr *constant = find_constant(msr);

	if (is_lapic_msr(msr))
		return write_lapic(vcpu, msr, value);
	if (msr == MSR_IA32_EFER)
		return write_efer(value);
	if (msr == MSR_IA32_TSC) {
		write_tsc(vcpu, value);
		return true;
	}
	return constant && (constant->writes_ignored || value == constant->value);
}

struct vcpu *exit_rdmsr(struct vcpu *vcpu)
{
	uint64_t value;

	if (!read_msr(vcpu, (uint32_t)vcpu->context.gpr[GPR_RCX], &value)) {
		inject_exception_code(VECTOR_GP, 0);
		return resume(vcpu);
	}
	set_edx_eax(vcpu, value);
	return skip_and_resume(vcpu);
}

struct vcpu *exit_wrmsr(struct vcpu *vcpu)
{
	if (!write_msr(vcpu, (uint32_t)vcpu->context.gpr[GPR_RCX], get_edx_eax(vcpu))) {
		inject_exception_code(VECTOR_GP, 0);
		return resume(vcpu);
	}
	return skip_and_resume(vcpu);
}
