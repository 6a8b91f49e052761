/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/tests/elf_image.h"

#include <stdlib.h>
#include <string.h>

void elf_image_init(struct elf_image *image, Elf64_Addr entry)
{
	*image = (struct elf_image){
		.header =
			{
				.e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64,
					    ELFDATA2LSB, EV_CURRENT},
				.e_type = ET_EXEC,
				.e_machine = EM_X86_64,
				.e_version = EV_CURRENT,
				.e_entry = entry,
				.e_phoff = sizeof(Elf64_Ehdr),
				.e_ehsize = sizeof(Elf64_Ehdr),
				.e_phentsize = sizeof(Elf64_Phdr),
			},
		.size = sizeof(Elf64_Ehdr) + sizeof(image->segments),
	};
}

void elf_image_load(struct elf_image *image, Elf64_Addr address, size_t file_size,
		    size_t memory_size)
{
	image->segments[image->header.e_phnum++] = (Elf64_Phdr){
		.p_type = PT_LOAD,
		.p_flags = PF_R | PF_W | PF_X,
		.p_offset = image->size,
		.p_vaddr = address,
		.p_paddr = address,
		.p_filesz = file_size,
		.p_memsz = memory_size,
		.p_align = 1,
	};
	image->size += file_size;
}

unsigned char elf_image_byte(unsigned int segment, size_t offset)
{
	return (unsigned char)((size_t)segment * 57 + offset * 7 + 1);
}

unsigned char *elf_image_make(const struct elf_image *image)
{
	unsigned char *file = malloc(image->size);
	size_t at = sizeof(image->header) + sizeof(image->segments);

	if (!file)
		abort();
	memcpy(file, &image->header, sizeof(image->header));
	memcpy(file + sizeof(image->header), image->segments, sizeof(image->segments));
	for (unsigned int i = 0; at < image->size && i < image->header.e_phnum; i++)
		for (size_t j = 0; at < image->size && j < image->segments[i].p_filesz; j++)
			file[at++] = elf_image_byte(i, j);
	return file;
}
