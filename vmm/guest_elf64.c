/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/guest_elf64.h"

#include "dsl/base/fmt.h"
#include "vmm/boot_info.h"
#include "vmm/elf.h"
#include "vmm/flat_gdt.h"
#include "vmm/page_table.h"

#include <string.h>

/* The reserved area, from its base up; the stack is lowest, so that its overflow hits the guest's
 * own memory. */
enum {
	STACK_OFFSET = 0,
	STACK_SIZE = 16 << 10,
	INFO_OFFSET = STACK_OFFSET + STACK_SIZE,
	NAME_OFFSET = INFO_OFFSET + 256,
	CMDLINE_OFFSET = INFO_OFFSET + 512,
	GDT_OFFSET = INFO_OFFSET + PAGE_SIZE,
	TSS_OFFSET = GDT_OFFSET + 256,
	TSS_SIZE = 104,
	TSS_IO_MAP = 102, /* 16 bits: offset of the I/O permission map (SDM 8.7) */
	PML4_OFFSET = GDT_OFFSET + PAGE_SIZE,
	PDPT_OFFSET = PML4_OFFSET + PAGE_SIZE,
	PD_OFFSET = PDPT_OFFSET + PAGE_SIZE,

	ENTRIES_PER_TABLE = 512,
};

_Static_assert(sizeof(struct guest_boot_info) <= 256, "NAME_OFFSET");
_Static_assert(HANDOFF_CMDLINE_SIZE + 512 <= PAGE_SIZE, "GDT_OFFSET");

static const uint64_t gigabyte = 1ull << 30;

static void write_gdt(unsigned char *reserved, uint64_t tss)
{
	uint64_t gdt[FLAT_GDT_ENTRIES];

	flat_gdt_fill(gdt, tss, TSS_SIZE, TSS_BUSY);
	memcpy(reserved + GDT_OFFSET, gdt, sizeof(gdt));
}

/*
 * All zero, but without an I/O permission map: one at 0 would let CPL 3 use most ports (SDM
 * 19.5.2).
 */
static void write_tss(unsigned char *reserved)
{
	const uint16_t beyond = TSS_SIZE;

	memcpy(reserved + TSS_OFFSET + TSS_IO_MAP, &beyond, sizeof(beyond));
}

/* An identity map of all of the guest's memory with 2 MiB pages. */
static void write_page_tables(unsigned char *reserved, uint64_t base, uint64_t memory_size)
{
	uint64_t *pml4 = (uint64_t *)(reserved + PML4_OFFSET);
	uint64_t *pdpt = (uint64_t *)(reserved + PDPT_OFFSET);
	uint64_t *pd = (uint64_t *)(reserved + PD_OFFSET);

	pml4[0] = (base + PDPT_OFFSET) | PAGING_PRESENT | PAGING_WRITE;
	for (uint64_t i = 0; i * LARGE_PAGE_SIZE < memory_size; i++) {
		if (i % ENTRIES_PER_TABLE == 0)
			pdpt[i / ENTRIES_PER_TABLE] = (base + PD_OFFSET + i * sizeof(*pd)) |
						      PAGING_PRESENT | PAGING_WRITE;
		pd[i] = i * LARGE_PAGE_SIZE | PAGING_PRESENT | PAGING_WRITE | PAGING_LARGE;
	}
}

static void write_boot_info(unsigned char *reserved, uint64_t base,
			    const struct handoff_guest *config, uint64_t tsc_hz)
{
	struct guest_boot_info info = {
		.magic = GUEST_BOOT_MAGIC,
		.size = sizeof(info),
		.memory_size = config->memory.size,
		.reserved_base = base,
		.tsc_hz = tsc_hz,
		.cmdline = base + CMDLINE_OFFSET,
		.name = base + NAME_OFFSET,
	};

	memcpy(reserved + INFO_OFFSET, &info, sizeof(info));
	memcpy(reserved + NAME_OFFSET, config->name, HANDOFF_NAME_SIZE);
	memcpy(reserved + CMDLINE_OFFSET, config->cmdline, HANDOFF_CMDLINE_SIZE);
}

bool guest_elf64_load(const struct handoff_guest *config, uint64_t tsc_hz,
		      struct guest_entry *entry, char *error, size_t error_size)
{
	unsigned char *memory = (unsigned char *)(uintptr_t)config->memory.base;
	uint64_t size = config->memory.size;
	uint64_t directories = size / gigabyte + (size % gigabyte != 0);
	uint64_t reserved_size = PD_OFFSET + directories * PAGE_SIZE;

	if (!size || size % LARGE_PAGE_SIZE || directories > ENTRIES_PER_TABLE) {
		fmt_format(error, error_size,
			   "%lu bytes of memory: it must be a multiple of 2 MiB, at most 512 GiB",
			   size);
		return false;
	}

	uint64_t base = size - reserved_size;

	if (!elf64_load((const void *)(uintptr_t)config->image.base, config->image.size, memory,
			base, &entry->rip, error, error_size))
		return false;
	write_gdt(memory + base, base + TSS_OFFSET);
	write_tss(memory + base);
	write_page_tables(memory + base, base, size);
	write_boot_info(memory + base, base, config, tsc_hz);
	entry->rsp = base + STACK_OFFSET + STACK_SIZE;
	entry->rdi = base + INFO_OFFSET;
	entry->cr3 = base + PML4_OFFSET;
	entry->gdt = base + GDT_OFFSET;
	entry->gdt_limit = FLAT_GDT_ENTRIES * sizeof(uint64_t) - 1;
	entry->tss = base + TSS_OFFSET;
	entry->tss_limit = TSS_SIZE - 1;
	return true;
}
