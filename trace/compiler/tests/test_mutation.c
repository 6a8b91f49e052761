/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Broken scripts: cut off at each byte, and with bytes changed at random. The compiler reports or
 * accepts; what it accepts, the loader opens and the verifier accepts too (support.c).
 */
#include "trace/compiler/tests/support.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>

#include <cmocka.h>
#include <string.h>

static const char *const scripts[] = {
	"profile-97hz\n/execname == \"qemu-kvm\"/\n{\n\t@[pid, vmregs[VMX_GUEST_CR3]] = count();\n}\n\n"
	"tick-10s\n{\n\tprinta(\"%05d 0x%x %@d\\n\", @);\n\texit(0);\n}\n",
	"#!/usr/sbin/dtrace -s\n#pragma D option quiet\n#pragma D option aggrate=10hz\nint x; this uint64_t y;\n"
	"BEGIN, dtrace:::END /* c */ { x = 0x1f; this->y = 'a' + '\\n'; x++; --x; x <<= 2; }",
	"tick-1 /(pid ^^ 1) && !(cpu || tid) / { trace(x = uregs[R_RAX] % 7 ? -1 : ~2u); }\n"
	"vmx:*:cpuid:exit { printf(\"%s %-*d %c%%\\n\", zonename, 5, (int)arg0, 'x'); exit(x / 3); }",
	"BEGIN { @a[execname, 1] = sum(arg1 - (arg2 - (arg3 - (arg4 - (arg5 - timestamp))))); @b[\"k\", pid] = "
	"max(sizeof(long) + sizeof x); printa(\"%s %d %@d %@x\\n\", @a, @b); }",
};

enum { SCRIPT_COUNT = sizeof(scripts) / sizeof(scripts[0]) };

static void compile_and_free(const char *text, size_t length)
{
	compiled_free(compile_bytes(text, length));
}

static void test_truncated(void **state)
{
	(void)state;
	for (int i = 0; i < SCRIPT_COUNT; i++)
		for (size_t length = 0; length <= strlen(scripts[i]); length++)
			compile_and_free(scripts[i], length);
}

static uint64_t random_state = 1;

static uint32_t next_random(uint32_t limit)
{
	random_state = random_state * 6364136223846793005u + 1442695040888963407u;
	return (uint32_t)(random_state >> 33) % limit;
}

/* Bytes that mean something to the language, mostly. */
static char random_byte(void)
{
	static const char likely[] = "(){}[]/;,:@$\"'\\*+-=<>!?&|^%# \n09axX_";

	if (next_random(8) == 0)
		return (char)next_random(256);
	return likely[next_random(sizeof(likely) - 1)];
}

static size_t mutate(char *text, size_t length)
{
	uint32_t at = next_random((uint32_t)length);
	uint32_t count = 1 + next_random(6);

	switch (next_random(4)) {
	case 0:
		text[at] = random_byte();
		return length;
	case 1: /* take some away */
		if (count > length - at)
			count = (uint32_t)length - at;
		memmove(text + at, text + at + count, length - at - count);
		return length - count;
	case 2: /* put one in */
		memmove(text + at + 1, text + at, length - at);
		text[at] = random_byte();
		return length + 1;
	default: /* repeat some of it elsewhere */
		if (count > length - at)
			count = (uint32_t)length - at;
		memmove(text + at, text + next_random((uint32_t)(length - count) + 1), count);
		return length;
	}
}

static void test_mutated(void **state)
{
	enum { ROUNDS = 4000, MOST_CHANGES = 4, LONGEST = 1024 };
	uint32_t accepted = 0;

	(void)state;
	for (int round = 0; round < ROUNDS; round++) {
		char text[LONGEST];
		size_t length = strlen(scripts[round % SCRIPT_COUNT]);

		memcpy(text, scripts[round % SCRIPT_COUNT], length);
		for (uint32_t i = next_random(MOST_CHANGES) + 1; i > 0 && length > 1; i--)
			length = mutate(text, length);

		struct compiled *compiled = compile_bytes(text, length);

		accepted += compiled->result.object != NULL;
		compiled_free(compiled);
	}
	/* Both outcomes are exercised. */
	assert_true(accepted > ROUNDS / 50);
	assert_true(accepted < ROUNDS / 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_truncated),
		cmocka_unit_test(test_mutated),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
