/* SPDX-License-Identifier: BSD-2-Clause */
#include "boot/vmm_image.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* The host's own declarations check ours. */
#include <elf.h>

enum {
	CODE_OFFSET = 0x200,
	DATA_OFFSET = 0x280,
	FILE_SIZE = 0x400,

	FIRST_ADDRESS = 0x10000, /* the image's lowest address as linked */
	CODE_ADDRESS = FIRST_ADDRESS,
	CODE_SIZE = 0x40,
	DATA_ADDRESS = FIRST_ADDRESS + 0x1080,
	DATA_SIZE = 0x180,
	BSS_END = FIRST_ADDRESS + 0x2345,
	IMAGE_SIZE = 0x3000, /* BSS_END, rounded up to pages */

	RELOCATIONS = 3,
	LOAD_ADDRESS = 0x40000000,
};

/* A small static PIE: code, and data that holds the dynamic section, the relocations and their
 * targets. */
struct small_pie {
	Elf64_Ehdr header;
	Elf64_Phdr segments[3];
	uint8_t padding1[CODE_OFFSET - sizeof(Elf64_Ehdr) - 3 * sizeof(Elf64_Phdr)];
	uint8_t code[CODE_SIZE];
	uint8_t padding2[DATA_OFFSET - CODE_OFFSET - CODE_SIZE];
	union {
		struct {
			Elf64_Dyn dynamic[6];
			Elf64_Rela relocations[RELOCATIONS];
			uint64_t pointers[RELOCATIONS];
		};
		uint8_t data[DATA_SIZE];
	};
};

_Static_assert(sizeof(struct small_pie) == FILE_SIZE, "the data is behind the code");

static struct small_pie make_pie(void)
{
	struct small_pie pie = {
		.header =
			{
				.e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64,
					    ELFDATA2LSB, EV_CURRENT},
				.e_type = ET_DYN,
				.e_machine = EM_X86_64,
				.e_version = EV_CURRENT,
				.e_entry = CODE_ADDRESS + 4,
				.e_phoff = offsetof(struct small_pie, segments),
				.e_ehsize = sizeof(Elf64_Ehdr),
				.e_phentsize = sizeof(Elf64_Phdr),
				.e_phnum = 3,
			},
		.segments =
			{
				{.p_type = PT_LOAD,
				 .p_flags = PF_R | PF_X,
				 .p_offset = CODE_OFFSET,
				 .p_vaddr = CODE_ADDRESS,
				 .p_filesz = CODE_SIZE,
				 .p_memsz = CODE_SIZE,
				 .p_align = 4096},
				{.p_type = PT_LOAD,
				 .p_flags = PF_R | PF_W,
				 .p_offset = DATA_OFFSET,
				 .p_vaddr = DATA_ADDRESS,
				 .p_filesz = DATA_SIZE,
				 .p_memsz = BSS_END - DATA_ADDRESS,
				 .p_align = 4096},
				{.p_type = PT_DYNAMIC,
				 .p_flags = PF_R | PF_W,
				 .p_offset = DATA_OFFSET,
				 .p_vaddr = DATA_ADDRESS,
				 .p_filesz = sizeof(pie.dynamic),
				 .p_memsz = sizeof(pie.dynamic),
				 .p_align = 8},
			},
	};
	const uint64_t data_in_file = offsetof(struct small_pie, data);

	memset(pie.code, 0xc3, sizeof(pie.code));
	memset(pie.data, 0xdd, sizeof(pie.data));
	pie.dynamic[0] = (Elf64_Dyn){.d_tag = DT_FLAGS_1, .d_un.d_val = DF_1_PIE};
	pie.dynamic[1] = (Elf64_Dyn){
		.d_tag = DT_RELA,
		.d_un.d_ptr = DATA_ADDRESS + offsetof(struct small_pie, relocations) - data_in_file,
	};
	pie.dynamic[2] = (Elf64_Dyn){.d_tag = DT_RELASZ, .d_un.d_val = sizeof(pie.relocations)};
	pie.dynamic[3] = (Elf64_Dyn){.d_tag = DT_RELAENT, .d_un.d_val = sizeof(Elf64_Rela)};
	pie.dynamic[4] = (Elf64_Dyn){.d_tag = DT_NULL};
	pie.dynamic[5] = (Elf64_Dyn){.d_tag = DT_NEEDED}; /* behind the end: does not count */
	for (unsigned int i = 0; i < RELOCATIONS; i++) {
		pie.relocations[i] = (Elf64_Rela){
			.r_offset = DATA_ADDRESS + offsetof(struct small_pie, pointers) +
				    i * sizeof(uint64_t) - data_in_file,
			.r_info = ELF64_R_INFO(0, R_X86_64_RELATIVE),
			.r_addend = CODE_ADDRESS + 16 * i,
		};
	}
	return pie;
}

/* Parses and loads from and into heap blocks of just the size, so that ASan sees each step outside.
 */
