/* SPDX-License-Identifier: BSD-2-Clause */
/* How fast the TSC counts, and what the time of day is. Boot services only. */
#ifndef BOOT_CLOCK_H
#define BOOT_CLOCK_H

#include "boot/firmware.h"
#include "vmm/handoff.h"

/*
 * Fills in tsc_hz, clock_source, wall_ns and wall_tsc, and says what it found. Takes about 50 ms.
 * Fails with EFI_UNSUPPORTED when the TSC does not count.
 */
EFI_STATUS clock_read(struct handoff *handoff);

#endif
