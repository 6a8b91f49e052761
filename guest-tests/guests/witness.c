/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs steadily and checks that nothing of its own changes while other guests take turns with it:
 * general, x87, SSE and AVX registers, control, debug and model-specific registers, memory, the
 * order of time. Run several at once, with different seeds.
 *
 *   seed=1       what the registers are filled from; odd seeds turn AVX on (XCR0 = 7) if there is
 * XSAVE seconds=5    how long
 */
#include "guest-tests/lib/apic.h"
#include "guest-tests/lib/lib.h"
#include "guest-tests/lib/paging.h"
#include "guest-tests/lib/trap.h"

enum { GPRS = 15, X87_REGISTERS = 8, VECTOR_REGISTERS = 16, PAGES = 64, WORDS = PAGE_SIZE / 8 };
enum { LOOPS = 5000, TICK_US = 3000, MXCSR_DEFAULT = 0x1f80, X87_DEFAULT = 0x37f };
enum { XCR0_SSE = 3, XCR0_AVX = 7 };

/* witness_hold.asm has the offsets. */
struct registers {
	uint64_t gpr[GPRS];
	uint64_t x87[X87_REGISTERS];
	uint32_t mxcsr;
	uint16_t x87_control;
	uint16_t unused;
	uint64_t vectors[VECTOR_REGISTERS][4];
};

_Static_assert(offsetof(struct registers, x87) == 120, "X87 in witness_hold.asm");
_Static_assert(offsetof(struct registers, mxcsr) == 184, "MXCSR in witness_hold.asm");
_Static_assert(offsetof(struct registers, vectors) == 192, "VECTORS in witness_hold.asm");

void witness_hold(const struct registers *given, struct registers *found, uint64_t loops, bool ymm);

/* What is looked at, each a test line. */
enum topic { GENERAL, X87, SSE, CONTROL, DEBUG, MSRS, MEMORY, TIME, TOPICS };
static const char *const topic_names[TOPICS] = {
	"general-registers", "x87",  "sse-avx", "control-registers",
	"debug-registers",   "msrs", "memory",	"time",
};

static unsigned int wrong[TOPICS];
static uint64_t round;
static volatile uint64_t ticks;
static bool ymm;

static void compare(enum topic topic, const char *what, unsigned int number, uint64_t found,
		    uint64_t expected)
{
	if (found == expected)
		return;
	if (wrong[topic]++ == 0)
		print("# round %llu: %s %u is 0x%llx, not 0x%llx\n", (unsigned long long)round,
		      what, number, (unsigned long long)found, (unsigned long long)expected);
}

/* The splitmix64 generator's output function: numbers that differ everywhere. */
static uint64_t mix(uint64_t x)
{
	x *= 0x9e3779b97f4a7c15;
	x = (x ^ x >> 30) * 0xbf58476d1ce4e5b9;
	x = (x ^ x >> 27) * 0x94d049bb133111eb;
	return x ^ x >> 31;
}

/* A canonical address from a random number. */
static uint64_t canonical(uint64_t x)
{
	return (uint64_t)((int64_t)(x << 16) >> 16);
}

static void check_registers(uint64_t seed)
{
	static struct registers given;
	static struct registers found;
	uint64_t state = seed ^ round << 32;

	for (unsigned int i = 0; i < GPRS; i++)
		given.gpr[i] = mix(++state);
	for (unsigned int i = 0; i < X87_REGISTERS; i++)
		given.x87[i] = mix(++state);
	for (unsigned int i = 0; i < VECTOR_REGISTERS; i++)
		for (unsigned int word = 0; word < (ymm ? 4 : 2); word++)
			given.vectors[i][word] = mix(++state);
	given.mxcsr = MXCSR_DEFAULT | (uint32_t)(mix(++state) & 3) << 13;
	given.x87_control = (uint16_t)(X87_DEFAULT | (mix(++state) & 3) << 10);
	witness_hold(&given, &found, LOOPS, ymm);

	for (unsigned int i = 0; i < GPRS; i++)
		compare(GENERAL, "general register", i, found.gpr[i], given.gpr[i]);
	for (unsigned int i = 0; i < X87_REGISTERS; i++)
		compare(X87, "x87 register", i, found.x87[i], given.x87[i]);
	compare(X87, "x87 control word", 0, found.x87_control, given.x87_control);
	compare(SSE, "MXCSR", 0, found.mxcsr, given.mxcsr);
	for (unsigned int i = 0; i < VECTOR_REGISTERS; i++)
		for (unsigned int word = 0; word < (ymm ? 4 : 2); word++)
			compare(SSE, "vector register", i, found.vectors[i][word],
				given.vectors[i][word]);
}

/* What is set once and then only read. */
enum { MAX_MSRS = 16 };
static struct {
	uint32_t number;
	uint64_t value;
} msrs[MAX_MSRS];
static unsigned int msr_count;
static uint64_t dr[4], dr6, cr0, cr2, cr4, cr8, xcr0;

static void set_msr(uint32_t number, uint64_t value)
{
	msrs[msr_count].number = number;
	msrs[msr_count++].value = value;
	wrmsr(number, value);
}

