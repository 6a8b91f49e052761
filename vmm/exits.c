/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/exits.h"

#include "vmm/describe.h"
#include "vmm/guest.h"
#include "vmm/host.h"
#include "vmm/output.h"
#include "vmm/report.h"
#include "vmm/schedule.h"

/* The deadline queue does the work; the exit is only how the CPU comes back. */
static struct vcpu *exit_preemption_timer(struct vcpu *vcpu)
{
	return schedule_next(vcpu->cpu);
}

/* INIT is for the machine, not for a guest; here it is a signal without a meaning (SDM 26.2). */
static struct vcpu *exit_init(struct vcpu *vcpu)
{
	return resume(vcpu);
}

/*
 * Reasons that no guest survives, or that cannot come with the controls that are set. An EPT
 * violation is among the former: all of a guest's memory is mapped from the start and nothing else
 * ever is.
 */
static struct vcpu *exit_end_guest(struct vcpu *vcpu)
{
	guest_crash(vcpu->guest, NULL);
	return resume(vcpu);
}

/*
 * Every basic exit reason. Those under "cannot come" need a control that is off; if one comes all
 * the same, the guest ends with a report and the machine goes on.
 */
static struct vcpu *(*const handlers[EXIT_REASON_COUNT])(struct vcpu *vcpu) = {
	[EXIT_EXCEPTION_NMI] = exit_exception_or_nmi,
	[EXIT_EXTERNAL_INTERRUPT] = exit_external_interrupt,
	[EXIT_TRIPLE_FAULT] = exit_end_guest,
	[EXIT_INIT] = exit_init,
	[EXIT_INTERRUPT_WINDOW] = exit_interrupt_window,
	[EXIT_TASK_SWITCH] = exit_end_guest,
	[EXIT_CPUID] = exit_cpuid,
	[EXIT_GETSEC] = exit_undefined,
	[EXIT_HLT] = exit_hlt,
	[EXIT_INVD] = exit_invd,
	[EXIT_RDPMC] = exit_general_protection,
	[EXIT_VMCALL] = exit_undefined,
	[EXIT_VMCLEAR] = exit_undefined,
	[EXIT_VMLAUNCH] = exit_undefined,
	[EXIT_VMPTRLD] = exit_undefined,
	[EXIT_VMPTRST] = exit_undefined,
	[EXIT_VMREAD] = exit_undefined,
	[EXIT_VMRESUME] = exit_undefined,
	[EXIT_VMWRITE] = exit_undefined,
	[EXIT_VMXOFF] = exit_undefined,
	[EXIT_VMXON] = exit_undefined,
	[EXIT_CR_ACCESS] = exit_cr_access,
	[EXIT_IO_INSTRUCTION] = exit_io,
	[EXIT_RDMSR] = exit_rdmsr,
	[EXIT_WRMSR] = exit_wrmsr,
	[EXIT_INVALID_GUEST_STATE] = exit_end_guest,
	[EXIT_MSR_LOADING] = exit_end_guest,
	[EXIT_MWAIT] = exit_undefined,
	[EXIT_MONITOR] = exit_undefined,
	[EXIT_ENTRY_MACHINE_CHECK] = exit_end_guest,
	[EXIT_EPT_VIOLATION] = exit_end_guest,
	[EXIT_EPT_MISCONFIGURATION] = exit_end_guest,
	[EXIT_INVEPT] = exit_undefined,
	[EXIT_PREEMPTION_TIMER] = exit_preemption_timer,
	[EXIT_INVVPID] = exit_undefined,
	[EXIT_WBINVD] = exit_wbinvd,
	[EXIT_XSETBV] = exit_xsetbv,
	[EXIT_VMFUNC] = exit_undefined,

	/* cannot come */
	[EXIT_SIPI] = exit_end_guest,
	[EXIT_IO_SMI] = exit_end_guest,
	[EXIT_OTHER_SMI] = exit_end_guest,
	[EXIT_NMI_WINDOW] = exit_end_guest,
	[EXIT_INVLPG] = exit_end_guest,
	[EXIT_RDTSC] = exit_end_guest,
	[EXIT_RSM] = exit_end_guest,
	[EXIT_MOV_DR] = exit_end_guest,
	[EXIT_MONITOR_TRAP_FLAG] = exit_end_guest,
	[EXIT_PAUSE] = exit_end_guest,
	[EXIT_TPR_BELOW_THRESHOLD] = exit_end_guest,
	[EXIT_APIC_ACCESS] = exit_end_guest,
	[EXIT_VIRTUALIZED_EOI] = exit_end_guest,
	[EXIT_GDTR_IDTR_ACCESS] = exit_end_guest,
	[EXIT_LDTR_TR_ACCESS] = exit_end_guest,
	[EXIT_RDTSCP] = exit_end_guest,
	[EXIT_APIC_WRITE] = exit_end_guest,
	[EXIT_RDRAND] = exit_end_guest,
	[EXIT_INVPCID] = exit_end_guest,
	[EXIT_ENCLS] = exit_end_guest,
	[EXIT_RDSEED] = exit_end_guest,
	[EXIT_PML_FULL] = exit_end_guest,
	[EXIT_XSAVES] = exit_end_guest,
	[EXIT_XRSTORS] = exit_end_guest,
	[EXIT_PCONFIG] = exit_end_guest,
	[EXIT_SPP_EVENT] = exit_end_guest,
	[EXIT_UMWAIT] = exit_end_guest,
	[EXIT_TPAUSE] = exit_end_guest,
	[EXIT_LOADIWKEY] = exit_end_guest,
	[EXIT_ENCLV] = exit_end_guest,
	[EXIT_ENQCMD_PASID] = exit_end_guest,
	[EXIT_ENQCMDS_PASID] = exit_end_guest,
	[EXIT_BUS_LOCK] = exit_end_guest,
	[EXIT_INSTRUCTION_TIMEOUT] = exit_end_guest,
	[EXIT_SEAMCALL] = exit_end_guest,
	[EXIT_TDCALL] = exit_end_guest,

	/* not assigned by the SDM */
	[35] = exit_end_guest,
	[38] = exit_end_guest,
	[42] = exit_end_guest,
	[71] = exit_end_guest,
};

/* Called by entry.asm after every exit; what it returns is entered next. */
struct vcpu *vcpu_handle_exit(struct vcpu *vcpu);

struct vcpu *vcpu_handle_exit(struct vcpu *vcpu)
{
	uint32_t reason = (uint32_t)vmread(VMX_VM_EXIT_REASON);

	/* A failed entry has bit 31 set and falls here too, as does a reason newer than the table.
	 */
	if (__builtin_expect(reason >= EXIT_REASON_COUNT, 0))
		return exit_end_guest(vcpu);
	vcpu->exits[reason]++;
	return handlers[reason](vcpu);
}

/* Called by entry.asm when VMRESUME failed before any guest state was loaded. */
struct vcpu *cpu_entry_failed(struct cpu *cpu);

struct vcpu *cpu_entry_failed(struct cpu *cpu)
{
	uint64_t error = 0;

	/* Without a current VMCS (VMfailInvalid) there is no number, and every VMREAD fails. */
	if (!vmread_safe(VMX_VM_INSTRUCTION_ERROR, &error))
		host_panic("VM entry without a current VMCS");
	log_line("VM entry failed: %s", instruction_error_text((uint32_t)error));
	report_audit(cpu->current);
	guest_crash(cpu->current->guest, "VM entry failed");
	return schedule_next(cpu);
}
