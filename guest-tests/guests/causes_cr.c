/* SPDX-License-Identifier: BSD-2-Clause */
/* CR0, CR3, CR4, CR8, CLTS, LMSW, SMSW (SDM 2.5, MOV to control registers). */
#include "guest-tests/guests/causes.h"

#include "guest-tests/lib/apic.h"

static void set_cr0(void *value)
{
	write_cr0(unbox(value));
}

static void set_cr3(void *value)
{
	write_cr3(unbox(value));
}

static void set_cr4(void *value)
{
	write_cr4(unbox(value));
}

static void set_cr8(void *value)
{
	write_cr8(unbox(value));
}

static void use_sse(void *argument)
{
	(void)argument;
	__asm__ volatile("pxor %xmm0, %xmm0");
}

/* Sets bits of CR0 or CR4, looks whether they are there, clears them, looks again. */
static void toggle(const char *name, uint64_t (*read)(void), void (*write)(void *), uint64_t bits)
{
	uint64_t before = read();
	struct fault fault;

	if (trap_expect(write, box(before ^ bits), &fault)) {
		test_check(false, name, "raised vector %llu", (unsigned long long)fault.vector);
		return;
	}

	uint64_t changed = read();

	if (trap_expect(write, box(before), &fault)) {
		test_check(false, name, "raised vector %llu on the way back",
			   (unsigned long long)fault.vector);
		return;
	}
	test_check(changed == (before ^ bits) && read() == before, name,
		   "0x%llx became 0x%llx, then 0x%llx", (unsigned long long)before,
		   (unsigned long long)changed, (unsigned long long)read());
}

/* What must raise #GP leaves the register as it was. */
static void refuse(const char *name, uint64_t (*read)(void), void (*write)(void *), uint64_t value)
{
	uint64_t before = read();
	struct fault fault;
	bool raised = trap_expect(write, box(value), &fault);

	test_check(raised && fault.vector == VECTOR_GP && fault.error == 0 && read() == before,
		   name, "vector %lld, error 0x%llx, value 0x%llx",
		   raised ? (long long)fault.vector : -1, (unsigned long long)fault.error,
		   (unsigned long long)read());
}

static void check_cr0(void)
{
	uint64_t cr0 = read_cr0();

	toggle("cr0-wp", read_cr0, set_cr0, CR0_WP);
	toggle("cr0-am", read_cr0, set_cr0, CR0_AM);
	toggle("cr0-mp", read_cr0, set_cr0, CR0_MP);
	toggle("cr0-em", read_cr0, set_cr0, CR0_EM);
	toggle("cr0-ts", read_cr0, set_cr0, CR0_TS);
	toggle("cr0-ne", read_cr0, set_cr0, CR0_NE);
	toggle("cr0-cd", read_cr0, set_cr0, CR0_CD);
	toggle("cr0-cd-nw", read_cr0, set_cr0, CR0_CD | CR0_NW);

	refuse("cr0-nw-without-cd", read_cr0, set_cr0, cr0 | CR0_NW);
	refuse("cr0-pg-without-pe", read_cr0, set_cr0, cr0 & ~(uint64_t)CR0_PE);
	refuse("cr0-no-pg-in-64-bit-mode", read_cr0, set_cr0, cr0 & ~CR0_PG);
	/* With a bit that a hypervisor owns, it is the hypervisor that must refuse the rest. */
	refuse("cr0-no-pg-with-cd", read_cr0, set_cr0, (cr0 & ~CR0_PG) | CR0_CD);
	refuse("cr0-no-pe-with-ne", read_cr0, set_cr0, (cr0 & ~(uint64_t)CR0_PE) ^ CR0_NE);
	refuse("cr0-bit-32-with-cd", read_cr0, set_cr0, cr0 | CR0_CD | 1ull << 32);
	refuse("cr0-bit-32", read_cr0, set_cr0, cr0 | 1ull << 32);
	refuse("cr0-bit-63", read_cr0, set_cr0, cr0 | 1ull << 63);
	toggle("cr0-cd-ts-am", read_cr0, set_cr0, CR0_CD | CR0_TS | CR0_AM);
	check_raises("cr0-no-et", set_cr0, box(cr0 & ~(uint64_t)CR0_ET), NO_FAULT);
	check_equal("cr0-et-stays", read_cr0(), cr0);

	write_cr0(cr0 | CR0_TS);
	check_raises("ts-makes-nm", use_sse, NULL, VECTOR_NM);
	__asm__ volatile("clts");
	check_equal("clts", read_cr0(), cr0 & ~(uint64_t)CR0_TS);
	check_raises("no-nm-after-clts", use_sse, NULL, NO_FAULT);
	write_cr0(cr0 | CR0_EM);
	check_raises("em-makes-ud", use_sse, NULL, VECTOR_UD);
	write_cr0(cr0);
}

