/* SPDX-License-Identifier: BSD-2-Clause */
/* Cases that need another mode than 64-bit mode, and endless exceptions. hostile_modes.asm has the
 * code in those modes. */
#include "guest-tests/guests/hostile.h"

enum {
	SELECTOR_TSS32 = SELECTOR_FREE,
	SELECTOR_CODE16 = SELECTOR_FREE,
	SELECTOR_DATA16 = SELECTOR_FREE + 8,
	SELECTOR_USER_CODE32 = 0x18 | 3,
	TSS32_SIZE = 104,
	REAL_MODE_BASE = 0x8000, /* hostile_modes.asm copies its 16-bit code there */
	GATE32_USER = 0xee,
};

extern const uint8_t modes_real_begin[];
extern const uint8_t modes_real_end[];
extern const uint8_t modes_ac_handler[];

/* hostile_modes.asm; none of them comes back. */
void modes_task_switch(uint16_t tss) __attribute__((noreturn));
void modes_real(void) __attribute__((noreturn));
void modes_endless_ac(const void *idt_pointer, void *odd_stack) __attribute__((noreturn));

/*
 * CVE-2015-8104: the processor writes the #DB's frame to an interrupt stack, and a data breakpoint
 * watches just that: each delivery is the cause of the next, and no instruction runs between them.
 */
void endless_db(void)
{
	enum { STACK = 4, DR7_ENABLE_WRITE_8 = 0x90002 | 0x400 };
	uint64_t top = (uint64_t)page_alloc() + PAGE_SIZE;

	trap_interrupt_stack(STACK, top);
	trap_gate_stack(VECTOR_DB, STACK);
	write_dr(0, top - 8);
	write_dr(7, DR7_ENABLE_WRITE_8);
	__asm__ volatile("movq $0, (%0)" ::"r"(top - 8) : "memory");
}

/*
 * CVE-2015-5307: at CPL 3 in 32-bit mode the frame of an #AC is itself pushed to a misaligned
 * stack, which raises #AC.
 */
void endless_ac(void)
{
	struct {
		uint16_t limit;
		uint32_t base;
	} __attribute__((packed)) pointer;
	uint64_t *idt = page_alloc();
	uint64_t handler = (uint64_t)modes_ac_handler;
	uint8_t *stack = page_alloc();

	trap_gdt()[SELECTOR_USER_CODE32 / 8] = 0x00cffb000000ffff;
	idt[VECTOR_AC] = (handler & 0xffff) | (uint64_t)SELECTOR_USER_CODE32 << 16 |
			 (uint64_t)GATE32_USER << 40 | (handler >> 16) << 48;
	pointer.limit = PAGE_SIZE - 1;
	pointer.base = (uint32_t)(uint64_t)idt;
	write_cr0(read_cr0() | CR0_AM);
	modes_endless_ac(&pointer, stack + PAGE_SIZE / 2 + 1);
}

/* A jump to a task state segment in 32-bit protected mode: a switch that VMX leaves to the
 * hypervisor. */
void task_switch(void)
{
	uint64_t tss = (uint64_t)page_alloc();

	trap_gdt()[SELECTOR_TSS32 / 8] =
		(TSS32_SIZE - 1) | (tss & 0xffffff) << 16 | 0x89ull << 40 | (tss >> 24) << 56;
	modes_task_switch(SELECTOR_TSS32);
}

/* What modes_paging() works with; hostile_modes.asm has the offsets. All in 32 bits. */
struct trip {
	uint32_t extra; /* bits of CR0 to change with PG */
	uint32_t probe; /* linear address that only the tables here map */
	uint32_t pae_cr3;
	uint32_t legacy_cr3;
	uint32_t long_cr3;
	uint32_t seen_pae;
	uint32_t seen_legacy;
};

/* From 64-bit mode to PAE paging, to 32-bit paging, and back. */
void modes_paging(struct trip *trip);

/*
 * Each kind of paging is switched on and off by MOV to CR0, once alone and once together with CD: a
 * bit that the hypervisor owns, so that it must do by software all that the processor does with the
 * others in the same instruction.
 */
void paging_modes(void)
{
	enum { PAE_ENTRIES = 512, FLAGS = PAGE_PRESENT | PAGE_WRITE | PAGE_LARGE, MARK = 0x600d };
	static volatile uint32_t marker = MARK;
	static const uint32_t extras[] = {0, CR0_CD};
	uint64_t *pdpt = page_alloc();
	uint64_t *pae = page_alloc();
	uint32_t *legacy = page_alloc();

	/* The first GiB, at 0 and at 1 GiB. */
	pdpt[0] = pdpt[1] = (uint64_t)pae | PAGE_PRESENT;
	for (uint32_t i = 0; i < PAE_ENTRIES; i++)
		pae[i] = FLAGS | i << 21;
	for (uint32_t i = 0; i < PAE_ENTRIES / 2; i++)
		legacy[i] = legacy[PAE_ENTRIES / 2 + i] = FLAGS | i << 22;

	for (size_t i = 0; i < sizeof(extras) / sizeof(extras[0]); i++) {
		struct trip trip = {
			.extra = extras[i],
			.probe = (1u << 30) + (uint32_t)(uint64_t)&marker,
			.pae_cr3 = (uint32_t)(uint64_t)pdpt,
			.legacy_cr3 = (uint32_t)(uint64_t)legacy,
			.long_cr3 = (uint32_t)read_cr3(),
		};

		modes_paging(&trip);
		test_check(trip.seen_pae == MARK, "pae-paging", "0x%x with CR0 bits 0x%x",
			   trip.seen_pae, trip.extra);
		test_check(trip.seen_legacy == MARK, "32-bit-paging", "0x%x with CR0 bits 0x%x",
			   trip.seen_legacy, trip.extra);
		test_check((rdmsr(MSR_EFER) & EFER_LMA) && !(read_cr0() & CR0_CD), "long-mode",
			   "EFER 0x%llx, CR0 0x%llx", (unsigned long long)rdmsr(MSR_EFER),
			   (unsigned long long)read_cr0());
	}
}

/*
 * Out of long mode, through protected mode without paging, to real mode with 4 GiB segments and
 * back to none of them: each is a state that VM entry checks by other rules. It ends there, by the
 * exit port.
 */
void odd_modes(void)
{
	trap_gdt()[SELECTOR_CODE16 / 8] = 0x00009b000000ffff | (uint64_t)REAL_MODE_BASE << 16;
	trap_gdt()[SELECTOR_DATA16 / 8] = 0x000093000000ffff;
	memcpy((void *)REAL_MODE_BASE, modes_real_begin,
	       (size_t)(modes_real_end - modes_real_begin));
	modes_real();
}
