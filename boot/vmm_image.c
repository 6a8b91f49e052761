/* SPDX-License-Identifier: BSD-2-Clause */
#include "boot/vmm_image.h"

#include <stdbool.h>
#include <string.h>

/* ELF64 as far as a static PIE needs it (System V ABI, chapters 4 and 5; x86-64 psABI, 4.4). */
enum {
	ELF_CLASS_64 = 2,
	ELF_DATA_LITTLE = 1,
	ELF_VERSION = 1,
	ELF_TYPE_DYN = 3,
	ELF_MACHINE_X86_64 = 62,

	SEGMENT_LOAD = 1,
	SEGMENT_DYNAMIC = 2,
	SEGMENT_INTERP = 3,
	SEGMENT_EXECUTE = 1, /* in flags */

	DYNAMIC_NULL = 0,
	DYNAMIC_NEEDED = 1,
	DYNAMIC_PLT_SIZE = 2,
	DYNAMIC_RELA = 7,
	DYNAMIC_RELA_SIZE = 8,
	DYNAMIC_RELA_ENTRY = 9,
	DYNAMIC_REL = 17,
	DYNAMIC_RELR = 36,

	RELOCATION_RELATIVE = 8,

	MAX_SEGMENTS = 16,
	PAGE = 4096,
};

struct elf_header {
	uint8_t magic[4];
	uint8_t class;
	uint8_t data;
	uint8_t ident_version;
	uint8_t padding[9];
	uint16_t type;
	uint16_t machine;
	uint32_t version;
	uint64_t entry;
	uint64_t segments_offset;
	uint64_t sections_offset;
	uint32_t flags;
	uint16_t header_size;
	uint16_t segment_size;
	uint16_t segment_count;
	uint16_t section_size;
	uint16_t section_count;
	uint16_t section_names;
};

struct elf_segment {
	uint32_t type;
	uint32_t flags;
	uint64_t offset;
	uint64_t address;
	uint64_t physical;
	uint64_t file_size;
	uint64_t memory_size;
	uint64_t align;
};

struct elf_dynamic {
	uint64_t tag;
	uint64_t value;
};

struct elf_relocation {
	uint64_t offset;
	uint64_t info;
	int64_t addend;
};

/* Whether size bytes at offset lie within the first limit bytes. */
static bool fits(uint64_t offset, uint64_t size, uint64_t limit)
{
	return offset <= limit && size <= limit - offset;
}

/*
 * The file need not be aligned, so headers are copied out. Segments were checked to lie in the
 * file.
 */
static struct elf_segment segment_at(const struct vmm_image *image, unsigned int index)
{
	struct elf_header header;
	struct elf_segment segment;

	memcpy(&header, image->file, sizeof(header));
	memcpy(&segment, image->file + header.segments_offset + index * sizeof(segment),
	       sizeof(segment));
	return segment;
}

static const char *check_header(const struct elf_header *header, size_t file_size)
{
	if (memcmp(header->magic,
		   "\x7f"
		   "ELF",
		   4) != 0)
		return "it is no ELF file";
	if (header->class != ELF_CLASS_64 || header->data != ELF_DATA_LITTLE ||
	    header->ident_version != ELF_VERSION)
		return "it is no 64-bit little-endian ELF file";
	if (header->type != ELF_TYPE_DYN || header->machine != ELF_MACHINE_X86_64)
		return "it is no position-independent executable for x86-64";
	if (header->segment_size != sizeof(struct elf_segment))
		return "its program headers have an unknown size";
	if (header->segment_count == 0 || header->segment_count > MAX_SEGMENTS)
		return "it has no program headers, or too many";
	if (!fits(header->segments_offset, header->segment_count * sizeof(struct elf_segment),
		  file_size))
		return "its program headers lie outside the file";
	return NULL;
}

static const char *check_load_segment(const struct elf_segment *segment, size_t file_size,
				      uint64_t previous_end)
{
	if (segment->file_size > segment->memory_size)
		return "a segment is larger in the file than in memory";
	if (!fits(segment->offset, segment->file_size, file_size))
		return "a segment lies outside the file";
	if (segment->address < previous_end)
		return "its segments overlap or are not in order";
	if (segment->address + segment->memory_size < segment->address)
		return "a segment wraps around the address space";
	return NULL;
}

