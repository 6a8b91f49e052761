/* SPDX-License-Identifier: BSD-2-Clause */
/* Rules on the controls (SDM 27.2.1): a broken one makes VM entry fail with instruction error 7. */
#include "dsl/base/fmt.h"
#include "vmm/audit_rules.h"
#include "vmm/describe.h"
#include "vmm/x86.h"

#include <stddef.h>

static const char *const execution = "27.2.1.1";
static const char *const exiting = "27.2.1.2";
static const char *const entering = "27.2.1.3";

/* A rule of most controls: if one is set, so must be others. */
static void needs(struct audit *audit, bool holds, const char *rule, uint32_t field)
{
	audit_rule(audit, holds, execution, rule, field, NO_FIELD);
}

static void page(struct audit *audit, uint32_t field)
{
	audit_rule(audit, audit_physical(audit, audit_field(audit, field), 12), execution,
		   "must be a physical address, a multiple of 4096", field, NO_FIELD);
}

/* ---- Bits that the processor wants to be 1 or 0 */

static void reserved_bits(struct audit *audit, const char *section, uint32_t field, uint32_t value,
			  const char *msr, uint64_t allowed)
{
	char rule[128];
	uint32_t must = (uint32_t)allowed;
	uint32_t may = (uint32_t)(allowed >> 32);

	fmt_format(rule, sizeof(rule), "bits 0x%x must be 1, bits 0x%x must be 0 by %s",
		   must & ~value, value & ~may, msr);
	audit_rule(audit, !(must & ~value) && !(value & ~may), section, rule, field, NO_FIELD);
}

static void all_reserved_bits(struct audit *audit)
{
	const struct vmx_capabilities *caps = audit->caps;
	bool exact = caps->basic >> 55 & 1;

	reserved_bits(audit, execution, VMX_PIN_BASED_VM_EXEC_CONTROL, audit->pin,
		      exact ? "IA32_VMX_TRUE_PINBASED_CTLS" : "IA32_VMX_PINBASED_CTLS",
		      exact ? caps->true_pin : caps->pin);
	reserved_bits(audit, execution, VMX_CPU_BASED_VM_EXEC_CONTROL, audit->proc,
		      exact ? "IA32_VMX_TRUE_PROCBASED_CTLS" : "IA32_VMX_PROCBASED_CTLS",
		      exact ? caps->true_proc : caps->proc);
	if (audit->proc & PROC_SECONDARY)
		reserved_bits(audit, execution, VMX_SECONDARY_VM_EXEC_CONTROL, audit->proc2,
			      "IA32_VMX_PROCBASED_CTLS2", caps->proc2);
	reserved_bits(audit, exiting, VMX_VM_EXIT_CONTROLS, audit->exit,
		      exact ? "IA32_VMX_TRUE_EXIT_CTLS" : "IA32_VMX_EXIT_CTLS",
		      exact ? caps->true_exit : caps->exit);
	reserved_bits(audit, entering, VMX_VM_ENTRY_CONTROLS, audit->entry,
		      exact ? "IA32_VMX_TRUE_ENTRY_CTLS" : "IA32_VMX_ENTRY_CTLS",
		      exact ? caps->true_entry : caps->entry);
}

/* ---- VM-execution controls (SDM 27.2.1.1) */

static void bitmaps(struct audit *audit)
{
	needs(audit, audit_field(audit, VMX_CR3_TARGET_COUNT) <= 4, "must be at most 4",
	      VMX_CR3_TARGET_COUNT);
	if (audit->proc & PROC_USE_IO_BITMAPS) {
		page(audit, VMX_IO_BITMAP_A);
		page(audit, VMX_IO_BITMAP_B);
	}
	if (audit->proc & PROC_USE_MSR_BITMAPS)
		page(audit, VMX_MSR_BITMAP);
}

static void nmis(struct audit *audit)
{
	needs(audit, (audit->pin & PIN_NMI_EXITING) || !(audit->pin & PIN_VIRTUAL_NMIS),
	      "virtual NMIs (bit 5) need NMI exiting (bit 3)", VMX_PIN_BASED_VM_EXEC_CONTROL);
	audit_rule(audit,
		   (audit->pin & PIN_VIRTUAL_NMIS) || !(audit->proc & PROC_NMI_WINDOW_EXITING),
		   execution, "NMI-window exiting (bit 22) needs virtual NMIs (pin-based bit 5)",
		   VMX_CPU_BASED_VM_EXEC_CONTROL, VMX_PIN_BASED_VM_EXEC_CONTROL);
}

