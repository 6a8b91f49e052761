/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/cpu.h"
#include "vmm/host.h"
#include "vmm/interrupts.h"
#include "vmm/memory.h"
#include "vmm/page_table.h"
#include "vmm/x86.h"

/* Bounds of the image's parts, from vmm.lds. */
extern const char image_start[];
extern const char image_rodata[];
extern const char image_data[];
extern const char image_end[];

static struct page_table paging = {
	.table_flags = PAGING_PRESENT | PAGING_WRITE,
	.large_pages = true,
	.allocate = memory_allocate_page,
};

enum access { READ_ONLY, READ_WRITE, EXECUTE, DEVICE };

static uint64_t flags_for(enum access access)
{
	switch (access) {
	case EXECUTE:
		return PAGING_PRESENT;
	case DEVICE:
		return PAGING_PRESENT | PAGING_WRITE | PAGING_NO_EXECUTE | PAGING_CACHE_DISABLE;
	case READ_WRITE:
		return PAGING_PRESENT | PAGING_WRITE | PAGING_NO_EXECUTE;
	default:
		return PAGING_PRESENT | PAGING_NO_EXECUTE;
	}
}

/* Identity-maps the whole pages that hold a span. */
static void map(uint64_t base, uint64_t size, enum access access)
{
	uint64_t first = base & ~(uint64_t)(PAGE_SIZE - 1);
	uint64_t end = (base + size + PAGE_SIZE - 1) & ~(uint64_t)(PAGE_SIZE - 1);

	if (size && !page_table_map(&paging, first, first, end - first, flags_for(access)))
		host_panic("no memory for the page tables of 0x%lx to 0x%lx", first, end);
}

static void map_span(struct span span, enum access access)
{
	map(span.base, span.size, access);
}

static void map_image_part(const char *from, const char *to, enum access access)
{
	map((uintptr_t)from, (uintptr_t)to - (uintptr_t)from, access);
}

void host_load_paging(const struct handoff *handoff)
{
	if (!page_table_init(&paging))
		host_panic("no memory for page tables");
	map((uintptr_t)handoff, handoff->size, READ_ONLY);
	for (uint32_t i = 0; i < handoff->guest_count; i++) {
		map_span(handoff->guests[i].image, READ_ONLY);
		map_span(handoff->guests[i].memory, READ_WRITE);
	}
	for (uint32_t i = 0; i < handoff->program_count; i++)
		map_span(handoff->programs[i].object, READ_ONLY);
	map_span(handoff->heap, READ_WRITE);
	if (interrupts_apic_page())
		map(interrupts_apic_page(), PAGE_SIZE, DEVICE);
	map_image_part(image_start, image_rodata, EXECUTE);
	map_image_part(image_rodata, image_data, READ_ONLY);
	map_image_part(image_data, image_end, READ_WRITE);

	wrmsr(MSR_IA32_EFER, rdmsr(MSR_IA32_EFER) | EFER_NXE);
	write_cr0(read_cr0() | CR0_WP);
	write_cr3((uintptr_t)paging.root);
}

uint64_t host_allocate_stack(void)
{
	uintptr_t base = (uintptr_t)memory_require(PAGE_SIZE + HOST_STACK_SIZE, "a stack");

	if (!page_table_unmap(&paging, base))
		host_panic("no memory for a stack's guard page");
	__asm__ volatile("invlpg (%0)" : : "r"(base) : "memory");
	return base + PAGE_SIZE + HOST_STACK_SIZE;
}
