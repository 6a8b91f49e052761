/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What dtrace(1) writes to standard error while a program runs: errors of clauses, and what was
 * dropped.
 */
#ifndef TRACE_MESSAGES_H
#define TRACE_MESSAGES_H

#include "trace/text.h"

#include <stdbool.h>
#include <stdint.h>

struct trace_program;
struct record;

/* What can be dropped; one row of drop_rules[] each. Some are told for each CPU, some for all together. */
enum drop_kind {
	DROP_PRINCIPAL,
	DROP_AGGREGATION,
	DROP_DYNAMIC,
	DROP_SPECULATIVE,
	DROP_SPECULATION_BUSY,
	DROP_SPECULATION_NONE,
	DROP_DOUBLE_ERROR,
	DROP_KINDS,
};

/* Drops of one kind that a message is to tell of. */
struct drop_message {
	enum drop_kind kind;
	uint32_t cpu;
	uint64_t count;
};

/* Looks for drops that were not told yet. False when there are none. Work. */
bool message_find_drops(const struct trace_program *program, struct drop_message *message);

/* The message; and notes that it was told. Work. */
void message_put_drops(const struct trace_program *program, struct text *text,
		       const struct drop_message *message);
void message_told(struct trace_program *program, const struct drop_message *message);

/* The message about a record of an error. Work. */
void message_put_error(const struct trace_program *program, struct text *text,
		       const struct record *record);

#endif
