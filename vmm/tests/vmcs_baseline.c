/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/tests/vmcs_baseline.h"

#include "vmm/vmx.h"
#include "vmm/x86.h"

#include <stddef.h>
#include <string.h>

struct setting {
	uint32_t field;
	uint64_t value;
};

static const struct setting common[] = {
	{VMX_VIRTUAL_PROCESSOR_ID, 1},
	{VMX_IO_BITMAP_A, 0x10001000},
	{VMX_IO_BITMAP_B, 0x10002000},
	{VMX_MSR_BITMAP, 0x10003000},
	{VMX_EPT_POINTER, 0x1000401e},
	{VMX_VMCS_LINK_POINTER, UINT64_MAX},
	{VMX_GUEST_IA32_PAT, 0x0007040600070406},
	{VMX_HOST_IA32_PAT, 0x0007040600070406},
	{VMX_HOST_IA32_EFER, EFER_LME | EFER_LMA | EFER_NXE},
	{VMX_HOST_CR0, 0x80010033},
	{VMX_HOST_CR3, 0x10005000},
	{VMX_HOST_CR4, 0x426a0},
	{VMX_HOST_CS_SELECTOR, 0x08},
	{VMX_HOST_SS_SELECTOR, 0x10},
	{VMX_HOST_DS_SELECTOR, 0x10},
	{VMX_HOST_ES_SELECTOR, 0x10},
	{VMX_HOST_FS_SELECTOR, 0x10},
	{VMX_HOST_GS_SELECTOR, 0x10},
	{VMX_HOST_TR_SELECTOR, 0x18},
	{VMX_HOST_TR_BASE, 0x10006000},
	{VMX_HOST_GDTR_BASE, 0x10007000},
	{VMX_HOST_IDTR_BASE, 0x10008000},
	{VMX_HOST_RSP, 0x1000a000},
	{VMX_HOST_RIP, 0x1000b000},
	{VMX_GUEST_DR7, 0x400},
	{VMX_GUEST_RFLAGS, 0x2},
	{VMX_GUEST_RSP, 0x8000},
	{VMX_GUEST_GDTR_LIMIT, 0xffff},
	{VMX_GUEST_IDTR_LIMIT, 0xffff},
	{VMX_GUEST_TR_SELECTOR, 0x20},
	{VMX_GUEST_TR_LIMIT, 0x67},
	{VMX_GUEST_TR_AR_BYTES, 0x8b},
	{VMX_GUEST_LDTR_AR_BYTES, 0x10000},
};

static const struct setting long_mode[] = {
	{VMX_GUEST_CR0, 0x80010033},
	{VMX_GUEST_CR3, 0x1000},
	{VMX_GUEST_CR4, 0x26a0},
	{VMX_GUEST_IA32_EFER, EFER_LME | EFER_LMA | EFER_NXE | EFER_SCE},
	{VMX_GUEST_RIP, 0xffffffff80000000},
};

static const struct setting pae_mode[] = {
	{VMX_GUEST_CR0, 0x80010033},   {VMX_GUEST_CR3, 0x1020},	    {VMX_GUEST_CR4, 0x26a0},
	{VMX_GUEST_PDPTR0, 0x2001},    {VMX_GUEST_PDPTR1, 0x3001},  {VMX_GUEST_PDPTR2, 0},
	{VMX_GUEST_PDPTR3, 0xffff000}, {VMX_GUEST_RIP, 0xc0000000},
};

static const struct setting protected_mode[] = {
	{VMX_GUEST_CR0, 0x31},
	{VMX_GUEST_CR4, 0x2000},
	{VMX_GUEST_RIP, 0x100000},
};

static const struct setting real_mode[] = {
	{VMX_GUEST_CR0, 0x30},
	{VMX_GUEST_CR4, 0x2000},
	{VMX_GUEST_RIP, 0xfff0},
};

