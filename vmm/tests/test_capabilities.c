/* SPDX-License-Identifier: BSD-2-Clause */
/* The check of what a processor can do, on processors as they are and with one thing wrong at a
 * time. */
#include "vmm/capabilities.h"
#include "vmm/tests/processors.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

enum { REPORTS_MAX = 64, REPORT_SIZE = 256 };

struct reports {
	unsigned int fatal;
	unsigned int optional;
	char fatal_text[REPORTS_MAX][REPORT_SIZE];
	char optional_text[REPORTS_MAX][REPORT_SIZE];
};

static void collect(void *cookie, bool fatal, const char *text)
{
	struct reports *reports = cookie;
	unsigned int *count = fatal ? &reports->fatal : &reports->optional;

	assert_true(*count < REPORTS_MAX);
	assert_true(strlen(text) < REPORT_SIZE);
	memcpy((fatal ? reports->fatal_text : reports->optional_text)[(*count)++], text,
	       strlen(text) + 1);
}

static bool check(const struct vmx_capabilities *caps, struct reports *reports)
{
	bool good;

	memset(reports, 0, sizeof(*reports));
	good = capabilities_check(caps, collect, reports);
	assert_int_equal(good, reports->fatal == 0);
	return good;
}

static bool among(char texts[][REPORT_SIZE], unsigned int count, const char *part)
{
	for (unsigned int i = 0; i < count; i++) {
		if (strstr(texts[i], part))
			return true;
	}
	return false;
}

static const char *const accepted[] = {
	"corei7_sandy_bridge_2600k",
	"corei7_ivy_bridge_3770k",
	"corei7_haswell_4770",
	"broadwell_ult",
	"corei7_skylake_x",
	"corei3_cnl",
	"corei7_icelake_u",
	"tigerlake",
	"kvm_nested",
};
enum { ACCEPTED = sizeof(accepted) / sizeof(accepted[0]) };

/* ---- Processors as they are */

static void accepts_what_suffices(void **state)
{
	struct reports reports;

	(void)state;
	for (size_t i = 0; i < ACCEPTED; i++) {
		if (!check(processor(accepted[i]), &reports))
			fail_msg("%s: %s", accepted[i], reports.fatal_text[0]);
	}
}

static void names_optional_ones(void **state)
{
	struct reports reports;

	(void)state;
	assert_true(check(processor("corei7_ivy_bridge_3770k"), &reports));
	assert_int_equal(reports.optional, 1);
	assert_non_null(
		strstr(reports.optional_text[0], "lacks INVPCID (IA32_VMX_PROCBASED_CTLS2[44])"));

	assert_true(check(processor("corei7_skylake_x"), &reports));
	assert_int_equal(reports.optional, 0);
}

static void refuses_what_does_not(void **state)
{
	struct reports reports;

	(void)state;
	assert_false(check(processor("core2_penryn_t9600"), &reports));
	assert_true(among(reports.fatal_text, reports.fatal,
			  "lacks EPT (IA32_VMX_PROCBASED_CTLS2[33])"));
	assert_true(among(reports.fatal_text, reports.fatal,
			  "lacks the VMX-preemption timer (IA32_VMX_TRUE_PINBASED_CTLS[38])"));

	assert_false(check(processor("corei5_lynnfield_750"), &reports));
	assert_int_equal(reports.fatal, 2);
	assert_true(among(reports.fatal_text, reports.fatal,
			  "lacks unrestricted guest (IA32_VMX_PROCBASED_CTLS2[39])"));
	assert_true(among(reports.fatal_text, reports.fatal,
			  "timer is broken (erratum of CPUID.1:EAX 106e5H)"));

	assert_false(check(processor("corei5_arrandale_m520"), &reports));
	assert_int_equal(reports.fatal, 1);
	assert_true(among(reports.fatal_text, reports.fatal,
			  "timer is broken (erratum of CPUID.1:EAX 20652H)"));
}

