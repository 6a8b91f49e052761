/* SPDX-License-Identifier: BSD-2-Clause */
/* Memory of this process for code: first written, then executed, never both. Host. */
#ifndef TRACE_SIM_EXECUTABLE_H
#define TRACE_SIM_EXECUTABLE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct executable {
	uint8_t *code; /* pages of size bytes, with pages before and after that nobody may touch */
	size_t size;
};

/* Reserves at least so many bytes, to be written. False with errno set when there is no memory. */
bool executable_reserve(struct executable *memory, size_t size);

/* From writable to executable, and back for other code. False with errno set. */
bool executable_seal(struct executable *memory);
bool executable_open(struct executable *memory);

void executable_release(struct executable *memory);

#endif
