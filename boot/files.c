/* SPDX-License-Identifier: BSD-2-Clause */
#include "boot/files.h"

#include "boot/config.h"
#include "boot/console.h"
#include "boot/memory.h"
#include "dsl/base/fmt.h"

#include <stddef.h>

enum {
	/* Some firmware mistakes the size of very long reads. */
	READ_CHUNK = 4 << 20,
};

static EFI_FILE_HANDLE volume;

/* What a file information is read into: it ends with the file's name. */
union file_info {
	EFI_FILE_INFO info;
	uint8_t bytes[sizeof(EFI_FILE_INFO) + CONFIG_PATH_SIZE * sizeof(CHAR16)];
};

EFI_STATUS files_open(void)
{
	static const EFI_GUID image_guid = EFI_LOADED_IMAGE_PROTOCOL_GUID;
	static const EFI_GUID file_system_guid = EFI_SIMPLE_FILE_SYSTEM_PROTOCOL_GUID;
	EFI_LOADED_IMAGE *image = firmware_protocol_of(firmware.image, &image_guid);
	EFI_FILE_IO_INTERFACE *file_system =
		image ? firmware_protocol_of(image->DeviceHandle, &file_system_guid) : NULL;

	if (!file_system) {
		say("was not started from a volume with files, so there is no %s",
		    config_file_name);
		return EFI_UNSUPPORTED;
	}

	EFI_STATUS status = file_system->OpenVolume(file_system, &volume);

	if (EFI_ERROR(status)) {
		say("cannot open the volume that this was started from: %s",
		    firmware_status_name(status));
		volume = NULL;
	}
	return status;
}

void files_close(void)
{
	if (volume)
		volume->Close(volume);
	volume = NULL;
}

static const char *describe(EFI_STATUS status)
{
	switch (status) {
	case EFI_NOT_FOUND:
		return "there is no such file";
	case EFI_OUT_OF_RESOURCES:
		return "out of memory";
	case EFI_VOLUME_CORRUPTED:
		return "the file system is damaged";
	case EFI_NO_MEDIA:
	case EFI_MEDIA_CHANGED:
		return "the medium was removed";
	default:
		return firmware_status_name(status);
	}
}

/* Says what is wrong with a file: at the line that names it, if there is one. */
static void say_about(const char *path, unsigned int line, const char *text)
{
	if (line != 0)
		say_at(line, "%s: %s", path, text);
	else
		say("%s: %s", path, text);
}

static EFI_STATUS read_contents(EFI_FILE_HANDLE file, const struct span *span)
{
	uint8_t *to = memory_pointer(span);
	uint64_t left = span->size;

	while (left != 0) {
		UINTN chunk = left < READ_CHUNK ? left : READ_CHUNK;
		EFI_STATUS status = file->Read(file, &chunk, to);

		if (EFI_ERROR(status))
			return status;
		if (chunk == 0)
			return EFI_END_OF_FILE;
		to += chunk;
		left -= chunk;
	}
	return EFI_SUCCESS;
}

static EFI_STATUS read_open_file(EFI_FILE_HANDLE file, const char *path, unsigned int line,
				 uint64_t max_size, struct span *span)
{
	EFI_GUID info_guid = EFI_FILE_INFO_ID;
	union file_info buffer;
	UINTN buffer_size = sizeof(buffer);
	EFI_STATUS status = file->GetInfo(file, &info_guid, &buffer_size, &buffer);

	if (EFI_ERROR(status)) {
		say_about(path, line, describe(status));
		return status;
	}

	uint64_t size = buffer.info.FileSize;

	if (buffer.info.Attribute & EFI_FILE_DIRECTORY) {
		say_about(path, line, "is a directory");
		return EFI_LOAD_ERROR;
	}
	if (size == 0) {
		say_about(path, line, "is empty");
		return EFI_LOAD_ERROR;
	}
	if (size > max_size) {
		char text[64];

		fmt_format(text, sizeof(text), "has %llu bytes, the limit is %llu",
			   (unsigned long long)size, (unsigned long long)max_size);
		say_about(path, line, text);
		return EFI_LOAD_ERROR;
	}

	status = memory_allocate(size + 1, MEMORY_PAGE, MEMORY_ANYWHERE, span);
	if (!EFI_ERROR(status)) {
		span->size = size;
		status = read_contents(file, span);
		if (EFI_ERROR(status))
			memory_free(span);
	}
	if (EFI_ERROR(status))
		say_about(path, line, describe(status));
	return status;
}

EFI_STATUS files_read(const char *path, unsigned int line, uint64_t max_size, struct span *span)
{
	CHAR16 wide[CONFIG_PATH_SIZE];
	EFI_FILE_HANDLE file;
	unsigned int length = 0;

	for (; path[length] != '\0' && length < CONFIG_PATH_SIZE - 1; length++)
		wide[length] = (CHAR16)path[length];
	wide[length] = '\0';

	EFI_STATUS status = volume->Open(volume, &file, wide, EFI_FILE_MODE_READ, 0);

	if (EFI_ERROR(status)) {
		say_about(path, line, describe(status));
		return status;
	}
	status = read_open_file(file, path, line, max_size, span);
	file->Close(file);
	return status;
}
