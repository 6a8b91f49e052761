/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The VMM's own execution environment on a CPU: descriptor tables, stacks, page tables, and what
 * happens when the VMM itself faults. Root.
 */
#ifndef VMM_HOST_H
#define VMM_HOST_H

#include "vmm/flat_gdt.h"
#include "vmm/handoff.h"

#include <stdint.h>

enum host_selector {
	HOST_CS = FLAT_CODE, /* entry.asm knows these two */
	HOST_DS = FLAT_DATA,
	HOST_TR = FLAT_TSS,
};

enum { HOST_INTERRUPT_STACKS = 7 };

/* 64-bit TSS (SDM 8.7): of use only for the interrupt stack table. */
struct host_tss {
	uint32_t reserved0;
	uint64_t rsp[3];
	uint64_t reserved1;
	uint64_t interrupt_stack[HOST_INTERRUPT_STACKS];
	uint64_t reserved2;
	uint16_t reserved3;
	uint16_t io_map;
} __attribute__((packed));

/* What each CPU has of its own; the IDT is the same for all. */
struct host_tables {
	uint64_t gdt[FLAT_GDT_ENTRIES];
	struct host_tss tss;
};

/* Fills the tables, with a stack for each kind of fault, and loads them and the IDT. Once on each
 * CPU. */
void host_load_tables(struct host_tables *tables);

uint64_t host_idt_base(void);

/*
 * Builds the VMM's page tables: its image with W^X, heap and guests' memory writable and never
 * executable, the rest of the handoff read-only, guard pages absent; and loads them. Once; other
 * CPUs load the same.
 */
void host_load_paging(const struct handoff *handoff);

/* A stack of HOST_STACK_SIZE with a guard page below it; returns its top, 16-byte aligned. After
 * paging. */
uint64_t host_allocate_stack(void);

/* What a CPU's fault stub leaves on its stack: entry.asm. */
struct host_frame {
	uint64_t gpr[16];
	uint64_t vector;
	uint64_t error_code;
	uint64_t rip;
	uint64_t cs;
	uint64_t rflags;
	uint64_t rsp;
	uint64_t ss;
};

/*
 * An interrupt or exception in root mode. NMIs are counted; anything else is a bug or broken
 * hardware and is reported, and the machine stops.
 */
void host_fault(const struct host_frame *frame);

/* Reports in printf() style on the serial line, after what was logged before, and stops the
 * machine. */
_Noreturn void host_panic(const char *format, ...) __attribute__((format(printf, 1, 2)));

#endif
