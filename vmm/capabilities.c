/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/capabilities.h"

#include "dsl/base/fmt.h"
#include "vmm/x86.h"

#include <stddef.h>
#include <string.h>

struct check {
	const struct vmx_capabilities *caps;
	capability_report *report; /* may be NULL */
	void *cookie;
	bool failed;
};

__attribute__((format(printf, 3, 4))) static void note(struct check *check, bool fatal,
						       const char *format, ...)
{
	char text[240];
	va_list args;

	check->failed |= fatal;
	if (!check->report)
		return;
	va_start(args, format);
	fmt_vformat(text, sizeof(text), format, args);
	va_end(args);
	check->report(check->cookie, fatal, text);
}

static bool bit(uint64_t value, unsigned int number)
{
	return value >> number & 1;
}

/* what is the requirement and, in brackets, where it stands. */
static void require(struct check *check, bool present, const char *what)
{
	if (!present)
		note(check, true, "the processor lacks %s", what);
}

static void prefer(struct check *check, bool present, const char *what)
{
	if (!present)
		note(check, false, "the processor lacks %s", what);
}

/* ---- Controls */

enum need { REQUIRED, OPTIONAL, TOGGLED, OFF };

enum group { GROUP_PIN, GROUP_PROC, GROUP_PROC2, GROUP_EXIT, GROUP_ENTRY, GROUP_COUNT };

struct control {
	enum group group;
	enum need need;
	unsigned int bit;
	const char *words;
	const char *why;
};

static const struct control controls[] = {
#define CONTROL(group, bit, name, need, words, why) {GROUP_##group, need, bit, words, why},
#include "vmm/vmx_controls.def"
#undef CONTROL
};

/* Where a processor says what it allows of one group: bits 31:0 must be 1, bits 63:32 may be 1. */
struct allowed {
	const char *msr;
	uint64_t value;
};

/*
 * The TRUE MSRs tell which of the bits that the first processors forced to 1 can be cleared today,
 * CR3 exiting among them; the others report them as forced for ever (SDM A.2).
 */
static struct allowed allowed_controls(const struct vmx_capabilities *caps, enum group group)
{
	bool exact = bit(caps->basic, 55);

	switch (group) {
	case GROUP_PIN:
		return exact ? (struct allowed){"IA32_VMX_TRUE_PINBASED_CTLS", caps->true_pin}
			     : (struct allowed){"IA32_VMX_PINBASED_CTLS", caps->pin};
	case GROUP_PROC:
		return exact ? (struct allowed){"IA32_VMX_TRUE_PROCBASED_CTLS", caps->true_proc}
			     : (struct allowed){"IA32_VMX_PROCBASED_CTLS", caps->proc};
	case GROUP_PROC2:
		return (struct allowed){"IA32_VMX_PROCBASED_CTLS2", caps->proc2};
	case GROUP_EXIT:
		return exact ? (struct allowed){"IA32_VMX_TRUE_EXIT_CTLS", caps->true_exit}
			     : (struct allowed){"IA32_VMX_EXIT_CTLS", caps->exit};
	default:
		return exact ? (struct allowed){"IA32_VMX_TRUE_ENTRY_CTLS", caps->true_entry}
			     : (struct allowed){"IA32_VMX_ENTRY_CTLS", caps->entry};
	}
}

/* Whether the processor can have the control as it is needed; says what is in the way. */
static void check_control(struct check *check, const struct control *control,
			  const struct allowed *allowed)
{
	bool forced = bit(allowed->value, control->bit);
	bool settable = bit(allowed->value, 32 + control->bit);

	if (control->need != OFF && !settable)
		note(check, control->need != OPTIONAL, "the processor lacks %s (%s[%u]): %s",
		     control->words, allowed->msr, 32 + control->bit, control->why);
	if ((control->need == OFF || control->need == TOGGLED) && forced)
		note(check, true, "the processor cannot turn off %s (%s[%u]): %s", control->words,
		     allowed->msr, control->bit, control->why);
}

static void choose(struct check *check, struct vmx_controls *out)
{
	uint32_t chosen[GROUP_COUNT] = {0};
	struct allowed allowed[GROUP_COUNT];

	for (unsigned int group = 0; group < GROUP_COUNT; group++)
		allowed[group] = allowed_controls(check->caps, group);

	for (size_t i = 0; i < sizeof(controls) / sizeof(controls[0]); i++) {
		const struct control *control = &controls[i];

		check_control(check, control, &allowed[control->group]);
		if (control->need == REQUIRED || control->need == OPTIONAL)
			chosen[control->group] |= 1u << control->bit;
	}

	for (unsigned int group = 0; group < GROUP_COUNT; group++) {
		uint32_t must = (uint32_t)allowed[group].value;
		uint32_t may = (uint32_t)(allowed[group].value >> 32);

		chosen[group] = (chosen[group] | must) & may;
	}
	*out = (struct vmx_controls){
		.pin = chosen[GROUP_PIN],
		.proc = chosen[GROUP_PROC],
		.proc2 = chosen[GROUP_PROC2],
		.exit = chosen[GROUP_EXIT],
		.entry = chosen[GROUP_ENTRY],
	};
}

