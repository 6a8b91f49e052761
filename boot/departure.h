/* SPDX-License-Identifier: BSD-2-Clause */
/* The last steps: the VMM is put into place, the firmware left, and the VMM entered. */
#ifndef BOOT_DEPARTURE_H
#define BOOT_DEPARTURE_H

#include "boot/firmware.h"
#include "vmm/handoff.h"

#include <stdint.h>

/*
 * Loads the VMM image that is linked into this application and enters its span into handoff; entry
 * is the address to jump to. Says what is wrong. Boot services only.
 */
EFI_STATUS departure_load_vmm(struct handoff *handoff, uint64_t *entry);

/*
 * Exits boot services, enters into handoff what is RAM, and jumps. Returns only if the firmware
 * could not be left; it may then be half shut down, and what is wrong is said on COM1 only. Boot
 * services only.
 */
EFI_STATUS departure_jump(struct handoff *handoff, uint64_t entry);

#endif
