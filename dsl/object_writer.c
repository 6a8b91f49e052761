/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/object_writer.h"

#include "dsl/abi/bpf.h"
#include "dsl/abi/object.h"
#include "dsl/base/fmt.h"
#include "dsl/compiler.h"
#include "dsl/dsl.h"

#include <elf.h>
#include <string.h>

enum {
	GLOBAL_FUNCTION = ELF64_ST_INFO(STB_GLOBAL, STT_FUNC),
	ALIGNMENT = 8,
};

enum section {
	SECTION_NULL,
	SECTION_TEXT,
	SECTION_HEADER,
	SECTION_PROBES,
	SECTION_CLAUSES,
	SECTION_ACTIONS,
	SECTION_VALUES,
	SECTION_AGGS,
	SECTION_AGGREFS,
	SECTION_DYNVARS,
	SECTION_OPTIONS,
	SECTION_STRINGS,
	SECTION_SYMTAB,
	SECTION_STRTAB,
	SECTION_SHSTRTAB,
	SECTION_COUNT,
};

static const struct {
	const char *name;
	uint32_t type;
	uint32_t item_size;
} sections[SECTION_COUNT] = {
	[SECTION_NULL] = {"", 0, 0},
	[SECTION_TEXT] = {".text", SHT_PROGBITS, sizeof(struct bpf_insn)},
	[SECTION_HEADER] = {".pv.header", SHT_PROGBITS, sizeof(struct object_header)},
	[SECTION_PROBES] = {".pv.probes", SHT_PROGBITS, sizeof(struct object_probe)},
	[SECTION_CLAUSES] = {".pv.clauses", SHT_PROGBITS, sizeof(struct object_clause)},
	[SECTION_ACTIONS] = {".pv.actions", SHT_PROGBITS, sizeof(struct object_action)},
	[SECTION_VALUES] = {".pv.values", SHT_PROGBITS, sizeof(struct object_value)},
	[SECTION_AGGS] = {".pv.aggs", SHT_PROGBITS, sizeof(struct object_agg)},
	[SECTION_AGGREFS] = {".pv.aggrefs", SHT_PROGBITS, sizeof(struct object_aggref)},
	[SECTION_DYNVARS] = {".pv.dynvars", SHT_PROGBITS, sizeof(struct object_dynvar)},
	[SECTION_OPTIONS] = {".pv.options", SHT_PROGBITS, sizeof(struct object_option)},
	[SECTION_STRINGS] = {".pv.strings", SHT_PROGBITS, 1},
	[SECTION_SYMTAB] = {".symtab", SHT_SYMTAB, sizeof(Elf64_Sym)},
	[SECTION_STRTAB] = {".strtab", SHT_STRTAB, 1},
	[SECTION_SHSTRTAB] = {".shstrtab", SHT_STRTAB, 1},
};

/* What goes into each section. */
struct contents {
	struct vector of[SECTION_COUNT];
};

static void fill_header(struct compiler *compiler, struct vector *vector)
{
	struct object_header *header = vector_push(&compiler->arena, vector, sizeof(*header), 1);
	const char *name = compiler->request->name;

	header->magic = OBJECT_MAGIC;
	header->version_major = OBJECT_VERSION_MAJOR;
	header->version_minor = OBJECT_VERSION_MINOR;
	header->source_name = compiler_string(compiler, name, strlen(name));
	header->globals_size = compiler->globals_size;
	header->locals_size = compiler->locals_size;
	header->global_strings = compiler->global_strings;
	header->local_strings = compiler->local_strings;
}

static void fill_clauses(struct compiler *compiler, struct vector *vector)
{
	for (const struct clause *from = compiler->clauses; from; from = from->next) {
		struct object_clause *to = vector_push(&compiler->arena, vector, sizeof(*to), 1);

		to->first_insn = from->first_insn;
		to->insn_count = from->insn_count;
		to->first_probe = from->first_probe;
		to->probe_count = from->probe_count;
		to->first_action = from->first_action;
		to->action_count = from->action_count;
		to->source_line = from->place.line;
		to->predicate_insns = from->predicate_insns;
	}
}

static uint32_t add_name(struct compiler *compiler, struct vector *names, const char *name)
{
	size_t size = strlen(name) + 1;
	uint32_t offset = names->count;

	memcpy(vector_push(&compiler->arena, names, 1, (uint32_t)size), name, size);
	return offset;
}

