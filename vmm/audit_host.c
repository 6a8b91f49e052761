/* SPDX-License-Identifier: BSD-2-Clause */
/* Rules on the host state (SDM 27.2.2 to 27.2.4): a broken one makes VM entry fail with instruction
 * error 8. */
#include "vmm/audit_rules.h"
#include "vmm/x86.h"

#include <stddef.h>

static const char *const registers_section = "27.2.2";
static const char *const segments_section = "27.2.3";
static const char *const size_section = "27.2.4";

static void control_registers(struct audit *audit)
{
	const struct vmx_capabilities *caps = audit->caps;
	uint64_t cr0 = audit_field(audit, VMX_HOST_CR0);
	uint64_t cr4 = audit_field(audit, VMX_HOST_CR4);
	const uint64_t cr4_cet = 1u << 23;

	audit_rule(audit, !(caps->cr0_fixed0 & ~cr0) && !(cr0 & ~caps->cr0_fixed1),
		   registers_section,
		   "bits must be as IA32_VMX_CR0_FIXED0 and FIXED1 say: PE, NE and PG are 1",
		   VMX_HOST_CR0, NO_FIELD);
	audit_rule(audit, !(caps->cr4_fixed0 & ~cr4) && !(cr4 & ~caps->cr4_fixed1),
		   registers_section,
		   "bits must be as IA32_VMX_CR4_FIXED0 and FIXED1 say: VMXE is 1", VMX_HOST_CR4,
		   NO_FIELD);
	audit_rule(audit, !(cr4 & cr4_cet) || (cr0 & CR0_WP), registers_section,
		   "CR4.CET needs CR0.WP", VMX_HOST_CR4, VMX_HOST_CR0);
	audit_rule(audit, audit_field(audit, VMX_HOST_CR3) >> capabilities_physical_bits(caps) == 0,
		   registers_section, "bits beyond the physical-address width must be 0",
		   VMX_HOST_CR3, NO_FIELD);
}

static void canonical(struct audit *audit, const char *section, uint32_t field)
{
	audit_rule(audit, audit_canonical(audit, audit_field(audit, field)), section,
		   "must be a canonical address", field, NO_FIELD);
}

static void msrs(struct audit *audit)
{
	bool host_64 = audit->exit & EXIT_HOST_64;
	uint64_t efer;

	canonical(audit, registers_section, VMX_HOST_IA32_SYSENTER_ESP);
	canonical(audit, registers_section, VMX_HOST_IA32_SYSENTER_EIP);
	if (audit->exit & EXIT_LOAD_PAT)
		audit_rule(audit, audit_pat(audit_field(audit, VMX_HOST_IA32_PAT)),
			   registers_section, "each byte must be 0, 1, 4, 5, 6 or 7",
			   VMX_HOST_IA32_PAT, NO_FIELD);
	if (!(audit->exit & EXIT_LOAD_EFER))
		return;
	efer = audit_field(audit, VMX_HOST_IA32_EFER);
	audit_rule(audit, audit_efer(efer), registers_section, "reserved bits must be 0",
		   VMX_HOST_IA32_EFER, NO_FIELD);
	audit_rule(audit, !!(efer & EFER_LMA) == host_64 && !!(efer & EFER_LME) == host_64,
		   registers_section, "LMA and LME must equal a 64-bit host (exit bit 9)",
		   VMX_HOST_IA32_EFER, VMX_VM_EXIT_CONTROLS);
}

static void segments(struct audit *audit)
{
	static const uint32_t selectors[] = {
		VMX_HOST_ES_SELECTOR, VMX_HOST_CS_SELECTOR, VMX_HOST_SS_SELECTOR,
		VMX_HOST_DS_SELECTOR, VMX_HOST_FS_SELECTOR, VMX_HOST_GS_SELECTOR,
		VMX_HOST_TR_SELECTOR,
	};
	static const uint32_t bases[] = {
		VMX_HOST_FS_BASE,   VMX_HOST_GS_BASE,	VMX_HOST_TR_BASE,
		VMX_HOST_GDTR_BASE, VMX_HOST_IDTR_BASE,
	};

	for (size_t i = 0; i < sizeof(selectors) / sizeof(selectors[0]); i++)
		audit_rule(audit, !(audit_field(audit, selectors[i]) & 7), segments_section,
			   "RPL and TI, bits 2:0, must be 0", selectors[i], NO_FIELD);
	audit_rule(audit, audit_field(audit, VMX_HOST_CS_SELECTOR) != 0, segments_section,
		   "must not be 0", VMX_HOST_CS_SELECTOR, NO_FIELD);
	audit_rule(audit, audit_field(audit, VMX_HOST_TR_SELECTOR) != 0, segments_section,
		   "must not be 0", VMX_HOST_TR_SELECTOR, NO_FIELD);
	for (size_t i = 0; i < sizeof(bases) / sizeof(bases[0]); i++)
		canonical(audit, segments_section, bases[i]);
}

/* VM entry comes from 64-bit mode here, so that the rules for 32-bit hosts cannot apply. */
static void address_space(struct audit *audit)
{
	audit_rule(audit, audit->exit & EXIT_HOST_64, size_section,
		   "a 64-bit host (bit 9) must be 1 when VM entry comes from IA-32e mode",
		   VMX_VM_EXIT_CONTROLS, NO_FIELD);
	audit_rule(audit, audit_field(audit, VMX_HOST_CR4) & CR4_PAE, size_section,
		   "PAE (bit 5) must be 1 for a 64-bit host", VMX_HOST_CR4, NO_FIELD);
	canonical(audit, size_section, VMX_HOST_RIP);
}

void audit_host(struct audit *audit)
{
	control_registers(audit);
	msrs(audit);
	segments(audit);
	address_space(audit);
}
