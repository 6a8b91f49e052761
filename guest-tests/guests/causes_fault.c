/* SPDX-License-Identifier: BSD-2-Clause */
/* Exceptions at CPL 0: whatever the hypervisor intercepts, the guest must get them as without it.
 */
#include "guest-tests/guests/causes.h"

enum { ERROR_PRESENT = 1 << 0, ERROR_WRITE = 1 << 1, ERROR_FETCH = 1 << 4 };
#define NON_CANONICAL 0x800000000000ull

static void divide(void *zero)
{
	uint64_t rax = 1, rdx = 0;

	__asm__ volatile("divq %2" : "+a"(rax), "+d"(rdx) : "r"(unbox(zero)));
}

static void read_at(void *address)
{
	(void)*(volatile uint8_t *)address;
}

static void read_beyond(void *argument)
{
	(void)argument;
	read_at(box(NON_CANONICAL));
}

static void write_at(void *address)
{
	*(volatile uint8_t *)address = 1;
}

static void call_at(void *address)
{
	((void (*)(void))address)();
}

static void jump_to(void *address)
{
	__asm__ volatile("jmp *%0" ::"r"(address));
}

static void read_stack_at(void *address)
{
	__asm__ volatile("mov %0, %%rbp; movb (%%rbp), %%al" ::"r"(address) : "rbp", "rax");
}

static void load_ds(void *selector)
{
	__asm__ volatile("mov %w0, %%ds" ::"r"((uint16_t)unbox(selector)));
}

static void breakpoint(void *argument)
{
	(void)argument;
	__asm__ volatile("int3");
}

static void software_interrupt(void *argument)
{
	(void)argument;
	__asm__ volatile("int $0x77");
}

static void iret_nested(void *argument)
{
	(void)argument;
	__asm__ volatile("pushfq; orq $0x4000, (%rsp); popfq; iretq");
}

static void x87_divide(void *argument)
{
	(void)argument;
	/* All exceptions unmasked; the one of FDIV comes at the next waiting instruction. */
	__asm__ volatile("fninit; push $0x340; fldcw (%rsp); pop %rax; fld1; fldz; fdivrp; fwait");
}

static void sse_divide(void *argument)
{
	static const uint32_t mxcsr = 0x1d80; /* division by zero unmasked */
	static const float one = 1;

	(void)argument;
	__asm__ volatile(
		"ldmxcsr %0; xorps %%xmm1, %%xmm1; movss %1, %%xmm0; divss %%xmm1, %%xmm0" ::"m"(
			mxcsr),
		"m"(one));
}

static void check_fault(const char *name, void (*function)(void *), void *argument, uint64_t vector,
			uint64_t error)
{
	struct fault fault;
	bool raised = trap_expect(function, argument, &fault);

	test_check(raised && fault.vector == vector && fault.error == error, name,
		   "vector %lld, error 0x%llx instead of vector %llu, error 0x%llx",
		   raised ? (long long)fault.vector : -1, (unsigned long long)fault.error,
		   (unsigned long long)vector, (unsigned long long)error);
}

static void check_page_fault(const char *name, void (*function)(void *), uint64_t address,
			     uint64_t error)
{
	struct fault fault;

	write_cr2(0x5a5a);
	bool raised = trap_expect(function, box(address), &fault);

	test_check(raised && fault.vector == VECTOR_PF && fault.error == error &&
			   fault.address == address,
		   name, "vector %lld, error 0x%llx, CR2 0x%llx",
		   raised ? (long long)fault.vector : -1, (unsigned long long)fault.error,
		   (unsigned long long)fault.address);
}

