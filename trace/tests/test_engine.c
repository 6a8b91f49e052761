/* SPDX-License-Identifier: BSD-2-Clause */
/* The whole way, from D to text, on the simulated machine. */
#include "trace/machine.h"
#include "trace/tests/scripts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { SECOND = 1000000000 };

static const char seed_script[] = "profile-97hz\n"
				  "/execname == \"qemu-kvm\"/\n"
				  "{\n"
				  "        @[pid, vmregs[VMX_GUEST_CR3]] = count();\n"
				  "}\n"
				  "\n"
				  "tick-10s\n"
				  "{\n"
				  "        printa(\"%05d 0x%x %@d\\n\", @);\n"
				  "        exit(0);\n"
				  "}\n";

/* Two guests take turns at the CPU, one with two address spaces; a third thing is no guest of ours.
 */
struct turns {
	struct sim_guest *mixed, *plain, *other;
	unsigned int count;
};

static struct turns make_turns(void)
{
	return (struct turns){
		.mixed = sim_add_guest("qemu-kvm", "mixed"),
		.plain = sim_add_guest("qemu-kvm", "plain"),
		.other = sim_add_guest("bhyve", "other"),
	};
}

/* Of 10 samples: 4 and 3 of the mixed guest's address spaces, 1 plain, 1 other, 1 idle. */
static void take_turns(unsigned int cpu, uint64_t now, void *cookie)
{
	struct turns *turns = cookie;
	unsigned int turn = turns->count++ % 10;

	(void)now;
	sim_set_field(turns->mixed, FIELD_CR3, turn < 4 ? 0x1000 : 0xfedcba9876543000);
	sim_set_field(turns->plain, FIELD_CR3, 0x2000);
	sim_set_field(turns->other, FIELD_CR3, 0x3000);
	sim_place(cpu, turn < 7	   ? turns->mixed
		       : turn == 7 ? turns->plain
		       : turn == 8 ? turns->other
				   : NULL);
}

static void test_seed_script(void **state)
{
	struct trace_statistics statistics;
	struct trace_program *program;
	struct turns turns;

	(void)state;
	sim_start(1);
	turns = make_turns();
	program = script_start(seed_script);
	sim_advance(10ull * SECOND, take_turns, &turns);
	trace_statistics(program, &statistics);
	assert_int_equal(script_finish(program), 0);
	expect_output("CPU     ID                    FUNCTION:NAME\n"
		      "  0     18                        :tick-10s 00002 0x2000 97\n"
		      "00001 0xfedcba9876543000 291\n"
		      "00001 0x1000 388\n"
		      "\n"
		      "\n");
	assert_int_equal(statistics.firings, 971); /* 970 samples and the tick */
	assert_int_equal(statistics.recorded, 776 + 1);
	assert_int_equal(statistics.errors, 0);
	assert_int_equal(sim_allocated() > 0, 1); /* the verifier's scratch memory stays */
}

static void test_begin_end(void **state)
{
	(void)state;
	script_expect("BEGIN { trace(1); }\n"
		      "BEGIN { exit(7); trace(2); }\n"
		      "BEGIN { trace(3); }\n"
		      "END { trace(4); }\n"
		      "END { trace(5); }",
		      "CPU     ID                    FUNCTION:NAME\n"
		      "  0      1                           :BEGIN         1\n"
		      "  0      1                           :BEGIN         2\n"
		      "  0      2                             :END         4\n"
		      "  0      2                             :END         5\n"
		      "\n");
	/* An empty clause; one that records nothing. */
	script_expect("BEGIN { } BEGIN { @ = sum(1); exit(0); }",
		      "CPU     ID                    FUNCTION:NAME\n"
		      "  0      1                           :BEGIN \n"
		      "  0      1                           :BEGIN \n"
		      "\n"
		      "                1\n");
}

static void test_exit(void **state)
{
	(void)state;
	sim_start(1);
	assert_int_equal(script_run("BEGIN { exit(7); }", 0), 7);
	assert_int_equal(script_run("BEGIN { exit(7); } END { exit(8); }", 0), 8);
	assert_int_equal(script_run("BEGIN { exit(7); exit(9); }", 0), 7);
	assert_int_equal(script_run("BEGIN { exit(-1); }", 0), -1);

	/* In a tick: clauses after it in the program do not run, and the profile is over. */
	sim_clear_output();
	assert_int_equal(script_run(QUIET "tick-1s { printf(\"a\"); }\n"
					  "tick-1s { exit(3); printf(\"b\"); }\n"
					  "tick-1s { printf(\"c\"); }\n"
					  "profile-1000 { @ = count(); }\n"
					  "END { printf(\"d\"); }",
				    5ull * SECOND + 500000),
			 3);
	expect_output("abd\n              999\n");
}

