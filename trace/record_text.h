/* SPDX-License-Identifier: BSD-2-Clause */
/* The text of one action of a record: what trace(), printf(), print() and tracemem() printed. */
#ifndef TRACE_RECORD_TEXT_H
#define TRACE_RECORD_TEXT_H

#include "trace/format.h"
#include "trace/text.h"

#include <stdbool.h>
#include <stdint.h>

struct trace_program;
struct record;

/* The value at an offset in the record; moves the offset past it. Work. */
struct format_value record_value(const struct record *record, uint32_t *offset,
				 const struct object_value *type);

/* trace() and tracemem(): all of it. Work. */
void record_put_trace(const struct trace_program *program, struct text *text);
void record_put_memory(const struct trace_program *program, struct text *text);

/* printf() and print(): an item of the format, moving on when it was taken. True after the last one. Work. */
bool record_put_printf(struct trace_program *program, struct text *text);
bool record_put_print(struct trace_program *program, struct text *text);

#endif
