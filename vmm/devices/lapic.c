/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/devices/lapic.h"

#include "vmm/x86.h"

/* Registers by their x2APIC number, MSR less 800H (SDM table 11-6). */
enum lapic_register {
	LAPIC_ID = 0x02,
	LAPIC_VERSION = 0x03,
	LAPIC_TPR = 0x08,
	LAPIC_PPR = 0x0a,
	LAPIC_EOI = 0x0b,
	LAPIC_LDR = 0x0d,
	LAPIC_SVR = 0x0f,
	LAPIC_ISR = 0x10,
	LAPIC_TMR = 0x18,
	LAPIC_IRR = 0x20,
	LAPIC_ESR = 0x28,
	LAPIC_LVT_CMCI = 0x2f,
	LAPIC_ICR = 0x30,
	LAPIC_LVT_TIMER = 0x32,
	LAPIC_LVT_THERMAL = 0x33,
	LAPIC_LVT_ERROR = 0x37,
	LAPIC_INITIAL_COUNT = 0x38,
	LAPIC_CURRENT_COUNT = 0x39,
	LAPIC_DIVIDE = 0x3e,
	LAPIC_SELF_IPI = 0x3f,
};

enum {
	BASE_BSP = 1 << 8,
	BASE_EXTD = 1 << 10,
	BASE_ENABLE = 1 << 11,
	BASE_ADDRESS = 0xfee00000,

	VERSION = 0x14 | 6 << 16, /* integrated; highest LVT entry is CMCI, the seventh */

	LVT_MASKED = 1 << 16,
	LVT_VECTOR = 0xff,
	LVT_DELIVERY_MODE = 7 << 8,
	LVT_STATUS = 1 << 12, /* read only, as LVT_REMOTE_IRR */
	LVT_POLARITY = 1 << 13,
	LVT_REMOTE_IRR = 1 << 14,
	LVT_LEVEL = 1 << 15,
	TIMER_MODE_SHIFT = 17,
	TIMER_MODE = 3 << TIMER_MODE_SHIFT,
	TIMER_ONE_SHOT = 0,
	TIMER_PERIODIC = 1,
	TIMER_TSC_DEADLINE = 2,
	TIMER_RESERVED = 3,

	SVR_ENABLE = 1 << 8,
	SVR_WRITABLE = 0x1ff,
	ESR_ILLEGAL_VECTOR_SENT = 1 << 5,
	ESR_ILLEGAL_VECTOR_RECEIVED = 1 << 6,
	LOWEST_LEGAL_VECTOR = 16,

	ICR_VECTOR = 0xff,
	ICR_DELIVERY_MODE = 7 << 8,
	ICR_LOGICAL = 1 << 11,
	ICR_SHORTHAND_SHIFT = 18,
	ICR_TO_DESTINATION = 0,
	ICR_TO_SELF = 1,
	ICR_TO_ALL = 2,
	BROADCAST_ID = -1,
};

static const uint64_t icr_writable = 0xffffffff000ccfffull;

enum lvt_index { LVT_CMCI, LVT_THERMAL, LVT_PERFORMANCE, LVT_LINT0, LVT_LINT1, LVT_ERROR };

/* The bits of the entries of struct lapic's lvt[] that are not reserved (SDM figure 11-8). */
enum {
	LVT_PLAIN = LVT_MASKED | LVT_STATUS | LVT_DELIVERY_MODE | LVT_VECTOR,
	LVT_PIN = LVT_PLAIN | LVT_LEVEL | LVT_REMOTE_IRR | LVT_POLARITY,
};
static const uint32_t lvt_bits[] = {
	[LVT_CMCI] = LVT_PLAIN,	       [LVT_THERMAL] = LVT_PLAIN,
	[LVT_PERFORMANCE] = LVT_PLAIN, [LVT_LINT0] = LVT_PIN,
	[LVT_LINT1] = LVT_PIN,	       [LVT_ERROR] = LVT_PLAIN & ~LVT_DELIVERY_MODE,
};
static const uint32_t lvt_timer_bits = TIMER_MODE | LVT_MASKED | LVT_STATUS | LVT_VECTOR;
static const uint32_t lvt_read_only = LVT_STATUS | LVT_REMOTE_IRR;

