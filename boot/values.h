/* SPDX-License-Identifier: BSD-2-Clause */
/* Numbers, sizes and durations in probevisor.conf. Pure. */
#ifndef BOOT_VALUES_H
#define BOOT_VALUES_H

#include <stdbool.h>
#include <stdint.h>

/* Each reads digits and a unit; false when the text is anything else or too large. */
bool value_number(const char *text, uint64_t *number); /* no unit */
bool value_size(const char *text, uint64_t *bytes);    /* none, K, M, G */
bool value_duration(const char *text, uint64_t *ns);   /* ns, us, ms, s */

#endif
