/* SPDX-License-Identifier: BSD-2-Clause */
/* A guest's life: made from its configuration, started, ended for one reason or another. Root. */
#ifndef VMM_GUEST_H
#define VMM_GUEST_H

#include "vmm/cpu.h"

/*
 * Builds a guest: its EPT, its vCPU, its devices, and its image in memory as its kind wants it.
 * False, with the reason logged, when the image cannot be loaded. Set-up.
 */
bool guest_create(struct guest *guest, uint32_t number, const struct handoff_guest *config,
		  struct cpu *cpu);

/* Lets the guest run. */
void guest_start(struct guest *guest);

/* The guest ended itself through the exit port. */
void guest_exit(struct guest *guest, uint32_t status);

/*
 * The guest did what it may not survive: ends it with a report from the current VMCS, which must be
 * its own. why: in words, or NULL for the exit reason's. For the idle vCPU (guest NULL) this is a
 * bug and stops the machine.
 */
void guest_crash(struct guest *guest, const char *why);

/* Is there a guest that was started and has not ended? */
bool guests_running(void);

#endif
