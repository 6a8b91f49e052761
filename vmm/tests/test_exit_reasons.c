/* SPDX-License-Identifier: BSD-2-Clause */
/* The table of exit reasons: complete, in order, without doubles, spelt as probes are. */
#include "vmm/describe.h"
#include "vmm/vmx.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

static const struct reason {
	unsigned int number;
	const char *probe;
	const char *words;
} reasons[] = {
#define EXIT_REASON(number, name, probe, words) {number, probe, words},
#include "vmm/exit_reasons.def"
#undef EXIT_REASON
};
enum { REASONS = sizeof(reasons) / sizeof(reasons[0]) };

/* Numbers that the SDM has never given to a reason (appendix C). */
static bool unassigned(unsigned int number)
{
	return number == 35 || number == 38 || number == 42 || number == 71;
}

static void ascends_and_leaves_out_only_unassigned(void **state)
{
	unsigned int number = 0;

	(void)state;
	for (size_t i = 0; i < REASONS; i++, number++) {
		while (number < reasons[i].number) {
			assert_true(unassigned(number));
			number++;
		}
		assert_int_equal(reasons[i].number, number);
	}
	assert_int_equal(number, EXIT_REASON_COUNT);
}

static void probe_names_are_unique_and_plain(void **state)
{
	const char *allowed = "abcdefghijklmnopqrstuvwxyz-";

	(void)state;
	for (size_t i = 0; i < REASONS; i++) {
		assert_int_equal(strspn(reasons[i].probe, allowed), strlen(reasons[i].probe));
		assert_true(strlen(reasons[i].probe) > 0);
		for (size_t j = 0; j < i; j++)
			assert_string_not_equal(reasons[i].probe, reasons[j].probe);
	}
}

static void names_come_from_the_table(void **state)
{
	(void)state;
	for (size_t i = 0; i < REASONS; i++)
		assert_string_equal(exit_reason_name(reasons[i].number), reasons[i].words);
	assert_string_equal(exit_reason_name(35), "unknown exit reason");
	assert_string_equal(exit_reason_name(EXIT_REASON_COUNT), "unknown exit reason");
	assert_string_equal(exit_reason_name(UINT32_MAX), "unknown exit reason");
}

/* Enumerators against numbers typed from the SDM, lest the table shifts as a whole. */
static void numbers_are_the_sdms(void **state)
{
	(void)state;
	assert_int_equal(EXIT_EXCEPTION_NMI, 0);
	assert_int_equal(EXIT_CPUID, 10);
	assert_int_equal(EXIT_VMCALL, 18);
	assert_int_equal(EXIT_CR_ACCESS, 28);
	assert_int_equal(EXIT_IO_INSTRUCTION, 30);
	assert_int_equal(EXIT_INVALID_GUEST_STATE, 33);
	assert_int_equal(EXIT_MWAIT, 36);
	assert_int_equal(EXIT_EPT_VIOLATION, 48);
	assert_int_equal(EXIT_PREEMPTION_TIMER, 52);
	assert_int_equal(EXIT_XSETBV, 55);
	assert_int_equal(EXIT_XRSTORS, 64);
	assert_int_equal(EXIT_BUS_LOCK, 74);
	assert_int_equal(EXIT_TDCALL, 77);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(ascends_and_leaves_out_only_unassigned),
		cmocka_unit_test(probe_names_are_unique_and_plain),
		cmocka_unit_test(names_come_from_the_table),
		cmocka_unit_test(numbers_are_the_sdms),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
