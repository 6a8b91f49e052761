/* SPDX-License-Identifier: BSD-2-Clause */
/* What the verifier accepts and refuses. All clauses are that of builder_standard(). */
#include "trace/tests/helper_table.h"
#include "trace/tests/object_builder.h"
#include "trace/verify.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Nothing runs here. */
static bool helper_call(struct trace_run *run, uint32_t helper, const uint64_t *args,
			uint64_t *result)
{
	(void)run;
	(void)helper;
	(void)args;
	(void)result;
	abort();
}

/* Opens and verifies; false with the reason. */
static bool verifies(const char *text, char error[TRACE_ERROR_SIZE])
{
	size_t size;
	void *bytes = builder_standard(text, &size);
	void *scratch = malloc(verify_scratch_needed());
	struct object_image image;

	memset(scratch, 0xa5, verify_scratch_needed());
	if (!object_open(bytes, size, &image, error))
		fail_msg("%s: %s", text, error);

	bool accepted = verify_clause(&image, 0, scratch, verify_scratch_needed(), error);

	free(scratch);
	free(bytes);
	return accepted;
}

static const char *const accepted[] = {
	"mov r0, 0; exit",
	"mov32 r0, 1; exit",
	"lddw r0, 0x123456789; exit",

	/* the context */
	"ldxdw r0, [r1]; exit",
	"ldxdw r0, [r1+120]; exit",
	"ldxw r0, [r1+128]; exit",
	"ldxsw r0, [r1+128]; ldxw r2, [r1+132]; ldxw r2, [r1+136]; ldxw r2, [r1+140]; exit",
	"ldxw r0, [r1+144]; exit",
	"mov r6, r1; add r6, 8; ldxdw r0, [r6]; exit",

	/* the stack */
	"mov r0, 0; stxdw [r10-8], r0; ldxdw r0, [r10-8]; exit",
	"stdw [r10-512], 5; ldxdw r0, [r10-512]; exit",
	"stw [r10-8], 5; stw [r10-4], 5; ldxdw r0, [r10-8]; exit",
	"stdw [r10-16], 0; stdw [r10-8], 0; ldxdw r0, [r10-12]; exit",
	"stb [r10-1], 5; ldxb r0, [r10-1]; exit",
	"mov r2, r10; add r2, -8; stdw [r2], 1; ldxsb r0, [r10-5]; exit",
	"stxdw [r10-8], r1; ldxdw r2, [r10-8]; ldxdw r0, [r2+8]; exit", /* spilled pointer */
	"stxdw [r10-8], r1; stb [r10-8], 0; ldxb r0, [r10-8]; exit",
	"stdw [r10-8], 1; mov r2, 1; lock_add [r10-8], r2; ldxdw r0, [r10-8]; exit",
	"stdw [r10-8], 1; mov r0, 1; mov r2, 1; lock_cmpxchg32 [r10-4], r2; exit",

	/* the areas */
	"area r2, 1, 0; ldxdw r0, [r2]; stxdw [r2+56], r0; exit",
	"area r2, 2, 24; stdw [r2], 7; ldxdw r0, [r2]; exit",
	"area r2, 0, 1; ldxb r0, [r2]; exit",
	"area r2, 1, 64; ldxb r0, [r2-1]; exit",
	"area r2, 1, 8; mov r3, 2; lock_fetch_add [r2], r3; mov r0, r3; exit",
	"ldxdw r3, [r1]; and r3, 56; area r2, 1, 0; add r2, r3; ldxdw r0, [r2]; exit",
	"ldxdw r3, [r1]; and r3, 56; area r2, 1, 0; add r3, r2; ldxdw r0, [r3]; exit",
	"ldxdw r3, [r1]; and r3, 7; area r2, 1, 63; sub r2, r3; ldxb r0, [r2]; exit",
	("ldxdw r3, [r1]; mod r3, 8; lsh r3, 3; area r2, 1, 0; add r2, r3; stdw [r2], 1; mov r0, 0; "
	 "exit"),
	"ldxdw r3, [r1]; rsh32 r3, 26; area r2, 1, 0; add r2, r3; ldxb r0, [r2]; exit",
	"ldxdw r3, [r1]; mov r0, 0; jgt r3, 56, +4; area r2, 1, 0; add r2, r3; ldxdw r0, [r2]; exit",
	("ldxdw r3, [r1]; mov r0, 0; jsgt r3, 7, +5; jslt r3, 0, +4; area r2, 1, 0; add r2, r3; "
	 "ldxdw r0, [r2]; exit"),
	("ldxdw r3, [r1]; mov r4, 57; jlt r3, r4, +2; mov r0, 0; exit; area r2, 1, 0; add r2, r3; "
	 "ldxdw r0, [r2]; exit"),
	("ldxw r3, [r1+128]; mov r0, 0; jge32 r3, 57, +4; area r2, 1, 0; add r2, r3; "
	 "ldxdw r0, [r2]; exit"),
	"ldxdw r3, [r1]; mov r0, 0; jne r3, 56, +4; area r2, 1, 0; add r2, r3; ldxdw r0, [r2]; exit",

	/* jumps, and what is known where ways meet */
	"ldxdw r2, [r1]; jeq r2, 5, +2; mov r0, 1; ja +1; mov r0, 0; exit",
	"mov r0, 0; jal +1; mov r0, r9; exit",	      /* cannot be reached */
	"mov r0, 0; jeq r0, 0, +1; mov r0, r9; exit", /* nor here */
	"mov r0, 0; exit; mov r9, r9",
	"mov r0, 0; exit; ja +0; exit",
	"mov r1, 1; jsgt r1, 0, +1; exit; mov r0, 0; exit",
	"ldxdw r2, [r1]; mov r3, r10; jeq r2, 0, +2; add r3, -8; ja +1; add r3, -16; mov r0, 0; exit",
	"ldxdw r2, [r1]; stdw [r10-8], 1; jeq r2, 0, +1; stdw [r10-8], 2; ldxdw r0, [r10-8]; exit",

	/* helpers */
	"mov r1, 0x6802; call 1; exit",
	"mov r1, 0x6802; call 1; mov r6, r0; mov r1, 36; call 2; add r0, r6; exit",
	"mov r1, 9; call 3; exit",
	"call 4; call 5; call 6; exit",
	"mov r6, r1; call 4; ldxdw r0, [r6]; exit",
	"mov r1, 0; call 7; mov r1, r0; area r2, 0, 1; call 8; exit",
	"area r1, 0, 0; area r2, 0, 70; call 8; exit",
	"mov r1, 4; call 11",
	"mov r1, 4; call 11; mov r0, 0; exit",
	"ldxdw r3, [r1]; jne r3, 0, +2; mov r1, 4; call 11; mov r0, 1; exit",

	/* aggregate: @[pid, cr3] = count(); @ = sum(-1); @["qemu-kvm"] = max(1) */
	("mov r6, r1; mov r1, 0x6802; call 1; stxdw [r10-8], r0; ldxw r0, [r6+128]; "
	 "stxdw [r10-16], r0; mov r1, 0; mov r2, r10; add r2, -16; mov r3, 0; mov r4, 1; call 9; "
	 "mov r0, 1; exit"),
	"mov r1, 1; mov r2, 0; mov r3, -1; mov r4, 1; call 9; mov r0, 1; exit",
	("area r2, 0, 1; stxdw [r10-8], r2; mov r1, 2; mov r2, r10; add r2, -8; mov r3, 1; mov r4, 1; "
	 "call 9; mov r0, 1; exit"),
	/* @[x ? execname : "qemu-kvm"] = max(1) */
	("ldxdw r6, [r1]; jeq r6, 0, +3; mov r1, 0; call 7; ja +2; area r0, 0, 1; stxdw [r10-8], r0; "
	 "mov r1, 2; mov r2, r10; add r2, -8; mov r3, 1; mov r4, 1; call 9; mov r0, 1; exit"),

	/* string variables: their slots, and as strings, from anywhere in them */
	"area r2, 3, 0; ldxb r0, [r2+63]; area r2, 4, 0; ldxb r0, [r2+31]; exit",
	"area r1, 3, 0; area r2, 0, 1; call 14; area r1, 3, 32; area r2, 3, 7; call 14; mov r0, 0; exit",
	"area r1, 4, 0; area r2, 3, 32; call 14; area r1, 4, 0; area r2, 4, 31; call 8; exit",
	"mov r1, 0; call 7; mov r2, r0; area r1, 4, 0; call 14; area r1, 4, 0; call 58; exit",
	"ldxdw r3, [r1]; and r3, 31; area r1, 3, 0; add r1, r3; call 58; exit",

	/* memory: any number is an address */
	"ldxdw r1, [r1]; mov r2, 8; mov r3, 0; call 12; exit",
	("mov r1, 0; mov r2, 1; mov r3, 1; call 12; mov r1, r0; mov r2, r0; mov r3, 4; call 13; "
	 "mov r0, 0; exit"),
	"ldxdw r1, [r1]; call 47; mov r6, r0; mov r1, 5; mov r2, r6; mov r3, -1; call 48; mov r0, r6; exit",
	"mov r1, 5; mov r2, -1; call 49; mov r1, r0; mov r2, 8; call 50; mov r1, r0; call 58; exit",
	"mov r1, 5; mov r2, 6; mov r3, 7; call 51; area r1, 0, 0; call 52; exit",

	/* dynamic variables: int self, string [uint32, uint64], bytes [string] */
	("mov r1, 0; mov r2, 0; call 15; mov r3, r0; mov r1, 0; mov r2, 0; call 16; mov r1, 0; mov r2, 0; "
	 "call 19; mov r0, 0; exit"),
	("stdw [r10-16], 1; stdw [r10-8], 2; mov r1, 1; mov r2, r10; add r2, -16; call 17; mov r3, r0; "
	 "mov r1, 1; mov r2, r10; add r2, -16; call 18; mov r0, 0; exit"),
	("area r3, 3, 32; stxdw [r10-8], r3; mov r1, 2; mov r2, r10; add r2, -8; mov r3, 1; call 53; "
	 "mov r1, 2; mov r2, r10; add r2, -8; mov r3, 0; call 53; mov r1, 2; mov r2, r10; add r2, -8; "
	 "call 19; mov r0, 0; exit"),

	/* subroutines, each with what it takes */
	"call 20; mov r1, r0; mov r2, 10; call 32; mov r6, r0; mov r1, r6; call 21; mov r0, 0; exit",
	("area r1, 0, 1; area r2, 0, 0; call 22; mov r1, r0; mov r2, 5; call 23; mov r1, r0; mov r2, 5; "
	 "call 24; mov r1, r0; area r2, 0, 1; call 25; mov r1, r0; area r2, 0, 1; call 26; mov r0, 0; exit"),
	("area r1, 0, 1; mov r2, 5; mov r3, 6; mov r4, 1; call 27; mov r1, r0; area r2, 0, 1; mov r3, 0; "
	 "mov r4, 0; call 28; area r1, 0, 1; area r2, 0, 1; mov r3, 0; mov r4, 1; call 29; exit"),
	"area r1, 0, 1; call 30; mov r1, r0; call 31; mov r1, r0; mov r2, 16; call 33; exit",
	("area r1, 0, 1; area r2, 0, 1; call 34; mov r1, r0; call 35; mov r1, r0; call 36; mov r1, r0; "
	 "call 37; mov r0, 0; exit"),
	"mov r1, 5; call 44; mov r1, 5; call 45; mov r1, 2; mov r2, 5; call 46; mov r0, 0; exit",

	/* speculation: where records go is settled before the first */
	"call 60; mov r6, r0; mov r1, r6; call 61; mov r1, 2; mov r2, 0; call 10; mov r0, 1; exit",
	"mov r1, 5; call 62; mov r1, 5; call 63; mov r0, 1; exit",

	/* bytes are recorded from their address */
	("stdw [r10-16], 5; stdw [r10-8], 3; mov r1, 4; mov r2, r10; add r2, -16; call 10; mov r1, 5; "
	 "mov r2, r10; add r2, -8; call 10; mov r1, 8; mov r2, 0; call 10; mov r0, 1; exit"),

	/* record, in order, some left out */
	("stdw [r10-8], 7; mov r1, 0; mov r2, r10; add r2, -8; call 10; mov r1, 2; mov r2, 0; call 10; "
	 "mov r0, 1; exit"),
	("stdw [r10-16], 7; area r2, 0, 1; stxdw [r10-8], r2; mov r1, 1; mov r2, r10; add r2, -16; "
	 "call 10; stdw [r10-8], 0; mov r1, 3; mov r2, r10; add r2, -8; call 10; mov r0, 1; exit"),
	("ldxdw r6, [r1]; stdw [r10-8], 7; jeq r6, 0, +5; mov r1, 0; mov r2, r10; add r2, -8; call 10; "
	 "ja +3; mov r1, 2; mov r2, 0; call 10; mov r1, 3; mov r2, r10; add r2, -8; call 10; "
	 "mov r0, 1; exit"),
};

