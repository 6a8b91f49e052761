/* SPDX-License-Identifier: BSD-2-Clause */
/* The way from the firmware to the first guest instruction. */
#include "vmm/bitmaps.h"
#include "vmm/console_input.h"
#include "vmm/cpu.h"
#include "vmm/cpuid_policy.h"
#include "vmm/guest.h"
#include "vmm/host.h"
#include "vmm/interrupts.h"
#include "vmm/memory.h"
#include "vmm/output.h"
#include "vmm/schedule.h"
#include "vmm/trace_machine.h"
#include "vmm/work.h"
#include "vmm/x86.h"

struct machine machine;

/* Used until there are page tables with guard pages; then only by what happens before the first
 * guest. */
enum { BOOT_STACK_SIZE = 16 << 10 };
static char boot_stack[BOOT_STACK_SIZE] __attribute__((aligned(16)));
__attribute__((visibility("hidden"), used)) char *const boot_stack_end =
	boot_stack + BOOT_STACK_SIZE;

static void report_capability(void *cookie, bool fatal, const char *text)
{
	(void)cookie;
	log_line("%s%s", fatal ? "" : "note: ", text);
}

/* The VMM's own control registers (SDM 24.7, 24.8): the fixed bits, and the protections that the
 * processor has. */
static void set_control_registers(const struct vmx_capabilities *caps)
{
	uint64_t cr0 = read_cr0() | CR0_NE | CR0_WP | CR0_MP;
	uint64_t cr4 = read_cr4() | CR4_VMXE | CR4_MCE;

	cr0 &= ~(uint64_t)(CR0_TS | CR0_EM | CR0_CD | CR0_NW);
	cr4 &= ~(uint64_t)CR4_PCIDE;
	if (caps->features_ecx & CPUID_1_ECX_XSAVE)
		cr4 |= CR4_OSXSAVE;
	cr4 |= CR4_OSFXSR;
	if (caps->structured_ebx & CPUID_7_EBX_SMEP)
		cr4 |= CR4_SMEP;
	write_cr0((cr0 | caps->cr0_fixed0) & caps->cr0_fixed1);
	write_cr4((cr4 | caps->cr4_fixed0) & caps->cr4_fixed1);
	write_dr7(DR7_RESET);
}

/* Lets VMXON work: OVMF leaves the register at 0; where firmware locked it, the check has passed
 * it. */
static void set_feature_control(void)
{
	enum { LOCKED = 1 << 0, VMXON_OUTSIDE_SMX = 1 << 2 };
	uint64_t value = rdmsr(MSR_IA32_FEATURE_CONTROL);

	if (!(value & LOCKED))
		wrmsr(MSR_IA32_FEATURE_CONTROL, value | LOCKED | VMXON_OUTSIDE_SMX);
}

static uint64_t all_xcr0(const struct vmx_capabilities *caps)
{
	if (!(caps->features_ecx & CPUID_1_ECX_XSAVE))
		return 0;

	struct cpuid_result components = cpuid(0xd, 0);

	return (uint64_t)components.edx << 32 | components.eax;
}

/* Puts this CPU into VMX root operation. */
static void cpu_start(struct cpu *cpu)
{
	struct vmx_capabilities *caps = &cpu->capabilities;

	cpu->tsc_hz = machine.handoff->tsc_hz;
	cpu->outside.cpu = (int32_t)cpu->index;
	capabilities_read(caps);
	if (!capabilities_check(caps, report_capability, NULL) ||
	    !controls_choose(caps, &cpu->controls, NULL, NULL))
		host_panic("this processor lacks what Probevisor needs");
	cpu->timer_shift = capabilities_timer_shift(caps);
	set_control_registers(caps);
	set_feature_control();
	cpu->host_xcr0 = all_xcr0(caps);
	if (cpu->host_xcr0)
		xsetbv(0, cpu->host_xcr0);

	cpu->vmxon_region = memory_require(PAGE_SIZE, "the VMXON region");
	*(uint32_t *)cpu->vmxon_region = caps->basic & 0x7fffffff;
	if (!vmxon((uintptr_t)cpu->vmxon_region))
		host_panic("VMXON failed: CR0 0x%lx, CR4 0x%lx, IA32_FEATURE_CONTROL 0x%lx",
			   read_cr0(), read_cr4(), rdmsr(MSR_IA32_FEATURE_CONTROL));
	/* TLB entries that somebody before us left behind. */
	invept(INVEPT_ALL_CONTEXTS, 0);
	invvpid(INVVPID_ALL_CONTEXTS, 0);
}

static void prepare_guest_policies(struct cpu *cpu)
{
	const struct cpuid_policy_facts facts = {
		.tsc_hz = cpu->tsc_hz,
		.host_xcr0 = cpu->host_xcr0,
		.rdtscp = cpu->controls.proc2 & PROC2_RDTSCP,
		.invpcid = cpu->controls.proc2 & PROC2_INVPCID,
	};

	cpuid_policy_init(cpuid, &facts);
	cpu->guest_cr4 = cpuid_policy_cr4();
	bitmaps_init(facts.rdtscp);
}

static void create_guests(struct cpu *cpu)
{
	const struct handoff *handoff = machine.handoff;

	machine.guests =
		memory_require((handoff->guest_count + 1) * sizeof(struct guest), "guests");
	for (uint32_t i = 0; i < handoff->guest_count; i++) {
		const struct handoff_guest *config = &handoff->guests[i];

		machine.guest_count = i + 1;
		if (!config->start)
			log_line("guest %s not started: start = no", config->name);
		else if (guest_create(&machine.guests[i], i + 1, config, cpu))
			guest_start(&machine.guests[i]);
	}
}

/* All that can be queued on a CPU: a timer for each guest, the tracer's, slice, output, input,
 * work. */
static uint32_t deadline_count(void)
{
	enum { OWN_DEADLINES = 5 };

	return machine.handoff->guest_count + TRACE_MACHINE_TIMERS + OWN_DEADLINES;
}

void vmm_main(struct handoff *handoff)
{
	static struct cpu cpu;

	machine.handoff = handoff;
	machine.cpu = &cpu;
	machine.start_tsc = rdtsc();
	memory_init(handoff->heap);
	output_init(handoff->serial_baud);
	if (handoff->magic != HANDOFF_MAGIC || handoff->size != sizeof(*handoff))
		host_panic("boot/ and vmm/ are not of one build: handoff 0x%x, %u bytes",
			   handoff->magic, handoff->size);
	host_load_paging(handoff);
	host_load_tables(&cpu.tables);
	interrupts_mask();
	cpu_start(&cpu);
	prepare_guest_policies(&cpu);
	trace_machine_init(cpu.tsc_hz);
	schedule_init(&cpu, handoff->slice_ns, deadline_count());
	create_guests(&cpu);
	console_input_start();
	log_line("%lu MHz, %u guests, %u programs, %zu KiB of heap free", cpu.tsc_hz / 1000000,
		 machine.guest_count, handoff->program_count, memory_available() >> 10);
	output_start();
	work_start();
	log_line("bench entry %lu", rdtsc() - handoff->entry_tsc);
	vcpu_enter(schedule_next(&cpu));
}
