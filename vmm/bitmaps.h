/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The I/O and MSR bitmaps, one set for all guests: allow-lists of what does not exit. No port is in
 * the first; the MSRs in the second are those that the processor or vcpu_switch_registers()
 * switches with the guest.
 */
#ifndef VMM_BITMAPS_H
#define VMM_BITMAPS_H

#include <stdbool.h>
#include <stdint.h>

/* Fills the bitmaps. rdtscp: guests have IA32_TSC_AUX. Root, set-up, once. */
void bitmaps_init(bool rdtscp);

/* Physical addresses. */
uint64_t io_bitmap_a(void);
uint64_t io_bitmap_b(void);
uint64_t msr_bitmap(void);

#endif
