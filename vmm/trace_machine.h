/* SPDX-License-Identifier: BSD-2-Clause */
/* The VMM's side of trace/machine.h, where it needs more than that interface. */
#ifndef VMM_TRACE_MACHINE_H
#define VMM_TRACE_MACHINE_H

#include <stdint.h>

/* profile and tick probes that can be enabled at once on a CPU, over all programs */
enum { TRACE_MACHINE_TIMERS = 128 };

/* Set-up, before any program is loaded. */
void trace_machine_init(uint64_t tsc_hz);

#endif
