/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The instruction set of RFC 9669, one program a row: assembly, memory, result. Each runs four times:
 * interpreted and translated, as a plain program and as a clause.
 */
#include "trace/bpf_encoding.h"
#include "trace/interpret.h"
#include "trace/tests/asm_text.h"
#include "trace/tests/helper_table.h"
#include "trace/tests/run_compiled.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MAX_INSNS = 64, MAX_MEMORY = 64, MOST_STEPS = 1000 };

struct isa_case {
	const char *text;
	uint64_t result;
	const char *memory; /* hex; r1 points there, r2 is its length */
};

static const struct isa_case cases[] = {
	/* 64-bit arithmetic, immediate and register */
	{"mov r0, 5; add r0, 7; exit", 12, NULL},
	{"mov r0, 5; add r0, -7; exit", (uint64_t)-2, NULL},
	{"lddw r0, 0xffffffffffffffff; mov r1, 2; add r0, r1; exit", 1, NULL},
	{"mov r0, 5; sub r0, 7; exit", (uint64_t)-2, NULL},
	{"mov r0, 5; mov r1, -7; sub r0, r1; exit", 12, NULL},
	{"lddw r0, 0x100000001; mul r0, 3; exit", 0x300000003, NULL},
	{"mov r0, -3; mov r1, 7; mul r0, r1; exit", (uint64_t)-21, NULL},
	{"lddw r0, 0x8000000000000000; mul r0, 2; exit", 0, NULL},
	{"mov r0, 100; div r0, 7; exit", 14, NULL},
	{"mov r0, -1; mov r1, 2; div r0, r1; exit", 0x7fffffffffffffff, NULL},
	{"mov r0, 100; div r0, -1; exit", 0, NULL}, /* imm is sign-extended */
	{"mov r0, 100; div r0, 0; exit", 0, NULL},
	{"mov r0, 100; mov r1, 0; div r0, r1; exit", 0, NULL},
	{"mov r0, -100; sdiv r0, 7; exit", (uint64_t)-14, NULL},
	{"mov r0, -100; mov r1, -7; sdiv r0, r1; exit", 14, NULL},
	{"mov r0, -100; mov r1, 0; sdiv r0, r1; exit", 0, NULL},
	{"mov r0, -100; sdiv r0, 0; exit", 0, NULL},
	{"lddw r0, 0x8000000000000000; sdiv r0, -1; exit", 0x8000000000000000, NULL},
	{"lddw r0, 0x8000000000000000; mov r1, -1; sdiv r0, r1; exit", 0x8000000000000000, NULL},
	{"mov r0, 100; mod r0, 7; exit", 2, NULL},
	{"mov r0, -1; mov r1, 10; mod r0, r1; exit", 5, NULL},
	{"mov r0, 100; mod r0, 0; exit", 100, NULL},
	{"mov r0, -100; mov r1, 0; mod r0, r1; exit", (uint64_t)-100, NULL},
	{"mov r0, -100; smod r0, 7; exit", (uint64_t)-2, NULL},
	{"mov r0, 100; mov r1, -7; smod r0, r1; exit", 2, NULL},
	{"mov r0, -100; smod r0, 0; exit", (uint64_t)-100, NULL},
	{"lddw r0, 0x8000000000000000; smod r0, -1; exit", 0, NULL},
	{"lddw r0, 0x8000000000000000; mov r1, -1; smod r0, r1; exit", 0, NULL},
	{"mov r0, 0x50; or r0, 0x0f; exit", 0x5f, NULL},
	{"mov r0, 0; or r0, -2147483648; exit", 0xffffffff80000000, NULL},
	{"mov r0, 0x50; mov r1, 0xf00; or r0, r1; exit", 0xf50, NULL},
	{"lddw r0, 0x1234567890abcdef; and r0, 0xff00; exit", 0xcd00, NULL},
	{"lddw r0, 0x1234567890abcdef; and r0, -256; exit", 0x1234567890abcd00, NULL},
	{"mov r0, -1; lddw r1, 0xff00000000; and r0, r1; exit", 0xff00000000, NULL},
	{"mov r0, 0xff; xor r0, 0x0f; exit", 0xf0, NULL},
	{"mov r0, 0; xor r0, -1; exit", UINT64_MAX, NULL},
	{"mov r0, 5; mov r1, 6; xor r0, r1; exit", 3, NULL},
	{"mov r0, 1; lsh r0, 63; exit", 0x8000000000000000, NULL},
	{"mov r0, 1; mov r1, 65; lsh r0, r1; exit", 2, NULL}, /* masked to 6 bits */
	{"mov r0, 3; lsh r0, 64; exit", 3, NULL},
	{"mov r0, -1; rsh r0, 60; exit", 15, NULL},
	{"mov r0, -1; mov r1, -4; rsh r0, r1; exit", 15, NULL},
	{"mov r0, 8; rsh r0, 67; exit", 1, NULL},
	{"mov r0, -8; arsh r0, 2; exit", (uint64_t)-2, NULL},
	{"mov r0, -8; mov r1, 66; arsh r0, r1; exit", (uint64_t)-2, NULL},
	{"lddw r0, 0x8000000000000000; arsh r0, 63; exit", UINT64_MAX, NULL},
	{"mov r0, 5; neg r0; exit", (uint64_t)-5, NULL},
	{"lddw r0, 0x8000000000000000; neg r0; exit", 0x8000000000000000, NULL},
	{"mov r0, -1; exit", UINT64_MAX, NULL},
	{"lddw r1, 0x123456789abcdef0; mov r0, r1; exit", 0x123456789abcdef0, NULL},

	/* the same on low halves: the high half becomes zero */
	{"mov r0, -1; add32 r0, 2; exit", 1, NULL},
	{"mov r0, -1; mov r1, -1; add32 r0, r1; exit", 0xfffffffe, NULL},
	{"mov r0, 1; sub32 r0, 2; exit", 0xffffffff, NULL},
	{"lddw r0, 0x500000005; lddw r1, 0x700000007; sub32 r0, r1; exit", 0xfffffffe, NULL},
	{"lddw r0, 0x700000003; mul32 r0, 5; exit", 15, NULL},
	{"mov r0, -1; mov r1, -1; mul32 r0, r1; exit", 1, NULL},
	{"mov r0, -1; div32 r0, 2; exit", 0x7fffffff, NULL},
	{"lddw r0, 0x100000007; mov r1, 2; div32 r0, r1; exit", 3, NULL},
	{"mov r0, 7; div32 r0, 0; exit", 0, NULL},
	{"mov r0, 7; lddw r1, 0x100000000; div32 r0, r1; exit", 0, NULL},
	{"mov r0, -100; sdiv32 r0, 7; exit", 0xfffffff2, NULL},
	{"mov r0, 100; mov r1, -7; sdiv32 r0, r1; exit", 0xfffffff2, NULL},
	{"mov r0, 7; sdiv32 r0, 0; exit", 0, NULL},
	{"mov r0, -2147483648; sdiv32 r0, -1; exit", 0x80000000, NULL},
	{"mov r0, -2147483648; mov r1, -1; sdiv32 r0, r1; exit", 0x80000000, NULL},
	{"mov r0, -1; mod32 r0, 10; exit", 5, NULL},
	{"lddw r0, 0x100000007; mov r1, 4; mod32 r0, r1; exit", 3, NULL},
	{"mov r0, -1; mod32 r0, 0; exit", 0xffffffff, NULL},
	{"mov r0, -100; smod32 r0, 7; exit", 0xfffffffe, NULL},
	{"mov r0, -100; mov r1, 0; smod32 r0, r1; exit", 0xffffff9c, NULL},
	{"mov r0, -2147483648; smod32 r0, -1; exit", 0, NULL},
	{"mov r0, -2147483648; mov r1, -1; smod32 r0, r1; exit", 0, NULL},
	{"lddw r0, 0xffffffff00000050; or32 r0, 0x0f; exit", 0x5f, NULL},
	{"mov r0, 0; mov r1, -1; or32 r0, r1; exit", 0xffffffff, NULL},
	{"mov r0, -1; and32 r0, -16; exit", 0xfffffff0, NULL},
	{"mov r0, -1; lddw r1, 0xffffffff00000003; and32 r0, r1; exit", 3, NULL},
	{"mov r0, -1; xor32 r0, 1; exit", 0xfffffffe, NULL},
	{"mov r0, -1; mov r1, -1; xor32 r0, r1; exit", 0, NULL},
	{"mov r0, 1; lsh32 r0, 31; exit", 0x80000000, NULL},
	{"mov r0, 1; mov r1, 33; lsh32 r0, r1; exit", 2, NULL}, /* masked to 5 bits */
	{"mov r0, 3; lsh32 r0, 32; exit", 3, NULL},
	{"mov r0, -1; rsh32 r0, 28; exit", 15, NULL},
	{"mov r0, -1; mov r1, 60; rsh32 r0, r1; exit", 15, NULL},
	{"mov r0, -8; arsh32 r0, 2; exit", 0xfffffffe, NULL},
	{"lddw r0, 0xffffffff7ffffff8; mov r1, 34; arsh32 r0, r1; exit", 0x1ffffffe, NULL},
	{"mov r0, 5; neg32 r0; exit", 0xfffffffb, NULL},
	{"mov r0, -2147483648; neg32 r0; exit", 0x80000000, NULL},
	{"mov32 r0, -1; exit", 0xffffffff, NULL},
	{"mov r1, -1; mov32 r0, r1; exit", 0xffffffff, NULL},

	/* moves that extend the sign */
	{"mov r1, 0x80; movsx8 r0, r1; exit", 0xffffffffffffff80, NULL},
	{"mov r1, 0x17f; movsx8 r0, r1; exit", 0x7f, NULL},
	{"mov r1, 0x8000; movsx16 r0, r1; exit", 0xffffffffffff8000, NULL},
	{"mov r1, 0x17fff; movsx16 r0, r1; exit", 0x7fff, NULL},
	{"lddw r1, 0x80000000; movsx32 r0, r1; exit", 0xffffffff80000000, NULL},
	{"lddw r1, 0x17fffffff; movsx32 r0, r1; exit", 0x7fffffff, NULL},
	{"mov r1, 0x80; movsx8w r0, r1; exit", 0xffffff80, NULL},
	{"mov r1, 0x8000; movsx16w r0, r1; exit", 0xffff8000, NULL},
	{"mov r1, 0x17f; movsx8w r0, r1; exit", 0x7f, NULL},

	/* byte order */
	{"lddw r0, 0x1122334455667788; le16 r0; exit", 0x7788, NULL},
	{"lddw r0, 0x1122334455667788; le32 r0; exit", 0x55667788, NULL},
	{"lddw r0, 0x1122334455667788; le64 r0; exit", 0x1122334455667788, NULL},
	{"lddw r0, 0x1122334455667788; be16 r0; exit", 0x8877, NULL},
	{"lddw r0, 0x1122334455667788; be32 r0; exit", 0x88776655, NULL},
	{"lddw r0, 0x1122334455667788; be64 r0; exit", 0x8877665544332211, NULL},
	{"lddw r0, 0x1122334455667788; bswap16 r0; exit", 0x8877, NULL},
	{"lddw r0, 0x1122334455667788; bswap32 r0; exit", 0x88776655, NULL},
	{"lddw r0, 0x1122334455667788; bswap64 r0; exit", 0x8877665544332211, NULL},

	/* jumps; JUMPS() below has the comparisons */
	{"mov r0, 1; ja +1; mov r0, 2; exit", 1, NULL},
	{"mov r0, 1; jal +1; mov r0, 2; exit", 1, NULL},
	{"mov r0, 0; mov r1, 10; add r0, r1; add r1, -1; jne r1, 0, -3; exit", 55, NULL},
	{"mov r0, 0; mov r1, 3; add r0, 2; add r1, -1; jeq r1, 0, +1; jal -4; exit", 6, NULL},

	/* loads, zero- and sign-extending, aligned or not */
	{"ldxb r0, [r1+2]; exit", 0xf2, "f0f1f2f3f4f5f6f7"},
	{"ldxh r0, [r1+2]; exit", 0xf3f2, "f0f1f2f3f4f5f6f7"},
	{"ldxw r0, [r1+2]; exit", 0xf5f4f3f2, "f0f1f2f3f4f5f6f7"},
	{"ldxdw r0, [r1]; exit", 0xf7f6f5f4f3f2f1f0, "f0f1f2f3f4f5f6f7"},
	{"ldxdw r0, [r1+1]; exit", 0x08f7f6f5f4f3f2f1, "f0f1f2f3f4f5f6f708"},
	{"add r1, 8; ldxb r0, [r1-1]; exit", 0xf7, "f0f1f2f3f4f5f6f7"},
	{"ldxsb r0, [r1+2]; exit", 0xfffffffffffffff2, "f0f1f2f3f4f5f6f7"},
	{"ldxsh r0, [r1+2]; exit", 0xfffffffffffff3f2, "f0f1f2f3f4f5f6f7"},
	{"ldxsw r0, [r1+2]; exit", 0xfffffffff5f4f3f2, "f0f1f2f3f4f5f6f7"},
	{"ldxsb r0, [r1]; exit", 0x7f, "7f"},
	{"ldxsh r0, [r1]; exit", 0x7fff, "ff7f"},
	{"ldxsw r0, [r1]; exit", 0x7fffffff, "ffffff7f"},
	{"lddw r0, 0xfedcba9876543210; exit", 0xfedcba9876543210, NULL},

	/* stores: the bytes beside them stay */
	{"stb [r1+1], -2; ldxdw r0, [r1]; exit", 0x000000000000fe00, "0000000000000000"},
	{"sth [r1+1], -2; ldxdw r0, [r1]; exit", 0x0000000000fffe00, "0000000000000000"},
	{"stw [r1+1], -2; ldxdw r0, [r1]; exit", 0x000000fffffffe00, "0000000000000000"},
	{"stdw [r1], -2; ldxdw r0, [r1]; exit", 0xfffffffffffffffe, "0000000000000000"},
	{"lddw r3, 0x1122334455667788; stxb [r1+1], r3; ldxdw r0, [r1]; exit", 0x8800,
	 "0000000000000000"},
	{"lddw r3, 0x1122334455667788; stxh [r1+1], r3; ldxdw r0, [r1]; exit", 0x778800,
	 "0000000000000000"},
	{"lddw r3, 0x1122334455667788; stxw [r1+1], r3; ldxdw r0, [r1]; exit", 0x5566778800,
	 "0000000000000000"},
	{"lddw r3, 0x1122334455667788; stxdw [r1], r3; ldxdw r0, [r1]; exit", 0x1122334455667788,
	 "0000000000000000"},
	{"mov r3, 77; stxdw [r10-8], r3; stdw [r10-512], 1; ldxdw r0, [r10-8]; exit", 77, NULL},

	/* atomic operations: what is in memory, and what was fetched */
	{"mov r3, 5; lock_add [r1], r3; ldxdw r0, [r1]; exit", 0x100000004, "ffffffff00000000"},
	{"mov r3, 5; lock_add32 [r1], r3; ldxdw r0, [r1]; exit", 4, "ffffffff00000000"},
	{"mov r3, 5; lock_add [r1], r3; mov r0, r3; exit", 5, "ffffffff00000000"},
	{"mov r3, 0x0f; lock_or [r1], r3; ldxdw r0, [r1]; exit", 0x3f, "3000000000000000"},
	{"mov r3, -1; lock_or32 [r1], r3; ldxdw r0, [r1]; exit", 0xffffffff, "3000000000000000"},
	{"mov r3, 0x3c; lock_and [r1], r3; ldxdw r0, [r1]; exit", 0x30, "f0ffffffffffffff"},
	{"mov r3, 0; lock_and32 [r1], r3; ldxdw r0, [r1]; exit", 0xffffffff00000000,
	 "f0ffffffffffffff"},
	{"mov r3, -1; lock_xor [r1], r3; ldxdw r0, [r1]; exit", 0xffffffffffffff0f,
	 "f000000000000000"},
	{"mov r3, -1; lock_xor32 [r1], r3; ldxdw r0, [r1]; exit", 0xffffff0f, "f000000000000000"},
	{"mov r3, 5; lock_fetch_add [r1], r3; mov r0, r3; exit", 0x8000000000000001,
	 "0100000000000080"},
	{"mov r3, 5; lock_fetch_add [r1], r3; ldxdw r0, [r1]; exit", 0x8000000000000006,
	 "0100000000000080"},
	{"mov r3, -1; lock_fetch_add32 [r1], r3; mov r0, r3; exit", 0x80000001,
	 "0100008000000000"}, /* zero-extended */
	{"mov r3, -1; lock_fetch_add32 [r1], r3; ldxdw r0, [r1]; exit", 0x80000000,
	 "0100008000000000"},
	{"mov r3, 6; lock_fetch_or [r1], r3; ldxdw r0, [r1]; add r0, r3; exit", 7 + 3,
	 "0300000000000000"},
	{"mov r3, 6; lock_fetch_or32 [r1], r3; ldxdw r0, [r1]; add r0, r3; exit", 7 + 3,
	 "0300000000000000"},
	{"mov r3, 6; lock_fetch_and [r1], r3; ldxdw r0, [r1]; add r0, r3; exit", 2 + 3,
	 "0300000000000000"},
	{"mov r3, 6; lock_fetch_and32 [r1], r3; ldxdw r0, [r1]; add r0, r3; exit", 2 + 3,
	 "0300000000000000"},
	{"mov r3, 6; lock_fetch_xor [r1], r3; ldxdw r0, [r1]; add r0, r3; exit", 5 + 3,
	 "0300000000000000"},
	{"mov r3, 6; lock_fetch_xor32 [r1], r3; ldxdw r0, [r1]; add r0, r3; exit", 5 + 3,
	 "0300000000000000"},
	{"mov r3, 9; lock_xchg [r1], r3; ldxdw r0, [r1]; lsh r0, 8; or r0, r3; exit", 0x903,
	 "0300000000000000"},
	{"mov r3, 9; lock_xchg32 [r1], r3; ldxdw r0, [r1]; sub r0, r3; exit", 0x1ffffffff,
	 "0a00000002000000"},
	{"mov r0, 3; mov r3, 9; lock_cmpxchg [r1], r3; exit", 3, "0300000000000000"},
	{"mov r0, 3; mov r3, 9; lock_cmpxchg [r1], r3; ldxdw r0, [r1]; exit", 9,
	 "0300000000000000"},
	{"mov r0, 4; mov r3, 9; lock_cmpxchg [r1], r3; exit", 3, "0300000000000000"},
	{"mov r0, 4; mov r3, 9; lock_cmpxchg [r1], r3; ldxdw r0, [r1]; exit", 3,
	 "0300000000000000"},
	{"lddw r0, 0x700000003; mov r3, 9; lock_cmpxchg32 [r1], r3; exit", 3,
	 "03000000ff000000"}, /* r0's high half is not compared */
	{"mov r0, 3; mov r3, 9; lock_cmpxchg32 [r1], r3; ldxdw r0, [r1]; exit", 0xff00000009,
	 "03000000ff000000"},
	{"mov r0, -1; mov r3, 9; lock_cmpxchg32 [r1], r3; exit", 0x80000003, "03000080ff000000"},

	/* local functions: r6 to r9 and the frame are the caller's again afterwards */
	{"mov r1, 3; calll +1; exit; mov r0, r1; add r0, 4; exit", 7, NULL},
	{"mov r6, 5; calll +2; mov r0, r6; exit; mov r6, 9; exit", 5, NULL},
	{"stdw [r10-8], 1; calll +2; ldxdw r0, [r10-8]; exit; stdw [r10-8], 2; exit", 1, NULL},

	/* what is there at the start */
	{"mov r0, r2; exit", 4, "00000000"},
	{"mov r0, 0; exit", 0, NULL},
};

