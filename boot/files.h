/* SPDX-License-Identifier: BSD-2-Clause */
/* Files of the volume that this application was started from. Boot services only. */
#ifndef BOOT_FILES_H
#define BOOT_FILES_H

#include "boot/firmware.h"
#include "vmm/handoff.h"

#include <stdint.h>

/* Opens the volume. Says what is wrong if it cannot. */
EFI_STATUS files_open(void);

/* Closes the volume, if it is open. */
void files_close(void);

/*
 * Reads a whole file into memory of its own; span is its contents, and one writable byte follows
 * them. The path is ASCII with \ as separator, shorter than CONFIG_PATH_SIZE; files of 0 or more
 * than max_size bytes are refused. Says what is wrong and at which line of the configuration the
 * file is named (0: it is the configuration).
 */
EFI_STATUS files_read(const char *path, unsigned int line, uint64_t max_size, struct span *span);

#endif
