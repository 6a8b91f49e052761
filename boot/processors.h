/* SPDX-License-Identifier: BSD-2-Clause */
/* The processors, and whether they can do what the VMM needs. Boot services only. */
#ifndef BOOT_PROCESSORS_H
#define BOOT_PROCESSORS_H

#include "boot/firmware.h"
#include "vmm/handoff.h"

/*
 * Checks the processor that it runs on; says each capability that is missing. EFI_UNSUPPORTED if
 * one is needed.
 */
EFI_STATUS processors_check(void);

/*
 * Enters the APIC IDs of all usable processors into handoff, this one first. Without the firmware's
 * MP services this one is the only one.
 */
void processors_find(struct handoff *handoff);

#endif
