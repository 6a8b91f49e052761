/* SPDX-License-Identifier: BSD-2-Clause */
/* Opening program objects: what is in them, and everything that can be wrong with them. */
#include "trace/object.h"
#include "trace/tests/object_builder.h"

#include <elf.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static const char trivial[] = "mov r0, 0; exit";

static void test_opens(void **state)
{
	size_t size;
	void *bytes = builder_standard(trivial, &size);
	struct object_image image;
	char error[TRACE_ERROR_SIZE];

	(void)state;
	if (!object_open(bytes, size, &image, error))
		fail_msg("%s", error);
	assert_int_equal(image.header->globals_size, 64);
	assert_int_equal(image.insn_count, 2);
	assert_int_equal(image.insns[1].opcode, BPF_OPCODE_EXIT);
	assert_string_equal(object_string(&image, 1), "qemu-kvm");
	assert_int_equal(image.probe_count, 1);
	assert_string_equal(object_string(&image, image.probes[0].name), "BEGIN");
	assert_int_equal(image.clause_count, 1);
	assert_int_equal(image.clauses[0].action_count, 9);
	assert_int_equal(image.agg_count, 3);
	assert_int_equal(image.value_count, 6);
	assert_int_equal(image.action_count, 9);
	assert_int_equal(image.aggref_count, 1);
	assert_int_equal(image.dynvar_count, 3);
	assert_int_equal(image.option_count, 5);
	free(bytes);
}

static void test_options(void **state)
{
	size_t size;
	void *bytes = builder_standard(trivial, &size);
	struct object_image image;
	char error[TRACE_ERROR_SIZE];
	const struct object_option twice[] = {{.option = OPTION_quiet, .value = 1},
					      {.option = OPTION_quiet, .value = 0}};

	(void)state;
	assert_true(object_open(bytes, size, &image, error));
	assert_int_equal(object_option(&image, OPTION_quiet), 1);
	assert_int_equal(object_option(&image, OPTION_strsize), 32);
	assert_int_equal(object_option(&image, OPTION_specsize), 32 << 10); /* the default */
	assert_int_equal(object_option(&image, OPTION_aggrate), 1000000000);
	image.options = twice;
	image.option_count = 2;
	assert_int_equal(object_option(&image, OPTION_quiet), 0);
	free(bytes);
}

static void test_sizes(void **state)
{
	size_t size;
	void *bytes = builder_standard(trivial, &size);
	struct object_image image;
	char error[TRACE_ERROR_SIZE];
	const struct object_value odd = {.type = TYPE_STRING, .size = 33};

	(void)state;
	assert_true(object_open(bytes, size, &image, error));
	assert_int_equal(object_value_bytes(&odd), 40);
	assert_int_equal(object_values_bytes(&image, 0, 0), 0);
	assert_int_equal(object_values_bytes(&image, 0, 4), 8 + 8 + 32 + 8);
	/* trace, printf with two values, printa without, exit; tracemem, print, trunc, normalize */
	assert_int_equal(object_clause_record_bytes(&image, 0, 16),
			 9 * 16 + 8 + (8 + 32) + 0 + 8 + (24 + 8) + 24 + 8 + 8);
	assert_int_equal(object_area_bytes(&image, AREA_GLOBAL_STRINGS), 2 * 32);
	assert_int_equal(object_area_bytes(&image, AREA_LOCAL_STRINGS), 32);
	free(bytes);
}

