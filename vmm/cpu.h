/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The three structures that the VMM is about: a physical CPU, a guest, and a virtual CPU of a
 * guest. Everything that changes at run time hangs off one of them; what a CPU uses is used by no
 * other.
 */
#ifndef VMM_CPU_H
#define VMM_CPU_H

#include "dsl/abi/context.h"
#include "vmm/capabilities.h"
#include "vmm/deadline.h"
#include "vmm/devices/lapic.h"
#include "vmm/devices/uart16550.h"
#include "vmm/handoff.h"
#include "vmm/host.h"
#include "vmm/page_table.h"
#include "vmm/vmx.h"

#include <stddef.h>

enum {
	HOST_STACK_SIZE = 32 << 10,
	CONSOLE_LINE_SIZE = 256, /* longer lines of a guest's console are broken */
};

/* Why a vCPU needs more than an entry. The entry path looks at the word as a whole. */
enum vcpu_request {
	REQUEST_INTERRUPT = 1 << 0,  /* the local APIC may have something to deliver */
	REQUEST_RESCHEDULE = 1 << 1, /* the CPU is for somebody else now */
};

enum vcpu_state {
	VCPU_RUNNABLE,
	VCPU_HALTED, /* executed HLT; an interrupt wakes it */
	VCPU_ENDED,
};

/* Guest state that the VMCS does not hold, kept here while another guest has the CPU. */
struct guest_registers {
	uint64_t cr2;
	uint64_t dr[4];
	uint64_t dr6;
	uint64_t xcr0;
	uint64_t kernel_gs_base;
	uint64_t star;
	uint64_t lstar;
	uint64_t cstar;
	uint64_t fmask;
	uint64_t tsc_aux;
	void *fpu; /* XSAVE area (FXSAVE where the processor has no XSAVE), 64-byte aligned */
};

struct vcpu {
	/* The exit path (entry.asm) knows these two by their offsets: see vcpu.c. */
	struct probe_context context;
	uint64_t host_stack; /* 16-byte aligned; at it lies the pointer to the CPU */

	enum vcpu_state state;
	uint32_t requests;   /* enum vcpu_request */
	bool window_exiting; /* the interrupt-window control is on */
	struct cpu *cpu;
	struct guest *guest; /* NULL: the idle vCPU */
	struct vcpu *next;   /* in the run queue */
	void *vmcs;
	uint16_t vpid;
	uint64_t tsc_offset;
	uint64_t run_ticks;   /* TSC ticks that it had the CPU, to the last switch */
	uint64_t switched_in; /* TSC, while it has the CPU */
	struct guest_registers registers;
	struct lapic lapic;
	struct deadline timer; /* of the local APIC */
	uint64_t exits[EXIT_REASON_COUNT];
};

struct guest {
	const struct handoff_guest *config;
	uint32_t number; /* pid, from 1 */
	bool running;	 /* started, and not ended */
	struct page_table ept;
	uint64_t ept_pointer;
	struct vcpu vcpu;
	struct uart16550 uart;
	char console_line[CONSOLE_LINE_SIZE];
	uint32_t console_length;
	uint64_t console_lost; /* lines that found no room, not yet reported */
};

struct cpu {
	uint32_t index;
	struct host_tables tables;
	uint64_t tsc_hz;
	uint32_t timer_shift;	     /* the preemption timer counts TSC >> timer_shift */
	struct vcpu *current;	     /* whose VMCS is loaded */
	struct vcpu *register_owner; /* whose struct guest_registers the processor holds */
	struct vcpu *queue_head;     /* runnable vCPUs but the current one, next first */
	struct vcpu *queue_tail;
	struct deadline_queue deadlines;
	struct deadline slice;
	struct deadline
		horizon; /* keeps the earliest deadline within reach of the preemption timer */
	uint64_t slice_ticks;
	struct vcpu idle;
	struct probe_context outside; /* the context of no guest: BEGIN, END, output */
	void *vmxon_region;
	struct vmx_capabilities capabilities;
	struct vmx_controls controls;
	uint64_t host_xcr0; /* all state components that the processor has; 0: no XSAVE */
	uint64_t guest_cr4; /* the CR4 bits that guests may set */
	uint64_t nmis;
	uint64_t stray_interrupts;
};

/* The entry path of entry.asm: enters this vCPU, whose VMCS is current. Root; no way back but
 * exits. */
_Noreturn void vcpu_enter(struct vcpu *vcpu);

/*
 * Makes a VMCS for the vCPU and fills it: controls, host state, and a guest state that the guest's
 * kind completes. The VMCS is current afterwards. Root, set-up. Stops the machine when memory runs
 * out.
 */
void vcpu_init(struct vcpu *vcpu, struct cpu *cpu, struct guest *guest, uint64_t ept_pointer);

/* Makes the CPU's idle vCPU: halted for ever, in no memory; what runs when no guest can. Root,
 * set-up. */
void vcpu_init_idle(struct cpu *cpu);

/*
 * Enters the current VMCS, which is complete, for the first time, without letting the guest execute
 * anything: so that every other entry is a VMRESUME. False when the entry failed; the VMCS tells
 * why. Root, set-up.
 */
bool vcpu_launch_once(struct vcpu *vcpu);

struct guest_entry;

/* The state in which a guest of kind elf64 starts (docs/guests.md). The vCPU's VMCS is current.
 * Root, set-up. */
void vcpu_enter_elf64(struct vcpu *vcpu, const struct guest_entry *entry);

/* Loads the VMCS of this vCPU. Root. */
void vcpu_load_vmcs(struct vcpu *vcpu);

/*
 * Puts the processor's guest registers (struct guest_registers) into the owner's copy, and this
 * vCPU's into the processor. Root.
 */
void vcpu_switch_registers(struct cpu *cpu, struct vcpu *vcpu);

/* The guest's time-stamp counter now. */
static inline uint64_t vcpu_tsc(const struct vcpu *vcpu, uint64_t host_tsc)
{
	return host_tsc + vcpu->tsc_offset;
}

/* The machine: what main.c sets up once and everybody may read. */
struct machine {
	const struct handoff *handoff;
	struct cpu *cpu; /* the one that runs guests */
	struct guest *guests;
	uint32_t guest_count;
	uint64_t start_tsc;
};

extern struct machine machine;

#endif
