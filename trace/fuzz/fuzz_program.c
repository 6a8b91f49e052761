/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as a program object, loaded and run by the whole engine, with the real helpers: refused
 * or harmless.
 */
#include "trace/fuzz/bounded_run.h"

#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	char error[TRACE_ERROR_SIZE];

	bounded_run(data, size, error);
	return 0;
}
