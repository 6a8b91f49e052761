/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/exits.h"

#include "vmm/describe.h"
#include "vmm/event.h"
#include "vmm/host.h"
#include "vmm/interrupts.h"
#include "vmm/schedule.h"
#include "vmm/x86.h"

/*
 * An exception delivered with TF set under blocking by STI or MOV SS needs the pending single step
 * said, or the entry fails (SDM 27.3.1.5; CVE-2019-19583).
 */
static void fix_pending_debug(void)
{
	bool blocking =
		vmread(VMX_GUEST_INTERRUPTIBILITY_INFO) & (BLOCKING_BY_STI | BLOCKING_BY_MOV_SS);

	if (blocking && (vmread(VMX_GUEST_RFLAGS) & RFLAGS_TF))
		vmwrite(VMX_GUEST_PENDING_DBG_EXCEPTIONS,
			vmread(VMX_GUEST_PENDING_DBG_EXCEPTIONS) | PENDING_DEBUG_BS);
}

/*
 * The exit left DR6 and DR7 as they were before the exception (SDM 28.1): does what its delivery
 * would have done to them. B0-B3 are replaced, BD, BS and RTM gathered (SDM 18.2.3); DR7.GD is
 * cleared.
 */
static void deliver_debug_exception(uint64_t qualification)
{
	enum {
		DR6_BREAKPOINTS = 0xf,
		DR6_GATHERED = 1 << 13 | 1 << 14,
		DR6_RTM = 1 << 16,
		DR7_GD = 1 << 13,
	};
	uint64_t dr6 = read_dr6() & ~(uint64_t)DR6_BREAKPOINTS;

	dr6 |= qualification & (DR6_BREAKPOINTS | DR6_GATHERED);
	if (qualification & DR6_RTM)
		dr6 &= ~(uint64_t)DR6_RTM;
	write_dr6(dr6);
	vmwrite(VMX_GUEST_DR7, vmread(VMX_GUEST_DR7) & ~(uint64_t)DR7_GD);
}

/* An NMI is the machine's. IRET, and only that, lets the next one in: it is executed by the NMI's
 * own handler. */
static void count_nmi(void)
{
	__asm__ volatile("int $2" : : : "memory");
}

struct vcpu *exit_exception_or_nmi(struct vcpu *vcpu)
{
	uint32_t information = (uint32_t)vmread(VMX_VM_EXIT_INTR_INFO);
	struct event event = decode_event(information);

	if (event.type == EVENT_NMI) {
		count_nmi();
		event_redeliver(vcpu);
		return resume(vcpu);
	}
	if (event.vector == VECTOR_MC)
		host_panic("machine check while guest %u ran", vcpu->context.pid);

	/* INT1 leaves the debug registers alone. */
	if (event.vector == VECTOR_DB && event.type == EVENT_HARDWARE_EXCEPTION)
		deliver_debug_exception(vmread(VMX_EXIT_QUALIFICATION));
	fix_pending_debug();
	if (event.error_code)
		vmwrite(VMX_VM_ENTRY_EXCEPTION_ERROR_CODE, vmread(VMX_VM_EXIT_INTR_ERROR_CODE));
	if (event.type >= EVENT_SOFTWARE_INTERRUPT)
		vmwrite(VMX_VM_ENTRY_INSTRUCTION_LEN, vmread(VMX_VM_EXIT_INSTRUCTION_LEN));
	vmwrite(VMX_VM_ENTRY_INTR_INFO_FIELD, information & ~(uint32_t)INTERRUPTION_NMI_UNBLOCKING);
	event_redeliver(vcpu);
	return resume(vcpu);
}

/*
 * Every interrupt of the machine was masked at the start. One that comes all the same has been
 * acknowledged by the exit; the APIC gets its EOI, and it is counted.
 */
struct vcpu *exit_external_interrupt(struct vcpu *vcpu)
{
	vcpu->cpu->stray_interrupts++;
	interrupts_end();
	return resume(vcpu);
}

/* The window is open now; schedule_next() delivers. */
struct vcpu *exit_interrupt_window(struct vcpu *vcpu)
{
	vcpu->requests |= REQUEST_INTERRUPT;
	return resume(vcpu);
}