bool controls_choose(const struct vmx_capabilities *caps, struct vmx_controls *out,
		     capability_report *report, void *cookie)
{
	struct check check = {.caps = caps, .report = report, .cookie = cookie};

	choose(&check, out);
	return !check.failed;
}

/* ---- The rest, a paragraph each */

static bool check_vmx(struct check *check)
{
	const struct vmx_capabilities *caps = check->caps;

	/* Everything else follows from VMX; without it there is nothing more to ask. */
	if (bit(caps->features_ecx, 5))
		return true;
	if (strcmp(caps->hypervisor, "TCGTCGTCGTCG") == 0)
		note(check, true,
		     "the processor lacks VMX (CPUID.1:ECX[5]): QEMU's TCG does not emulate it; run QEMU with "
		     "-accel kvm -cpu host on an Intel processor, or run Bochs");
	else if (caps->hypervisor[0] != '\0')
		note(check, true,
		     "the processor lacks VMX (CPUID.1:ECX[5]): enable nested virtualization in the hypervisor "
		     "below (%s), on an Intel processor",
		     caps->hypervisor);
	else
		note(check, true,
		     "the processor lacks VMX (CPUID.1:ECX[5]): this is %s, Probevisor needs Intel's",
		     caps->vendor[0] ? caps->vendor : "an unknown one");
	return false;
}

static void check_processor(struct check *check)
{
	const struct vmx_capabilities *caps = check->caps;

	/* require no-execute pages: the VMM maps nothing both writable and executable */
	require(check, bit(caps->extended_edx, 20), "no-execute pages (CPUID.80000001H:EDX[20])");

	/* require PAT: it is loaded and saved at every entry and exit */
	require(check, bit(caps->features_edx, 16), "the page attribute table (CPUID.1:EDX[16])");

	/* require FXSAVE, prefer XSAVE: guests that share a CPU have their own x87, SSE and AVX
	 * state */
	require(check, bit(caps->features_edx, 24), "FXSAVE (CPUID.1:EDX[24])");
	prefer(check, bit(caps->features_ecx, 26),
	       "XSAVE (CPUID.1:ECX[26]): guests have x87 and SSE, but no AVX");

	/* prefer an invariant TSC: deadlines are computed in its ticks, also across frequency
	 * changes and sleep */
	prefer(check, bit(caps->power_edx, 8),
	       "an invariant TSC (CPUID.80000007H:EDX[8]): profile rates hold only while its frequency does");
}

static void check_feature_control(struct check *check)
{
	uint64_t value = check->caps->feature_control;

	/*
	 * require VMXON outside SMX, or the right to allow it: once the lock bit is set, what
	 * firmware chose stands until the next reset (SDM 24.7). An unlocked register is the VMM's
	 * to set.
	 */
	if (bit(value, 0) && !bit(value, 2))
		note(check, true,
		     "firmware has locked VMX off (IA32_FEATURE_CONTROL[2] is 0, lock bit [0] is 1): enable "
		     "virtualization in the firmware's set-up");
}

static void check_basic(struct check *check)
{
	uint64_t basic = check->caps->basic;
	unsigned int size = basic >> 32 & 0x1fff;
	unsigned int type = basic >> 50 & 0xf;

	/* require VMCS regions of at most a page, since each is allocated as one page */
	if (size == 0 || size > 4096)
		note(check, true, "a VMCS takes %u bytes (IA32_VMX_BASIC[44:32]), not 1 to 4096",
		     size);

	/* require 64-bit addresses of VMX structures: the heap may lie above 4 GiB */
	if (bit(basic, 48))
		note(check, true,
		     "VMX structures must lie below 4 GiB (IA32_VMX_BASIC[48]), the heap may not");

	/* require write-back VMCS access, since the heap is mapped write-back */
	if (type != 6)
		note(check, true,
		     "VMCS memory type %u (IA32_VMX_BASIC[53:50]) is not 6, write-back", type);

	/* require the TRUE controls: CR3 exiting can be turned off only where they exist */
	require(check, bit(basic, 55), "the TRUE control MSRs (IA32_VMX_BASIC[55])");

	/* require instruction information on INS and OUTS: without it their address size is unknown
	 */
	require(check, bit(basic, 54),
		"instruction information on INS and OUTS (IA32_VMX_BASIC[54])");
}

static void check_misc(struct check *check)
{
	uint64_t misc = check->caps->misc;

	/* require that exits store EFER.LMA into the entry controls: an unrestricted guest changes
	 * it alone */
	require(check, bit(misc, 5), "storing EFER.LMA at VM exit (IA32_VMX_MISC[5])");

	/* require the HLT activity state: an idle CPU sleeps in a guest that halts until its
	 * deadline */
	require(check, bit(misc, 6), "the HLT activity state (IA32_VMX_MISC[6])");
}

