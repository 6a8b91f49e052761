/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/elf.h"

#include "dsl/base/fmt.h"

#include <elf.h>
#include <string.h>

struct load {
	const unsigned char *file;
	size_t file_size;
	unsigned char *memory;
	uint64_t limit;
	char *error;
	size_t error_size;
};

/* Is [offset, offset + size) within the whole? */
static bool within(uint64_t offset, uint64_t size, uint64_t whole)
{
	return offset <= whole && size <= whole - offset;
}

static bool refuse(const struct load *load, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

static bool refuse(const struct load *load, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fmt_vformat(load->error, load->error_size, format, args);
	va_end(args);
	return false;
}

static bool check_header(const struct load *load, Elf64_Ehdr *header)
{
	if (load->file_size < sizeof(*header))
		return refuse(load, "the image is no ELF file: it has %zu bytes", load->file_size);
	memcpy(header, load->file, sizeof(*header));
	if (memcmp(header->e_ident, ELFMAG, SELFMAG) != 0)
		return refuse(load, "the image is no ELF file");
	if (header->e_ident[EI_CLASS] != ELFCLASS64 || header->e_ident[EI_DATA] != ELFDATA2LSB ||
	    header->e_machine != EM_X86_64)
		return refuse(load,
			      "the image is an ELF file, but not for x86-64 (class %u, machine %u)",
			      header->e_ident[EI_CLASS], header->e_machine);
	if (header->e_type != ET_EXEC)
		return refuse(
			load,
			"the image is an ELF file of type %u: kind elf64 wants an executable linked "
			"to a fixed address (link with -static -no-pie)",
			header->e_type);
	if (header->e_phnum && header->e_phentsize != sizeof(Elf64_Phdr))
		return refuse(load, "program headers of %u bytes: the ELF file is broken",
			      header->e_phentsize);
	if (!within(header->e_phoff, (uint64_t)header->e_phnum * sizeof(Elf64_Phdr),
		    load->file_size))
		return refuse(load, "the program headers are not in the file (%u at 0x%lx)",
			      header->e_phnum, header->e_phoff);
	return true;
}

static bool load_segment(const struct load *load, unsigned int index, const Elf64_Phdr *segment)
{
	if (segment->p_filesz > segment->p_memsz)
		return refuse(load, "segment %u is larger in the file than in memory", index);
	if (!within(segment->p_offset, segment->p_filesz, load->file_size))
		return refuse(load, "segment %u is not in the file (0x%lx bytes at 0x%lx)", index,
			      segment->p_filesz, segment->p_offset);
	if (!within(segment->p_paddr, segment->p_memsz, load->limit))
		return refuse(
			load,
			"segment %u (0x%lx bytes at 0x%lx) does not fit below 0x%lx: link it lower, or "
			"give the guest more memory",
			index, segment->p_memsz, segment->p_paddr, load->limit);
	memcpy(load->memory + segment->p_paddr, load->file + segment->p_offset, segment->p_filesz);
	memset(load->memory + segment->p_paddr + segment->p_filesz, 0,
	       segment->p_memsz - segment->p_filesz);
	return true;
}

bool elf64_load(const void *file, size_t file_size, void *memory, uint64_t limit, uint64_t *entry,
		char *error, size_t error_size)
{
	struct load load = {file, file_size, memory, limit, error, error_size};
	bool entry_found = false;
	uint64_t total = 0;
	Elf64_Ehdr header = {0};

	if (!check_header(&load, &header))
		return false;
	for (unsigned int i = 0; i < header.e_phnum; i++) {
		Elf64_Phdr segment;

		memcpy(&segment, load.file + header.e_phoff + i * sizeof(segment), sizeof(segment));
		if (segment.p_type == PT_INTERP)
			return refuse(&load,
				      "the image wants a dynamic linker (link with -static)");
		if (segment.p_type != PT_LOAD || !segment.p_memsz)
			continue;
		if (!load_segment(&load, i, &segment))
			return false;
		/* Also bounds the work: 65535 segments could each be as large as the memory. */
		total += segment.p_memsz;
		if (total > limit)
			return refuse(&load,
				      "the segments up to %u overlap: together they are larger "
				      "than the memory",
				      i);
		entry_found |= header.e_entry >= segment.p_paddr &&
			       header.e_entry - segment.p_paddr < segment.p_memsz;
	}
	if (!entry_found)
		return refuse(&load,
			      "the entry point 0x%lx is in no loaded segment (paging maps "
			      "virtual to equal physical addresses)",
			      header.e_entry);
	*entry = header.e_entry;
	return true;
}
