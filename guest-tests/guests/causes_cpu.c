/* SPDX-License-Identifier: BSD-2-Clause */
/* CPUID, the VMX and other instructions that a guest has not, caches, XSETBV, HLT. */
#include "guest-tests/guests/causes.h"

#include "guest-tests/lib/apic.h"

/* What must be #UD in any guest, or at CPL 0 with the CR4 and CPUID bits that guests have. */
static const struct bytes undefined[] = {
	{"ud2", 2, {0x0f, 0x0b}, VECTOR_UD},
	{"vmcall", 3, {0x0f, 0x01, 0xc1}, VECTOR_UD},
	{"vmlaunch", 3, {0x0f, 0x01, 0xc2}, VECTOR_UD},
	{"vmresume", 3, {0x0f, 0x01, 0xc3}, VECTOR_UD},
	{"vmxoff", 3, {0x0f, 0x01, 0xc4}, VECTOR_UD},
	{"vmxon", 4, {0xf3, 0x0f, 0xc7, 0x37}, VECTOR_UD},
	{"vmclear", 4, {0x66, 0x0f, 0xc7, 0x37}, VECTOR_UD},
	{"vmptrld", 3, {0x0f, 0xc7, 0x37}, VECTOR_UD},
	{"vmptrst", 3, {0x0f, 0xc7, 0x3f}, VECTOR_UD},
	{"vmread", 3, {0x0f, 0x78, 0xc8}, VECTOR_UD},
	{"vmwrite", 3, {0x0f, 0x79, 0xc8}, VECTOR_UD},
	{"invept", 5, {0x66, 0x0f, 0x38, 0x80, 0x07}, VECTOR_UD},
	{"invvpid", 5, {0x66, 0x0f, 0x38, 0x81, 0x07}, VECTOR_UD},
	{"vmfunc", 3, {0x0f, 0x01, 0xd4}, VECTOR_UD},
	{"monitor", 3, {0x0f, 0x01, 0xc8}, VECTOR_UD},
	{"mwait", 3, {0x0f, 0x01, 0xc9}, VECTOR_UD},
	{"getsec", 2, {0x0f, 0x37}, VECTOR_UD},
	{"rsm", 2, {0x0f, 0xaa}, VECTOR_UD},
	{"encls", 3, {0x0f, 0x01, 0xcf}, VECTOR_UD},
	{"enclv", 3, {0x0f, 0x01, 0xc0}, VECTOR_UD},
	{"pconfig", 3, {0x0f, 0x01, 0xc5}, VECTOR_UD},
	{"seamcall", 4, {0x66, 0x0f, 0x01, 0xcf}, VECTOR_UD},
	{"tdcall", 4, {0x66, 0x0f, 0x01, 0xcc}, VECTOR_UD},
	{"umonitor", 4, {0xf3, 0x0f, 0xae, 0xf0}, VECTOR_UD},
	{"umwait", 4, {0xf2, 0x0f, 0xae, 0xf0}, VECTOR_UD},
	{"tpause", 4, {0x66, 0x0f, 0xae, 0xf0}, VECTOR_UD},
	{"enqcmd", 5, {0xf2, 0x0f, 0x38, 0xf8, 0x07}, VECTOR_UD},
	{"loadiwkey", 5, {0xf3, 0x0f, 0x38, 0xdc, 0xc1}, VECTOR_UD},
	{"rdpmc", 2, {0x0f, 0x33}, VECTOR_GP},
};

/* What must simply work. */
static const struct bytes plain[] = {
	{"wbinvd", 2, {0x0f, 0x09}, NO_FAULT},		{"pause", 2, {0xf3, 0x90}, NO_FAULT},
	{"invlpg", 3, {0x0f, 0x01, 0x3f}, NO_FAULT},	{"rdtsc", 2, {0x0f, 0x31}, NO_FAULT},
	{"sgdt", 3, {0x0f, 0x01, 0x07}, NO_FAULT},	{"sidt", 3, {0x0f, 0x01, 0x0f}, NO_FAULT},
	{"sldt", 3, {0x0f, 0x00, 0x07}, NO_FAULT},	{"str", 3, {0x0f, 0x00, 0x0f}, NO_FAULT},
	{"lldt-null", 3, {0x0f, 0x00, 0xd2}, NO_FAULT},
};

