/* SPDX-License-Identifier: BSD-2-Clause */
/* The whole way, from D to text, on the simulated machine. */
#include "trace/machine.h"
#include "trace/tests/scripts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
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

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_seed_script),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
