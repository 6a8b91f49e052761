/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What the processor can do of what Probevisor needs: one explicit check of every capability relied
 * on, and the choice of the VMX controls. boot/ asks before it leaves the firmware, the VMM asks
 * again on each CPU.
 *
 * SDM references in these files are to edition 325384-081 (September 2023), in which VM entries are
 * chapter 27.
 */
#ifndef VMM_CAPABILITIES_H
#define VMM_CAPABILITIES_H

#include <stdbool.h>
#include <stdint.h>

/* The control bits as masks: PIN_NMI_EXITING, PROC_HLT_EXITING, PROC2_EPT, EXIT_HOST_64,
 * ENTRY_LOAD_PAT... */
enum vmx_control {
#define CONTROL(group, bit, name, need, words, why) group##_##name = 1u << (bit),
#include "vmm/vmx_controls.def"
#undef CONTROL
};

/* The control fields of a VMCS, as they are to be written into it. */
struct vmx_controls {
	uint32_t pin;
	uint32_t proc;
	uint32_t proc2;
	uint32_t exit;
	uint32_t entry;
};

/*
 * The raw answers of CPUID and the MSRs. What a processor does not have is 0. The VMX MSRs are
 * members named as vmm/vmx_msrs.def says: basic, pin, proc, ... ept_vpid, true_pin, ... vmfunc.
 */
struct vmx_capabilities {
	char vendor[13];       /* CPUID.0: "GenuineIntel" */
	char hypervisor[13];   /* CPUID.40000000H, if CPUID.1:ECX[31]: "KVMKVMKVM", "TCGTCGTCGTCG";
				  else "" */
	uint32_t signature;    /* CPUID.1:EAX: family, model, stepping */
	uint32_t features_ecx; /* CPUID.1:ECX */
	uint32_t features_edx; /* CPUID.1:EDX */
	uint32_t structured_ebx;  /* CPUID.7.0:EBX */
	uint32_t structured_ecx;  /* CPUID.7.0:ECX */
	uint32_t extended_edx;	  /* CPUID.80000001H:EDX */
	uint32_t power_edx;	  /* CPUID.80000007H:EDX */
	uint32_t address_sizes;	  /* CPUID.80000008H:EAX: bits 7:0 physical, 15:8 linear */
	uint64_t feature_control; /* IA32_FEATURE_CONTROL (3AH), where there is VMX */
#define VMX_MSR(number, field, name) uint64_t field;
#include "vmm/vmx_msrs.def"
#undef VMX_MSR
};

/* One line of text without a newline: what is missing and where that stands. Fatal: Probevisor
 * cannot run. */
typedef void capability_report(void *cookie, bool fatal, const char *text);

/*
 * Asks the processor that it runs on. Needs privilege level 0. Safe on every x86-64 processor:
 * reads no MSR that CPUID or another capability MSR has not promised. Any context.
 */
void capabilities_read(struct vmx_capabilities *caps);

/*
 * Checks everything that Probevisor relies on, the controls included. Reports each missing
 * capability, whether fatal or optional; returns false if one was fatal. Pure.
 */
bool capabilities_check(const struct vmx_capabilities *caps, capability_report *report,
			void *cookie);

/*
 * Chooses the controls: (wanted | must be 1) & may be 1. Reports each control of vmx_controls.def
 * that cannot be as that table wants it; returns false if one was fatal, and out is then of no use.
 * report may be NULL, for callers that have called capabilities_check(), which reports the same.
 * Pure.
 */
bool controls_choose(const struct vmx_capabilities *caps, struct vmx_controls *out,
		     capability_report *report, void *cookie);

/* The preemption timer counts down by one each time that bit number timer_shift of the TSC changes:
 * 0 to 31. */
static inline unsigned int capabilities_timer_shift(const struct vmx_capabilities *caps)
{
	return caps->misc & 0x1f;
}

/* Width of physical addresses in bits, 36 to 52; 36 where CPUID does not tell (SDM 4.1.4). */
static inline unsigned int capabilities_physical_bits(const struct vmx_capabilities *caps)
{
	return caps->address_sizes ? caps->address_sizes & 0xff : 36;
}

/* Width of linear addresses in bits, 48 or 57. */
static inline unsigned int capabilities_linear_bits(const struct vmx_capabilities *caps)
{
	return caps->address_sizes ? caps->address_sizes >> 8 & 0xff : 48;
}

#endif
