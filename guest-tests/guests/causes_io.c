/* SPDX-License-Identifier: BSD-2-Clause */
/* IN, OUT, INS, OUTS of all sizes, at devices and where there is none. */
#include "guest-tests/guests/causes.h"

enum { PORT_UNUSED = 0x2484, PORT_COM1_LCR = PORT_COM1 + 3, PORT_COM1_SCRATCH = PORT_COM1 + 7 };
enum { LCR_DLAB = 1 << 7, DIVISOR_115200 = 1, DIVISOR_9600 = 12 };

static void check_in(void)
{
	uint64_t rax = 0x1122334455667788;

	__asm__ volatile("inb %w1, %%al" : "+a"(rax) : "d"(PORT_UNUSED));
	check_equal("in8-keeps-rest-of-rax", rax, 0x11223344556677ff);
	rax = 0x1122334455667788;
	__asm__ volatile("inw %w1, %%ax" : "+a"(rax) : "d"(PORT_UNUSED));
	check_equal("in16-keeps-rest-of-rax", rax, 0x112233445566ffff);
	rax = 0x1122334455667788;
	__asm__ volatile("inl %w1, %%eax" : "+a"(rax) : "d"(PORT_UNUSED));
	check_equal("in32-zeroes-upper-half", rax, 0xffffffff);
	rax = 0;
	__asm__ volatile("inb $0xe9, %%al" : "+a"(rax));
	check_equal("in8-immediate-port", rax, 0xe9);
	check_equal("in8-debug-port", in8(PORT_DEBUG), 0xe9);
}

static void check_out(void)
{
	uint64_t rax = 0x1122334455667788;

	__asm__ volatile("outb %%al, %w1; outw %%ax, %w1; outl %%eax, %w1; outb %%al, $0x84"
			 : "+a"(rax)
			 : "d"(PORT_UNUSED));
	check_equal("out-keeps-rax", rax, 0x1122334455667788);
}

static void check_com1(void)
{
	out8(PORT_COM1_SCRATCH, 0xa5);
	check_equal("com1-scratch", in8(PORT_COM1_SCRATCH), 0xa5);
	out8(PORT_COM1_SCRATCH, 0x5a);
	check_equal("com1-scratch-again", in8(PORT_COM1_SCRATCH), 0x5a);

	uint8_t lcr = in8(PORT_COM1_LCR);

	out8(PORT_COM1_LCR, lcr | LCR_DLAB);
	out8(PORT_COM1, DIVISOR_9600);
	out8(PORT_COM1 + 1, 0);

	uint8_t low = in8(PORT_COM1);
	uint8_t high = in8(PORT_COM1 + 1);

	out8(PORT_COM1, DIVISOR_115200);
	out8(PORT_COM1_LCR, lcr);
	check_equal("com1-divisor", low | high << 8, DIVISOR_9600);
	check_equal("com1-lcr", in8(PORT_COM1_LCR), lcr);
}

static void check_outs(void)
{
	const char *from = "#";
	uint64_t count;

	__asm__ volatile("outsb" : "+S"(from) : "d"(PORT_UNUSED) : "memory");
	check_equal("outsb-steps-rsi", *(from - 1), '#');
	from = "outs to the debug port\n";
	count = strlen(from);

	const char *end = from + count;

	__asm__ volatile("rep outsb" : "+S"(from), "+c"(count) : "d"(PORT_DEBUG) : "memory");
	test_check(from == end && count == 0, "rep-outsb", "RCX is %llu, RSI %lld too far",
		   (unsigned long long)count, (long long)(from - end));
}

/* INS fills memory: the bytes around the target must stay. */
static void check_ins(void)
{
	static uint8_t buffer[64];
	uint8_t *to = buffer + 8;
	uint64_t count = 4;
	uint8_t expected[64];

	memset(buffer, 0x11, sizeof(buffer));
	memset(expected, 0x11, sizeof(expected));
	memset(expected + 8, 0xe9, 4);
	__asm__ volatile("rep insb" : "+D"(to), "+c"(count) : "d"(PORT_DEBUG) : "memory");
	test_check(to == buffer + 12 && count == 0 && memcmp(buffer, expected, 64) == 0, "rep-insb",
		   "RCX is %llu, RDI %lld off", (unsigned long long)count,
		   (long long)(to - buffer - 12));

	to = buffer + 40;
	count = 3;
	memset(expected + 36, 0xff, 6);
	__asm__ volatile("std; rep insw; cld"
			 : "+D"(to), "+c"(count)
			 : "d"(PORT_UNUSED)
			 : "memory");
	/* 40, 38 and 36; RDI ends below the last. */
	test_check(to == buffer + 34 && memcmp(buffer, expected, 64) == 0, "rep-insw-backward",
		   "RCX is %llu, RDI %lld off", (unsigned long long)count,
		   (long long)(to - buffer - 34));

	to = buffer;
	__asm__ volatile("insl" : "+D"(to) : "d"(PORT_UNUSED) : "memory");
	memset(expected, 0xff, 4);
	test_check(to == buffer + 4 && memcmp(buffer, expected, 64) == 0, "insl", "RDI %lld off",
		   (long long)(to - buffer - 4));

	to = buffer;
	count = 0;
	__asm__ volatile("rep insb" : "+D"(to), "+c"(count) : "d"(PORT_UNUSED) : "memory");
	test_check(to == buffer && memcmp(buffer, expected, 64) == 0, "rep-insb-of-none",
		   "RDI %lld off", (long long)(to - buffer));

	/* 32-bit addresses: the upper half of RDI and RCX does not count. */
	uint64_t high = (uint64_t)(buffer + 16) | 0xabcd00000000;

	count = 0xabcd00000002;
	__asm__ volatile("addr32 rep insb" : "+D"(high), "+c"(count) : "d"(PORT_DEBUG) : "memory");
	memset(expected + 16, 0xe9, 2);
	test_check((uint32_t)high == (uint32_t)(uint64_t)(buffer + 18) && (uint32_t)count == 0 &&
			   memcmp(buffer, expected, 64) == 0,
		   "rep-insb-addr32", "RDI is 0x%llx, RCX 0x%llx", (unsigned long long)high,
		   (unsigned long long)count);
}

