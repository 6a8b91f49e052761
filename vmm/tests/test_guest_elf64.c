/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a guest of kind elf64 finds (docs/guests.md, vmm/boot_info.h): the test walks the tables
 * that it is given as the processor would.
 */
#include "vmm/guest_elf64.h"

#include "vmm/boot_info.h"
#include "vmm/tests/elf_image.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include <cmocka.h>

static const uint64_t mebibyte = 1ull << 20;
static const uint64_t gibibyte = 1ull << 30;
static const uint64_t page_size = 0x1000;
static const uint64_t large_page = 0x200000;
static const uint64_t address_bits = 0x000ffffffffff000;

enum { ERROR_SIZE = 256, STACK_SIZE = 16 << 10 };
enum { P = 1, W = 2, LARGE = 0x80 };

/* ---- A guest: memory of its size, which costs nothing until it is touched */

static struct handoff_guest config;
static struct elf_image image;
static unsigned char *file;
static struct guest_entry entry;
static char error[ERROR_SIZE];

static bool give_memory(uint64_t size)
{
	void *memory = mmap(NULL, size, PROT_READ | PROT_WRITE,
			    MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);

	if (memory == MAP_FAILED)
		return false;
	config.memory = (struct span){(uint64_t)(uintptr_t)memory, size};
	return true;
}

static void take_memory(void)
{
	if (config.memory.base)
		munmap((void *)(uintptr_t)config.memory.base, config.memory.size);
	config.memory = (struct span){0};
}

static void give_image(void)
{
	free(file);
	file = elf_image_make(&image);
	config.image = (struct span){(uint64_t)(uintptr_t)file, image.size};
}

static int setup(void **state)
{
	(void)state;
	memset(&config, 0, sizeof(config));
	snprintf(config.name, sizeof(config.name), "mixed");
	snprintf(config.cmdline, sizeof(config.cmdline), "shares=70,20,10");
	elf_image_init(&image, 0x100010);
	elf_image_load(&image, 0x100000, 100, 0x3000);
	give_image();
	return 0;
}

static int teardown(void **state)
{
	(void)state;
	take_memory();
	free(file);
	file = NULL;
	return 0;
}

static bool load(void)
{
	memset(&entry, 0, sizeof(entry));
	memset(error, 0, sizeof(error));
	return guest_elf64_load(&config, 2394454123, &entry, error, sizeof(error));
}

static void load_with(uint64_t size)
{
	assert_true(give_memory(size));
	assert_true(load());
	assert_string_equal(error, "");
}

/* Guest-physical memory; there must be that much of it there. */
static const void *at(uint64_t address, uint64_t size)
{
	assert_true(address <= config.memory.size && size <= config.memory.size - address);
	return (const void *)(uintptr_t)(config.memory.base + address);
}

static uint64_t word_at(uint64_t address)
{
	uint64_t value;

	memcpy(&value, at(address, sizeof(value)), sizeof(value));
	return value;
}

static struct guest_boot_info boot_info(void)
{
	struct guest_boot_info info;

	memcpy(&info, at(entry.rdi, sizeof(info)), sizeof(info));
	return info;
}

/* ---- The entry state */

static void test_registers(void **state)
{
	(void)state;
	load_with(16 * mebibyte);
	assert_int_equal(entry.rip, 0x100010);
	assert_int_equal(entry.rsp % 16, 0);
	assert_int_equal(entry.cr3 % page_size, 0);
	for (unsigned int i = 0; i < 0x3000; i++)
		assert_int_equal(*(const unsigned char *)at(0x100000 + i, 1),
				 i < 100 ? elf_image_byte(0, i) : 0);
}

