/* SPDX-License-Identifier: BSD-2-Clause */
/* The values of a machine's description. Each returns what is wrong, or NULL. Host only. */
#ifndef TRACE_SIM_MACHINE_VALUES_H
#define TRACE_SIM_MACHINE_VALUES_H

#include "trace/sim/machine_sim.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A number, decimal or 0x..., from least to most. */
const char *machine_number(const char *text, uint64_t least, uint64_t most, uint64_t *value);

/* A number with the unit ns, us, ms or s, in ns. */
const char *machine_duration(const char *text, uint64_t least, uint64_t most, uint64_t *ns);

/* Sets a VMCS field or register by its name in D. */
const char *machine_register(struct sim_guest *guest, const char *name, const char *text);

/*
 * Strings, bytes and repeated bytes, into memory of size bytes. *used is how many there were, if
 * nothing was wrong.
 */
const char *machine_bytes(const char *text, uint8_t *memory, size_t size, size_t *used);

#endif
