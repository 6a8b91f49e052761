/* SPDX-License-Identifier: BSD-2-Clause */
/* Every MSR, port, control register bit, CPUID leaf: what is tried either works or raises what it
 * may. */
#include "guest-tests/guests/hostile.h"

#include "guest-tests/lib/apic.h"

/* Values that look for missing checks: nothing, everything, single bits at borders, a non-canonical
 * address. */
static const uint64_t wild[] = {
	0,
	~0ull,
	1,
	1ull << 63,
	0x00000000ffffffff,
	0xffffffff00000000,
	0x0000800000000000,
	0x5555555555555555,
};
enum { WILD = sizeof(wild) / sizeof(wild[0]) };

struct access {
	uint32_t number;
	uint64_t value;
};

static unsigned int worked;
static unsigned int faulted;
static unsigned int wrong;

/* Tries one access: it works, or raises #GP(0); anything else is wrong. */
static void attempt(void (*function)(void *), struct access access, const char *what)
{
	struct fault fault;

	if (!trap_expect(function, &access, &fault)) {
		worked++;
		return;
	}
	faulted++;
	if (fault.vector == VECTOR_GP && fault.error == 0)
		return;
	if (wrong++ < 10)
		print("# %s 0x%x, value 0x%llx: vector %llu, error 0x%llx\n", what, access.number,
		      (unsigned long long)access.value, (unsigned long long)fault.vector,
		      (unsigned long long)fault.error);
}

static void report(const char *name)
{
	print("# %u worked, %u raised #GP(0)\n", worked, faulted);
	test_check(wrong == 0, name, "%u raised something else", wrong);
}

static void read_msr(void *argument)
{
	struct access *access = argument;

	access->value = rdmsr(access->number);
}

static void write_msr(void *argument)
{
	const struct access *access = argument;

	wrmsr(access->number, access->value);
}

static void sweep_msr_range(uint32_t first, uint32_t last, uint32_t step)
{
	for (uint64_t msr = first; msr <= last; msr += step) {
		attempt(read_msr, (struct access){(uint32_t)msr, 0}, "RDMSR");
		for (unsigned int i = 0; i < WILD; i++)
			attempt(write_msr, (struct access){(uint32_t)msr, wild[i]}, "WRMSR");
	}
}

/* Once with the APIC in x2APIC mode; the sweep itself may well turn it off. Interrupts are off. */
void sweep_msrs(void)
{
	apic_init();
	sweep_msr_range(APIC_ID, APIC_SELF_IPI, 1);
	sweep_msr_range(0, 0x1fff, 1);
	sweep_msr_range(0xc0000000, 0xc0001fff, 1);
	sweep_msr_range(0x40000000, 0x400000ff, 1); /* where hypervisors have theirs */
	sweep_msr_range(0x00002000, 0xfffff000, 0x00fff7fd);
	report("every-msr");
}

/* The exit port is the one that would do what it is asked to. */
static bool touches_exit(uint32_t port, unsigned int size)
{
	return port <= PORT_EXIT && port + size > PORT_EXIT;
}

static void string_io(uint16_t port)
{
	static uint8_t buffer[16];
	void *to = buffer;
	const void *from = buffer;
	uint64_t count = 2;

	__asm__ volatile("rep insl" : "+D"(to), "+c"(count) : "d"(port) : "memory");
	if (touches_exit(port, 4))
		return;
	count = 2;
	__asm__ volatile("rep outsw" : "+S"(from), "+c"(count) : "d"(port) : "memory");
}

static void do_ports(void *argument)
{
	enum { PORTS = 0x10000, STRING_EVERY = 16 };

	(void)argument;
	for (uint32_t port = 0; port < PORTS; port++) {
		uint32_t value = (uint32_t)wild[port % WILD];

		in8((uint16_t)port);
		in16((uint16_t)port);
		in32((uint16_t)port);
		if (!touches_exit(port, 1))
			out8((uint16_t)port, (uint8_t)value);
		if (!touches_exit(port, 2))
			out16((uint16_t)port, (uint16_t)value);
		if (!touches_exit(port, 4))
			out32((uint16_t)port, value);
		if (port % STRING_EVERY == 0)
			string_io((uint16_t)port);
	}
}

void sweep_ports(void)
{
	struct fault fault;
	bool raised = trap_expect(do_ports, NULL, &fault);

	/* COM1 got wild values too. */
	console_init();
	print("\n");
	test_check(!raised, "every-port", "vector %llu", (unsigned long long)fault.vector);
}

static void set_xcr(void *argument)
{
	const struct access *access = argument;

	write_xcr(access->number, access->value);
}

void sweep_xcr0(void)
{
	if (!(cpuid(1, 0).ecx & CPUID_1_ECX_XSAVE)) {
		test_skip("every-xcr0", "no XSAVE");
		return;
	}
	write_cr4(read_cr4() | CR4_OSXSAVE);
	for (uint64_t value = 0; value < 0x1000; value++)
		attempt(set_xcr, (struct access){0, value}, "XCR");
	for (unsigned int bit = 0; bit < 64; bit++) {
		attempt(set_xcr, (struct access){0, 1ull << bit}, "XCR");
		attempt(set_xcr, (struct access){0, 1ull << bit | 1}, "XCR");
		attempt(set_xcr, (struct access){0, 1ull << bit | 7}, "XCR");
	}
	for (unsigned int i = 0; i < WILD; i++) {
		attempt(set_xcr, (struct access){0, wild[i]}, "XCR");
		attempt(set_xcr, (struct access){1, wild[i]}, "XCR");
		attempt(set_xcr, (struct access){0x80000000, wild[i]}, "XCR");
		attempt(set_xcr, (struct access){0xffffffff, wild[i]}, "XCR");
	}
	write_xcr(0, 3);
	test_check(read_xcr0() == 3, "xcr0-still-works", "it is 0x%llx",
		   (unsigned long long)read_xcr0());
	report("every-xcr0");
}