/* Comparisons: operand, operand, and whether it holds on all bits and on the low halves. */
static const struct {
	const char *op;
	int64_t a, b;
	bool holds, holds32;
} jumps[] = {
	{"jeq", 5, 5, true, true},
	{"jeq", 5, 6, false, false},
	{"jeq", 0x100000005, 5, false, true},
	{"jeq", -1, -1, true, true},
	{"jeq", 0xffffffff, -1, false, true},
	{"jne", 5, 5, false, false},
	{"jne", 5, 6, true, true},
	{"jne", 0x100000005, 5, true, false},
	{"jgt", 5, 5, false, false},
	{"jgt", 6, 5, true, true},
	{"jgt", -1, 5, true, true},
	{"jgt", 0x100000000, 5, true, false},
	{"jgt", 0x80000000, 0x7fffffff, true, true},
	{"jge", 5, 5, true, true},
	{"jge", 4, 5, false, false},
	{"jge", -1, 5, true, true},
	{"jge", 0x100000004, 5, true, false},
	{"jlt", 5, 5, false, false},
	{"jlt", 4, 5, true, true},
	{"jlt", 5, -1, true, true},
	{"jlt", 0x100000004, 5, false, true},
	{"jlt", 0x7fffffff, 0x80000000, true, true},
	{"jle", 5, 5, true, true},
	{"jle", 6, 5, false, false},
	{"jle", 6, -1, true, true},
	{"jle", 0x100000004, 5, false, true},
	{"jsgt", 5, 5, false, false},
	{"jsgt", 6, 5, true, true},
	{"jsgt", -1, 5, false, false},
	{"jsgt", 5, -1, true, true},
	{"jsgt", 0x80000000, 5, true, false},
	{"jsge", 5, 5, true, true},
	{"jsge", -2, -1, false, false},
	{"jsge", -1, -2, true, true},
	{"jsge", 0xffffffff, 0, true, false},
	{"jslt", 5, 5, false, false},
	{"jslt", -1, 5, true, true},
	{"jslt", 5, -1, false, false},
	{"jslt", 0xffffffff, 0, false, true},
	{"jsle", 5, 5, true, true},
	{"jsle", -1, 5, true, true},
	{"jsle", 5, -1, false, false},
	{"jsle", 0x80000000, 0, false, true},
	{"jset", 6, 2, true, true},
	{"jset", 6, 1, false, false},
	{"jset", 0x100000000, -1, true, false},
	{"jset", -1, -2147483648, true, true},
	{"jset", 0x80000000, -2147483648, true, true},
};

