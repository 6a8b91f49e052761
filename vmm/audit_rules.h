/* SPDX-License-Identifier: BSD-2-Clause */
/* What the files of the audit share; nobody else includes it. */
#ifndef VMM_AUDIT_RULES_H
#define VMM_AUDIT_RULES_H

#include "vmm/audit.h"
#include "vmm/vmx.h"

enum { AUDIT_UNREADABLE_MAX = 16 };

/* Stands for a second field in a rule that has but one. */
#define NO_FIELD UINT32_MAX

struct audit {
	audit_reader *read;
	void *cookie;
	const struct vmx_capabilities *caps;
	audit_report *report;
	void *report_cookie;
	unsigned int findings;

	uint32_t unreadable[AUDIT_UNREADABLE_MAX]; /* reported already */
	unsigned int unreadable_count;

	/* The controls, on which most other rules depend. proc2 is 0 when it is not activated. */
	uint32_t pin;
	uint32_t proc;
	uint32_t proc2;
	uint32_t exit;
	uint32_t entry;
};

/* The value of a field; reports one that cannot be read, and gives 0 for it. */
uint64_t audit_field(struct audit *audit, uint32_t field);

/*
 * Reports the rule as broken unless it holds, with up to two fields that it is about. rule
 * completes a sentence whose subject is the fields; section is of SDM volume 3, or an appendix.
 */
void audit_rule(struct audit *audit, bool holds, const char *section, const char *rule,
		uint32_t field, uint32_t other);

/* Whether the address is one that the processor has, and a multiple of 1 << zero_bits. */
bool audit_physical(const struct audit *audit, uint64_t address, unsigned int zero_bits);

/* Whether the linear address is canonical for this processor. */
bool audit_canonical(const struct audit *audit, uint64_t address);

/* The values that IA32_PAT and IA32_EFER may have. */
bool audit_pat(uint64_t pat);
bool audit_efer(uint64_t efer);

/* The groups of rules, in the processor's order. Each in the file of its name. */
void audit_controls(struct audit *audit);
void audit_host(struct audit *audit);
void audit_guest(struct audit *audit);
void audit_segments(struct audit *audit);

#endif
