/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The machine's interrupts, which the VMM does without: everything happens at a deadline. Root.
 */
#ifndef VMM_INTERRUPTS_H
#define VMM_INTERRUPTS_H

#include <stdint.h>

/* The physical address of the local APIC's registers, to be mapped uncached; 0 when it needs no
 * mapping. */
uint64_t interrupts_apic_page(void);

/* Masks the PICs and this CPU's local APIC. After paging. */
void interrupts_mask(void);

/* Ends an interrupt that came all the same. */
void interrupts_end(void);

#endif