static void check_msw(void)
{
	uint64_t cr0 = read_cr0();
	uint16_t memory;
	uint64_t word;

	__asm__ volatile("lmsw %w0" ::"r"((uint16_t)(cr0 | CR0_TS)));
	check_equal("lmsw-sets-ts", read_cr0(), cr0 | CR0_TS);
	__asm__ volatile("lmsw %w0" ::"r"((uint16_t)(cr0 & ~(uint64_t)(CR0_TS | CR0_PE))));
	check_equal("lmsw-cannot-clear-pe", read_cr0(), cr0 & ~(uint64_t)CR0_TS);
	memory = (uint16_t)(cr0 | CR0_EM);
	__asm__ volatile("lmsw %0" ::"m"(memory));
	check_equal("lmsw-from-memory", read_cr0(), cr0 | CR0_EM);
	write_cr0(cr0);
	__asm__ volatile("smsw %0" : "=r"(word));
	check_equal("smsw", word & 0xffff, cr0 & 0xffff);
}

static void check_cr3(void)
{
	uint64_t cr3 = read_cr3();
	struct space space = space_new();

	check_raises("cr3-other-space", set_cr3, box(space.cr3), NO_FAULT);
	check_equal("cr3-value", read_cr3(), space.cr3);
	check_raises("cr3-pwt-pcd", set_cr3, box(cr3 | 0x18), NO_FAULT);
	check_equal("cr3-pwt-pcd-value", read_cr3(), cr3 | 0x18);
	write_cr3(cr3);
	refuse("cr3-bit-52", read_cr3, set_cr3, cr3 | 1ull << 52);
	refuse("cr3-bit-63", read_cr3, set_cr3, cr3 | 1ull << 63);
}

static void check_cr4(void)
{
	uint64_t cr4 = read_cr4();
	struct cpuid seven = cpuid(7, 0);

	enum { EBX_FSGSBASE = 1 << 0, EBX_SMEP = 1 << 7, EBX_SMAP = 1 << 20, ECX_UMIP = 1 << 2 };

	toggle("cr4-tsd", read_cr4, set_cr4, CR4_TSD);
	toggle("cr4-de", read_cr4, set_cr4, CR4_DE);
	toggle("cr4-pge", read_cr4, set_cr4, CR4_PGE);
	toggle("cr4-pce", read_cr4, set_cr4, CR4_PCE);
	toggle("cr4-osfxsr", read_cr4, set_cr4, CR4_OSFXSR);
	toggle("cr4-osxmmexcpt", read_cr4, set_cr4, CR4_OSXMMEXCPT);
	if (seven.ebx & EBX_FSGSBASE)
		toggle("cr4-fsgsbase", read_cr4, set_cr4, CR4_FSGSBASE);
	if (seven.ebx & EBX_SMEP)
		toggle("cr4-smep", read_cr4, set_cr4, CR4_SMEP);
	if (seven.ebx & EBX_SMAP)
		toggle("cr4-smap", read_cr4, set_cr4, CR4_SMAP);
	if (seven.ecx & ECX_UMIP)
		toggle("cr4-umip", read_cr4, set_cr4, CR4_UMIP);
	if (cpuid(1, 0).ecx & CPUID_1_ECX_XSAVE)
		toggle("cr4-osxsave", read_cr4, set_cr4, CR4_OSXSAVE);

	refuse("cr4-vmxe", read_cr4, set_cr4, cr4 | CR4_VMXE);
	refuse("cr4-smxe", read_cr4, set_cr4, cr4 | CR4_SMXE);
	refuse("cr4-no-pae-in-long-mode", read_cr4, set_cr4, cr4 & ~(uint64_t)CR4_PAE);
	refuse("cr4-bit-15", read_cr4, set_cr4, cr4 | 1 << 15);
	refuse("cr4-bit-31", read_cr4, set_cr4, cr4 | 1ull << 31);
	refuse("cr4-bit-63", read_cr4, set_cr4, cr4 | 1ull << 63);
	if (!(cpuid(1, 0).ecx & CPUID_1_ECX_PCID)) {
		refuse("cr4-pcide-not-offered", read_cr4, set_cr4, cr4 | CR4_PCIDE);
		return;
	}

	uint64_t cr3 = read_cr3();

	toggle("cr4-pcide", read_cr4, set_cr4, CR4_PCIDE);
	write_cr3(cr3 | 0x18);
	refuse("cr4-pcide-with-low-cr3-bits", read_cr4, set_cr4, cr4 | CR4_PCIDE);
	write_cr3(cr3);
	write_cr4(cr4 | CR4_PCIDE);
	check_raises("cr3-pcid", set_cr3, box(cr3 | 5), NO_FAULT);
	check_equal("cr3-pcid-value", read_cr3(), cr3 | 5);
	check_raises("cr3-no-flush", set_cr3, box(cr3 | 1ull << 63), NO_FAULT);
	check_equal("cr3-no-flush-value", read_cr3(), cr3);
	refuse("cr0-no-pg-with-pcide", read_cr0, set_cr0, read_cr0() & ~CR0_PG);
	write_cr4(cr4);
}

static void check_cr8(void)
{
	for (uint64_t value = 0; value < 16; value += 5) {
		write_cr8(value);
		check_equal("cr8", read_cr8(), value);
		check_equal("cr8-is-tpr", rdmsr(APIC_TPR), value << 4);
	}
	wrmsr(APIC_TPR, 0x7c);
	check_equal("tpr-is-cr8", read_cr8(), 7);
	write_cr8(0);
	refuse("cr8-16", read_cr8, set_cr8, 16);
	refuse("cr8-bit-63", read_cr8, set_cr8, 1ull << 63);
}

void causes_cr(void)
{
	check_cr0();
	check_msw();
	check_cr3();
	check_cr4();
	check_cr8();
}