static const char *try_image(const void *bytes, size_t size)
{
	struct vmm_image image;
	uint8_t *file = malloc(size + 1);

	assert_non_null(file);
	memcpy(file + 1, bytes, size); /* at an odd address: there is no alignment to rely on */

	const char *wrong = vmm_image_parse(file + 1, size, &image);

	if (!wrong) {
		assert_true(image.size <= VMM_IMAGE_MAX_SIZE);
		assert_true(image.entry < image.size);

		void *memory = malloc(image.size);

		assert_non_null(memory);
		wrong = vmm_image_load(&image, memory, LOAD_ADDRESS);
		free(memory);
	}
	free(file);
	return wrong;
}

static void expect_wrong(const struct small_pie *pie, const char *message)
{
	const char *wrong = try_image(pie, sizeof(*pie));

	assert_non_null(wrong);
	assert_string_equal(wrong, message);
}

static void test_loads(void **state)
{
	struct small_pie pie = make_pie();
	struct vmm_image image;
	static uint8_t memory[IMAGE_SIZE];
	uint64_t pointers[RELOCATIONS];
	const size_t data = DATA_ADDRESS - FIRST_ADDRESS;

	(void)state;
	assert_null(vmm_image_parse(&pie, sizeof(pie), &image));
	assert_int_equal(image.size, IMAGE_SIZE);
	assert_int_equal(image.entry, 4);
	assert_int_equal(image.relocation_count, RELOCATIONS);

	memset(memory, 0x55, sizeof(memory));
	assert_null(vmm_image_load(&image, memory, LOAD_ADDRESS));
	assert_memory_equal(memory, pie.code, sizeof(pie.code));
	assert_memory_equal(memory + data, pie.data,
			    offsetof(struct small_pie, pointers) -
				    offsetof(struct small_pie, data));
	memcpy(pointers,
	       memory + data + offsetof(struct small_pie, pointers) -
		       offsetof(struct small_pie, data),
	       sizeof(pointers));
	for (unsigned int i = 0; i < RELOCATIONS; i++)
		assert_int_equal(pointers[i], LOAD_ADDRESS + 16 * i);

	/* Between the segments and behind the file's bytes all is zero, whatever was there. */
	for (size_t at = CODE_SIZE; at < data; at++)
		assert_int_equal(memory[at], 0);
	for (size_t at = data + DATA_SIZE; at < IMAGE_SIZE; at++)
		assert_int_equal(memory[at], 0);
}

static void test_loads_without_relocations(void **state)
{
	struct small_pie pie = make_pie();
	struct vmm_image image;

	(void)state;
	pie.dynamic[0].d_tag = DT_NULL;
	assert_null(vmm_image_parse(&pie, sizeof(pie), &image));
	assert_int_equal(image.relocation_count, 0);
	assert_null(try_image(&pie, sizeof(pie)));
}

static void test_header_refused(void **state)
{
	struct small_pie pie = make_pie();

	(void)state;
	pie.header.e_ident[EI_MAG3] = 'G';
	expect_wrong(&pie, "it is no ELF file");
	pie = make_pie();
	pie.header.e_ident[EI_CLASS] = ELFCLASS32;
	expect_wrong(&pie, "it is no 64-bit little-endian ELF file");
	pie = make_pie();
	pie.header.e_type = ET_EXEC;
	expect_wrong(&pie, "it is no position-independent executable for x86-64");
	pie = make_pie();
	pie.header.e_machine = EM_BPF;
	expect_wrong(&pie, "it is no position-independent executable for x86-64");
	pie = make_pie();
	pie.header.e_phentsize = 32;
	expect_wrong(&pie, "its program headers have an unknown size");
	pie = make_pie();
	pie.header.e_phnum = 0;
	expect_wrong(&pie, "it has no program headers, or too many");
	pie.header.e_phnum = UINT16_MAX;
	expect_wrong(&pie, "it has no program headers, or too many");
	pie = make_pie();
	pie.header.e_phoff = FILE_SIZE - sizeof(pie.segments) + 1;
	expect_wrong(&pie, "its program headers lie outside the file");
	pie.header.e_phoff = UINT64_MAX - 8;
	expect_wrong(&pie, "its program headers lie outside the file");
}

static void test_segments_refused(void **state)
{
	struct small_pie pie = make_pie();

	(void)state;
	pie.segments[0].p_memsz = CODE_SIZE - 1;
	expect_wrong(&pie, "a segment is larger in the file than in memory");
	pie = make_pie();
	pie.segments[1].p_offset = DATA_OFFSET + 1;
	expect_wrong(&pie, "a segment lies outside the file");
	pie.segments[1].p_offset = UINT64_MAX;
	expect_wrong(&pie, "a segment lies outside the file");
	pie = make_pie();
	pie.segments[1].p_vaddr = CODE_ADDRESS + CODE_SIZE - 1;
	expect_wrong(&pie, "its segments overlap or are not in order");
	pie = make_pie();
	pie.segments[1].p_memsz = UINT64_MAX;
	expect_wrong(&pie, "a segment wraps around the address space");
	pie = make_pie();
	pie.segments[1].p_memsz = VMM_IMAGE_MAX_SIZE;
	expect_wrong(&pie, "it is too large");
	pie = make_pie();
	pie.segments[2].p_type = PT_INTERP;
	expect_wrong(&pie, "it needs a dynamic linker");
	pie = make_pie();
	pie.segments[0].p_type = PT_NOTE;
	expect_wrong(&pie, "its entry point lies outside its code");
	pie.segments[1].p_type = PT_NOTE;
	expect_wrong(&pie, "it has nothing to load");
}

