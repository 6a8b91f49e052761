/* SPDX-License-Identifier: BSD-2-Clause */
/* RDMSR and WRMSR: what is a guest's own keeps values, what is not raises #GP(0). */
#include "guest-tests/guests/causes.h"

#include "guest-tests/lib/apic.h"

#define NON_CANONICAL 0x800000000000ull
#define CANONICAL     0xffff800000001000ull

struct access {
	uint32_t msr;
	uint64_t value;
};

static void write_msr(void *argument)
{
	const struct access *access = argument;

	wrmsr(access->msr, access->value);
}

static void read_msr(void *argument)
{
	struct access *access = argument;

	access->value = rdmsr(access->msr);
}

/* MSRs that a guest may set to such a value and read again. */
static const struct {
	const char *name;
	struct access access;
} kept[] = {
	{"msr-sysenter-cs", {MSR_SYSENTER_CS, 0x1234}},
	{"msr-sysenter-esp", {MSR_SYSENTER_ESP, CANONICAL}},
	{"msr-sysenter-eip", {MSR_SYSENTER_EIP, CANONICAL}},
	{"msr-pat", {MSR_PAT, 0x0106050400070406}},
	{"msr-star", {MSR_STAR, 0x0018000800000000}},
	{"msr-lstar", {MSR_LSTAR, CANONICAL}},
	{"msr-cstar", {MSR_CSTAR, CANONICAL}},
	{"msr-fmask", {MSR_FMASK, 0x47700}},
	{"msr-fs-base", {MSR_FS_BASE, CANONICAL}},
	{"msr-gs-base", {MSR_GS_BASE, CANONICAL}},
	{"msr-kernel-gs-base", {MSR_KERNEL_GS_BASE, CANONICAL}},
};

/* Writes that must raise #GP(0), whatever else is there. */
static const struct {
	const char *name;
	struct access access;
} refused[] = {
	{"wrmsr-sysenter-esp-non-canonical", {MSR_SYSENTER_ESP, NON_CANONICAL}},
	{"wrmsr-sysenter-eip-non-canonical", {MSR_SYSENTER_EIP, NON_CANONICAL}},
	{"wrmsr-lstar-non-canonical", {MSR_LSTAR, NON_CANONICAL}},
	{"wrmsr-cstar-non-canonical", {MSR_CSTAR, NON_CANONICAL}},
	{"wrmsr-fs-base-non-canonical", {MSR_FS_BASE, NON_CANONICAL}},
	{"wrmsr-gs-base-non-canonical", {MSR_GS_BASE, NON_CANONICAL}},
	{"wrmsr-kernel-gs-base-non-canonical", {MSR_KERNEL_GS_BASE, NON_CANONICAL}},
	{"wrmsr-pat-type-2", {MSR_PAT, 0x0206050400070406}},
	{"wrmsr-pat-type-8", {MSR_PAT, 0x0806050400070406}},
	{"wrmsr-efer-bit-1", {MSR_EFER, EFER_LME | EFER_LMA | EFER_NXE | 1 << 1}},
	{"wrmsr-efer-bit-63", {MSR_EFER, EFER_LME | EFER_LMA | EFER_NXE | 1ull << 63}},
	{"wrmsr-efer-no-lme-while-paging", {MSR_EFER, EFER_NXE}},
	{"wrmsr-apic-base-reserved", {MSR_APIC_BASE, 0xfee00d00 | 1 << 9}},
	{"wrmsr-apic-base-bit-52", {MSR_APIC_BASE, 0xfee00d00 | 1ull << 52}},
	{"wrmsr-apic-base-x2apic-to-xapic", {MSR_APIC_BASE, 0xfee00900}},
	{"wrmsr-apic-base-extd-without-enable", {MSR_APIC_BASE, 0xfee00500}},
	{"wrmsr-vmx-basic", {MSR_VMX_BASIC, 0}},
	{"wrmsr-unknown", {0x12345678, 0}},
	{"wrmsr-unknown-low", {0x1fff, 0}},
	{"wrmsr-unknown-high", {0xc0001fff, 0}},
	{"wrmsr-x2apic-id", {APIC_ID, 0}},
	{"wrmsr-x2apic-version", {APIC_VERSION, 0}},
	{"wrmsr-x2apic-tpr-reserved", {APIC_TPR, 0x100}},
	{"wrmsr-x2apic-eoi-nonzero", {APIC_EOI, 1}},
	{"wrmsr-x2apic-ldr", {APIC_LDR, 0}},
	{"wrmsr-x2apic-svr-reserved", {APIC_SVR, 1ull << 32}},
	{"wrmsr-x2apic-lvt-timer-reserved", {APIC_LVT_TIMER, 1 << 20}},
	{"wrmsr-x2apic-divide-reserved", {APIC_DIVIDE, 1 << 4}},
	{"wrmsr-x2apic-current-count", {APIC_CURRENT_COUNT, 0}},
	{"wrmsr-x2apic-dfr", {0x80e, 0}},
	{"wrmsr-x2apic-icr-high", {0x831, 0}},
};

