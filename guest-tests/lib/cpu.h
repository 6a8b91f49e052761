/* SPDX-License-Identifier: BSD-2-Clause */
/* Instructions that C has no word for. All run at CPL 0; none checks anything. */
#ifndef GUEST_TESTS_LIB_CPU_H
#define GUEST_TESTS_LIB_CPU_H

#include <stdint.h>

enum { CR0_PE = 1 << 0, CR0_MP = 1 << 1, CR0_EM = 1 << 2, CR0_TS = 1 << 3, CR0_ET = 1 << 4 };
enum { CR0_NE = 1 << 5, CR0_WP = 1 << 16, CR0_AM = 1 << 18, CR0_NW = 1 << 29, CR0_CD = 1 << 30 };
#define CR0_PG (1ull << 31)

enum {
	CR4_TSD = 1 << 2,
	CR4_DE = 1 << 3,
	CR4_PAE = 1 << 5,
	CR4_PGE = 1 << 7,
	CR4_PCE = 1 << 8,
	CR4_OSFXSR = 1 << 9,
	CR4_OSXMMEXCPT = 1 << 10,
	CR4_UMIP = 1 << 11,
	CR4_VMXE = 1 << 13,
	CR4_SMXE = 1 << 14,
	CR4_FSGSBASE = 1 << 16,
	CR4_PCIDE = 1 << 17,
	CR4_OSXSAVE = 1 << 18,
	CR4_SMEP = 1 << 20,
	CR4_SMAP = 1 << 21,
};

enum {
	RFLAGS_FIXED = 1 << 1,
	RFLAGS_TF = 1 << 8,
	RFLAGS_IF = 1 << 9,
	RFLAGS_RF = 1 << 16,
	RFLAGS_AC = 1 << 18
};

enum msr {
	MSR_TSC = 0x10,
	MSR_APIC_BASE = 0x1b,
	MSR_FEATURE_CONTROL = 0x3a,
	MSR_SYSENTER_CS = 0x174,
	MSR_SYSENTER_ESP = 0x175,
	MSR_SYSENTER_EIP = 0x176,
	MSR_PAT = 0x277,
	MSR_VMX_BASIC = 0x480,
	MSR_TSC_DEADLINE = 0x6e0,
	MSR_X2APIC = 0x800,
	MSR_XSS = 0xda0,
	MSR_EFER = 0xc0000080,
	MSR_STAR = 0xc0000081,
	MSR_LSTAR = 0xc0000082,
	MSR_CSTAR = 0xc0000083,
	MSR_FMASK = 0xc0000084,
	MSR_FS_BASE = 0xc0000100,
	MSR_GS_BASE = 0xc0000101,
	MSR_KERNEL_GS_BASE = 0xc0000102,
	MSR_TSC_AUX = 0xc0000103,
};

enum { EFER_SCE = 1 << 0, EFER_LME = 1 << 8, EFER_LMA = 1 << 10, EFER_NXE = 1 << 11 };

/* CPUID bits that guests ask about. */
enum {
	CPUID_1_ECX_MONITOR = 1 << 3,
	CPUID_1_ECX_VMX = 1 << 5,
	CPUID_1_ECX_SMX = 1 << 6,
	CPUID_1_ECX_PCID = 1 << 17,
	CPUID_1_ECX_X2APIC = 1 << 21,
	CPUID_1_ECX_TSC_DEADLINE = 1 << 24,
	CPUID_1_ECX_XSAVE = 1 << 26,
	CPUID_1_ECX_OSXSAVE = 1 << 27,
	CPUID_1_ECX_AVX = 1 << 28,
};

struct cpuid {
	uint32_t eax, ebx, ecx, edx;
};

static inline struct cpuid cpuid(uint32_t leaf, uint32_t subleaf)
{
	struct cpuid r;

	__asm__ volatile("cpuid"
			 : "=a"(r.eax), "=b"(r.ebx), "=c"(r.ecx), "=d"(r.edx)
			 : "a"(leaf), "c"(subleaf));
	return r;
}

static inline uint64_t rdtsc(void)
{
	uint32_t low, high;

	__asm__ volatile("rdtsc" : "=a"(low), "=d"(high)::"memory");
	return (uint64_t)high << 32 | low;
}

static inline uint64_t rdmsr(uint32_t msr)
{
	uint32_t low, high;

	__asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(msr) : "memory");
	return (uint64_t)high << 32 | low;
}

static inline void wrmsr(uint32_t msr, uint64_t value)
{
	__asm__ volatile("wrmsr" ::"c"(msr), "a"((uint32_t)value), "d"((uint32_t)(value >> 32))
			 : "memory");
}

static inline uint8_t in8(uint16_t port)
{
	uint8_t value;

	__asm__ volatile("inb %w1, %0" : "=a"(value) : "Nd"(port) : "memory");
	return value;
}

static inline uint16_t in16(uint16_t port)
{
	uint16_t value;

	__asm__ volatile("inw %w1, %0" : "=a"(value) : "Nd"(port) : "memory");
	return value;
}

