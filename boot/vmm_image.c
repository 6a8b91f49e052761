/* SPDX-License-Identifier: BSD-2-Clause */
#include "boot/vmm_image.h"

#include <elf.h>
#include <stdbool.h>
#include <string.h>

enum { MAX_SEGMENTS = 16, PAGE = 4096 };

/* Whether size bytes at offset lie within the first limit bytes. */
static bool fits(uint64_t offset, uint64_t size, uint64_t limit)
{
	return offset <= limit && size <= limit - offset;
}

/*
 * The file need not be aligned, so headers are copied out. Segments were checked to lie in the
 * file.
 */
static Elf64_Phdr segment_at(const struct vmm_image *image, unsigned int index)
{
	Elf64_Ehdr header;
	Elf64_Phdr segment;

	memcpy(&header, image->file, sizeof(header));
	memcpy(&segment, image->file + header.e_phoff + index * sizeof(segment), sizeof(segment));
	return segment;
}

static const char *check_header(const Elf64_Ehdr *header, size_t file_size)
{
	if (memcmp(header->e_ident, ELFMAG, SELFMAG) != 0)
		return "it is no ELF file";
	if (header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != ELFDATA2LSB ||
	    header->e_ident[EI_VERSION] != EV_CURRENT)
		return "it is no 64-bit little-endian ELF file";
	if (header->e_type != ET_DYN || header->e_machine != EM_X86_64)
		return "it is no position-independent executable for x86-64";
	if (header->e_phentsize != sizeof(Elf64_Phdr))
		return "its program headers have an unknown size";
	if (header->e_phnum == 0 || header->e_phnum > MAX_SEGMENTS)
		return "it has no program headers, or too many";
	if (!fits(header->e_phoff, header->e_phnum * sizeof(Elf64_Phdr), file_size))
		return "its program headers lie outside the file";
	return NULL;
}

static const char *check_load_segment(const Elf64_Phdr *segment, size_t file_size,
				      uint64_t previous_end)
{
	if (segment->p_filesz > segment->p_memsz)
		return "a segment is larger in the file than in memory";
	if (!fits(segment->p_offset, segment->p_filesz, file_size))
		return "a segment lies outside the file";
	if (segment->p_vaddr < previous_end)
		return "its segments overlap or are not in order";
	if (segment->p_vaddr + segment->p_memsz < segment->p_vaddr)
		return "a segment wraps around the address space";
	return NULL;
}

/* Finds the relocations by the dynamic section, whose entries lie in the file at the segment. */
static const char *parse_dynamic(struct vmm_image *image, const Elf64_Phdr *dynamic)
{
	uint64_t address = 0;
	uint64_t size = 0;
	uint64_t entry_size = sizeof(Elf64_Rela);

	if (!fits(dynamic->p_offset, dynamic->p_filesz, image->file_size))
		return "its dynamic section lies outside the file";
	for (uint64_t at = 0; at + sizeof(Elf64_Dyn) <= dynamic->p_filesz;
	     at += sizeof(Elf64_Dyn)) {
		Elf64_Dyn entry;

		memcpy(&entry, image->file + dynamic->p_offset + at, sizeof(entry));
		if (entry.d_tag == DT_NULL)
			break;
		switch (entry.d_tag) {
		case DT_NEEDED:
		case DT_PLTRELSZ:
		case DT_REL:
		case DT_RELR:
			return "it needs a dynamic linker";
		case DT_RELA:
			address = entry.d_un.d_val;
			break;
		case DT_RELASZ:
			size = entry.d_un.d_val;
			break;
		case DT_RELAENT:
			entry_size = entry.d_un.d_val;
			break;
		default:
			break;
		}
	}
	if (size == 0)
		return NULL;
	if (entry_size != sizeof(Elf64_Rela) || size % entry_size != 0)
		return "its relocations have an unknown size";
	if (address < image->first_address ||
	    !fits(address - image->first_address, size, image->size))
		return "its relocations lie outside the image";
	image->relocations = address - image->first_address;
	image->relocation_count = size / entry_size;
	return NULL;
}

