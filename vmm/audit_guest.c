/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Rules on the guest state but its segments (SDM 27.3.1.1, 27.3.1.3 to 27.3.1.6): a broken one
 * makes VM entry exit at once with reason 33.
 */
#include "vmm/audit_rules.h"
#include "vmm/describe.h"
#include "vmm/x86.h"

#include <stddef.h>

static const char *const registers_section = "27.3.1.1";
static const char *const tables_section = "27.3.1.3";
static const char *const rip_section = "27.3.1.4";
static const char *const state_section = "27.3.1.5";
static const char *const pdpte_section = "27.3.1.6";

/* ---- Control registers, debug registers and MSRs (SDM 27.3.1.1) */

static void cr0(struct audit *audit)
{
	uint64_t value = audit_field(audit, VMX_GUEST_CR0);
	uint64_t must = audit->caps->cr0_fixed0;
	uint64_t may = audit->caps->cr0_fixed1 | CR0_NW | CR0_CD; /* these two are never checked */

	if (audit->proc2 & PROC2_UNRESTRICTED_GUEST)
		must &= ~(CR0_PE | CR0_PG);
	audit_rule(
		audit, !(must & ~value) && !(value & ~may), registers_section,
		"bits must be as IA32_VMX_CR0_FIXED0 and FIXED1 say: NE is 1, and so are PE and PG "
		"unless unrestricted guest",
		VMX_GUEST_CR0, NO_FIELD);
	audit_rule(audit, !(value & CR0_PG) || (value & CR0_PE), registers_section, "PG needs PE",
		   VMX_GUEST_CR0, NO_FIELD);
	audit_rule(audit, !(audit->entry & ENTRY_IA32E_GUEST) || (value & CR0_PG),
		   registers_section, "an IA-32e mode guest (entry bit 9) needs PG", VMX_GUEST_CR0,
		   VMX_VM_ENTRY_CONTROLS);
}

static void cr3_cr4(struct audit *audit)
{
	uint64_t value = audit_field(audit, VMX_GUEST_CR4);
	bool long_mode = audit->entry & ENTRY_IA32E_GUEST;
	const uint64_t cr4_cet = 1u << 23;

	audit_rule(
		audit, !(audit->caps->cr4_fixed0 & ~value) && !(value & ~audit->caps->cr4_fixed1),
		registers_section, "bits must be as IA32_VMX_CR4_FIXED0 and FIXED1 say: VMXE is 1",
		VMX_GUEST_CR4, NO_FIELD);
	audit_rule(audit, !(value & cr4_cet) || (audit_field(audit, VMX_GUEST_CR0) & CR0_WP),
		   registers_section, "CR4.CET needs CR0.WP", VMX_GUEST_CR4, VMX_GUEST_CR0);
	audit_rule(audit, !long_mode || (value & CR4_PAE), registers_section,
		   "an IA-32e mode guest (entry bit 9) needs PAE", VMX_GUEST_CR4,
		   VMX_VM_ENTRY_CONTROLS);
	audit_rule(audit, long_mode || !(value & CR4_PCIDE), registers_section,
		   "PCIDE needs an IA-32e mode guest (entry bit 9)", VMX_GUEST_CR4,
		   VMX_VM_ENTRY_CONTROLS);
	audit_rule(audit,
		   audit_field(audit, VMX_GUEST_CR3) >> capabilities_physical_bits(audit->caps) ==
			   0,
		   registers_section, "bits beyond the physical-address width must be 0",
		   VMX_GUEST_CR3, NO_FIELD);
}

/* Which bits a model has of IA32_DEBUGCTL differs; bits 5:3 and 63:16 none has (SDM 18.4.1). */
static void debug(struct audit *audit)
{
	const uint64_t debugctl_reserved = 0xffffffffffff0038;

	if (!(audit->entry & ENTRY_LOAD_DEBUG_CONTROLS))
		return;
	audit_rule(audit, !(audit_field(audit, VMX_GUEST_IA32_DEBUGCTL) & debugctl_reserved),
		   registers_section, "reserved bits must be 0", VMX_GUEST_IA32_DEBUGCTL, NO_FIELD);
	audit_rule(audit, audit_field(audit, VMX_GUEST_DR7) >> 32 == 0, registers_section,
		   "bits 63:32 must be 0", VMX_GUEST_DR7, NO_FIELD);
}

static void efer(struct audit *audit)
{
	uint64_t value = audit_field(audit, VMX_GUEST_IA32_EFER);
	bool active = value & EFER_LMA;

	audit_rule(audit, audit_efer(value), registers_section, "reserved bits must be 0",
		   VMX_GUEST_IA32_EFER, NO_FIELD);
	audit_rule(audit, active == !!(audit->entry & ENTRY_IA32E_GUEST), registers_section,
		   "LMA must equal IA-32e mode guest (entry bit 9)", VMX_GUEST_IA32_EFER,
		   VMX_VM_ENTRY_CONTROLS);
	audit_rule(audit,
		   !(audit_field(audit, VMX_GUEST_CR0) & CR0_PG) || active == !!(value & EFER_LME),
		   registers_section, "LMA must equal LME when CR0.PG is 1", VMX_GUEST_IA32_EFER,
		   VMX_GUEST_CR0);
}