static void set_cr(void *argument)
{
	const struct access *access = argument;

	switch (access->number) {
	case 0:
		write_cr0(access->value);
		break;
	case 3:
		write_cr3(access->value);
		break;
	case 4:
		write_cr4(access->value);
		break;
	case 8:
		write_cr8(access->value);
		break;
	}
}

/* Back to what it was after each, for the values pile up otherwise until nothing can run. */
static void attempt_cr(uint32_t number, uint64_t value)
{
	static uint64_t cr0, cr3, cr4;

	if (!cr0) {
		cr0 = read_cr0();
		cr3 = read_cr3();
		cr4 = read_cr4();
	}
	attempt(set_cr, (struct access){number, value}, "CR");
	write_cr4(cr4);
	write_cr0(cr0);
	if (read_cr3() != cr3)
		write_cr3(cr3);
	write_cr8(0);
}

/* No value of CR3 that is valid: where it points to is what "page-table-outside" tries. */
void sweep_crs(void)
{
	enum { MAX_PHYSICAL_BITS = 52 };
	uint64_t cr0 = read_cr0();
	uint64_t cr4 = read_cr4();

	for (unsigned int bit = 0; bit < 64; bit++) {
		attempt_cr(0, cr0 ^ 1ull << bit);
		attempt_cr(0, cr0 ^ 1ull << bit ^ CR0_CD);
		attempt_cr(0, cr0 ^ 1ull << bit ^ CR0_NE);
		attempt_cr(4, cr4 ^ 1ull << bit);
		for (unsigned int other = 0; other < bit; other++)
			attempt_cr(4, cr4 ^ 1ull << bit ^ 1ull << other);
		attempt_cr(8, 1ull << bit);
		if (bit >= MAX_PHYSICAL_BITS)
			attempt_cr(3, read_cr3() | 1ull << bit);
	}
	for (unsigned int i = 0; i < WILD; i++) {
		attempt_cr(0, wild[i]);
		attempt_cr(4, wild[i]);
		attempt_cr(8, wild[i]);
	}
	report("every-cr-bit");
}

static void cpuid_range(uint32_t first, uint32_t count)
{
	for (uint32_t leaf = first; leaf - first < count; leaf++)
		for (uint32_t subleaf = 0; subleaf < 64; subleaf++)
			cpuid(leaf, subleaf);
}

void sweep_cpuid(void)
{
	cpuid_range(0, 0x40);
	cpuid_range(0x20000000, 0x4);
	cpuid_range(0x40000000, 0x20);
	cpuid_range(0x80000000, 0x20);
	for (uint64_t leaf = 0; leaf <= UINT32_MAX; leaf += 0x00fff7fd)
		cpuid((uint32_t)leaf, (uint32_t)~leaf);
	test_check(cpuid(0, 0).eax >= 1, "every-cpuid", "leaf 0 has no leaf 1");
}

enum { MAX_BYTES = 5, RET = 0xc3 };

/* With operands that would do harm if they were taken. RAX and RDI point to a page of zeros. */
static const struct {
	uint8_t size;
	uint8_t bytes[MAX_BYTES];
} vmx[] = {
	{3, {0x0f, 0x01, 0xc1}},	     /* VMCALL */
	{3, {0x0f, 0x01, 0xc2}},	     /* VMLAUNCH */
	{3, {0x0f, 0x01, 0xc3}},	     /* VMRESUME */
	{3, {0x0f, 0x01, 0xc4}},	     /* VMXOFF */
	{3, {0x0f, 0x01, 0xd4}},	     /* VMFUNC */
	{4, {0xf3, 0x0f, 0xc7, 0x37}},	     /* VMXON */
	{4, {0x66, 0x0f, 0xc7, 0x37}},	     /* VMCLEAR */
	{3, {0x0f, 0xc7, 0x37}},	     /* VMPTRLD */
	{3, {0x0f, 0xc7, 0x3f}},	     /* VMPTRST */
	{3, {0x0f, 0x78, 0xc8}},	     /* VMREAD */
	{3, {0x0f, 0x79, 0xc8}},	     /* VMWRITE */
	{5, {0x66, 0x0f, 0x38, 0x80, 0x07}}, /* INVEPT */
	{5, {0x66, 0x0f, 0x38, 0x81, 0x07}}, /* INVVPID */
};

static void run_vmx(void *argument)
{
	static uint8_t code[MAX_BYTES + 1];
	static uint8_t operand[PAGE_SIZE] __attribute__((aligned(PAGE_SIZE)));
	size_t i = (size_t)argument;

	memcpy(code, vmx[i].bytes, vmx[i].size);
	code[vmx[i].size] = RET;
	__asm__ volatile("call *%[code]" ::[code] "r"(code), "a"(operand), "c"(0x681e), "d"(0),
			 "D"(operand)
			 : "memory", "cc");
}

void try_vmx(void)
{
	unsigned int undefined = 0;

	for (size_t i = 0; i < sizeof(vmx) / sizeof(vmx[0]); i++)
		undefined += trap_raises(run_vmx, (void *)i, VECTOR_UD);
	test_check(undefined == sizeof(vmx) / sizeof(vmx[0]), "every-vmx-instruction",
		   "only %u of %zu raised #UD", undefined, sizeof(vmx) / sizeof(vmx[0]));
	test_check(!(rdmsr(MSR_EFER) & ~(uint64_t)(EFER_SCE | EFER_LME | EFER_LMA | EFER_NXE)),
		   "efer-unchanged", "0x%llx", (unsigned long long)rdmsr(MSR_EFER));
}