/* OUTS through FS, and over a page border in a mapping that is not the identity. */
static void check_string_addressing(void)
{
	struct space space = space_new();
	struct space before = {read_cr3()};
	uint8_t *low = page_alloc();
	uint8_t *other = page_alloc();
	uint8_t *high = page_alloc();
	uint64_t border = USER_BASE + PAGE_SIZE;
	uint64_t to = border - 3;
	uint64_t count = 6;

	(void)other; /* so that the two pages are not neighbours in physical memory */
	space_map(space, USER_BASE, (uint64_t)high, PAGE_WRITE);
	space_map(space, border, (uint64_t)low, PAGE_WRITE);
	write_cr3(space.cr3);
	__asm__ volatile("rep insb" : "+D"(to), "+c"(count) : "d"(PORT_DEBUG) : "memory");
	write_cr3(before.cr3);
	test_check(high[PAGE_SIZE - 3] == 0xe9 && high[PAGE_SIZE - 1] == 0xe9 && low[0] == 0xe9 &&
			   low[2] == 0xe9 && high[PAGE_SIZE - 4] == 0 && low[3] == 0,
		   "rep-insb-over-page-border", "%02x %02x %02x | %02x %02x %02x",
		   high[PAGE_SIZE - 4], high[PAGE_SIZE - 3], high[PAGE_SIZE - 1], low[0], low[2],
		   low[3]);

	const char text[] = "outs through FS\n";
	uint64_t from = 0;

	count = sizeof(text) - 1;
	wrmsr(MSR_FS_BASE, (uint64_t)text);
	__asm__ volatile("rep outsb %%fs:(%%rsi), %%dx"
			 : "+S"(from), "+c"(count)
			 : "d"(PORT_DEBUG)
			 : "memory");
	wrmsr(MSR_FS_BASE, 0);
	test_check(from == sizeof(text) - 1 && count == 0, "rep-outsb-fs", "RSI is %llu, RCX %llu",
		   (unsigned long long)from, (unsigned long long)count);
}

static void ins_to(void *address)
{
	__asm__ volatile("insb" : "+D"(address) : "d"(PORT_UNUSED) : "memory");
}

static void outs_from(void *address)
{
	__asm__ volatile("outsb" : "+S"(address) : "d"(PORT_UNUSED) : "memory");
}

/* A page fault of the operand is the guest's, with the address and error code of an access by it.
 */
static void check_string_faults(void)
{
	enum { ERROR_WRITE = 1 << 1, ERROR_PRESENT = 1 << 0 };
	struct fault fault;
	uint64_t unmapped = USER_BASE + 5 * PAGE_SIZE + 7;
	bool raised = trap_expect(ins_to, box(unmapped), &fault);

	test_check(raised && fault.vector == VECTOR_PF && fault.error == ERROR_WRITE &&
			   fault.address == unmapped,
		   "insb-page-fault", "vector %llu, error 0x%llx, CR2 0x%llx",
		   (unsigned long long)fault.vector, (unsigned long long)fault.error,
		   (unsigned long long)fault.address);
	raised = trap_expect(outs_from, box(unmapped), &fault);
	test_check(raised && fault.vector == VECTOR_PF && fault.error == 0 &&
			   fault.address == unmapped,
		   "outsb-page-fault", "vector %llu, error 0x%llx, CR2 0x%llx",
		   (unsigned long long)fault.vector, (unsigned long long)fault.error,
		   (unsigned long long)fault.address);

	struct space space = space_new();
	struct space before = {read_cr3()};

	space_map(space, USER_BASE, (uint64_t)page_alloc(), 0);
	write_cr3(space.cr3);
	raised = trap_expect(ins_to, box(USER_BASE), &fault);
	write_cr3(before.cr3);
	test_check(raised && fault.vector == VECTOR_PF &&
			   fault.error == (ERROR_WRITE | ERROR_PRESENT) &&
			   fault.address == USER_BASE,
		   "insb-read-only-page", "vector %llu, error 0x%llx, CR2 0x%llx",
		   (unsigned long long)fault.vector, (unsigned long long)fault.error,
		   (unsigned long long)fault.address);
	check_raises("insb-non-canonical", ins_to, box(0x800000000000), VECTOR_GP);
	check_raises("outsb-non-canonical", outs_from, box(0x800000000000), VECTOR_GP);
}

void causes_io(void)
{
	check_in();
	check_out();
	check_com1();
	check_outs();
	check_ins();
	check_string_addressing();
	check_string_faults();
}