/* CPUID.1:EAX without its reserved bits, of processors whose timer counts wrongly (specification
 * updates). */
static const uint32_t broken_timers[] = {
	0x206e6, 0x20652, 0x20655, 0x106e5, 0x106a0, 0x106a1, 0x106a4, 0x106a5, 0x306a8,
};

static void check_timer(struct check *check)
{
	uint32_t signature = check->caps->signature & 0x0fff3fff;

	/* require a preemption timer that works: a profile from a wrong clock is worse than none */
	for (size_t i = 0; i < sizeof(broken_timers) / sizeof(broken_timers[0]); i++) {
		if (signature == broken_timers[i])
			note(check, true,
			     "the processor's VMX-preemption timer is broken (erratum of CPUID.1:EAX %xH): it "
			     "cannot profile",
			     signature);
	}
}

static void check_ept(struct check *check)
{
	uint64_t ept = check->caps->ept_vpid;

	/* require the EPT format that the VMM builds: four levels, read as write-back memory */
	require(check, bit(ept, 6), "EPT with four levels (IA32_VMX_EPT_VPID_CAP[6])");
	require(check, bit(ept, 14),
		"write-back EPT paging structures (IA32_VMX_EPT_VPID_CAP[14])");

	/* prefer 2 MiB pages: fewer TLB misses */
	prefer(check, bit(ept, 16),
	       "2 MiB EPT pages (IA32_VMX_EPT_VPID_CAP[16]): guests' memory is slower");

	/* require INVEPT by guest and for all: mappings are withdrawn while a guest lives, and all
	 * are stale at the start */
	require(check, bit(ept, 20), "INVEPT (IA32_VMX_EPT_VPID_CAP[20])");
	require(check, bit(ept, 25), "single-context INVEPT (IA32_VMX_EPT_VPID_CAP[25])");
	require(check, bit(ept, 26), "all-context INVEPT (IA32_VMX_EPT_VPID_CAP[26])");

	/* require INVVPID by guest: a VPID that another guest had is used again */
	require(check, bit(ept, 32), "INVVPID (IA32_VMX_EPT_VPID_CAP[32])");
	require(check, bit(ept, 41), "single-context INVVPID (IA32_VMX_EPT_VPID_CAP[41])");
}

static void check_fixed_bits(struct check *check)
{
	const struct vmx_capabilities *caps = check->caps;
	uint64_t cr4 = CR4_PAE | CR4_PGE | CR4_OSFXSR | CR4_OSXMMEXCPT | CR4_VMXE;

	/*
	 * require that VMX forces only what is known to be forced: CR0.PE, NE and PG, and CR4.VMXE.
	 * The VMM holds these for itself and hides them from guests; another forced bit would be
	 * visible to them.
	 */
	if (caps->cr0_fixed0 & ~(uint64_t)(CR0_PE | CR0_NE | CR0_PG))
		note(check, true,
		     "VMX forces CR0 bits %llxH (IA32_VMX_CR0_FIXED0), not only PE, NE and PG",
		     (unsigned long long)caps->cr0_fixed0);
	if (caps->cr4_fixed0 & ~(uint64_t)CR4_VMXE)
		note(check, true, "VMX forces CR4 bits %llxH (IA32_VMX_CR4_FIXED0), not only VMXE",
		     (unsigned long long)caps->cr4_fixed0);

	/* require that VMX allows the bits that the VMM sets for itself, and in CR0 all that guests
	 * know */
	if (~caps->cr0_fixed1 &
	    (CR0_PE | CR0_MP | CR0_EM | CR0_TS | CR0_ET | CR0_NE | CR0_WP | CR0_AM | CR0_PG))
		note(check, true, "VMX allows only CR0 bits %llxH (IA32_VMX_CR0_FIXED1)",
		     (unsigned long long)caps->cr0_fixed1);
	if (bit(caps->features_ecx, 26))
		cr4 |= CR4_OSXSAVE;
	if (~caps->cr4_fixed1 & cr4)
		note(check, true,
		     "VMX allows only CR4 bits %llxH (IA32_VMX_CR4_FIXED1), %llxH are needed",
		     (unsigned long long)caps->cr4_fixed1, (unsigned long long)cr4);
}

bool capabilities_check(const struct vmx_capabilities *caps, capability_report *report,
			void *cookie)
{
	struct check check = {.caps = caps, .report = report, .cookie = cookie};
	struct vmx_controls chosen;

	if (!check_vmx(&check))
		return false;
	check_processor(&check);
	check_feature_control(&check);
	check_basic(&check);
	check_misc(&check);
	check_timer(&check);
	choose(&check, &chosen);
	check_ept(&check);
	check_fixed_bits(&check);
	return !check.failed;
}
