/* SPDX-License-Identifier: BSD-2-Clause */
/* Variables and memory of D scripts, the whole way: compiled, verified, run, printed. */
#include "trace/tests/scripts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <string.h>

#include <cmocka.h>

/* The fault, and the address. */
#define TELL   "ERROR { printf(\"fault %d 0x%x\\n\", arg4, arg5); }\n"
#define END_IT "BEGIN { exit(0); }\n"

/* What a string is that is NULL: nothing that could be read. */
static void test_null_strings(void **state)
{
	(void)state;
	script_expect(QUIET TELL
		      "self string s;\n"
		      "BEGIN { trace(self->s == NULL); trace(strchr(\"abc\", 'x') == NULL);\n"
		      "        self->s = \"\"; trace(self->s == NULL); trace(\"\\n\"); }\n"
		      "BEGIN { self->s = NULL; trace(self->s); trace(1); }\n"
		      "BEGIN { printf(\"%s\", self->s); }\n"
		      "BEGIN { trace(self->s == \"\"); }\n"
		      "BEGIN { trace(\"\" < self->s); }\n"
		      "BEGIN { @[self->s] = count(); }\n"
		      "BEGIN { @two[1, self->s] = sum(1); }\n"
		      "BEGIN { a[self->s] = 1; }\n"
		      "BEGIN { trace(a[self->s]); }\n" END_IT,
		      "110\n"
		      "fault 1 0x0\n"
		      "fault 1 0x0\n"
		      "fault 1 0x0\n"
		      "fault 1 0x0\n"
		      "fault 1 0x0\n"
		      "fault 1 0x0\n"
		      "fault 1 0x0\n"
		      "fault 1 0x0\n\n");
	/* A variable passes it on. */
	script_expect(
		QUIET TELL
		"string s, t;\n"
		"BEGIN { s = strchr(\"abc\", 'x'); t = s; trace(t == NULL); }\n"
		"BEGIN { s = \"x\"; trace(s == NULL); trace(t == NULL); trace(\"\\n\"); }\n"
		"BEGIN { this->s = t; trace(this->s); }\n"
		"BEGIN { trace(this->s == NULL); this->s = \"local\"; trace(this->s); }\n" END_IT
		"END { trace(this->s == \"\"); trace(\"\\n\"); }",
		"101\n"
		"fault 1 0x0\n"
		"1local1\n\n");
}

static void test_threads(void **state)
{
	struct sim_guest *guests[2];
	struct trace_program *program;

	(void)state;
	sim_start(2);
	for (unsigned int i = 0; i < 2; i++) {
		guests[i] = sim_add_guest("qemu-kvm", i ? "second" : "first");
		sim_place(i, guests[i]);
	}
	program = script_start(
		QUIET
		"BEGIN { self->n = 100; self->name = \"idle\"; }\n"
		"profile-10hz { self->n++; self->name = zonename; last[self->name] = self->n; }\n"
		"tick-1s { printf(\"%d %d %d %s\\n\", last[\"first\"], last[\"second\"],\n"
		"                 self->n, self->name); exit(0); }\n"
		"END { printf(\"%d %s\\n\", self->n, self->name); }");
	sim_advance(1000000000, NULL, NULL);
	assert_int_equal(script_finish(program), 0);
	expect_output("10 10 10 first\n"
		      "100 idle\n\n");
}

/* An element is there until 0 is assigned; its memory is used again. */
static void test_elements_are_freed(void **state)
{
	(void)state;
	script_expect(QUIET
		      "#pragma D option dynvarsize=200\n"
		      "int a[int, string];\n"
		      "BEGIN { a[1, \"x\"] = 5; a[1, \"y\"] = 6; a[1, \"x\"] = 0; }\n"
		      "BEGIN { printf(\"%d %d %d\\n\", a[1, \"x\"], a[1, \"y\"], a[2, \"y\"]); }\n"
		      "BEGIN { a[1, \"y\"] = 0; self->i = 1000; }\n" END_IT,
		      "0 0 0\n\n"); /* with strsize 256 there is no room */
	script_expect(
		QUIET
		"#pragma D option dynvarsize=200\n"
		"#pragma D option strsize=16\n"
		"int a[int, string];\n"
		"BEGIN { a[1, \"x\"] = 5; a[1, \"y\"] = 6; a[1, \"x\"] = 0; }\n"
		"BEGIN { printf(\"%d %d %d\\n\", a[1, \"x\"], a[1, \"y\"], a[2, \"y\"]); }\n"
		"BEGIN { a[3, \"z\"] = 7; a[4, \"z\"] = 8; a[5, \"z\"] = 9; }\n"
		"BEGIN { printf(\"%d %d %d\\n\", a[3, \"z\"], a[4, \"z\"], a[5, \"z\"]); }\n" END_IT,
		"0 6 0\n"
		"7 8 0\n\n");
}

