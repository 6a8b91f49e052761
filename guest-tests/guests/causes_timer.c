/* SPDX-License-Identifier: BSD-2-Clause */
/* The local APIC in x2APIC mode: timer, interrupts to oneself, priorities
 * (SDM 11.5.4, 11.8, 11.12). */
#include "guest-tests/guests/causes.h"

#include "guest-tests/lib/apic.h"

enum { VECTOR_LOW = 0x51, VECTOR_HIGH = 0x71, PATIENCE_US = 20000, SVR_ON = 0x1ff };

static volatile unsigned int count;
static volatile uint64_t last_vector;
static volatile uint64_t order; /* the vectors in the order of their handlers, a byte each */
static volatile uint64_t came_at;

static void arrived(struct trap_frame *frame)
{
	came_at = rdtsc();
	count++;
	last_vector = frame->vector;
	order = order << 8 | frame->vector;
	apic_eoi();
}

static void begin(void)
{
	count = 0;
	last_vector = 0;
	order = 0;
}

/* With interrupts on, until there were so many or it took too long; returns the ticks that it took.
 */
static uint64_t wait_for(unsigned int wanted, uint64_t us)
{
	uint64_t start = rdtsc();
	uint64_t limit = start + ticks_of_us(us);

	interrupts_on();
	while (count < wanted && rdtsc() < limit)
		cpu_pause();
	interrupts_off();
	return rdtsc() - start;
}

static void check_deadline(void)
{
	uint64_t due;

	begin();
	apic_timer(APIC_DEADLINE, APIC_DIVIDE_BY_1, 0);
	due = rdtsc() + ticks_of_us(500);
	apic_deadline(due);
	check_equal("deadline-reads-back", rdmsr(MSR_TSC_DEADLINE), due);
	wait_for(1, PATIENCE_US);
	test_check(count == 1 && came_at >= due, "deadline", "%u interrupts, %lld ticks late",
		   count, (long long)(came_at - due));
	check_equal("deadline-disarmed", rdmsr(MSR_TSC_DEADLINE), 0);

	begin();
	apic_deadline(rdtsc() - 1000);
	wait_for(1, PATIENCE_US);
	check_equal("deadline-in-the-past", count, 1);

	begin();
	apic_deadline(rdtsc() + ticks_of_us(300));
	apic_deadline(0);
	wait_for(1, 1000);
	check_equal("deadline-cancelled", count, 0);

	begin();
	apic_deadline(rdtsc() + ticks_of_us(300));
	wrmsr(APIC_LVT_TIMER, APIC_DEADLINE | APIC_MASKED | VECTOR_TIMER);
	wait_for(1, 1000);
	check_equal("deadline-masked", count, 0);
}

/* The guest's TSC is its own: it may be set, and deadlines follow it. */
static void check_tsc(void)
{
	uint64_t before = rdtsc();
	uint64_t far = before + (1ull << 40);

	wrmsr(APIC_LVT_TIMER, APIC_ONESHOT | APIC_MASKED | VECTOR_TIMER);
	apic_deadline(far);
	check_equal("deadline-ignored-in-other-modes", rdmsr(MSR_TSC_DEADLINE), 0);

	begin();
	apic_timer(APIC_DEADLINE, APIC_DIVIDE_BY_1, 0);
	apic_deadline(far);
	wrmsr(MSR_TSC, far);

	uint64_t after = rdtsc();

	test_check(after >= far && after < far + ticks_of_us(1000000), "wrmsr-tsc",
		   "0x%llx, not 0x%llx", (unsigned long long)after, (unsigned long long)far);
	wait_for(1, PATIENCE_US);
	check_equal("deadline-reached-by-wrmsr-tsc", count, 1);
	wrmsr(MSR_TSC, before + (rdtsc() - far));
}

static void check_counts(void)
{
	uint64_t ms = ticks_of_us(1000);
	uint32_t hz = (uint32_t)apic_hz();
	bool alone = option_number("alone", 0);

	begin();
	apic_timer(APIC_ONESHOT, APIC_DIVIDE_BY_1, hz / 1000);

	uint32_t first = (uint32_t)rdmsr(APIC_CURRENT_COUNT);
	uint64_t took = wait_for(1, PATIENCE_US);

	test_check(first > 0 && first <= hz / 1000, "oneshot-counts-down", "%u", first);
	test_check(count == 1 && took >= ms * 9 / 10 && (took <= ms * 12 / 10 || !alone), "oneshot",
		   "%u interrupts in %llu ticks, 1 ms is %llu", count, (unsigned long long)took,
		   (unsigned long long)ms);
	check_equal("oneshot-count-ends-at-0", rdmsr(APIC_CURRENT_COUNT), 0);
	wait_for(2, 2500);
	check_equal("oneshot-comes-once", count, 1);

	begin();
	apic_timer(APIC_ONESHOT, APIC_DIVIDE_BY_128, hz / 128 / 500);
	took = wait_for(1, PATIENCE_US);
	test_check(count == 1 && took >= 2 * ms * 9 / 10, "oneshot-divided",
		   "%u interrupts in %llu ticks, 1 ms is %llu", count, (unsigned long long)took,
		   (unsigned long long)ms);

	begin();
	apic_timer(APIC_PERIODIC, APIC_DIVIDE_BY_2, hz / 2 / 1000);
	took = wait_for(5, 10ull * PATIENCE_US);
	wrmsr(APIC_INITIAL_COUNT, 0);
	test_check(count >= 5 && took >= 5 * ms * 8 / 10, "periodic",
		   "%u interrupts in %llu ticks, 1 ms is %llu", count, (unsigned long long)took,
		   (unsigned long long)ms);
	begin();
	wait_for(1, 3000);
	test_check(count <= 1, "periodic-stopped", "%u interrupts more", count);
	wrmsr(APIC_LVT_TIMER, APIC_MASKED);
}

