/* SPDX-License-Identifier: BSD-2-Clause */
/* #DB and the debug registers (SDM 18.2, 18.3). */
#include "guest-tests/guests/causes.h"

#include "guest-tests/lib/apic.h"

enum {
	DR6_B0 = 1 << 0,
	DR6_BD = 1 << 13,
	DR6_BS = 1 << 14,
	DR6_CAUSES = 0xf | DR6_BD | DR6_BS,
	DR6_RESET = 0xffff0ff0,
	DR7_RESET = 0x400,
	DR7_G0 = 1 << 1,
	DR7_GD = 1 << 13,
	DR7_WRITE_8 = 0x9 << 16, /* breakpoint 0: writes, 8 bytes */
};

/* What the handler saw at the first #DB of a run, and how many there were. */
static struct {
	unsigned int count;
	uint64_t rip;
	uint64_t dr6;
} seen;

static void debug_trap(struct trap_frame *frame)
{
	if (seen.count++ == 0) {
		seen.rip = frame->rip;
		seen.dr6 = read_dr(6);
	}
	write_dr(6, DR6_RESET);
	/* RF, or a code breakpoint would come again at once (SDM 18.3.1.1). */
	frame->rflags = (frame->rflags & ~(uint64_t)RFLAGS_TF) | RFLAGS_RF;
}

static void begin(void)
{
	seen.count = 0;
	write_dr(6, DR6_RESET);
	trap_handle(VECTOR_DB, debug_trap);
}

/* One #DB, with RIP at rip and these bits of DR6. */
static void end(const char *name, uint64_t rip, uint64_t causes)
{
	trap_handle(VECTOR_DB, NULL);
	write_dr(7, DR7_RESET);
	test_check(seen.count == 1 && seen.rip == rip && (seen.dr6 & DR6_CAUSES) == causes, name,
		   "%u times, rip 0x%llx instead of 0x%llx, DR6 0x%llx", seen.count,
		   (unsigned long long)seen.rip, (unsigned long long)rip,
		   (unsigned long long)seen.dr6);
}

/*
 * Sets TF and runs one instruction, which may exit; #DB must come right behind it, before the NOP.
 * The value of RIP there is in expected.
 */
#define STEP(instruction, expected)                                                              \
	__asm__ volatile("lea 1f(%%rip), %0; pushfq; orq $0x100, (%%rsp); popfq\n\t" instruction \
			 "\n1: nop; nop"                                                         \
			 : "=&S"(expected)                                                       \
			 : "a"(0), "c"(MSR_APIC_BASE), "d"(0x84)                                 \
			 : "rbx", "memory", "cc")

static void check_steps(void)
{
	uint64_t rip;

	begin();
	STEP("nop", rip);
	end("db-step", rip, DR6_BS);

	begin();
	__asm__ volatile(
		"lea 1f(%%rip), %0; xor %%eax, %%eax; pushfq; orq $0x100, (%%rsp); popfq; cpuid\n"
		"1: nop; nop"
		: "=&S"(rip)
		:
		: "rax", "rbx", "rcx", "rdx", "memory", "cc");
	end("db-step-over-cpuid", rip, DR6_BS);

	begin();
	STEP("outb %%al, $0x84", rip);
	end("db-step-over-out", rip, DR6_BS);

	begin();
	__asm__ volatile(
		"lea 1f(%%rip), %0; mov $0x1b, %%ecx; pushfq; orq $0x100, (%%rsp); popfq; rdmsr\n"
		"1: nop; nop"
		: "=&S"(rip)
		:
		: "rax", "rcx", "rdx", "memory", "cc");
	end("db-step-over-rdmsr", rip, DR6_BS);

	begin();
	__asm__ volatile("lea 1f(%%rip), %0; mov %%cr4, %%rax; pushfq; orq $0x100, (%%rsp); popfq; "
			 "mov %%rax, %%cr4\n"
			 "1: nop; nop"
			 : "=&S"(rip)
			 :
			 : "rax", "memory", "cc");
	end("db-step-over-mov-cr4", rip, DR6_BS);

	begin();
	STEP("wbinvd", rip);
	end("db-step-over-wbinvd", rip, DR6_BS);

	/* MOV SS holds #DB back for one more instruction; that one exits. */
	begin();
	__asm__ volatile(
		"lea 1f(%%rip), %0; mov %%ss, %%ebx; xor %%eax, %%eax; pushfq; orq $0x100, (%%rsp); "
		"popfq; mov %%ebx, %%ss; cpuid\n"
		"1: nop; nop"
		: "=&S"(rip)
		:
		: "rax", "rbx", "rcx", "rdx", "memory", "cc");
	end("db-step-over-mov-ss-cpuid", rip, DR6_BS);
}

/* A string instruction is stepped element by element: #DB comes with RIP still at it and RCX one
 * less. */
static void check_string_step(void)
{
	uint64_t rip;
	uint64_t count = 3;
	const void *from = &seen;

	begin();
	__asm__ volatile("lea 1f(%%rip), %0; pushfq; orq $0x100, (%%rsp); popfq\n"
			 "1: rep outsb"
			 : "=&a"(rip), "+S"(from), "+c"(count)
			 : "d"(0x84)
			 : "memory", "cc");
	end("db-step-in-rep-outs", rip, DR6_BS);
}

