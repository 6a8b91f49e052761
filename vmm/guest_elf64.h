/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Guests of kind elf64: an executable, and at the top of memory what its first instruction needs in
 * long mode. Laid out as docs/guests.md says. Pure.
 */
#ifndef VMM_GUEST_ELF64_H
#define VMM_GUEST_ELF64_H

#include "vmm/handoff.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The processor state at the entry; everything else is fixed. Guest-physical addresses. */
struct guest_entry {
	uint64_t rip;
	uint64_t rsp;
	uint64_t rdi; /* struct guest_boot_info */
	uint64_t cr3;
	uint64_t gdt;
	uint16_t gdt_limit;
	uint64_t tss;
	uint16_t tss_limit;
};

/* Fills the guest's memory, which is zero before. False with the reason in error when that is
 * impossible. */
bool guest_elf64_load(const struct handoff_guest *config, uint64_t tsc_hz,
		      struct guest_entry *entry, char *error, size_t error_size);

#endif
