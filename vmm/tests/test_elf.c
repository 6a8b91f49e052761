/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Loading ELF files: good ones, each refusal with its words, and files that are broken in every
 * way.
 */
#include "vmm/elf.h"

#include "vmm/tests/elf_image.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MEMORY_SIZE = 0x20000, ERROR_SIZE = 256, UNTOUCHED = 0xa5 };

static struct elf_image image;
static unsigned char *memory; /* of malloc(), so that ASan sees the byte beyond */
static uint64_t entry;
static char error[ERROR_SIZE];

static void make_image(void)
{
	elf_image_init(&image, 0x1010);
	elf_image_load(&image, 0x1000, 0x123, 0x123);
	elf_image_load(&image, 0x2000, 0x45, 0x1000);
}

static int setup(void **state)
{
	(void)state;
	memory = malloc(MEMORY_SIZE);
	memset(memory, UNTOUCHED, MEMORY_SIZE);
	make_image();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	free(memory);
	return 0;
}

static bool load_bytes(const unsigned char *file, size_t size, uint64_t limit)
{
	memset(error, 0, sizeof(error));
	entry = UINT64_MAX;
	return elf64_load(file, size, memory, limit, &entry, error, sizeof(error));
}

static bool load(void)
{
	unsigned char *file = elf_image_make(&image);
	bool ok = load_bytes(file, image.size, MEMORY_SIZE);

	free(file);
	return ok;
}

static void check_segment(unsigned int index)
{
	const Elf64_Phdr *segment = &image.segments[index];

	for (size_t i = 0; i < segment->p_memsz; i++)
		assert_int_equal(memory[segment->p_paddr + i],
				 i < segment->p_filesz ? elf_image_byte(index, i) : 0);
}

/* Everything from here to there is as it was. */
static void check_untouched(size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		assert_int_equal(memory[i], UNTOUCHED);
}

static void check_refused(const char *words)
{
	assert_false(load());
	assert_string_equal(error, words);
}

/* ---- Good ones */

static void test_segments_are_placed_and_cleared(void **state)
{
	(void)state;
	assert_true(load());
	assert_int_equal(entry, 0x1010);
	assert_string_equal(error, "");
	check_segment(0);
	check_segment(1);
	check_untouched(0, 0x1000);
	check_untouched(0x1123, 0x2000);
	check_untouched(0x3000, MEMORY_SIZE);
}

/* The physical address counts; other kinds and empty segments do not; nor does their order. */
static void test_what_is_loaded(void **state)
{
	(void)state;
	image.segments[0].p_vaddr = 0xffffffff80001000;
	elf_image_load(&image, 0, 0x10, 0x20);
	elf_image_load(&image, 0x5000, 8, 8);
	image.segments[3].p_type = PT_NOTE;
	elf_image_load(&image, UINT64_MAX, 0, 0);
	image.segments[4].p_offset = UINT64_MAX;
	elf_image_load(&image, 0x6000, 0, 0x10); /* no byte of it in the file, so at its end */
	elf_image_load(&image, MEMORY_SIZE - 5, 5, 5);
	assert_true(load());
	for (unsigned int i = 0; i < image.header.e_phnum; i++)
		if (i != 3 && i != 4)
			check_segment(i);
	check_untouched(0x20, 0x1000);
	check_untouched(0x3000, 0x6000);
	check_untouched(0x6010, MEMORY_SIZE - 5);
}

static void test_entry_point(void **state)
{
	static const struct {
		uint64_t entry;
		bool good;
	} cases[] = {
		{0x1000, true},	 {0x1122, true},  {0xfff, false},      {0x1123, false},
		{0x2fff, true},	 {0x3000, false}, {0, false},	       {MEMORY_SIZE, false},
		{0x1fff, false}, {0x2000, true},  {UINT64_MAX, false}, {0x100001010, false},
	};

	(void)state;
	for (unsigned int i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		image.header.e_entry = cases[i].entry;
		assert_int_equal(load(), cases[i].good);
		if (cases[i].good)
			assert_int_equal(entry, cases[i].entry);
	}
}