static void without_vmx_says_who_and_why(void **state)
{
	struct vmx_capabilities caps = *processor("ryzen");
	struct reports reports;

	(void)state;
	assert_false(check(&caps, &reports));
	assert_int_equal(reports.fatal + reports.optional, 1);
	assert_non_null(strstr(reports.fatal_text[0], "lacks VMX (CPUID.1:ECX[5])"));
	assert_non_null(strstr(reports.fatal_text[0], "AuthenticAMD"));

	memcpy(caps.hypervisor, "TCGTCGTCGTCG", sizeof("TCGTCGTCGTCG"));
	assert_false(check(&caps, &reports));
	assert_non_null(strstr(reports.fatal_text[0], "QEMU's TCG does not emulate it"));

	memcpy(caps.hypervisor, "KVMKVMKVM", sizeof("KVMKVMKVM"));
	assert_false(check(&caps, &reports));
	assert_non_null(strstr(reports.fatal_text[0], "nested virtualization"));

	memset(&caps, 0, sizeof(caps));
	assert_false(check(&caps, &reports));
}

/* ---- One control wrong at a time */

enum need { REQUIRED, OPTIONAL, TOGGLED, OFF };
enum group { GROUP_PIN, GROUP_PROC, GROUP_PROC2, GROUP_EXIT, GROUP_ENTRY };

static const struct control {
	enum group group;
	enum need need;
	unsigned int bit;
	const char *words;
} controls[] = {
#define CONTROL(group, bit, name, need, words, why) {GROUP_##group, need, bit, words},
#include "vmm/vmx_controls.def"
#undef CONTROL
};
enum { CONTROLS = sizeof(controls) / sizeof(controls[0]) };

/* The MSR that decides of a group on processors with TRUE controls. */
static uint64_t *deciding_msr(struct vmx_capabilities *caps, enum group group, const char **name)
{
	static const char *const names[] = {
		"IA32_VMX_TRUE_PINBASED_CTLS", "IA32_VMX_TRUE_PROCBASED_CTLS",
		"IA32_VMX_PROCBASED_CTLS2", "IA32_VMX_TRUE_EXIT_CTLS", "IA32_VMX_TRUE_ENTRY_CTLS"};
	uint64_t *msrs[] = {&caps->true_pin, &caps->true_proc, &caps->proc2, &caps->true_exit,
			    &caps->true_entry};

	*name = names[group];
	return msrs[group];
}

static void expect_one_more(const struct vmx_capabilities *caps, const char *who, bool fatal,
			    const char *text)
{
	struct reports reports;
	bool good = check(caps, &reports);

	if (good == fatal || reports.fatal != fatal)
		fail_msg("%s without \"%s\": %u fatal reports", who, text, reports.fatal);
	if (!(fatal ? among(reports.fatal_text, reports.fatal, text)
		    : among(reports.optional_text, reports.optional, text)))
		fail_msg("%s: nothing says \"%s\"", who, text);
}

static void names_each_missing_control(void **state)
{
	(void)state;
	for (size_t i = 0; i < (size_t)ACCEPTED * CONTROLS; i++) {
		const struct control *control = &controls[i % CONTROLS];
		struct vmx_capabilities caps = *processor(accepted[i / CONTROLS]);
		const char *name;
		uint64_t *msr = deciding_msr(&caps, control->group, &name);
		char text[REPORT_SIZE];

		if (control->need == OFF)
			continue;
		*msr &= ~(1ull << (32 + control->bit));
		snprintf(text, sizeof(text), "lacks %s (%s[%u])", control->words, name,
			 32 + control->bit);
		expect_one_more(&caps, accepted[i / CONTROLS], control->need != OPTIONAL, text);
	}
}

static void names_each_forced_control(void **state)
{
	(void)state;
	for (size_t i = 0; i < (size_t)ACCEPTED * CONTROLS; i++) {
		const struct control *control = &controls[i % CONTROLS];
		struct vmx_capabilities caps = *processor(accepted[i / CONTROLS]);
		const char *name;
		uint64_t *msr = deciding_msr(&caps, control->group, &name);
		char text[REPORT_SIZE];

		*msr |= 1ull << (32 + control->bit) | 1ull << control->bit;
		if (control->need == REQUIRED || control->need == OPTIONAL) {
			struct reports reports;

			assert_true(check(&caps, &reports));
			continue;
		}
		snprintf(text, sizeof(text), "cannot turn off %s (%s[%u])", control->words, name,
			 control->bit);
		expect_one_more(&caps, accepted[i / CONTROLS], true, text);
	}
}

/* ---- Everything else wrong, one at a time */

struct defect {
	uint32_t member; /* offset and bytes */
	uint32_t width;
	uint64_t clear;
	uint64_t set;
	const char *text;
	bool fatal;
};

#define MEMBER(name) \
	offsetof(struct vmx_capabilities, name), sizeof(((struct vmx_capabilities *)0)->name)