static void check_page_faults(void)
{
	struct space space = space_new();
	struct space before = {read_cr3()};
	uint64_t unmapped = USER_BASE + 9 * PAGE_SIZE + 0x123;

	space_map(space, USER_BASE, (uint64_t)page_alloc(), PAGE_NO_EXECUTE);
	write_cr3(space.cr3);
	check_page_fault("pf-read-unmapped", read_at, unmapped, 0);
	check_page_fault("pf-write-unmapped", write_at, unmapped, ERROR_WRITE);
	check_page_fault("pf-fetch-unmapped", call_at, unmapped, ERROR_FETCH);
	check_page_fault("pf-write-read-only", write_at, USER_BASE, ERROR_WRITE | ERROR_PRESENT);
	check_page_fault("pf-fetch-no-execute", call_at, USER_BASE, ERROR_FETCH | ERROR_PRESENT);
	write_cr0(read_cr0() & ~(uint64_t)CR0_WP);
	check_raises("no-pf-without-wp", write_at, box(USER_BASE), NO_FAULT);
	write_cr0(read_cr0() | CR0_WP);
	write_cr3(before.cr3);
}

/* #GP that cannot be delivered since its gate is not present: #NP during #GP makes a double fault.
 */
static void check_double_fault(void)
{
	trap_gate_present(VECTOR_GP, false);
	check_fault("double-fault", read_at, box(NON_CANONICAL), VECTOR_DF, 0);
	trap_gate_present(VECTOR_GP, true);
}

/*
 * Interrupt stacks that are not mapped: a page fault while something is delivered. While INT n or
 * #GP is, the guest sees the page fault; while a page fault is, it is a double fault (SDM table
 * 6-5).
 */
static void check_fault_in_delivery(void)
{
	enum { STACK = 2, VECTOR_INT = 0x77 };
	uint64_t unmapped = USER_BASE + 20 * PAGE_SIZE;

	trap_interrupt_stack(STACK, unmapped);
	trap_gate_stack((enum vector)VECTOR_INT, STACK);
	check_page_fault("pf-in-int-n", software_interrupt, unmapped - 8, ERROR_WRITE);
	trap_gate_stack((enum vector)VECTOR_INT, 0);
	trap_gate_stack(VECTOR_GP, STACK);
	check_page_fault("pf-in-gp", read_beyond, unmapped - 8, ERROR_WRITE);
	trap_gate_stack(VECTOR_GP, 0);
	trap_gate_stack(VECTOR_PF, STACK);
	check_fault("pf-in-pf-is-df", read_at, box(unmapped), VECTOR_DF, 0);
	trap_gate_stack(VECTOR_PF, 0);
}

void causes_fault(void)
{
	uint64_t absent = 0x00cf13000000ffff; /* a data segment with P = 0 */
	struct fault fault;

	check_fault("de", divide, box(0), VECTOR_DE, 0);
	check_fault("gp-read-non-canonical", read_at, box(NON_CANONICAL), VECTOR_GP, 0);
	check_fault("gp-jump-non-canonical", jump_to, box(NON_CANONICAL), VECTOR_GP, 0);
	check_fault("ss-non-canonical", read_stack_at, box(NON_CANONICAL), VECTOR_SS, 0);
	check_fault("gp-selector-beyond-gdt", load_ds, box(0xff8), VECTOR_GP, 0xff8);
	trap_gdt()[SELECTOR_FREE / 8] = absent;
	check_fault("np", load_ds, box(SELECTOR_FREE), VECTOR_NP, SELECTOR_FREE);
	trap_gdt()[SELECTOR_FREE / 8] = 0;
	check_fault("iret-with-nt", iret_nested, NULL, VECTOR_GP, 0);
	check_fault("int-n", software_interrupt, NULL, 0x77, 0);
	check_page_faults();
	check_fault("mf", x87_divide, NULL, VECTOR_MF, 0);
	__asm__ volatile("fninit");
	check_fault("xm", sse_divide, NULL, VECTOR_XM, 0);
	__asm__ volatile("ldmxcsr %0" ::"m"((const uint32_t){0x1f80}));

	bool raised = trap_expect(breakpoint, NULL, &fault);

	/* A trap: RIP is behind the one byte. */
	test_check(raised && fault.vector == VECTOR_BP && *(uint8_t *)(fault.rip - 1) == 0xcc, "bp",
		   "vector %llu, rip 0x%llx", (unsigned long long)fault.vector,
		   (unsigned long long)fault.rip);
	check_double_fault();
	check_fault_in_delivery();
}