static void msrs(struct audit *audit)
{
	static const uint32_t addresses[] = {VMX_GUEST_SYSENTER_ESP, VMX_GUEST_SYSENTER_EIP};
	uint64_t bndcfgs;

	for (size_t i = 0; i < sizeof(addresses) / sizeof(addresses[0]); i++)
		audit_rule(audit, audit_canonical(audit, audit_field(audit, addresses[i])),
			   registers_section, "must be a canonical address", addresses[i],
			   NO_FIELD);
	if (audit->entry & ENTRY_LOAD_PAT)
		audit_rule(audit, audit_pat(audit_field(audit, VMX_GUEST_IA32_PAT)),
			   registers_section, "each byte must be 0, 1, 4, 5, 6 or 7",
			   VMX_GUEST_IA32_PAT, NO_FIELD);
	if (audit->entry & ENTRY_LOAD_EFER)
		efer(audit);
	if (!(audit->entry & ENTRY_LOAD_BNDCFGS))
		return;
	bndcfgs = audit_field(audit, VMX_GUEST_IA32_BNDCFGS);
	audit_rule(audit, !(bndcfgs & 0xffc) && audit_canonical(audit, bndcfgs & ~0xfffull),
		   registers_section, "bits 11:2 must be 0 and the address canonical",
		   VMX_GUEST_IA32_BNDCFGS, NO_FIELD);
}

/* ---- Descriptor-table registers (SDM 27.3.1.3) */

static void descriptor_tables(struct audit *audit)
{
	static const struct {
		uint32_t base;
		uint32_t limit;
	} tables[] = {
		{VMX_GUEST_GDTR_BASE, VMX_GUEST_GDTR_LIMIT},
		{VMX_GUEST_IDTR_BASE, VMX_GUEST_IDTR_LIMIT},
	};

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++) {
		audit_rule(audit, audit_canonical(audit, audit_field(audit, tables[i].base)),
			   tables_section, "must be a canonical address", tables[i].base, NO_FIELD);
		audit_rule(audit, audit_field(audit, tables[i].limit) <= UINT16_MAX, tables_section,
			   "bits 31:16 must be 0", tables[i].limit, NO_FIELD);
	}
}

/* ---- RIP and RFLAGS (SDM 27.3.1.4) */

static bool injects(const struct event *event, enum event_type type)
{
	return event->valid && event->type == type;
}

static struct event injected(struct audit *audit)
{
	return decode_event((uint32_t)audit_field(audit, VMX_VM_ENTRY_INTR_INFO_FIELD));
}

static void rip(struct audit *audit)
{
	uint64_t value = audit_field(audit, VMX_GUEST_RIP);
	bool wide = audit->entry & ENTRY_IA32E_GUEST &&
		    audit_field(audit, VMX_GUEST_CS_AR_BYTES) & AR_LONG;
	/* One bit laxer than canonical: RIP may have run over the edge. */
	unsigned int linear_bits = capabilities_linear_bits(audit->caps);
	int64_t upper = linear_bits < 64 ? (int64_t)value >> linear_bits : 0;

	audit_rule(audit, wide || value >> 32 == 0, rip_section,
		   "bits 63:32 must be 0 outside 64-bit mode (entry bit 9 and CS.L)", VMX_GUEST_RIP,
		   VMX_GUEST_CS_AR_BYTES);
	audit_rule(audit, !wide || upper == 0 || upper == -1, rip_section,
		   "the bits beyond the linear-address width must be equal", VMX_GUEST_RIP,
		   NO_FIELD);
}

static void rflags(struct audit *audit)
{
	const uint64_t reserved = 0xffffffffffc08028; /* bits 63:22, 15, 5 and 3 */
	uint64_t value = audit_field(audit, VMX_GUEST_RFLAGS);
	struct event event = injected(audit);

	audit_rule(audit, !(value & reserved), rip_section, "bits 63:22, 15, 5 and 3 must be 0",
		   VMX_GUEST_RFLAGS, NO_FIELD);
	audit_rule(audit, value & RFLAGS_FIXED, rip_section, "bit 1 must be 1", VMX_GUEST_RFLAGS,
		   NO_FIELD);
	audit_rule(audit,
		   !(value & RFLAGS_VM) || (!(audit->entry & ENTRY_IA32E_GUEST) &&
					    audit_field(audit, VMX_GUEST_CR0) & CR0_PE),
		   rip_section, "VM (bit 17) must be 0 in an IA-32e mode guest and without CR0.PE",
		   VMX_GUEST_RFLAGS, VMX_GUEST_CR0);
	audit_rule(audit, value & RFLAGS_IF || !injects(&event, EVENT_EXTERNAL_INTERRUPT),
		   rip_section, "IF (bit 9) must be 1 to inject an external interrupt",
		   VMX_GUEST_RFLAGS, VMX_VM_ENTRY_INTR_INFO_FIELD);
}