static void test_accepts(void **state)
{
	char error[TRACE_ERROR_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(accepted) / sizeof(accepted[0]); i++)
		if (!verifies(accepted[i], error))
			fail_msg("%s: %s", accepted[i], error);
}

static const struct {
	const char *text;
	const char *words; /* that the message has */
} refused[] = {
	/* form */
	{"raw 00 00 00 00 00 00 00 00; exit", "instruction 0 (opcode 0x00): unknown opcode"},
	{"mov r0, 0; exit; raw 07 10 00 00 00 00 00 00", "instruction 2"}, /* though not reached */
	{"raw 07 0b 00 00 00 00 00 00; exit", "registers end with r10"},
	{"mov r0, 0; lddw r2, 1; raw 18 00 00 00 00 00 00 00", "second half"},
	{"mov r0, 0", "falls off the end"},
	{"mov r0, 0; ja +0", "beyond the end"},
	{"mov r0, 0; jeq r0, 0, +1; exit", "beyond the end"},
	{"mov r0, 0; jne r0, 0, +1000; exit", "beyond the end"},
	{"mov r0, 0; jeq r0, 0, -2; exit", "backward"},
	{"mov r0, 0; ja -1; exit", "backward by 1"},
	{"mov r0, 0; jal -2147483648; exit", "backward"},
	{"mov r0, 0; jal 2147483647; exit", "beyond the end"},
	{"mov r0, 0; jeq r0, 0, +1; lddw r2, 1; exit", "middle"},
	{"mov r0, 0; exit; ja +1; lddw r2, 1; exit", "middle"}, /* not reached either */
	{"calll +0; mov r0, 0; exit", "no helper"},
	{"call 0; exit", "no helper 0"},
	{"call 59; exit", "no helper 59"},
	{"call -1; exit", "no helper -1"},
	{"mov r0, 0; exit; call 99; exit", "no helper 99"},
	{"mov r10, 0; exit", "r10 is read-only"},
	{"add r10, -8; exit", "r10 is read-only"},
	{"ldxdw r10, [r1]; exit", "r10 is read-only"},
	{"lddw r10, 1; exit", "r10 is read-only"},
	{"stdw [r10-8], 1; lock_xchg [r10-8], r10; exit", "r10 is read-only"},
	{"area r2, 5, 0; mov r0, 0; exit", "no memory area 5"},
	{"area r2, -1, 0; mov r0, 0; exit", "no memory area -1"},

	/* registers that were not written */
	{"exit", "r0 = unset"},
	{"mov r0, r2; exit", "r2 = unset"},
	{"add r0, 1; exit", "r0 was not set"},
	{"neg r3; exit", "r3 was not set"},
	{"be16 r3; exit", "r3 was not set"},
	{"mov r0, 0; add r0, r5; exit", "r5 was not set"},
	{"movsx8 r0, r5; exit", "r5 was not set"},
	{"mov32 r0, r5; exit", "r5 was not set"},
	{"jeq r4, 0, +0; exit", "r4 = unset"},
	{"mov r0, 0; jeq r0, r4, +0; exit", "r4 = unset"},
	{"ldxb r0, [r7]; exit", "r7 was not set"},
	{"stb [r7], 0; exit", "r7 was not set"},
	{"stxb [r10-1], r7; exit", "r7 was not set"},
	{"ldxdw r2, [r1]; jeq r2, 5, +1; mov r0, 1; exit", "r0 = unset"},
	{"ldxdw r2, [r1]; mov r0, 0; jeq r2, 5, +1; mov r0, r1; exit", "r0 = unset"},
	{"call 4; mov r0, r1; exit", "r1 = unset"},
	{"mov r0, 0; mov r5, 0; call 4; mov r0, r5; exit", "r5 = unset"},
	{"mov r1, 1; mov r2, 0; mov r3, 0; mov r4, 1; call 9; exit", "r0 = unset"},

	/* the result */
	{"mov r0, r1; exit", "result in r0 must be an integer; r0 = context+0"},
	{"mov r0, r10; exit", "r0 = stack+0"},
	{"area r0, 0, 1; exit", "r0 = strings+1"},
	{"mov r1, 0; call 7; exit", "r0 = string"},

	/* the context */
	{"ldxw r0, [r1]; exit", "no readable field"},
	{"ldxdw r0, [r1+4]; exit", "no readable field"},
	{"ldxdw r0, [r1+32]; exit", "no readable field"}, /* RSP */
	{"ldxdw r0, [r1+128]; exit", "no readable field"},
	{"ldxh r0, [r1+128]; exit", "no readable field"},
	{"ldxw r0, [r1+130]; exit", "no readable field"},
	{"ldxw r0, [r1+148]; exit", "no readable field"}, /* reserved */
	{"ldxdw r0, [r1+152]; exit", "no readable field"},
	{"ldxdw r0, [r1-8]; exit", "no readable field"},
	{"ldxdw r2, [r1]; and r2, 8; add r1, r2; ldxdw r0, [r1]; exit", "r1 = context+0..+8"},
	{"stdw [r1], 0; exit", "context is read-only"},
	{"mov r2, 1; lock_add [r1], r2; exit", "context is read-only"},

	/* the stack */
	{"ldxdw r0, [r10-8]; exit", "not written"},
	{"stw [r10-8], 0; ldxdw r0, [r10-8]; exit", "not written"},
	{"stb [r10-2], 0; ldxh r0, [r10-2]; exit", "not written"},
	{"stdw [r10-8], 0; ldxdw r0, [r10-12]; exit", "not written"},
	{"stdw [r10], 0; exit", "outside the stack (8 bytes at +0)"},
	{"stdw [r10-7], 0; exit", "outside the stack"},
	{"stb [r10-513], 0; exit", "outside the stack"},
	{"stdw [r10-516], 0; exit", "outside the stack"},
	{"ldxdw r0, [r10-520]; exit", "outside the stack"},
	{"mov r2, r10; add r2, -512; ldxdw r0, [r2-8]; exit", "r2 = stack-512"},
	{"ldxdw r2, [r1]; and r2, 8; mov r3, r10; sub r3, r2; stdw [r3-8], 0; exit",
	 "known offsets only; r3 = stack-8..+0"},
	{"ldxdw r2, [r1]; stdw [r10-8], 0; and r2, 1; mov r3, r10; sub r3, r2; ldxb r0, [r3-8]; exit",
	 "known offsets only"},
	{"ldxdw r2, [r1]; jeq r2, 0, +1; stdw [r10-8], 2; ldxdw r0, [r10-8]; exit", "not written"},
	{"ldxdw r2, [r1]; jeq r2, 0, +2; stb [r10-8], 2; ja +1; stb [r10-7], 2; ldxb r0, [r10-8]; exit",
	 "not written"},
	{"ldxdw r2, [r1]; jeq r2, 0, +2; stb [r10-8], 2; ja +1; stb [r10-7], 2; ldxb r0, [r10-7]; exit",
	 "not written"},
	{"stxdw [r10-8], r1; ldxw r0, [r10-8]; exit", "part of a pointer"},
	{"stxdw [r10-8], r1; stdw [r10-16], 0; ldxdw r0, [r10-12]; exit", "part of a pointer"},
	{"stxdw [r10-8], r1; stb [r10-8], 0; ldxdw r0, [r10-8]; exit", "not written"},
	{"stxdw [r10-12], r1; exit", "stored whole"},
	{"stxw [r10-8], r1; exit", "stored whole"},
	{"stxdw [r10-8], r1; mov r2, 1; lock_add [r10-8], r2; exit", "integers only"},
	{"stdw [r10-8], 1; lock_xchg [r10-8], r1; exit", "integers only"},
	{"mov r2, 1; lock_add [r10-8], r2; exit", "not written"},
	{"stdw [r10-8], 1; mov r2, 1; lock_add32 [r10-6], r2; exit", "aligned"},
	{"stdw [r10-8], 1; mov r2, 1; mov r0, r1; lock_cmpxchg [r10-8], r2; exit", "integer in r0"},
	{"ldxdw r2, [r1]; stxdw [r10-8], r1; jeq r2, 0, +1; stxdw [r10-8], r2; ldxdw r0, [r10-8]; "
	 "exit",
	 "not written"},

	/* the areas */
	{"area r2, 1, 64; ldxb r0, [r2]; exit", "outside the 64 bytes"},
	{"area r2, 1, 57; ldxdw r0, [r2]; exit", "r2 = globals+57"},
	{"area r2, 1, 0; ldxb r0, [r2-1]; exit", "outside"},
	{"area r2, 2, 32; stb [r2], 0; exit", "outside the 32 bytes"},
	{"area r2, 1, -1; ldxb r0, [r2]; exit", "too far"},
	{"area r2, 0, 1; stb [r2], 0; exit", "strings are read-only"},
	{"area r2, 3, 0; stb [r2], 0; exit", "strings are read-only"},
	{"area r2, 4, 31; stb [r2], 0; exit", "strings are read-only"},
	{"area r2, 3, 0; mov r3, 0; lock_add [r2], r3; exit", "strings are read-only"},
	{"area r2, 3, 64; ldxb r0, [r2]; exit", "outside the 64 bytes"},
	{"area r2, 4, 32; ldxb r0, [r2]; exit", "outside the 32 bytes"},
	{"area r2, 0, 0; mov r3, 0; lock_add [r2], r3; exit", "strings are read-only"},
	{"area r2, 0, 100; ldxb r0, [r2]; exit", "outside"},
	{"area r2, 1, 0; stxdw [r2], r1; exit", "pointers cannot be stored in an area"},
	{"area r2, 2, 0; stxdw [r2], r10; exit", "pointers cannot be stored in an area"},
	{"area r2, 1, 0; lock_xchg [r2], r1; exit", "integers only"},
	{"area r2, 1, 4; mov r3, 1; lock_add [r2], r3; exit", "aligned"},
	{"ldxdw r3, [r1]; area r2, 1, 0; add r2, r3; ldxb r0, [r2]; exit", "no bound"},
	{"ldxdw r3, [r1]; and r3, 64; area r2, 1, 0; add r2, r3; ldxb r0, [r2]; exit",
	 "r2 = globals+0..+64"},
	{"ldxdw r3, [r1]; and r3, 63; area r2, 1, 0; add r2, r3; ldxh r0, [r2]; exit", "outside"},
	{"ldxdw r3, [r1]; mov r0, 0; jgt r3, 57, +4; area r2, 1, 0; add r2, r3; ldxdw r0, [r2]; exit",
	 "r2 = globals+0..+57"},
	{"ldxdw r3, [r1]; mov r0, 0; jsgt r3, 56, +4; area r2, 1, 0; add r2, r3; ldxdw r0, [r2]; exit",
	 "no bound"},
	{"ldxdw r3, [r1]; mov r0, 0; jgt32 r3, 56, +4; area r2, 1, 0; add r2, r3; ldxdw r0, [r2]; "
	 "exit",
	 "no bound"}, /* the high half was not compared */
	{"area r2, 1, 0; lddw r3, 0x8000000000000000; sub r2, r3; exit", "no bound"},
	{"area r2, 1, 0; lddw r3, 0x40000000; add r2, r3; exit", "no bound"},

	/* no other arithmetic with pointers */
	{"mov r0, r1; mul r0, 2; exit", "arithmetic with pointers"},
	{"mov32 r0, r1; exit", "arithmetic with pointers"},
	{"movsx32 r0, r1; exit", "arithmetic with pointers"},
	{"mov r0, r1; add32 r0, 0; exit", "arithmetic with pointers"},
	{"mov r0, r1; sub r0, r10; exit", "arithmetic with pointers"},
	{"mov r0, r1; add r0, r1; exit", "arithmetic with pointers"},
	{"mov r0, 0; sub r0, r1; exit", "arithmetic with pointers"},
	{"mov r0, 0; xor r0, r1; exit", "arithmetic with pointers"},
	{"mov r0, r1; neg r0; exit", "arithmetic with pointers"},
	{"mov r0, r1; be64 r0; exit", "arithmetic with pointers"},
	{"mov r1, 0; call 7; add r0, 1; exit", "arithmetic with pointers"},
	{"jeq r1, 0, +0; exit", "only integers can be compared; r1 = context+0"},
	{"mov r2, 0; jeq r2, r10, +0; exit", "r10 = stack+0"},
	{"mov r1, 0; call 7; ldxb r0, [r0]; exit", "no pointer that may be read"},
	{"mov r1, 0; call 7; stb [r0], 0; exit", "no pointer that may be written"},
	{"mov r2, 0; ldxb r0, [r2]; exit", "no pointer that may be read; r2 = 0"},
	{"mov r2, 0; stb [r2], 0; exit", "no pointer that may be written"},
	{"ldxdw r6, [r1]; mov r2, r1; jeq r6, 0, +1; mov r2, r10; ldxdw r0, [r2]; exit",
	 "r2 was not set on every way"},

	/* arguments of helpers */
	{"mov r1, 1; call 1; exit", "VMCS field; r1 = 1"},
	{"mov r1, 0x6803; call 1; exit", "VMCS field"},
	{"lddw r1, 0x100006802; call 1; exit", "VMCS field"},
	{"ldxdw r1, [r1]; call 1; exit", "VMCS field; r1 = any integer"},
	{"call 1; exit", "VMCS field; r1 = context+0"},
	{"ldxdw r2, [r1]; mov r1, 0x6802; jeq r2, 0, +1; mov r1, 0x6804; call 1; exit",
	 "VMCS field"},
	{"mov r1, 0; call 2; exit", "guest register"},
	{"mov r1, 34; call 2; exit", "guest register"},
	{"mov r1, 10; call 3; exit", "probe argument"},
	{"mov r1, -1; call 3; exit", "probe argument"},
	{"mov r1, 6; call 7; exit", "string variable"},
	{"mov r1, 10; call 11", "fault"},
	{"area r1, 0, 1; call 8; exit", "r2 must be a string; r2 = unset"},
	{"area r1, 0, 1; area r2, 1, 0; call 8; exit", "r2 must be a string; r2 = globals+0"},
	{"area r1, 0, 1; area r2, 0, 71; call 8; exit", "r2 must be a string"}, /* one too far */
	{"area r1, 0, 1; area r2, 0, 1; sub r2, 2; call 8; exit", "r2 must be a string"},
	{"area r2, 0, 1; mov r1, 5; call 8; exit", "r1 must be a string; r1 = 5"},
	{"mov r1, 3; mov r2, 0; mov r3, 0; mov r4, 0; call 9; exit", "aggregation"},
	{"mov r1, 1; mov r2, 0; mov r3, r10; mov r4, 0; call 9; exit", "r3 must be an integer"},
	{"mov r1, 1; mov r2, 0; mov r3, 0; call 9; exit", "r4 must be an integer; r4 = unset"},
	{"mov r1, 0; mov r2, 0; mov r3, 0; mov r4, 0; call 9; exit", "r2 must point to 2"},
	{"stdw [r10-8], 0; mov r1, 0; mov r2, r10; add r2, -8; mov r3, 0; mov r4, 0; call 9; exit",
	 "slot 1 of 2: access outside the stack"},
	{"stdw [r10-8], 0; mov r1, 0; mov r2, r10; add r2, -16; mov r3, 0; mov r4, 0; call 9; exit",
	 "slot 0 of 2: read of stack bytes that were not written"},
	{"stdw [r10-8], 0; stdw [r10-16], 0; mov r1, 0; mov r2, r10; add r2, -12; mov r3, 0; "
	 "mov r4, 0; call 9; exit",
	 "8-byte slots"},
	{"stdw [r10-8], 0; stxdw [r10-16], r1; mov r1, 0; mov r2, r10; add r2, -16; mov r3, 0; "
	 "mov r4, 0; call 9; exit",
	 "slot 0 of 2 must be an integer"},
	{"area r2, 0, 1; stxdw [r10-8], r2; stdw [r10-16], 0; mov r1, 0; mov r2, r10; add r2, -16; "
	 "mov r3, 0; mov r4, 0; call 9; exit",
	 "slot 1 of 2 must be an integer"},
	{"stdw [r10-8], 1; mov r1, 2; mov r2, r10; add r2, -8; mov r3, 0; mov r4, 0; call 9; exit",
	 "slot 0 of 1 must be a string"},
	{"area r2, 1, 1; stxdw [r10-8], r2; mov r1, 2; mov r2, r10; add r2, -8; mov r3, 0; mov r4, 0; "
	 "call 9; exit",
	 "slot 0 of 1 must be a string"},
	{"area r1, 3, 8; area r2, 0, 1; call 14; exit", "r1 must be a string variable"},
	{"area r1, 3, 64; area r2, 0, 1; call 14; exit", "r1 must be a string variable"},
	{"area r1, 4, 32; area r2, 0, 1; call 14; exit", "string variable; r1 = local strings+32"},
	{"area r1, 3, 0; sub r1, 32; area r2, 0, 1; call 14; exit", "r1 must be a string variable"},
	{"area r1, 0, 0; area r2, 0, 1; call 14; exit", "string variable; r1 = strings+0"},
	{"area r1, 1, 0; area r2, 0, 1; call 14; exit", "string variable; r1 = globals+0"},
	{"ldxdw r3, [r1]; and r3, 32; area r1, 3, 0; add r1, r3; area r2, 0, 1; call 14; exit",
	 "string variable; r1 = global strings+0..+32"},
	{"mov r1, 0; call 7; mov r1, r0; area r2, 0, 1; call 14; exit",
	 "string variable; r1 = string"},
	{"area r1, 3, 0; mov r2, 0; call 14; exit", "r2 must be a string"},
	{"area r1, 3, 0; area r2, 3, 64; call 14; exit", "r2 must be a string"},
	{"area r1, 3, 0; sub r1, 1; call 58; exit", "r1 must be a string"},
	{"area r1, 3, 0; area r2, 0, 1; call 14; exit", "r0 = unset"},
	{"mov r2, 8; mov r3, 0; call 12; exit", "r1 must be an integer; r1 = context+0"},
	{"mov r1, r10; mov r2, 8; mov r3, 0; call 12; exit", "r1 must be an integer; r1 = stack+0"},
	{"area r1, 1, 0; mov r2, 8; mov r3, 0; call 12; exit",
	 "r1 must be an integer; r1 = globals"},
	{"mov r1, 0; mov r2, 3; mov r3, 0; call 12; exit",
	 "r2 must be the constant of a known size"},
	{"mov r1, 0; mov r2, 0; mov r3, 0; call 12; exit", "known size"},
	{"mov r1, 0; mov r2, 16; mov r3, 0; call 12; exit", "known size"},
	{"ldxdw r2, [r1]; and r2, 1; mov r1, 0; mov r3, 0; call 12; exit",
	 "known size; r2 = integer 0..1"},
	{"mov r1, 0; mov r2, 8; mov r3, 2; call 12; exit",
	 "r3 must be the constant of a known choice"},
	{"mov r1, 0; mov r2, r10; mov r3, 8; call 13; exit", "r2 must be an integer"},
	{"mov r1, 0; mov r2, 0; mov r3, 5; call 13; exit",
	 "r3 must be the constant of a known size"},
	{"mov r1, 0; mov r2, 0; mov r3, 8; call 13; exit", "r0 = unset"},
	{"mov r1, 0; mov r2, r10; mov r3, 8; call 48; exit", "r2 must be an integer"},
	{"mov r1, 0; mov r2, 0; mov r3, r10; call 51; exit", "r3 must be an integer"},
	{"mov r1, 5; call 52; exit", "r1 must be a string; r1 = 5"},
	{"mov r1, 5; mov r2, 6; call 50; exit", "r0 = string"},
	{"mov r1, 3; mov r2, 0; call 15; exit", "known dynamic variable of this program; r1 = 3"},
	{"mov r1, -1; mov r2, 0; call 19; exit", "known dynamic variable of this program"},
	{"ldxdw r1, [r1]; and r1, 1; mov r2, 0; call 15; exit", "known dynamic variable"},
	{"mov r1, 1; mov r2, 0; call 17; exit", "r2 must point to 2 8-byte slots"},
	{"stdw [r10-8], 1; mov r1, 1; mov r2, r10; add r2, -8; call 17; exit",
	 "slot 1 of 2: access outside"},
	{"stdw [r10-8], 1; mov r1, 2; mov r2, r10; add r2, -8; mov r3, 0; call 53; exit",
	 "slot 0 of 1 must be a string"},
	{"area r3, 0, 1; stxdw [r10-8], r3; mov r1, 2; mov r2, r10; add r2, -8; mov r3, 2; call 53; exit",
	 "r3 must be the constant of a known choice"},
	{"stdw [r10-16], 1; stdw [r10-8], 2; mov r1, 1; mov r2, r10; add r2, -16; call 15; exit",
	 "r1 must be a dynamic variable of integers; r1 = 1"},
	{"stdw [r10-16], 1; stdw [r10-8], 2; mov r1, 1; mov r2, r10; add r2, -16; mov r3, 0; call 16; exit",
	 "r1 must be a dynamic variable of integers"},
	{"stdw [r10-16], 1; stdw [r10-8], 2; mov r1, 1; mov r2, r10; add r2, -16; mov r3, 0; call 53; exit",
	 "r1 must be a dynamic variable of bytes"},
	{"mov r1, 0; mov r2, 0; call 17; exit", "r1 must be a dynamic variable of strings; r1 = 0"},
	{"mov r1, 0; mov r2, 0; area r3, 0, 1; call 18; exit", "dynamic variable of strings"},
	{"mov r1, 0; mov r2, 0; area r3, 0, 1; call 16; exit", "r3 must be an integer"},
	{"stdw [r10-16], 1; stdw [r10-8], 2; mov r1, 1; mov r2, r10; add r2, -16; mov r3, 0; call 18; exit",
	 "r3 must be a string"},
	{"area r1, 0, 1; mov r2, 5; mov r3, 6; mov r4, 2; call 27; exit",
	 "r4 must be the constant of a known choice"},
	{"area r1, 0, 1; mov r2, 5; call 22; exit", "r2 must be a string; r2 = 5"},
	{"area r1, 0, 1; area r2, 0, 1; call 23; exit", "r2 must be an integer; r2 = strings+1"},
	{"area r1, 0, 1; area r2, 0, 1; call 46; exit", "r1 must be an integer"},
	{"area r1, 0, 1; call 61; exit", "r1 must be an integer"},
	{"mov r1, 2; mov r2, 0; call 10; mov r1, 5; call 61; exit",
	 "an action was recorded before speculate"},
	{"ldxdw r6, [r1]; jeq r6, 0, +3; mov r1, 2; mov r2, 0; call 10; mov r1, 5; call 61; exit",
	 "an action was recorded before speculate"},
	{"area r3, 1, 0; stxdw [r10-16], r3; stdw [r10-8], 3; mov r1, 4; mov r2, r10; add r2, -16; call 10; exit",
	 "slot 0 of 2 must be an integer"},
	{"call 38; exit", "no helper 38"},
	{"call 43; exit", "no helper 43"},
	{"call 54; exit", "no helper 54"},
	{"call 64; exit", "no helper 64"},
	{"mov r1, 9; mov r2, 0; call 10; exit", "action of this clause"},
	{"mov r1, -1; mov r2, 0; call 10; exit", "action of this clause"},
	{"mov r1, 0; mov r2, 0; call 10; exit", "r2 must point to 1"},
	{"mov r1, 2; mov r2, 0; call 10; mov r1, 2; mov r2, 0; call 10; exit",
	 "in their order and once: the next may be 3"},
	{"ldxdw r6, [r1]; jeq r6, 0, +3; mov r1, 2; mov r2, 0; call 10; stdw [r10-8], 1; mov r1, 0; "
	 "mov r2, r10; add r2, -8; call 10; mov r0, 1; exit",
	 "in their order and once"},
};

