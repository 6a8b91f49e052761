/* SPDX-License-Identifier: BSD-2-Clause */
/* -v: a program as it will run, and what that costs. Host only. */
#ifndef TRACE_COMMAND_EXPLAIN_H
#define TRACE_COMMAND_EXPLAIN_H

#include "trace/command/translate.h"

#include <stdio.h>

/*
 * Writes of each clause which probes it matches, what it costs at most, what the verifier says, and its
 * code. False when the verifier refuses one, or there is no memory to ask it, after a message.
 */
bool explain(const struct translation *translation, FILE *output);

#endif
