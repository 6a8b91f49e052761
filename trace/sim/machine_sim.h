/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A machine to run the tracer on, on a host: CPUs on which guests are placed by hand, a time that
 * moves only when told to, and an output that takes as much as it is told to. One at a time; not
 * thread-safe.
 */
#ifndef TRACE_SIM_MACHINE_SIM_H
#define TRACE_SIM_MACHINE_SIM_H

#include "dsl/abi/context.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { SIM_MAX_CPUS = 8, SIM_MAX_GUESTS = 64, SIM_MAX_FIELDS = 192, SIM_MAX_TIMERS = 4096 };

enum { SIM_FIRST_WALLTIME = 1700000000 }; /* seconds since 1970 at time 0, unless set */

enum { SIM_MAX_MEMORIES = 16 }; /* pieces of a guest's memory */

struct sim_field {
	uint32_t encoding;
	uint64_t value;
};

/* A piece of a guest's virtual memory. */
struct sim_memory {
	uint64_t address;
	const void *bytes;
	size_t size;
};

struct sim_guest {
	int32_t pid;
	const char *execname;
	const char *zonename;
	unsigned int privilege;
	uint64_t gpr[GPR_COUNT];
	struct sim_field fields[SIM_MAX_FIELDS];
	uint32_t field_count;
	bool has_all_fields; /* those that are not set are 0; else they do not exist */
	struct sim_memory memories[SIM_MAX_MEMORIES]; /* elsewhere there is nothing */
	uint32_t memory_count;
};

/* A new machine with so many CPUs, all idle, at time 0. Whatever the old one had allocated must be
 * released. */
void sim_start(unsigned int cpu_count);

/* Adds a guest; its number is its place, from 1. The strings stay the caller's. */
struct sim_guest *sim_add_guest(const char *execname, const char *zonename);
void sim_set_field(struct sim_guest *guest, uint32_t encoding, uint64_t value);

/* Maps size bytes, which stay the caller's, into the guest's virtual memory. */
void sim_add_memory(struct sim_guest *guest, uint64_t address, const void *bytes, size_t size);

/*
 * Where a register of dsl/abi/registers.def is: in a VMCS field, whose encoding this is, or (0) among
 * the general ones.
 */
uint32_t sim_register_field(uint32_t reg);
enum gpr sim_register_gpr(uint32_t reg);

/* Makes a guest run on a CPU from now on; NULL: the CPU idles. */
void sim_place(unsigned int cpu, const struct sim_guest *guest);

/* Makes a vCPU, that has run for so many ns, run in this state of its guest from now on. */
void sim_place_vcpu(unsigned int cpu, const struct sim_guest *guest, int32_t tid, uint64_t run);

/* The guest that runs in a context; NULL: none. */
const struct sim_guest *sim_guest_of(const struct probe_context *context);

/* The context of whoever runs on a CPU. */
const struct probe_context *sim_current(unsigned int cpu);

/* A context of no guest, on a CPU. */
struct probe_context *sim_idle_context(unsigned int cpu);

/*
 * Lets time pass and fires the timers that come due, in the order of time. hook, if not NULL, is
 * called before each: it may place guests. lateness is how late each timer is served, in ns.
 */
typedef void sim_hook(unsigned int cpu, uint64_t now, void *cookie);
void sim_advance(uint64_t ns, sim_hook *hook, void *cookie);
void sim_set_lateness(uint64_t ns);

/* Sets the clocks: ns since the machine started, and since 1970. Before anything is started. */
void sim_set_clocks(uint64_t uptime, uint64_t walltime);

/* The ns until a timer comes due; UINT64_MAX: none is armed. */
uint64_t sim_next_firing(void);

/* Bytes that one machine_write() takes at most, and that all together may still take. SIZE_MAX: no
 * limit. */
void sim_limit_output(size_t a_call, size_t in_all);

/* What was written, with NUL, and how much that is. */
const char *sim_output(size_t *length);
const char *sim_messages(size_t *length); /* by machine_write_message() */
void sim_clear_output(void);		  /* both */

/* Calls trace_work() until it is idle or blocked; false when it was blocked. */
bool sim_work(void);

/* The largest allocation that succeeds; SIZE_MAX: no limit. And bytes that were allocated and not
 * released. */
void sim_limit_allocation(size_t size);
size_t sim_allocated(void);

/* Timers that may be started at the same time. */
void sim_limit_timers(unsigned int count);

#endif
