/* SPDX-License-Identifier: BSD-2-Clause */
#include "boot/values.h"

#include <stddef.h>
#include <string.h>

struct unit {
	const char *name;
	uint64_t scale;
};

static const struct unit number_units[] = {{"", 1}, {NULL, 0}};

static const struct unit size_units[] = {
	{"", 1}, {"K", 1 << 10}, {"M", 1 << 20}, {"G", 1 << 30}, {NULL, 0},
};

static const struct unit duration_units[] = {
	{"ns", 1}, {"us", 1000}, {"ms", 1000000}, {"s", 1000000000}, {NULL, 0},
};

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* units end with a NULL name. */
static bool parse_scaled(const char *text, const struct unit *units, uint64_t *value)
{
	uint64_t number = 0;

	if (!is_digit(*text))
		return false;
	for (; is_digit(*text); text++) {
		if (__builtin_mul_overflow(number, 10u, &number) ||
		    __builtin_add_overflow(number, (uint64_t)(*text - '0'), &number))
			return false;
	}
	for (; units->name; units++) {
		if (strcmp(units->name, text) == 0)
			return !__builtin_mul_overflow(number, units->scale, value);
	}
	return false;
}

bool value_number(const char *text, uint64_t *number)
{
	return parse_scaled(text, number_units, number);
}

bool value_size(const char *text, uint64_t *bytes)
{
	return parse_scaled(text, size_units, bytes);
}

bool value_duration(const char *text, uint64_t *ns)
{
	return parse_scaled(text, duration_units, ns);
}
