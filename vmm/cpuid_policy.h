/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What guests see of CPUID: the processor's own answers, less everything that is not on the list of
 * what guests are offered. Worked out once; the exit only looks up. Pure but for
 * cpuid_policy_init().
 */
#ifndef VMM_CPUID_POLICY_H
#define VMM_CPUID_POLICY_H

#include "vmm/x86.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	CPUID_1_ECX_XSAVE = 1 << 26,
	CPUID_1_ECX_OSXSAVE = 1 << 27,
	CPUID_7_EBX_SMEP = 1 << 7,
};

struct cpuid_policy_facts {
	uint64_t tsc_hz;
	uint64_t host_xcr0; /* 0: the processor has no XSAVE */
	bool rdtscp;	    /* the VMX controls that let guests use these instructions are on */
	bool invpcid;
};

/* Takes over the processor's answers; read is cpuid(), or a table in tests. Set-up. */
void cpuid_policy_init(struct cpuid_result (*read)(uint32_t leaf, uint32_t subleaf),
		       const struct cpuid_policy_facts *facts);

/*
 * A guest's CPUID. CPUID.1:ECX.OSXSAVE is 0 and CPUID.(0DH,0):EBX that of all components: the
 * caller knows the guest's CR4 and XCR0.
 */
struct cpuid_result cpuid_policy_lookup(uint32_t leaf, uint32_t subleaf);

/* The size of the XSAVE area (standard form) for these components, in bytes. */
uint32_t cpuid_policy_xsave_size(uint64_t xcr0);

/* May a guest set XCR0 to this (SDM 13.3)? */
bool cpuid_policy_xcr0_valid(uint64_t xcr0);

/* The CR4 bits of the features that guests are offered. */
uint64_t cpuid_policy_cr4(void);

/* The bits of IA32_EFER that guests may set. */
uint64_t cpuid_policy_efer(void);

enum { CPUID_CONSTANT_LEAVES = 0x17 };

/* Leaves that are the same for every guest and subleaf; NULL for the others. */
extern const struct cpuid_result *cpuid_constant_leaves[CPUID_CONSTANT_LEAVES];

/* The answer for a leaf that needs no cpuid_policy_lookup(); NULL for one that does. */
static inline const struct cpuid_result *cpuid_policy_constant(uint32_t leaf)
{
	return leaf < CPUID_CONSTANT_LEAVES ? cpuid_constant_leaves[leaf] : NULL;
}

#endif
