/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * String variables: slots of AREA_GLOBAL_STRINGS and AREA_LOCAL_STRINGS, which programs read as strings. The
 * last byte of a slot is never anything but NUL. A variable that NULL was assigned to is empty, and the
 * byte after its NUL says so.
 */
#ifndef TRACE_STRING_VARIABLE_H
#define TRACE_STRING_VARIABLE_H

#include "trace/run.h"

/* Assigns, cut at strsize - 1. slot is one of the areas'; string may be itself. Probe. */
void string_store(const struct trace_run *run, char *slot, const char *string);

/* Empties the this-> variables, before a probe's first clause. Probe. */
void string_clear_locals(const struct trace_run *run);

#endif
