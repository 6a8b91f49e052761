/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/probes.h"

#include "trace/strings.h"

#include <string.h>

static struct probe probes[PROBES_MAX];
static uint32_t probe_count;

enum {
	NS_PER_S = 1000000000,
	SHORTEST_PERIOD = 200000 /* ns, as DTrace's profile provider has it */
};

/* Units in ns; 0 for a frequency. Names are matched without regard to case, as DTrace does. */
static const struct {
	const char *name;
	uint64_t ns;
} units[] = {
#define UNIT(name, ns) {name, ns},
#include "dsl/abi/units.def"
#undef UNIT
	{"hz", 0},
	{"", 0},
};

bool probe_period(const char *rate, uint64_t *numerator, uint64_t *denominator)
{
	uint64_t number = 0;

	for (; *rate >= '0' && *rate <= '9'; rate++) {
		if (number > INT64_MAX / 10 - 1)
			return false;
		number = number * 10 + (uint64_t)(*rate - '0');
	}
	if (number == 0)
		return false;
	for (size_t i = 0; i < sizeof(units) / sizeof(units[0]); i++) {
		if (!words_match(units[i].name, rate))
			continue;
		if (units[i].ns == 0) {
			*numerator = 1;
			*denominator = number;
			return NS_PER_S / number >= SHORTEST_PERIOD;
		}
		if (number > INT64_MAX / units[i].ns)
			return false;
		*numerator = number * units[i].ns;
		*denominator = NS_PER_S;
		return *numerator >= SHORTEST_PERIOD;
	}
	return false;
}

static struct probe *add(enum probe_kind kind, const char *provider, const char *name)
{
	if (probe_count == PROBES_MAX)
		return NULL;

	struct probe *probe = &probes[probe_count++];
	size_t length = strlen(name);

	*probe = (struct probe){
		.id = probe_count,
		.kind = kind,
		.provider = provider,
		.module = "",
		.function = "",
	};
	memcpy(probe->name, name, length < PROBE_NAME_SIZE ? length + 1 : PROBE_NAME_SIZE - 1);
	return probe;
}

static bool exists(const char *provider, const char *name)
{
	for (uint32_t i = 0; i < probe_count; i++)
		if (strcmp(probes[i].provider, provider) == 0 && strcmp(probes[i].name, name) == 0)
			return true;
	return false;
}

/* Adds the timer probe of that name, if it is the name of one. */
static void add_timer(const char *name)
{
	static const struct {
		const char *prefix;
		enum probe_kind kind;
	} kinds[] = {
		{"profile-", PROBE_KIND_PROFILE},
		{"tick-", PROBE_KIND_TICK},
	};

	if (strlen(name) >= PROBE_NAME_SIZE)
		return;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		size_t length = strlen(kinds[i].prefix);
		uint64_t numerator;
		uint64_t denominator;

		if (strncmp(name, kinds[i].prefix, length) != 0 ||
		    !probe_period(name + length, &numerator, &denominator) ||
		    exists("profile", name))
			continue;

		struct probe *probe = add(kinds[i].kind, "profile", name);

		if (!probe)
			return;
		probe->numerator = numerator;
		probe->denominator = denominator;
	}
}

static void add_initial(void)
{
	static const char *const timers[] = {
		"profile-97",	"profile-199",	"profile-499", "profile-997", "profile-1999",
		"profile-4001", "profile-4999", "tick-1",      "tick-10",     "tick-100",
		"tick-500",	"tick-1000",	"tick-5000",
	};

	if (probe_count > 0)
		return;
	add(PROBE_KIND_DTRACE, "dtrace", "BEGIN");
	add(PROBE_KIND_DTRACE, "dtrace", "END");
	add(PROBE_KIND_DTRACE, "dtrace", "ERROR");
	for (size_t i = 0; i < sizeof(timers) / sizeof(timers[0]); i++)
		add_timer(timers[i]);
}

uint32_t probes_count(void)
{
	add_initial();
	return probe_count;
}

const struct probe *probes_by_id(uint32_t id)
{
	return &probes[id - 1];
}

void probes_provide(const struct probe_description *description)
{
	add_initial();
	if (*description->module || *description->function)
		return;
	if (*description->provider && !probe_glob(description->provider, "profile"))
		return;
	add_timer(description->name);
}

/*
 * Reads the bracket expression after `[`. Returns what follows its `]`, or NULL when there is none,
 * and whether c is in it. A backslash takes the next character as it is.
 */
static const char *match_bracket(const char *at, char c, bool *matches)
{
	bool inverted = *at == '!';
	bool inside = false;
	char low = '\0'; /* the character before, where a range may start */

	if (inverted)
		at++;
	do {
		bool range = *at == '-' && low != '\0' && at[1] != ']';

		if (range)
			at++;
		if (*at == '\\')
			at++;
		if (*at == '\0')
			return NULL;
		inside |= range ? low <= c && c <= *at : c == *at;
		low = *at++;
	} while (*at != ']' && *at != '\0');
	*matches = inside != inverted;
	return *at == ']' ? at + 1 : NULL;
}

/* Matches one character of the name; returns what follows in the pattern, NULL if it does not
 * match. */
static const char *match_one(const char *pattern, char c)
{
	bool matches = false;

	switch (*pattern) {
	case '\0':
		return NULL;
	case '?':
		return pattern + 1;
	case '[':
		pattern = match_bracket(pattern + 1, c, &matches);
		return matches ? pattern : NULL;
	case '\\':
		pattern++;
		return *pattern != '\0' && *pattern == c ? pattern + 1 : NULL;
	default:
		return *pattern == c ? pattern + 1 : NULL;
	}
}

/*
 * On a mismatch only the last star need be tried again, one character further on: whatever an
 * earlier star could take, the last one can.
 */
bool probe_glob(const char *pattern, const char *name)
{
	const char *after_star = NULL;
	const char *star_name = NULL;

	while (*name) {
		const char *next;

		if (*pattern == '*') {
			after_star = ++pattern;
			star_name = name;
			continue;
		}
		next = match_one(pattern, *name);
		if (next) {
			pattern = next;
			name++;
			continue;
		}
		if (!after_star)
			return false;
		pattern = after_star;
		name = ++star_name;
	}
	while (*pattern == '*')
		pattern++;
	return *pattern == '\0';
}

static bool field_matches(const char *pattern, const char *name)
{
	return *pattern == '\0' || probe_glob(pattern, name);
}

bool probe_matches(const struct probe *probe, const struct probe_description *description)
{
	return field_matches(description->name, probe->name) &&
	       field_matches(description->provider, probe->provider) &&
	       field_matches(description->module, probe->module) &&
	       field_matches(description->function, probe->function);
}
