/* SPDX-License-Identifier: BSD-2-Clause */
/* Descriptions of simulated machines: what they say, what is wrong with them, and who runs when. */
#include "trace/machine.h"
#include "trace/sim/machine_file.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { CR3 = 0x6802, RIP = 0x681e, CS = 0x0802, SS_AR = 0x4818 };

/* The reports, one a line. */
static char reports[4096];

static void note(void *cookie, unsigned int line, const char *message)
{
	size_t length = strlen(reports);

	assert_null(cookie);
	snprintf(reports + length, sizeof(reports) - length, "%u: %s\n", line, message);
}

static struct machine *read(const char *text)
{
	reports[0] = '\0';
	return machine_read(text, strlen(text), note, NULL);
}

static struct machine *started(const char *text)
{
	struct machine *machine = read(text);

	assert_string_equal(reports, "");
	assert_non_null(machine);
	machine_start(machine);
	return machine;
}

/* The context of a CPU after the schedule at a time. */
static struct probe_context at(struct machine *machine, unsigned int cpu, uint64_t now)
{
	struct probe_context context = {.cpu = (int32_t)cpu};

	machine_schedule(cpu, now, machine);
	context.pid = sim_current(cpu)->pid;
	context.tid = sim_current(cpu)->tid;
	return context;
}

static uint64_t field(const struct probe_context *context, uint32_t encoding)
{
	uint64_t value;

	assert_true(machine_read_field(context, encoding, &value));
	return value;
}

static void test_shares(void **state)
{
	struct machine *machine = started("[machine]\n"
					  "idle = 10\n"
					  "cycle = 1ms\n"
					  "[guest a]\n"
					  "share = 60\n"
					  "[guest b] # a comment\n"
					  "share = 30 # another\n"
					  "execname = b.exe\n");
	unsigned int samples[3] = {0};

	(void)state;
	for (uint64_t now = 0; now < 100000000; now += 1000) {
		struct probe_context context = at(machine, 0, now);

		samples[context.pid]++;
		assert_int_equal(context.tid, context.pid == 0 ? 0 : 1);
		if (context.pid == 2)
			assert_string_equal(machine_execname(&context), "b.exe");
		if (context.pid == 1)
			assert_string_equal(machine_zonename(&context), "a");
	}
	assert_int_equal(samples[0], 10000);
	assert_int_equal(samples[1], 60000);
	assert_int_equal(samples[2], 30000);
	machine_free(machine);
}

static void test_phases(void **state)
{
	struct machine *machine = started("[guest a]\n"
					  "share = 1\n"
					  "VMX_GUEST_RIP = 0x401000\n"
					  "privilege = 3\n"
					  "[phase user]\n"
					  "share = 7\n"
					  "VMX_GUEST_CR3 = 1\n"
					  "[phase kernel]\n"
					  "share = 3\n"
					  "VMX_GUEST_CR3 = 2\n"
					  "R_RIP = 0xffffffff81000000\n"
					  "privilege = 0\n"
					  "[guest b]\n"
					  "share = 3\n");
	uint64_t samples[3] = {0};

	(void)state;
	for (uint64_t now = 0; now < 40000000000; now += 1000000) {
		struct probe_context context = at(machine, 0, now);

		if (context.pid == 2) {
			assert_int_equal(field(&context, CR3), 0);
			continue;
		}

		bool kernel = field(&context, CR3) == 2;

		samples[kernel]++;
		assert_int_equal(machine_privilege(&context), kernel ? 0 : 3);
		assert_int_equal(field(&context, SS_AR), kernel ? 0 : 3 << 5);
		assert_int_equal(field(&context, RIP), kernel ? 0xffffffff81000000 : 0x401000);
	}
	assert_int_equal(samples[0], 7000);
	assert_int_equal(samples[1], 3000);
	machine_free(machine);
}

static void test_vtime(void **state)
{
	struct machine *machine =
		started("[machine]\ncycle = 100ms\n[guest a]\nshare=1\n[guest b]\nshare=3\n");
	struct probe_context context;

	(void)state;
	sim_advance(1010000000, NULL, NULL);
	context = at(machine, 0, machine_timestamp());
	assert_int_equal(context.pid, 1);
	assert_int_equal(machine_vtime(&context), 900260000000);
	sim_advance(30000000, NULL, NULL);
	context = at(machine, 0, machine_timestamp());
	assert_int_equal(context.pid, 2);
	assert_int_equal(machine_vtime(&context), 2700765000000);
	machine_free(machine);
}