static const struct {
	uint64_t function;
	uint64_t parameter[5];
	uint64_t words; /* 0: refused */
} agg_sizes[] = {
	{AGG_count, {0}, 1},
	{AGG_min, {0}, 1},
	{AGG_max, {0}, 1},
	{AGG_sum, {0}, 1},
	{AGG_avg, {0}, 2},
	{AGG_stddev, {0}, 4},
	{AGG_quantize, {0}, 127},
	{AGG_count, {1}, 0},
	{AGG_quantize, {0, 0, 0, 0, 1}, 0},
	{0, {0}, 0},
	{10, {0}, 0},
	{AGG_lquantize, {0, 100, 10}, 12},
	{AGG_lquantize, {(uint64_t)-100, 100, 1}, 202},
	{AGG_lquantize, {0, 65535, 1}, 65537},
	{AGG_lquantize, {0, 65536, 1}, 0},
	{AGG_lquantize, {0, 100, 0}, 0},
	{AGG_lquantize, {0, 100, 101}, 0},
	{AGG_lquantize, {100, 0, 1}, 0},
	{AGG_lquantize, {0, 0, 1}, 0},
	{AGG_lquantize, {0, 1ull << 32, 65535}, 0},
	{AGG_lquantize, {1ull << 63, 0, 65535}, 0},
	{AGG_lquantize, {0, 100, 10, 1}, 0},
	{AGG_llquantize, {10, 0, 6, 20}, 9 + 6 * 18 + 2},
	{AGG_llquantize, {10, 3, 5, 10}, 3 * 9 + 2},
	{AGG_llquantize, {2, 0, 61, 2}, 62 + 2},
	{AGG_llquantize, {2, 0, 62, 2}, 0}, /* 2 ** 63 is no int64_t */
	{AGG_llquantize, {1, 0, 6, 20}, 0},
	{AGG_llquantize, {10, 6, 6, 20}, 0},
	{AGG_llquantize, {10, 0, 6, 5}, 0},
	{AGG_llquantize, {10, 0, 6, 25}, 0},
	{AGG_llquantize, {10, 0, UINT64_MAX, 20}, 0},
	{AGG_llquantize, {1ull << 63, 0, 1, 1ull << 63}, 0},
	{AGG_llquantize, {10, 0, 6, 20, 1}, 0},
};

static void test_aggregations(void **state)
{
	char error[TRACE_ERROR_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(agg_sizes) / sizeof(agg_sizes[0]); i++) {
		struct object_builder builder;
		struct object_agg agg = {.function = (uint32_t)agg_sizes[i].function};
		struct object_image image;
		size_t size;

		memcpy(agg.parameter, agg_sizes[i].parameter, sizeof(agg.parameter));
		builder_begin(&builder, 0, 0);
		builder_append(&builder, BUILD_AGGS, &agg, sizeof(agg));
		builder_clause(&builder, trivial, 0, 0);

		void *bytes = builder_finish(&builder, &size);
		bool opened = object_open(bytes, size, &image, error);

		if (opened != (agg_sizes[i].words != 0))
			fail_msg("row %zu: %s", i, opened ? "accepted" : error);
		if (opened)
			assert_int_equal(object_agg_words(&agg), agg_sizes[i].words);
		else
			assert_non_null(strstr(error, ".pv.aggs[0]"));
		free(bytes);
	}
}

/* One field of the standard object overwritten, and what the refusal says. */
struct damage {
	enum build_section section;
	size_t offset; /* in the section */
	size_t size;
	uint64_t value;
	const char *words;
};

#define FIELD(section, type, index, field, value, words)                               \
	{                                                                              \
		section, (index) * sizeof(struct type) + offsetof(struct type, field), \
			sizeof(((struct type *)0)->field), value, words                \
	}
#define HEADER(field, value, words)    FIELD(BUILD_HEADER, object_header, 0, field, value, words)
#define PROBE(field, value, words)     FIELD(BUILD_PROBES, object_probe, 0, field, value, words)
#define CLAUSE(field, value, words)    FIELD(BUILD_CLAUSES, object_clause, 0, field, value, words)
#define AGG(i, field, value, words)    FIELD(BUILD_AGGS, object_agg, i, field, value, words)
#define VALUE(i, field, value, words)  FIELD(BUILD_VALUES, object_value, i, field, value, words)
#define ACTION(i, field, value, words) FIELD(BUILD_ACTIONS, object_action, i, field, value, words)
#define DYNVAR(i, field, value, words) FIELD(BUILD_DYNVARS, object_dynvar, i, field, value, words)
#define OPT(i, field, value, words)    FIELD(BUILD_OPTIONS, object_option, i, field, value, words)

