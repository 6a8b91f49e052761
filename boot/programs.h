/* SPDX-License-Identifier: BSD-2-Clause */
/* The D programs that the configuration names. Boot services only. */
#ifndef BOOT_PROGRAMS_H
#define BOOT_PROGRAMS_H

#include "boot/config.h"
#include "boot/firmware.h"
#include "vmm/handoff.h"

/*
 * Reads each program, compiles it unless it is a program object already, and enters it into
 * handoff. Goes on after an error, so that all are said; returns the first.
 */
EFI_STATUS programs_load(const struct config *config, struct handoff *handoff);

#endif
