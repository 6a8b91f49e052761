/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Does one harmful thing, chosen by case=NAME on the command line, to show that it harms no one
 * else. How each is to end:
 *
 *	exit		it survives, checks what it saw and ends itself with status 1
 *	report		the hypervisor ends it with a report (of EXIT in hostile.expect)
 *	runs		it never ends, and never gets anywhere
 *
 * hostile.expect beside this file has the same for scripts, with the words of the report.
 */
#include "guest-tests/guests/hostile.h"

#include "guest-tests/lib/apic.h"

#define NON_CANONICAL 0x800000000000ull

enum { FAR_PAGE_OFFSET = 1 << 30, APIC_PHYSICAL = 0xfee00000 };

uint64_t map_physical(uint64_t physical)
{
	struct space space = space_new();

	space_map(space, USER_BASE + FAR_PAGE_OFFSET, physical, PAGE_WRITE);
	write_cr3(space.cr3);
	return USER_BASE + FAR_PAGE_OFFSET;
}

static void load_idt(uint64_t base, uint16_t limit)
{
	struct {
		uint16_t limit;
		uint64_t base;
	} __attribute__((packed)) pointer = {limit, base};

	__asm__ volatile("lidt %0" ::"m"(pointer) : "memory");
}

static void triple_fault(void)
{
	load_idt(0, 0);
	__asm__ volatile("ud2");
}

static void jump(void *address)
{
	__asm__ volatile("jmp *%0" ::"r"(address));
}

static void noncanonical_jump(void)
{
	struct fault fault;
	bool raised = trap_expect(jump, box(NON_CANONICAL), &fault);

	test_check(raised && fault.vector == VECTOR_GP, "noncanonical-jump", "vector %llu",
		   (unsigned long long)fault.vector);
}

/* CPUID as the last instruction below the hole: what comes behind it has no canonical address. */
static void noncanonical_next(void)
{
	enum { CPUID_SIZE = 2 };
	struct space space = space_new();
	uint8_t *page = page_alloc();
	struct fault fault;

	page[PAGE_SIZE - 2] = 0x0f;
	page[PAGE_SIZE - 1] = 0xa2;
	space_map(space, NON_CANONICAL - PAGE_SIZE, (uint64_t)page, 0);
	write_cr3(space.cr3);

	bool raised = trap_expect(jump, box(NON_CANONICAL - CPUID_SIZE), &fault);

	test_check(raised && fault.vector == VECTOR_GP && fault.rip == NON_CANONICAL,
		   "noncanonical-next", "vector %llu at 0x%llx", (unsigned long long)fault.vector,
		   (unsigned long long)fault.rip);
}

static void outside_read(void)
{
	(void)*(volatile uint8_t *)map_physical(boot_info->memory_size);
}

static void outside_write(void)
{
	*(volatile uint8_t *)(map_physical(boot_info->memory_size) + PAGE_SIZE - 1) = 1;
}

static void outside_exec(void)
{
	jump(box(map_physical(boot_info->memory_size)));
}

static void outside_far(void)
{
	(void)*(volatile uint8_t *)map_physical(1ull << 36);
}

static void page_table_outside(void)
{
	write_cr3(boot_info->memory_size);
}

static void apic_mmio(void)
{
	(void)*(volatile uint32_t *)(map_physical(APIC_PHYSICAL) + 0x20);
}

/* OUTS reads memory that is not there: the hypervisor does that for the guest. */
static void string_io_outside(void)
{
	uint64_t address = map_physical(boot_info->memory_size);

	__asm__ volatile("outsb" : "+S"(address) : "d"(PORT_DEBUG) : "memory");
}

/* The interrupt stack lies outside memory: an EPT violation while an exception is delivered. */
static void stack_outside(void)
{
	trap_interrupt_stack(3, map_physical(boot_info->memory_size) + PAGE_SIZE);
	trap_gate_stack(VECTOR_UD, 3);
	__asm__ volatile("ud2");
}

static void idt_outside(void)
{
	load_idt(map_physical(boot_info->memory_size), PAGE_SIZE - 1);
	__asm__ volatile("ud2");
}

static void hlt_cli(void)
{
	__asm__ volatile("cli; hlt");
}

static volatile unsigned int debug_traps;

static void debug_trap(struct trap_frame *frame)
{
	debug_traps++;
	frame->rflags &= ~(uint64_t)RFLAGS_TF;
}

/* CVE-2019-19583: INT1 with TF set, in the shadow of MOV SS. */
static void mov_ss_icebp(void)
{
	trap_handle(VECTOR_DB, debug_trap);
	__asm__ volatile("mov %%ss, %%eax; pushfq; orq $0x100, (%%rsp); popfq; mov %%eax, %%ss; "
			 ".byte 0xf1; nop" ::
				 : "rax", "memory", "cc");
	trap_handle(VECTOR_DB, NULL);
	test_check(debug_traps > 0, "mov-ss-icebp", "no #DB came");
}

static const struct hostile_case {
	const char *name;
	void (*run)(void);
	enum { ENDS_BY_EXIT, ENDS_BY_REPORT, NEVER_ENDS } end;
} cases[] = {
	{"triple-fault", triple_fault, ENDS_BY_REPORT},
	{"noncanonical-jump", noncanonical_jump, ENDS_BY_EXIT},
	{"noncanonical-next", noncanonical_next, ENDS_BY_EXIT},
	{"outside-memory-read", outside_read, ENDS_BY_REPORT},
	{"outside-memory-write", outside_write, ENDS_BY_REPORT},
	{"outside-memory-exec", outside_exec, ENDS_BY_REPORT},
	{"outside-memory-far", outside_far, ENDS_BY_REPORT},
	{"page-table-outside", page_table_outside, ENDS_BY_REPORT},
	{"apic-mmio", apic_mmio, ENDS_BY_REPORT},
	{"string-io-outside", string_io_outside, ENDS_BY_REPORT},
	{"stack-outside", stack_outside, ENDS_BY_REPORT},
	{"idt-outside", idt_outside, ENDS_BY_REPORT},
	{"hlt-cli", hlt_cli, ENDS_BY_REPORT},
	{"task-switch", task_switch, ENDS_BY_REPORT},
	{"mov-ss-icebp", mov_ss_icebp, ENDS_BY_EXIT},
	{"vmx-instructions", try_vmx, ENDS_BY_EXIT},
	{"msr-sweep", sweep_msrs, ENDS_BY_EXIT},
	{"port-sweep", sweep_ports, ENDS_BY_EXIT},
	{"xsetbv-bad", sweep_xcr0, ENDS_BY_EXIT},
	{"cr-sweep", sweep_crs, ENDS_BY_EXIT},
	{"cpuid-sweep", sweep_cpuid, ENDS_BY_EXIT},
	{"paging-modes", paging_modes, ENDS_BY_EXIT},
	{"odd-modes", odd_modes, ENDS_BY_EXIT},
	{"exception-storm", storm_exceptions, ENDS_BY_EXIT},
	{"self-ipi-storm", storm_self_ipis, ENDS_BY_EXIT},
	{"endless-db", endless_db, NEVER_ENDS},
	{"endless-ac", endless_ac, NEVER_ENDS},
};

int guest_main(void)
{
	char name[32] = "";

	option_text("case", name, sizeof(name));
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		if (strcmp(name, cases[i].name) != 0)
			continue;
		print("case %s starting\n", name);
		cases[i].run();
		test_check(cases[i].end == ENDS_BY_EXIT, name, "came back, which it must not");
		return test_end();
	}
	panic("case=%s: there is no such case", name);
}