static const struct damage damages[] = {
	HEADER(magic, 1, "not a program object"),
	HEADER(version_major, 3, "version 3.0; this tracer reads 2.0"),
	HEADER(version_minor, 1, "version 2.1"),
	HEADER(source_name, 10000, ".pv.header: source_name"),
	HEADER(globals_size, OBJECT_MAX_GLOBALS + 1, "65537 bytes of globals"),
	HEADER(locals_size, 0xffffffff, "4294967295 of locals"),
	HEADER(global_strings, OBJECT_MAX_GLOBAL_STRINGS + 1, "1025 global and 1 local strings"),
	HEADER(local_strings, OBJECT_MAX_LOCAL_STRINGS + 1, "2 global and 65 local strings"),
	HEADER(reserved, 1, ".pv.header: reserved"),
	{BUILD_STRINGS, 0, 1, 'x', ".pv.strings: does not begin and end with NUL"},
	PROBE(provider, 0xffffffff, ".pv.probes[0]: bad provider"),
	PROBE(module, 1000, ".pv.probes[0]: bad module"),
	PROBE(function, 1000, ".pv.probes[0]: bad function"),
	PROBE(name, 1000, ".pv.probes[0]: bad name"),
	PROBE(reserved, 1, ".pv.probes[0]: reserved"),
	CLAUSE(insn_count, 0, ".pv.clauses[0]: 0 instructions"),
	CLAUSE(insn_count, 4097, ".pv.clauses[0]: 4097 instructions"),
	CLAUSE(insn_count, 3, ".pv.clauses[0]: code overlaps or is beyond .text"),
	CLAUSE(first_insn, 1, ".pv.clauses[0]: code overlaps or is beyond .text"),
	CLAUSE(first_insn, 0xffffffff, ".pv.clauses[0]: code overlaps or is beyond .text"),
	CLAUSE(probe_count, 0, ".pv.clauses[0]: probes"),
	CLAUSE(probe_count, 2, ".pv.clauses[0]: probes"),
	CLAUSE(first_probe, 1, ".pv.clauses[0]: probes"),
	CLAUSE(first_action, 1, ".pv.clauses[0]: actions"),
	CLAUSE(action_count, 10, ".pv.clauses[0]: actions"),
	CLAUSE(action_count, 0xffffffff, ".pv.clauses[0]: actions"),
	CLAUSE(predicate_insns, 1000, ".pv.clauses[0]: predicate is longer"),
	AGG(0, name, 10000, ".pv.aggs[0]: name"),
	AGG(1, function, 0, ".pv.aggs[1]: unknown function 0"),
	AGG(1, function, 100, ".pv.aggs[1]: unknown function 100"),
	AGG(0, key_count, 9, ".pv.aggs[0]: keys are more than 8"),
	AGG(0, key_count, 7, ".pv.aggs[0]: keys"),
	AGG(2, first_key, 6, ".pv.aggs[2]: keys"),
	AGG(2, first_key, 4, ".pv.aggs[2]: keys are more than 8, of bytes or beyond"),
	AGG(2, first_key, 0xffffffff, ".pv.aggs[2]: keys"),
	AGG(2, is_signed, 2, ".pv.aggs[2]: is_signed is 2"),
	AGG(2, parameter[0], 2, ".pv.aggs[2]: parameter 0"),
	VALUE(0, type, 3, ".pv.values[0]: unknown type 3"),
	VALUE(0, is_signed, 2, ".pv.values[0]: is_signed"),
	VALUE(2, is_signed, 1, ".pv.values[2]: is_signed"),
	VALUE(1, size, 3, ".pv.values[1]: integer of 3 bytes"),
	VALUE(1, size, 0, ".pv.values[1]: integer of 0 bytes"),
	VALUE(1, size, 16, ".pv.values[1]: integer of 16 bytes"),
	VALUE(2, size, 0, ".pv.values[2]: string of 0 bytes"),
	VALUE(2, size, 33, ".pv.values[2]: string of 33 bytes; 1 to strsize (32)"),
	VALUE(4, size, 0, ".pv.values[4]: 0 bytes; 1 to 65528 are allowed"),
	VALUE(4, size, 65529, ".pv.values[4]: 65529 bytes"),
	VALUE(4, is_signed, 1, ".pv.values[4]: is_signed is 1"),
	VALUE(3, reserved, 33, ".pv.values[3]: reserved"),
	ACTION(0, kind, 12, ".pv.actions[0]: unknown kind 12"),
	ACTION(1, format, 10000, ".pv.actions[1]: format"),
	ACTION(0, value_count, 0, ".pv.actions[0]: wrong number of values"),
	ACTION(0, value_count, 2, ".pv.actions[0]: wrong number of values"),
	ACTION(1, value_count, 33, ".pv.actions[1]: wrong number of values"),
	ACTION(1, value_count, 6, ".pv.actions[1]: wrong number of values"),
	ACTION(1, value_count, 4, ".pv.actions[1]: value 3 is no integer and no string"),
	ACTION(2, value_count, 1, ".pv.actions[2]: wrong number of values"),
	ACTION(0, first_value, 6, ".pv.actions[0]: wrong number of values, or beyond"),
	ACTION(0, first_value, 0xffffffff, ".pv.actions[0]: wrong number of values, or beyond"),
	ACTION(0, agg_count, 1, ".pv.actions[0]: wrong number of aggregations"),
	ACTION(2, agg_count, 0, ".pv.actions[2]: wrong number of aggregations"),
	ACTION(2, agg_count, 2, ".pv.actions[2]: wrong number of aggregations"),
	ACTION(2, first_agg, 1, ".pv.actions[2]: wrong number of aggregations"),
	ACTION(3, first_value, 1, ".pv.actions[3]: the exit status"),
	ACTION(3, first_value, 2, ".pv.actions[3]: the exit status"),
	ACTION(3, format, 1, ".pv.actions[3]: has a format and no use for it"),
	ACTION(4, value_count, 3, ".pv.actions[4]: wrong number of values"),
	ACTION(4, first_value, 1, ".pv.actions[4]: tracemem() is of bytes"),
	ACTION(4, format, 1, ".pv.actions[4]: has a format"),
	VALUE(5, type, TYPE_BYTES, ".pv.values[5]: is_signed"),
	ACTION(5, format, 0, ".pv.actions[5]: has no format"),
	ACTION(5, value_count, 2, ".pv.actions[5]: wrong number of values"),
	ACTION(5, agg_count, 1, ".pv.actions[5]: wrong number of aggregations"),
	ACTION(5, first_value, 0, ".pv.actions[5]: the value of 4 bytes has no part %{0,8,x}"),
	ACTION(5, format, 10, ".pv.actions[5]: bad format at \"%x"),
	ACTION(6, value_count, 2, ".pv.actions[6]: wrong number of values"),
	ACTION(6, first_value, 1, ".pv.actions[6]: trunc() is to a signed 8-byte integer"),
	ACTION(6, first_value, 3, ".pv.actions[6]: trunc() is to"),
	ACTION(6, agg_count, 0, ".pv.actions[6]: wrong number of aggregations"),
	ACTION(7, value_count, 0, ".pv.actions[7]: wrong number of values"),
	ACTION(7, first_value, 5, ".pv.actions[7]: normalize() is by an unsigned 8-byte integer"),
	ACTION(7, first_value, 0, ".pv.actions[7]: normalize() is by"),
	ACTION(8, kind, ACTION_CLEAR, ".pv.actions[8]: has a format"),
	ACTION(8, kind, ACTION_DENORMALIZE, ".pv.actions[8]: has a format"),
	ACTION(8, format, 0, ".pv.actions[8]: has no format"),
	ACTION(8, value_count, 1, ".pv.actions[8]: wrong number of values"),
	ACTION(7, kind, ACTION_CLEAR, ".pv.actions[7]: wrong number of values"),
	ACTION(7, kind, ACTION_DENORMALIZE, ".pv.actions[7]: wrong number of values"),
	DYNVAR(0, name, 10000, ".pv.dynvars[0]: name"),
	DYNVAR(0, is_self, 2, ".pv.dynvars[0]: is_self is 2"),
	DYNVAR(0, is_self, 0, ".pv.dynvars[0]: keys are none"),
	DYNVAR(1, key_count, 9, ".pv.dynvars[1]: keys are none, more than 8"),
	DYNVAR(1, first_key, 0xffffffff, ".pv.dynvars[1]: keys"),
	DYNVAR(1, key_count, 5, ".pv.dynvars[1]: keys are none, more than 8, of bytes"),
	DYNVAR(2, value, 6, ".pv.dynvars[2]: value is beyond .pv.values"),
	VALUE(4, size, OBJECT_MAX_BYTES_VALUE + 1,
	      ".pv.dynvars[2]: a value of 4097 bytes; the limit is 4096"),
	ACTION(3, reserved, 2, ".pv.actions[3]: reserved"),
	{BUILD_AGGREFS, 0, 4, 3, ".pv.aggrefs[0]: no aggregation 3"},
	OPT(0, option, 0, ".pv.options[0]: unknown option 0"),
	OPT(0, option, 100, ".pv.options[0]: unknown option 100"),
	OPT(0, value, 2, ".pv.options[0]: quiet cannot be 2"),
	OPT(0, reserved, 2, ".pv.options[0]: reserved"),
	OPT(1, value, 0, ".pv.options[1]: strsize cannot be 0"),
	OPT(1, value, OBJECT_MAX_STRSIZE + 1, ".pv.options[1]: strsize cannot be 65529"),
	OPT(1, option, OPTION_bufpolicy, ".pv.options[1]: bufpolicy cannot be 32"),
	OPT(1, option, OPTION_quiet, ".pv.options[1]: quiet cannot be 32"),
};

