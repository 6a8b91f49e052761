/* SPDX-License-Identifier: BSD-2-Clause */
/* The cases of the guest "hostile". */
#ifndef GUEST_TESTS_GUESTS_HOSTILE_H
#define GUEST_TESTS_GUESTS_HOSTILE_H

#include "guest-tests/lib/lib.h"
#include "guest-tests/lib/paging.h"
#include "guest-tests/lib/trap.h"

/* A number as the argument of a function for trap_expect(). */
static inline void *box(uint64_t value)
{
	return (void *)value;
}

/* An address that is mapped, writable, to the guest-physical address given. Loads a space of its
 * own. */
uint64_t map_physical(uint64_t physical);

/* hostile_sweeps.c: everything is tried, each must work or fault as the processor's rules allow. */
void sweep_msrs(void);
void sweep_ports(void);
void sweep_xcr0(void);
void sweep_crs(void);
void sweep_cpuid(void);
void try_vmx(void);

/* hostile_storms.c: as many exits as fit into STORM_MS. */
enum { STORM_MS = 2000 };
void storm_exceptions(void);
void storm_self_ipis(void);

/* hostile_modes.c: other modes than 64-bit mode. */
void endless_db(void);
void endless_ac(void);
void task_switch(void);
void paging_modes(void);
void odd_modes(void);

#endif
