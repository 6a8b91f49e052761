/* SPDX-License-Identifier: BSD-2-Clause */
/* Rules on the guest's segment registers (SDM 27.3.1.2): a broken one makes VM entry exit with
 * reason 33. */
#include "vmm/audit_rules.h"
#include "vmm/x86.h"

static const char *const section = "27.3.1.2";

/* In the order of the VMCS fields, whose encodings are two apart. */
enum segment { ES, CS, SS, DS, FS, GS, LDTR, TR, SEGMENTS };

enum rights {
	RIGHTS_TYPE = 0xf,
	RIGHTS_ACCESSED = 1 << 0,
	RIGHTS_READABLE = 1 << 1, /* of code; of data it is writable */
	RIGHTS_CONFORMING = 1 << 2,
	RIGHTS_CODE = 1 << 3,
	RIGHTS_RESERVED_LOW = 0xf << 8,
};
static const uint32_t rights_reserved_high = 0xfffe0000;

static uint32_t selector_field(enum segment segment)
{
	return VMX_GUEST_ES_SELECTOR + 2 * segment;
}

static uint32_t base_field(enum segment segment)
{
	return VMX_GUEST_ES_BASE + 2 * segment;
}

static uint32_t limit_field(enum segment segment)
{
	return VMX_GUEST_ES_LIMIT + 2 * segment;
}

static uint32_t rights_field(enum segment segment)
{
	return VMX_GUEST_ES_AR_BYTES + 2 * segment;
}

static uint64_t selector(struct audit *audit, enum segment segment)
{
	return audit_field(audit, selector_field(segment));
}

static uint64_t base(struct audit *audit, enum segment segment)
{
	return audit_field(audit, base_field(segment));
}

static uint32_t rights(struct audit *audit, enum segment segment)
{
	return (uint32_t)audit_field(audit, rights_field(segment));
}

static bool usable(struct audit *audit, enum segment segment)
{
	return !(rights(audit, segment) & AR_UNUSABLE);
}

static unsigned int dpl(uint32_t access_rights)
{
	return access_rights >> AR_DPL_SHIFT & 3;
}

static void rule(struct audit *audit, bool holds, const char *text, uint32_t field)
{
	audit_rule(audit, holds, section, text, field, NO_FIELD);
}

static bool unrestricted(const struct audit *audit)
{
	return audit->proc2 & PROC2_UNRESTRICTED_GUEST;
}

static bool virtual_8086(struct audit *audit)
{
	return audit_field(audit, VMX_GUEST_RFLAGS) & RFLAGS_VM;
}

/* ---- Selectors and bases */

static void selectors(struct audit *audit)
{
	const unsigned int table_indicator = 1 << 2;
	uint64_t ss = selector(audit, SS);

	rule(audit, !(selector(audit, TR) & table_indicator), "TI (bit 2) must be 0",
	     selector_field(TR));
	if (usable(audit, LDTR))
		rule(audit, !(selector(audit, LDTR) & table_indicator), "TI (bit 2) must be 0",
		     selector_field(LDTR));
	if (!virtual_8086(audit) && !unrestricted(audit))
		audit_rule(audit, (ss & 3) == (selector(audit, CS) & 3), section,
			   "RPL (bits 1:0) of SS must equal that of CS, unless unrestricted guest",
			   selector_field(SS), selector_field(CS));
}

static void bases(struct audit *audit)
{
	static const enum segment canonical[] = {TR, FS, GS, LDTR};
	static const enum segment low[] = {CS, SS, DS, ES};

	for (unsigned int i = 0; i < sizeof(canonical) / sizeof(canonical[0]); i++) {
		if (canonical[i] == LDTR && !usable(audit, LDTR))
			continue;
		rule(audit, audit_canonical(audit, base(audit, canonical[i])),
		     "must be a canonical address", base_field(canonical[i]));
	}
	for (unsigned int i = 0; i < sizeof(low) / sizeof(low[0]); i++) {
		if (low[i] != CS && !usable(audit, low[i]))
			continue;
		rule(audit, base(audit, low[i]) >> 32 == 0, "bits 63:32 must be 0",
		     base_field(low[i]));
	}
}

/* ---- Virtual-8086 mode: everything follows from the selectors */

static void virtual_8086_segment(struct audit *audit, enum segment segment)
{
	audit_rule(audit, base(audit, segment) == selector(audit, segment) << 4, section,
		   "must be the selector times 16 in virtual-8086 mode", base_field(segment),
		   selector_field(segment));
	rule(audit, audit_field(audit, limit_field(segment)) == 0xffff,
	     "must be 0xffff in virtual-8086 mode", limit_field(segment));
	rule(audit, rights(audit, segment) == 0xf3, "must be 0xf3 in virtual-8086 mode",
	     rights_field(segment));
}

/* ---- Protected and real mode: access rights */

/* Rules alike for all usable segments: present, reserved bits, and granularity that fits the limit.
 */
static void common_rights(struct audit *audit, enum segment segment)
{
	uint32_t value = rights(audit, segment);
	uint64_t limit = audit_field(audit, limit_field(segment));
	bool pages = value & AR_GRANULARITY;

	rule(audit, value & AR_PRESENT, "P (bit 7) must be 1", rights_field(segment));
	rule(audit, !(value & RIGHTS_RESERVED_LOW), "bits 11:8 must be 0", rights_field(segment));
	rule(audit, !(value & rights_reserved_high), "bits 31:17 must be 0", rights_field(segment));
	audit_rule(audit, !pages || (limit & 0xfff) == 0xfff, section,
		   "G (bit 15) must be 0 when any of the limit's bits 11:0 is 0",
		   rights_field(segment), limit_field(segment));
	audit_rule(audit, pages || limit >> 20 == 0, section,
		   "G (bit 15) must be 1 when any of the limit's bits 31:20 is 1",
		   rights_field(segment), limit_field(segment));
}

