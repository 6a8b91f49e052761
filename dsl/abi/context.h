/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What r1 points to when a clause starts: the context of the firing. A program may read it at these offsets
 * and sizes and nothing else; it never writes it. The machine embeds one in each virtual CPU, so that a
 * firing costs no copying: the exit path pushes the guest's registers right into gpr[].
 */
#ifndef DSL_ABI_CONTEXT_H
#define DSL_ABI_CONTEXT_H

#include <stdint.h>

/* Numbered as instructions encode them (SDM 2.1.3). GPR_RSP is not valid: RSP lives in the VMCS. */
enum gpr {
	GPR_RAX,
	GPR_RCX,
	GPR_RDX,
	GPR_RBX,
	GPR_RSP,
	GPR_RBP,
	GPR_RSI,
	GPR_RDI,
	GPR_R8,
	GPR_R9,
	GPR_R10,
	GPR_R11,
	GPR_R12,
	GPR_R13,
	GPR_R14,
	GPR_R15,
	GPR_COUNT,
};

struct probe_context {
	uint64_t gpr[GPR_COUNT];
	int32_t pid;   /* the guest's number, from 1; 0 when the CPU is idle or outside any guest */
	int32_t tid;   /* the vCPU's number in its guest, from 1; 0 as above */
	int32_t cpu;   /* the physical CPU, from 0 */
	uint32_t id;   /* the probe that fires; set by the tracer */
	uint32_t epid; /* the enabled clause that runs; set by the tracer */
	uint32_t reserved; /* zero; keeps the size a multiple of 8 */
};

#endif
