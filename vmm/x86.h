/* SPDX-License-Identifier: BSD-2-Clause */
/* The processor: instructions that C has no word for, and the names of architectural bits and MSRs.
 */
#ifndef VMM_X86_H
#define VMM_X86_H

#include <stdbool.h>
#include <stdint.h>

enum cr0_bits {
	CR0_PE = 1u << 0,
	CR0_MP = 1u << 1,
	CR0_EM = 1u << 2,
	CR0_TS = 1u << 3,
	CR0_ET = 1u << 4,
	CR0_NE = 1u << 5,
	CR0_WP = 1u << 16,
	CR0_AM = 1u << 18,
	CR0_NW = 1u << 29,
	CR0_CD = 1u << 30,
};
#define CR0_PG (1ull << 31) /* does not fit an enumerator, which is an int */

enum cr4_bits {
	CR4_VME = 1u << 0,
	CR4_PVI = 1u << 1,
	CR4_TSD = 1u << 2,
	CR4_DE = 1u << 3,
	CR4_PSE = 1u << 4,
	CR4_PAE = 1u << 5,
	CR4_MCE = 1u << 6,
	CR4_PGE = 1u << 7,
	CR4_PCE = 1u << 8,
	CR4_OSFXSR = 1u << 9,
	CR4_OSXMMEXCPT = 1u << 10,
	CR4_UMIP = 1u << 11,
	CR4_LA57 = 1u << 12,
	CR4_VMXE = 1u << 13,
	CR4_SMXE = 1u << 14,
	CR4_FSGSBASE = 1u << 16,
	CR4_PCIDE = 1u << 17,
	CR4_OSXSAVE = 1u << 18,
	CR4_SMEP = 1u << 20,
	CR4_SMAP = 1u << 21,
};

enum rflags_bits {
	RFLAGS_FIXED = 1u << 1,
	RFLAGS_TF = 1u << 8,
	RFLAGS_IF = 1u << 9,
	RFLAGS_RF = 1u << 16,
	RFLAGS_VM = 1u << 17,
};

enum efer_bits {
	EFER_SCE = 1u << 0,
	EFER_LME = 1u << 8,
	EFER_LMA = 1u << 10,
	EFER_NXE = 1u << 11,
};

/* Debug registers after reset (SDM 18.2). */
enum { DR7_RESET = 0x400 };
#define DR6_RESET 0xffff0ff0u

enum vector {
	VECTOR_DE = 0,
	VECTOR_DB = 1,
	VECTOR_NMI = 2,
	VECTOR_BP = 3,
	VECTOR_UD = 6,
	VECTOR_DF = 8,
	VECTOR_TS = 10,
	VECTOR_NP = 11,
	VECTOR_SS = 12,
	VECTOR_GP = 13,
	VECTOR_PF = 14,
	VECTOR_AC = 17,
	VECTOR_MC = 18,
	VECTOR_CP = 21,
};

enum msr {
	MSR_IA32_TSC = 0x10,
	MSR_IA32_APIC_BASE = 0x1b,
	MSR_IA32_FEATURE_CONTROL = 0x3a,
	MSR_IA32_BIOS_SIGN_ID = 0x8b,
	MSR_IA32_ARCH_CAPABILITIES = 0x10a,
	MSR_IA32_SYSENTER_CS = 0x174,
	MSR_IA32_SYSENTER_ESP = 0x175,
	MSR_IA32_SYSENTER_EIP = 0x176,
	MSR_IA32_MISC_ENABLE = 0x1a0,
	MSR_IA32_DEBUGCTL = 0x1d9,
	MSR_IA32_PAT = 0x277,
	MSR_IA32_VMX_BASIC = 0x480,
	MSR_IA32_VMX_CR0_FIXED0 = 0x486,
	MSR_IA32_VMX_CR0_FIXED1 = 0x487,
	MSR_IA32_VMX_CR4_FIXED0 = 0x488,
	MSR_IA32_VMX_CR4_FIXED1 = 0x489,
	MSR_IA32_TSC_DEADLINE = 0x6e0,
	MSR_X2APIC_FIRST = 0x800,
	MSR_X2APIC_EOI = 0x80b,
	MSR_X2APIC_SVR = 0x80f,
	MSR_X2APIC_LAST = 0x8ff,
	MSR_IA32_EFER = 0xc0000080,
	MSR_IA32_STAR = 0xc0000081,
	MSR_IA32_LSTAR = 0xc0000082,
	MSR_IA32_CSTAR = 0xc0000083,
	MSR_IA32_FMASK = 0xc0000084,
	MSR_IA32_FS_BASE = 0xc0000100,
	MSR_IA32_GS_BASE = 0xc0000101,
	MSR_IA32_KERNEL_GS_BASE = 0xc0000102,
	MSR_IA32_TSC_AUX = 0xc0000103,
};

