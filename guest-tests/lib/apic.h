/* SPDX-License-Identifier: BSD-2-Clause */
/* The local APIC in x2APIC mode: its timer, interrupts to oneself, and sleeping. CPL 0. */
#ifndef GUEST_TESTS_LIB_APIC_H
#define GUEST_TESTS_LIB_APIC_H

#include <stdbool.h>
#include <stdint.h>

enum apic_register {
	APIC_ID = 0x802,
	APIC_VERSION = 0x803,
	APIC_TPR = 0x808,
	APIC_PPR = 0x80a,
	APIC_EOI = 0x80b,
	APIC_LDR = 0x80d,
	APIC_SVR = 0x80f,
	APIC_ISR = 0x810,
	APIC_IRR = 0x820,
	APIC_ESR = 0x828,
	APIC_ICR = 0x830,
	APIC_LVT_TIMER = 0x832,
	APIC_LVT_LINT0 = 0x835,
	APIC_INITIAL_COUNT = 0x838,
	APIC_CURRENT_COUNT = 0x839,
	APIC_DIVIDE = 0x83e,
	APIC_SELF_IPI = 0x83f,
};

enum apic_timer_mode {
	APIC_ONESHOT = 0 << 17,
	APIC_PERIODIC = 1 << 17,
	APIC_DEADLINE = 2 << 17,
	APIC_MASKED = 1 << 16,
};

enum { APIC_DIVIDE_BY_1 = 0xb, APIC_DIVIDE_BY_2 = 0x0, APIC_DIVIDE_BY_128 = 0xa };

/*
 * Turns x2APIC mode on and enables the APIC, timer masked. panic() if the processor has no x2APIC
 * or no TSC-deadline timer.
 */
void apic_init(void);

/* Timer interrupts at VECTOR_TIMER in a mode; the count in units of the APIC's clock divided by
 * divide. */
void apic_timer(enum apic_timer_mode mode, unsigned int divide, uint32_t count);

/*
 * The clock that oneshot and periodic counts divide, in Hz: the crystal clock of CPUID.15H:ECX.
 * panic() if CPUID does not tell.
 */
uint64_t apic_hz(void);

/* In APIC_DEADLINE mode: the interrupt comes when the TSC reaches this value; 0 disarms. */
void apic_deadline(uint64_t tsc);

void apic_eoi(void);

/*
 * Halts until the TSC reaches a value. Uses VECTOR_TIMER and the TSC-deadline mode for itself;
 * needs apic_init(). Returns with interrupts off.
 */
void sleep_until(uint64_t tsc);
void sleep_ms(uint64_t ms);

/* TSC ticks of a time; the frequency is the VMM's (struct guest_boot_info). */
uint64_t ticks_of_us(uint64_t us);
uint64_t us_of_ticks(uint64_t ticks);

#endif
