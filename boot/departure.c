/* SPDX-License-Identifier: BSD-2-Clause */
#include "boot/departure.h"

#include "boot/console.h"
#include "boot/memory.h"
#include "boot/span_list.h"
#include "boot/vmm_image.h"

#include <stdbool.h>

/* The VMM's ELF file, from vmm_blob.asm. */
extern const uint8_t vmm_blob[] __attribute__((visibility("hidden")));
extern const uint8_t vmm_blob_end[] __attribute__((visibility("hidden")));

/*
 * EFI_MEMORY_ATTRIBUTE_PROTOCOL (UEFI specification 2.10, 7.2.8), which gnu-efi lacks. Firmware
 * that has it may give out even code pages not executable.
 */
struct memory_attribute_protocol {
	void *get_attributes;
	void *set_attributes;
	EFI_STATUS(EFIAPI *clear_attributes)
	(struct memory_attribute_protocol *, EFI_PHYSICAL_ADDRESS base, UINT64 length,
	 UINT64 attributes);
};

static const EFI_GUID memory_attribute_guid = {
	0xf4560cf6, 0x40ec, 0x4b4a, {0xa1, 0x92, 0xbf, 0x1d, 0x57, 0xd0, 0xb1, 0x89}};

enum {
	MEMORY_EXECUTE_PROTECT = 0x4000,

	/* Entries by which the memory map may grow between asking for its size and reading it. */
	MAP_RESERVE = 32,
	EXIT_ATTEMPTS = 8,
};

struct memory_map {
	struct span buffer;
	UINTN size; /* of the map in the buffer */
	UINTN key;
	UINTN descriptor_size;
};

static void make_executable(const struct span *span)
{
	struct memory_attribute_protocol *protocol = firmware_find_protocol(&memory_attribute_guid);

	if (protocol)
		protocol->clear_attributes(protocol, span->base,
					   (span->size + MEMORY_PAGE - 1) & -(UINT64)MEMORY_PAGE,
					   MEMORY_EXECUTE_PROTECT);
}

EFI_STATUS departure_load_vmm(struct handoff *handoff, uint64_t *entry)
{
	struct vmm_image image;
	const char *wrong = vmm_image_parse(vmm_blob, (size_t)(vmm_blob_end - vmm_blob), &image);

	if (wrong) {
		say("the VMM image is unusable: %s", wrong);
		return EFI_LOAD_ERROR;
	}

	EFI_STATUS status =
		memory_allocate_code(image.size, MEMORY_LARGE_PAGE, MEMORY_BELOW_4G, &handoff->vmm);

	if (EFI_ERROR(status)) {
		say("no %llu KiB for the VMM image are free below 4 GiB",
		    (unsigned long long)(image.size >> 10));
		return status;
	}
	wrong = vmm_image_load(&image, memory_pointer(&handoff->vmm), handoff->vmm.base);
	if (wrong) {
		say("the VMM image is unusable: %s", wrong);
		return EFI_LOAD_ERROR;
	}
	make_executable(&handoff->vmm);
	*entry = handoff->vmm.base + image.entry;
	return EFI_SUCCESS;
}

static EFI_STATUS read_memory_map(struct memory_map *map)
{
	UINT32 version;

	map->size = map->buffer.size;
	return firmware.boot->GetMemoryMap(&map->size, memory_pointer(&map->buffer), &map->key,
					   &map->descriptor_size, &version);
}

/* Makes room for the memory map, which this itself makes larger. */
static EFI_STATUS allocate_memory_map(struct memory_map *map)
{
	UINT32 version;

	map->size = 0;
	firmware.boot->GetMemoryMap(&map->size, NULL, &map->key, &map->descriptor_size, &version);
	return memory_allocate(map->size + MAP_RESERVE * map->descriptor_size, MEMORY_PAGE,
			       MEMORY_ANYWHERE, &map->buffer);
}

/* Whether there is memory behind these addresses, whoever uses it. */
static bool is_ram(UINT32 type)
{
	switch (type) {
	case EfiLoaderCode:
	case EfiLoaderData:
	case EfiBootServicesCode:
	case EfiBootServicesData:
	case EfiRuntimeServicesCode:
	case EfiRuntimeServicesData:
	case EfiConventionalMemory:
	case EfiACPIReclaimMemory:
	case EfiACPIMemoryNVS:
		return true;
	default:
		return false;
	}
}

/* Returns the number of bytes that HANDOFF_MAX_RAM left no room for. */
static uint64_t enter_ram(struct handoff *handoff, const struct memory_map *map)
{
	struct span_list ram = {.spans = handoff->ram, .capacity = HANDOFF_MAX_RAM};
	const uint8_t *bytes = memory_pointer(&map->buffer);
	uint64_t lost = 0;

	for (UINTN at = 0; at + map->descriptor_size <= map->size; at += map->descriptor_size) {
		const EFI_MEMORY_DESCRIPTOR *descriptor =
			(const EFI_MEMORY_DESCRIPTOR *)(bytes + at);
		uint64_t size = descriptor->NumberOfPages * MEMORY_PAGE;

		if (is_ram(descriptor->Type) &&
		    !span_list_add(&ram, descriptor->PhysicalStart, size))
			lost += size;
	}
	handoff->ram_count = ram.count;
	return lost;
}

/*
 * The firmware accepts only the key of its present memory map, and events in between may change
 * that: read again and retry (UEFI specification 2.10, 7.4.6).
 */
static EFI_STATUS exit_boot_services(struct memory_map *map)
{
	EFI_STATUS status = EFI_SUCCESS;

	for (unsigned int i = 0; i < EXIT_ATTEMPTS; i++) {
		status = read_memory_map(map);
		if (EFI_ERROR(status))
			return status;
		status = firmware.boot->ExitBootServices(firmware.image, map->key);
		if (status != EFI_INVALID_PARAMETER)
			return status;
	}
	return status;
}

EFI_STATUS departure_jump(struct handoff *handoff, uint64_t entry)
{
	void (*enter_vmm)(struct handoff *) = (void (*)(struct handoff *))memory_at(entry);
	struct memory_map map;
	EFI_STATUS status = allocate_memory_map(&map);

	if (EFI_ERROR(status)) {
		say("out of memory for the memory map");
		return status;
	}
	say("leaving the firmware for the VMM at 0x%llx", (unsigned long long)entry);
	console_leave_firmware();
	status = exit_boot_services(&map);
	if (EFI_ERROR(status)) {
		say("the firmware cannot be left: %s", firmware_status_name(status));
		return status;
	}
	__asm__ volatile("cli");

	uint64_t lost = enter_ram(handoff, &map);

	if (lost != 0)
		say("the memory map has too many parts: %llu KiB of RAM are not used",
		    (unsigned long long)(lost >> 10));
	enter_vmm(handoff);
	__builtin_unreachable();
}