static const struct defect defects[] = {
	{MEMBER(extended_edx), 1u << 20, 0, "CPUID.80000001H:EDX[20]", true},
	{MEMBER(features_edx), 1u << 16, 0, "CPUID.1:EDX[16]", true},
	{MEMBER(features_edx), 1u << 24, 0, "CPUID.1:EDX[24]", true},
	{MEMBER(features_ecx), 1u << 26, 0, "CPUID.1:ECX[26]", false},
	{MEMBER(power_edx), 1u << 8, 0, "CPUID.80000007H:EDX[8]", false},
	{MEMBER(feature_control), 4, 1, "IA32_FEATURE_CONTROL[2] is 0", true},
	{MEMBER(basic), 0x1fffull << 32, 0, "a VMCS takes 0 bytes (IA32_VMX_BASIC[44:32])", true},
	{MEMBER(basic), 0, 0x1fffull << 32, "a VMCS takes 8191 bytes", true},
	{MEMBER(basic), 0, 1ull << 48, "IA32_VMX_BASIC[48]", true},
	{MEMBER(basic), 0xfull << 50, 0, "memory type 0 (IA32_VMX_BASIC[53:50])", true},
	{MEMBER(basic), 1ull << 54, 0, "IA32_VMX_BASIC[54]", true},
	{MEMBER(misc), 1u << 5, 0, "IA32_VMX_MISC[5]", true},
	{MEMBER(misc), 1u << 6, 0, "IA32_VMX_MISC[6]", true},
	{MEMBER(ept_vpid), 1ull << 6, 0, "IA32_VMX_EPT_VPID_CAP[6]", true},
	{MEMBER(ept_vpid), 1ull << 14, 0, "IA32_VMX_EPT_VPID_CAP[14]", true},
	{MEMBER(ept_vpid), 1ull << 16, 0, "IA32_VMX_EPT_VPID_CAP[16]", false},
	{MEMBER(ept_vpid), 1ull << 20, 0, "IA32_VMX_EPT_VPID_CAP[20]", true},
	{MEMBER(ept_vpid), 1ull << 25, 0, "IA32_VMX_EPT_VPID_CAP[25]", true},
	{MEMBER(ept_vpid), 1ull << 26, 0, "IA32_VMX_EPT_VPID_CAP[26]", true},
	{MEMBER(ept_vpid), 1ull << 32, 0, "IA32_VMX_EPT_VPID_CAP[32]", true},
	{MEMBER(ept_vpid), 1ull << 41, 0, "IA32_VMX_EPT_VPID_CAP[41]", true},
	{MEMBER(cr0_fixed0), 0, 1u << 16, "IA32_VMX_CR0_FIXED0", true},
	{MEMBER(cr0_fixed1), 1u << 3, 0, "IA32_VMX_CR0_FIXED1", true},
	{MEMBER(cr4_fixed0), 0, 1u << 7, "IA32_VMX_CR4_FIXED0", true},
	{MEMBER(cr4_fixed1), 1u << 5, 0, "IA32_VMX_CR4_FIXED1", true},
	{MEMBER(cr4_fixed1), 1u << 18, 0, "IA32_VMX_CR4_FIXED1", true},
};

static void apply(struct vmx_capabilities *caps, const struct defect *defect)
{
	uint64_t value = 0;

	memcpy(&value, (char *)caps + defect->member, defect->width);
	value = (value & ~defect->clear) | defect->set;
	memcpy((char *)caps + defect->member, &value, defect->width);
}

static void names_each_other_defect(void **state)
{
	(void)state;
	for (size_t i = 0; i < ACCEPTED; i++) {
		for (size_t j = 0; j < sizeof(defects) / sizeof(defects[0]); j++) {
			struct vmx_capabilities caps = *processor(accepted[i]);

			apply(&caps, &defects[j]);
			expect_one_more(&caps, accepted[i], defects[j].fatal, defects[j].text);
		}
	}
}

static void accepts_unlocked_feature_control(void **state)
{
	struct vmx_capabilities caps = *processor("corei7_skylake_x");
	struct reports reports;

	(void)state;
	caps.feature_control = 0; /* as OVMF leaves it */
	assert_true(check(&caps, &reports));
	caps.feature_control = 4;
	assert_true(check(&caps, &reports));
}

