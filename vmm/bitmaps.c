/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/bitmaps.h"

#include "vmm/page_table.h"
#include "vmm/x86.h"

#include <string.h>

/* Quarters of the MSR bitmap (SDM 25.6.9): reads and writes of low and high MSRs, a bit each; 1
 * exits. */
enum {
	MSR_READ_LOW = 0,
	MSR_READ_HIGH = 1024,
	MSR_WRITE_LOW = 2048,
	MSR_WRITE_HIGH = 3072,
	HIGH_BASE_BIT = 31,
	MSRS_PER_QUARTER = 0x2000,
};

static uint8_t io_bitmaps[2][PAGE_SIZE] __attribute__((aligned(PAGE_SIZE)));
static uint8_t msrs[PAGE_SIZE] __attribute__((aligned(PAGE_SIZE)));

struct allowed_msr {
	uint32_t msr;
	bool read;
	bool write;
};

/*
 * Written directly, a value that is not canonical or not legal raises #GP in the guest as on bare
 * metal. Reads of IA32_EFER and IA32_TSC give the guest's value (VMCS, TSC offset); writes need a
 * look.
 */
static const struct allowed_msr allowed[] = {
	{MSR_IA32_TSC, true, false},
	{MSR_IA32_SYSENTER_CS, true, true},
	{MSR_IA32_SYSENTER_ESP, true, true},
	{MSR_IA32_SYSENTER_EIP, true, true},
	{MSR_IA32_PAT, true, true},
	{MSR_IA32_EFER, true, false},
	{MSR_IA32_STAR, true, true},
	{MSR_IA32_LSTAR, true, true},
	{MSR_IA32_CSTAR, true, true},
	{MSR_IA32_FMASK, true, true},
	{MSR_IA32_FS_BASE, true, true},
	{MSR_IA32_GS_BASE, true, true},
	{MSR_IA32_KERNEL_GS_BASE, true, true},
};

static void allow(uint8_t *quarter, uint32_t msr)
{
	uint32_t bit = msr & (MSRS_PER_QUARTER - 1);

	quarter[bit / 8] &= (uint8_t) ~(1u << bit % 8);
}

static void allow_msr(const struct allowed_msr *entry)
{
	bool high = entry->msr >> HIGH_BASE_BIT;

	if (entry->read)
		allow(msrs + (high ? MSR_READ_HIGH : MSR_READ_LOW), entry->msr);
	if (entry->write)
		allow(msrs + (high ? MSR_WRITE_HIGH : MSR_WRITE_LOW), entry->msr);
}

void bitmaps_init(bool rdtscp)
{
	memset(io_bitmaps, 0xff, sizeof(io_bitmaps));
	memset(msrs, 0xff, sizeof(msrs));
	for (unsigned int i = 0; i < sizeof(allowed) / sizeof(allowed[0]); i++)
		allow_msr(&allowed[i]);
	if (rdtscp)
		allow_msr(&(struct allowed_msr){MSR_IA32_TSC_AUX, true, true});
}

uint64_t io_bitmap_a(void)
{
	return (uintptr_t)io_bitmaps[0];
}

uint64_t io_bitmap_b(void)
{
	return (uintptr_t)io_bitmaps[1];
}

uint64_t msr_bitmap(void)
{
	return (uintptr_t)msrs;
}
