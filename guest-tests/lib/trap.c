/* SPDX-License-Identifier: BSD-2-Clause */
#include "guest-tests/lib/trap.h"

#include "guest-tests/lib/lib.h"

enum {
	STUB_SIZE = 16,
	TRAP_STACK_SIZE = 8192,
	GATE_INTERRUPT = 0x8e,
	GATE_USER = 0xee,
	GATE_PRESENT = 0x80
};

struct tss {
	uint32_t reserved0;
	uint64_t rsp[3];
	uint64_t reserved1;
	uint64_t ist[7];
	uint64_t reserved2;
	uint16_t reserved3;
	uint16_t io_map;
} __attribute__((packed));

struct gate {
	uint16_t offset_low;
	uint16_t selector;
	uint8_t stack;
	uint8_t type;
	uint16_t offset_middle;
	uint32_t offset_high;
	uint32_t reserved;
};

struct table_pointer {
	uint16_t limit;
	uint64_t base;
} __attribute__((packed));

extern const uint8_t trap_stubs[VECTORS][STUB_SIZE];
void trap_load_segments(uint16_t tss);
uint64_t trap_guard(void (*function)(void *), void *argument, uint64_t *recovery);
extern const uint8_t trap_recover[];
void trap_dispatch(struct trap_frame *frame);

static uint64_t gdt[GDT_SLOTS] = {
	[SELECTOR_KERNEL_CODE / 8] = 0x00af9b000000ffff,
	[SELECTOR_KERNEL_DATA / 8] = 0x00cf93000000ffff,
	[SELECTOR_USER_DATA / 8] = 0x00cff3000000ffff,
	[SELECTOR_USER_CODE / 8] = 0x00affb000000ffff,
	[SELECTOR_CODE32 / 8] = 0x00cf9b000000ffff,
};
static struct gate idt[VECTORS];
static struct tss tss;
static uint8_t trap_stack[TRAP_STACK_SIZE] __attribute__((aligned(16)));
static uint8_t fault_stack[TRAP_STACK_SIZE] __attribute__((aligned(16)));

static trap_handler *handlers[VECTORS];

/* The innermost trap_expect(): its stack pointer, and where it wants the fault. */
static struct {
	uint64_t *recovery;
	struct fault *fault;
} expected;

void trap_handle(enum vector vector, trap_handler *handler)
{
	handlers[vector] = handler;
}

uint64_t *trap_gdt(void)
{
	return gdt;
}

void trap_gate_stack(enum vector vector, unsigned int stack)
{
	idt[vector].stack = (uint8_t)stack;
}

void trap_gate_target(enum vector vector, uint64_t address)
{
	idt[vector].offset_low = (uint16_t)address;
	idt[vector].offset_middle = (uint16_t)(address >> 16);
	idt[vector].offset_high = (uint32_t)(address >> 32);
}

void trap_gate_present(enum vector vector, bool present)
{
	idt[vector].type =
		(uint8_t)((idt[vector].type & ~GATE_PRESENT) | (present ? GATE_PRESENT : 0));
}

void trap_interrupt_stack(unsigned int stack, uint64_t top)
{
	tss.ist[stack - 1] = top;
}

void trap_init(void)
{
	uint64_t base = (uint64_t)&tss;
	struct table_pointer gdt_pointer = {sizeof(gdt) - 1, (uint64_t)gdt};
	struct table_pointer idt_pointer = {sizeof(idt) - 1, (uint64_t)idt};

	tss.rsp[0] = (uint64_t)trap_stack + sizeof(trap_stack);
	tss.ist[0] = (uint64_t)fault_stack + sizeof(fault_stack);
	tss.io_map = sizeof(tss);
	gdt[SELECTOR_TSS / 8] = (sizeof(tss) - 1) | (base & 0xffffff) << 16 | 0x89ull << 40 |
				(base >> 24 & 0xff) << 56;
	gdt[SELECTOR_TSS / 8 + 1] = base >> 32;

	for (unsigned int vector = 0; vector < VECTORS; vector++) {
		idt[vector].selector = SELECTOR_KERNEL_CODE;
		idt[vector].type =
			vector == VECTOR_BP || vector == VECTOR_USER ? GATE_USER : GATE_INTERRUPT;
		trap_gate_target((enum vector)vector, (uint64_t)trap_stubs[vector]);
	}
	trap_gate_stack(VECTOR_DF, 1);

	__asm__ volatile("lgdt %0" ::"m"(gdt_pointer) : "memory");
	trap_load_segments(SELECTOR_TSS);
	__asm__ volatile("lidt %0" ::"m"(idt_pointer) : "memory");
}

/* Turns the frame into a return from trap_guard(), at CPL 0, wherever it came from. */
static void recover(struct trap_frame *frame)
{
	*expected.fault = (struct fault){
		.vector = frame->vector,
		.error = frame->error,
		.address = read_cr2(),
		.rip = frame->rip,
		.rflags = frame->rflags,
		.rax = frame->rax,
		.cs = frame->cs,
	};
	frame->rip = (uint64_t)trap_recover;
	frame->cs = SELECTOR_KERNEL_CODE;
	frame->rflags = RFLAGS_FIXED;
	frame->rsp = *expected.recovery;
	frame->ss = SELECTOR_KERNEL_DATA;
}

void trap_dispatch(struct trap_frame *frame)
{
	if (handlers[frame->vector]) {
		handlers[frame->vector](frame);
		return;
	}
	if (expected.recovery) {
		recover(frame);
		return;
	}
	panic("unexpected vector %llu, error 0x%llx, at rip 0x%llx, cs 0x%llx, rsp 0x%llx, "
	      "rflags 0x%llx, cr2 0x%llx",
	      (unsigned long long)frame->vector, (unsigned long long)frame->error,
	      (unsigned long long)frame->rip, (unsigned long long)frame->cs,
	      (unsigned long long)frame->rsp, (unsigned long long)frame->rflags,
	      (unsigned long long)read_cr2());
}

bool trap_expect(void (*function)(void *), void *argument, struct fault *fault)
{
	typeof(expected) outer = expected;
	uint64_t recovery;

	*fault = (struct fault){0};
	expected.recovery = &recovery;
	expected.fault = fault;

	bool raised = trap_guard(function, argument, &recovery) != 0;

	expected = outer;
	return raised;
}

bool trap_raises(void (*function)(void *), void *argument, enum vector vector)
{
	struct fault fault;

	return trap_expect(function, argument, &fault) && fault.vector == vector;
}
