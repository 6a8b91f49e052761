/* SPDX-License-Identifier: BSD-2-Clause */
/* The audit finds nothing in a valid VMCS, and one broken rule where one is broken. */
#include "vmm/audit.h"
#include "vmm/tests/processors.h"
#include "vmm/tests/vmcs_baseline.h"
#include "vmm/vmx.h"
#include "vmm/x86.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { LINES_MAX = 160, CHANGES_MAX = 4 };

struct lines {
	unsigned int count;
	char text[LINES_MAX][AUDIT_LINE_SIZE];
};

static void collect(void *cookie, const char *line)
{
	struct lines *lines = cookie;

	assert_true(lines->count < LINES_MAX);
	assert_true(strlen(line) < AUDIT_LINE_SIZE - 1);
	memcpy(lines->text[lines->count++], line, strlen(line) + 1);
}

static void audit(struct vmcs *vmcs, const struct vmx_capabilities *caps, struct lines *lines)
{
	unsigned int findings;

	memset(lines, 0, sizeof(*lines));
	findings = audit_vmcs(vmcs_read, vmcs, caps, collect, lines);
	assert_int_equal(findings, lines->count);
}

/* ---- Which processor a case is for */

enum which { PLAIN, ANY, SANDY_BRIDGE, TIGER_LAKE, KVM };

/* A processor that allows every control, for the rules on features that no model at hand has. */
static struct vmx_capabilities any_processor(void)
{
	const uint64_t may = 0xffffffffull << 32;
	struct vmx_capabilities caps = *processor("corei7_skylake_x");

	caps.proc |= may;
	caps.true_pin |= may;
	caps.true_proc |= may;
	caps.proc2 |= may;
	caps.true_exit |= may;
	caps.true_entry |= may;
	return caps;
}

static struct vmx_capabilities capabilities_of(enum which which)
{
	switch (which) {
	case PLAIN:
		return *processor("corei7_skylake_x");
	case SANDY_BRIDGE:
		return *processor("corei7_sandy_bridge_2600k");
	case TIGER_LAKE:
		return *processor("tigerlake");
	case KVM:
		return *processor("kvm_nested");
	default:
		return any_processor();
	}
}

/* ---- Changes */

struct change {
	uint32_t field;
	uint64_t clear;
	uint64_t set;
};

#define IS(field, value)                 \
	{                                \
		field, UINT64_MAX, value \
	}
#define SET(field, bits)       \
	{                      \
		field, 0, bits \
	}
#define CLEAR(field, bits)     \
	{                      \
		field, bits, 0 \
	}

static void apply(struct vmcs *vmcs, const struct change *changes)
{
	for (unsigned int i = 0; i < CHANGES_MAX; i++) {
		uint64_t *value = &vmcs->values[changes[i].field];

		*value = (*value & ~changes[i].clear) | changes[i].set;
	}
}

/* ---- Valid ones */

static void expect_nothing(struct vmcs *vmcs, const struct vmx_capabilities *caps, const char *who)
{
	struct lines lines;

	audit(vmcs, caps, &lines);
	if (lines.count > 0)
		fail_msg("%s: %s", who, lines.text[0]);
}

static void valid_guests_pass(void **state)
{
	static const enum guest_mode modes[] = {MODE_LONG, MODE_PAE, MODE_PROTECTED, MODE_REAL,
						MODE_V8086};
	static const enum which processors[] = {PLAIN, ANY, SANDY_BRIDGE, TIGER_LAKE, KVM};
	static struct vmcs vmcs;

	(void)state;
	for (size_t i = 0; i < sizeof(processors) / sizeof(processors[0]); i++) {
		struct vmx_capabilities caps = capabilities_of(processors[i]);

		for (size_t j = 0; j < sizeof(modes) / sizeof(modes[0]); j++) {
			vmcs_fill(&vmcs, modes[j], &caps);
			expect_nothing(&vmcs, &caps, "valid guest");
		}
	}
}

struct valid {
	enum which which;
	enum guest_mode mode;
	const char *what;
	struct change changes[CHANGES_MAX];
};

