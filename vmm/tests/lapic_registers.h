/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For the tests of the local APIC: its registers and bits as the SDM has them, and one APIC that is
 * on, in x2APIC mode, with the time standing at 0.
 */
#ifndef VMM_TESTS_LAPIC_REGISTERS_H
#define VMM_TESTS_LAPIC_REGISTERS_H

#include "vmm/devices/lapic.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* MSRs (SDM table 11-6) */
enum {
	APIC_BASE = 0x1b,
	TSC_DEADLINE = 0x6e0,
	X2_ID = 0x802,
	X2_VERSION = 0x803,
	X2_TPR = 0x808,
	X2_PPR = 0x80a,
	X2_EOI = 0x80b,
	X2_LDR = 0x80d,
	X2_SVR = 0x80f,
	X2_ISR = 0x810,
	X2_TMR = 0x818,
	X2_IRR = 0x820,
	X2_ESR = 0x828,
	X2_LVT_CMCI = 0x82f,
	X2_ICR = 0x830,
	X2_LVT_TIMER = 0x832,
	X2_LVT_THERMAL = 0x833,
	X2_LVT_PERFORMANCE = 0x834,
	X2_LVT_LINT0 = 0x835,
	X2_LVT_LINT1 = 0x836,
	X2_LVT_ERROR = 0x837,
	X2_INITIAL_COUNT = 0x838,
	X2_CURRENT_COUNT = 0x839,
	X2_DIVIDE = 0x83e,
	X2_SELF_IPI = 0x83f,
};

enum {
	EXTD = 1 << 10,
	ENABLE = 1 << 11,
	MASKED = 1 << 16,
	TIMER_PERIODIC = 1 << 17,
	TIMER_TSC_DEADLINE = 2 << 17,
	TIMER_RESERVED = 3 << 17,
	SEND_ILLEGAL = 1 << 5,
	RECEIVE_ILLEGAL = 1 << 6,
	DELIVER_LOWEST = 1 << 8,
	DELIVER_INIT = 5 << 8,
	DELIVER_STARTUP = 6 << 8,
	LOGICAL = 1 << 11,
	ASSERT_LEVEL = 1 << 14,
	TRIGGER_LEVEL = 1 << 15,
	TO_SELF = 1 << 18,
	TO_ALL = 2 << 18,
	TO_OTHERS = 3 << 18,
};

static const uint64_t x2apic_base = 0xfee00d00; /* enabled, extended, BSP */
__attribute__((unused)) static const uint64_t to_everybody = 0xffffffffull << 32;

static struct lapic lapic;

static inline uint64_t get_at(uint32_t msr, uint64_t now)
{
	uint64_t value = 0xdeadbeefdeadbeef;

	assert_true(lapic_read_msr(&lapic, msr, now, &value));
	return value;
}

static inline void put_at(uint32_t msr, uint64_t value, uint64_t now)
{
	assert_true(lapic_write_msr(&lapic, msr, value, now));
}

static inline uint64_t get(uint32_t msr)
{
	return get_at(msr, 0);
}

static inline void put(uint32_t msr, uint64_t value)
{
	put_at(msr, value, 0);
}

static inline void start(void)
{
	lapic_reset(&lapic, 0);
	put(APIC_BASE, x2apic_base);
	put(X2_SVR, 0x1ff);
}

static inline int setup(void **state)
{
	(void)state;
	start();
	return 0;
}

#endif