static void tpr_shadow(struct audit *audit)
{
	const uint32_t dependent =
		PROC2_VIRTUALIZE_X2APIC | PROC2_APIC_REGISTERS | PROC2_VIRTUAL_INTERRUPTS;

	if (!(audit->proc & PROC_TPR_SHADOW)) {
		audit_rule(audit, !(audit->proc2 & dependent), execution,
			   "bits 4, 8 and 9 need the TPR shadow (primary bit 21)",
			   VMX_SECONDARY_VM_EXEC_CONTROL, VMX_CPU_BASED_VM_EXEC_CONTROL);
		return;
	}
	page(audit, VMX_VIRTUAL_APIC_PAGE_ADDR);
	if (!(audit->proc2 & PROC2_VIRTUAL_INTERRUPTS))
		needs(audit, audit_field(audit, VMX_TPR_THRESHOLD) <= 15, "bits 31:4 must be 0",
		      VMX_TPR_THRESHOLD);
}

static void apic(struct audit *audit)
{
	if (audit->proc2 & PROC2_VIRTUALIZE_APIC_ACCESSES)
		page(audit, VMX_APIC_ACCESS_ADDR);
	needs(audit,
	      !(audit->proc2 & PROC2_VIRTUALIZE_X2APIC) ||
		      !(audit->proc2 & PROC2_VIRTUALIZE_APIC_ACCESSES),
	      "virtualized x2APIC mode (bit 4) and APIC accesses (bit 0) exclude each other",
	      VMX_SECONDARY_VM_EXEC_CONTROL);
	audit_rule(
		audit,
		!(audit->proc2 & PROC2_VIRTUAL_INTERRUPTS) ||
			(audit->pin & PIN_EXTERNAL_INTERRUPT_EXITING),
		execution,
		"virtual-interrupt delivery (bit 9) needs external-interrupt exiting (pin-based bit 0)",
		VMX_SECONDARY_VM_EXEC_CONTROL, VMX_PIN_BASED_VM_EXEC_CONTROL);

	if (!(audit->pin & PIN_POSTED_INTERRUPTS))
		return;
	audit_rule(audit, audit->proc2 & PROC2_VIRTUAL_INTERRUPTS, execution,
		   "posted interrupts (bit 7) need virtual-interrupt delivery (secondary bit 9)",
		   VMX_PIN_BASED_VM_EXEC_CONTROL, NO_FIELD);
	audit_rule(audit, audit->exit & EXIT_ACK_INTERRUPT, execution,
		   "posted interrupts (bit 7) need acknowledging at VM exit (exit bit 15)",
		   VMX_PIN_BASED_VM_EXEC_CONTROL, VMX_VM_EXIT_CONTROLS);
	needs(audit, audit_field(audit, VMX_POSTED_INTR_NV) <= 255, "must be a vector, 0 to 255",
	      VMX_POSTED_INTR_NV);
	needs(audit, audit_physical(audit, audit_field(audit, VMX_POSTED_INTR_DESC_ADDR), 6),
	      "must be a physical address, a multiple of 64", VMX_POSTED_INTR_DESC_ADDR);
}

static void ept_pointer(struct audit *audit)
{
	uint64_t eptp = audit_field(audit, VMX_EPT_POINTER);
	uint64_t capability = audit->caps->ept_vpid;
	unsigned int type = eptp & 7;
	unsigned int levels = (eptp >> 3 & 7) + 1;

	needs(audit, (type == 0 && (capability >> 8 & 1)) || (type == 6 && (capability >> 14 & 1)),
	      "the memory type, bits 2:0, must be one of IA32_VMX_EPT_VPID_CAP[8] and [14]: 0 or 6",
	      VMX_EPT_POINTER);
	needs(audit,
	      (levels == 4 && (capability >> 6 & 1)) || (levels == 5 && (capability >> 7 & 1)),
	      "bits 5:3 must be 3, for four levels (or 4 with IA32_VMX_EPT_VPID_CAP[7])",
	      VMX_EPT_POINTER);
	needs(audit, !(eptp >> 6 & 1) || (capability >> 21 & 1),
	      "accessed and dirty flags (bit 6) need IA32_VMX_EPT_VPID_CAP[21]", VMX_EPT_POINTER);
	needs(audit, !(eptp >> 7 & 1) || (capability >> 23 & 1),
	      "shadow-stack control (bit 7) needs IA32_VMX_EPT_VPID_CAP[23]", VMX_EPT_POINTER);
	needs(audit, (eptp & 0xf00) == 0 && eptp >> capabilities_physical_bits(audit->caps) == 0,
	      "bits 11:8 and those beyond the physical-address width must be 0", VMX_EPT_POINTER);
}

