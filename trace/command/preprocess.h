/* SPDX-License-Identifier: BSD-2-Clause */
/* The system's C preprocessor, for -C. Host only. */
#ifndef TRACE_COMMAND_PREPROCESS_H
#define TRACE_COMMAND_PREPROCESS_H

#include <stdbool.h>
#include <stddef.h>

/*
 * Puts the text through cpp in place: it has room for DSL_MAX_SOURCE + 1 bytes. options are -D, -U
 * and -I of the command line. False after a message on stderr.
 */
bool preprocess(char *text, size_t *length, const char *const options[], int count);

#endif
