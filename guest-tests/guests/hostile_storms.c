/* SPDX-License-Identifier: BSD-2-Clause */
/* As many exits or events as the guest can make, for a while. */
#include "guest-tests/guests/hostile.h"

#include "guest-tests/lib/apic.h"

static void undefined(void *argument)
{
	(void)argument;
	__asm__ volatile("ud2");
}

void storm_exceptions(void)
{
	uint64_t end = rdtsc() + ticks_of_us(STORM_MS * 1000ull);
	unsigned int count = 0;
	unsigned int raised = 0;

	for (; rdtsc() < end; count++)
		raised += trap_raises(undefined, NULL, VECTOR_UD);
	test_check(raised == count, "each-raised", "%u of %u", raised, count);
}

enum { VECTOR_STORM = 0x60 };

static volatile unsigned int interrupts;
static uint64_t storm_end;

/* The next is pending before this one has ended: what was interrupted does not get a single
 * instruction done. */
static void storm(struct trap_frame *frame)
{
	(void)frame;
	interrupts++;
	if (rdtsc() < storm_end)
		wrmsr(APIC_SELF_IPI, VECTOR_STORM);
	apic_eoi();
}

void storm_self_ipis(void)
{
	apic_init();
	storm_end = rdtsc() + ticks_of_us(STORM_MS * 1000ull);
	trap_handle((enum vector)VECTOR_STORM, storm);
	wrmsr(APIC_SELF_IPI, VECTOR_STORM);
	interrupts_on();
	cpu_pause();
	interrupts_off();
	test_check(interrupts > 100, "interrupts-came", "only %u", interrupts);
}