static inline uint32_t in32(uint16_t port)
{
	uint32_t value;

	__asm__ volatile("inl %w1, %0" : "=a"(value) : "Nd"(port) : "memory");
	return value;
}

static inline void out8(uint16_t port, uint8_t value)
{
	__asm__ volatile("outb %0, %w1" ::"a"(value), "Nd"(port) : "memory");
}

static inline void out16(uint16_t port, uint16_t value)
{
	__asm__ volatile("outw %0, %w1" ::"a"(value), "Nd"(port) : "memory");
}

static inline void out32(uint16_t port, uint32_t value)
{
	__asm__ volatile("outl %0, %w1" ::"a"(value), "Nd"(port) : "memory");
}

static inline uint64_t read_cr0(void)
{
	uint64_t value;

	__asm__ volatile("mov %%cr0, %0" : "=r"(value)::"memory");
	return value;
}

static inline void write_cr0(uint64_t value)
{
	__asm__ volatile("mov %0, %%cr0" ::"r"(value) : "memory");
}

static inline uint64_t read_cr2(void)
{
	uint64_t value;

	__asm__ volatile("mov %%cr2, %0" : "=r"(value)::"memory");
	return value;
}

static inline void write_cr2(uint64_t value)
{
	__asm__ volatile("mov %0, %%cr2" ::"r"(value) : "memory");
}

static inline uint64_t read_cr3(void)
{
	uint64_t value;

	__asm__ volatile("mov %%cr3, %0" : "=r"(value)::"memory");
	return value;
}

static inline void write_cr3(uint64_t value)
{
	__asm__ volatile("mov %0, %%cr3" ::"r"(value) : "memory");
}

static inline uint64_t read_cr4(void)
{
	uint64_t value;

	__asm__ volatile("mov %%cr4, %0" : "=r"(value)::"memory");
	return value;
}

static inline void write_cr4(uint64_t value)
{
	__asm__ volatile("mov %0, %%cr4" ::"r"(value) : "memory");
}

static inline uint64_t read_cr8(void)
{
	uint64_t value;

	__asm__ volatile("mov %%cr8, %0" : "=r"(value)::"memory");
	return value;
}

static inline void write_cr8(uint64_t value)
{
	__asm__ volatile("mov %0, %%cr8" ::"r"(value) : "memory");
}

/* The debug register must be a number in the instruction, hence the switch. */
static inline uint64_t read_dr(int number)
{
	uint64_t value = 0;

	switch (number) {
	case 0:
		__asm__ volatile("mov %%dr0, %0" : "=r"(value)::"memory");
		break;
	case 1:
		__asm__ volatile("mov %%dr1, %0" : "=r"(value)::"memory");
		break;
	case 2:
		__asm__ volatile("mov %%dr2, %0" : "=r"(value)::"memory");
		break;
	case 3:
		__asm__ volatile("mov %%dr3, %0" : "=r"(value)::"memory");
		break;
	case 6:
		__asm__ volatile("mov %%dr6, %0" : "=r"(value)::"memory");
		break;
	case 7:
		__asm__ volatile("mov %%dr7, %0" : "=r"(value)::"memory");
		break;
	}
	return value;
}

static inline void write_dr(int number, uint64_t value)
{
	switch (number) {
	case 0:
		__asm__ volatile("mov %0, %%dr0" ::"r"(value) : "memory");
		break;
	case 1:
		__asm__ volatile("mov %0, %%dr1" ::"r"(value) : "memory");
		break;
	case 2:
		__asm__ volatile("mov %0, %%dr2" ::"r"(value) : "memory");
		break;
	case 3:
		__asm__ volatile("mov %0, %%dr3" ::"r"(value) : "memory");
		break;
	case 6:
		__asm__ volatile("mov %0, %%dr6" ::"r"(value) : "memory");
		break;
	case 7:
		__asm__ volatile("mov %0, %%dr7" ::"r"(value) : "memory");
		break;
	}
}

static inline uint64_t read_xcr0(void)
{
	uint32_t low, high;

	__asm__ volatile("xgetbv" : "=a"(low), "=d"(high) : "c"(0) : "memory");
	return (uint64_t)high << 32 | low;
}

static inline void write_xcr(uint32_t number, uint64_t value)
{
	__asm__ volatile("xsetbv" ::"c"(number), "a"((uint32_t)value), "d"((uint32_t)(value >> 32))
			 : "memory");
}

static inline void interrupts_on(void)
{
	__asm__ volatile("sti" ::: "memory");
}

static inline void interrupts_off(void)
{
	__asm__ volatile("cli" ::: "memory");
}

/* STI's shadow covers HLT, so that no interrupt is lost between the two. Returns with interrupts
 * off. */
static inline void wait_for_interrupt(void)
{
	__asm__ volatile("sti; hlt; cli" ::: "memory");
}

static inline void cpu_pause(void)
{
	__asm__ volatile("pause" ::: "memory");
}

static inline void invlpg(uint64_t address)
{
	__asm__ volatile("invlpg (%0)" ::"r"(address) : "memory");
}

#endif