static void test_entry_refused(void **state)
{
	struct small_pie pie = make_pie();

	(void)state;
	pie.header.e_entry = CODE_ADDRESS - 1;
	expect_wrong(&pie, "its entry point lies outside its code");
	pie.header.e_entry = CODE_ADDRESS + CODE_SIZE;
	expect_wrong(&pie, "its entry point lies outside its code");
	pie.header.e_entry = DATA_ADDRESS; /* not executable */
	expect_wrong(&pie, "its entry point lies outside its code");
}

static void test_dynamic_refused(void **state)
{
	static const int64_t foreign[] = {DT_NEEDED, DT_PLTRELSZ, DT_REL, 36 /* DT_RELR */};
	struct small_pie pie = make_pie();

	(void)state;
	for (size_t i = 0; i < sizeof(foreign) / sizeof(*foreign); i++) {
		pie = make_pie();
		pie.dynamic[0].d_tag = foreign[i];
		expect_wrong(&pie, "it needs a dynamic linker");
	}
	pie = make_pie();
	pie.segments[2].p_type = PT_NOTE;
	expect_wrong(&pie, "it has no dynamic section");
	pie = make_pie();
	pie.segments[2].p_offset = FILE_SIZE - 8;
	expect_wrong(&pie, "its dynamic section lies outside the file");
	pie = make_pie();
	pie.dynamic[3].d_un.d_val = 16;
	expect_wrong(&pie, "its relocations have an unknown size");
	pie = make_pie();
	pie.dynamic[2].d_un.d_val = sizeof(pie.relocations) - 1;
	expect_wrong(&pie, "its relocations have an unknown size");
	pie = make_pie();
	pie.dynamic[1].d_un.d_ptr = FIRST_ADDRESS - 8;
	expect_wrong(&pie, "its relocations lie outside the image");
	pie.dynamic[1].d_un.d_ptr = FIRST_ADDRESS + IMAGE_SIZE - 24;
	expect_wrong(&pie, "its relocations lie outside the image");
	pie.dynamic[1].d_un.d_ptr = UINT64_MAX - 24;
	expect_wrong(&pie, "its relocations lie outside the image");
}

static void test_relocations_refused(void **state)
{
	struct small_pie pie = make_pie();

	(void)state;
	pie.relocations[1].r_info = ELF64_R_INFO(1, R_X86_64_64);
	expect_wrong(&pie, "it has a relocation that is not R_X86_64_RELATIVE");
	pie.relocations[1].r_info = ELF64_R_INFO(1, R_X86_64_RELATIVE);
	expect_wrong(&pie, "it has a relocation that is not R_X86_64_RELATIVE");
	pie = make_pie();
	pie.relocations[2].r_offset = FIRST_ADDRESS + IMAGE_SIZE - 7;
	expect_wrong(&pie, "a relocation lies outside the image");
	pie.relocations[2].r_offset = FIRST_ADDRESS - 1;
	expect_wrong(&pie, "a relocation lies outside the image");
	pie.relocations[2].r_offset = UINT64_MAX;
	expect_wrong(&pie, "a relocation lies outside the image");
}

static void test_truncated(void **state)
{
	struct small_pie pie = make_pie();

	(void)state;
	for (size_t size = 0; size < sizeof(pie); size++)
		assert_non_null(try_image(&pie, size));
	assert_null(try_image(&pie, sizeof(pie)));
}

/* Each bit flipped, and bytes overwritten at random: an answer, and no access outside. */
static void test_mutated(void **state)
{
	const struct small_pie good = make_pie();
	uint32_t random = 1;
	unsigned int refused = 0;

	(void)state;
	for (size_t bit = 0; bit < 8 * sizeof(good); bit++) {
		uint8_t bytes[sizeof(good)];

		memcpy(bytes, &good, sizeof(good));
		bytes[bit / 8] ^= (uint8_t)(1 << bit % 8);
		refused += try_image(bytes, sizeof(bytes)) != NULL;
	}
	assert_in_range(refused, 1000, 8 * sizeof(good));

	for (unsigned int round = 0; round < 20000; round++) {
		uint8_t bytes[sizeof(good)];

		memcpy(bytes, &good, sizeof(good));
		for (unsigned int i = 0; i < 4; i++) {
			random = random * 1664525 + 1013904223;
			bytes[(random >> 8) % sizeof(bytes)] = (uint8_t)(random >> 24);
		}
		try_image(bytes, sizeof(bytes));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_loads),
		cmocka_unit_test(test_loads_without_relocations),
		cmocka_unit_test(test_header_refused),
		cmocka_unit_test(test_segments_refused),
		cmocka_unit_test(test_entry_refused),
		cmocka_unit_test(test_dynamic_refused),
		cmocka_unit_test(test_relocations_refused),
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_mutated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
