/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The tracer's work outside probes, and the end of it all: a deadline runs trace_work() in slices
 * between entries, and when every program has ended (without programs: every guest), the VMM says
 * its exit status and stops. Root.
 */
#ifndef VMM_WORK_H
#define VMM_WORK_H

#include <stdint.h>

/* Loads and starts the handoff's programs; with one that is refused the machine stops with exit
 * status 1. Set-up. */
void work_start(void);

/* There may be something to do: call after a firing and when a guest ended. */
void work_request(void);

#endif
