/* SPDX-License-Identifier: BSD-2-Clause */
/* The guests that the configuration describes. Boot services only. */
#ifndef BOOT_GUESTS_H
#define BOOT_GUESTS_H

#include "boot/config.h"
#include "boot/firmware.h"
#include "vmm/handoff.h"

/*
 * Enters each guest into handoff and reads its image. Goes on after an error, so that all are said;
 * returns the first.
 */
EFI_STATUS guests_load(const struct config *config, struct handoff *handoff);

/* Allocates the memory of each guest. Stops at the first that does not fit. */
EFI_STATUS guests_allocate(const struct config *config, struct handoff *handoff);

#endif