/* What works where CPUID(leaf, subleaf) has the bit, and is #UD where it has not. */
static const struct {
	struct bytes instruction;
	uint32_t leaf, subleaf;
	size_t register_offset;
	unsigned int bit;
} offered[] = {
	{{"rdtscp", 3, {0x0f, 0x01, 0xf9}, 0}, 0x80000001, 0, offsetof(struct cpuid, edx), 27},
	{{"invpcid", 5, {0x66, 0x0f, 0x38, 0x82, 0x0f}, 0}, 7, 0, offsetof(struct cpuid, ebx), 10},
	{{"xgetbv-1", 6, {0xff, 0xc1, 0x0f, 0x01, 0xd0, 0x90}, 0},
	 0xd,
	 1,
	 offsetof(struct cpuid, eax),
	 2},
	{{"xsaves", 4, {0x48, 0x0f, 0xc7, 0x2f}, 0}, 0xd, 1, offsetof(struct cpuid, eax), 3},
};

static void check_bytes(const struct bytes *bytes)
{
	check_raises(bytes->name, run_bytes, (void *)(uintptr_t)bytes, bytes->vector);
}

static void check_offered(void)
{
	bool xsave = cpuid(1, 0).ecx & CPUID_1_ECX_XSAVE;

	if (xsave)
		write_cr4(read_cr4() | CR4_OSXSAVE);
	for (size_t i = 0; i < sizeof(offered) / sizeof(offered[0]); i++) {
		struct cpuid answer = cpuid(offered[i].leaf, offered[i].subleaf);
		const uint8_t *bits = (const uint8_t *)&answer + offered[i].register_offset;
		bool has = *(const uint32_t *)bits >> offered[i].bit & 1;
		struct bytes instruction = offered[i].instruction;

		instruction.vector = has ? NO_FAULT : VECTOR_UD;
		/* XGETBV(1) without its feature is a bad index, not a bad instruction. */
		if (!has && xsave && offered[i].leaf == 0xd && offered[i].bit == 2)
			instruction.vector = VECTOR_GP;
		check_bytes(&instruction);
	}
	write_cr4(read_cr4() & ~(uint64_t)CR4_OSXSAVE);
}

static void check_cpuid(void)
{
	uint64_t rax = 0xffffffff00000000, rbx = ~0ull, rcx = 0xffffffff00000000, rdx = ~0ull;

	__asm__ volatile("cpuid" : "+a"(rax), "+b"(rbx), "+c"(rcx), "+d"(rdx));
	check_equal("cpuid-upper-halves", (rax | rbx | rcx | rdx) >> 32, 0);

	struct cpuid features = cpuid(1, 0);

	check_equal("cpuid-hides-vmx-smx-monitor",
		    features.ecx & (CPUID_1_ECX_VMX | CPUID_1_ECX_SMX | CPUID_1_ECX_MONITOR), 0);
	test_check(features.ecx & CPUID_1_ECX_X2APIC, "cpuid-x2apic", "ECX is 0x%x", features.ecx);

	if (!(features.ecx & CPUID_1_ECX_XSAVE)) {
		test_skip("cpuid-osxsave-follows-cr4", "no XSAVE");
		return;
	}
	write_cr4(read_cr4() | CR4_OSXSAVE);

	bool on = cpuid(1, 0).ecx & CPUID_1_ECX_OSXSAVE;

	write_cr4(read_cr4() & ~(uint64_t)CR4_OSXSAVE);

	bool off = cpuid(1, 0).ecx & CPUID_1_ECX_OSXSAVE;

	test_check(on && !off, "cpuid-osxsave-follows-cr4", "%d with CR4.OSXSAVE, %d without", on,
		   off);
}

static void check_upper_halves(void)
{
	uint64_t rax = ~0ull, rdx = ~0ull;

	__asm__ volatile("rdtsc" : "+a"(rax), "+d"(rdx));
	check_equal("rdtsc-upper-halves", (rax | rdx) >> 32, 0);
	rax = rdx = ~0ull;
	__asm__ volatile("rdmsr" : "+a"(rax), "+d"(rdx) : "c"(MSR_APIC_BASE));
	check_equal("rdmsr-upper-halves", (rax | rdx) >> 32, 0);
	rax = rdx = ~0ull;
	/* RDMSR takes ECX, whatever is above it. */
	__asm__ volatile("rdmsr" : "+a"(rax), "+d"(rdx) : "c"(MSR_APIC_BASE | 0xffffffff00000000));
	check_equal("rdmsr-ignores-upper-rcx", rdx << 32 | rax, rdmsr(MSR_APIC_BASE));
}

