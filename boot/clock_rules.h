/* SPDX-License-Identifier: BSD-2-Clause */
/* What follows from what the processor and the firmware say about time. Pure. */
#ifndef BOOT_CLOCK_RULES_H
#define BOOT_CLOCK_RULES_H

#include <stdbool.h>
#include <stdint.h>

/* CPUID leaves 15h and 16h as read; all zero where the processor has none. */
struct clock_cpuid {
	uint32_t denominator; /* 15h EAX */
	uint32_t numerator;   /* 15h EBX */
	uint32_t crystal_hz;  /* 15h ECX */
	uint32_t base_mhz;    /* 16h EAX, low 16 bits */
};

/* A date and time of day, UTC. */
struct clock_date {
	uint32_t year; /* 1970 to 9999 */
	uint32_t month;
	uint32_t day;
	uint32_t hour;
	uint32_t minute;
	uint32_t second;
	uint32_t nanosecond;
};

/*
 * The TSC's frequency by CPUID, or 0 where it is not given: crystal * numerator / denominator. A
 * crystal that is not enumerated is the one of those that Intel ships which the base frequency
 * points to (SDM 19.7.3).
 */
uint64_t clock_hz_by_cpuid(const struct clock_cpuid *cpuid);

/* Whether two frequencies differ by at most 1 %. */
bool clock_agrees(uint64_t hz, uint64_t measured_hz);

/* ticks during nanoseconds as a frequency, rounded; 0 when nanoseconds is 0. ticks < 2^34. */
uint64_t clock_hz_by_ticks(uint64_t ticks, uint64_t nanoseconds);

/* Nanoseconds since 1970-01-01, or 0 when the date does not exist or lies before. */
uint64_t clock_unix_ns(const struct clock_date *date);

#endif
