/* SPDX-License-Identifier: BSD-2-Clause */
/* Printing the snapshot that the consumer took: a row at a time, an item of a row at a time. */
#ifndef TRACE_PRINTA_H
#define TRACE_PRINTA_H

#include "trace/text.h"

#include <stdbool.h>

struct trace_program;

/* The snapshot is sorted: starts to print it, in consumer->format or DTrace's own layout. Work. */
void printa_start(struct trace_program *program);

/* One item. True after the last one. Work. */
bool printa_put(struct trace_program *program, struct text *text);

#endif
