/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Who has the CPU: guests take turns, round robin with a time slice; the idle vCPU has it when no
 * guest can run. And the last step of every exit: deadlines, events, the preemption timer. Root.
 */
#ifndef VMM_SCHEDULE_H
#define VMM_SCHEDULE_H

#include "vmm/cpu.h"
#include "vmm/x86.h"

/* Prepares a CPU's queue and idle vCPU. deadlines: how many may be queued at once. Set-up. */
void schedule_init(struct cpu *cpu, uint64_t slice_ns, uint32_t deadlines);

/* Queues a deadline of this CPU; `when` is a TSC value. The machine stops when there is no room. */
static inline void schedule_deadline(struct cpu *cpu, struct deadline *deadline, uint64_t when)
{
	if (__builtin_expect(!deadline_set(&cpu->deadlines, deadline, when), false))
		host_panic("the deadline queue of CPU %u is full (%u)", cpu->index,
			   cpu->deadlines.capacity);
}

/* The vCPU can run: from its start, or after HLT when an interrupt came. */
void schedule_wake(struct vcpu *vcpu);

/* The current vCPU can no longer run: it halted or ended. */
void schedule_block(struct vcpu *vcpu, enum vcpu_state state);

/*
 * The way back into a guest when there is something to do first: runs what is due, picks the vCPU,
 * injects, arms the preemption timer. Returns the vCPU to enter, its VMCS current.
 */
struct vcpu *schedule_next(struct cpu *cpu);

/*
 * The way back into the guest for a handler that is done: the vCPU goes on at once unless a
 * deadline is due or it has requests. The preemption timer is armed for the earliest deadline at
 * every entry (it counts in non-root operation only).
 */
static inline struct vcpu *resume(struct vcpu *vcpu)
{
	const struct cpu *cpu = vcpu->cpu;
	uint64_t now = rdtsc();

	if (__builtin_expect(vcpu->requests || now >= cpu->deadlines.earliest, 0))
		return schedule_next(vcpu->cpu);
	/* Rounded down: an exit that comes early by less than a count finds nothing due and arms
	 * the timer for 0. */
	vmwrite(VMX_GUEST_PREEMPTION_TIMER_VALUE,
		(cpu->deadlines.earliest - now) >> cpu->timer_shift);
	return vcpu;
}

#endif