/* One function symbol for each clause, by which disassemblers divide .text. */
static void fill_symbols(struct compiler *compiler, struct vector *symbols, struct vector *names)
{
	uint32_t number = 0;

	vector_push(&compiler->arena, symbols, sizeof(Elf64_Sym), 1);
	add_name(compiler, names, "");
	for (const struct clause *clause = compiler->clauses; clause; clause = clause->next) {
		char name[32];
		Elf64_Sym *symbol = vector_push(&compiler->arena, symbols, sizeof(*symbol), 1);

		fmt_format(name, sizeof(name), "clause_%u_line_%u", ++number, clause->place.line);
		symbol->st_name = add_name(compiler, names, name);
		symbol->st_info = GLOBAL_FUNCTION;
		symbol->st_shndx = SECTION_TEXT;
		symbol->st_value = clause->first_insn * sizeof(struct bpf_insn);
		symbol->st_size = clause->insn_count * sizeof(struct bpf_insn);
	}
}

static size_t align(size_t size)
{
	return (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
}

static void fill_section_header(Elf64_Shdr *header, enum section section, uint32_t name,
				size_t offset, size_t size)
{
	header->sh_name = name;
	header->sh_type = sections[section].type;
	header->sh_offset = offset;
	header->sh_size = size;
	header->sh_addralign = ALIGNMENT;
	header->sh_entsize = sections[section].item_size > 1 ? sections[section].item_size : 0;
	if (section == SECTION_TEXT)
		header->sh_flags = SHF_ALLOC | SHF_EXECINSTR;
	if (section == SECTION_SYMTAB) {
		header->sh_link = SECTION_STRTAB;
		header->sh_info = 1; /* the first global symbol */
	}
}

static void fill_elf_header(Elf64_Ehdr *header, size_t section_headers)
{
	static const uint8_t ident[] = {ELFMAG0,    ELFMAG1,	 ELFMAG2,   ELFMAG3,
					ELFCLASS64, ELFDATA2LSB, EV_CURRENT};

	memcpy(header->e_ident, ident, sizeof(ident));
	header->e_type = ET_REL;
	header->e_machine = OBJECT_EM_BPF;
	header->e_version = EV_CURRENT;
	header->e_shoff = section_headers;
	header->e_ehsize = sizeof(*header);
	header->e_shentsize = sizeof(Elf64_Shdr);
	header->e_shnum = SECTION_COUNT;
	header->e_shstrndx = SECTION_SHSTRTAB;
}

static void fill_contents(struct compiler *compiler, struct contents *contents)
{
	struct vector *of = contents->of;

	fill_header(compiler, &of[SECTION_HEADER]);
	fill_clauses(compiler, &of[SECTION_CLAUSES]);
	fill_symbols(compiler, &of[SECTION_SYMTAB], &of[SECTION_STRTAB]);
	of[SECTION_TEXT] = compiler->code;
	of[SECTION_PROBES] = compiler->probes;
	of[SECTION_ACTIONS] = compiler->actions;
	of[SECTION_VALUES] = compiler->values;
	of[SECTION_AGGS] = compiler->aggs;
	of[SECTION_AGGREFS] = compiler->aggrefs;
	of[SECTION_DYNVARS] = compiler->dynvars;
	of[SECTION_OPTIONS] = compiler->options;
	of[SECTION_STRINGS] = compiler->strings;
}

const void *object_write(struct compiler *compiler, size_t *size)
{
	struct contents contents = {0};
	uint32_t names[SECTION_COUNT];
	size_t section_headers = sizeof(Elf64_Ehdr);

	fill_contents(compiler, &contents);
	for (int i = 0; i < SECTION_COUNT; i++)
		names[i] = add_name(compiler, &contents.of[SECTION_SHSTRTAB], sections[i].name);
	for (int i = 0; i < SECTION_COUNT; i++)
		section_headers += align((size_t)contents.of[i].count * sections[i].item_size);
	*size = section_headers + SECTION_COUNT * sizeof(Elf64_Shdr);
	if (*size > OBJECT_MAX_BYTES)
		error_at(&compiler->errors, D_LIMIT, (struct place){0, 1},
			 "program object is %zu bytes long; at most %d are allowed", *size,
			 OBJECT_MAX_BYTES);

	unsigned char *object = arena_allocate(&compiler->arena, *size);
	Elf64_Shdr *headers = (Elf64_Shdr *)(object + section_headers);
	size_t offset = sizeof(Elf64_Ehdr);

	fill_elf_header((Elf64_Ehdr *)object, section_headers);
	for (int i = 1; i < SECTION_COUNT; i++) {
		size_t bytes = (size_t)contents.of[i].count * sections[i].item_size;

		if (bytes)
			memcpy(object + offset, contents.of[i].items, bytes);
		fill_section_header(&headers[i], (enum section)i, names[i], offset, bytes);
		offset += align(bytes);
	}
	return object;
}