static void set_once(uint64_t seed)
{
	enum { CPUID_80000001_EDX_RDTSCP = 1 << 27, DR6_FIXED = 0xffff0ff0, DR6_CHOICE = 0x600f };
	uint64_t state = ~seed;

	set_msr(MSR_KERNEL_GS_BASE, canonical(mix(++state)));
	set_msr(MSR_FS_BASE, canonical(mix(++state)));
	set_msr(MSR_GS_BASE, canonical(mix(++state)));
	set_msr(MSR_STAR, mix(++state) << 32);
	set_msr(MSR_LSTAR, canonical(mix(++state)));
	set_msr(MSR_CSTAR, canonical(mix(++state)));
	set_msr(MSR_FMASK, (uint32_t)mix(++state));
	set_msr(MSR_SYSENTER_CS, mix(++state) & 0xffff);
	set_msr(MSR_SYSENTER_ESP, canonical(mix(++state)));
	set_msr(MSR_SYSENTER_EIP, canonical(mix(++state)));
	/* PA6 and PA7 are write-back and uncacheable, in an order that the seed gives. */
	set_msr(MSR_PAT, (seed & 1 ? 0x0006ull : 0x0600ull) << 48 | 0x040600070406);
	set_msr(MSR_EFER, rdmsr(MSR_EFER) | (seed & 2 ? EFER_SCE : 0));
	if (cpuid(0x80000001, 0).edx & CPUID_80000001_EDX_RDTSCP)
		set_msr(MSR_TSC_AUX, (uint32_t)mix(++state));

	for (int i = 0; i < 4; i++) {
		dr[i] = canonical(mix(++state));
		write_dr(i, dr[i]);
	}
	dr6 = DR6_FIXED | (mix(++state) & DR6_CHOICE);
	write_dr(6, dr6);

	cr2 = mix(++state);
	write_cr2(cr2);
	cr8 = seed & 3; /* below the timer's class */
	write_cr8(cr8);
	write_cr4(read_cr4() | (seed & 2 ? CR4_TSD : 0));
	if (cpuid(1, 0).ecx & CPUID_1_ECX_XSAVE) {
		write_cr4(read_cr4() | CR4_OSXSAVE);
		ymm = (seed & 1) && (cpuid(1, 0).ecx & CPUID_1_ECX_AVX);
		write_xcr(0, ymm ? XCR0_AVX : XCR0_SSE);
		xcr0 = read_xcr0();
	}
	cr0 = read_cr0();
	cr4 = read_cr4();
}

static void check_once(void)
{
	for (unsigned int i = 0; i < msr_count; i++)
		compare(MSRS, "MSR", msrs[i].number, rdmsr(msrs[i].number), msrs[i].value);
	for (int i = 0; i < 4; i++)
		compare(DEBUG, "DR", (unsigned int)i, read_dr(i), dr[i]);
	compare(DEBUG, "DR", 6, read_dr(6), dr6);
	compare(CONTROL, "CR", 0, read_cr0(), cr0);
	compare(CONTROL, "CR", 2, read_cr2(), cr2);
	compare(CONTROL, "CR", 4, read_cr4(), cr4);
	compare(CONTROL, "CR", 8, read_cr8(), cr8);
	if (cr4 & CR4_OSXSAVE)
		compare(CONTROL, "XCR", 0, read_xcr0(), xcr0);
}

static uint64_t *pages[PAGES];

static void fill_page(unsigned int page, uint64_t seed)
{
	for (unsigned int i = 0; i < WORDS; i++)
		pages[page][i] = seed + (uint64_t)page * WORDS + i;
}

/* One page a round. */
static void check_memory(uint64_t seed)
{
	unsigned int page = round % PAGES;

	for (unsigned int i = 0; i < WORDS; i++)
		compare(MEMORY, "word", i, pages[page][i], seed + (uint64_t)page * WORDS + i);
	fill_page(page, seed);
}

static void tick(struct trap_frame *frame)
{
	(void)frame;
	ticks++;
	apic_eoi();
	apic_deadline(rdtsc() + ticks_of_us(TICK_US));
}

int guest_main(void)
{
	uint64_t seed = option_number("seed", 1);
	uint64_t end = rdtsc() + option_number("seconds", 5) * boot_info->tsc_hz;
	uint64_t now = 0;

	print("seed %llu\n", (unsigned long long)seed);
	apic_init();
	for (unsigned int page = 0; page < PAGES; page++) {
		pages[page] = page_alloc();
		fill_page(page, mix(seed));
	}
	set_once(seed);
	trap_handle(VECTOR_TIMER, tick);
	apic_timer(APIC_DEADLINE, APIC_DIVIDE_BY_1, 0);
	apic_deadline(rdtsc() + ticks_of_us(TICK_US));
	interrupts_on();

	while (now < end) {
		uint64_t then = now;

		round++;
		check_registers(seed);
		check_once();
		check_memory(mix(seed));
		now = rdtsc();
		if (now <= then && wrong[TIME]++ == 0)
			print("# round %llu: the TSC was 0x%llx, now 0x%llx\n",
			      (unsigned long long)round, (unsigned long long)then,
			      (unsigned long long)now);
	}
	interrupts_off();

	print("# %llu rounds, %llu timer interrupts, AVX %s\n", (unsigned long long)round,
	      (unsigned long long)ticks, ymm ? "on" : "off");
	for (unsigned int topic = 0; topic < TOPICS; topic++)
		test_check(wrong[topic] == 0, topic_names[topic], "%u times wrong", wrong[topic]);
	test_check(ticks > 0, "timer-interrupts", "none came");
	return test_end();
}