static bool bit(enum apic_register first, unsigned int vector)
{
	return rdmsr(first + vector / 32) >> vector % 32 & 1;
}

static void check_self(void)
{
	enum { ICR_SELF = 1 << 18, ICR_ASSERT = 1 << 14 };

	begin();
	wrmsr(APIC_SELF_IPI, VECTOR_LOW);
	check_equal("self-ipi-requested", bit(APIC_IRR, VECTOR_LOW), 1);
	wait_for(1, PATIENCE_US);
	check_equal("self-ipi", last_vector, VECTOR_LOW);
	check_equal("self-ipi-done", bit(APIC_IRR, VECTOR_LOW) | bit(APIC_ISR, VECTOR_LOW), 0);

	begin();
	wrmsr(APIC_ICR, ICR_SELF | ICR_ASSERT | VECTOR_LOW);
	wait_for(1, PATIENCE_US);
	check_equal("icr-self", last_vector, VECTOR_LOW);

	begin();
	wrmsr(APIC_ICR, rdmsr(APIC_ID) << 32 | ICR_ASSERT | VECTOR_HIGH);
	wait_for(1, PATIENCE_US);
	check_equal("icr-own-id", last_vector, VECTOR_HIGH);

	begin();
	wrmsr(APIC_SELF_IPI, VECTOR_LOW);
	wrmsr(APIC_SELF_IPI, VECTOR_HIGH);
	wrmsr(APIC_SELF_IPI, VECTOR_LOW);
	wait_for(2, PATIENCE_US);
	check_equal("higher-vector-first", order, VECTOR_HIGH << 8 | VECTOR_LOW);
	check_equal("same-vector-once", count, 2);
}

static void check_priority(void)
{
	begin();
	write_cr8(VECTOR_LOW >> 4);
	wrmsr(APIC_SELF_IPI, VECTOR_LOW);
	wrmsr(APIC_SELF_IPI, VECTOR_HIGH);
	wait_for(2, 1000);
	check_equal("tpr-holds-its-class-back", order, VECTOR_HIGH);
	check_equal("ppr-is-tpr", rdmsr(APIC_PPR), VECTOR_LOW & 0xf0);
	write_cr8(0);
	wait_for(2, PATIENCE_US);
	check_equal("tpr-lowered", order, VECTOR_HIGH << 8 | VECTOR_LOW);
}

/* Without EOI the vector stays in service and holds back what is not of a higher class. */
static void no_eoi(struct trap_frame *frame)
{
	count++;
	last_vector = frame->vector;
}

static void check_eoi(void)
{
	begin();
	trap_handle((enum vector)VECTOR_HIGH, no_eoi);
	wrmsr(APIC_SELF_IPI, VECTOR_HIGH);
	wait_for(1, PATIENCE_US);
	check_equal("in-service", bit(APIC_ISR, VECTOR_HIGH), 1);
	wrmsr(APIC_SELF_IPI, VECTOR_LOW);
	wait_for(2, 1000);
	check_equal("in-service-holds-back", count, 1);
	apic_eoi();
	wait_for(2, PATIENCE_US);
	check_equal("eoi-lets-pass", last_vector, VECTOR_LOW);
	trap_handle((enum vector)VECTOR_HIGH, arrived);
}

/* HLT ends by an interrupt, also by one that was pending before STI. */
static void check_hlt(void)
{
	begin();
	wrmsr(APIC_SELF_IPI, VECTOR_LOW);
	wait_for_interrupt();
	check_equal("hlt-with-pending-interrupt", count, 1);

	begin();
	apic_timer(APIC_DEADLINE, APIC_DIVIDE_BY_1, 0);
	apic_deadline(rdtsc() + ticks_of_us(2000));

	uint64_t start = rdtsc();

	wait_for_interrupt();
	test_check(count == 1 && rdtsc() - start >= ticks_of_us(1900), "hlt-until-deadline",
		   "%u interrupts, %llu ticks", count, (unsigned long long)(rdtsc() - start));
}

static void check_disabled(void)
{
	begin();
	wrmsr(APIC_SVR, VECTOR_SPURIOUS);
	apic_timer(APIC_DEADLINE, APIC_DIVIDE_BY_1, 0);
	check_equal("svr-off-masks-timer", rdmsr(APIC_LVT_TIMER) & APIC_MASKED, APIC_MASKED);
	apic_deadline(rdtsc() + ticks_of_us(100));
	wait_for(1, 1000);
	check_equal("svr-off-no-timer", count, 0);
	wrmsr(APIC_SVR, SVR_ON);
	apic_deadline(0);
}

void causes_timer(void)
{
	trap_handle(VECTOR_TIMER, arrived);
	trap_handle((enum vector)VECTOR_LOW, arrived);
	trap_handle((enum vector)VECTOR_HIGH, arrived);
	test_check(rdmsr(APIC_ID) == cpuid(1, 0).ebx >> 24, "apic-id-is-cpuid's", "0x%llx",
		   (unsigned long long)rdmsr(APIC_ID));
	test_check((rdmsr(APIC_VERSION) & 0xf0) == 0x10, "apic-version", "0x%llx",
		   (unsigned long long)rdmsr(APIC_VERSION));
	check_deadline();
	check_tsc();
	check_counts();
	check_self();
	check_priority();
	check_eoi();
	check_hlt();
	check_disabled();
	trap_handle(VECTOR_TIMER, NULL);
	trap_handle((enum vector)VECTOR_LOW, NULL);
	trap_handle((enum vector)VECTOR_HIGH, NULL);
}