/*
 * Walks the loadable segments: their bounds give the image's size, and one of them holds the entry
 * point.
 */
static const char *measure_segments(struct vmm_image *image, const Elf64_Ehdr *header)
{
	uint64_t first = 0;
	uint64_t end = 0;
	bool any = false;
	bool entry_found = false;

	for (unsigned int i = 0; i < header->e_phnum; i++) {
		Elf64_Phdr segment = segment_at(image, i);

		if (segment.p_type == PT_INTERP)
			return "it needs a dynamic linker";
		if (segment.p_type != PT_LOAD || segment.p_memsz == 0)
			continue;

		const char *wrong = check_load_segment(&segment, image->file_size, end);

		if (wrong)
			return wrong;
		if (!any)
			first = segment.p_vaddr & ~(uint64_t)(PAGE - 1);
		any = true;
		end = segment.p_vaddr + segment.p_memsz;
		if ((segment.p_flags & PF_X) && header->e_entry >= segment.p_vaddr &&
		    header->e_entry - segment.p_vaddr < segment.p_filesz)
			entry_found = true;
	}
	if (!any)
		return "it has nothing to load";
	if (end - first > VMM_IMAGE_MAX_SIZE)
		return "it is too large";
	if (!entry_found)
		return "its entry point lies outside its code";
	image->first_address = first;
	image->size = (end - first + PAGE - 1) & ~(uint64_t)(PAGE - 1);
	image->entry = header->e_entry - first;
	return NULL;
}

const char *vmm_image_parse(const void *file, size_t file_size, struct vmm_image *image)
{
	Elf64_Ehdr header;
	bool dynamic_found = false;

	memset(image, 0, sizeof(*image));
	image->file = file;
	image->file_size = file_size;
	if (file_size < sizeof(header))
		return "it is too short for an ELF file";
	memcpy(&header, file, sizeof(header));

	const char *wrong = check_header(&header, file_size);

	if (wrong)
		return wrong;
	wrong = measure_segments(image, &header);
	if (wrong)
		return wrong;
	for (unsigned int i = 0; i < header.e_phnum; i++) {
		Elf64_Phdr segment = segment_at(image, i);

		if (segment.p_type != PT_DYNAMIC)
			continue;
		wrong = parse_dynamic(image, &segment);
		if (wrong)
			return wrong;
		dynamic_found = true;
	}
	/* A PIE always has one; without it there is no telling what to relocate. */
	return dynamic_found ? NULL : "it has no dynamic section";
}

const char *vmm_image_load(const struct vmm_image *image, void *memory, uint64_t address)
{
	Elf64_Ehdr header;
	uint8_t *bytes = memory;

	memset(memory, 0, image->size);
	memcpy(&header, image->file, sizeof(header));
	for (unsigned int i = 0; i < header.e_phnum; i++) {
		Elf64_Phdr segment = segment_at(image, i);

		if (segment.p_type == PT_LOAD && segment.p_memsz != 0)
			memcpy(bytes + (segment.p_vaddr - image->first_address),
			       image->file + segment.p_offset, segment.p_filesz);
	}

	for (uint64_t i = 0; i < image->relocation_count; i++) {
		Elf64_Rela relocation;

		memcpy(&relocation, bytes + image->relocations + i * sizeof(relocation),
		       sizeof(relocation));
		if (relocation.r_info != R_X86_64_RELATIVE)
			return "it has a relocation that is not R_X86_64_RELATIVE";
		if (relocation.r_offset < image->first_address ||
		    !fits(relocation.r_offset - image->first_address, sizeof(uint64_t),
			  image->size))
			return "a relocation lies outside the image";

		uint64_t value = address - image->first_address + (uint64_t)relocation.r_addend;

		memcpy(bytes + (relocation.r_offset - image->first_address), &value, sizeof(value));
	}
	return NULL;
}