static const struct setting v8086_mode[] = {
	{VMX_GUEST_CR0, 0x80010033}, {VMX_GUEST_CR3, 0x1000},	  {VMX_GUEST_CR4, 0x2001},
	{VMX_GUEST_RIP, 0x7c00},     {VMX_GUEST_RFLAGS, 0x20202},
};

static void apply(struct vmcs *vmcs, const struct setting *settings, size_t count)
{
	for (size_t i = 0; i < count; i++)
		vmcs->values[settings[i].field] = settings[i].value;
}

/* The six segments of code and data, whose fields are two apart in the order ES CS SS DS FS GS. */
static void fill_segments(struct vmcs *vmcs, uint64_t code_rights, uint64_t data_rights,
			  uint64_t limit)
{
	for (unsigned int i = 0; i < 6; i++) {
		bool code = VMX_GUEST_ES_SELECTOR + 2 * i == VMX_GUEST_CS_SELECTOR;

		vmcs->values[VMX_GUEST_ES_SELECTOR + 2 * i] = code ? 0x08 : 0x10;
		vmcs->values[VMX_GUEST_ES_LIMIT + 2 * i] = limit;
		vmcs->values[VMX_GUEST_ES_AR_BYTES + 2 * i] = code ? code_rights : data_rights;
	}
}

/* In real and virtual-8086 mode a base is the selector times 16. */
static void fill_real_segments(struct vmcs *vmcs, uint64_t code_rights, uint64_t data_rights)
{
	fill_segments(vmcs, code_rights, data_rights, 0xffff);
	for (unsigned int i = 0; i < 6; i++) {
		vmcs->values[VMX_GUEST_ES_SELECTOR + 2 * i] = 0x1000;
		vmcs->values[VMX_GUEST_ES_BASE + 2 * i] = 0x10000;
	}
}

void vmcs_fill(struct vmcs *vmcs, enum guest_mode mode, const struct vmx_capabilities *caps)
{
	struct vmx_controls controls;

	memset(vmcs, 0, sizeof(*vmcs));
	controls_choose(caps, &controls, NULL, NULL);
	apply(vmcs, common, sizeof(common) / sizeof(common[0]));
	switch (mode) {
	case MODE_LONG:
		controls.entry |= ENTRY_IA32E_GUEST;
		apply(vmcs, long_mode, sizeof(long_mode) / sizeof(long_mode[0]));
		fill_segments(vmcs, 0xa09b, 0xc093, 0xffffffff);
		break;
	case MODE_PAE:
		apply(vmcs, pae_mode, sizeof(pae_mode) / sizeof(pae_mode[0]));
		fill_segments(vmcs, 0xc09b, 0xc093, 0xffffffff);
		break;
	case MODE_PROTECTED:
		apply(vmcs, protected_mode, sizeof(protected_mode) / sizeof(protected_mode[0]));
		fill_segments(vmcs, 0xc09b, 0xc093, 0xffffffff);
		break;
	case MODE_REAL:
		apply(vmcs, real_mode, sizeof(real_mode) / sizeof(real_mode[0]));
		fill_real_segments(vmcs, 0x93, 0x93);
		break;
	case MODE_V8086:
		apply(vmcs, v8086_mode, sizeof(v8086_mode) / sizeof(v8086_mode[0]));
		fill_real_segments(vmcs, 0xf3, 0xf3);
		break;
	}
	vmcs->values[VMX_PIN_BASED_VM_EXEC_CONTROL] = controls.pin;
	vmcs->values[VMX_CPU_BASED_VM_EXEC_CONTROL] = controls.proc;
	vmcs->values[VMX_SECONDARY_VM_EXEC_CONTROL] = controls.proc2;
	vmcs->values[VMX_VM_EXIT_CONTROLS] = controls.exit;
	vmcs->values[VMX_VM_ENTRY_CONTROLS] = controls.entry;
}

uint64_t vmcs_read(void *cookie, uint32_t field, bool *valid)
{
	const struct vmcs *vmcs = cookie;

	*valid = field < sizeof(vmcs->absent) && !vmcs->absent[field];
	return *valid ? vmcs->values[field] : 0;
}
