/* SPDX-License-Identifier: BSD-2-Clause */
/* The text of one source. Host only. */
#ifndef TRACE_COMMAND_SOURCE_H
#define TRACE_COMMAND_SOURCE_H

#include "trace/command/options.h"

#include <stddef.h>

/*
 * The program of a source, in memory of malloc(): a file's text, through cpp if asked for, or an
 * argument's, its probe descriptions completed with colons by the flag that it came with. At most
 * DSL_MAX_SOURCE + 1 bytes. NULL after a message on stderr.
 */
char *source_read(const struct trace_source *source, const struct trace_options *options,
		  size_t *length);

/*
 * What it is called when it works, in memory of malloc(): the file's name, or the argument up to
 * its predicate or action. NULL when there is no memory.
 */
char *source_name(const struct trace_source *source);

#endif
