/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A small assembler, so that tests can be read. Statements end with ; or a newline:
 *	add r0, r1	add32 r0, -5	also sub mul div sdiv or and lsh rsh mod smod xor mov arsh
 *	neg r0		le16 r0		be32 r0		bswap64 r0
 *	movsx8 r0, r1	movsx16 movsx32; movsx8w movsx16w for the 32-bit forms
 *	ja +3		jal +3 (offset in imm)	jeq r1, 5, +2	jsgt32 r1, r2, +2
 *	call 7		calll +3 (local function)	exit
 *	lddw r0, NUMBER		area r0, AREA, OFFSET
 *	ldxb r0, [r1+2]	ldxh ldxw ldxdw; ldxsb ldxsh ldxsw
 *	stw [r10-4], 5	stxdw [r10-8], r1
 *	lock_add [r1], r2	lock_add32; or and xor fetch_add ... xchg cmpxchg
 *	raw 07 12 00 00 05 00 00 00
 */
#ifndef TRACE_TESTS_ASM_TEXT_H
#define TRACE_TESTS_ASM_TEXT_H

#include "dsl/abi/bpf.h"

#include <stdint.h>

/* Assembles at most room units and returns how many it made. A mistake in the text ends the test
 * program. */
uint32_t asm_text(const char *text, struct bpf_insn *insns, uint32_t room);

#endif
