/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Why a guest ended, in words, on the log: for a user with a real machine it is the only diagnosis
 * there is. Root; the vCPU's VMCS is current.
 */
#ifndef VMM_REPORT_H
#define VMM_REPORT_H

#include "vmm/cpu.h"

/* The end of a guest: why (NULL: the exit reason's words), where, registers, and the VMCS fields
 * that matter. */
void report_guest(const struct vcpu *vcpu, const char *why);

/* Checks the current VMCS against the SDM's rules for VM entries, and logs each that is broken. */
void report_audit(const struct vcpu *vcpu);

#endif
