/* SPDX-License-Identifier: BSD-2-Clause */
#include "boot/clock_rules.h"

static const uint64_t NS_PER_SECOND = 1000000000;

/* SDM table 19-85 and the Atom families: the crystals of processors that do not enumerate theirs.
 */
static const uint32_t known_crystals_hz[] = {19200000, 24000000, 25000000, 38400000};

uint64_t clock_hz_by_cpuid(const struct clock_cpuid *cpuid)
{
	if (cpuid->denominator == 0 || cpuid->numerator == 0)
		return 0;
	if (cpuid->crystal_hz != 0)
		return (uint64_t)cpuid->crystal_hz * cpuid->numerator / cpuid->denominator;

	/*
	 * The base frequency is rounded to 100 MHz, too coarse for itself but enough to tell
	 * crystals apart.
	 */
	uint64_t rough_hz =
		(uint64_t)cpuid->base_mhz * 1000000 * cpuid->denominator / cpuid->numerator;

	for (unsigned int i = 0; i < sizeof(known_crystals_hz) / sizeof(*known_crystals_hz); i++) {
		uint64_t hz = known_crystals_hz[i];

		if (clock_agrees(rough_hz, hz))
			return hz * cpuid->numerator / cpuid->denominator;
	}
	return 0;
}

bool clock_agrees(uint64_t hz, uint64_t measured_hz)
{
	uint64_t difference = hz > measured_hz ? hz - measured_hz : measured_hz - hz;

	return difference <= measured_hz / 100;
}

uint64_t clock_hz_by_ticks(uint64_t ticks, uint64_t nanoseconds)
{
	if (nanoseconds == 0)
		return 0;
	return (ticks * NS_PER_SECOND + nanoseconds / 2) / nanoseconds;
}

static bool is_leap_year(uint32_t year)
{
	return (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
}

static uint32_t days_in_month(uint32_t year, uint32_t month)
{
	static const uint8_t days[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	return days[month - 1] + (month == 2 && is_leap_year(year));
}

/* Leap days in the years from 1 to year. */
static uint32_t leap_days_until(uint32_t year)
{
	return year / 4 - year / 100 + year / 400;
}

uint64_t clock_unix_ns(const struct clock_date *date)
{
	if (date->year < 1970 || date->year > 9999 || date->month < 1 || date->month > 12 ||
	    date->day < 1 || date->day > days_in_month(date->year, date->month) ||
	    date->hour > 23 || date->minute > 59 || date->second > 59 ||
	    date->nanosecond >= NS_PER_SECOND)
		return 0;

	uint64_t days = (uint64_t)(date->year - 1970) * 365 + leap_days_until(date->year - 1) -
			leap_days_until(1969) + date->day - 1;

	for (uint32_t month = 1; month < date->month; month++)
		days += days_in_month(date->year, month);

	uint64_t seconds = ((days * 24 + date->hour) * 60 + date->minute) * 60 + date->second;

	/* 2554 is the last year whose nanoseconds fit. */
	if (seconds > UINT64_MAX / NS_PER_SECOND - 1)
		return 0;
	return seconds * NS_PER_SECOND + date->nanosecond;
}