static bool covered[256];

/* No clause calls a helper here. */
static bool helper_call(struct trace_run *run, uint32_t helper, const uint64_t *args,
			uint64_t *result)
{
	(void)args;
	*result = 0;
	return run_fault(run, FAULT_ILLOP, 0, helper);
}

static size_t from_hex(const char *hex, uint8_t *bytes)
{
	size_t size = 0;

	for (; hex && hex[2 * size]; size++) {
		const char digits[] = {hex[2 * size], hex[2 * size + 1], '\0'};

		bytes[size] = (uint8_t)strtoul(digits, NULL, 16);
	}
	return size;
}

/* Runs plainly, the memory in a heap block of its size, so that ASan sees each byte too far. */
static uint64_t run_plain(const char *text, const char *hex)
{
	static struct bpf_insn insns[MAX_INSNS];
	static struct interpret_plain program;
	uint8_t bytes[MAX_MEMORY];
	size_t size = from_hex(hex, bytes);
	uint8_t *memory = malloc(size ? size : 1);
	char error[INTERPRET_ERROR_SIZE];

	memcpy(memory, bytes, size);
	program = (struct interpret_plain){.insns = insns,
					   .insn_count = asm_text(text, insns, MAX_INSNS),
					   .memory = memory,
					   .memory_size = size,
					   .most_steps = MOST_STEPS};
	for (uint32_t i = 0; i < program.insn_count; i += bpf_insn_units(&insns[i]))
		covered[insns[i].opcode] = true;
	if (!interpret_plain(&program, error))
		fail_msg("%s: %s", text, error);

	uint64_t result = program.result;

	memcpy(memory, bytes, size);
	if (!run_compiled_plain(&program, error))
		fail_msg("%s: translated: %s", text, error);
	if (program.result != result)
		fail_msg("%s: translated: 0x%llx, not 0x%llx", text,
			 (unsigned long long)program.result, (unsigned long long)result);
	free(memory);
	return result;
}

