/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The consumer: turns what a program recorded into text, as dtrace(1) does, a bounded step at a
 * time.
 */
#ifndef TRACE_CONSUME_H
#define TRACE_CONSUME_H

#include "trace/aggact.h"
#include "trace/buffer.h"
#include "trace/distribution.h"
#include "trace/messages.h"
#include "trace/packed.h"
#include "trace/snapshot.h"
#include "trace/text.h"

#include <stdbool.h>
#include <stdint.h>

struct trace_program;
struct probe_context;
struct speculation_buffer;

/* What is being written. Each stage makes one text, which may take several steps to be taken. */
enum consume_stage {
	CONSUME_CHOOSE, /* nothing: looks for something */
	CONSUME_HEADING,
	CONSUME_PREFIX, /* CPU, ID, FUNCTION:NAME of a record */
	CONSUME_ACTION, /* looks at the record's next action */
	CONSUME_TRACE,
	CONSUME_PRINTF, /* one item of a format */
	CONSUME_PRINT,	/* likewise */
	CONSUME_TRACEMEM,
	CONSUME_SETOPT,	  /* a message that it failed */
	CONSUME_SNAPSHOT, /* no text: gathers and sorts */
	CONSUME_AGGACT,	  /* likewise: clears, truncates or normalizes */
	CONSUME_PRINTA,	  /* one item of one row */
	CONSUME_RECORD_END,
	CONSUME_ERROR,
	CONSUME_DROPS,
	CONSUME_LAST_NEWLINE,
	CONSUME_REST, /* looks for an aggregation that was not printed */
	CONSUME_ENDED,
};

struct consumer {
	enum consume_stage stage;
	uint64_t written; /* of the stage's text */
	bool heading_done;
	bool all_written; /* ended, and the output has it all */
	int status;	  /* exit()'s */

	uint32_t cpu;				/* whose record */
	const struct record *record;		/* the one being written, still in the buffer */
	struct speculation_buffer *speculation; /* that it is in; NULL: in a principal buffer */
	uint32_t next_action;			/* offsets in the record */
	uint32_t next_value;
	const char *format;   /* what is left of it; NULL: printa()'s own layout */
	uint32_t value_index; /* of the action's values, or of the row's keys */
	uint32_t agg_index;   /* the next @ conversion's aggregation */
	uint32_t action;      /* index into .pv.actions */
	const char *refused;  /* why a setopt() is */

	struct drop_message drops; /* that the message being written tells of */
	uint32_t rest;		   /* the next aggregation that may have to be printed at the end */
	struct object_aggref rest_agg; /* the one being printed */
	uint32_t row;
	struct distribution distribution; /* the result being drawn, if it is one */
	struct packed packed;		  /* how results are drawn with agghist and aggpack */
	struct snapshot snapshot;
	struct aggact aggact;
	uint64_t drops_told; /* machine_timestamp() of the last message about drops */
};

/* Between two records, where another program's output may come in. */
bool consume_at_boundary(const struct trace_program *program);

/* Does what comes next go to where messages go (machine_write_message())? */
bool consume_is_message(const struct trace_program *program);

/*
 * One step: puts some text into the window, or prepares some. False when there is nothing to do
 * now. A few hundred instructions, and some for each byte of text. Work.
 */
bool consume_step(struct trace_program *program, struct probe_context *context, struct text *text);

#endif
