/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The VMM as an ELF file: a static PIE of x86-64 that needs nothing but to be copied and relocated
 * by R_X86_64_RELATIVE. Pure: reads and writes only the memory that it is given.
 */
#ifndef BOOT_VMM_IMAGE_H
#define BOOT_VMM_IMAGE_H

#include <stddef.h>
#include <stdint.h>

enum { VMM_IMAGE_MAX_SIZE = 64 << 20 };

struct vmm_image {
	const uint8_t *file;
	size_t file_size;
	uint64_t first_address; /* of the lowest segment as linked, a multiple of 4096 */
	uint64_t size;		/* of memory that the image takes, a multiple of 4096 */
	uint64_t entry;		/* offset from the image's start */
	uint64_t relocations;	/* offset from the image's start */
	uint64_t relocation_count;
};

/*
 * Checks the file and fills in image, which keeps pointing at the file. Returns NULL, or what is
 * wrong with the file. Any context.
 */
const char *vmm_image_parse(const void *file, size_t file_size, struct vmm_image *image);

/*
 * Writes a parsed image to memory, image->size bytes that it will see at the given address, a
 * multiple of 4096. Returns NULL, or what is wrong with the file; memory is then in no defined
 * state. Any context.
 */
const char *vmm_image_load(const struct vmm_image *image, void *memory, uint64_t address);

#endif
