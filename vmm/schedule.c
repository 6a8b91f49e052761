/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/schedule.h"

#include "vmm/event.h"
#include "vmm/host.h"
#include "vmm/memory.h"
#include "vmm/x86.h"

/*
 * Deadlines run before an entry, at most. A guest may have its timer expire as often as it likes,
 * but its own turn must come as well.
 */
enum { DEADLINES_PER_ENTRY = 64 };

static void queue_put(struct cpu *cpu, struct vcpu *vcpu)
{
	vcpu->next = NULL;
	if (cpu->queue_tail)
		cpu->queue_tail->next = vcpu;
	else
		cpu->queue_head = vcpu;
	cpu->queue_tail = vcpu;
}

static struct vcpu *queue_take(struct cpu *cpu)
{
	struct vcpu *vcpu = cpu->queue_head;

	if (!vcpu)
		return NULL;
	cpu->queue_head = vcpu->next;
	if (!cpu->queue_head)
		cpu->queue_tail = NULL;
	return vcpu;
}

/* A slice matters only while somebody else waits for the CPU. */
static void start_slice(struct cpu *cpu, uint64_t now)
{
	if (cpu->queue_head && cpu->current->guest)
		schedule_deadline(cpu, &cpu->slice, now + cpu->slice_ticks);
	else
		deadline_cancel(&cpu->deadlines, &cpu->slice);
}

static void slice_expired(struct deadline *deadline, uint64_t now)
{
	struct cpu *cpu = (struct cpu *)((char *)deadline - offsetof(struct cpu, slice));

	(void)now;
	cpu->current->requests |= REQUEST_RESCHEDULE;
}

/* The preemption timer has 32 bits: there is always a deadline that is nearer than it can count. */
static void horizon_expired(struct deadline *deadline, uint64_t now)
{
	struct cpu *cpu = (struct cpu *)((char *)deadline - offsetof(struct cpu, horizon));
	enum { HORIZON_BITS = 31 };

	schedule_deadline(cpu, deadline, now + (1ull << HORIZON_BITS));
}

void schedule_init(struct cpu *cpu, uint64_t slice_ns, uint32_t deadlines)
{
	struct deadline **storage =
		memory_require(deadlines * sizeof(struct deadline *), "deadlines");
	enum { NS_PER_US = 1000, US_PER_SECOND = 1000000 };

	deadline_queue_init(&cpu->deadlines, storage, deadlines);
	cpu->slice.expired = slice_expired;
	cpu->slice_ticks = slice_ns / NS_PER_US * cpu->tsc_hz / US_PER_SECOND;
	vcpu_init_idle(cpu);
	cpu->current = &cpu->idle;
	cpu->horizon.expired = horizon_expired;
	horizon_expired(&cpu->horizon, rdtsc());
	cpu->current->requests |= REQUEST_RESCHEDULE;
}

void schedule_wake(struct vcpu *vcpu)
{
	struct cpu *cpu = vcpu->cpu;

	vcpu->state = VCPU_RUNNABLE;
	if (vcpu == cpu->current)
		return; /* halted and woken within one exit */
	queue_put(cpu, vcpu);
	if (!cpu->current->guest)
		cpu->current->requests |= REQUEST_RESCHEDULE;
	else if (!cpu->slice.position)
		start_slice(cpu, rdtsc());
}

void schedule_block(struct vcpu *vcpu, enum vcpu_state state)
{
	vcpu->state = state;
	vcpu->cpu->current->requests |= REQUEST_RESCHEDULE;
}

static void switch_to(struct cpu *cpu, struct vcpu *vcpu, uint64_t now)
{
	cpu->current->run_ticks += now - cpu->current->switched_in;
	vcpu->switched_in = now;
	if (vcpu == cpu->current)
		return;
	cpu->current = vcpu;
	vcpu_load_vmcs(vcpu);
	/* The idle vCPU runs no instruction: a guest that follows itself finds its registers in
	 * place. */
	if (vcpu->guest && cpu->register_owner != vcpu)
		vcpu_switch_registers(cpu, vcpu);
}

/* Gives the CPU to the next in the queue; the current vCPU goes to its end if it can still run. */
static __attribute__((noinline)) void reschedule(struct cpu *cpu, uint64_t now)
{
	struct vcpu *current = cpu->current;

	current->requests &= ~(uint32_t)REQUEST_RESCHEDULE;
	if (current->guest && current->state == VCPU_RUNNABLE)
		queue_put(cpu, current);

	struct vcpu *next = queue_take(cpu);

	switch_to(cpu, next ? next : &cpu->idle, now);
	start_slice(cpu, now);
}

struct vcpu *schedule_next(struct cpu *cpu)
{
	uint64_t now = rdtsc();

	if (cpu->current->requests & REQUEST_RESCHEDULE)
		reschedule(cpu, now);
	for (uint32_t left = DEADLINES_PER_ENTRY; now >= cpu->deadlines.earliest && left; left--) {
		deadline_run_first(&cpu->deadlines, now);
		now = rdtsc();
		if (cpu->current->requests & REQUEST_RESCHEDULE)
			reschedule(cpu, now);
	}
	if (cpu->current->requests & REQUEST_INTERRUPT)
		event_deliver(cpu->current);

	uint64_t earliest = cpu->deadlines.earliest;

	vmwrite(VMX_GUEST_PREEMPTION_TIMER_VALUE,
		earliest > now ? (earliest - now) >> cpu->timer_shift : 0);
	return cpu->current;
}
