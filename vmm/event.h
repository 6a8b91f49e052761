/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Events for a guest: exceptions that the VMM raises in it, interrupts of its local APIC, and what
 * became of an event whose delivery an exit cut short. All act on the current VMCS. Root.
 */
#ifndef VMM_EVENT_H
#define VMM_EVENT_H

#include "vmm/cpu.h"
#include "vmm/schedule.h"
#include "vmm/x86.h"

/* At the next entry the guest gets this exception. The instruction that caused it must not have
 * been skipped. */
void inject_exception(enum vector vector);
void inject_exception_code(enum vector vector, uint32_t error_code);

/* Delivers what the requests of the vCPU ask for, or arranges for an exit when it can be. */
void event_deliver(struct vcpu *vcpu);

/* The local APIC may have an interrupt: asks for event_deliver(), and wakes the vCPU if it halted.
 */
void event_request(struct vcpu *vcpu);

/*
 * The exit interrupted the delivery of an event (SDM 28.2.4) and the guest goes on: delivers it
 * again at the next entry; an interrupt goes back to the local APIC if something else is being
 * injected.
 */
void event_redeliver(struct vcpu *vcpu);

/* Arms the host deadline of the vCPU's local APIC timer after anything that may have changed it. */
void lapic_timer_arm(struct vcpu *vcpu);

/* Prepares the deadline of the local APIC timer. Set-up. */
void lapic_timer_init(struct vcpu *vcpu);

/* Goes past the instruction that exited, as if the processor had executed it. */
void skip_instruction(void);

/* The rest of skip_and_resume() when something more than RIP changes. */
struct vcpu *finish_instruction(struct vcpu *vcpu);

/* skip_instruction() and resume(), for handlers that are done. */
static inline struct vcpu *skip_and_resume(struct vcpu *vcpu)
{
	uint64_t blocking = vmread(VMX_GUEST_INTERRUPTIBILITY_INFO);

	vmwrite(VMX_GUEST_RIP, vmread(VMX_GUEST_RIP) + vmread(VMX_VM_EXIT_INSTRUCTION_LEN));
	if (__builtin_expect((blocking & (BLOCKING_BY_STI | BLOCKING_BY_MOV_SS)) ||
				     (vmread(VMX_GUEST_RFLAGS) & RFLAGS_TF),
			     0))
		return finish_instruction(vcpu);
	return resume(vcpu);
}

#endif
