/* SPDX-License-Identifier: BSD-2-Clause */
/* A simulated VMCS: a value for each field, and valid contents for several kinds of guest. */
#ifndef VMM_TESTS_VMCS_BASELINE_H
#define VMM_TESTS_VMCS_BASELINE_H

#include "vmm/capabilities.h"

#include <stdbool.h>
#include <stdint.h>

enum guest_mode {
	MODE_LONG,	/* 64-bit code at CPL 0 */
	MODE_PAE,	/* 32-bit code with PAE paging */
	MODE_PROTECTED, /* 32-bit code without paging */
	MODE_REAL,	/* needs unrestricted guest */
	MODE_V8086,	/* virtual-8086 with 32-bit paging */
};

struct vmcs {
	uint64_t values[0x8000];
	bool absent[0x8000];
};

/* Fills the VMCS with what passes every check on the processor. */
void vmcs_fill(struct vmcs *vmcs, enum guest_mode mode, const struct vmx_capabilities *caps);

/* An audit_reader; the cookie is a struct vmcs. */
uint64_t vmcs_read(void *cookie, uint32_t field, bool *valid);

#endif
