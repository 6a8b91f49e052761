/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A guest's local APIC (SDM 11) in x2APIC mode: registers, interrupt state, and the timer with its
 * three modes. Pure: times are the guest's TSC, handed in; the owner arms a host deadline for
 * timer_due. Without MMIO, so in xAPIC mode only IA32_APIC_BASE and IA32_TSC_DEADLINE
 * answer.
 */
#ifndef VMM_DEVICES_LAPIC_H
#define VMM_DEVICES_LAPIC_H

#include <stdbool.h>
#include <stdint.h>

enum { LAPIC_VECTORS = 256 };

#define LAPIC_NEVER UINT64_MAX /* of timer_due: not armed */

struct lapic {
	uint64_t base; /* IA32_APIC_BASE */
	uint32_t id;
	uint32_t tpr;
	uint32_t svr;
	uint32_t esr;	      /* errors since the last write to the ESR register */
	uint32_t esr_latched; /* what a read of it gives */
	uint32_t lvt_timer;
	uint32_t lvt[6]; /* CMCI, thermal, performance, LINT0, LINT1, error */
	uint32_t divide;
	uint32_t initial_count;
	uint64_t icr;
	uint64_t timer_due; /* guest TSC of the next expiry, or LAPIC_NEVER; TSC-deadline mode: the
			       MSR */
	uint32_t irr[LAPIC_VECTORS / 32];
	uint32_t isr[LAPIC_VECTORS / 32];
};

/* The state after reset of the APIC with this ID: xAPIC mode, software-disabled, everything masked.
 */
void lapic_reset(struct lapic *lapic, uint32_t id);

/*
 * RDMSR and WRMSR of IA32_APIC_BASE, IA32_TSC_DEADLINE and the x2APIC range 800H to 8FFH
 * (SDM 11.12.1.2). False: the access is a general-protection exception.
 */
bool lapic_read_msr(const struct lapic *lapic, uint32_t msr, uint64_t now, uint64_t *value);
bool lapic_write_msr(struct lapic *lapic, uint32_t msr, uint64_t value, uint64_t now);

/*
 * Makes the timer interrupt pending when it has expired up to now, and sets the next expiry. Writes
 * of MSRs do so by themselves, but for EOI.
 */
void lapic_timer_run(struct lapic *lapic, uint64_t now);

/* The guest's TSC was set `moved` ahead: a running count goes on as it was, a TSC deadline stays
 * where it is. */
void lapic_tsc_moved(struct lapic *lapic, uint64_t moved);

/* The vector that would be delivered next, by IRR, ISR and TPR; -1 when none would. */
int lapic_pending(const struct lapic *lapic);

/* The processor has taken this vector: IRR to ISR; and has not after all, since its delivery was
 * cut short. */
void lapic_accept(struct lapic *lapic, int vector);
void lapic_return(struct lapic *lapic, int vector);

/* CR8: bits 7:4 of TPR. */
static inline uint64_t lapic_cr8(const struct lapic *lapic)
{
	return lapic->tpr >> 4;
}

static inline void lapic_set_cr8(struct lapic *lapic, uint64_t value)
{
	lapic->tpr = (uint32_t)value << 4;
}

#endif
