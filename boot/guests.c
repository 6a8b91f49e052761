/* SPDX-License-Identifier: BSD-2-Clause */
#include "boot/guests.h"

#include "boot/console.h"
#include "boot/files.h"
#include "boot/memory.h"

#include <string.h>

EFI_STATUS guests_load(const struct config *config, struct handoff *handoff)
{
	EFI_STATUS first_error = EFI_SUCCESS;

	for (unsigned int i = 0; i < config->guest_count; i++) {
		const struct config_guest *guest = &config->guests[i];
		struct handoff_guest *entry = &handoff->guests[i];

		memcpy(entry->name, guest->name, sizeof(entry->name));
		memcpy(entry->execname, guest->execname, sizeof(entry->execname));
		memcpy(entry->cmdline, guest->cmdline, sizeof(entry->cmdline));
		entry->kind = guest->kind;
		entry->start = guest->start;

		EFI_STATUS status =
			files_read(guest->image, guest->image_line, guest->memory, &entry->image);

		if (EFI_ERROR(status) && !EFI_ERROR(first_error))
			first_error = status;
	}
	handoff->guest_count = config->guest_count;
	if (config->guest_count == 0)
		say("%s describes no guests", config_file_name);
	return first_error;
}

EFI_STATUS guests_allocate(const struct config *config, struct handoff *handoff)
{
	for (unsigned int i = 0; i < config->guest_count; i++) {
		const struct config_guest *guest = &config->guests[i];
		EFI_STATUS status = memory_allocate(guest->memory, MEMORY_LARGE_PAGE,
						    MEMORY_ANYWHERE, &handoff->guests[i].memory);

		if (EFI_ERROR(status)) {
			say_at(guest->memory_line, "guest %s: no %llu MiB in one piece are free",
			       guest->name, (unsigned long long)(guest->memory >> 20));
			return status;
		}
		say("guest %s: %llu MiB, image %s of %llu bytes%s", guest->name,
		    (unsigned long long)(guest->memory >> 20), guest->image,
		    (unsigned long long)handoff->guests[i].image.size,
		    guest->start ? "" : ", not started");
	}
	return EFI_SUCCESS;
}
