/* SPDX-License-Identifier: BSD-2-Clause */
/* Loading a 64-bit ELF executable into a guest's memory. Pure; the file is not trusted. */
#ifndef VMM_ELF_H
#define VMM_ELF_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Copies the PT_LOAD segments to their physical addresses (p_paddr) in memory[0 .. limit) and
 * clears the rest of each. Gives the entry point, which lies in a segment's physical range. On
 * failure returns false with a reason in error; memory[0 .. limit) may have been written to.
 */
bool elf64_load(const void *file, size_t file_size, void *memory, uint64_t limit, uint64_t *entry,
		char *error, size_t error_size);

#endif
