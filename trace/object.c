/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/object.h"

#include "trace/object_check.h"

#include <elf.h>
#include <string.h>

/* The magic number, 64 bits, little-endian, version 1. */
static const uint8_t elf_ident[] = {ELFMAG0,	ELFMAG1,     ELFMAG2,	ELFMAG3,
				    ELFCLASS64, ELFDATA2LSB, EV_CURRENT};

/* Where the image keeps each section, and what one is made of. */
struct section_rule {
	const char *name;
	size_t entry_size;
	size_t view;  /* of the pointer, in struct object_image */
	size_t count; /* of the number of entries */
	bool required;
};

#define NO_COUNT SIZE_MAX
#define SECTION(name, type, view, count, required)                       \
	{                                                                \
		name, sizeof(type), offsetof(struct object_image, view), \
			offsetof(struct object_image, count), required   \
	}

static const struct section_rule section_rules[] = {
	{".pv.header", sizeof(struct object_header), offsetof(struct object_image, header),
	 NO_COUNT, true},
	SECTION(".text", struct bpf_insn, insns, insn_count, true),
	SECTION(".pv.strings", char, strings, string_bytes, true),
	SECTION(".pv.probes", struct object_probe, probes, probe_count, true),
	SECTION(".pv.clauses", struct object_clause, clauses, clause_count, true),
	SECTION(".pv.aggs", struct object_agg, aggs, agg_count, false),
	SECTION(".pv.values", struct object_value, values, value_count, false),
	SECTION(".pv.actions", struct object_action, actions, action_count, false),
	SECTION(".pv.aggrefs", struct object_aggref, aggrefs, aggref_count, false),
	SECTION(".pv.dynvars", struct object_dynvar, dynvars, dynvar_count, false),
	SECTION(".pv.options", struct object_option, options, option_count, false),
};

enum { SECTION_RULE_COUNT = sizeof(section_rules) / sizeof(section_rules[0]) };

static const void *view_of(const struct object_image *image, const struct section_rule *rule)
{
	const void *view;

	memcpy(&view, (const char *)image + rule->view, sizeof(view));
	return view;
}

static bool check_elf_header(const struct object_opener *opener, const Elf64_Ehdr *header)
{
	if (memcmp(header->e_ident, elf_ident, sizeof(elf_ident)) != 0)
		return object_refuse(opener, "not a 64-bit little-endian ELF file");
	if (header->e_type != ET_REL || header->e_version != EV_CURRENT)
		return object_refuse(opener, "ELF header: not a relocatable file");
	if (header->e_machine != OBJECT_EM_BPF)
		return object_refuse(opener, "ELF header: machine %u, not BPF (%d)",
				     header->e_machine, OBJECT_EM_BPF);
	if (header->e_shentsize != sizeof(Elf64_Shdr))
		return object_refuse(opener, "ELF header: section headers of %u bytes, not %zu",
				     header->e_shentsize, sizeof(Elf64_Shdr));
	if (header->e_shoff % 8 != 0 ||
	    !object_range_ok(header->e_shoff, (uint64_t)header->e_shnum * sizeof(Elf64_Shdr),
			     opener->size))
		return object_refuse(opener,
				     "ELF header: section headers misaligned or beyond the end");
	if (header->e_shstrndx >= header->e_shnum)
		return object_refuse(opener, "ELF header: no section %u for the names",
				     header->e_shstrndx);
	return true;
}

static bool take_section(const struct object_opener *opener, const Elf64_Shdr *section,
			 const struct section_rule *rule)
{
	if (view_of(opener->image, rule))
		return object_refuse(opener, "%s: there are two", rule->name);
	if (section->sh_type == SHT_NOBITS)
		return object_refuse(opener, "%s: has no contents in the file", rule->name);
	if (section->sh_offset % 8 != 0)
		return object_refuse(opener, "%s: not 8-byte aligned in the file", rule->name);
	if (!object_range_ok(section->sh_offset, section->sh_size, opener->size))
		return object_refuse(opener, "%s: beyond the end of the file", rule->name);
	if (section->sh_size % rule->entry_size != 0)
		return object_refuse(opener, "%s: size is no multiple of %zu", rule->name,
				     rule->entry_size);

	uint32_t count = (uint32_t)(section->sh_size / rule->entry_size);

	const void *view = opener->bytes + section->sh_offset;

	memcpy((char *)opener->image + rule->view, &view, sizeof(view));
	if (rule->count != NO_COUNT)
		memcpy((char *)opener->image + rule->count, &count, sizeof(count));
	else if (count != 1)
		return object_refuse(opener, "%s: %u entries, not one", rule->name, count);
	return true;
}

static bool take_named(const struct object_opener *opener, const Elf64_Shdr *section,
		       unsigned int index, const char *name)
{
	for (size_t i = 0; i < SECTION_RULE_COUNT; i++)
		if (strcmp(name, section_rules[i].name) == 0)
			return take_section(opener, section, &section_rules[i]);
	/* A section of a later version changes what the program means; others are for tools. */
	if (strncmp(name, OBJECT_SECTION_PREFIX, strlen(OBJECT_SECTION_PREFIX)) == 0)
		return object_refuse(opener, "section %u: %.32s is not known here", index, name);
	return true;
}

static bool find_sections(const struct object_opener *opener)
{
	const Elf64_Ehdr *header = (const Elf64_Ehdr *)opener->bytes;
	const Elf64_Shdr *sections = (const Elf64_Shdr *)(opener->bytes + header->e_shoff);
	const Elf64_Shdr *names = &sections[header->e_shstrndx];

	if (names->sh_type == SHT_NOBITS || names->sh_size == 0 ||
	    !object_range_ok(names->sh_offset, names->sh_size, opener->size) ||
	    opener->bytes[names->sh_offset + names->sh_size - 1] != '\0')
		return object_refuse(opener,
				     "section %u: the section names are empty, beyond the end or "
				     "do not end with NUL",
				     header->e_shstrndx);
	for (unsigned int i = 1; i < header->e_shnum; i++) {
		const Elf64_Shdr *section = &sections[i];

		if (section->sh_type == SHT_NULL)
			continue;
		if (section->sh_type == SHT_RELA || section->sh_type == SHT_REL)
			return object_refuse(opener, "section %u: relocations are not allowed", i);
		if (section->sh_name >= names->sh_size)
			return object_refuse(opener,
					     "section %u: its name is beyond the section names", i);

		const char *name =
			(const char *)opener->bytes + names->sh_offset + section->sh_name;

		if (!take_named(opener, section, i, name))
			return false;
	}
	for (size_t i = 0; i < SECTION_RULE_COUNT; i++)
		if (section_rules[i].required && !view_of(opener->image, &section_rules[i]))
			return object_refuse(opener, "%s: missing", section_rules[i].name);
	return true;
}

bool object_open(const void *bytes, size_t size, struct object_image *image,
		 char error[TRACE_ERROR_SIZE])
{
	const struct object_opener opener = {bytes, size, image, error};

	memset(image, 0, sizeof(*image));
	error[0] = '\0';
	if ((uintptr_t)bytes % 8 != 0)
		return object_refuse(&opener, "the object is not 8-byte aligned in memory");
	if (size > OBJECT_MAX_BYTES)
		return object_refuse(&opener, "%zu bytes; the limit is %d", size, OBJECT_MAX_BYTES);
	if (size < sizeof(Elf64_Ehdr))
		return object_refuse(&opener, "%zu bytes are too few for an ELF file", size);

	return check_elf_header(&opener, bytes) && find_sections(&opener) && object_check(&opener);
}