/* Program headers at an odd place, after the segments: nothing is aligned in a file. */
static void test_headers_anywhere(void **state)
{
	(void)state;
	enum { AT = 0x371 };
	unsigned char *file = elf_image_make(&image);
	unsigned char *moved = malloc(AT + 2 * sizeof(Elf64_Phdr));

	memset(moved, 0, AT);
	memcpy(moved, file, image.size);
	image.header.e_phoff = AT;
	memcpy(moved, &image.header, sizeof(image.header));
	memcpy(moved + AT, image.segments, 2 * sizeof(Elf64_Phdr));
	assert_true(image.size < AT + 2 * sizeof(Elf64_Phdr));
	assert_true(load_bytes(moved, AT + 2 * sizeof(Elf64_Phdr), MEMORY_SIZE));
	check_segment(0);
	check_segment(1);
	/* one byte less, and the last header is not there */
	assert_false(load_bytes(moved, AT + 2 * sizeof(Elf64_Phdr) - 1, MEMORY_SIZE));
	free(file);
	free(moved);
}

/* ---- Refusals */

static void test_no_elf(void **state)
{
	(void)state;
	static const char text[] =
		"[guest]\nimage = nothing that an ELF file could ever look like, "
		"in 64 bytes and more\n";

	assert_false(load_bytes((const unsigned char *)"", 0, MEMORY_SIZE));
	assert_string_equal(error, "the image is no ELF file: it has 0 bytes");
	assert_false(load_bytes((const unsigned char *)text, 63, MEMORY_SIZE));
	assert_string_equal(error, "the image is no ELF file: it has 63 bytes");
	assert_false(load_bytes((const unsigned char *)text, sizeof(text), MEMORY_SIZE));
	assert_string_equal(error, "the image is no ELF file");
}

static void test_another_machine(void **state)
{
	(void)state;
	image.header.e_ident[EI_CLASS] = ELFCLASS32;
	image.header.e_machine = EM_386;
	check_refused("the image is an ELF file, but not for x86-64 (class 1, machine 3)");
	make_image();
	image.header.e_machine = EM_AARCH64;
	check_refused("the image is an ELF file, but not for x86-64 (class 2, machine 183)");
	make_image();
	image.header.e_ident[EI_DATA] = ELFDATA2MSB;
	check_refused("the image is an ELF file, but not for x86-64 (class 2, machine 62)");
}

static void test_another_type(void **state)
{
	static const unsigned int types[] = {ET_NONE, ET_REL, ET_DYN, ET_CORE, 0xffff};
	char words[ERROR_SIZE];

	(void)state;
	for (unsigned int i = 0; i < sizeof(types) / sizeof(types[0]); i++) {
		image.header.e_type = (Elf64_Half)types[i];
		snprintf(words, sizeof(words),
			 "the image is an ELF file of type %u: kind elf64 wants an executable "
			 "linked to a fixed address (link with -static -no-pie)",
			 types[i]);
		check_refused(words);
	}
}

static void test_dynamic(void **state)
{
	(void)state;
	elf_image_load(&image, 0x5000, 8, 8);
	image.segments[2].p_type = PT_INTERP;
	check_refused("the image wants a dynamic linker (link with -static)");
}

static void test_program_headers(void **state)
{
	(void)state;
	image.header.e_phentsize = 32;
	check_refused("program headers of 32 bytes: the ELF file is broken");
	image.header.e_phentsize = sizeof(Elf64_Phdr);
	image.header.e_phoff = UINT64_MAX - 10;
	check_refused("the program headers are not in the file (2 at 0xfffffffffffffff5)");
	image.header.e_phoff = image.size;
	assert_false(load());
	image.header.e_phoff = sizeof(Elf64_Ehdr);
	image.header.e_phnum = 0xffff;
	check_refused("the program headers are not in the file (65535 at 0x40)");
	image.header.e_phnum = 0;
	image.header.e_phentsize = 0;
	check_refused("the entry point 0x1010 is in no loaded segment (paging maps virtual to "
		      "equal physical addresses)");
}