static void check_icebp(void)
{
	uint64_t rip;

	begin();
	__asm__ volatile("lea 1f(%%rip), %0; .byte 0xf1\n1: nop" : "=&r"(rip)::"memory");
	end("icebp", rip, 0);
}

static void check_breakpoints(void)
{
	static volatile uint64_t watched;
	uint64_t rip;

	begin();
	write_dr(0, (uint64_t)&watched);
	write_dr(7, DR7_RESET | DR7_G0 | DR7_WRITE_8);
	__asm__ volatile("lea 1f(%%rip), %0; movq $1, %1\n1: nop" : "=&r"(rip), "=m"(watched));
	end("db-data-breakpoint", rip, DR6_B0);
	check_equal("db-data-breakpoint-wrote", watched, 1);

	/* A fault at the instruction. */
	begin();
	__asm__ volatile("lea 1f(%%rip), %0; mov %0, %%dr0; mov %1, %%dr7\n1: nop"
			 : "=&r"(rip)
			 : "r"((uint64_t)DR7_RESET | DR7_G0)
			 : "memory");
	end("db-code-breakpoint", rip, DR6_B0);

	begin();
	__asm__ volatile(
		"lea 1f(%%rip), %0; mov %0, %%dr0; mov %1, %%dr7; xor %%eax, %%eax\n1: cpuid"
		: "=&S"(rip)
		: "D"((uint64_t)DR7_RESET | DR7_G0)
		: "rax", "rbx", "rcx", "rdx", "memory");
	end("db-code-breakpoint-at-cpuid", rip, DR6_B0);

	begin();
	write_dr(7, DR7_RESET | DR7_GD);
	__asm__ volatile("lea 1f(%%rip), %0\n1: mov %%dr0, %%rax" : "=&S"(rip)::"rax", "memory");
	end("db-general-detect", rip, DR6_BD);
	check_equal("dr7-after-general-detect", read_dr(7), DR7_RESET);
	write_dr(0, 0);
}

static void read_dr4(void *argument)
{
	(void)argument;
	__asm__ volatile(".byte 0x0f, 0x21, 0xe0" ::: "rax"); /* mov rax, dr4 */
}

static void set_dr6(void *value)
{
	write_dr(6, unbox(value));
}

static void set_dr7(void *value)
{
	write_dr(7, unbox(value));
}

static void check_registers(void)
{
	for (int i = 0; i < 4; i++) {
		write_dr(i, 0x123456789000 + (uint64_t)i);
		check_equal("dr0-3", read_dr(i), 0x123456789000 + (uint64_t)i);
		write_dr(i, 0);
	}
	write_dr(6, 0);
	check_equal("dr6-fixed-bits", read_dr(6) & 0xfffe0ff0, 0xfffe0ff0);
	write_dr(6, DR6_RESET);
	check_equal("dr7-fixed-bits", read_dr(7), DR7_RESET);
	check_raises("dr6-upper-half", set_dr6, box(1ull << 32), VECTOR_GP);
	check_raises("dr7-upper-half", set_dr7, box(1ull << 32 | DR7_RESET), VECTOR_GP);
	check_raises("dr4-is-dr6", read_dr4, NULL, NO_FAULT);
	write_cr4(read_cr4() | CR4_DE);
	check_raises("dr4-with-de", read_dr4, NULL, VECTOR_UD);
	write_cr4(read_cr4() & ~(uint64_t)CR4_DE);
}

/* An interrupt that waits comes behind the instruction that follows STI, also if that one exits. */
static uint64_t interrupted_at;

static void interrupt(struct trap_frame *frame)
{
	interrupted_at = frame->rip;
	apic_eoi();
}

static void check_sti_shadow(void)
{
	enum { VECTOR_SELF = 0x51 };
	uint64_t rip;

	trap_handle((enum vector)VECTOR_SELF, interrupt);
	interrupts_off();
	wrmsr(APIC_SELF_IPI, VECTOR_SELF);
	__asm__ volatile("lea 1f(%%rip), %0; xor %%eax, %%eax; sti; cpuid\n1: nop; nop; cli"
			 : "=&S"(rip)
			 :
			 : "rax", "rbx", "rcx", "rdx", "memory", "cc");
	check_equal("sti-shadow-over-cpuid", interrupted_at, rip);
	interrupted_at = 0;
	wrmsr(APIC_SELF_IPI, VECTOR_SELF);
	__asm__ volatile("lea 1f(%%rip), %0; sti; nop\n1: nop; nop; cli"
			 : "=&S"(rip)::"memory", "cc");
	check_equal("sti-shadow-over-nop", interrupted_at, rip);
	trap_handle((enum vector)VECTOR_SELF, NULL);
}

void causes_debug(void)
{
	check_registers();
	check_steps();
	check_string_step();
	check_icebp();
	check_breakpoints();
	check_sti_shadow();
}