static const struct valid unusual[] = {
	{ANY,
	 MODE_LONG,
	 "#GP with its error code",
	 {IS(VMX_VM_ENTRY_INTR_INFO_FIELD, 0x80000b0d),
	  IS(VMX_VM_ENTRY_EXCEPTION_ERROR_CODE, 0xffff)}},
	{TIGER_LAKE,
	 MODE_LONG,
	 "#GP without error code, as IA32_VMX_BASIC[56] allows",
	 {IS(VMX_VM_ENTRY_INTR_INFO_FIELD, 0x8000030d)}},
	{ANY, MODE_REAL, "#GP in real mode", {IS(VMX_VM_ENTRY_INTR_INFO_FIELD, 0x8000030d)}},
	{ANY,
	 MODE_LONG,
	 "an interrupt",
	 {IS(VMX_VM_ENTRY_INTR_INFO_FIELD, 0x800000ff), IS(VMX_GUEST_RFLAGS, 0x202)}},
	{ANY,
	 MODE_LONG,
	 "INT 80H of zero length, as IA32_VMX_MISC[30] allows",
	 {IS(VMX_VM_ENTRY_INTR_INFO_FIELD, 0x80000480)}},
	{ANY,
	 MODE_LONG,
	 "nonsense for injection that is not valid",
	 {IS(VMX_VM_ENTRY_INTR_INFO_FIELD, 0x7fffffff)}},
	{ANY, MODE_LONG, "a pending MTF exit", {IS(VMX_VM_ENTRY_INTR_INFO_FIELD, 0x80000700)}},
	{ANY,
	 MODE_LONG,
	 "an NMI into HLT",
	 {IS(VMX_VM_ENTRY_INTR_INFO_FIELD, 0x80000202), IS(VMX_GUEST_ACTIVITY_STATE, 1)}},
	{ANY,
	 MODE_LONG,
	 "#DB into HLT",
	 {IS(VMX_VM_ENTRY_INTR_INFO_FIELD, 0x80000301), IS(VMX_GUEST_ACTIVITY_STATE, 1)}},
	{ANY, MODE_LONG, "waiting for SIPI", {IS(VMX_GUEST_ACTIVITY_STATE, 3)}},
	{ANY, MODE_LONG, "RIP one past the lower half", {IS(VMX_GUEST_RIP, 1ull << 47)}},
	{ANY,
	 MODE_LONG,
	 "a single step that is due after STI",
	 {IS(VMX_GUEST_INTERRUPTIBILITY_INFO, 1), IS(VMX_GUEST_RFLAGS, 0x302),
	  IS(VMX_GUEST_PENDING_DBG_EXCEPTIONS, 0x4000)}},
	{ANY,
	 MODE_LONG,
	 "no single step with BTF",
	 {IS(VMX_GUEST_INTERRUPTIBILITY_INFO, 2), IS(VMX_GUEST_RFLAGS, 0x302),
	  IS(VMX_GUEST_IA32_DEBUGCTL, 2)}},
	{ANY, MODE_LONG, "caches off", {SET(VMX_GUEST_CR0, CR0_CD | CR0_NW)}},
	{ANY,
	 MODE_LONG,
	 "user mode",
	 {IS(VMX_GUEST_CS_AR_BYTES, 0xa0fb), IS(VMX_GUEST_SS_AR_BYTES, 0xc0f3)}},
	{ANY,
	 MODE_LONG,
	 "unusable data segments",
	 {IS(VMX_GUEST_SS_AR_BYTES, 0x10000), IS(VMX_GUEST_DS_AR_BYTES, 0x10000),
	  IS(VMX_GUEST_ES_BASE, 0)}},
	{ANY, MODE_LONG, "conforming code", {IS(VMX_GUEST_CS_AR_BYTES, 0xa09f)}},
	{ANY,
	 MODE_LONG,
	 "compatibility mode",
	 {IS(VMX_GUEST_CS_AR_BYTES, 0xc09b), IS(VMX_GUEST_RIP, 0x1000)}},
	{ANY,
	 MODE_LONG,
	 "an LDT",
	 {IS(VMX_GUEST_LDTR_AR_BYTES, 0x82), IS(VMX_GUEST_LDTR_LIMIT, 7)}},
	{ANY, MODE_PAE, "a busy 16-bit TSS", {IS(VMX_GUEST_TR_AR_BYTES, 0x83)}},
	{ANY,
	 MODE_PAE,
	 "no unrestricted guest",
	 {CLEAR(VMX_SECONDARY_VM_EXEC_CONTROL, PROC2_UNRESTRICTED_GUEST)}},
	{ANY, MODE_PROTECTED, "PDPTEs that nobody uses", {IS(VMX_GUEST_PDPTR0, UINT64_MAX)}},
	{ANY, MODE_LONG, "EPT with accessed and dirty flags", {SET(VMX_EPT_POINTER, 1u << 6)}},
	{ANY, MODE_LONG, "uncached EPT structures", {IS(VMX_EPT_POINTER, 0x10004018)}},
	{ANY,
	 MODE_LONG,
	 "an MSR list at the end of physical addresses",
	 {IS(VMX_VM_ENTRY_MSR_LOAD_COUNT, 1), IS(VMX_VM_ENTRY_MSR_LOAD_ADDR, (1ull << 40) - 16)}},
};

static void unusual_valid_guests_pass(void **state)
{
	static struct vmcs vmcs;

	(void)state;
	for (size_t i = 0; i < sizeof(unusual) / sizeof(unusual[0]); i++) {
		struct vmx_capabilities caps = capabilities_of(unusual[i].which);

		vmcs_fill(&vmcs, unusual[i].mode, &caps);
		apply(&vmcs, unusual[i].changes);
		expect_nothing(&vmcs, &caps, unusual[i].what);
	}
}

/* ---- Broken ones */

struct broken {
	enum which which;
	enum guest_mode mode;
	const char *field;
	const char *rule;
	struct change changes[CHANGES_MAX];
};

