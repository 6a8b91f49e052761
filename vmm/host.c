/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/host.h"

#include "vmm/cpu.h"
#include "vmm/describe.h"
#include "vmm/memory.h"
#include "vmm/output.h"
#include "vmm/x86.h"

#include <stdarg.h>

extern const uint64_t host_stubs[256]; /* entry.asm */
void host_reload_segments(void);

struct idt_gate {
	uint16_t offset_low;
	uint16_t selector;
	uint8_t ist;
	uint8_t type;
	uint16_t offset_middle;
	uint32_t offset_high;
	uint32_t reserved;
};

struct table_register {
	uint16_t limit;
	uint64_t base;
} __attribute__((packed));

/*
 * Every vector has an interrupt stack: while the exit path pushes a guest's registers, RSP points
 * into a vCPU and nothing may be pushed below it. NMI, #DF and #MC can arrive on top of another
 * fault and have their own.
 */
enum interrupt_stack {
	STACK_FAULT = 1,
	STACK_NMI,
	STACK_DOUBLE_FAULT,
	STACK_MACHINE_CHECK,
	STACKS = STACK_MACHINE_CHECK,
};

enum {
	GATE_INTERRUPT = 0x8e, /* present, DPL 0, 64-bit interrupt gate */
	IDT_VECTORS = 256,
};

static struct idt_gate idt[IDT_VECTORS] __attribute__((aligned(16)));

uint64_t host_idt_base(void)
{
	return (uintptr_t)idt;
}

static enum interrupt_stack stack_for(unsigned int vector)
{
	switch (vector) {
	case VECTOR_NMI:
		return STACK_NMI;
	case VECTOR_DF:
		return STACK_DOUBLE_FAULT;
	case VECTOR_MC:
		return STACK_MACHINE_CHECK;
	default:
		return STACK_FAULT;
	}
}

static void set_gate(unsigned int vector)
{
	uint64_t stub = host_stubs[vector];

	idt[vector] = (struct idt_gate){
		.offset_low = stub & 0xffff,
		.selector = HOST_CS,
		.ist = stack_for(vector),
		.type = GATE_INTERRUPT,
		.offset_middle = stub >> 16 & 0xffff,
		.offset_high = stub >> 32,
	};
}

void host_load_tables(struct host_tables *tables)
{
	struct table_register gdtr = {sizeof(tables->gdt) - 1, (uintptr_t)tables->gdt};
	struct table_register idtr = {sizeof(idt) - 1, host_idt_base()};

	flat_gdt_fill(tables->gdt, (uintptr_t)&tables->tss, sizeof(tables->tss), TSS_AVAILABLE);
	tables->tss.io_map = sizeof(tables->tss);
	for (unsigned int i = 0; i < STACKS; i++)
		tables->tss.interrupt_stack[i] = host_allocate_stack();
	for (unsigned int vector = 0; vector < IDT_VECTORS; vector++)
		set_gate(vector);

	__asm__ volatile("lgdt %0" : : "m"(gdtr));
	host_reload_segments();
	__asm__ volatile("lidt %0" : : "m"(idtr));
	__asm__ volatile("ltr %w0" : : "r"(HOST_TR));
}

void host_fault(const struct host_frame *frame)
{
	if (frame->vector == VECTOR_NMI) {
		machine.cpu->nmis++;
		return;
	}

	char event[DESCRIBE_SIZE];
	uint32_t information = INTERRUPTION_VALID | INTERRUPTION_HARDWARE_EXCEPTION |
			       INTERRUPTION_ERROR_CODE | (uint32_t)frame->vector;

	describe_event(event, sizeof(event), information, (uint32_t)frame->error_code);
	log_line("fault in the VMM: %s at RIP 0x%lx (image + 0x%lx), CR2 0x%lx", event, frame->rip,
		 frame->rip - machine.handoff->vmm.base, read_cr2());
	for (unsigned int i = 0; i < GPR_COUNT; i += 4)
		log_line("  %-3s %016lx  %-3s %016lx  %-3s %016lx  %-3s %016lx", gpr_name(i),
			 i == GPR_RSP ? frame->rsp : frame->gpr[i], gpr_name(i + 1),
			 frame->gpr[i + 1], gpr_name(i + 2), frame->gpr[i + 2], gpr_name(i + 3),
			 frame->gpr[i + 3]);
	host_panic(
		"this is a bug in Probevisor or broken hardware; please report it with these lines");
}

void host_panic(const char *format, ...)
{
	char text[LOG_LINE_SIZE];
	va_list args;

	va_start(args, format);
	fmt_vformat(text, sizeof(text), format, args);
	va_end(args);
	log_line("panic: %s", text);
	log_line("exit status %d", EXIT_STATUS_PANIC);
	output_flush();
	cpu_halt();
}

void vmx_fail(const char *instruction, uint64_t operand)
{
	uint64_t error = 0;

	vmread_safe(VMX_VM_INSTRUCTION_ERROR, &error);
	host_panic("%s failed with operand 0x%lx: %s", instruction, operand,
		   instruction_error_text((uint32_t)error));
}