static bool in_x2apic_mode(const struct lapic *lapic)
{
	return lapic->base & BASE_EXTD;
}

void lapic_reset(struct lapic *lapic, uint32_t id)
{
	*lapic = (struct lapic){
		.base = BASE_ADDRESS | BASE_ENABLE | BASE_BSP,
		.id = id,
		.svr = LVT_VECTOR,
		.lvt_timer = LVT_MASKED,
		.timer_due = LAPIC_NEVER,
	};
	for (unsigned int i = 0; i < sizeof(lapic->lvt) / sizeof(lapic->lvt[0]); i++)
		lapic->lvt[i] = LVT_MASKED;
}

static int highest(const uint32_t bits[LAPIC_VECTORS / 32])
{
	for (int word = LAPIC_VECTORS / 32 - 1; word >= 0; word--)
		if (bits[word])
			return word * 32 + 31 - __builtin_clz(bits[word]);
	return -1;
}

/* Processor priority (SDM 11.8.3.1): the higher class of TPR and the vector in service. */
static uint32_t processor_priority(const struct lapic *lapic)
{
	int in_service = highest(lapic->isr);
	uint32_t service_class = in_service < 0 ? 0 : (uint32_t)in_service & 0xf0;

	return (lapic->tpr & 0xf0) >= service_class ? lapic->tpr : service_class;
}

/* Also when it is disabled by software: what is pending then stays so (SDM 11.4.7.2). */
int lapic_pending(const struct lapic *lapic)
{
	int vector = highest(lapic->irr);

	return vector >= 0 && ((uint32_t)vector & 0xf0) > (processor_priority(lapic) & 0xf0)
		       ? vector
		       : -1;
}

void lapic_accept(struct lapic *lapic, int vector)
{
	lapic->irr[vector / 32] &= ~(1u << vector % 32);
	lapic->isr[vector / 32] |= 1u << vector % 32;
}

void lapic_return(struct lapic *lapic, int vector)
{
	lapic->isr[vector / 32] &= ~(1u << vector % 32);
	lapic->irr[vector / 32] |= 1u << vector % 32;
}

/* Notes an error; the first after a write to ESR also interrupts (SDM 11.5.3). */
static void report_error(struct lapic *lapic, uint32_t error)
{
	uint32_t entry = lapic->lvt[LVT_ERROR];
	uint32_t vector = entry & LVT_VECTOR;
	bool armed = !lapic->esr;

	lapic->esr |= error;
	if (!armed || (entry & LVT_MASKED))
		return;
	if (vector < LOWEST_LEGAL_VECTOR)
		lapic->esr |= ESR_ILLEGAL_VECTOR_RECEIVED;
	else
		lapic->irr[vector / 32] |= 1u << vector % 32;
}

static void receive(struct lapic *lapic, uint32_t vector)
{
	if (!(lapic->svr & SVR_ENABLE))
		return;
	if (vector < LOWEST_LEGAL_VECTOR)
		report_error(lapic, ESR_ILLEGAL_VECTOR_RECEIVED);
	else
		lapic->irr[vector / 32] |= 1u << vector % 32;
}

static unsigned int timer_mode(const struct lapic *lapic)
{
	return lapic->lvt_timer >> TIMER_MODE_SHIFT & 3;
}

/* Bits 3, 1 and 0: 000 divides by 2, ... 110 by 128, 111 by 1 (SDM figure 11-10). */
static unsigned int divide_shift(const struct lapic *lapic)
{
	unsigned int code = (lapic->divide & 3) | (lapic->divide >> 1 & 4);

	return (code + 1) & 7;
}

static uint64_t timer_ticks(const struct lapic *lapic)
{
	return (uint64_t)lapic->initial_count << divide_shift(lapic);
}

