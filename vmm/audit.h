/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Says why a VM entry failed: checks a VMCS again against every rule that the processor checks at
 * VM entry, and names fields, values and rule of each that is broken. The processor itself says at
 * most which of three groups it was. SDM sections are those of edition 325384-081 (September 2023):
 * chapter 27 is VM entries.
 *
 * Not checked, for lack of what would be needed: contents of memory that VMCS fields point to (the
 * virtual TPR, MSR lists, the VMCS at the link pointer, PDPTEs when EPT is off);
 * IA32_PERF_GLOBAL_CTRL, whose reserved bits depend on the model; and state of features whose
 * controls Probevisor keeps off and whose fields dsl/abi/vmcs_fields.def does not know (CET, PKRS,
 * LBR_CTL, RTIT_CTL, UINV, sub-page permissions, tertiary and secondary VM-exit controls). The
 * audit assumes a 64-bit host outside SMM.
 */
#ifndef VMM_AUDIT_H
#define VMM_AUDIT_H

#include "vmm/capabilities.h"

#include <stdbool.h>
#include <stdint.h>

/* Reads a field of the VMCS; *valid is false where the processor has no such field. */
typedef uint64_t audit_reader(void *cookie, uint32_t field, bool *valid);

/*
 * One line without a newline, shorter than AUDIT_LINE_SIZE:
 * "VMX_GUEST_RFLAGS = 0x0: bit 1 must be 1 (SDM 27.3.1.4)".
 */
typedef void audit_report(void *cookie, const char *line);

enum { AUDIT_LINE_SIZE = 384 };

/*
 * Reports every broken rule and returns how many there are. A field that is needed and cannot be
 * read is reported too, and taken as 0. Pure but for the callbacks; takes about 1 KB of stack. Any
 * context.
 */
unsigned int audit_vmcs(audit_reader *read, void *cookie, const struct vmx_capabilities *caps,
			audit_report *report, void *report_cookie);

#endif
