/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The UEFI application. It collects everything that the VMM will need while there is a firmware to
 * ask, and then leaves the firmware for good. What goes wrong before that is said, undone, and
 * returned to the firmware.
 */
#include "boot/clock.h"
#include "boot/config.h"
#include "boot/console.h"
#include "boot/departure.h"
#include "boot/files.h"
#include "boot/firmware.h"
#include "boot/guests.h"
#include "boot/memory.h"
#include "boot/processors.h"
#include "boot/programs.h"
#include "vmm/handoff.h"
#include "vmm/x86.h"

#include <string.h>

enum { CONFIG_MAX_SIZE = 1 << 20 };

static void report_config_error(void *cookie, unsigned int line, const char *message)
{
	(void)cookie;
	say_at(line, "%s", message);
}

static EFI_STATUS read_config(struct config *config)
{
	static const struct config_errors errors = {.report = report_config_error};
	struct span text;
	EFI_STATUS status = files_read(config_file_name, 0, CONFIG_MAX_SIZE, &text);

	if (EFI_ERROR(status))
		return status;
	if (!config_read(memory_pointer(&text), text.size, config, &errors))
		status = EFI_LOAD_ERROR;
	memory_free(&text);
	return status;
}

static EFI_STATUS allocate_heap(const struct config *config, struct handoff *handoff)
{
	EFI_STATUS status =
		memory_allocate(config->heap, MEMORY_LARGE_PAGE, MEMORY_BELOW_4G, &handoff->heap);

	unsigned long long mib = config->heap >> 20;

	if (EFI_ERROR(status) && config->heap_line != 0)
		say_at(config->heap_line, "heap: no %llu MiB in one piece are free below 4 GiB",
		       mib);
	else if (EFI_ERROR(status))
		say("no %llu MiB in one piece for the VMM's heap are free below 4 GiB", mib);
	return status;
}

/* Allocates a structure that is too large for the firmware's stack, and clears it. */
static EFI_STATUS allocate_cleared(uint64_t size, void **structure)
{
	struct span span;
	EFI_STATUS status = memory_allocate(size, MEMORY_PAGE, MEMORY_ANYWHERE, &span);

	if (EFI_ERROR(status)) {
		say("out of memory");
		return status;
	}
	*structure = memset(memory_pointer(&span), 0, size);
	return EFI_SUCCESS;
}

/* Returns only when something is in the way, after saying what. */
static EFI_STATUS start(uint64_t entry_tsc)
{
	struct config *config;
	struct handoff *handoff;
	uint64_t vmm_entry;
	EFI_STATUS status;

	status = allocate_cleared(sizeof(*config), (void **)&config);
	if (EFI_ERROR(status))
		return status;
	status = allocate_cleared(sizeof(*handoff), (void **)&handoff);
	if (EFI_ERROR(status))
		return status;
	handoff->magic = HANDOFF_MAGIC;
	handoff->size = sizeof(*handoff);
	handoff->entry_tsc = entry_tsc;

	status = files_open();
	if (EFI_ERROR(status))
		return status;
	status = read_config(config);
	if (EFI_ERROR(status))
		return status;
	handoff->slice_ns = config->slice_ns;
	handoff->console_guest = config->console_guest;
	handoff->serial_baud = config->baud;

	EFI_STATUS programs_status = programs_load(config, handoff);
	EFI_STATUS guests_status = guests_load(config, handoff);

	if (EFI_ERROR(programs_status))
		return programs_status;
	if (EFI_ERROR(guests_status))
		return guests_status;

	status = processors_check();
	if (EFI_ERROR(status))
		return status;
	processors_find(handoff);
	status = clock_read(handoff);
	if (EFI_ERROR(status))
		return status;

	status = departure_load_vmm(handoff, &vmm_entry);
	if (EFI_ERROR(status))
		return status;
	status = allocate_heap(config, handoff);
	if (EFI_ERROR(status))
		return status;
	status = guests_allocate(config, handoff);
	if (EFI_ERROR(status))
		return status;
	files_close();
	return departure_jump(handoff, vmm_entry);
}

EFI_STATUS efi_main(EFI_HANDLE image, EFI_SYSTEM_TABLE *table);

EFI_STATUS efi_main(EFI_HANDLE image, EFI_SYSTEM_TABLE *table)
{
	uint64_t entry_tsc = rdtsc();

	firmware = (struct firmware){
		.image = image,
		.table = table,
		.boot = table->BootServices,
		.runtime = table->RuntimeServices,
	};
	/*
	 * The firmware starts a watchdog of five minutes for what it loads; large images may take
	 * longer.
	 */
	firmware.boot->SetWatchdogTimer(0, 0, 0, NULL);
	console_open();
	/*
	 * The first line is ours: whoever reads the serial line may drop what the firmware said
	 * before.
	 */
	say("loading probevisor.conf");

	EFI_STATUS status = start(entry_tsc);

	files_close();
	memory_free_all();
	say("cannot start: %s", firmware_status_name(status));
	console_linger();
	return status;
}