static void timer_start(struct lapic *lapic, uint64_t now)
{
	lapic->timer_due = lapic->initial_count ? now + timer_ticks(lapic) : LAPIC_NEVER;
}

void lapic_timer_run(struct lapic *lapic, uint64_t now)
{
	if (lapic->timer_due == LAPIC_NEVER || lapic->timer_due > now)
		return;
	if (!(lapic->lvt_timer & LVT_MASKED))
		receive(lapic, lapic->lvt_timer & LVT_VECTOR);
	if (timer_mode(lapic) != TIMER_PERIODIC) {
		lapic->timer_due = LAPIC_NEVER;
		return;
	}

	/* Expiries that were missed would have merged in the IRR. */
	uint64_t ticks = timer_ticks(lapic);

	lapic->timer_due += ((now - lapic->timer_due) / ticks + 1) * ticks;
}

void lapic_tsc_moved(struct lapic *lapic, uint64_t moved)
{
	if (timer_mode(lapic) == TIMER_TSC_DEADLINE || lapic->timer_due == LAPIC_NEVER)
		return;
	lapic->timer_due += moved;
}

static uint64_t current_count(const struct lapic *lapic, uint64_t now)
{
	uint64_t left;

	if (timer_mode(lapic) == TIMER_TSC_DEADLINE || lapic->timer_due == LAPIC_NEVER)
		return 0;
	if (now < lapic->timer_due)
		left = lapic->timer_due - now;
	else if (timer_mode(lapic) ==
		 TIMER_PERIODIC) /* expired, and lapic_timer_run() is still to come */
		left = timer_ticks(lapic) - (now - lapic->timer_due) % timer_ticks(lapic);
	else
		return 0;
	return (left + (1ull << divide_shift(lapic)) - 1) >> divide_shift(lapic);
}

/* The count goes on from where it is, at the new pace. */
static void write_divide(struct lapic *lapic, uint32_t value, uint64_t now)
{
	uint64_t count = current_count(lapic, now);

	if (lapic->divide == value)
		return;
	lapic->divide = value;
	if (timer_mode(lapic) != TIMER_TSC_DEADLINE && lapic->timer_due != LAPIC_NEVER)
		lapic->timer_due = now + (count << divide_shift(lapic));
}

/* x2APIC mode has no way back to xAPIC but through "disabled" (SDM 11.12.5); the address cannot be
 * moved. */
static bool write_base(struct lapic *lapic, uint64_t value)
{
	bool was_extended = lapic->base & BASE_EXTD;
	bool was_enabled = lapic->base & BASE_ENABLE;
	bool extended = value & BASE_EXTD;
	bool enabled = value & BASE_ENABLE;

	if ((value & ~(uint64_t)(BASE_EXTD | BASE_ENABLE | BASE_BSP)) != BASE_ADDRESS)
		return false;
	if (extended && (!enabled || !was_enabled))
		return false;
	if (was_extended && enabled && !extended)
		return false;
	if (!enabled && was_enabled)
		lapic_reset(lapic, lapic->id);
	lapic->base = value;
	return true;
}

static void write_lvt_timer(struct lapic *lapic, uint32_t value)
{
	unsigned int before = timer_mode(lapic);

	lapic->lvt_timer = value & ~lvt_read_only;
	if (!(lapic->svr & SVR_ENABLE))
		lapic->lvt_timer |= LVT_MASKED;
	/* A change to or from TSC-deadline mode disarms the timer (SDM 11.5.4.1). */
	if ((before == TIMER_TSC_DEADLINE) != (timer_mode(lapic) == TIMER_TSC_DEADLINE)) {
		lapic->timer_due = LAPIC_NEVER;
		lapic->initial_count = 0;
	}
}

static bool write_lvt(struct lapic *lapic, enum lvt_index index, uint64_t value)
{
	if (value & ~(uint64_t)lvt_bits[index])
		return false;
	if (!(lapic->svr & SVR_ENABLE))
		value |= LVT_MASKED;
	lapic->lvt[index] = (uint32_t)value & ~lvt_read_only;
	return true;
}

