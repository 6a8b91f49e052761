/* SPDX-License-Identifier: BSD-2-Clause */
/* ELF images made in a test: headers first, then the segments' bytes one behind the other. */
#ifndef VMM_TESTS_ELF_IMAGE_H
#define VMM_TESTS_ELF_IMAGE_H

#include <elf.h>
#include <stddef.h>

enum { IMAGE_MOST_SEGMENTS = 8 };

struct elf_image {
	Elf64_Ehdr header;
	Elf64_Phdr segments[IMAGE_MOST_SEGMENTS];
	size_t size; /* of the file */
};

/* A well-formed x86-64 executable with no segment yet. */
void elf_image_init(struct elf_image *image, Elf64_Addr entry);

/* Adds a PT_LOAD segment; its bytes in the file are elf_image_byte() of its index. */
void elf_image_load(struct elf_image *image, Elf64_Addr address, size_t file_size,
		    size_t memory_size);

/* The byte at an offset of a segment. */
unsigned char elf_image_byte(unsigned int segment, size_t offset);

/* The file, in memory from malloc() of exactly image->size bytes. */
unsigned char *elf_image_make(const struct elf_image *image);

#endif
