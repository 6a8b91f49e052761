/* SPDX-License-Identifier: BSD-2-Clause */
#include "boot/firmware.h"

#include <stddef.h>

struct firmware firmware;

/* UEFI specification 2.10, appendix D. */
static const char *const status_names[] = {
	[0] = "EFI_SUCCESS",
	[1] = "EFI_LOAD_ERROR",
	[2] = "EFI_INVALID_PARAMETER",
	[3] = "EFI_UNSUPPORTED",
	[4] = "EFI_BAD_BUFFER_SIZE",
	[5] = "EFI_BUFFER_TOO_SMALL",
	[6] = "EFI_NOT_READY",
	[7] = "EFI_DEVICE_ERROR",
	[8] = "EFI_WRITE_PROTECTED",
	[9] = "EFI_OUT_OF_RESOURCES",
	[10] = "EFI_VOLUME_CORRUPTED",
	[11] = "EFI_VOLUME_FULL",
	[12] = "EFI_NO_MEDIA",
	[13] = "EFI_MEDIA_CHANGED",
	[14] = "EFI_NOT_FOUND",
	[15] = "EFI_ACCESS_DENIED",
	[16] = "EFI_NO_RESPONSE",
	[17] = "EFI_NO_MAPPING",
	[18] = "EFI_TIMEOUT",
	[19] = "EFI_NOT_STARTED",
	[20] = "EFI_ALREADY_STARTED",
	[21] = "EFI_ABORTED",
	[25] = "EFI_INCOMPATIBLE_VERSION",
	[26] = "EFI_SECURITY_VIOLATION",
	[27] = "EFI_CRC_ERROR",
	[28] = "EFI_END_OF_MEDIA",
	[31] = "EFI_END_OF_FILE",
	[33] = "EFI_COMPROMISED_DATA",
	[35] = "EFI_HTTP_ERROR",
};

const char *firmware_status_name(EFI_STATUS status)
{
	UINTN number = status & ~EFI_ERROR_MASK;

	if (number >= sizeof(status_names) / sizeof(*status_names) || !status_names[number])
		return "EFI_UNKNOWN_ERROR";
	return status_names[number];
}

/* gnu-efi's prototypes take GUIDs that are not const, though the firmware does not write to them.
 */
void *firmware_find_protocol(const EFI_GUID *guid)
{
	void *interface = NULL;
	EFI_GUID copy = *guid;

	if (EFI_ERROR(firmware.boot->LocateProtocol(&copy, NULL, &interface)))
		return NULL;
	return interface;
}

void *firmware_protocol_of(EFI_HANDLE handle, const EFI_GUID *guid)
{
	void *interface = NULL;
	EFI_GUID copy = *guid;

	if (EFI_ERROR(firmware.boot->HandleProtocol(handle, &copy, &interface)))
		return NULL;
	return interface;
}