/* Runs as a clause would, the context being the memory; what the clause returns says r0 is what it
 * must be. */
static bool clause_gives(const char *text, const char *hex, uint64_t result)
{
	static struct bpf_insn insns[MAX_INSNS + 8];
	uint32_t count = asm_text(text, insns, MAX_INSNS);
	uint64_t memory[MAX_MEMORY / 8] = {0};
	struct object_clause clause = {0};
	struct object_image image = {.insns = insns, .clauses = &clause, .clause_count = 1};
	struct trace_run run = {.image = &image, .context = (struct probe_context *)memory};
	char check[80];

	/* All these programs end with their only exit. */
	snprintf(check, sizeof(check), "lddw r9, 0x%llx; sub r0, r9; exit",
		 (unsigned long long)result);
	clause.insn_count = count - 1 + asm_text(check, insns + count - 1, 8);
	from_hex(hex, (uint8_t *)memory);
	if (interpret_clause(&run, 0) != RUN_FALSE)
		return false;
	memset(memory, 0, sizeof(memory));
	from_hex(hex, (uint8_t *)memory);
	return run_compiled(&run, insns, clause.insn_count) == RUN_FALSE;
}

static void test_programs(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint64_t result = run_plain(cases[i].text, cases[i].memory);

		if (result != cases[i].result)
			fail_msg("%s: 0x%llx, not 0x%llx", cases[i].text,
				 (unsigned long long)result, (unsigned long long)cases[i].result);
		if (strstr(cases[i].text, "calll") || strstr(cases[i].text, "r0, r2"))
			continue; /* only plain programs have these */
		if (!clause_gives(cases[i].text, cases[i].memory, result))
			fail_msg("%s: another result as a clause", cases[i].text);
	}
}

