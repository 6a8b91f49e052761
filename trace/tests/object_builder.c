/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/tests/object_builder.h"

#include "trace/object.h"
#include "trace/tests/asm_text.h"

#include <elf.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char *const section_names[BUILD_SECTION_COUNT] = {
	".pv.header", ".text",	     ".pv.strings", ".pv.probes",  ".pv.clauses", ".pv.aggs",
	".pv.values", ".pv.actions", ".pv.aggrefs", ".pv.dynvars", ".pv.options",
};

uint32_t builder_append(struct object_builder *builder, enum build_section section,
			const void *entry, size_t size)
{
	size_t old = builder->sections[section].size;

	builder->sections[section].data = realloc(builder->sections[section].data, old + size);
	memcpy(builder->sections[section].data + old, entry, size);
	builder->sections[section].size += size;
	return (uint32_t)(old / size);
}

uint32_t builder_string(struct object_builder *builder, const char *string)
{
	uint32_t offset = (uint32_t)builder->sections[BUILD_STRINGS].size;

	builder_append(builder, BUILD_STRINGS, string, strlen(string) + 1);
	return offset;
}

void builder_begin(struct object_builder *builder, uint32_t globals_size, uint32_t locals_size)
{
	const struct object_header header = {.magic = OBJECT_MAGIC,
					     .version_major = OBJECT_VERSION_MAJOR,
					     .version_minor = OBJECT_VERSION_MINOR,
					     .globals_size = globals_size,
					     .locals_size = locals_size};

	memset(builder, 0, sizeof(*builder));
	builder_append(builder, BUILD_HEADER, &header, sizeof(header));
	builder_string(builder, "");
}

void builder_clause(struct object_builder *builder, const char *text, uint32_t first_action,
		    uint32_t action_count)
{
	builder_clause_of(builder, "BEGIN", text, first_action, action_count);
}

void builder_clause_of(struct object_builder *builder, const char *probe_name, const char *text,
		       uint32_t first_action, uint32_t action_count)
{
	static struct bpf_insn insns[OBJECT_MAX_CLAUSE_INSNS + 8];
	const uint32_t count = asm_text(text, insns, OBJECT_MAX_CLAUSE_INSNS + 8);
	const struct object_probe probe = {.provider = builder_string(builder, "dtrace"),
					   .name = builder_string(builder, probe_name)};
	struct object_clause clause = {
		.first_insn = (uint32_t)(builder->sections[BUILD_TEXT].size / sizeof(insns[0])),
		.insn_count = count,
		.probe_count = 1,
		.first_action = first_action,
		.action_count = action_count,
		.source_line = 1,
	};

	for (uint32_t i = 0; i < count; i++)
		builder_append(builder, BUILD_TEXT, &insns[i], sizeof(insns[i]));
	clause.first_probe = builder_append(builder, BUILD_PROBES, &probe, sizeof(probe));
	builder_append(builder, BUILD_CLAUSES, &clause, sizeof(clause));
}

static size_t aligned(size_t size)
{
	return (size + 7) & ~(size_t)7;
}

void *builder_finish(struct object_builder *builder, size_t *size)
{
	enum { COUNT = BUILD_SECTION_COUNT + 2 }; /* the null section, and the names */
	char names[256] = "";
	size_t names_size = 1; /* the null section's is "" */
	Elf64_Shdr headers[COUNT] = {0};
	size_t offset = sizeof(Elf64_Ehdr);

	for (int i = 0; i < BUILD_SECTION_COUNT; i++) {
		headers[i + 1] = (Elf64_Shdr){.sh_name = (uint32_t)names_size,
					      .sh_type = SHT_PROGBITS,
					      .sh_offset = offset,
					      .sh_size = builder->sections[i].size,
					      .sh_addralign = 8};
		if (i == BUILD_TEXT)
			headers[i + 1].sh_flags = SHF_ALLOC | SHF_EXECINSTR;
		offset = aligned(offset + builder->sections[i].size);
		names_size += (size_t)snprintf(names + names_size, sizeof(names) - names_size, "%s",
					       section_names[i]) +
			      1;
	}
	headers[COUNT - 1] = (Elf64_Shdr){
		.sh_name = (uint32_t)names_size, .sh_type = SHT_STRTAB, .sh_offset = offset};
	memcpy(names + names_size, ".shstrtab", sizeof(".shstrtab"));
	names_size += sizeof(".shstrtab");
	headers[COUNT - 1].sh_size = names_size;
	offset = aligned(offset + names_size);

	Elf64_Ehdr header = {.e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64,
					 ELFDATA2LSB, EV_CURRENT},
			     .e_type = ET_REL,
			     .e_machine = EM_BPF,
			     .e_version = EV_CURRENT,
			     .e_shoff = offset,
			     .e_ehsize = sizeof(Elf64_Ehdr),
			     .e_shentsize = sizeof(Elf64_Shdr),
			     .e_shnum = COUNT,
			     .e_shstrndx = COUNT - 1};

	*size = offset + sizeof(headers);

	uint8_t *bytes = calloc(1, *size);

	memcpy(bytes, &header, sizeof(header));
	memcpy(bytes + offset, headers, sizeof(headers));
	memcpy(bytes + headers[COUNT - 1].sh_offset, names, names_size);
	for (int i = 0; i < BUILD_SECTION_COUNT; i++) {
		if (builder->sections[i].size)
			memcpy(bytes + headers[i + 1].sh_offset, builder->sections[i].data,
			       builder->sections[i].size);
		free(builder->sections[i].data);
	}
	return bytes;
}