/* Finds the relocations by the dynamic section, whose entries lie in the file at the segment. */
static const char *parse_dynamic(struct vmm_image *image, const struct elf_segment *dynamic)
{
	uint64_t address = 0;
	uint64_t size = 0;
	uint64_t entry_size = sizeof(struct elf_relocation);

	if (!fits(dynamic->offset, dynamic->file_size, image->file_size))
		return "its dynamic section lies outside the file";
	for (uint64_t at = 0; at + sizeof(struct elf_dynamic) <= dynamic->file_size;
	     at += sizeof(struct elf_dynamic)) {
		struct elf_dynamic entry;

		memcpy(&entry, image->file + dynamic->offset + at, sizeof(entry));
		if (entry.tag == DYNAMIC_NULL)
			break;
		switch (entry.tag) {
		case DYNAMIC_NEEDED:
		case DYNAMIC_PLT_SIZE:
		case DYNAMIC_REL:
		case DYNAMIC_RELR:
			return "it needs a dynamic linker";
		case DYNAMIC_RELA:
			address = entry.value;
			break;
		case DYNAMIC_RELA_SIZE:
			size = entry.value;
			break;
		case DYNAMIC_RELA_ENTRY:
			entry_size = entry.value;
			break;
		default:
			break;
		}
	}
	if (size == 0)
		return NULL;
	if (entry_size != sizeof(struct elf_relocation) || size % entry_size != 0)
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
static const char *measure_segments(struct vmm_image *image, const struct elf_header *header)
{
	uint64_t first = 0;
	uint64_t end = 0;
	bool any = false;
	bool entry_found = false;

	for (unsigned int i = 0; i < header->segment_count; i++) {
		struct elf_segment segment = segment_at(image, i);

		if (segment.type == SEGMENT_INTERP)
			return "it needs a dynamic linker";
		if (segment.type != SEGMENT_LOAD || segment.memory_size == 0)
			continue;

		const char *wrong = check_load_segment(&segment, image->file_size, end);

		if (wrong)
			return wrong;
		if (!any)
			first = segment.address & ~(uint64_t)(PAGE - 1);
		any = true;
		end = segment.address + segment.memory_size;
		if ((segment.flags & SEGMENT_EXECUTE) && header->entry >= segment.address &&
		    header->entry - segment.address < segment.file_size)
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
	image->entry = header->entry - first;
	return NULL;
}

const char *vmm_image_parse(const void *file, size_t file_size, struct vmm_image *image)
{
	struct elf_header header;
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
	for (unsigned int i = 0; i < header.segment_count; i++) {
		struct elf_segment segment = segment_at(image, i);

		if (segment.type != SEGMENT_DYNAMIC)
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
	struct elf_header header;
	uint8_t *bytes = memory;

	memset(memory, 0, image->size);
	memcpy(&header, image->file, sizeof(header));
	for (unsigned int i = 0; i < header.segment_count; i++) {
		struct elf_segment segment = segment_at(image, i);

		if (segment.type == SEGMENT_LOAD && segment.memory_size != 0)
			memcpy(bytes + (segment.address - image->first_address),
			       image->file + segment.offset, segment.file_size);
	}

	for (uint64_t i = 0; i < image->relocation_count; i++) {
		struct elf_relocation relocation;

		memcpy(&relocation, bytes + image->relocations + i * sizeof(relocation),
		       sizeof(relocation));
		if (relocation.info != RELOCATION_RELATIVE)
			return "it has a relocation that is not R_X86_64_RELATIVE";
		if (relocation.offset < image->first_address ||
		    !fits(relocation.offset - image->first_address, sizeof(uint64_t), image->size))
			return "a relocation lies outside the image";

		uint64_t value = address - image->first_address + (uint64_t)relocation.addend;

		memcpy(bytes + (relocation.offset - image->first_address), &value, sizeof(value));
	}
	return NULL;
}
