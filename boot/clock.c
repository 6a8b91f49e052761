/* SPDX-License-Identifier: BSD-2-Clause */
#include "boot/clock.h"

#include "boot/clock_rules.h"
#include "boot/console.h"
#include "vmm/x86.h"

#include <stdint.h>

enum {
	MEASURE_US = 25000,
	MEASUREMENTS = 2,

	CPUID_TSC = 0x15,
	CPUID_FREQUENCY = 0x16,
};

static struct clock_cpuid ask_cpuid(void)
{
	struct clock_cpuid answer = {0};
	uint32_t last_leaf = cpuid(0, 0).eax;

	if (last_leaf >= CPUID_TSC) {
		struct cpuid_result tsc = cpuid(CPUID_TSC, 0);

		answer.denominator = tsc.eax;
		answer.numerator = tsc.ebx;
		answer.crystal_hz = tsc.ecx;
	}
	if (last_leaf >= CPUID_FREQUENCY)
		answer.base_mhz = cpuid(CPUID_FREQUENCY, 0).eax & 0xffff;
	return answer;
}

/*
 * The TSC against the firmware's delay. An interrupt or an SMI can only make a delay longer, so the
 * shorter of two is nearer to the truth.
 */
static uint64_t measure_hz(void)
{
	uint64_t least = UINT64_MAX;

	for (unsigned int i = 0; i < MEASUREMENTS; i++) {
		uint64_t start = rdtsc();

		firmware.boot->Stall(MEASURE_US);

		uint64_t ticks = rdtsc() - start;

		if (ticks < least)
			least = ticks;
	}
	return clock_hz_by_ticks(least, (uint64_t)MEASURE_US * 1000);
}

static void read_wall_clock(struct handoff *handoff)
{
	EFI_TIME now;
	EFI_STATUS status = firmware.runtime->GetTime(&now, NULL);

	handoff->wall_tsc = rdtsc();
	if (EFI_ERROR(status)) {
		say("the firmware does not tell the time of day: %s", firmware_status_name(status));
		return;
	}

	const struct clock_date date = {
		.year = now.Year,
		.month = now.Month,
		.day = now.Day,
		.hour = now.Hour,
		.minute = now.Minute,
		.second = now.Second,
		.nanosecond = now.Nanosecond,
	};
	/*
	 * Local time is UTC minus TimeZone minutes; a clock that does not say is taken to run on
	 * UTC.
	 */
	int zone = now.TimeZone == EFI_UNSPECIFIED_TIMEZONE ? 0 : now.TimeZone;

	handoff->wall_ns = clock_unix_ns(&date);
	if (handoff->wall_ns == 0) {
		say("the firmware's time of day is no date: %u-%02u-%02u", now.Year, now.Month,
		    now.Day);
		return;
	}
	handoff->wall_ns += (uint64_t)((int64_t)zone * 60 * 1000000000);
}

EFI_STATUS clock_read(struct handoff *handoff)
{
	const struct clock_cpuid answer = ask_cpuid();
	uint64_t told = clock_hz_by_cpuid(&answer);
	uint64_t measured = measure_hz();

	if (measured == 0) {
		say("the time-stamp counter does not count");
		return EFI_UNSUPPORTED;
	}
	if (told != 0 && clock_agrees(told, measured)) {
		handoff->tsc_hz = told;
		handoff->clock_source = CLOCK_CPUID;
		say("TSC: %llu Hz by CPUID, measured %llu Hz", (unsigned long long)told,
		    (unsigned long long)measured);
	} else {
		handoff->tsc_hz = measured;
		handoff->clock_source = CLOCK_FIRMWARE;
		if (told != 0)
			say("TSC: %llu Hz as measured; not believed: %llu Hz by CPUID",
			    (unsigned long long)measured, (unsigned long long)told);
		else
			say("TSC: %llu Hz as measured; CPUID does not tell",
			    (unsigned long long)measured);
	}
	read_wall_clock(handoff);
	return EFI_SUCCESS;
}