/* Dealt out in turn, and by cpu. */
static void test_vcpus(void **state)
{
	struct machine *machine = started("[machine]\ncpus = 3\n[guest a]\nvcpus = 2\n[guest b]\n"
					  "[guest c]\ncpu = 2\nvcpus = 2\nshare = 0\n");
	const int pids[] = {1, 1, 2};
	const int tids[] = {1, 2, 1};

	(void)state;
	assert_int_equal(machine_cpu_count(), 3);
	assert_int_equal(machine->vcpu_count, 5);
	assert_int_equal(machine->vcpus[3].cpu, 2);
	assert_int_equal(machine->vcpus[4].cpu, 0);
	for (unsigned int cpu = 0; cpu < 3; cpu++) {
		struct probe_context context = at(machine, cpu, 12345);

		assert_int_equal(context.pid, pids[cpu]);
		assert_int_equal(context.tid, tids[cpu]);
	}
	machine_free(machine);
}

static void test_walltime(void **state)
{
	struct machine *machine = started("[machine]\nwalltime = 86400\n");

	(void)state;
	sim_advance(5, NULL, NULL);
	assert_int_equal(machine_walltime(), 86400000000005);
	machine_free(machine);
}

static void test_memory(void **state)
{
	struct machine *machine = started("[guest a]\n"
					  "0x1000 = \"a#\\\"\\n\\x41\" 00 ff 3*aB # a comment\n"
					  "8192 = 01\n"
					  "[phase]\n"
					  "0x1001 = 77\n");
	static const uint8_t wanted[] = {'a', '#', '"', '\n', 'A', 0, 0, 0xff, 0xab, 0xab, 0xab};
	const struct sim_guest *guest = &machine->guests[0].phases[0].state;

	(void)state;
	assert_int_equal(guest->memory_count, 3);
	assert_int_equal(guest->memories[0].address, 0x1001);
	assert_int_equal(guest->memories[1].address, 0x1000);
	assert_int_equal(guest->memories[1].size, sizeof(wanted));
	assert_memory_equal(guest->memories[1].bytes, wanted, sizeof(wanted));
	assert_int_equal(guest->memories[2].address, 0x2000);

	/* A phase's memory hides the guest's. */
	struct probe_context context = at(machine, 0, 0);
	uint8_t bytes[12];
	uint64_t missing;

	assert_true(machine_read_memory(&context, 0x1000, bytes, 11, &missing));
	assert_int_equal(bytes[1], 0x77);
	assert_memory_equal(bytes + 2, wanted + 2, 9);
	assert_false(machine_read_memory(&context, 0x1002, bytes, 10, &missing));
	assert_int_equal(missing, 0x100b);
	machine_free(machine);
}