static const struct {
	const char *name;
	uint32_t msr;
} unreadable[] = {
	{"rdmsr-vmx-basic", MSR_VMX_BASIC},
	{"rdmsr-unknown", 0x12345678},
	{"rdmsr-unknown-low", 0x1fff},
	{"rdmsr-unknown-high", 0xc0001fff},
	{"rdmsr-last", 0xffffffff},
	{"rdmsr-x2apic-eoi", APIC_EOI},
	{"rdmsr-x2apic-self-ipi", APIC_SELF_IPI},
	{"rdmsr-x2apic-dfr", 0x80e},
	{"rdmsr-x2apic-reserved", 0x840},
};

static void check_kept(void)
{
	for (size_t i = 0; i < sizeof(kept) / sizeof(kept[0]); i++) {
		struct access access = kept[i].access;
		struct access before = {access.msr, 0};
		struct fault fault;

		if (trap_expect(read_msr, &before, &fault) ||
		    trap_expect(write_msr, &access, &fault)) {
			test_check(false, kept[i].name, "raised vector %llu",
				   (unsigned long long)fault.vector);
			continue;
		}
		check_equal(kept[i].name, rdmsr(access.msr), access.value);
		wrmsr(before.msr, before.value);
	}
}

static void check_faults(void)
{
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		struct access access = refused[i].access;

		check_raises(refused[i].name, write_msr, &access, VECTOR_GP);
	}
	for (size_t i = 0; i < sizeof(unreadable) / sizeof(unreadable[0]); i++) {
		struct access access = {unreadable[i].msr, 0};

		check_raises(unreadable[i].name, read_msr, &access, VECTOR_GP);
	}
}

static void check_efer(void)
{
	uint64_t efer = rdmsr(MSR_EFER);

	check_equal("efer-in-long-mode", efer & (EFER_LME | EFER_LMA), EFER_LME | EFER_LMA);
	wrmsr(MSR_EFER, efer | EFER_SCE);
	check_equal("efer-sce", rdmsr(MSR_EFER), efer | EFER_SCE);
	/* LMA is read-only: writing 0 is no error and changes nothing. */
	wrmsr(MSR_EFER, efer & ~(uint64_t)EFER_LMA);
	check_equal("efer-lma-read-only", rdmsr(MSR_EFER), efer);
}

static void check_tsc(void)
{
	uint64_t before = rdtsc();
	uint64_t read = rdmsr(MSR_TSC);
	uint64_t after = rdtsc();

	test_check(read >= before && read <= after, "rdmsr-tsc", "0x%llx is not in 0x%llx-0x%llx",
		   (unsigned long long)read, (unsigned long long)before, (unsigned long long)after);
}

void causes_msr(void)
{
	check_equal("apic-base-x2apic", rdmsr(MSR_APIC_BASE) & 0xfffffc00, 0xfee00c00);
	check_kept();
	check_faults();
	check_efer();
	check_tsc();
}