static Elf64_Shdr *section_headers(void *bytes)
{
	return (Elf64_Shdr *)((uint8_t *)bytes + ((Elf64_Ehdr *)bytes)->e_shoff);
}

static void expect_refusal(const void *bytes, size_t size, const char *words)
{
	struct object_image image;
	char error[TRACE_ERROR_SIZE];

	if (object_open(bytes, size, &image, error))
		fail_msg("accepted, without \"%s\"", words);
	if (!strstr(error, words))
		fail_msg("\"%s\" does not say \"%s\"", error, words);
}

static void test_damaged_tables(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(damages) / sizeof(damages[0]); i++) {
		const struct damage *damage = &damages[i];
		size_t size;
		uint8_t *bytes = builder_standard(trivial, &size);

		memcpy(bytes + section_headers(bytes)[damage->section + 1].sh_offset +
			       damage->offset,
		       &damage->value, damage->size);
		expect_refusal(bytes, size, damage->words);
		free(bytes);
	}
}

/* The same for the ELF headers. */
enum { NAMES_SECTION = BUILD_SECTION_COUNT + 1 };

#define EHDR(field, value, words)                                                               \
	{                                                                                       \
		-1, offsetof(Elf64_Ehdr, field), sizeof(((Elf64_Ehdr *)0)->field), value, words \
	}
