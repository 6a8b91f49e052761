/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What boot/ hands to vmm/ at the jump: everything that the VMM will ever know of the firmware.
 * boot/ allocates all of it from the firmware before it exits boot services. Addresses are
 * physical, and the VMM maps what it uses at the same virtual address. The VMM checks magic and
 * size, for both are built into one file, and copies nothing.
 */
#ifndef VMM_HANDOFF_H
#define VMM_HANDOFF_H

#include <stdint.h>

enum {
	HANDOFF_MAGIC = 0x31485650, /* "PVH1" */
	HANDOFF_MAX_GUESTS = 64,
	HANDOFF_MAX_PROGRAMS = 16,
	HANDOFF_MAX_CPUS = 64,
	HANDOFF_MAX_RAM = 256,
	HANDOFF_NAME_SIZE = 32,	     /* with NUL: guest names, execnames */
	HANDOFF_CMDLINE_SIZE = 2048, /* Linux' own limit */
};

struct span {
	uint64_t base;
	uint64_t size;
};

enum guest_kind { GUEST_ELF64, GUEST_LINUX, GUEST_MULTIBOOT };

struct handoff_guest {
	char name[HANDOFF_NAME_SIZE];
	char execname[HANDOFF_NAME_SIZE];
	char cmdline[HANDOFF_CMDLINE_SIZE];
	uint32_t kind;	    /* enum guest_kind */
	uint32_t start;	    /* 0: not started */
	struct span image;  /* the file as read */
	struct span memory; /* 2 MiB aligned, the guest's physical memory from 0; not cleared */
};

struct handoff_program {
	char name[HANDOFF_NAME_SIZE]; /* of the file, shortened, for messages */
	struct span object;
};

enum clock_source { CLOCK_CPUID, CLOCK_FIRMWARE };

struct handoff {
	uint32_t magic;
	uint32_t size; /* of this structure */

	struct span vmm;  /* the loaded VMM image */
	struct span heap; /* for page tables, VMCSs, buffers; 2 MiB aligned, not cleared */

	uint64_t tsc_hz;
	uint32_t clock_source; /* enum clock_source: where tsc_hz is from */
	uint64_t wall_ns;      /* UTC since 1970 when the TSC read wall_tsc */
	uint64_t wall_tsc;
	uint64_t entry_tsc; /* TSC at the UEFI entry point, for `make bench` */

	uint64_t slice_ns; /* time slice of a guest */
	uint32_t
		console_guest; /* 1 + index of the guest that gets what is typed on COM1; 0: none */
	uint32_t serial_baud;  /* line speed of COM1; the VMM programs it */

	uint32_t guest_count;
	uint32_t program_count;
	uint32_t cpu_count;
	uint32_t ram_count;
	struct handoff_guest guests[HANDOFF_MAX_GUESTS];
	struct handoff_program programs[HANDOFF_MAX_PROGRAMS];
	uint32_t apic_ids[HANDOFF_MAX_CPUS]; /* [0] is the CPU that boots */
	struct span ram[HANDOFF_MAX_RAM];    /* the firmware's memory map: what is RAM */
};

/* The VMM's entry point. It does not return. */
void vmm_main(struct handoff *handoff);

#endif
