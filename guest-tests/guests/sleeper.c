/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Sleeps in HLT nearly all the time and is woken by its timer.
 *
 *   period_ms=100   time between wakes
 *   mode=deadline   or oneshot, periodic: how the APIC timer is used
 *   report=50       a line after so many wakes
 *   wakes=0         end after so many, with a check that they were not early; 0: never
 */
#include "guest-tests/lib/apic.h"
#include "guest-tests/lib/lib.h"
#include "guest-tests/lib/trap.h"

enum { DIVIDER = 128, MS_PER_S = 1000 };

static volatile uint64_t wakes;

static void tick(struct trap_frame *frame)
{
	(void)frame;
	wakes++;
	apic_eoi();
}

int guest_main(void)
{
	uint64_t period_ms = option_number("period_ms", 100);
	uint64_t report = option_number("report", 50);
	uint64_t last = option_number("wakes", 0);
	uint64_t period = boot_info->tsc_hz * period_ms / MS_PER_S;
	uint32_t count = (uint32_t)(apic_hz() / DIVIDER * period_ms / MS_PER_S);
	bool oneshot = option_is("mode", "oneshot");
	bool periodic = option_is("mode", "periodic");

	apic_init();
	trap_handle(VECTOR_TIMER, tick);
	print("wakes every %llu ms\n", (unsigned long long)period_ms);

	uint64_t start = rdtsc();
	uint64_t next = start;

	if (periodic)
		apic_timer(APIC_PERIODIC, APIC_DIVIDE_BY_128, count);
	while (last == 0 || wakes < last) {
		uint64_t seen = wakes;

		if (oneshot)
			apic_timer(APIC_ONESHOT, APIC_DIVIDE_BY_128, count);
		if (!oneshot && !periodic) {
			apic_timer(APIC_DEADLINE, APIC_DIVIDE_BY_128, 0);
			next += period;
			apic_deadline(next);
		}
		while (wakes == seen)
			wait_for_interrupt();
		if (report && wakes % report == 0)
			print("%llu wakes in %llu ms\n", (unsigned long long)wakes,
			      (unsigned long long)us_of_ticks(rdtsc() - start) / 1000);
	}

	uint64_t elapsed = us_of_ticks(rdtsc() - start) / 1000;

	test_check(elapsed + 1 >= last * period_ms, "sleeper-not-early",
		   "%llu wakes of %llu ms took only %llu ms", (unsigned long long)last,
		   (unsigned long long)period_ms, (unsigned long long)elapsed);
	return test_end();
}