static void memory(struct audit *audit)
{
	const struct {
		uint32_t control;
		const char *rule;
	} dependent[] = {
		{PROC2_UNRESTRICTED_GUEST, "unrestricted guest (bit 7) needs EPT (bit 1)"},
		{PROC2_PML, "page-modification logging (bit 17) needs EPT (bit 1)"},
		{PROC2_MODE_BASED_EXECUTE, "mode-based execute (bit 22) needs EPT (bit 1)"},
		{PROC2_SUB_PAGE_WRITE, "sub-page write permissions (bit 23) need EPT (bit 1)"},
	};

	if (audit->proc2 & PROC2_VPID)
		needs(audit, audit_field(audit, VMX_VIRTUAL_PROCESSOR_ID) != 0, "must not be 0",
		      VMX_VIRTUAL_PROCESSOR_ID);
	if (audit->proc2 & PROC2_EPT)
		ept_pointer(audit);
	for (size_t i = 0; i < sizeof(dependent) / sizeof(dependent[0]); i++)
		needs(audit, !(audit->proc2 & dependent[i].control) || (audit->proc2 & PROC2_EPT),
		      dependent[i].rule, VMX_SECONDARY_VM_EXEC_CONTROL);
	if (audit->proc2 & PROC2_PML)
		page(audit, VMX_PML_ADDRESS);
	needs(audit,
	      !(audit->proc2 & PROC2_PT_GUEST_PHYSICAL) ||
		      ((audit->proc2 & PROC2_EPT) && (audit->entry & ENTRY_LOAD_RTIT_CTL) &&
		       (audit->exit & EXIT_CLEAR_RTIT_CTL)),
	      "guest-physical addresses in PT (bit 24) need EPT (bit 1), loading IA32_RTIT_CTL "
	      "(entry bit 18) and clearing it (exit bit 25)",
	      VMX_SECONDARY_VM_EXEC_CONTROL);
}

static void vm_functions(struct audit *audit)
{
	const uint64_t eptp_switching = 1;
	uint64_t functions;

	if (audit->proc2 & PROC2_VMCS_SHADOWING) {
		page(audit, VMX_VMREAD_BITMAP);
		page(audit, VMX_VMWRITE_BITMAP);
	}
	if (audit->proc2 & PROC2_EPT_VIOLATION_VE)
		page(audit, VMX_VE_INFORMATION_ADDRESS);
	if (!(audit->proc2 & PROC2_VM_FUNCTIONS))
		return;

	functions = audit_field(audit, VMX_VM_FUNCTION_CONTROL);
	needs(audit, !(functions & ~audit->caps->vmfunc),
	      "bits that IA32_VMX_VMFUNC does not have must be 0", VMX_VM_FUNCTION_CONTROL);
	if (!(functions & eptp_switching))
		return;
	audit_rule(audit, audit->proc2 & PROC2_EPT, execution,
		   "EPTP switching (bit 0) needs EPT (secondary bit 1)", VMX_VM_FUNCTION_CONTROL,
		   VMX_SECONDARY_VM_EXEC_CONTROL);
	page(audit, VMX_EPTP_LIST_ADDRESS);
}

/* ---- MSR lists, of VM-exit and VM-entry controls (SDM 27.2.1.2, 27.2.1.3, 25.7.2, 25.8.2) */

static void msr_list(struct audit *audit, const char *section, uint32_t address_field,
		     uint32_t count_field)
{
	const uint64_t entry_size = 16;
	uint64_t count = audit_field(audit, count_field);
	uint64_t limit = ((audit->caps->misc >> 25 & 7) + 1) * 512;
	uint64_t address;

	if (count == 0)
		return;
	address = audit_field(audit, address_field);
	audit_rule(audit,
		   audit_physical(audit, address, 4) &&
			   audit_physical(audit, address + count * entry_size - 1, 0),
		   section,
		   "the list must lie at a multiple of 16 and within physical addresses to its end",
		   address_field, count_field);
	audit_rule(audit, count <= limit, "A.6",
		   "must not exceed 512 times (IA32_VMX_MISC[27:25] plus 1)", count_field,
		   NO_FIELD);
}

/* ---- Event injection (SDM 27.2.1.3) */

static bool has_error_code(unsigned int vector)
{
	switch (vector) {
	case VECTOR_DF:
	case VECTOR_TS:
	case VECTOR_NP:
	case VECTOR_SS:
	case VECTOR_GP:
	case VECTOR_PF:
	case VECTOR_AC:
		return true;
	default:
		return false;
	}
}

/* Whether #CP (vector 21) has one depends on the processor, so that either passes. */
static bool error_code_fits(const struct audit *audit, const struct event *event, bool protected)
{
	bool any = audit->caps->basic >> 56 & 1; /* the processor leaves it to us (SDM A.1) */

	if (event->type != EVENT_HARDWARE_EXCEPTION || !protected)
		return !event->error_code;
	return any || event->vector == VECTOR_CP ||
	       event->error_code == has_error_code(event->vector);
}