static void write_svr(struct lapic *lapic, uint32_t value)
{
	lapic->svr = value;
	if (value & SVR_ENABLE)
		return;
	lapic->lvt_timer |= LVT_MASKED;
	for (unsigned int i = 0; i < sizeof(lapic->lvt) / sizeof(lapic->lvt[0]); i++)
		lapic->lvt[i] |= LVT_MASKED;
}

/* One CPU a guest so far: what does not reach this APIC reaches nobody. */
static bool reaches_self(const struct lapic *lapic, uint64_t icr)
{
	uint32_t destination = icr >> 32;
	uint32_t logical_id = (lapic->id >> 4) << 16 | 1u << (lapic->id & 15);

	switch (icr >> ICR_SHORTHAND_SHIFT & 3) {
	case ICR_TO_SELF:
	case ICR_TO_ALL:
		return true;
	case ICR_TO_DESTINATION:
		if (destination == (uint32_t)BROADCAST_ID)
			return true;
		if (icr & ICR_LOGICAL)
			return destination >> 16 == logical_id >> 16 &&
			       (destination & logical_id & 0xffff);
		return destination == lapic->id;
	default:
		return false;
	}
}

static bool write_icr(struct lapic *lapic, uint64_t value)
{
	enum { FIXED = 0, LOWEST_PRIORITY = 1 << 8 };
	uint64_t mode = value & ICR_DELIVERY_MODE;

	if (value & ~icr_writable)
		return false;
	lapic->icr = value;
	if (mode != FIXED && mode != LOWEST_PRIORITY)
		return true; /* NMI, SMI, INIT and start-up have no other CPU to go to */
	if ((value & ICR_VECTOR) < LOWEST_LEGAL_VECTOR) {
		report_error(lapic, ESR_ILLEGAL_VECTOR_SENT);
		return true;
	}
	if (reaches_self(lapic, value))
		receive(lapic, value & ICR_VECTOR);
	return true;
}

static bool read_register(const struct lapic *lapic, uint32_t reg, uint64_t now, uint64_t *value)
{
	switch (reg) {
	case LAPIC_ID:
		*value = lapic->id;
		return true;
	case LAPIC_VERSION:
		*value = VERSION;
		return true;
	case LAPIC_TPR:
		*value = lapic->tpr;
		return true;
	case LAPIC_PPR:
		*value = processor_priority(lapic);
		return true;
	case LAPIC_LDR:
		*value = (lapic->id >> 4) << 16 | 1u << (lapic->id & 15);
		return true;
	case LAPIC_SVR:
		*value = lapic->svr;
		return true;
	case LAPIC_ISR ... LAPIC_ISR + 7:
		*value = lapic->isr[reg - LAPIC_ISR];
		return true;
	case LAPIC_TMR ... LAPIC_TMR + 7:
		*value = 0; /* every interrupt here is edge-triggered */
		return true;
	case LAPIC_IRR ... LAPIC_IRR + 7:
		*value = lapic->irr[reg - LAPIC_IRR];
		return true;
	case LAPIC_ESR:
		*value = lapic->esr_latched;
		return true;
	case LAPIC_LVT_CMCI:
		*value = lapic->lvt[LVT_CMCI];
		return true;
	case LAPIC_ICR:
		*value = lapic->icr;
		return true;
	case LAPIC_LVT_TIMER:
		*value = lapic->lvt_timer;
		return true;
	case LAPIC_LVT_THERMAL ... LAPIC_LVT_ERROR:
		*value = lapic->lvt[LVT_THERMAL + reg - LAPIC_LVT_THERMAL];
		return true;
	case LAPIC_INITIAL_COUNT:
		*value = lapic->initial_count;
		return true;
	case LAPIC_CURRENT_COUNT:
		*value = current_count(lapic, now);
		return true;
	case LAPIC_DIVIDE:
		*value = lapic->divide;
		return true;
	default:
		return false; /* reserved, or write-only */
	}
}

