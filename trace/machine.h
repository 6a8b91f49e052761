/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The machine as the tracer sees it. The tracer declares this interface and calls it; whoever hosts
 * the tracer implements it: vmm/ in VMX root, a simulated machine on a host. Functions marked
 * "probe" are called at a firing: they must not wait, allocate or print.
 */
#ifndef TRACE_MACHINE_H
#define TRACE_MACHINE_H

#include "dsl/abi/context.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct trace_timer;

/*
 * Reads a VMCS field of the guest that the context belongs to. False when there is no guest (pid 0)
 * or the processor has no such field. Probe.
 */
bool machine_read_field(const struct probe_context *context, uint32_t encoding, uint64_t *value);

/*
 * Reads a guest register by its index in dsl/abi/registers.def. False when there is no guest.
 * Probe.
 */
bool machine_read_register(const struct probe_context *context, uint32_t reg, uint64_t *value);

/*
 * Copies size bytes of the guest's virtual memory at address, by the guest's page tables as they are
 * now, privileged or not. False when there is no guest or a page is not there; *missing is then the
 * first address that could not be read. Probe.
 */
bool machine_read_memory(const struct probe_context *context, uint64_t address, void *to,
			 size_t size, uint64_t *missing);

/*
 * The current privilege level of the guest, 0 to 3; 0 when there is no guest. Probe.
 */
unsigned int machine_privilege(const struct probe_context *context);

/* Nanoseconds since the machine started; since 1970 UTC; and that this vCPU has run. Probe. */
uint64_t machine_timestamp(void);
uint64_t machine_walltime(void);
uint64_t machine_vtime(const struct probe_context *context);

/*
 * The guest's execname and zonename. Constant for as long as the guest exists, never NULL; "idle"
 * and "global" when there is no guest. Probe.
 */
const char *machine_execname(const struct probe_context *context);
const char *machine_zonename(const struct probe_context *context);

/* Number of physical CPUs that probes fire on; they are numbered from 0. Constant. */
unsigned int machine_cpu_count(void);

/*
 * Zeroed memory, 64-byte aligned, or NULL when there is none left. Not in probe context. Release
 * takes back what allocate gave; the machine may keep it for itself.
 */
void *machine_allocate(size_t size);
void machine_release(void *memory, size_t size);

/*
 * Calls trace_timer_fired() on this CPU every numerator/denominator seconds, the first time one
 * period from now, without drift, once for every period that passed. The timer stays the tracer's
 * and must live until machine_timer_stop() returns. False when the machine has no timer left. Not
 * in probe context.
 */
bool machine_timer_start(struct trace_timer *timer, unsigned int cpu, uint64_t numerator,
			 uint64_t denominator);
void machine_timer_stop(struct trace_timer *timer, unsigned int cpu);

/*
 * Offers text for the output; returns how many bytes were taken, 0 to size. The rest may be offered
 * again later: nothing is lost. Not in probe context.
 */
size_t machine_write(const char *text, size_t size);

/*
 * Likewise what dtrace(1) writes to standard error: messages about errors and drops, whole lines. A machine
 * with one way out sends both there. Not in probe context.
 */
size_t machine_write_message(const char *text, size_t size);

/*
 * A random number to seed the hash tables, so that a guest cannot aim its keys at one bucket. Not
 * in probe context.
 */
uint64_t machine_random(void);

#endif
