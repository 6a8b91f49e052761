/* SPDX-License-Identifier: BSD-2-Clause */
/* --target sim: runs a program in this process, over a simulated machine. Host only. */
#ifndef TRACE_COMMAND_SIMULATE_H
#define TRACE_COMMAND_SIMULATE_H

#include "trace/command/options.h"
#include "trace/command/translate.h"

#include <stdio.h>

/*
 * From BEGIN to END, on the machine of the options. What the program prints goes to output, messages
 * to stderr. Returns the exit status: the program's, or STATUS_FAILED after a message.
 */
int simulate(const struct trace_options *options, const struct translation *translation,
	     FILE *output);

#endif
