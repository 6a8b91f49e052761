/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * probevisor.conf, in the root directory of the volume that the loader was started from (syntax:
 * dsl/base/ini.h):
 *
 *	[probevisor]			# optional, at most once
 *	programs = seed.d, other.d	# D source or program objects; may be repeated, or left out
 *	quiet = yes			# programs run as under dtrace -q; no: with its headers
 *	slice = 10ms			# time slice of a guest, 100us to 1s, in ns, us, ms or s
 *	console = NAME			# the guest that gets what is typed on COM1; default: none
 *	baud = 115200			# speed of COM1, a divisor of 115200
 *	heap = 64M			# memory of the VMM itself, a multiple of 2M, 8M to 1G;
 *					# default 24M and 16M more for each program
 *	[guest NAME]			# one for each guest; the first is pid 1
 *	image = mixed.elf		# required
 *	kind = elf64			# the default
 *	memory = 16M			# a multiple of 2M, 2M to 512G; default 16M
 *	cmdline = anything		# the rest of the line, # included; at most 2047 bytes
 *	execname = qemu-kvm		# what D programs see; default qemu-kvm
 *	start = yes			# or no; default yes
 *
 * NAME and execname are at most 31 characters of A-Z a-z 0-9 _ . -; NAME is not "probevisor" or
 * "dtrace", which begin lines of ours. Paths are printable ASCII,
 * relative to the root directory, with / or \. Sizes are bytes or take K, M or G. Except in
 * cmdline, a # after a blank starts a comment. Keys and sections that are not listed here are
 * errors, as is a key given twice.
 */
#ifndef BOOT_CONFIG_H
#define BOOT_CONFIG_H

#include "vmm/handoff.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	CONFIG_PATH_SIZE = 256, /* with NUL */
	CONFIG_MAX_ERRORS = 20, /* reported; the rest is only counted */
};

struct config_program {
	char path[CONFIG_PATH_SIZE]; /* with \ as separator, none at its start */
	unsigned int line;	     /* where it is named */
};

struct config_guest {
	char name[HANDOFF_NAME_SIZE];
	char execname[HANDOFF_NAME_SIZE];
	char cmdline[HANDOFF_CMDLINE_SIZE];
	char image[CONFIG_PATH_SIZE];
	uint64_t memory; /* bytes */
	enum guest_kind kind;
	bool start;
	unsigned int line;	  /* of the section */
	unsigned int image_line;  /* of the image */
	unsigned int memory_line; /* of the memory, or of the section */
};

/* About 160 KiB: not for a stack. */
struct config {
	bool quiet; /* programs are compiled with the option quiet */
	uint64_t slice_ns;
	uint64_t heap; /* bytes */
	uint32_t baud;
	uint32_t console_guest; /* 1 + index in guests; 0: none */
	unsigned int heap_line; /* 0: the default */
	unsigned int program_count;
	unsigned int guest_count;
	struct config_program programs[HANDOFF_MAX_PROGRAMS];
	struct config_guest guests[HANDOFF_MAX_GUESTS];
};

/* Where errors go: report() is called for each, with the line that it is on. */
struct config_errors {
	void *cookie;
	void (*report)(void *cookie, unsigned int line, const char *message);
};

/*
 * Reads the configuration from the text, which is cut up by it; text[length] must be writable.
 * Returns true when config is complete and valid, false after at least one report. Any context.
 */
bool config_read(char *text, size_t length, struct config *config,
		 const struct config_errors *errors);

/* The last part of a path: what messages and struct handoff_program call the file. */
const char *config_base_name(const char *path);

#endif
