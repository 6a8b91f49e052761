/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Exceptions and interrupts: handlers for vectors, and faults that a test expects. The library
 * installs its own GDT, TSS and IDT before guest_main(). A vector without a handler that nobody
 * expects ends the guest by panic().
 */
#ifndef GUEST_TESTS_LIB_TRAP_H
#define GUEST_TESTS_LIB_TRAP_H

#include <stdbool.h>
#include <stdint.h>

/* The GDT. User data lies before user code, as SYSRET wants it. */
enum selector {
	SELECTOR_KERNEL_CODE = 0x08,
	SELECTOR_KERNEL_DATA = 0x10,
	SELECTOR_USER_DATA = 0x20 | 3,
	SELECTOR_USER_CODE = 0x28 | 3,
	SELECTOR_TSS = 0x30, /* two slots */
	SELECTOR_CODE32 = 0x40,
	SELECTOR_FREE = 0x48, /* two empty slots for tests, see trap_gdt() */
	GDT_SLOTS = 11,
};

enum vector {
	VECTOR_DE = 0,
	VECTOR_DB = 1,
	VECTOR_NMI = 2,
	VECTOR_BP = 3,
	VECTOR_UD = 6,
	VECTOR_NM = 7,
	VECTOR_DF = 8,
	VECTOR_NP = 11,
	VECTOR_SS = 12,
	VECTOR_GP = 13,
	VECTOR_PF = 14,
	VECTOR_MF = 16,
	VECTOR_AC = 17,
	VECTOR_XM = 19,
	VECTOR_TIMER = 0x40,
	VECTOR_USER = 0x80, /* INT 0x80 is allowed to CPL 3 */
	VECTOR_SPURIOUS = 0xff,
	VECTORS = 256,
};

/* Where the stubs of start.asm put everything; IRETQ takes it from there again. */
struct trap_frame {
	uint64_t r15, r14, r13, r12, r11, r10, r9, r8, rbp, rdi, rsi, rdx, rcx, rbx, rax;
	uint64_t vector, error;
	uint64_t rip, cs, rflags, rsp, ss;
};

typedef void trap_handler(struct trap_frame *frame);

/* Installs a handler for a vector, or none. The handler may change the frame; interrupts are off in
 * it. */
void trap_handle(enum vector vector, trap_handler *handler);

struct fault {
	uint64_t vector;
	uint64_t error;
	uint64_t address; /* CR2 */
	uint64_t rip;
	uint64_t rflags;
	uint64_t rax;
	uint64_t cs;
};

/*
 * Calls function(argument). If it raises something that has no handler, it is abandoned there:
 * true, and what it was is in fault. False if it came back. Registers and flags are then as at the
 * call; what else it changed stays. May be nested.
 */
bool trap_expect(void (*function)(void *), void *argument, struct fault *fault);

/* trap_expect() for tests: did function(argument) raise this vector, and nothing else? */
bool trap_raises(void (*function)(void *), void *argument, enum vector vector);

/* The GDT in use and its size in slots, for tests that want segments of their own. */
uint64_t *trap_gdt(void);

/*
 * For tests that break things: a gate's interrupt stack (0 none, 1 to 7), target, and present bit;
 * the top of an interrupt stack (2 to 7; 1 is the double fault's).
 */
void trap_gate_stack(enum vector vector, unsigned int stack);
void trap_gate_target(enum vector vector, uint64_t address);
void trap_gate_present(enum vector vector, bool present);
void trap_interrupt_stack(unsigned int stack, uint64_t top);

/* Called once, before guest_main(). */
void trap_init(void);

/* start.asm */
void trap_resume(struct trap_frame *frame) __attribute__((noreturn));
void user_enter(uint64_t rip, uint64_t rsp, uint64_t argument, uint64_t rflags)
	__attribute__((noreturn));

#endif
