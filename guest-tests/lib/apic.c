/* SPDX-License-Identifier: BSD-2-Clause */
#include "guest-tests/lib/apic.h"

#include "guest-tests/lib/lib.h"
#include "guest-tests/lib/trap.h"

enum {
	BASE_X2APIC = 1 << 10,
	SVR_ENABLE = 1 << 8,
	US_PER_S = 1000000,
	MS_PER_S = 1000,
};

void apic_init(void)
{
	struct cpuid features = cpuid(1, 0);

	if (!(features.ecx & CPUID_1_ECX_X2APIC))
		panic("CPUID.1:ECX[21] is 0: no x2APIC");
	if (!(features.ecx & CPUID_1_ECX_TSC_DEADLINE))
		panic("CPUID.1:ECX[24] is 0: no TSC-deadline timer");
	wrmsr(MSR_APIC_BASE, rdmsr(MSR_APIC_BASE) | BASE_X2APIC);
	wrmsr(APIC_LVT_TIMER, APIC_MASKED);
	wrmsr(APIC_SVR, SVR_ENABLE | VECTOR_SPURIOUS);
}

void apic_timer(enum apic_timer_mode mode, unsigned int divide, uint32_t count)
{
	wrmsr(APIC_DIVIDE, divide);
	wrmsr(APIC_LVT_TIMER, mode | VECTOR_TIMER);
	wrmsr(APIC_INITIAL_COUNT, count);
}

uint64_t apic_hz(void)
{
	enum { LEAF_CLOCKS = 0x15 };
	uint32_t hz = cpuid(0, 0).eax >= LEAF_CLOCKS ? cpuid(LEAF_CLOCKS, 0).ecx : 0;

	if (hz == 0)
		panic("CPUID.15H:ECX does not tell the crystal clock");
	return hz;
}

void apic_deadline(uint64_t tsc)
{
	wrmsr(MSR_TSC_DEADLINE, tsc);
}

void apic_eoi(void)
{
	wrmsr(APIC_EOI, 0);
}

static void woken(struct trap_frame *frame)
{
	(void)frame;
	apic_eoi();
}

void sleep_until(uint64_t tsc)
{
	interrupts_off();
	trap_handle(VECTOR_TIMER, woken);
	wrmsr(APIC_LVT_TIMER, APIC_DEADLINE | VECTOR_TIMER);
	while (rdtsc() < tsc) {
		apic_deadline(tsc);
		wait_for_interrupt();
	}
}

void sleep_ms(uint64_t ms)
{
	sleep_until(rdtsc() + boot_info->tsc_hz * ms / MS_PER_S);
}

uint64_t ticks_of_us(uint64_t us)
{
	return boot_info->tsc_hz * us / US_PER_S;
}

uint64_t us_of_ticks(uint64_t ticks)
{
	uint64_t hz = boot_info->tsc_hz;

	/* In two steps, for ticks * 1000000 overflows after hours. */
	return ticks / hz * US_PER_S + ticks % hz * US_PER_S / hz;
}
