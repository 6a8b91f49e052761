/* SPDX-License-Identifier: BSD-2-Clause */
/* The firmware's tables, and what it calls its errors. Boot services only. */
#ifndef BOOT_FIRMWARE_H
#define BOOT_FIRMWARE_H

#include <efi.h>

/* Set once at the entry point. */
struct firmware {
	EFI_HANDLE image; /* this application */
	EFI_SYSTEM_TABLE *table;
	EFI_BOOT_SERVICES *boot;
	EFI_RUNTIME_SERVICES *runtime;
};

extern struct firmware firmware;

/*
 * "EFI_NOT_FOUND"; "EFI_UNKNOWN_ERROR" for what the specification did not name when this was
 * written.
 */
const char *firmware_status_name(EFI_STATUS status);

/* The interface of the first handle that has this protocol, or NULL. */
void *firmware_find_protocol(const EFI_GUID *guid);

/* The interface of this protocol on a handle, or NULL. */
void *firmware_protocol_of(EFI_HANDLE handle, const EFI_GUID *guid);

#endif
