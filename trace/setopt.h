/* SPDX-License-Identifier: BSD-2-Clause */
/* setopt(): the options that dtrace(1) can change while a program runs, when it comes across the action. */
#ifndef TRACE_SETOPT_H
#define TRACE_SETOPT_H

#include "trace/text.h"

struct trace_program;

/*
 * Sets "name" or "name=value". NULL when that was done, else DTrace's words for why it cannot be, which stay
 * valid. Work.
 */
const char *setopt(struct trace_program *program, const char *setting);

/* The message about that. Work. */
void setopt_put_message(struct text *text, const char *setting, const char *why);

#endif
