/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A simulated machine from a description, in the syntax of dsl/base/ini.h:
 *
 *	[machine]
 *	cpus = 2			# 1 to 8; 1
 *	cycle = 100ms			# in which every share gets its turn; 1us to 1s
 *	idle = 10			# the share of each CPU on which no guest runs; 0
 *	lateness = 250ns		# how late timers are served; 0
 *	walltime = 1700000000		# seconds since 1970 at the start
 *
 *	[guest NAME]			# pid 1, then 2 ...; NAME is its zonename
 *	execname = qemu-kvm
 *	vcpus = 1			# 1 to 64
 *	cpu = 0				# of vCPU 1, the next one on the next CPU; else all vCPUs are dealt out in turn
 *	share = 60			# of the time of its CPU, against the other vCPUs there; 1
 *	privilege = 3			# CPL; 0
 *	VMX_GUEST_CR3 = 0x10c000	# a VMCS field; the others are 0
 *	R_RAX = 5			# a register of uregs[]; the others are 0
 *	0x401000 = "text" 48 65 10*00	# virtual memory: strings with their NUL, bytes, so many bytes; nothing elsewhere
 *
 *	[phase]				# of the guest above, part of its running time
 *	share = 70			# against its other phases; 1
 *	VMX_GUEST_CR3 = 0x10c000	# what differs from the guest's own section
 *
 * An empty description is a machine of one CPU that idles. All that follows is the same in each run. Host only; one machine at a time.
 */
#ifndef TRACE_SIM_MACHINE_FILE_H
#define TRACE_SIM_MACHINE_FILE_H

#include "trace/sim/machine_sim.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	MACHINE_MAX_PHASES = 64, /* of one guest */
	MACHINE_MAX_VCPUS = 64,	 /* in all */
	MACHINE_MAX_MEMORY = 16 << 20,
	MACHINE_UPTIME = 3600, /* seconds */
};

/* What a guest looks like for a part of its time. */
struct machine_phase {
	unsigned int line;
	uint64_t share;
	struct sim_guest state;
};

struct machine_guest {
	unsigned int line;
	uint64_t share;
	unsigned int vcpus;
	int cpu;		      /* -1: whichever is next */
	struct machine_phase own;     /* its own section; what its phases start from */
	struct machine_phase *phases; /* its own, if the file gives none */
	unsigned int phase_count;
};

struct machine_vcpu {
	const struct machine_guest *guest;
	int32_t tid;
	unsigned int cpu;
	uint64_t start, length; /* of its turn, in ns of the cycle */
};

struct machine {
	char *text; /* the description, in which names lie */
	uint64_t cycle, idle, lateness, walltime;
	unsigned int cpus;
	struct machine_guest guests[SIM_MAX_GUESTS];
	unsigned int guest_count;
	struct machine_vcpu vcpus[MACHINE_MAX_VCPUS];
	unsigned int vcpu_count;
	uint8_t *bytes; /* of all memory */
	size_t byte_count;
};

/* A mistake: line 0 is the file as a whole. */
typedef void machine_report(void *cookie, unsigned int line, const char *message);

/*
 * Reads a description, which is copied. NULL after at least one report; else to be freed by
 * machine_free() after the last use of the simulated machine.
 */
struct machine *machine_read(const char *text, size_t length, machine_report *tell, void *cookie);
void machine_free(struct machine *machine);

/*
 * Starts the simulated machine as described. It has been up for MACHINE_UPTIME seconds, so that no
 * timestamp is 0, which D programs take for "not set".
 */
void machine_start(const struct machine *machine);

/* For sim_advance(), with the machine as its cookie: puts on the CPU whoever runs there now. */
sim_hook machine_schedule;

/* A description to begin with: two guests, one of which runs three address spaces. */
extern const char machine_example[];

#endif
