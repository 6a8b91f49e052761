/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The registry of probes: what can fire, by number and by name. Some are there from the start;
 * profile and tick probes of other rates come into being when a description names them. A probe
 * once made stays.
 */
#ifndef TRACE_PROBES_H
#define TRACE_PROBES_H

#include <stdbool.h>
#include <stdint.h>

enum {
	PROBES_MAX = 1024,
	PROBE_NAME_SIZE = 64, /* with NUL */
};

/* The probes that the tracer itself fires have fixed numbers. */
enum probe_id { PROBE_BEGIN = 1, PROBE_END = 2, PROBE_ERROR = 3 };

enum probe_kind {
	PROBE_KIND_DTRACE,  /* BEGIN, END, ERROR */
	PROBE_KIND_PROFILE, /* a timer on every CPU */
	PROBE_KIND_TICK,    /* a timer on one CPU */
};

struct probe {
	uint32_t id; /* from 1 */
	enum probe_kind kind;
	const char *provider;
	const char *module;
	const char *function;
	char name[PROBE_NAME_SIZE];
	uint64_t numerator, denominator; /* of the period in seconds; 0 when it has no timer */
};

/* A description as written: each field a pattern, or empty for anything. */
struct probe_description {
	const char *provider;
	const char *module;
	const char *function;
	const char *name;
};

/* Number of probes; they are numbered from 1 to that without gaps. Any context. */
uint32_t probes_count(void);

/* The probe of a number from 1 to probes_count(). Any context. */
const struct probe *probes_by_id(uint32_t id);

/* Makes the profile or tick probe that a description names, if it names one that is not there yet.
 * Setup. */
void probes_provide(const struct probe_description *description);

/* Does the probe match, with `*`, `?`, `[...]` and `[!...]` as in DTrace? Any context. */
bool probe_matches(const struct probe *probe, const struct probe_description *description);

/* The glob pattern alone. Time is at most the product of the lengths. Any context. */
bool probe_glob(const char *pattern, const char *name);

/*
 * The period of a profile or tick probe from what follows "profile-" or "tick-": a number and a
 * unit, hz if there is none. False when it is neither, too short (less than 200 us) or too long to
 * count in ns. Any context.
 */
bool probe_period(const char *rate, uint64_t *numerator, uint64_t *denominator);

#endif