/* The PAT after reset (SDM 12.12.4). */
static const uint64_t pat_reset_value = 0x0007040600070406;

struct cpuid_result {
	uint32_t eax;
	uint32_t ebx;
	uint32_t ecx;
	uint32_t edx;
};

static inline struct cpuid_result cpuid(uint32_t leaf, uint32_t subleaf)
{
	struct cpuid_result result;

	__asm__ volatile("cpuid"
			 : "=a"(result.eax), "=b"(result.ebx), "=c"(result.ecx), "=d"(result.edx)
			 : "a"(leaf), "c"(subleaf));
	return result;
}

static inline uint64_t rdmsr(uint32_t msr)
{
	uint32_t low;
	uint32_t high;

	__asm__ volatile("rdmsr" : "=a"(low), "=d"(high) : "c"(msr));
	return (uint64_t)high << 32 | low;
}

static inline void wrmsr(uint32_t msr, uint64_t value)
{
	__asm__ volatile("wrmsr" : : "c"(msr), "a"((uint32_t)value), "d"((uint32_t)(value >> 32)));
}

static inline uint64_t rdtsc(void)
{
	uint64_t low; /* the instruction clears the upper halves */
	uint64_t high;

	__asm__ volatile("rdtsc" : "=a"(low), "=d"(high));
	return high << 32 | low;
}

static inline void outb(uint16_t port, uint8_t value)
{
	__asm__ volatile("outb %0, %1" : : "a"(value), "Nd"(port));
}

static inline uint8_t inb(uint16_t port)
{
	uint8_t value;

	__asm__ volatile("inb %1, %0" : "=a"(value) : "Nd"(port));
	return value;
}

static inline void xsetbv(uint32_t index, uint64_t value)
{
	__asm__ volatile("xsetbv"
			 :
			 : "c"(index), "a"((uint32_t)value), "d"((uint32_t)(value >> 32)));
}

/* Control and debug registers, each with a reader and a writer. */
#define X86_REGISTER(name)                                                      \
	static inline uint64_t read_##name(void)                                \
	{                                                                       \
		uint64_t value;                                                 \
                                                                                \
		__asm__ volatile("mov %%" #name ", %0" : "=r"(value));          \
		return value;                                                   \
	}                                                                       \
	static inline void write_##name(uint64_t value)                         \
	{                                                                       \
		__asm__ volatile("mov %0, %%" #name : : "r"(value) : "memory"); \
	}

X86_REGISTER(cr0)
X86_REGISTER(cr2)
X86_REGISTER(cr3)
X86_REGISTER(cr4)
X86_REGISTER(dr0)
X86_REGISTER(dr1)
X86_REGISTER(dr2)
X86_REGISTER(dr3)
X86_REGISTER(dr6)
X86_REGISTER(dr7)
#undef X86_REGISTER

/* Saves and restores every state component that XCR0 has enabled. The area is 64-byte aligned. */
static inline void xsave(void *area)
{
	__asm__ volatile("xsave64 (%0)" : : "r"(area), "a"(~0u), "d"(~0u) : "memory");
}

static inline void xrstor(const void *area)
{
	__asm__ volatile("xrstor64 (%0)" : : "r"(area), "a"(~0u), "d"(~0u) : "memory");
}

static inline void fxsave(void *area)
{
	__asm__ volatile("fxsave64 (%0)" : : "r"(area) : "memory");
}

static inline void fxrstor(const void *area)
{
	__asm__ volatile("fxrstor64 (%0)" : : "r"(area) : "memory");
}

/* A canonical address repeats bit 47 in the bits above (4-level paging). */
static inline bool is_canonical(uint64_t address)
{
	return (uint64_t)((int64_t)(address << 16) >> 16) == address;
}

/* Stops this CPU for good. */
static inline _Noreturn void cpu_halt(void)
{
	for (;;)
		__asm__ volatile("cli; hlt");
}

#endif
