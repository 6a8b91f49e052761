/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Does little but cause VM exits: CPUID, port input and output, RDMSR, 16 of each a round, for
 * ever.
 *
 *   bench=1    instead measures the round trip of each in TSC ticks, prints "bench NAME TICKS" and
 * ends rounds=0   end after so many rounds; 0: never
 */
#include "guest-tests/lib/lib.h"

enum { PORT_UNUSED = 0x80, ROUNDS_PER_DOT = 1 << 16, TRIES = 256 };

/* Each runs its instruction PER_RUN times, with nothing between that costs more than a tick. */
#define PER_RUN 16

static void run_cpuid(void)
{
	__asm__ volatile(".rept %c0; xor %%eax, %%eax; cpuid; .endr" ::"i"(PER_RUN)
			 : "eax", "ebx", "ecx", "edx");
}

static void run_in(void)
{
	__asm__ volatile(".rept %c0; in %%dx, %%al; .endr" ::"i"(PER_RUN), "d"(PORT_COM1_LSR)
			 : "eax");
}

static void run_out(void)
{
	__asm__ volatile(".rept %c0; out %%al, %%dx; .endr" ::"i"(PER_RUN), "d"(PORT_UNUSED),
			 "a"(0));
}

static void run_rdmsr(void)
{
	__asm__ volatile(".rept %c0; rdmsr; .endr" ::"i"(PER_RUN), "c"(MSR_APIC_BASE)
			 : "eax", "edx");
}

static void run_nothing(void)
{
}

/* The least of many tries: one in which the guest was interrupted or descheduled takes longer. */
static uint64_t least(void (*run)(void))
{
	uint64_t best = UINT64_MAX;

	for (unsigned int i = 0; i < TRIES; i++) {
		uint64_t start = rdtsc();

		run();

		uint64_t ticks = rdtsc() - start;

		if (ticks < best)
			best = ticks;
	}
	return best;
}

static void bench(const char *name, void (*run)(void))
{
	uint64_t ticks = least(run) - least(run_nothing);

	print("bench %s %llu\n", name, (unsigned long long)((ticks + PER_RUN / 2) / PER_RUN));
}

/*
 * What a VM exit that the guest did not cause costs it. Two readings of the TSC in a row are a few
 * ticks apart; farther apart there was an exit.
 */
enum { GAP_LEAST = 20, GAPS_MAX = 1024 };

static void bench_gaps(size_t count)
{
	static uint64_t gaps[GAPS_MAX];
	size_t found = 0;
	uint64_t last;

	if (count > GAPS_MAX)
		panic("gaps=: at most %d", GAPS_MAX);
	last = rdtsc();
	while (found < count) {
		uint64_t now = rdtsc();
		uint64_t gap = now - last;

		last = now;
		if (gap < GAP_LEAST)
			continue;

		size_t at = found++;

		for (; at > 0 && gaps[at - 1] > gap; at--)
			gaps[at] = gaps[at - 1];
		gaps[at] = gap;
		last = rdtsc();
	}
	print("bench gap-least %llu\n", (unsigned long long)gaps[0]);
	print("bench gap-median %llu\n", (unsigned long long)gaps[count / 2]);
}

int guest_main(void)
{
	size_t gaps = option_number("gaps", 0);

	if (option_number("bench", 0)) {
		bench("cpuid", run_cpuid);
		bench("in", run_in);
		bench("out", run_out);
		bench("rdmsr", run_rdmsr);
		if (gaps > 0)
			bench_gaps(gaps);
		return EXIT_OK;
	}

	uint64_t last = option_number("rounds", 0);

	print("CPUID, IN, OUT, RDMSR\n");
	for (uint64_t round = 1; last == 0 || round <= last; round++) {
		run_cpuid();
		run_in();
		run_out();
		run_rdmsr();
		if (round % ROUNDS_PER_DOT == 0)
			out8(PORT_DEBUG, '.');
	}
	return EXIT_OK;
}
