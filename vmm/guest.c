/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/guest.h"

#include "vmm/event.h"
#include "vmm/guest_elf64.h"
#include "vmm/host.h"
#include "vmm/memory.h"
#include "vmm/output.h"
#include "vmm/report.h"
#include "vmm/schedule.h"
#include "vmm/work.h"
#include "vmm/x86.h"

#include <string.h>

/*
 * Is the processor free of the iTLB multihit erratum, by which a guest can stop the machine through
 * executable large pages (XSA-304; IA32_ARCH_CAPABILITIES.IF_PSCHANGE_MC_NO)? Others get EPT of 4
 * KiB pages only.
 */
static bool large_pages_safe(const struct vmx_capabilities *capabilities)
{
	enum {
		HAS_ARCH_CAPABILITIES = 1 << 29,
		IF_PSCHANGE_MC_NO = 1 << 6,
		EPT_LARGE_PAGES = 1 << 16
	};

	return (capabilities->ept_vpid & EPT_LARGE_PAGES) &&
	       (cpuid(7, 0).edx & HAS_ARCH_CAPABILITIES) &&
	       (rdmsr(MSR_IA32_ARCH_CAPABILITIES) & IF_PSCHANGE_MC_NO);
}

static void build_ept(struct guest *guest, const struct cpu *cpu)
{
	const struct span *memory = &guest->config->memory;
	uint64_t access = EPT_READ | EPT_WRITE | EPT_EXECUTE;

	guest->ept = (struct page_table){
		.table_flags = access,
		.large_pages = large_pages_safe(&cpu->capabilities),
		.allocate = memory_allocate_page,
	};
	if (!page_table_init(&guest->ept) ||
	    !page_table_map(&guest->ept, 0, memory->base, memory->size, access | EPT_WRITE_BACK))
		host_panic(
			"out of memory for the EPT of guest %s: give `heap` in probevisor.conf more",
			guest->config->name);
	guest->ept_pointer =
		(uintptr_t)guest->ept.root | EPT_POINTER_WRITE_BACK | EPT_POINTER_FOUR_LEVELS;
}

bool guest_create(struct guest *guest, uint32_t number, const struct handoff_guest *config,
		  struct cpu *cpu)
{
	struct guest_entry entry;
	char error[LOG_LINE_SIZE];

	guest->config = config;
	guest->number = number;
	memset((void *)(uintptr_t)config->memory.base, 0, config->memory.size);
	uart16550_reset(&guest->uart);
	build_ept(guest, cpu);
	vcpu_init(&guest->vcpu, cpu, guest, guest->ept_pointer);
	lapic_timer_init(&guest->vcpu);
	if (!guest_elf64_load(config, cpu->tsc_hz, &entry, error, sizeof(error))) {
		log_line("guest %s not started: %s", config->name, error);
		return false;
	}
	vcpu_enter_elf64(&guest->vcpu, &entry);
	if (!vcpu_launch_once(&guest->vcpu)) {
		report_guest(&guest->vcpu, NULL);
		return false;
	}
	return true;
}

void guest_start(struct guest *guest)
{
	log_line("guest %s started: pid %u, %lu KiB", guest->config->name, guest->number,
		 guest->config->memory.size >> 10);
	guest->running = true;
	schedule_wake(&guest->vcpu);
}

static void end(struct guest *guest)
{
	deadline_cancel(&guest->vcpu.cpu->deadlines, &guest->vcpu.timer);
	guest->running = false;
	schedule_block(&guest->vcpu, VCPU_ENDED);
	work_request();
}

void guest_exit(struct guest *guest, uint32_t status)
{
	console_flush(guest);
	log_line("guest %s ended: exit status %u", guest->config->name, status);
	end(guest);
}

void guest_crash(struct guest *guest, const char *why)
{
	if (!guest)
		host_panic("the idle vCPU exited for reason 0x%lx", vmread(VMX_VM_EXIT_REASON));
	console_flush(guest);
	report_guest(&guest->vcpu, why);
	end(guest);
}

bool guests_running(void)
{
	for (uint32_t i = 0; i < machine.guest_count; i++)
		if (machine.guests[i].running)
			return true;
	return false;
}