static void test_boot_info(void **state)
{
	(void)state;
	load_with(16 * mebibyte);

	struct guest_boot_info info = boot_info();

	assert_int_equal(info.magic, 0x31424750);
	assert_memory_equal(at(entry.rdi, 4), "PGB1", 4);
	assert_int_equal(info.size, 48);
	assert_int_equal(info.memory_size, 16 * mebibyte);
	assert_int_equal(info.tsc_hz, 2394454123);
	assert_string_equal(at(info.name, 6), "mixed");
	assert_string_equal(at(info.cmdline, 16), "shares=70,20,10");
}

/* The longest of both: whole, and with their NUL. */
static void test_longest_strings(void **state)
{
	(void)state;
	memset(config.name, 'n', sizeof(config.name) - 1);
	memset(config.cmdline, 'c', sizeof(config.cmdline) - 1);
	load_with(2 * mebibyte);
	assert_string_equal(at(boot_info().name, sizeof(config.name)), config.name);
	assert_string_equal(at(boot_info().cmdline, sizeof(config.cmdline)), config.cmdline);
	/* what else is there is still whole */
	assert_int_equal(boot_info().magic, GUEST_BOOT_MAGIC);
	assert_int_equal(word_at(entry.gdt), 0);
	assert_int_equal(word_at(entry.cr3) & 0xfff, P | W);
}

/* ---- The reserved area */

struct part {
	const char *name;
	uint64_t base;
	uint64_t size;
};

/* Everything lies in it, nothing lies on something else, and below is the guest's own. */
static void check_reserved_area(uint64_t size)
{
	struct guest_boot_info info = boot_info();
	uint64_t directory_pages = (size + gibibyte - 1) / gibibyte;
	uint64_t pdpt = word_at(entry.cr3) & address_bits;
	const struct part parts[] = {
		{"stack", entry.rsp - STACK_SIZE, STACK_SIZE},
		{"boot info", entry.rdi, sizeof(info)},
		{"name", info.name, HANDOFF_NAME_SIZE},
		{"command line", info.cmdline, HANDOFF_CMDLINE_SIZE},
		{"GDT", entry.gdt, (uint64_t)entry.gdt_limit + 1},
		{"TSS", entry.tss, (uint64_t)entry.tss_limit + 1},
		{"PML4", entry.cr3, page_size},
		{"PDPT", pdpt, page_size},
		{"directories", word_at(pdpt) & address_bits, directory_pages * page_size},
	};
	enum { COUNT = sizeof(parts) / sizeof(parts[0]) };

	assert_int_equal(info.reserved_base % page_size, 0);
	for (unsigned int i = 0; i < COUNT; i++) {
		if (parts[i].base < info.reserved_base || parts[i].base > size ||
		    parts[i].size > size - parts[i].base)
			fail_msg("%s is not in the reserved area", parts[i].name);
		for (unsigned int j = i + 1; j < COUNT; j++)
			if (parts[i].base < parts[j].base + parts[j].size &&
			    parts[j].base < parts[i].base + parts[i].size)
				fail_msg("%s and %s overlap", parts[i].name, parts[j].name);
	}
	/* the stack is lowest: what runs over goes to the guest's own memory */
	assert_int_equal(parts[0].base, info.reserved_base);
	/* one page for each GiB, and no more than a few for the rest */
	assert_true(size - info.reserved_base <= (16 + directory_pages) * page_size);
}

/* ---- The identity map */

/* Walks the tables: exactly [0, size), each page to itself. */
static void check_identity_map(uint64_t size)
{
	uint64_t mapped = 0;

	for (uint64_t i = 0; i < 512; i++) {
		uint64_t pml4e = word_at(entry.cr3 + i * 8);

		assert_int_equal(pml4e & ~address_bits, i == 0 ? P | W : 0);
		if (i > 0)
			assert_int_equal(pml4e, 0);
	}

	uint64_t pdpt = word_at(entry.cr3) & address_bits;

	for (uint64_t i = 0; i < 512; i++) {
		uint64_t pdpte = word_at(pdpt + i * 8);

		if (i * gibibyte >= size) {
			assert_int_equal(pdpte, 0);
			continue;
		}
		assert_int_equal(pdpte & ~address_bits, P | W);
		for (uint64_t j = 0; j < 512; j++) {
			uint64_t address = i * gibibyte + j * large_page;
			uint64_t pde = word_at((pdpte & address_bits) + j * 8);

			assert_int_equal(pde, address < size ? address | P | W | LARGE : 0);
			mapped += address < size ? large_page : 0;
		}
	}
	assert_int_equal(mapped, size);
}