/* ---- Non-register state (SDM 27.3.1.5) */

/* What may be injected into a CPU that is not active. */
static bool activity_takes(uint64_t activity, const struct event *event)
{
	bool machine_check = event->type == EVENT_HARDWARE_EXCEPTION && event->vector == VECTOR_MC;

	switch (activity) {
	case ACTIVITY_HLT:
		return event->type == EVENT_EXTERNAL_INTERRUPT || event->type == EVENT_NMI ||
		       event->type == EVENT_OTHER || machine_check ||
		       (event->type == EVENT_HARDWARE_EXCEPTION && event->vector == VECTOR_DB);
	case ACTIVITY_SHUTDOWN:
		return event->type == EVENT_NMI || machine_check;
	case ACTIVITY_WAIT_FOR_SIPI:
		return false;
	default:
		return true;
	}
}

static void activity(struct audit *audit)
{
	uint64_t state = audit_field(audit, VMX_GUEST_ACTIVITY_STATE);
	uint64_t blocking = audit_field(audit, VMX_GUEST_INTERRUPTIBILITY_INFO);
	struct event event = injected(audit);

	audit_rule(audit,
		   state == ACTIVITY_ACTIVE || (state <= ACTIVITY_WAIT_FOR_SIPI &&
						audit->caps->misc >> (5 + state) & 1),
		   state_section, "must be 0, or 1 to 3 as IA32_VMX_MISC[8:6] allow",
		   VMX_GUEST_ACTIVITY_STATE, NO_FIELD);
	audit_rule(audit,
		   state != ACTIVITY_HLT ||
			   !(audit_field(audit, VMX_GUEST_SS_AR_BYTES) >> AR_DPL_SHIFT & 3),
		   state_section, "HLT (1) needs DPL 0 in SS", VMX_GUEST_ACTIVITY_STATE,
		   VMX_GUEST_SS_AR_BYTES);
	audit_rule(audit,
		   state == ACTIVITY_ACTIVE || !(blocking & (BLOCKING_BY_STI | BLOCKING_BY_MOV_SS)),
		   state_section, "must be active (0) with blocking by STI or MOV SS",
		   VMX_GUEST_ACTIVITY_STATE, VMX_GUEST_INTERRUPTIBILITY_INFO);
	audit_rule(audit, !event.valid || activity_takes(state, &event), state_section,
		   "this event cannot be injected in this activity state", VMX_GUEST_ACTIVITY_STATE,
		   VMX_VM_ENTRY_INTR_INFO_FIELD);
}

static void interruptibility(struct audit *audit)
{
	const uint32_t field = VMX_GUEST_INTERRUPTIBILITY_INFO;
	const uint64_t enclave = 1u << 4;
	uint64_t value = audit_field(audit, field);
	bool sti = value & BLOCKING_BY_STI;
	bool mov_ss = value & BLOCKING_BY_MOV_SS;
	struct event event = injected(audit);
	bool sgx = audit->caps->structured_ebx >> 2 & 1;

	audit_rule(audit, value >> 5 == 0, state_section, "bits 31:5 must be 0", field, NO_FIELD);
	audit_rule(audit, !(sti && mov_ss), state_section,
		   "blocking by STI (bit 0) and by MOV SS (bit 1) exclude each other", field,
		   NO_FIELD);
	audit_rule(audit, !sti || audit_field(audit, VMX_GUEST_RFLAGS) & RFLAGS_IF, state_section,
		   "blocking by STI (bit 0) needs RFLAGS.IF", field, VMX_GUEST_RFLAGS);
	audit_rule(
		audit, !(sti || mov_ss) || !injects(&event, EVENT_EXTERNAL_INTERRUPT),
		state_section,
		"blocking by STI and MOV SS (bits 1:0) must be 0 to inject an external interrupt",
		field, VMX_VM_ENTRY_INTR_INFO_FIELD);
	audit_rule(
		audit, !(sti || mov_ss) || !injects(&event, EVENT_NMI), state_section,
		"blocking by MOV SS (bit 1), and on some processors by STI (bit 0), must be 0 to "
		"inject an NMI",
		field, VMX_VM_ENTRY_INTR_INFO_FIELD);
	audit_rule(audit, !(value & BLOCKING_BY_SMI), state_section,
		   "blocking by SMI (bit 2) must be 0 outside SMM", field, NO_FIELD);
	audit_rule(audit,
		   !(value & BLOCKING_BY_NMI) || !(audit->pin & PIN_VIRTUAL_NMIS) ||
			   !injects(&event, EVENT_NMI),
		   state_section,
		   "blocking by NMI (bit 3) must be 0 to inject an NMI with virtual NMIs", field,
		   VMX_VM_ENTRY_INTR_INFO_FIELD);
	audit_rule(audit, !(value & enclave) || (sgx && !mov_ss), state_section,
		   "enclave interruption (bit 4) needs SGX, and excludes blocking by MOV SS", field,
		   NO_FIELD);
}