static void test_memory(void **state)
{
	static char page[4096];
	struct sim_guest *guest;

	(void)state;
	sim_start(1);
	guest = sim_add_guest("qemu-kvm", "guest");
	memcpy(page, "\x05\x00\x00\x00\xff\xff\xff\xff text", sizeof("....---- text"));
	memset(page + 4092, 'x', 4);
	sim_add_memory(guest, 0x1000, page, sizeof(page));
	sim_place(0, guest);
	assert_int_equal(
		script_run(
			QUIET TELL
			"struct pair { uint32_t a; int b; };\n"
			"tick-1s { this->p = (struct pair *)0x1000;\n"
			"          printf(\"%d %d\\n\", this->p->a, this->p->b); }\n"
			"tick-1s { printf(\"[%s] [%s]\\n\", copyinstr(0x1009), copyinstr(0x1009, 2)); }\n"
			"tick-1s { this->c = (struct pair *)copyin(0x1000, 8); this->c->a++;\n"
			"          printf(\"%d %d\\n\", this->c->a, this->c->b); }\n"
			"tick-1s { printf(\"%s\\n\", copyinstr(0x1ffc)); }\n"
			"tick-1s { printf(\"%s\\n\", copyinstr(0x1ffc, 4)); }\n"
			"tick-1s { printf(\"%d\\n\", *(int *)0x1ffe); }\n"
			"tick-1s { printf(\"%d\\n\", *(int *)0xffe); }\n"
			"tick-1s { *(int *)0x1000 = 1; }\n"
			"tick-1s { exit(0); }\n"
			"END { printf(\"%d\\n\", *(int *)0x1000); }", /* no guest */
			1000000000),
		0);
	expect_output("5 -1\n"
		      "[text] [te]\n"
		      "6 -1\n"
		      "fault 1 0x2000\n"
		      "xxxx\n"
		      "fault 1 0x2000\n"
		      "fault 1 0xffe\n"
		      "fault 1 0x1000\n"
		      "fault 1 0x1000\n\n");
}

/* Scratch memory is a clause's. */
static void test_scratch_memory(void **state)
{
	(void)state;
	script_expect(QUIET TELL
		      "BEGIN { alloca(60000); alloca(4000); }\n"
		      "BEGIN { alloca(60000); alloca(4000); alloca(4000); }\n"
		      "BEGIN { p = (char *)alloca(8); p[7] = 'x'; trace(p[7]); trace(\"\\n\"); }\n"
		      "BEGIN { p = (char *)alloca(8); trace(p[7]); p[8] = 'x'; }\n"
		      "BEGIN { p = (char *)alloca(0); p[0] = 'x'; }\n" END_IT,
		      "fault 5 0x0\n"
		      "120\n"
		      "fault 1 0x8000000000000008\n"
		      "fault 1 0x8000000000000000\n\n");
}

static void test_limits(void **state)
{
	(void)state;
	sim_start(1);
	assert_non_null(
		strstr(script_refused("#pragma D option dynvarsize=2g\nBEGIN { self->x = 1; }"),
		       "option dynvarsize: 2147483648 bytes; it must be less than 2g"));
	sim_limit_allocation(32 << 20);
	assert_non_null(
		strstr(script_refused("#pragma D option dynvarsize=64m\nBEGIN { self->x = 1; }"),
		       "or dynvarsize (67108864)"));
	sim_limit_allocation(SIZE_MAX);
	/* Nobody uses them: they take nothing. */
	assert_int_equal(script_run("#pragma D option dynvarsize=2g\nBEGIN { exit(3); }", 0), 3);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_null_strings),	   cmocka_unit_test(test_threads),
		cmocka_unit_test(test_elements_are_freed), cmocka_unit_test(test_memory),
		cmocka_unit_test(test_scratch_memory),	   cmocka_unit_test(test_limits),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