static void code_segment(struct audit *audit)
{
	uint32_t value = rights(audit, CS);
	unsigned int type = value & RIGHTS_TYPE;
	bool data = type == AR_TYPE_DATA && unrestricted(audit);
	bool code = type & RIGHTS_CODE && type & RIGHTS_ACCESSED;
	unsigned int stack_dpl = dpl(rights(audit, SS));

	rule(audit, code || data, "the type must be 9, 11, 13 or 15 (or 3 if unrestricted guest)",
	     rights_field(CS));
	rule(audit, value & AR_CODE_OR_DATA, "S (bit 4) must be 1", rights_field(CS));
	if (data)
		rule(audit, dpl(value) == 0, "DPL must be 0 for type 3", rights_field(CS));
	else if (code && !(type & RIGHTS_CONFORMING))
		audit_rule(audit, dpl(value) == stack_dpl, section,
			   "DPL must equal that of SS for non-conforming code", rights_field(CS),
			   rights_field(SS));
	else if (code)
		audit_rule(audit, dpl(value) <= stack_dpl, section,
			   "DPL must not exceed that of SS for conforming code", rights_field(CS),
			   rights_field(SS));
	rule(audit, !(audit->entry & ENTRY_IA32E_GUEST) || !(value & AR_LONG) || !(value & AR_BIG),
	     "D (bit 14) must be 0 in 64-bit code (L, bit 13, in IA-32e mode)", rights_field(CS));
	common_rights(audit, CS);
}

static void stack_segment(struct audit *audit)
{
	uint32_t value = rights(audit, SS);
	bool real_mode = !(audit_field(audit, VMX_GUEST_CR0) & CR0_PE);
	bool data_in_cs = (rights(audit, CS) & RIGHTS_TYPE) == AR_TYPE_DATA;

	/* These two hold even for an unusable SS: its DPL is the CPL. */
	if (!unrestricted(audit))
		audit_rule(
			audit, dpl(value) == (selector(audit, SS) & 3), section,
			"DPL must equal RPL (bits 1:0 of the selector), unless unrestricted guest",
			rights_field(SS), selector_field(SS));
	audit_rule(audit, dpl(value) == 0 || !(data_in_cs || real_mode), section,
		   "DPL must be 0 when CS has type 3, and without CR0.PE", rights_field(SS),
		   VMX_GUEST_CR0);
	if (!usable(audit, SS))
		return;
	rule(audit, (value & RIGHTS_TYPE) == 3 || (value & RIGHTS_TYPE) == 7,
	     "the type must be 3 or 7", rights_field(SS));
	rule(audit, value & AR_CODE_OR_DATA, "S (bit 4) must be 1", rights_field(SS));
	common_rights(audit, SS);
}

static void data_segment(struct audit *audit, enum segment segment)
{
	uint32_t value = rights(audit, segment);
	unsigned int type = value & RIGHTS_TYPE;
	const unsigned int last_checked = 11; /* conforming code has no privilege to check */

	if (!usable(audit, segment))
		return;
	rule(audit, type & RIGHTS_ACCESSED, "the type must be accessed (bit 0)",
	     rights_field(segment));
	rule(audit, !(type & RIGHTS_CODE) || type & RIGHTS_READABLE,
	     "code must be readable (bit 1)", rights_field(segment));
	rule(audit, value & AR_CODE_OR_DATA, "S (bit 4) must be 1", rights_field(segment));
	if (!unrestricted(audit) && type <= last_checked)
		audit_rule(audit, dpl(value) >= (selector(audit, segment) & 3), section,
			   "DPL must not be below RPL (bits 1:0 of the selector), unless "
			   "unrestricted guest",
			   rights_field(segment), selector_field(segment));
	common_rights(audit, segment);
}

static void task_register(struct audit *audit)
{
	uint32_t value = rights(audit, TR);
	unsigned int type = value & RIGHTS_TYPE;
	bool long_mode = audit->entry & ENTRY_IA32E_GUEST;

	audit_rule(audit, type == AR_TYPE_TSS_BUSY || (type == 3 && !long_mode), section,
		   "the type must be 11, a busy TSS (or 3 outside IA-32e mode)", rights_field(TR),
		   VMX_VM_ENTRY_CONTROLS);
	rule(audit, !(value & AR_CODE_OR_DATA), "S (bit 4) must be 0", rights_field(TR));
	rule(audit, usable(audit, TR), "must not be unusable (bit 16)", rights_field(TR));
	common_rights(audit, TR);
}

static void local_descriptor_table(struct audit *audit)
{
	uint32_t value = rights(audit, LDTR);

	if (!usable(audit, LDTR))
		return;
	rule(audit, (value & RIGHTS_TYPE) == AR_TYPE_LDT, "the type must be 2, an LDT",
	     rights_field(LDTR));
	rule(audit, !(value & AR_CODE_OR_DATA), "S (bit 4) must be 0", rights_field(LDTR));
	common_rights(audit, LDTR);
}

void audit_segments(struct audit *audit)
{
	static const enum segment data[] = {DS, ES, FS, GS};

	selectors(audit);
	bases(audit);
	if (virtual_8086(audit)) {
		for (enum segment segment = ES; segment <= GS; segment++)
			virtual_8086_segment(audit, segment);
	} else {
		code_segment(audit);
		stack_segment(audit);
		for (unsigned int i = 0; i < sizeof(data) / sizeof(data[0]); i++)
			data_segment(audit, data[i]);
	}
	task_register(audit);
	local_descriptor_table(audit);
}
