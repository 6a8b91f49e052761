/* SPDX-License-Identifier: BSD-2-Clause */
/* -l: probes as a table. Host only. */
#ifndef TRACE_COMMAND_LIST_H
#define TRACE_COMMAND_LIST_H

#include "trace/command/translate.h"

#include <stdio.h>

/*
 * Prints those that the program's clauses name, once for each time that they do; all if there is no
 * program. A description without any is reported on stderr. Returns an exit status.
 */
int list_probes(const struct translation *translation, FILE *output);

#endif