static void test_refuses(void **state)
{
	char error[TRACE_ERROR_SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		if (verifies(refused[i].text, error))
			fail_msg("%s: accepted", refused[i].text);
		if (!strstr(error, refused[i].words))
			fail_msg("%s: \"%s\" does not say \"%s\"", refused[i].text, error,
				 refused[i].words);
	}
}

/* A long program, being written. */
struct program {
	char text[1 << 16];
	size_t length;
};

static void begin(struct program *program)
{
	program->text[0] = '\0';
	program->length = 0;
}

/* Appends the text count times. */
static void append(struct program *program, const char *text, unsigned int count)
{
	for (; count > 0; count--) {
		const size_t room = sizeof(program->text) - program->length;
		const int length = snprintf(program->text + program->length, room, "%s", text);

		assert_true((size_t)length < room);
		program->length += (size_t)length;
	}
}

/* Jumps over ever less: as many targets are ahead at once. */
static bool nested_jumps_verify(unsigned int count, char error[TRACE_ERROR_SIZE])
{
	static struct program program;
	char jump[64];

	begin(&program);
	append(&program, "ldxdw r2, [r1]; mov r0, 0;", 1);
	for (unsigned int i = 0; i < count; i++) {
		snprintf(jump, sizeof(jump), "jeq r2, %u, +%u;", i, 2 * (count - i));
		append(&program, jump, 1);
	}
	append(&program, "mov r0, 1;", count + 2);
	append(&program, "exit", 1);
	return verifies(program.text, error);
}