void *builder_standard(const char *text, size_t *size)
{
	static const struct object_value values[] = {
		{.type = TYPE_INT, .size = 4},	   {.type = TYPE_INT, .size = 8},
		{.type = TYPE_STRING, .size = 32}, {.type = TYPE_INT, .is_signed = 1, .size = 4},
		{.type = TYPE_BYTES, .size = 24},  {.type = TYPE_INT, .is_signed = 1, .size = 8},
	};
	static const struct object_agg aggs[] = {
		{.function = AGG_count, .first_key = 0, .key_count = 2},
		{.function = AGG_sum, .is_signed = 1},
		{.function = AGG_max, .first_key = 2, .key_count = 1},
	};
	static const struct object_aggref refs[] = {{.agg = 0}};
	static const struct object_dynvar dynvars[] = {
		{.value = 3, .is_self = 1},
		{.value = 2, .first_key = 0, .key_count = 2},
		{.value = 4, .first_key = 2, .key_count = 1},
	};
	static const struct object_option options[] = {
		{.option = OPTION_quiet, .value = 1},
		{.option = OPTION_strsize, .value = 32},
		{.option = OPTION_bufsize, .value = 16 << 10},
		{.option = OPTION_aggsize, .value = 16 << 10},
		{.option = OPTION_dynvarsize, .value = 4 << 10},
	};
	struct object_builder builder;

	builder_begin(&builder, 64, 32);
	((struct object_header *)builder.sections[BUILD_HEADER].data)->global_strings = 2;
	((struct object_header *)builder.sections[BUILD_HEADER].data)->local_strings = 1;
	builder_string(&builder, "qemu-kvm");

	const uint32_t format = builder_string(&builder, "0x%x %s\n");
	const uint32_t print = builder_string(&builder, "{%{0,8,x}, %{8,1,c}%{12,12,s}%%}");
	const uint32_t quiet = builder_string(&builder, "quiet");
	const struct object_action actions[] = {
		{.kind = ACTION_TRACE, .first_value = 1, .value_count = 1},
		{.kind = ACTION_PRINTF, .format = format, .first_value = 1, .value_count = 2},
		{.kind = ACTION_PRINTA, .agg_count = 1},
		{.kind = ACTION_EXIT, .first_value = 3, .value_count = 1},
		{.kind = ACTION_TRACEMEM, .first_value = 4, .value_count = 2},
		{.kind = ACTION_PRINT, .format = print, .first_value = 4, .value_count = 1},
		{.kind = ACTION_TRUNC, .first_value = 5, .value_count = 1, .agg_count = 1},
		{.kind = ACTION_NORMALIZE, .first_value = 1, .value_count = 1, .agg_count = 1},
		{.kind = ACTION_SETOPT, .format = quiet},
	};

	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		builder_append(&builder, BUILD_VALUES, &values[i], sizeof(values[i]));
	for (size_t i = 0; i < sizeof(aggs) / sizeof(aggs[0]); i++)
		builder_append(&builder, BUILD_AGGS, &aggs[i], sizeof(aggs[i]));
	for (size_t i = 0; i < sizeof(actions) / sizeof(actions[0]); i++)
		builder_append(&builder, BUILD_ACTIONS, &actions[i], sizeof(actions[i]));
	builder_append(&builder, BUILD_AGGREFS, refs, sizeof(refs));
	for (size_t i = 0; i < sizeof(dynvars) / sizeof(dynvars[0]); i++)
		builder_append(&builder, BUILD_DYNVARS, &dynvars[i], sizeof(dynvars[i]));
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		builder_append(&builder, BUILD_OPTIONS, &options[i], sizeof(options[i]));
	builder_clause(&builder, text, 0, sizeof(actions) / sizeof(actions[0]));
	return builder_finish(&builder, size);
}
