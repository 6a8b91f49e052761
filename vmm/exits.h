/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * VM exits: one handler for each reason, in small files by family. A handler finishes what the
 * guest's instruction would have done, raises the exception that it would have raised, or ends the
 * guest. All act on the current VMCS. Root.
 */
#ifndef VMM_EXITS_H
#define VMM_EXITS_H

#include "vmm/cpu.h"

/* exit_cpu.c: instructions that exit for the processor's sake */
struct vcpu *exit_cpuid(struct vcpu *vcpu);
struct vcpu *exit_hlt(struct vcpu *vcpu);
struct vcpu *exit_invd(struct vcpu *vcpu);
struct vcpu *exit_wbinvd(struct vcpu *vcpu);
struct vcpu *exit_xsetbv(struct vcpu *vcpu);
struct vcpu *exit_undefined(struct vcpu *vcpu);		 /* #UD: not offered to guests */
struct vcpu *exit_general_protection(struct vcpu *vcpu); /* #GP(0) */

/* exit_event.c: exceptions, NMIs, interrupts, windows */
struct vcpu *exit_exception_or_nmi(struct vcpu *vcpu);
struct vcpu *exit_external_interrupt(struct vcpu *vcpu);
struct vcpu *exit_interrupt_window(struct vcpu *vcpu);

/* exit_cr.c, exit_msr.c, exit_io.c */
struct vcpu *exit_cr_access(struct vcpu *vcpu);
struct vcpu *exit_rdmsr(struct vcpu *vcpu);
struct vcpu *exit_wrmsr(struct vcpu *vcpu);
struct vcpu *exit_io(struct vcpu *vcpu);

/* Sets a guest's RAX, RBX, RCX or RDX to a 32-bit result: the upper half becomes zero. */
static inline void set_gpr32(struct vcpu *vcpu, enum gpr gpr, uint32_t value)
{
	vcpu->context.gpr[gpr] = value;
}

/* EDX:EAX, as RDMSR, WRMSR and XSETBV use it. */
static inline uint64_t get_edx_eax(const struct vcpu *vcpu)
{
	return vcpu->context.gpr[GPR_RDX] << 32 | (uint32_t)vcpu->context.gpr[GPR_RAX];
}

static inline void set_edx_eax(struct vcpu *vcpu, uint64_t value)
{
	set_gpr32(vcpu, GPR_RAX, (uint32_t)value);
	set_gpr32(vcpu, GPR_RDX, (uint32_t)(value >> 32));
}

/* A general register by its number in an exit qualification, RSP included. */
uint64_t get_gpr(const struct vcpu *vcpu, unsigned int gpr);
void set_gpr(struct vcpu *vcpu, unsigned int gpr, uint64_t value);

#endif