/* What is stopped from outside has its END and what it recorded before. */
static void test_stop(void **state)
{
	struct trace_program *program;
	int status;

	(void)state;
	sim_start(1);
	program = script_start(QUIET "tick-1s { printf(\"t\"); } END { printf(\"e\"); }");
	sim_advance(3ull * SECOND, NULL, NULL);
	assert_true(sim_work());
	assert_false(trace_ended(program, &status));
	expect_output("ttt");
	trace_stop(program, sim_idle_context(0));
	sim_advance(3ull * SECOND, NULL, NULL); /* the timer is gone */
	assert_int_equal(script_finish(program), 0);
	expect_output("ttte\n");

	/* One that never started has no END. */
	sim_clear_output();
	program = script_load(QUIET "END { printf(\"e\"); }");
	trace_stop(program, sim_idle_context(0));
	assert_int_equal(script_finish(program), 0);
	expect_output("\n");
}

static void test_error(void **state)
{
	struct trace_program *program;
	struct trace_statistics statistics;

	(void)state;
	sim_start(1);
	program =
		script_start(QUIET "BEGIN { printf(\"before\\n\"); printf(\"%d\", 1 / cpu); }\n"
				   "BEGIN { printf(\"after\\n\"); exit(0); }\n"
				   "ERROR { printf(\"%d %d %d %d\\n\", arg1, arg2, arg4, arg5); }\n"
				   "ERROR { printf(\"again %d\\n\", 1 / cpu); }\n"
				   "ERROR { printf(\"last\\n\"); }");
	trace_statistics(program, &statistics);
	assert_int_equal(script_finish(program), 0);
	assert_string_equal(strtok((char *)sim_output(NULL), "\n"), "1 2 4 0");
	assert_string_equal(strtok(NULL, "\n"), "last");
	assert_string_equal(strtok(NULL, "\n"), "after");
	assert_null(strtok(NULL, "\n"));
	assert_memory_equal(sim_messages(NULL),
			    "dtrace: error on enabled probe ID 1 (ID 1: dtrace:::BEGIN): "
			    "divide-by-zero in action #2 at DIF offset ",
			    strlen("dtrace: error on enabled probe ID 1 (ID 1: dtrace:::BEGIN): "
				   "divide-by-zero in action #2 at DIF offset "));
	assert_string_equal(strchr(sim_messages(NULL), '\n'),
			    "\ndtrace: 1 error in ERROR probe enabling\n");
	assert_int_equal(statistics.errors, 2);
}

/* There is no guest: vmregs[] and uregs[] are illegal, not 0. */
static void test_no_guest(void **state)
{
	(void)state;
	sim_start(1);
	assert_int_equal(script_run(QUIET "BEGIN { trace(vmregs[VMX_GUEST_CR3]); }\n"
					  "BEGIN { trace(uregs[R_RIP]); }\n"
					  "BEGIN { exit(0); }\n"
					  "ERROR { printf(\"%d %d %x\\n\", arg1, arg4, arg5); }",
				    0),
			 0);
	assert_non_null(strstr(sim_output(NULL), "1 3 6802\n"));
	assert_non_null(strstr(sim_output(NULL), "2 3 24\n"));
	assert_non_null(strstr(sim_messages(NULL), "illegal operation"));
}

static void place_guest(unsigned int cpu, uint64_t now, void *cookie)
{
	(void)now;
	sim_place(cpu, cookie);
}

static void test_arguments(void **state)
{
	struct sim_guest *guest;
	struct trace_program *program;

	(void)state;
	sim_start(1);
	guest = sim_add_guest("qemu-kvm", "zone");
	sim_set_field(guest, FIELD_RIP, 0x401000);
	guest->gpr[GPR_R9] = 99;
	guest->privilege = 3;
	program = script_start(
		QUIET "profile-10 { printf(\"%x %x %d %d\\n\", arg0, arg1, arg2, arg3); }\n"
		      "tick-100ms { printf(\"%x %x %d\\n\", arg0, arg1, arg2); }\n"
		      "profile-10 { printf(\"%s %s %s %d %d %d %d\\n\", execname, zonename,"
		      " probename, pid, tid, cpu, uregs[R_R9]); }");
	sim_set_lateness(1234);
	sim_advance(SECOND / 10, place_guest, guest);
	guest->privilege = 0;
	sim_set_field(guest, FIELD_RIP, 0xffffffff81000000);
	sim_advance(SECOND / 10, place_guest, guest);
	sim_advance(SECOND / 10, NULL, NULL);
	trace_stop(program, sim_idle_context(0));

	struct trace_statistics statistics;

	trace_statistics(program, &statistics);
	assert_int_equal(statistics.late_ns_max, 1234);
	assert_int_equal(script_finish(program), 0);
	assert_non_null(strstr(sim_output(NULL), "0 401000 1234 0\n"));
	assert_non_null(strstr(sim_output(NULL), "qemu-kvm zone profile-10 1 1 0 99\n"));
	assert_non_null(strstr(sim_output(NULL), "0 401000 0\n"));
	assert_non_null(strstr(sim_output(NULL), "ffffffff81000000 0 1234 0\n"));
	assert_non_null(strstr(sim_output(NULL), "ffffffff81000000 0 0\n"));
}

