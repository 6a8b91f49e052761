/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/audit.h"

#include "dsl/base/fmt.h"
#include "vmm/audit_rules.h"
#include "vmm/x86.h"

static const char *field_name(uint32_t field)
{
	static const struct {
		uint32_t field;
		const char *name;
	} names[] = {
#define VMCS_FIELD(name, encoding) {encoding, #name},
#include "dsl/abi/vmcs_fields.def"
#undef VMCS_FIELD
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++) {
		if (names[i].field == field)
			return names[i].name;
	}
	return "an unknown field";
}

static void finding(struct audit *audit, const char *line)
{
	audit->findings++;
	audit->report(audit->report_cookie, line);
}

/* The first time that a field cannot be read is worth a line, not each rule that wants it. */
static void unreadable(struct audit *audit, uint32_t field)
{
	char line[AUDIT_LINE_SIZE];

	for (unsigned int i = 0; i < audit->unreadable_count; i++) {
		if (audit->unreadable[i] == field)
			return;
	}
	if (audit->unreadable_count < AUDIT_UNREADABLE_MAX)
		audit->unreadable[audit->unreadable_count++] = field;
	fmt_format(line, sizeof(line), "%s (0x%x) cannot be read; taken as 0", field_name(field),
		   field);
	finding(audit, line);
}

uint64_t audit_field(struct audit *audit, uint32_t field)
{
	bool valid = true;
	uint64_t value = audit->read(audit->cookie, field, &valid);

	if (valid)
		return value;
	unreadable(audit, field);
	return 0;
}

void audit_rule(struct audit *audit, bool holds, const char *section, const char *rule,
		uint32_t field, uint32_t other)
{
	char line[AUDIT_LINE_SIZE];
	size_t length;

	if (holds)
		return;
	length = fmt_format(line, sizeof(line), "%s = 0x%llx", field_name(field),
			    (unsigned long long)audit_field(audit, field));
	if (other != NO_FIELD)
		length += fmt_format(line + length, sizeof(line) - length, ", %s = 0x%llx",
				     field_name(other),
				     (unsigned long long)audit_field(audit, other));
	fmt_format(line + length, sizeof(line) - length, ": %s (SDM %s)", rule, section);
	finding(audit, line);
}

bool audit_physical(const struct audit *audit, uint64_t address, unsigned int zero_bits)
{
	/* IA32_VMX_BASIC[48] limits the VMX structures of early processors to 4 GiB (SDM A.1). */
	unsigned int width =
		audit->caps->basic >> 48 & 1 ? 32 : capabilities_physical_bits(audit->caps);

	return (address & ((1ull << zero_bits) - 1)) == 0 && address >> width == 0;
}

bool audit_canonical(const struct audit *audit, uint64_t address)
{
	unsigned int unused = 64 - capabilities_linear_bits(audit->caps);

	return (uint64_t)((int64_t)(address << unused) >> unused) == address;
}

/* Each byte is a memory type: UC, WC, WT, WP, WB or UC- (SDM 12.12.2). */
bool audit_pat(uint64_t pat)
{
	for (unsigned int i = 0; i < 8; i++) {
		unsigned int type = pat >> 8 * i & 0xff;

		if (type > 7 || type == 2 || type == 3)
			return false;
	}
	return true;
}

bool audit_efer(uint64_t efer)
{
	return (efer & ~(uint64_t)(EFER_SCE | EFER_LME | EFER_LMA | EFER_NXE)) == 0;
}

unsigned int audit_vmcs(audit_reader *read, void *cookie, const struct vmx_capabilities *caps,
			audit_report *report, void *report_cookie)
{
	struct audit audit = {
		.read = read,
		.cookie = cookie,
		.caps = caps,
		.report = report,
		.report_cookie = report_cookie,
	};

	audit.pin = (uint32_t)audit_field(&audit, VMX_PIN_BASED_VM_EXEC_CONTROL);
	audit.proc = (uint32_t)audit_field(&audit, VMX_CPU_BASED_VM_EXEC_CONTROL);
	if (audit.proc & PROC_SECONDARY)
		audit.proc2 = (uint32_t)audit_field(&audit, VMX_SECONDARY_VM_EXEC_CONTROL);
	audit.exit = (uint32_t)audit_field(&audit, VMX_VM_EXIT_CONTROLS);
	audit.entry = (uint32_t)audit_field(&audit, VMX_VM_ENTRY_CONTROLS);

	audit_controls(&audit);
	audit_host(&audit);
	audit_guest(&audit);
	audit_segments(&audit);
	return audit.findings;
}
