/* SPDX-License-Identifier: BSD-2-Clause */
/* Valid objects with a little of everything, and random changes to them: the same in each run. */
#ifndef TRACE_TESTS_MUTATION_H
#define TRACE_TESTS_MUTATION_H

#include <stddef.h>
#include <stdint.h>

uint64_t random64(void);

/* 0 to limit - 1 */
uint64_t below(uint64_t limit);

enum { MUTATION_ORIGINALS = 9 };

/* One of the objects, in a heap block of just its size. */
uint8_t *mutation_original(size_t which, size_t *size);

/* Changes up to three bytes, mostly of the code or of a table: what is elsewhere is mostly refused at once. */
void mutate(uint8_t *bytes, size_t size);

#endif