static bool vector_fits(const struct event *event)
{
	switch (event->type) {
	case EVENT_NMI:
		return event->vector == VECTOR_NMI;
	case EVENT_HARDWARE_EXCEPTION:
		return event->vector <= 31;
	case EVENT_OTHER:
		return event->vector == 0;
	default:
		return true;
	}
}

static void injection_length(struct audit *audit)
{
	uint64_t length = audit_field(audit, VMX_VM_ENTRY_INSTRUCTION_LEN);
	bool zero_allowed = audit->caps->misc >> 30 & 1;

	audit_rule(audit, length <= 15 && (length > 0 || zero_allowed), entering,
		   "the length of a software event's instruction must be 1 to 15 "
		   "(0 only with IA32_VMX_MISC[30])",
		   VMX_VM_ENTRY_INSTRUCTION_LEN, VMX_VM_ENTRY_INTR_INFO_FIELD);
}

static void injection(struct audit *audit)
{
	uint32_t information = (uint32_t)audit_field(audit, VMX_VM_ENTRY_INTR_INFO_FIELD);
	struct event event = decode_event(information);
	uint32_t may_trap = (uint32_t)(audit->caps->proc >> 32) & PROC_MONITOR_TRAP_FLAG;
	bool protected;

	if (!event.valid)
		return;
	audit_rule(audit, event.type != EVENT_RESERVED && (event.type != EVENT_OTHER || may_trap),
		   entering,
		   "the type, bits 10:8, must not be 1, nor 7 where there is no monitor trap flag",
		   VMX_VM_ENTRY_INTR_INFO_FIELD, NO_FIELD);
	audit_rule(audit, vector_fits(&event), entering,
		   "the vector must be 2 for an NMI, at most 31 for an exception, 0 for type 7",
		   VMX_VM_ENTRY_INTR_INFO_FIELD, NO_FIELD);
	audit_rule(audit, !(information & 0x7ffff000), entering, "bits 30:12 must be 0",
		   VMX_VM_ENTRY_INTR_INFO_FIELD, NO_FIELD);

	/* An unrestricted guest may be in real mode, where exceptions have no error codes. */
	protected = !(audit->proc2 & PROC2_UNRESTRICTED_GUEST) ||
		    (audit_field(audit, VMX_GUEST_CR0) & CR0_PE);
	audit_rule(audit, error_code_fits(audit, &event, protected), entering,
		   "an error code (bit 11) must be delivered for exceptions 8, 10 to 14 and 17 in "
		   "protected mode, and for no other event",
		   VMX_VM_ENTRY_INTR_INFO_FIELD, VMX_GUEST_CR0);
	if (event.error_code)
		audit_rule(audit,
			   audit_field(audit, VMX_VM_ENTRY_EXCEPTION_ERROR_CODE) <= UINT16_MAX,
			   entering, "bits 31:16 must be 0", VMX_VM_ENTRY_EXCEPTION_ERROR_CODE,
			   NO_FIELD);
	if (event.type == EVENT_SOFTWARE_INTERRUPT || event.type == EVENT_PRIVILEGED_EXCEPTION ||
	    event.type == EVENT_SOFTWARE_EXCEPTION)
		injection_length(audit);
}

void audit_controls(struct audit *audit)
{
	all_reserved_bits(audit);
	bitmaps(audit);
	nmis(audit);
	tpr_shadow(audit);
	apic(audit);
	memory(audit);
	vm_functions(audit);

	audit_rule(
		audit,
		(audit->pin & PIN_PREEMPTION_TIMER) || !(audit->exit & EXIT_SAVE_PREEMPTION_TIMER),
		exiting, "saving the preemption timer (bit 22) needs that timer (pin-based bit 6)",
		VMX_VM_EXIT_CONTROLS, VMX_PIN_BASED_VM_EXEC_CONTROL);
	msr_list(audit, exiting, VMX_VM_EXIT_MSR_STORE_ADDR, VMX_VM_EXIT_MSR_STORE_COUNT);
	msr_list(audit, exiting, VMX_VM_EXIT_MSR_LOAD_ADDR, VMX_VM_EXIT_MSR_LOAD_COUNT);
	msr_list(audit, entering, VMX_VM_ENTRY_MSR_LOAD_ADDR, VMX_VM_ENTRY_MSR_LOAD_COUNT);

	injection(audit);
	audit_rule(
		audit, !(audit->entry & (ENTRY_ENTRY_TO_SMM | ENTRY_DEACTIVATE_DUAL_MONITOR)),
		entering,
		"entry to SMM (bit 10) and deactivating dual-monitor treatment (bit 11) need SMM",
		VMX_VM_ENTRY_CONTROLS, NO_FIELD);
}
