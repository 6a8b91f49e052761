/* SPDX-License-Identifier: BSD-2-Clause */
/* Asks the processor. Apart from capabilities.c, which stays free of privileged instructions. */
#include "vmm/capabilities.h"
#include "vmm/x86.h"

#include <string.h>

enum {
	FEATURES_ECX_VMX = 1u << 5,
	FEATURES_ECX_HYPERVISOR = 1u << 31,
	SECONDARY_MAY_BE_SET = 63, /* of IA32_VMX_PROCBASED_CTLS */
	TRUE_CONTROLS = 55,	   /* of IA32_VMX_BASIC */
};

static uint64_t bit(uint64_t value, unsigned int number)
{
	return value >> number & 1;
}

/* Three registers of four letters each make a name; their order differs from leaf to leaf. */
static void copy_name(char *name, uint32_t first, uint32_t second, uint32_t third)
{
	memcpy(name, &first, 4);
	memcpy(name + 4, &second, 4);
	memcpy(name + 8, &third, 4);
	name[12] = '\0';
}

static void read_cpuid(struct vmx_capabilities *caps)
{
	struct cpuid_result leaf = cpuid(0, 0);
	uint32_t highest = leaf.eax;
	uint32_t highest_extended = cpuid(0x80000000, 0).eax;

	copy_name(caps->vendor, leaf.ebx, leaf.edx, leaf.ecx);
	leaf = cpuid(1, 0);
	caps->signature = leaf.eax;
	caps->features_ecx = leaf.ecx;
	caps->features_edx = leaf.edx;
	if (caps->features_ecx & FEATURES_ECX_HYPERVISOR) {
		leaf = cpuid(0x40000000, 0);
		copy_name(caps->hypervisor, leaf.ebx, leaf.ecx, leaf.edx);
	}
	if (highest >= 7) {
		leaf = cpuid(7, 0);
		caps->structured_ebx = leaf.ebx;
		caps->structured_ecx = leaf.ecx;
	}
	if (highest_extended >= 0x80000001)
		caps->extended_edx = cpuid(0x80000001, 0).edx;
	if (highest_extended >= 0x80000007)
		caps->power_edx = cpuid(0x80000007, 0).edx;
	if (highest_extended >= 0x80000008)
		caps->address_sizes = cpuid(0x80000008, 0).eax;
}

/* Whether the processor has this capability MSR: some of them exist only if others say so. */
static bool msr_exists(const struct vmx_capabilities *caps, uint32_t msr)
{
	switch (msr) {
	case 0x48b: /* IA32_VMX_PROCBASED_CTLS2 (SDM A.3.3) */
		return bit(caps->proc, SECONDARY_MAY_BE_SET);
	case 0x48c: /* IA32_VMX_EPT_VPID_CAP (SDM A.10) */
		return caps->proc2 >> 32 & (PROC2_EPT | PROC2_VPID);
	case 0x48d: /* the TRUE controls (SDM A.2) */
	case 0x48e:
	case 0x48f:
	case 0x490:
		return bit(caps->basic, TRUE_CONTROLS);
	case 0x491: /* IA32_VMX_VMFUNC (SDM A.11) */
		return caps->proc2 >> 32 & PROC2_VM_FUNCTIONS;
	default:
		return true;
	}
}

void capabilities_read(struct vmx_capabilities *caps)
{
	memset(caps, 0, sizeof(*caps));
	read_cpuid(caps);
	if (!(caps->features_ecx & FEATURES_ECX_VMX))
		return;

	caps->feature_control = rdmsr(MSR_IA32_FEATURE_CONTROL);

	/* In the order of the table, whose earlier MSRs tell whether the later ones exist. */
#define VMX_MSR(number, field, name)    \
	if (msr_exists(caps, (number))) \
		caps->field = rdmsr(number);
#include "vmm/vmx_msrs.def"
#undef VMX_MSR
}