static void pending_debug(struct audit *audit)
{
	const uint32_t field = VMX_GUEST_PENDING_DBG_EXCEPTIONS;
	const uint64_t rtm = 1u << 16;
	const uint64_t bus_lock = 1u << 11;
	const uint64_t debugctl_btf = 1u << 1;
	const uint64_t enabled_breakpoint = 1u << 12;
	uint64_t reserved = 0xfffffffffffeaff0; /* all but 16, 14, 12 and 3:0 */
	uint64_t value = audit_field(audit, field);
	uint64_t blocking = audit_field(audit, VMX_GUEST_INTERRUPTIBILITY_INFO);
	bool step_due = audit_field(audit, VMX_GUEST_RFLAGS) & RFLAGS_TF &&
			!(audit_field(audit, VMX_GUEST_IA32_DEBUGCTL) & debugctl_btf);

	if (audit->caps->structured_ecx >> 24 & 1) /* the processor has bus-lock detection */
		reserved &= ~bus_lock;
	audit_rule(audit, !(value & reserved), state_section,
		   "bits 63:17, 15, 13 and 11:4 must be 0 (11 only without bus-lock detection)",
		   field, NO_FIELD);
	if (blocking & (BLOCKING_BY_STI | BLOCKING_BY_MOV_SS) ||
	    audit_field(audit, VMX_GUEST_ACTIVITY_STATE) == ACTIVITY_HLT)
		audit_rule(
			audit, !!(value & PENDING_DEBUG_BS) == step_due, state_section,
			"with HLT or blocking by STI or MOV SS, BS (bit 14) must be 1 if and only "
			"if RFLAGS.TF is 1 and IA32_DEBUGCTL.BTF is 0",
			field, VMX_GUEST_RFLAGS);
	audit_rule(
		audit,
		!(value & rtm) ||
			(audit->caps->structured_ebx >> 11 & 1 &&
			 (value & ~rtm) == enabled_breakpoint && !(blocking & BLOCKING_BY_MOV_SS)),
		state_section,
		"RTM (bit 16) needs RTM in the processor, bit 12 and no other, and no blocking by "
		"MOV SS",
		field, VMX_GUEST_INTERRUPTIBILITY_INFO);
}

static void link_pointer(struct audit *audit)
{
	uint64_t pointer = audit_field(audit, VMX_VMCS_LINK_POINTER);

	audit_rule(audit, pointer == UINT64_MAX || audit_physical(audit, pointer, 12),
		   state_section, "must be all ones or a physical address, a multiple of 4096",
		   VMX_VMCS_LINK_POINTER, NO_FIELD);
}

/* ---- PDPTEs (SDM 27.3.1.6) */

static void pdptes(struct audit *audit)
{
	static const uint32_t fields[] = {VMX_GUEST_PDPTR0, VMX_GUEST_PDPTR1, VMX_GUEST_PDPTR2,
					  VMX_GUEST_PDPTR3};
	const uint64_t present = 1;
	const uint64_t reserved = 0x1e6; /* bits 8:5 and 2:1 */
	bool pae = audit_field(audit, VMX_GUEST_CR0) & CR0_PG &&
		   audit_field(audit, VMX_GUEST_CR4) & CR4_PAE &&
		   !(audit->entry & ENTRY_IA32E_GUEST);

	if (!pae || !(audit->proc2 & PROC2_EPT))
		return;
	for (size_t i = 0; i < sizeof(fields) / sizeof(fields[0]); i++) {
		uint64_t value = audit_field(audit, fields[i]);

		audit_rule(
			audit,
			!(value & present) ||
				(!(value & reserved) &&
				 value >> capabilities_physical_bits(audit->caps) == 0),
			pdpte_section,
			"bits 8:5, 2:1 and those beyond the physical-address width must be 0 in a "
			"present PDPTE",
			fields[i], NO_FIELD);
	}
}

void audit_guest(struct audit *audit)
{
	cr0(audit);
	cr3_cr4(audit);
	debug(audit);
	msrs(audit);
	descriptor_tables(audit);
	rip(audit);
	rflags(audit);
	activity(audit);
	interruptibility(audit);
	pending_debug(audit);
	link_pointer(audit);
	pdptes(audit);
}