static void check_jump(const char *text, bool holds)
{
	if (run_plain(text, NULL) != holds || !clause_gives(text, NULL, holds))
		fail_msg("%s: should%s jump", text, holds ? "" : " not");
}

static void test_jumps(void **state)
{
	char text[160];

	(void)state;
	for (size_t i = 0; i < sizeof(jumps) / sizeof(jumps[0]); i++) {
		long long a = jumps[i].a;
		long long b = jumps[i].b;

		for (int wide = 0; wide < 2; wide++) {
			const char *suffix = wide ? "" : "32";
			bool holds = wide ? jumps[i].holds : jumps[i].holds32;

			snprintf(text, sizeof(text),
				 "mov r0, 1; lddw r1, %lld; lddw r2, %lld; %s%s r1, r2, +1; "
				 "mov r0, 0; exit",
				 a, b, jumps[i].op, suffix);
			check_jump(text, holds);
			if (b != (int32_t)b)
				continue;
			snprintf(text, sizeof(text),
				 "mov r0, 1; lddw r1, %lld; %s%s r1, %lld, +1; mov r0, 0; exit", a,
				 jumps[i].op, suffix, b);
			check_jump(text, holds);
		}
	}
}

/* Is there any instruction with this opcode? */
static bool opcode_exists(uint8_t opcode)
{
	static const int32_t imms[] = {0, 16, BPF_ATOMIC_ADD};

	for (size_t i = 0; i < sizeof(imms) / sizeof(imms[0]); i++) {
		struct bpf_insn insn[2] = {{.opcode = opcode, .imm = imms[i]}};

		if (!bpf_encoding_error(insn, 2))
			return true;
	}
	return false;
}

static void test_every_opcode_ran(void **state)
{
	unsigned int count = 0;

	(void)state;
	for (unsigned int opcode = 0; opcode < 256; opcode++) {
		count += opcode_exists((uint8_t)opcode);
		if (opcode_exists((uint8_t)opcode) != covered[opcode])
			fail_msg("opcode 0x%02x: %s", opcode,
				 covered[opcode] ? "ran but is none" : "did not run");
	}
	/*
	 * ALU: 13 operations by 2 classes by 2 sources but NEG by 2, and END 3; jumps: 11 by 2 by
	 * 2, JA 2, CALL, EXIT; LDDW; LDX 4 and 3; ST 4; STX 4 and 2.
	 */
	assert_int_equal(count, 12 * 4 + 2 + 3 + 11 * 4 + 2 + 2 + 1 + 7 + 4 + 6);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_programs),
		cmocka_unit_test(test_jumps),
		cmocka_unit_test(test_every_opcode_ran),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