static void test_memory_sizes(void **state)
{
	static const uint64_t sizes[] = {2, 4, 16, 80, 1022, 1024, 1026, 3 * 1024 + 2, 4096, 6000};

	(void)state;
	for (unsigned int i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		uint64_t size = sizes[i] * mebibyte;

		load_with(size);
		assert_int_equal(boot_info().memory_size, size);
		check_identity_map(size);
		check_reserved_area(size);
		take_memory();
	}
}

static void test_most_memory(void **state)
{
	(void)state;
	if (!give_memory(512 * gibibyte))
		skip(); /* the machine does not give that much address space */
	assert_true(load());
	check_identity_map(512 * gibibyte);
	check_reserved_area(512 * gibibyte);
}

/* What the guest's memory has besides image and reserved area stays as it was: zero. */
static void test_the_rest_is_untouched(void **state)
{
	(void)state;
	load_with(4 * mebibyte);
	for (uint64_t address = 0; address < boot_info().reserved_base; address += 8)
		if (address < 0x100000 || address >= 0x103000)
			assert_int_equal(word_at(address), 0);
	/* nor is there a byte on the stack */
	for (uint64_t address = entry.rsp - STACK_SIZE; address < entry.rsp; address += 8)
		assert_int_equal(word_at(address), 0);
}

/* ---- Descriptors (SDM 3.4.5, 8.2.3) */

struct descriptor {
	uint64_t base;
	uint32_t limit; /* in bytes */
	unsigned int type;
	bool code_or_data;
	unsigned int dpl;
	bool present;
	bool long_mode;
	bool big;
};

static struct descriptor decode(uint16_t selector)
{
	uint64_t low = word_at(entry.gdt + selector);
	uint32_t limit = (uint32_t)((low & 0xffff) | (low >> 32 & 0xf0000));

	assert_true(selector + 8 <= entry.gdt_limit + 1);
	return (struct descriptor){
		.base = (low >> 16 & 0xffffff) | (low >> 56) << 24,
		.limit = low >> 55 & 1 ? limit << 12 | 0xfff : limit,
		.type = low >> 40 & 0xf,
		.code_or_data = low >> 44 & 1,
		.dpl = low >> 45 & 3,
		.present = low >> 47 & 1,
		.long_mode = low >> 53 & 1,
		.big = low >> 54 & 1,
	};
}

static void test_descriptors(void **state)
{
	(void)state;
	load_with(16 * mebibyte);
	assert_int_equal(word_at(entry.gdt), 0);
	assert_int_equal(entry.gdt_limit, 5 * 8 - 1);

	struct descriptor code = decode(0x08);

	assert_true(code.code_or_data && code.present && code.long_mode && !code.big);
	assert_int_equal(code.type, 0xb); /* execute, read, accessed */
	assert_int_equal(code.dpl, 0);
	assert_int_equal(code.base, 0);
	assert_int_equal(code.limit, UINT32_MAX);

	struct descriptor data = decode(0x10);

	assert_true(data.code_or_data && data.present && !data.long_mode && data.big);
	assert_int_equal(data.type, 3); /* read, write, accessed */
	assert_int_equal(data.dpl, 0);
	assert_int_equal(data.base, 0);
	assert_int_equal(data.limit, UINT32_MAX);

	struct descriptor tss = decode(0x18);

	assert_true(!tss.code_or_data && tss.present && !tss.long_mode && !tss.big);
	assert_int_equal(tss.type, 0xb); /* busy */
	assert_int_equal(tss.dpl, 0);
	assert_int_equal(tss.base, entry.tss);
	assert_int_equal(tss.limit, entry.tss_limit);
	assert_int_equal(tss.limit, 103);
	assert_int_equal(word_at(entry.gdt + 0x20), 0); /* base 63:32 and reserved */
}