#define SHDR(section, field, value, words)                                                       \
	{                                                                                        \
		(section), offsetof(Elf64_Shdr, field), sizeof(((Elf64_Shdr *)0)->field), value, \
			words                                                                    \
	}

static const struct {
	int section; /* -1: the file header */
	size_t offset;
	size_t size;
	uint64_t value;
	const char *words;
} elf_damages[] = {
	EHDR(e_ident[0], 0, "not a 64-bit little-endian ELF"),
	EHDR(e_ident[EI_CLASS], ELFCLASS32, "not a 64-bit little-endian ELF"),
	EHDR(e_ident[EI_DATA], ELFDATA2MSB, "not a 64-bit little-endian ELF"),
	EHDR(e_type, ET_EXEC, "not a relocatable file"),
	EHDR(e_version, 2, "not a relocatable file"),
	EHDR(e_machine, EM_X86_64, "machine 62, not BPF (247)"),
	EHDR(e_shentsize, 56, "section headers of 56 bytes"),
	EHDR(e_shnum, 1000, "misaligned or beyond the end"),
	EHDR(e_shnum, 0, "no section 12 for the names"),
	EHDR(e_shoff, UINT64_MAX - 7, "misaligned or beyond the end"),
	EHDR(e_shoff, 4, "misaligned or beyond the end"),
	EHDR(e_shstrndx, 100, "no section 100 for the names"),
	SHDR(NAMES_SECTION, sh_size, 0, "the section names are empty"),
	SHDR(NAMES_SECTION, sh_size, 1 << 20, "the section names are empty, beyond the end"),
	SHDR(NAMES_SECTION, sh_offset, UINT64_MAX, "the section names are empty, beyond the end"),
	SHDR(NAMES_SECTION, sh_size, 5, "do not end with NUL"),
	SHDR(NAMES_SECTION, sh_type, SHT_RELA, "section 12: relocations are not allowed"),
	SHDR(NAMES_SECTION, sh_type, SHT_REL, "relocations are not allowed"),
	SHDR(BUILD_HEADER + 1, sh_name, 10000, "section 1: its name is beyond"),
	SHDR(BUILD_HEADER + 1, sh_name, 0, ".pv.header: missing"),
	SHDR(BUILD_HEADER + 1, sh_type, SHT_NULL, ".pv.header: missing"),
	SHDR(BUILD_TEXT + 1, sh_type, SHT_NULL, ".text: missing"),
	SHDR(BUILD_STRINGS + 1, sh_type, SHT_NULL, ".pv.strings: missing"),
	SHDR(BUILD_PROBES + 1, sh_type, SHT_NULL, ".pv.probes: missing"),
	SHDR(BUILD_CLAUSES + 1, sh_type, SHT_NULL, ".pv.clauses: missing"),
	SHDR(BUILD_CLAUSES + 1, sh_size, 0, ".pv.clauses: 0 clauses"),
	SHDR(BUILD_VALUES + 1, sh_type, SHT_NULL, ".pv.aggs[0]: keys"),
	SHDR(BUILD_AGGS + 1, sh_type, SHT_NULL, ".pv.aggrefs[0]: no aggregation 0"),
	SHDR(BUILD_HEADER + 1, sh_size, 64, ".pv.header: 2 entries, not one"),
	SHDR(BUILD_HEADER + 1, sh_size, 0, ".pv.header: 0 entries, not one"),
	SHDR(BUILD_HEADER + 1, sh_size, 23, ".pv.header: size is no multiple of 32"),
	SHDR(BUILD_TEXT + 1, sh_size, 9, ".text: size is no multiple of 8"),
	SHDR(BUILD_TEXT + 1, sh_offset, 100, ".text: not 8-byte aligned"),
	SHDR(BUILD_TEXT + 1, sh_offset, 1 << 20, ".text: beyond the end"),
	SHDR(BUILD_TEXT + 1, sh_offset, UINT64_MAX - 7, ".text: beyond the end"),
	SHDR(BUILD_TEXT + 1, sh_size, UINT64_MAX - 7, ".text: beyond the end"),
	SHDR(BUILD_TEXT + 1, sh_type, SHT_NOBITS, ".text: has no contents"),
	SHDR(BUILD_STRINGS + 1, sh_size, 0, ".pv.strings: does not begin and end with NUL"),
	SHDR(BUILD_STRINGS + 1, sh_size, 5, ".pv.strings: does not begin and end with NUL"),
};