/* INVD may lose what caches hold, so nothing may be dirty that matters; a hypervisor must write
 * back instead. */
static void check_invd(void)
{
	static volatile uint64_t value;
	static const struct bytes invd = {"invd", 2, {0x0f, 0x08}, NO_FAULT};

	value = 0x1234;
	check_bytes(&invd);
	check_equal("invd-keeps-memory", value, 0x1234);
}

static void set_xcr0(void *value)
{
	write_xcr(0, unbox(value));
}

static void set_xcr1(void *value)
{
	write_xcr(1, unbox(value));
}

static void set_xcr0_upper_rcx(void *value)
{
	__asm__ volatile("xsetbv" ::"c"(0xffffffff00000000), "a"((uint32_t)unbox(value)), "d"(0));
}

/* XCR0 (SDM 13.3) */
static void check_xsetbv(void)
{
	bool avx = cpuid(1, 0).ecx & CPUID_1_ECX_AVX;

	if (!(cpuid(1, 0).ecx & CPUID_1_ECX_XSAVE)) {
		check_raises("xsetbv-without-xsave", set_xcr0, box(1), VECTOR_UD);
		return;
	}
	write_cr4(read_cr4() & ~(uint64_t)CR4_OSXSAVE);
	check_raises("xsetbv-osxsave-off", set_xcr0, box(1), VECTOR_UD);
	write_cr4(read_cr4() | CR4_OSXSAVE);
	check_equal("xcr0-at-reset", read_xcr0(), 1);
	check_raises("xsetbv-sse", set_xcr0, box(3), NO_FAULT);
	check_equal("xsetbv-sse-value", read_xcr0(), 3);
	if (avx) {
		check_raises("xsetbv-avx", set_xcr0, box(7), NO_FAULT);
		check_equal("xsetbv-avx-value", read_xcr0(), 7);
		check_equal("cpuid-xsave-size-avx", cpuid(0xd, 0).ebx, 832);
	}
	check_raises("xsetbv-upper-rcx", set_xcr0_upper_rcx, box(1), NO_FAULT);
	check_equal("cpuid-xsave-size-x87", cpuid(0xd, 0).ebx, 576);
	check_raises("xsetbv-zero", set_xcr0, box(0), VECTOR_GP);
	check_raises("xsetbv-no-x87", set_xcr0, box(2), VECTOR_GP);
	check_raises("xsetbv-avx-without-sse", set_xcr0, box(5), VECTOR_GP);
	check_raises("xsetbv-reserved-bit-62", set_xcr0, box(1ull << 62 | 1), VECTOR_GP);
	check_raises("xsetbv-all-ones", set_xcr0, box(~0ull), VECTOR_GP);
	check_raises("xsetbv-xcr1", set_xcr1, box(1), VECTOR_GP);
	check_equal("xcr0-after-faults", read_xcr0(), 1);
	write_cr4(read_cr4() & ~(uint64_t)CR4_OSXSAVE);
}

static void check_hlt(void)
{
	uint64_t until = rdtsc() + ticks_of_us(1000);

	sleep_until(until);
	test_check(rdtsc() >= until, "hlt-woken-by-timer", "too early");
}

static void load_tr(void *selector)
{
	__asm__ volatile("ltr %w0" ::"r"((uint16_t)unbox(selector)));
}

static void check_segments(void)
{
	uint16_t tr;

	__asm__ volatile("str %0" : "=r"(tr));
	check_equal("str-value", tr, SELECTOR_TSS);
	check_raises("ltr-busy", load_tr, box(SELECTOR_TSS), VECTOR_GP);
	trap_gdt()[SELECTOR_TSS / 8] &= ~(1ull << 41); /* available again */
	check_raises("ltr", load_tr, box(SELECTOR_TSS), NO_FAULT);
}

void causes_cpu(void)
{
	check_cpuid();
	check_upper_halves();
	for (size_t i = 0; i < sizeof(undefined) / sizeof(undefined[0]); i++)
		check_bytes(&undefined[i]);
	for (size_t i = 0; i < sizeof(plain) / sizeof(plain[0]); i++)
		check_bytes(&plain[i]);
	check_xsetbv();
	check_offered();
	check_invd();
	check_hlt();
	check_segments();
}
