/* SPDX-License-Identifier: BSD-2-Clause */
/* Numbers, sizes and durations in probevisor.conf; how far two words are apart. Pure. */
#ifndef BOOT_VALUES_H
#define BOOT_VALUES_H

#include <stdbool.h>
#include <stdint.h>

enum { VALUE_FAR = 1000 };

/* Each reads digits and a unit; false when the text is anything else or too large. */
bool value_number(const char *text, uint64_t *number); /* no unit */
bool value_size(const char *text, uint64_t *bytes);    /* none, K, M, G */
bool value_duration(const char *text, uint64_t *ns);   /* ns, us, ms, s */

/*
 * How many letters must be added, dropped or replaced to make one word of the other (Levenshtein).
 * VALUE_FAR for words of more than 16 letters, which are none of ours.
 */
unsigned int value_distance(const char *a, const char *b);

#endif