static bool write_register(struct lapic *lapic, uint32_t reg, uint64_t value, uint64_t now)
{
	if (reg != LAPIC_ICR && value >> 32)
		return false;

	switch (reg) {
	case LAPIC_TPR:
		if (value & ~0xffull)
			return false;
		lapic->tpr = (uint32_t)value;
		return true;
	case LAPIC_EOI: {
		int vector = highest(lapic->isr);

		if (value)
			return false;
		if (vector >= 0)
			lapic->isr[vector / 32] &= ~(1u << vector % 32);
		return true;
	}
	case LAPIC_SVR:
		if (value & ~(uint64_t)SVR_WRITABLE)
			return false;
		write_svr(lapic, (uint32_t)value);
		return true;
	case LAPIC_ESR:
		if (value)
			return false;
		lapic->esr_latched = lapic->esr;
		lapic->esr = 0;
		return true;
	case LAPIC_ICR:
		return write_icr(lapic, value);
	case LAPIC_LVT_TIMER:
		if (value & ~(uint64_t)lvt_timer_bits ||
		    (value & TIMER_MODE) >> TIMER_MODE_SHIFT == TIMER_RESERVED)
			return false;
		write_lvt_timer(lapic, (uint32_t)value);
		return true;
	case LAPIC_LVT_CMCI:
		return write_lvt(lapic, LVT_CMCI, value);
	case LAPIC_LVT_THERMAL ... LAPIC_LVT_ERROR:
		return write_lvt(lapic, LVT_THERMAL + reg - LAPIC_LVT_THERMAL, value);
	case LAPIC_INITIAL_COUNT:
		if (timer_mode(lapic) == TIMER_TSC_DEADLINE)
			return true; /* ignored (SDM 11.5.4.1) */
		lapic->initial_count = (uint32_t)value;
		timer_start(lapic, now);
		return true;
	case LAPIC_DIVIDE:
		if (value & ~0xbull)
			return false;
		write_divide(lapic, (uint32_t)value, now);
		return true;
	case LAPIC_SELF_IPI:
		if (value & ~(uint64_t)ICR_VECTOR)
			return false;
		if (value < LOWEST_LEGAL_VECTOR)
			report_error(lapic, ESR_ILLEGAL_VECTOR_SENT);
		receive(lapic, (uint32_t)value);
		return true;
	default:
		return false; /* reserved, or read-only */
	}
}

bool lapic_read_msr(const struct lapic *lapic, uint32_t msr, uint64_t now, uint64_t *value)
{
	switch (msr) {
	case MSR_IA32_APIC_BASE:
		*value = lapic->base;
		return true;
	case MSR_IA32_TSC_DEADLINE:
		*value = timer_mode(lapic) == TIMER_TSC_DEADLINE && lapic->timer_due > now &&
					 lapic->timer_due != LAPIC_NEVER
				 ? lapic->timer_due
				 : 0;
		return true;
	default:
		return in_x2apic_mode(lapic) &&
		       read_register(lapic, msr - MSR_X2APIC_FIRST, now, value);
	}
}

bool lapic_write_msr(struct lapic *lapic, uint32_t msr, uint64_t value, uint64_t now)
{
	/*
	 * What the timer has brought by now comes first, or the write may lose it; EOI is too hot a
	 * path.
	 */
	if (msr != MSR_X2APIC_EOI)
		lapic_timer_run(lapic, now);

	switch (msr) {
	case MSR_IA32_APIC_BASE:
		return write_base(lapic, value);
	case MSR_IA32_TSC_DEADLINE:
		if (timer_mode(lapic) == TIMER_TSC_DEADLINE)
			lapic->timer_due = value ? value : LAPIC_NEVER;
		return true;
	default:
		return in_x2apic_mode(lapic) &&
		       write_register(lapic, msr - MSR_X2APIC_FIRST, value, now);
	}
}