/* Each is refused, with this message for this line. */
static void test_mistakes(void **state)
{
	static const struct {
		const char *text;
		const char *report;
	} mistakes[] = {
		{"x = 1\n", "1: a section comes first: [machine] or [guest NAME]\n"},
		{"[room]\n", "1: sections are [machine], [guest NAME] and [phase], not room\n"},
		{"\n[guest]\n", "2: a guest needs a name: [guest NAME]\n"},
		{"[phase]\n", "1: [phase] stands behind the [guest NAME] that it is of\n"},
		{"[guest a]\n[machine]\n[phase]\n",
		 "3: [phase] stands behind the [guest NAME] that it is of\n"},
		{"[guest a]\n[guest a]\n", "2: there is already a guest named a\n"},
		{"[machine\n", "1: a section needs a closing ]\n"},
		{"[machine]\nwhat\n", "2: expected [section], key = value, or a comment\n"},
		{"[machine]\ncpus = 9\n", "2: expected a number from 1 to 8, decimal or 0x...\n"},
		{"[machine]\ncpus = 0\ncpus = -1\n",
		 "2: expected a number from 1 to 8, decimal or 0x...\n"
		 "3: expected a number from 1 to 8, decimal or 0x...\n"},
		{"[machine]\nram = 1\n",
		 "2: [machine] has the keys cpus, cycle, idle, lateness and walltime\n"},
		{"[machine]\ncycle = 10\n",
		 "2: expected a time with its unit (ns, us, ms, s), from "
		 "1000ns to 1000000000ns\n"},
		{"[machine]\ncycle = 2s\n",
		 "2: expected a time with its unit (ns, us, ms, s), from "
		 "1000ns to 1000000000ns\n"},
		{"[guest a]\nVMX_GUEST_CR33 = 1\n",
		 "2: there is no field or register VMX_GUEST_CR33\n"},
		{"[guest a]\nVMX_GUEST_CS_SELECTOR = 0x10000\n",
		 "2: this field has only 16 bits\n"},
		{"[guest a]\nR_CS = 0x10000\n", "2: this field has only 16 bits\n"},
		{"[guest a]\nR_RAX = 18446744073709551616\n",
		 "2: expected a number from 0 to 18446744073709551615, decimal or 0x...\n"},
		{"[guest a]\nR_RAX = 0x10000000000000000\n",
		 "2: expected a number from 0 to 18446744073709551615, decimal or 0x...\n"},
		{"[guest a]\nR_RAX =\n",
		 "2: expected a number from 0 to 18446744073709551615, decimal or 0x...\n"},
		{"[guest a]\nprivilege = 4\n",
		 "2: expected a number from 0 to 3, decimal or 0x...\n"},
		{"[guest a]\nexecname =\n", "2: an execname has a character at least\n"},
		{"[guest a]\ncpu = 1\n", "1: the machine has no such CPU as this guest's cpu\n"},
		{"[guest a]\nvcpus = 64\n[guest b]\n", "3: the machine has more than 64 vCPUs\n"},
		{"[guest a]\n[phase]\nvcpus = 1\n",
		 "3: expected share, privilege, VMX_FIELD, R_REGISTER or 0xADDRESS, and in a "
		 "guest's own section execname, vcpus or cpu\n"},
		{"[guest a]\n[phase]\nshare = 0\n",
		 "1: the shares of this guest's phases are all 0\n"},
		{"[guest a]\n0x10g = 00\n",
		 "2: expected a number from 0 to 18446744073709551615, decimal or 0x...\n"},
		{"[guest a]\n0x10 = # nothing\n", "2: there is nothing in this memory\n"},
		{"[guest a]\n0x10 = \"text\n", "2: the string has no closing \"\n"},
		{"[guest a]\n0x10 = \"\\q\"\n",
		 "2: unknown escape; there are \\n \\t \\r \\0 \\\\ \\\" and \\xHH\n"},
		{"[guest a]\n0x10 = \"\\\n",
		 "2: unknown escape; there are \\n \\t \\r \\0 \\\\ \\\" "
		 "and \\xHH\n"},
		{"[guest a]\n0x10 = 123\n",
		 "2: expected \"text\", bytes of two hexadecimal digits, or COUNT*BYTE\n"},
		{"[guest a]\n0x10 = 4*\n",
		 "2: expected \"text\", bytes of two hexadecimal digits, or COUNT*BYTE\n"},
		{"[guest a]\n0x10 = 16777217*00\n",
		 "2: the memory of all guests together is more than 16 MB\n"},
		{"[guest a]\n0x10 = 16777216*00\n[guest b]\n0x10 = 00\n",
		 "4: the memory of all guests together is more than 16 MB\n"},
		{"[guest a]\n0x10 = \"abc\"\n0x13 = 00\n",
		 "3: this memory overlaps with other memory of the section\n"},
		{"[guest a]\n0x10 = \"abc\"\n0xf = \"a\"\n",
		 "3: this memory overlaps with other memory of the section\n"},
		{"[guest a]\n0xffffffffffffffff = 00 00\n",
		 "2: this memory does not end before 2^64\n"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(mistakes) / sizeof(mistakes[0]); i++) {
		assert_null(read(mistakes[i].text));
		assert_string_equal(reports, mistakes[i].report);
	}
}

static void test_limits(void **state)
{
	char text[8192] = "[guest a]\n";

	(void)state;
	for (int i = 0; i < 17; i++)
		sprintf(text + strlen(text), "%d = 00\n", i);
	assert_null(read(text));
	assert_string_equal(reports, "18: a guest has 16 pieces of memory at most\n");

	strcpy(text, "[guest a]\n0x100 = 00\n[phase]\n");
	for (int i = 0; i < 16; i++)
		sprintf(text + strlen(text), "%d = 00\n", i);
	assert_null(read(text));
	assert_string_equal(reports,
			    "3: the phase and its guest have more than 16 pieces of memory\n");

	strcpy(text, "[guest a]\n");
	for (int i = 0; i < 65; i++)
		sprintf(text + strlen(text), "[phase]\n");
	assert_null(read(text));
	assert_string_equal(reports, "66: more than 64 phases of one guest\n");

	text[0] = '\0';
	for (int i = 0; i < 65; i++)
		sprintf(text + strlen(text), "[guest g%d]\n", i);
	assert_null(read(text));
	assert_string_equal(reports, "65: more than 64 guests\n");
}

static void test_example(void **state)
{
	struct machine *machine = started(machine_example);

	(void)state;
	assert_int_equal(machine->guest_count, 2);
	machine_free(machine);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_shares),	 cmocka_unit_test(test_phases),
		cmocka_unit_test(test_vtime),	 cmocka_unit_test(test_vcpus),
		cmocka_unit_test(test_walltime), cmocka_unit_test(test_memory),
		cmocka_unit_test(test_mistakes), cmocka_unit_test(test_limits),
		cmocka_unit_test(test_example),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
