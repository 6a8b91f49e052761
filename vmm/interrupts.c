/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/interrupts.h"

#include "vmm/x86.h"

#include <stddef.h>

enum {
	PIC_MASTER_MASK = 0x21,
	PIC_SLAVE_MASK = 0xa1,
	PIC_ALL = 0xff,

	APIC_BASE_EXTD = 1 << 10,
	APIC_BASE_ENABLE = 1 << 11,
	LVT_MASKED = 1 << 16,
	MAX_LVT_SHIFT = 16,

	/* register numbers: MMIO offset / 16, x2APIC MSR - 800H */
	APIC_VERSION = 0x03,
	APIC_EOI = 0x0b,
	APIC_LVT_CMCI = 0x2f,
	APIC_LVT_TIMER = 0x32,
	APIC_LVT_THERMAL = 0x33,
	APIC_LVT_PERFORMANCE = 0x34,
	APIC_LVT_LINT0 = 0x35,
	APIC_LVT_ERROR = 0x37,
};

static const uint64_t apic_page_mask = 0x000ffffffffff000;

/* LVT entries, each with the lowest "max LVT entry" of the version register that has it. LINT1
 * stays: it is the NMI. */
static const struct {
	uint8_t reg;
	uint8_t least;
} lvts[] = {
	{APIC_LVT_TIMER, 0},	   {APIC_LVT_LINT0, 1},	  {APIC_LVT_ERROR, 3},
	{APIC_LVT_PERFORMANCE, 4}, {APIC_LVT_THERMAL, 5}, {APIC_LVT_CMCI, 6},
};

static bool apic_enabled(void)
{
	return rdmsr(MSR_IA32_APIC_BASE) & APIC_BASE_ENABLE;
}

static bool apic_extended(void)
{
	return rdmsr(MSR_IA32_APIC_BASE) & APIC_BASE_EXTD;
}

static volatile uint32_t *mmio_register(unsigned int reg)
{
	static const uint64_t stride = 16;

	return (volatile uint32_t *)(uintptr_t)((rdmsr(MSR_IA32_APIC_BASE) & apic_page_mask) +
						reg * stride);
}

static uint32_t apic_read(unsigned int reg)
{
	return apic_extended() ? (uint32_t)rdmsr(MSR_X2APIC_FIRST + reg) : *mmio_register(reg);
}

static void apic_write(unsigned int reg, uint32_t value)
{
	if (apic_extended())
		wrmsr(MSR_X2APIC_FIRST + reg, value);
	else
		*mmio_register(reg) = value;
}

uint64_t interrupts_apic_page(void)
{
	return apic_enabled() && !apic_extended() ? rdmsr(MSR_IA32_APIC_BASE) & apic_page_mask : 0;
}

void interrupts_mask(void)
{
	outb(PIC_MASTER_MASK, PIC_ALL);
	outb(PIC_SLAVE_MASK, PIC_ALL);
	if (!apic_enabled())
		return;

	uint32_t highest = apic_read(APIC_VERSION) >> MAX_LVT_SHIFT & 0xff;

	for (size_t i = 0; i < sizeof(lvts) / sizeof(lvts[0]); i++)
		if (highest >= lvts[i].least)
			apic_write(lvts[i].reg, apic_read(lvts[i].reg) | LVT_MASKED);
}

void interrupts_end(void)
{
	if (apic_enabled())
		apic_write(APIC_EOI, 0);
}