/* A header and nothing behind it is whole, and of no use. */
static void test_header_only(void **state)
{
	(void)state;
	image.header.e_phnum = 0;
	assert_false(load_bytes((const unsigned char *)&image.header, 64, MEMORY_SIZE));
	assert_non_null(strstr(error, "is in no loaded segment"));
}

static void test_segment_in_the_file(void **state)
{
	(void)state;
	image.segments[1].p_filesz = 0x1001;
	check_refused("segment 1 is larger in the file than in memory");
	image.segments[1].p_filesz = 0x46;
	check_refused("segment 1 is not in the file (0x46 bytes at 0x323)");
	image.segments[1].p_filesz = 0x45;
	image.segments[1].p_offset = UINT64_MAX - 0x10;
	check_refused("segment 1 is not in the file (0x45 bytes at 0xffffffffffffffef)");
	image.segments[1].p_memsz = UINT64_MAX;
	image.segments[1].p_filesz = UINT64_MAX - 0x100;
	image.segments[1].p_offset = 0x101;
	assert_false(load());
	check_untouched(0x2000, MEMORY_SIZE);
}

static void test_segment_in_memory(void **state)
{
	(void)state;
	image.segments[1].p_paddr = MEMORY_SIZE - 0xfff;
	check_refused("segment 1 (0x1000 bytes at 0x1f001) does not fit below 0x20000: link it "
		      "lower, or give the guest more memory");
	image.segments[1].p_paddr = MEMORY_SIZE - 0x1000;
	assert_true(load());
	/* sums that wrap */
	image.segments[1].p_paddr = UINT64_MAX - 0xfff;
	assert_false(load());
	image.segments[1].p_paddr = 0xffffffff80000000;
	check_refused("segment 1 (0x1000 bytes at 0xffffffff80000000) does not fit below 0x20000: "
		      "link it lower, or give the guest more memory");
	image.segments[1].p_paddr = 0x2000;
	image.segments[1].p_memsz = UINT64_MAX;
	assert_false(load());
	image.segments[1].p_memsz = UINT64_MAX - 0x1fff;
	assert_false(load());
}

/* Many that are as large as the memory would keep the machine busy for hours. */
static void test_segments_that_overlap(void **state)
{
	(void)state;
	image.segments[1].p_paddr = 0x1000;
	image.segments[1].p_memsz = MEMORY_SIZE - 0x1000;
	image.segments[0].p_memsz = 0x1000;
	image.segments[0].p_paddr = 0;
	image.header.e_entry = 0x10;
	assert_true(load()); /* all of it, just so */
	elf_image_load(&image, 0, 0, MEMORY_SIZE);
	check_refused("the segments up to 2 overlap: together they are larger than the memory");
}

static void test_limits_of_memory(void **state)
{
	unsigned char *file = elf_image_make(&image);

	(void)state;
	assert_true(load_bytes(file, image.size, 0x3000));
	check_untouched(0x3000, MEMORY_SIZE);
	for (uint64_t limit = 0; limit < 0x3000; limit += 0x7f) {
		memset(memory, UNTOUCHED, MEMORY_SIZE);
		assert_false(load_bytes(file, image.size, limit));
		assert_non_null(strstr(error, "does not fit below"));
		check_untouched((size_t)limit, MEMORY_SIZE);
	}
	free(file);
}

/* The words are cut where the caller's buffer ends. */
static void test_short_error_buffer(void **state)
{
	(void)state;
	for (size_t size = 1; size < 30; size++) {
		char *words = malloc(size);

		assert_false(elf64_load("", 0, memory, MEMORY_SIZE, &entry, words, size));
		assert_int_equal(strnlen(words, size), size - 1);
		assert_memory_equal(words, "the image is no ELF file: it has", size - 1);
		free(words);
	}
	assert_false(elf64_load("", 0, memory, MEMORY_SIZE, &entry, NULL, 0));
}

/* ---- Broken files; ASan watches both buffers */