static void test_limits(void **state)
{
	static struct program program;
	char error[TRACE_ERROR_SIZE];

	(void)state;
	begin(&program);
	append(&program, "mov r0, 1;", OBJECT_MAX_CLAUSE_INSNS - 1);
	append(&program, "exit", 1);
	assert_true(verifies(program.text, error));

	assert_true(nested_jumps_verify(VERIFY_MAX_PENDING / 2, error));
	assert_true(nested_jumps_verify(VERIFY_MAX_PENDING, error));
	assert_false(nested_jumps_verify(VERIFY_MAX_PENDING + 1, error));
	assert_non_null(strstr(error, "jump targets are ahead"));

	/* Saved states are used again: many more joins than can be ahead at once. */
	begin(&program);
	append(&program, "ldxdw r2, [r1]; mov r0, 0;", 1);
	append(&program, "jeq r2, 1, +1; add r0, 1;", 2000);
	append(&program, "exit", 1);
	assert_true(verifies(program.text, error));
}

static void test_scratch_is_checked(void **state)
{
	size_t size;
	void *bytes = builder_standard("mov r0, 0; exit", &size);
	char *scratch = malloc(verify_scratch_needed());
	struct object_image image;
	char error[TRACE_ERROR_SIZE];

	(void)state;
	assert_true(verify_scratch_needed() < 1 << 20);
	assert_true(object_open(bytes, size, &image, error));
	assert_false(verify_clause(&image, 0, scratch, verify_scratch_needed() - 1, error));
	assert_non_null(strstr(error, "aligned bytes of memory"));
	assert_false(verify_clause(&image, 0, scratch + 1, verify_scratch_needed(), error));
	free(scratch);
	free(bytes);
}

/* The verifier looks fields up by bisection. */
static void test_fields_ascend(void **state)
{
	static const uint32_t encodings[] = {
#define VMCS_FIELD(name, encoding) encoding,
#include "dsl/abi/vmcs_fields.def"
#undef VMCS_FIELD
	};
	const size_t count = sizeof(encodings) / sizeof(encodings[0]);
	char text[64];
	char error[TRACE_ERROR_SIZE];

	(void)state;
	for (size_t i = 1; i < count; i++)
		assert_true(encodings[i - 1] < encodings[i]);
	for (size_t i = 0; i < count; i++) {
		snprintf(text, sizeof(text), "mov r1, %u; call 1; exit", encodings[i]);
		assert_true(verifies(text, error));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_accepts),	      cmocka_unit_test(test_refuses),
		cmocka_unit_test(test_limits),	      cmocka_unit_test(test_scratch_is_checked),
		cmocka_unit_test(test_fields_ascend),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