/* N hz for T seconds is N * T samples on each CPU, for rates that divide nothing evenly. */
static void test_rates(void **state)
{
	static const struct {
		const char *script;
		uint64_t count;
	} cases[] = {
		{QUIET "profile-97 { @ = count(); }", 2ull * 97ull * 60},
		{QUIET "profile-4999 { @ = count(); }", 2ull * 4999 * 60},
		{QUIET "profile-333us { @ = count(); }", 2ull * 180180},
		{QUIET "tick-7hz { @ = count(); }", 7ull * 60},
		{QUIET "tick-1m { @ = count(); }", 1},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct trace_program *program;
		char expected[32];

		sim_start(2);
		program = script_start(cases[i].script);
		sim_advance(60ull * SECOND, NULL, NULL);
		trace_stop(program, sim_idle_context(0));
		assert_int_equal(script_finish(program), 0);
		snprintf(expected, sizeof(expected), "\n %16llu\n",
			 (unsigned long long)cases[i].count);
		expect_output(expected);
	}
}

static void test_refusals(void **state)
{
	char error[TRACE_ERROR_SIZE];
	struct trace_program *programs[TRACE_MAX_PROGRAMS];
	struct trace_program *program;
	size_t before;

	(void)state;
	sim_start(1);
	assert_null(trace_load("no object, but long enough to be one", 32, error));
	assert_null(trace_load("", 0, error));
	assert_string_equal(
		script_refused("#pragma D option errtags\n\nprofile-0,BEGIN { }"),
		"line 3: [D_PDESC_ZERO] probe description :::profile-0 does not match any "
		"probes");
	before = sim_allocated();
	sim_limit_allocation(1 << 20);
	assert_non_null(
		strstr(script_refused("BEGIN { @[1] = count(); trace(1); }"), "lower bufsize"));
	assert_int_equal(sim_allocated(), before);
	sim_limit_allocation(SIZE_MAX);
	assert_non_null(
		strstr(script_refused("#pragma D option bufsize=4g\nBEGIN { }"), "bufsize"));
	assert_int_equal(sim_allocated(), before);

	/* More programs than there are places. */
	for (int i = 0; i < TRACE_MAX_PROGRAMS; i++)
		programs[i] = script_load("#pragma D option bufsize=64k\nBEGIN { }");
	assert_non_null(strstr(script_refused("BEGIN { }"), "16 programs"));
	for (int i = 0; i < TRACE_MAX_PROGRAMS; i++)
		trace_unload(programs[i]);
	assert_int_equal(sim_allocated(), before);

	/* More timers than the machine has. */
	sim_limit_timers(2);
	program = script_load("tick-1s { } tick-2s { } tick-3s { }");
	assert_false(trace_start(program, sim_idle_context(0), error));
	assert_non_null(strstr(error, "tick-3s"));
	trace_unload(program);
}

/* this-> lasts for one firing; ERROR in between has its own. */
static void test_locals(void **state)
{
	(void)state;
	sim_start(1);
	assert_int_equal(script_run(QUIET "BEGIN { this->a = 5; }\n"
					  "BEGIN { trace(1 / cpu); }\n"
					  "BEGIN { printf(\"%d\\n\", this->a); }\n"
					  "ERROR { printf(\"%d\\n\", this->a); this->a = 6; }\n"
					  "tick-1s { printf(\"%d\\n\", this->a); exit(0); }",
				    SECOND),
			 0);
	assert_memory_equal(sim_output(NULL), "0\n", 2);
	assert_non_null(strstr(sim_output(NULL), "\n5\n0\n\n"));
}

static void test_two_programs(void **state)
{
	struct trace_program *first;
	struct trace_program *second;

	(void)state;
	sim_start(1);
	first = script_start(QUIET
			     "BEGIN { printf(\"first \"); exit(1); } END { printf(\"end1\\n\"); }");
	second = script_start(QUIET "BEGIN { printf(\"second\\n\"); } tick-1s { exit(2); }");
	assert_int_equal(script_finish(first), 1);
	sim_advance(SECOND, NULL, NULL);
	assert_int_equal(script_finish(second), 2);
	assert_non_null(strstr(sim_output(NULL), "second\n"));

	/* Only its own BEGIN and END, and its own exit(). */
	const char *begin = strstr(sim_output(NULL), "first ");

	assert_non_null(begin);
	assert_non_null(strstr(begin, "end1\n"));
	assert_int_equal(strlen(sim_output(NULL)), strlen("first second\nend1\n\n\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_seed_script), cmocka_unit_test(test_begin_end),
		cmocka_unit_test(test_exit),	    cmocka_unit_test(test_stop),
		cmocka_unit_test(test_error),	    cmocka_unit_test(test_no_guest),
		cmocka_unit_test(test_arguments),   cmocka_unit_test(test_rates),
		cmocka_unit_test(test_refusals),    cmocka_unit_test(test_two_programs),
		cmocka_unit_test(test_locals),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