static void test_damaged_elf(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(elf_damages) / sizeof(elf_damages[0]); i++) {
		size_t size;
		uint8_t *bytes = builder_standard(trivial, &size);
		uint8_t *to = elf_damages[i].section < 0
				      ? bytes
				      : (uint8_t *)&section_headers(bytes)[elf_damages[i].section];

		memcpy(to + elf_damages[i].offset, &elf_damages[i].value, elf_damages[i].size);
		expect_refusal(bytes, size, elf_damages[i].words);
		free(bytes);
	}
}

static void test_section_names(void **state)
{
	size_t size;
	uint8_t *bytes = builder_standard(trivial, &size);
	Elf64_Shdr *headers = section_headers(bytes);
	uint8_t *names = bytes + headers[NAMES_SECTION].sh_offset;
	struct object_image image;
	char error[TRACE_ERROR_SIZE];
	uint32_t options_name = headers[BUILD_OPTIONS + 1].sh_name;

	(void)state;
	headers[BUILD_OPTIONS + 1].sh_name = headers[BUILD_AGGS + 1].sh_name;
	expect_refusal(bytes, size, ".pv.aggs: there are two");
	headers[BUILD_OPTIONS + 1].sh_name = options_name;
	names[options_name + 4] = 'x';
	expect_refusal(bytes, size, "section 11: .pv.xptions is not known here");
	/* Sections for other tools do not matter. */
	names[options_name] = '_';
	assert_true(object_open(bytes, size, &image, error));
	assert_int_equal(image.option_count, 0);
	free(bytes);
}

