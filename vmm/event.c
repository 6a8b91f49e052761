/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/event.h"

#include "vmm/describe.h"
#include "vmm/schedule.h"
#include "vmm/x86.h"

/*
 * A guest's timer wakes the host no more often than this, however short a period it asks for:
 * expiries that come faster merge, as they would in the IRR of a busy processor.
 */
enum { TIMERS_PER_SECOND_MOST = 50000 };

void inject_exception(enum vector vector)
{
	vmwrite(VMX_VM_ENTRY_INTR_INFO_FIELD,
		INTERRUPTION_VALID | INTERRUPTION_HARDWARE_EXCEPTION | (uint32_t)vector);
}

void inject_exception_code(enum vector vector, uint32_t error_code)
{
	vmwrite(VMX_VM_ENTRY_EXCEPTION_ERROR_CODE, error_code);
	vmwrite(VMX_VM_ENTRY_INTR_INFO_FIELD, INTERRUPTION_VALID | INTERRUPTION_ERROR_CODE |
						      INTERRUPTION_HARDWARE_EXCEPTION |
						      (uint32_t)vector);
}

static bool injection_pending(void)
{
	return vmread(VMX_VM_ENTRY_INTR_INFO_FIELD) & INTERRUPTION_VALID;
}

static void set_window_exiting(struct vcpu *vcpu, bool on)
{
	if (vcpu->window_exiting == on)
		return;
	vcpu->window_exiting = on;
	vmwrite(VMX_CPU_BASED_VM_EXEC_CONTROL,
		vcpu->cpu->controls.proc | (on ? PROC_INTERRUPT_WINDOW_EXITING : 0));
}

void event_deliver(struct vcpu *vcpu)
{
	int vector = lapic_pending(&vcpu->lapic);

	if (vector < 0) {
		vcpu->requests &= ~(uint32_t)REQUEST_INTERRUPT;
		set_window_exiting(vcpu, false);
		return;
	}

	bool open =
		(vmread(VMX_GUEST_RFLAGS) & RFLAGS_IF) &&
		!(vmread(VMX_GUEST_INTERRUPTIBILITY_INFO) & (BLOCKING_BY_STI | BLOCKING_BY_MOV_SS));

	if (!open || injection_pending()) {
		set_window_exiting(vcpu, true);
		return;
	}
	lapic_accept(&vcpu->lapic, vector);
	vmwrite(VMX_VM_ENTRY_INTR_INFO_FIELD,
		INTERRUPTION_VALID | INTERRUPTION_EXTERNAL | (uint32_t)vector);
	/* A second one waits until the first has left the window open again. */
	bool more = lapic_pending(&vcpu->lapic) >= 0;

	if (!more)
		vcpu->requests &= ~(uint32_t)REQUEST_INTERRUPT;
	set_window_exiting(vcpu, more);
}

void event_request(struct vcpu *vcpu)
{
	if (lapic_pending(&vcpu->lapic) < 0)
		return;
	vcpu->requests |= REQUEST_INTERRUPT;
	if (vcpu->state == VCPU_HALTED)
		schedule_wake(vcpu);
}

void event_redeliver(struct vcpu *vcpu)
{
	uint32_t information = (uint32_t)vmread(VMX_IDT_VECTORING_INFO_FIELD);
	struct event event = decode_event(information);

	if (!event.valid)
		return;
	if (event.type == EVENT_EXTERNAL_INTERRUPT) {
		lapic_return(&vcpu->lapic, event.vector);
		vcpu->requests |= REQUEST_INTERRUPT;
		return;
	}
	if (injection_pending())
		return; /* a fault found on the way; the first event comes again when its handler
			   returns */
	if (event.error_code)
		vmwrite(VMX_VM_ENTRY_EXCEPTION_ERROR_CODE, vmread(VMX_IDT_VECTORING_ERROR_CODE));
	if (event.type >= EVENT_SOFTWARE_INTERRUPT)
		vmwrite(VMX_VM_ENTRY_INSTRUCTION_LEN, vmread(VMX_VM_EXIT_INSTRUCTION_LEN));
	vmwrite(VMX_VM_ENTRY_INTR_INFO_FIELD, information & ~(uint32_t)INTERRUPTION_NMI_UNBLOCKING);
}

/* What the end of an instruction brings about beside the new RIP. */
static void end_instruction(void)
{
	uint64_t blocking = vmread(VMX_GUEST_INTERRUPTIBILITY_INFO);

	vmwrite(VMX_GUEST_INTERRUPTIBILITY_INFO,
		blocking & ~(uint64_t)(BLOCKING_BY_STI | BLOCKING_BY_MOV_SS));
	/* The processor would have trapped after the instruction (SDM 27.7.3). */
	if (vmread(VMX_GUEST_RFLAGS) & RFLAGS_TF)
		vmwrite(VMX_GUEST_PENDING_DBG_EXCEPTIONS,
			vmread(VMX_GUEST_PENDING_DBG_EXCEPTIONS) | PENDING_DEBUG_BS);
}

void skip_instruction(void)
{
	vmwrite(VMX_GUEST_RIP, vmread(VMX_GUEST_RIP) + vmread(VMX_VM_EXIT_INSTRUCTION_LEN));
	end_instruction();
}

struct vcpu *finish_instruction(struct vcpu *vcpu)
{
	end_instruction();
	return resume(vcpu);
}

static void timer_expired(struct deadline *deadline, uint64_t now)
{
	struct vcpu *vcpu = (struct vcpu *)((char *)deadline - offsetof(struct vcpu, timer));

	lapic_timer_run(&vcpu->lapic, vcpu_tsc(vcpu, now));
	lapic_timer_arm(vcpu);
	event_request(vcpu);
}

void lapic_timer_init(struct vcpu *vcpu)
{
	vcpu->timer.expired = timer_expired;
}

void lapic_timer_arm(struct vcpu *vcpu)
{
	struct cpu *cpu = vcpu->cpu;

	if (vcpu->lapic.timer_due == LAPIC_NEVER) {
		deadline_cancel(&cpu->deadlines, &vcpu->timer);
		return;
	}

	/*
	 * In the guest's time: a deadline below its TSC is due, whatever the offset between the two
	 * is.
	 */
	uint64_t now = rdtsc();
	uint64_t guest_now = vcpu_tsc(vcpu, now);
	uint64_t due = vcpu->lapic.timer_due;
	uint64_t least = cpu->tsc_hz / TIMERS_PER_SECOND_MOST;
	uint64_t wait = due > guest_now ? due - guest_now : 0;
	uint64_t when = now + (wait > least ? wait : least);

	schedule_deadline(cpu, &vcpu->timer, when > now ? when : DEADLINE_NEVER);
}
