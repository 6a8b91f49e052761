/* SPDX-License-Identifier: BSD-2-Clause */
/* dsl_compile() for fuzzers: aborts when the compiler breaks a promise. Host. */
#ifndef TRACE_FUZZ_CHECKED_COMPILE_H
#define TRACE_FUZZ_CHECKED_COMPILE_H

#include "dsl/dsl.h"

#include <stdint.h>

/* Bits of choice in checked_compile(). */
enum {
	COMPILE_WITH_ARGUMENTS = 1 << 0,
	COMPILE_QUIET = 1 << 1,
	COMPILE_ERROR_TAGS = 1 << 2,
};

/*
 * Compiles from a block of just the text's size. Either there is a message, whose lines are in
 * order, or an object, which the loader opens, and whose clauses and formats are accepted. The
 * object is there until arena_release_all().
 */
bool checked_compile(const char *text, size_t length, uint64_t choice, size_t memory_size,
		     struct dsl_result *result);

#endif