/*
 * Each: {processor, guest mode, the field that the line starts with, rule and section, changes to a
 * valid VMCS}. PLAIN is a processor as it is, ANY one that allows every control.
 */
static const struct broken broken[] = {
#include "vmm/tests/audit_controls.inc"

#include "vmm/tests/audit_host.inc"

#include "vmm/tests/audit_guest.inc"

#include "vmm/tests/audit_segments.inc"
};

static void each_broken_rule_is_named(void **state)
{
	static struct vmcs vmcs;

	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		const struct broken *one = &broken[i];
		struct vmx_capabilities caps = capabilities_of(one->which);
		size_t field_length = strlen(one->field);
		struct lines lines;

		vmcs_fill(&vmcs, one->mode, &caps);
		apply(&vmcs, one->changes);
		audit(&vmcs, &caps, &lines);
		if (lines.count == 0)
			fail_msg("%s: \"%s\" was not noticed", one->field, one->rule);
		if (lines.count > 1)
			fail_msg("%s: \"%s\": also %s; %s", one->field, one->rule, lines.text[0],
				 lines.text[1]);
		if (strncmp(lines.text[0], one->field, field_length) != 0 ||
		    strncmp(lines.text[0] + field_length, " = 0x", 5) != 0 ||
		    !strstr(lines.text[0], one->rule))
			fail_msg("wanted %s: %s\ngot %s", one->field, one->rule, lines.text[0]);
	}
}

static void lines_show_values(void **state)
{
	struct vmx_capabilities caps = any_processor();
	static struct vmcs vmcs;
	struct lines lines;

	(void)state;
	vmcs_fill(&vmcs, MODE_LONG, &caps);
	vmcs.values[VMX_GUEST_RFLAGS] = 0x40;
	vmcs.values[VMX_VM_ENTRY_INTR_INFO_FIELD] = 0x80000020;
	audit(&vmcs, &caps, &lines);
	assert_int_equal(lines.count, 2);
	assert_string_equal(lines.text[0],
			    "VMX_GUEST_RFLAGS = 0x40: bit 1 must be 1 (SDM 27.3.1.4)");
	assert_string_equal(
		lines.text[1],
		"VMX_GUEST_RFLAGS = 0x40, VMX_VM_ENTRY_INTR_INFO_FIELD = 0x80000020: IF "
		"(bit 9) must be 1 to inject an external interrupt (SDM 27.3.1.4)");
}

static void unreadable_fields_are_named_once(void **state)
{
	struct vmx_capabilities caps = any_processor();
	static struct vmcs vmcs;
	struct lines lines;

	(void)state;
	vmcs_fill(&vmcs, MODE_LONG, &caps);
	vmcs.absent[VMX_GUEST_INTERRUPTIBILITY_INFO] = true;
	audit(&vmcs, &caps, &lines);
	assert_int_equal(lines.count, 1);
	assert_string_equal(lines.text[0],
			    "VMX_GUEST_INTERRUPTIBILITY_INFO (0x4824) cannot be read; taken as 0");
}

/* Fields of features that are off may be missing, and then nobody asks for them. */
static void unused_fields_may_be_missing(void **state)
{
	static const uint32_t unused[] = {VMX_PML_ADDRESS,	   VMX_POSTED_INTR_DESC_ADDR,
					  VMX_VM_FUNCTION_CONTROL, VMX_EPTP_LIST_ADDRESS,
					  VMX_GUEST_IA32_BNDCFGS,  VMX_TPR_THRESHOLD,
					  VMX_VMREAD_BITMAP,	   VMX_GUEST_PDPTR0};
	struct vmx_capabilities caps = *processor("corei7_skylake_x");
	static struct vmcs vmcs;

	(void)state;
	vmcs_fill(&vmcs, MODE_LONG, &caps);
	for (size_t i = 0; i < sizeof(unused) / sizeof(unused[0]); i++)
		vmcs.absent[unused[i]] = true;
	expect_nothing(&vmcs, &caps, "fields missing");
}

/* A VMCS of nothing but ones or zeros breaks many rules; no line is cut off and nothing runs over.
 */
static void nonsense_is_survived(void **state)
{
	struct vmx_capabilities caps = *processor("corei7_skylake_x");
	static struct vmcs vmcs;
	struct lines lines;

	(void)state;
	memset(vmcs.values, 0xff, sizeof(vmcs.values));
	audit(&vmcs, &caps, &lines);
	assert_true(lines.count > 30);
	memset(vmcs.values, 0, sizeof(vmcs.values));
	audit(&vmcs, &caps, &lines);
	assert_true(lines.count > 10);
	memset(&caps, 0, sizeof(caps));
	audit(&vmcs, &caps, &lines);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(valid_guests_pass),
		cmocka_unit_test(unusual_valid_guests_pass),
		cmocka_unit_test(each_broken_rule_is_named),
		cmocka_unit_test(lines_show_values),
		cmocka_unit_test(unreadable_fields_are_named_once),
		cmocka_unit_test(unused_fields_may_be_missing),
		cmocka_unit_test(nonsense_is_survived),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
