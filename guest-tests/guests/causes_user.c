/* SPDX-License-Identifier: BSD-2-Clause */
/* CPL 3: what is privileged, what is not, #AC, SYSCALL and SYSRET. */
#include "guest-tests/guests/causes.h"

static const struct bytes user[] = {
	{"user-nop", 1, {0x90}, VECTOR_USER},
	{"user-cpuid", 4, {0x31, 0xc0, 0x0f, 0xa2}, VECTOR_USER},
	{"user-rdtsc", 2, {0x0f, 0x31}, VECTOR_USER},
	{"user-pause", 2, {0xf3, 0x90}, VECTOR_USER},
	{"user-int3", 1, {0xcc}, VECTOR_BP},
	{"user-ud2", 2, {0x0f, 0x0b}, VECTOR_UD},
	{"user-icebp", 1, {0xf1}, VECTOR_DB},
	{"user-cli", 1, {0xfa}, VECTOR_GP},
	{"user-hlt", 1, {0xf4}, VECTOR_GP},
	{"user-in", 2, {0xe4, 0x84}, VECTOR_GP},
	{"user-out", 2, {0xe6, 0xf4}, VECTOR_GP},
	{"user-outs", 1, {0x6e}, VECTOR_GP},
	{"user-mov-from-cr0", 3, {0x0f, 0x20, 0xc0}, VECTOR_GP},
	{"user-mov-to-cr3", 3, {0x0f, 0x22, 0xd8}, VECTOR_GP},
	{"user-mov-to-cr8", 4, {0x44, 0x0f, 0x22, 0xc0}, VECTOR_GP},
	{"user-mov-from-dr0", 3, {0x0f, 0x21, 0xc0}, VECTOR_GP},
	{"user-clts", 2, {0x0f, 0x06}, VECTOR_GP},
	{"user-lmsw", 3, {0x0f, 0x01, 0xf0}, VECTOR_GP},
	{"user-rdmsr", 2, {0x0f, 0x32}, VECTOR_GP},
	{"user-wrmsr", 2, {0x0f, 0x30}, VECTOR_GP},
	{"user-rdpmc", 2, {0x0f, 0x33}, VECTOR_GP},
	{"user-invd", 2, {0x0f, 0x08}, VECTOR_GP},
	{"user-wbinvd", 2, {0x0f, 0x09}, VECTOR_GP},
	{"user-invlpg", 3, {0x0f, 0x01, 0x3f}, VECTOR_GP},
	{"user-lgdt", 3, {0x0f, 0x01, 0x17}, VECTOR_GP},
	{"user-lidt", 3, {0x0f, 0x01, 0x1f}, VECTOR_GP},
	{"user-ltr", 3, {0x0f, 0x00, 0xd8}, VECTOR_GP},
	{"user-vmcall", 3, {0x0f, 0x01, 0xc1}, VECTOR_UD},
	{"user-vmlaunch", 3, {0x0f, 0x01, 0xc2}, VECTOR_UD},
	{"user-vmread", 3, {0x0f, 0x78, 0xc8}, VECTOR_UD},
	{"user-vmfunc", 3, {0x0f, 0x01, 0xd4}, VECTOR_UD},
	{"user-mwait", 3, {0x0f, 0x01, 0xc9}, VECTOR_UD},
	{"user-getsec", 2, {0x0f, 0x37}, VECTOR_UD},
	{"user-rsm", 2, {0x0f, 0xaa}, VECTOR_UD},
	{"user-int-0x40", 2, {0xcd, 0x40}, VECTOR_GP},
	{"user-syscall-without-sce", 2, {0x0f, 0x05}, VECTOR_UD},
	{"user-xsetbv", 3, {0x0f, 0x01, 0xd1}, VECTOR_UD}, /* CR4.OSXSAVE = 0 */
	{"user-sgdt", 5, {0x0f, 0x01, 0x44, 0x24, 0xf0}, VECTOR_USER},
};

static void check_user(const struct bytes *bytes)
{
	struct fault fault;

	run_bytes_user(bytes, &fault);
	test_check((int)fault.vector == bytes->vector && (fault.cs & 3) == 3, bytes->name,
		   "vector %llu, error 0x%llx, cs 0x%llx, not vector %d",
		   (unsigned long long)fault.vector, (unsigned long long)fault.error,
		   (unsigned long long)fault.cs, bytes->vector);
}

static void check_alignment(void)
{
	static const struct bytes misaligned = {
		/* push 0x40002; popfq; mov eax, [rsp - 15] */
		"user-ac",
		10,
		{0x68, 0x02, 0x00, 0x04, 0x00, 0x9d, 0x8b, 0x44, 0x24, 0xf1},
		VECTOR_AC};
	struct bytes allowed = misaligned;

	allowed.name = "user-no-ac-without-am";
	allowed.vector = VECTOR_USER;
	write_cr0(read_cr0() | CR0_AM);
	check_user(&misaligned);
	write_cr0(read_cr0() & ~(uint64_t)CR0_AM);
	check_user(&allowed);
}

static void check_tsd(void)
{
	static const struct bytes rdtsc_denied = {
		"user-rdtsc-with-tsd", 2, {0x0f, 0x31}, VECTOR_GP};

	write_cr4(read_cr4() | CR4_TSD);
	check_user(&rdtsc_denied);
	write_cr4(read_cr4() & ~(uint64_t)CR4_TSD);
}

/* Raises #UD at CPL 0, which shows that SYSCALL came here. */
static void syscall_entry(void)
{
	__asm__ volatile("ud2");
}

static void check_syscall(void)
{
	static const struct bytes call = {"", 2, {0x0f, 0x05}, VECTOR_UD};
	struct fault fault;

	wrmsr(MSR_EFER, rdmsr(MSR_EFER) | EFER_SCE);
	wrmsr(MSR_STAR,
	      (uint64_t)(SELECTOR_USER_DATA - 8) << 48 | (uint64_t)SELECTOR_KERNEL_CODE << 32);
	wrmsr(MSR_LSTAR, (uint64_t)syscall_entry);
	wrmsr(MSR_FMASK, RFLAGS_IF);
	run_bytes_user(&call, &fault);
	test_check(fault.vector == VECTOR_UD && fault.cs == SELECTOR_KERNEL_CODE &&
			   fault.rip == (uint64_t)syscall_entry,
		   "user-syscall", "vector %llu at cs 0x%llx rip 0x%llx",
		   (unsigned long long)fault.vector, (unsigned long long)fault.cs,
		   (unsigned long long)fault.rip);
	wrmsr(MSR_EFER, rdmsr(MSR_EFER) & ~(uint64_t)EFER_SCE);
}

void causes_user(void)
{
	for (size_t i = 0; i < sizeof(user) / sizeof(user[0]); i++)
		check_user(&user[i]);
	check_alignment();
	check_tsd();
	check_syscall();
}
