/* SPDX-License-Identifier: BSD-2-Clause */
#include "boot/processors.h"

#include "boot/console.h"
#include "vmm/capabilities.h"
#include "vmm/x86.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * EFI_MP_SERVICES_PROTOCOL (PI specification, volume 2, 13.4), which gnu-efi lacks, as far as it is
 * used here: the two functions that stand first.
 */
struct mp_services {
	EFI_STATUS(EFIAPI *get_count)(struct mp_services *, UINTN *count, UINTN *enabled);
	EFI_STATUS(EFIAPI *get_info)(struct mp_services *, UINTN number, void *information);
};

enum {
	PROCESSOR_IS_BSP = 1 << 0,
	PROCESSOR_IS_ENABLED = 1 << 1,
	PROCESSOR_IS_HEALTHY = 1 << 2,
	PROCESSOR_INFO_SIZE = 128, /* 48 today; later versions append */
};

union processor_info {
	struct {
		uint64_t apic_id;
		uint32_t status;
	};
	uint8_t bytes[PROCESSOR_INFO_SIZE];
};

static const EFI_GUID mp_services_guid = {
	0x3fdda605, 0xa76e, 0x4f46, {0xad, 0x29, 0x12, 0xf4, 0x53, 0x1b, 0x3d, 0x08}};

static void report_capability(void *cookie, bool fatal, const char *text)
{
	(void)cookie;
	say("%s: %s", fatal ? "cannot run here" : "optional", text);
}

EFI_STATUS processors_check(void)
{
	static struct vmx_capabilities capabilities;

	capabilities_read(&capabilities);
	return capabilities_check(&capabilities, report_capability, NULL) ? EFI_SUCCESS
									  : EFI_UNSUPPORTED;
}

/*
 * This processor's own APIC ID: all 32 bits where leaf 0BH exists, else the initial one
 * (SDM 9.4.6).
 */
static uint32_t own_apic_id(void)
{
	enum { CPUID_FEATURES = 0x01, CPUID_TOPOLOGY = 0x0b };

	if (cpuid(0, 0).eax >= CPUID_TOPOLOGY) {
		struct cpuid_result topology = cpuid(CPUID_TOPOLOGY, 0);

		if (topology.ebx != 0)
			return topology.edx;
	}
	return cpuid(CPUID_FEATURES, 0).ebx >> 24;
}

static void add_others(struct handoff *handoff, struct mp_services *services)
{
	UINTN count = 0;
	UINTN enabled = 0;
	UINTN left_out = 0;

	if (EFI_ERROR(services->get_count(services, &count, &enabled)))
		return;
	for (UINTN i = 0; i < count; i++) {
		const uint32_t usable = PROCESSOR_IS_ENABLED | PROCESSOR_IS_HEALTHY;
		union processor_info info = {.bytes = {0}};

		if (EFI_ERROR(services->get_info(services, i, &info)))
			continue;
		if ((info.status & PROCESSOR_IS_BSP) || (info.status & usable) != usable)
			continue;
		if (handoff->cpu_count == HANDOFF_MAX_CPUS)
			left_out++;
		else
			handoff->apic_ids[handoff->cpu_count++] = (uint32_t)info.apic_id;
	}
	if (left_out != 0)
		say("%llu processors are left out: the limit is %d", (unsigned long long)left_out,
		    HANDOFF_MAX_CPUS);
}

void processors_find(struct handoff *handoff)
{
	struct mp_services *services = firmware_find_protocol(&mp_services_guid);

	handoff->apic_ids[0] = own_apic_id();
	handoff->cpu_count = 1;
	if (services)
		add_others(handoff, services);
	say("%u processor%s", handoff->cpu_count, handoff->cpu_count == 1 ? "" : "s");
}
