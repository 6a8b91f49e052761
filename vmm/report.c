/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/report.h"

#include "vmm/audit.h"
#include "vmm/describe.h"
#include "vmm/exits.h"
#include "vmm/output.h"
#include "vmm/x86.h"

static bool read_field(void *cookie, uint32_t field, uint64_t *value)
{
	(void)cookie;
	return vmread_safe(field, value);
}

static uint64_t audit_read(void *cookie, uint32_t field, bool *valid)
{
	uint64_t value = 0;

	*valid = read_field(cookie, field, &value);
	return value;
}

static void log_broken_rule(void *cookie, const char *line)
{
	(void)cookie;
	log_line("  %s", line);
}

void report_audit(const struct vcpu *vcpu)
{
	unsigned int broken =
		audit_vmcs(audit_read, NULL, &vcpu->cpu->capabilities, log_broken_rule, NULL);

	if (!broken)
		log_line(
			"  audit: no rule of SDM 27.2 and 27.3 is broken, as far as they can be checked");
}

static const char *mode_name(void)
{
	uint64_t cr0 = vmread(VMX_GUEST_CR0);
	uint64_t cs = vmread(VMX_GUEST_CS_AR_BYTES);

	if (!(cr0 & CR0_PE))
		return "real mode";
	if (vmread(VMX_GUEST_RFLAGS) & RFLAGS_VM)
		return "virtual-8086 mode";
	if (vmread(VMX_GUEST_IA32_EFER) & EFER_LMA)
		return cs & AR_LONG ? "64-bit mode" : "compatibility mode";
	return cr0 & CR0_PG ? "protected mode" : "protected mode without paging";
}

static void log_registers(const struct vcpu *vcpu)
{
	for (unsigned int i = 0; i < GPR_COUNT; i += 4)
		log_line("  %-3s %016lx  %-3s %016lx  %-3s %016lx  %-3s %016lx", gpr_name(i),
			 get_gpr(vcpu, i), gpr_name(i + 1), get_gpr(vcpu, i + 1), gpr_name(i + 2),
			 get_gpr(vcpu, i + 2), gpr_name(i + 3), get_gpr(vcpu, i + 3));
	log_line("  CR0 %016lx  CR2 %016lx  CR3 %016lx  CR4 %016lx", vmread(VMX_GUEST_CR0),
		 vcpu->cpu->register_owner == vcpu ? read_cr2() : vcpu->registers.cr2,
		 vmread(VMX_GUEST_CR3), vmread(VMX_GUEST_CR4) & ~(uint64_t)CR4_VMXE);
	log_line("  EFER %lx  RFLAGS %lx  GDTR %lx+%lx  IDTR %lx+%lx", vmread(VMX_GUEST_IA32_EFER),
		 vmread(VMX_GUEST_RFLAGS), vmread(VMX_GUEST_GDTR_BASE),
		 vmread(VMX_GUEST_GDTR_LIMIT), vmread(VMX_GUEST_IDTR_BASE),
		 vmread(VMX_GUEST_IDTR_LIMIT));
}

static void log_segment(const char *name, uint64_t selector, uint64_t base, uint64_t limit,
			uint64_t rights)
{
	char words[DESCRIBE_SIZE];

	describe_rights(words, sizeof(words), (uint32_t)rights);
	log_line("  %-2s %04lx base %lx limit %lx: %s", name, selector, base, limit, words);
}

static void log_event(const char *what, enum vmcs_field information, enum vmcs_field error_code)
{
	char words[DESCRIBE_SIZE];
	uint64_t value = vmread(information);

	if (!(value & INTERRUPTION_VALID))
		return;
	describe_event(words, sizeof(words), (uint32_t)value, (uint32_t)vmread(error_code));
	log_line("  %s: %s", what, words);
}

static void log_state(void)
{
	char blocking[DESCRIBE_SIZE];

	describe_interruptibility(blocking, sizeof(blocking),
				  (uint32_t)vmread(VMX_GUEST_INTERRUPTIBILITY_INFO));
	log_line("  activity state: %s; interruptibility: %s",
		 activity_state_name((uint32_t)vmread(VMX_GUEST_ACTIVITY_STATE)), blocking);
}

/* What the exit reason says is in the fields that only some reasons fill. */
static void log_exit_fields(uint32_t basic)
{
	switch (basic) {
	case EXIT_EPT_VIOLATION:
	case EXIT_EPT_MISCONFIGURATION:
		log_line("  guest-physical address 0x%lx, guest-linear address 0x%lx",
			 vmread(VMX_GUEST_PHYSICAL_ADDRESS), vmread(VMX_GUEST_LINEAR_ADDRESS));
		break;
	case EXIT_EXCEPTION_NMI:
		log_event("event", VMX_VM_EXIT_INTR_INFO, VMX_VM_EXIT_INTR_ERROR_CODE);
		break;
	default:
		break;
	}
	log_event("while delivering", VMX_IDT_VECTORING_INFO_FIELD, VMX_IDT_VECTORING_ERROR_CODE);
}

void report_guest(const struct vcpu *vcpu, const char *why)
{
	uint32_t reason = (uint32_t)vmread(VMX_VM_EXIT_REASON);
	uint64_t qualification = vmread(VMX_EXIT_QUALIFICATION);
	uint32_t basic = reason & 0xffff;
	char words[DESCRIBE_SIZE];

	describe_exit(words, sizeof(words), reason, qualification);
	log_line("guest %s ended: %s", vcpu->guest->config->name, why ? why : words);
	log_line("  exit reason %u (%s), qualification 0x%lx, instruction length %lu", basic, words,
		 qualification, vmread(VMX_VM_EXIT_INSTRUCTION_LEN));
	log_line("  at RIP 0x%lx, %s, CPL %lu", vmread(VMX_GUEST_RIP), mode_name(),
		 vmread(VMX_GUEST_SS_AR_BYTES) >> AR_DPL_SHIFT & 3);
	log_exit_fields(basic);
	log_registers(vcpu);
	log_segment("CS", vmread(VMX_GUEST_CS_SELECTOR), vmread(VMX_GUEST_CS_BASE),
		    vmread(VMX_GUEST_CS_LIMIT), vmread(VMX_GUEST_CS_AR_BYTES));
	log_segment("SS", vmread(VMX_GUEST_SS_SELECTOR), vmread(VMX_GUEST_SS_BASE),
		    vmread(VMX_GUEST_SS_LIMIT), vmread(VMX_GUEST_SS_AR_BYTES));
	log_state();
	if (reason & EXIT_REASON_ENTRY_FAILURE)
		report_audit(vcpu);
}