static void test_clauses_do_not_share(void **state)
{
	struct object_builder builder;
	size_t size;
	struct object_image image;
	char error[TRACE_ERROR_SIZE];

	(void)state;
	for (int shared = 0; shared < 3; shared++) {
		builder_begin(&builder, 0, 0);
		builder_clause(&builder, trivial, 0, 0);
		builder_clause(&builder, trivial, 0, 0);

		uint8_t *bytes = builder_finish(&builder, &size);
		struct object_clause *clauses =
			(void *)(bytes + section_headers(bytes)[BUILD_CLAUSES + 1].sh_offset);

		assert_true(object_open(bytes, size, &image, error));
		assert_int_equal(image.clause_count, 2);
		if (shared == 0) {
			clauses[1].first_insn = 1;
			expect_refusal(bytes, size, ".pv.clauses[1]: code overlaps");
		} else if (shared == 1) {
			clauses[1].first_probe = 0;
			expect_refusal(bytes, size, ".pv.clauses[1]: probes");
		} else {
			clauses[0].first_action = 1;
			expect_refusal(bytes, size, ".pv.clauses[0]: actions");
		}
		free(bytes);
	}
}

static void test_limits(void **state)
{
	struct object_builder builder;
	const struct object_agg agg = {.function = AGG_count};
	const struct object_value value = {.type = TYPE_INT, .size = 8};
	const struct object_dynvar dynvar = {.is_self = 1};
	char name[OBJECT_MAX_PROBE_NAME + 1];
	size_t size;

	(void)state;
	builder_begin(&builder, 0, 0);
	for (int i = 0; i <= OBJECT_MAX_AGGS; i++)
		builder_append(&builder, BUILD_AGGS, &agg, sizeof(agg));
	builder_clause(&builder, trivial, 0, 0);

	void *bytes = builder_finish(&builder, &size);

	expect_refusal(bytes, size, ".pv.aggs: 257 aggregations; the limit is 256");
	free(bytes);

	builder_begin(&builder, 0, 0);
	builder_append(&builder, BUILD_VALUES, &value, sizeof(value));
	for (int i = 0; i <= OBJECT_MAX_DYNVARS; i++)
		builder_append(&builder, BUILD_DYNVARS, &dynvar, sizeof(dynvar));
	builder_clause(&builder, trivial, 0, 0);
	bytes = builder_finish(&builder, &size);
	expect_refusal(bytes, size, ".pv.dynvars: 257 variables; the limit is 256");
	free(bytes);

	/* A name one longer than allowed. */
	memset(name, 'n', sizeof(name) - 1);
	name[sizeof(name) - 1] = '\0';
	builder_begin(&builder, 0, 0);

	const struct object_probe probe = {.name = builder_string(&builder, name)};

	builder_append(&builder, BUILD_PROBES, &probe, sizeof(probe));
	builder_clause(&builder, trivial, 0, 0);
	bytes = builder_finish(&builder, &size);
	expect_refusal(bytes, size, ".pv.probes[0]: bad name");
	free(bytes);

	bytes = aligned_alloc(8, OBJECT_MAX_BYTES + 8);
	expect_refusal(bytes, OBJECT_MAX_BYTES + 8, "4194312 bytes; the limit is 4194304");
	expect_refusal((uint8_t *)bytes + 4, 1000, "not 8-byte aligned");
	expect_refusal(bytes, 0, "0 bytes are too few");
	free(bytes);
}