static void test_every_truncation(void **state)
{
	unsigned char *file = elf_image_make(&image);

	(void)state;
	for (size_t size = 0; size < image.size; size++) {
		unsigned char *cut = malloc(size ? size : 1);

		memcpy(cut, file, size);
		assert_false(load_bytes(cut, size, MEMORY_SIZE));
		assert_true(error[0]);
		assert_int_equal(entry, UINT64_MAX);
		free(cut);
	}
	free(file);
}

/* Each byte of the headers with each value. */
static void test_every_byte(void **state)
{
	unsigned char *file = elf_image_make(&image);
	size_t headers = sizeof(Elf64_Ehdr) + 2 * sizeof(Elf64_Phdr);

	(void)state;
	for (size_t at = 0; at < headers; at++) {
		unsigned char was = file[at];

		for (unsigned int value = 0; value < 0x100; value++) {
			file[at] = (unsigned char)value;
			if (load_bytes(file, image.size, MEMORY_SIZE))
				assert_true(entry < MEMORY_SIZE);
			else
				assert_true(error[0]);
		}
		file[at] = was;
	}
	assert_true(load_bytes(file, image.size, MEMORY_SIZE));
	free(file);
}

static void test_random_mutations(void **state)
{
	static const uint64_t interesting[] = {
		0,	   1,	       0x7f,	  0x1000,    MEMORY_SIZE, MEMORY_SIZE - 1,
		INT32_MAX, UINT32_MAX, INT64_MAX, UINT64_MAX};
	enum { ROUNDS = 100000, INTERESTING = sizeof(interesting) / sizeof(interesting[0]) };
	uint64_t random = 88172645463325252ull;
	unsigned char *good = elf_image_make(&image);
	unsigned char *file = malloc(image.size);
	unsigned int loaded = 0;

	(void)state;
	for (unsigned int round = 0; round < ROUNDS; round++) {
		memcpy(file, good, image.size);
		for (unsigned int i = round % 4; i < 4; i++) {
			random ^= random << 13;
			random ^= random >> 7;
			random ^= random << 17;
			size_t at = (random >> 8) % 0xa8 & ~7ull;
			uint64_t value = random & 1 ? interesting[(random >> 24) % INTERESTING]
						    : random >> 40;

			memcpy(file + at, &value, random & 2 ? 8 : 4);
		}
		if (load_bytes(file, image.size, MEMORY_SIZE)) {
			assert_true(entry < MEMORY_SIZE);
			loaded++;
		} else {
			assert_true(error[0]);
		}
	}
	assert_true(loaded > 0 && loaded < ROUNDS); /* mutations of both sorts */
	free(file);
	free(good);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_segments_are_placed_and_cleared, setup,
						teardown),
		cmocka_unit_test_setup_teardown(test_what_is_loaded, setup, teardown),
		cmocka_unit_test_setup_teardown(test_entry_point, setup, teardown),
		cmocka_unit_test_setup_teardown(test_headers_anywhere, setup, teardown),
		cmocka_unit_test_setup_teardown(test_no_elf, setup, teardown),
		cmocka_unit_test_setup_teardown(test_another_machine, setup, teardown),
		cmocka_unit_test_setup_teardown(test_another_type, setup, teardown),
		cmocka_unit_test_setup_teardown(test_dynamic, setup, teardown),
		cmocka_unit_test_setup_teardown(test_program_headers, setup, teardown),
		cmocka_unit_test_setup_teardown(test_header_only, setup, teardown),
		cmocka_unit_test_setup_teardown(test_segment_in_the_file, setup, teardown),
		cmocka_unit_test_setup_teardown(test_segment_in_memory, setup, teardown),
		cmocka_unit_test_setup_teardown(test_segments_that_overlap, setup, teardown),
		cmocka_unit_test_setup_teardown(test_limits_of_memory, setup, teardown),
		cmocka_unit_test_setup_teardown(test_short_error_buffer, setup, teardown),
		cmocka_unit_test_setup_teardown(test_every_truncation, setup, teardown),
		cmocka_unit_test_setup_teardown(test_every_byte, setup, teardown),
		cmocka_unit_test_setup_teardown(test_random_mutations, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