static void refuses_each_broken_timer(void **state)
{
	static const uint32_t broken[] = {0x206e6, 0x20652, 0x20655, 0x106e5, 0x106a0,
					  0x106a1, 0x106a4, 0x106a5, 0x306a8};
	const uint32_t reserved = 0xf000c000;
	struct vmx_capabilities caps = *processor("corei7_skylake_x");
	struct reports reports;

	(void)state;
	for (size_t i = 0; i < sizeof(broken) / sizeof(broken[0]); i++) {
		caps.signature = broken[i];
		expect_one_more(&caps, "skylake with that signature", true, "timer is broken");
		caps.signature |= reserved;
		expect_one_more(&caps, "skylake with that signature", true, "timer is broken");
		caps.signature = broken[i] + 0x1000; /* another type or model */
		assert_true(check(&caps, &reports));
	}
}

/* ---- The choice of controls */

static void chooses_skylake_controls(void **state)
{
	struct vmx_controls chosen;

	(void)state;
	assert_true(controls_choose(processor("corei7_skylake_x"), &chosen, NULL, NULL));
	assert_int_equal(chosen.pin, 0x7f);
	assert_int_equal(chosen.proc, 0xb6186dfa);
	assert_int_equal(chosen.proc2, 0x10ea);
	assert_int_equal(chosen.exit, 0x3fefff);
	assert_int_equal(chosen.entry, 0xd1ff);
}

static void within(uint32_t chosen, uint64_t allowed)
{
	assert_int_equal((uint32_t)allowed & ~chosen, 0);
	assert_int_equal(chosen & ~(uint32_t)(allowed >> 32), 0);
}

static void chooses_what_is_allowed(void **state)
{
	(void)state;
	for (unsigned int i = 0; processor_name(i); i++) {
		const struct vmx_capabilities *caps = processor(processor_name(i));
		struct vmx_controls chosen;

		controls_choose(caps, &chosen, NULL, NULL);
		within(chosen.pin, caps->true_pin);
		within(chosen.proc, caps->true_proc);
		within(chosen.proc2, caps->proc2);
		within(chosen.exit, caps->true_exit);
		within(chosen.entry, caps->true_entry);
	}
}

/* The first processors had no TRUE controls, and forced CR3 exiting. */
static void refuses_without_true_controls(void **state)
{
	struct vmx_capabilities caps = *processor("corei7_skylake_x");
	struct vmx_controls chosen;
	struct reports reports;

	(void)state;
	caps.basic &= ~(1ull << 55);
	assert_false(check(&caps, &reports));
	assert_int_equal(reports.fatal, 3);
	assert_true(among(reports.fatal_text, reports.fatal, "IA32_VMX_BASIC[55]"));
	assert_true(among(reports.fatal_text, reports.fatal,
			  "cannot turn off CR3-load exiting (IA32_VMX_PROCBASED_CTLS[15])"));
	assert_true(among(reports.fatal_text, reports.fatal,
			  "cannot turn off CR3-store exiting (IA32_VMX_PROCBASED_CTLS[16])"));

	assert_false(controls_choose(&caps, &chosen, NULL, NULL));
	within(chosen.proc, caps.proc);
}

static void sizes_and_rates(void **state)
{
	struct vmx_capabilities caps = *processor("kvm_nested");

	(void)state;
	assert_int_equal(capabilities_timer_shift(&caps), 5);
	assert_int_equal(capabilities_physical_bits(&caps), 46);
	assert_int_equal(capabilities_linear_bits(&caps), 48);
	caps.address_sizes = 0x3934;
	assert_int_equal(capabilities_physical_bits(&caps), 52);
	assert_int_equal(capabilities_linear_bits(&caps), 57);
	caps.address_sizes = 0;
	assert_int_equal(capabilities_physical_bits(&caps), 36);
	assert_int_equal(capabilities_linear_bits(&caps), 48);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(accepts_what_suffices),
		cmocka_unit_test(names_optional_ones),
		cmocka_unit_test(refuses_what_does_not),
		cmocka_unit_test(without_vmx_says_who_and_why),
		cmocka_unit_test(names_each_missing_control),
		cmocka_unit_test(names_each_forced_control),
		cmocka_unit_test(names_each_other_defect),
		cmocka_unit_test(accepts_unlocked_feature_control),
		cmocka_unit_test(refuses_each_broken_timer),
		cmocka_unit_test(chooses_skylake_controls),
		cmocka_unit_test(chooses_what_is_allowed),
		cmocka_unit_test(refuses_without_true_controls),
		cmocka_unit_test(sizes_and_rates),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