/* print()'s format, of a value of some type. */
static const struct {
	uint64_t type, size;
	const char *format;
	const char *words; /* of the refusal; NULL: good */
} print_formats[] = {
	{TYPE_INT, 8, "%{0,8,x}", NULL},
	{TYPE_INT, 8, "text only", NULL},
	{TYPE_INT, 8, "%%%{0,4,x}%%", NULL},
	{TYPE_INT, 1, "%{0,1,c}", NULL},
	{TYPE_INT, 8, "%{0,8,s}", "has no part %{0,8,s}"},
	{TYPE_INT, 8, "%{4,4,x}", "has no part %{4,4,x}"},
	{TYPE_INT, 4, "%{0,8,x}", "the value of 4 bytes has no part %{0,8,x}"},
	{TYPE_STRING, 32, "\"%{0,32,s}\"", NULL},
	{TYPE_STRING, 32, "%{0,33,s}", "has no part"},
	{TYPE_STRING, 32, "%{1,4,s}", "has no part"},
	{TYPE_STRING, 32, "%{0,8,x}", "has no part"},
	{TYPE_STRING, 32, "%{0,1,c}", "has no part"},
	{TYPE_BYTES, 24, "%{23,1,c} %{16,8,x} %{3,21,s} %{0,2,x}", NULL},
	{TYPE_BYTES, 24, "%{24,1,c}", "has no part %{24,1,c}"},
	{TYPE_BYTES, 24, "%{17,8,x}", "has no part"},
	{TYPE_BYTES, 24, "%{3,22,s}", "has no part"},
	{TYPE_BYTES, 24, "%{0,0,s}", "has no part"},
	{TYPE_BYTES, 24, "%{0,2,c}", "has no part"},
	{TYPE_BYTES, 24, "%{0,3,x}", "has no part"},
	{TYPE_BYTES, 24, "%{0,16,x}", "has no part"},
	{TYPE_BYTES, 24, "a %{0,8,d}", "bad format at \"%{0,8,d}\""},
	{TYPE_BYTES, 24, "%{0,8,x", "bad format"},
	{TYPE_BYTES, 24, "%{0,8,", "bad format"},
	{TYPE_BYTES, 24, "%{0,8", "bad format"},
	{TYPE_BYTES, 24, "%{0,", "bad format"},
	{TYPE_BYTES, 24, "%{0", "bad format"},
	{TYPE_BYTES, 24, "%{", "bad format"},
	{TYPE_BYTES, 24, "%{,8,x}", "bad format"},
	{TYPE_BYTES, 24, "%{-1,8,x}", "bad format"},
	{TYPE_BYTES, 24, "%{0000001,8,x}", "bad format"},
	{TYPE_BYTES, 24, "%{4294967296,8,x}", "bad format"},
	{TYPE_BYTES, 24, "50%", "bad format at \"%\""},
	{TYPE_BYTES, 24, "%d", "bad format"},
};

static void test_print_formats(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(print_formats) / sizeof(print_formats[0]); i++) {
		const struct object_option option = {.option = OPTION_strsize, .value = 32};
		const struct object_value value = {.type = (uint8_t)print_formats[i].type,
						   .size = (uint16_t)print_formats[i].size};
		struct object_action action = {.kind = ACTION_PRINT, .value_count = 1};
		struct object_builder builder;
		struct object_image image;
		char error[TRACE_ERROR_SIZE];
		size_t size;

		builder_begin(&builder, 0, 0);
		action.format = builder_string(&builder, print_formats[i].format);
		builder_append(&builder, BUILD_OPTIONS, &option, sizeof(option));
		builder_append(&builder, BUILD_VALUES, &value, sizeof(value));
		builder_append(&builder, BUILD_ACTIONS, &action, sizeof(action));
		builder_clause(&builder, trivial, 0, 1);

		void *bytes = builder_finish(&builder, &size);

		if (print_formats[i].words)
			expect_refusal(bytes, size, print_formats[i].words);
		else if (!object_open(bytes, size, &image, error))
			fail_msg("%s: %s", print_formats[i].format, error);
		free(bytes);
	}
}

/* Cut off anywhere, in a block of just that size, an object is refused without a look beyond. */
static void test_truncated(void **state)
{
	size_t size;
	uint8_t *bytes = builder_standard(trivial, &size);

	(void)state;
	for (size_t length = 0; length < size; length++) {
		uint8_t *cut = malloc(length ? length : 1);

		memcpy(cut, bytes, length);
		expect_refusal(cut, length, "");
		free(cut);
	}
	free(bytes);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_opens),	       cmocka_unit_test(test_options),
		cmocka_unit_test(test_sizes),	       cmocka_unit_test(test_aggregations),
		cmocka_unit_test(test_damaged_tables), cmocka_unit_test(test_damaged_elf),
		cmocka_unit_test(test_section_names),  cmocka_unit_test(test_clauses_do_not_share),
		cmocka_unit_test(test_print_formats),  cmocka_unit_test(test_limits),
		cmocka_unit_test(test_truncated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