/* Above 4 GiB the TSS' descriptor needs its second half. */
static void test_descriptor_of_a_high_tss(void **state)
{
	(void)state;
	load_with(6 * gibibyte);
	assert_true(entry.tss >> 32);
	assert_int_equal(decode(0x18).base | word_at(entry.gdt + 0x20) << 32, entry.tss);
	assert_int_equal(word_at(entry.gdt + 0x20) >> 32, 0);
}

/*
 * No stacks, and no I/O permission map: it begins beyond the limit, so that CPL 3 has no port (SDM
 * 19.5.2).
 */
static void test_tss(void **state)
{
	uint16_t io_map;

	(void)state;
	load_with(16 * mebibyte);
	memcpy(&io_map, at(entry.tss + 102, 2), 2);
	assert_true(io_map > entry.tss_limit);
	for (unsigned int i = 0; i < 102; i++)
		assert_int_equal(*(const unsigned char *)at(entry.tss + i, 1), 0);
}

/* ---- Refusals */

static void test_sizes_refused(void **state)
{
	static const uint64_t sizes[] = {
		0,
		0x1000,
		0x100000,
		0x1ff000,
		0x200001,
		0x201000,
		(512ull << 30) + 0x200000,
		1ull << 63,
		0ull - 0x200000,
		UINT64_MAX,
	};

	(void)state;
	for (unsigned int i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++) {
		char words[ERROR_SIZE];

		snprintf(words, sizeof(words),
			 "%llu bytes of memory: it must be a multiple of 2 MiB, at most 512 GiB",
			 (unsigned long long)sizes[i]);
		config.memory = (struct span){0, sizes[i]}; /* not to be touched */
		assert_false(load());
		assert_string_equal(error, words);
	}
}

/* An image may go up to the reserved area, and no further. */
static void test_image_and_reserved_area(void **state)
{
	(void)state;
	load_with(2 * mebibyte);

	uint64_t base = boot_info().reserved_base;

	image.segments[0].p_memsz = base - 0x100000;
	give_image();
	assert_true(load());
	assert_int_equal(boot_info().magic, GUEST_BOOT_MAGIC);
	image.segments[0].p_memsz++;
	give_image();
	assert_false(load());
	assert_non_null(strstr(error, "does not fit below 0x1f7000"));
	assert_int_equal(base, 0x1f7000);
}

static void test_bad_image(void **state)
{
	(void)state;
	assert_true(give_memory(2 * mebibyte));
	image.header.e_machine = EM_386;
	give_image();
	assert_false(load());
	assert_non_null(strstr(error, "not for x86-64"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_registers, setup, teardown),
		cmocka_unit_test_setup_teardown(test_boot_info, setup, teardown),
		cmocka_unit_test_setup_teardown(test_longest_strings, setup, teardown),
		cmocka_unit_test_setup_teardown(test_memory_sizes, setup, teardown),
		cmocka_unit_test_setup_teardown(test_most_memory, setup, teardown),
		cmocka_unit_test_setup_teardown(test_the_rest_is_untouched, setup, teardown),
		cmocka_unit_test_setup_teardown(test_descriptors, setup, teardown),
		cmocka_unit_test_setup_teardown(test_descriptor_of_a_high_tss, setup, teardown),
		cmocka_unit_test_setup_teardown(test_tss, setup, teardown),
		cmocka_unit_test_setup_teardown(test_sizes_refused, setup, teardown),
		cmocka_unit_test_setup_teardown(test_image_and_reserved_area, setup, teardown),
		cmocka_unit_test_setup_teardown(test_bad_image, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
