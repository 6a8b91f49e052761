/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The options agghist and aggpack: count() and sum() drawn as bars, quantize() and lquantize() as a line of
 * blocks for each key, below one heading. As in DTrace only where one aggregation is printed without a
 * format.
 */
#ifndef TRACE_PACKED_H
#define TRACE_PACKED_H

#include "trace/distribution.h"
#include "trace/text.h"

#include <stdbool.h>
#include <stdint.h>

struct trace_program;

enum packed_kind { PACKED_NONE, PACKED_BARS, PACKED_BLOCKS };

enum packed_stage {
	PACKED_SCAN, /* looks at all rows, for what has to fit */
	PACKED_HEADING,
	PACKED_ROWS,
};

enum packed_part { PACKED_ROW_SCAN, PACKED_ROW_START, PACKED_ROW_BLOCKS, PACKED_ROW_END };

struct packed {
	enum packed_kind kind;
	enum packed_stage stage;
	uint32_t row, bucket; /* that are looked at, or drawn, next */
	bool any;	      /* bucket that is not empty */
	uint32_t first, last; /* buckets that are shown */
	enum packed_part part;
	int64_t count;			 /* of the row */
	struct distribution_scale scale; /* of all rows' bars, or of the row's blocks */
};

/* How the snapshot that was taken is to be drawn; for printa.c, which draws the keys. Work. */
void packed_begin(struct packed *packed, const struct trace_program *program);

/* Goes on before the first row, with the next rows and the heading. True when that is done. Work. */
bool packed_put_heading(struct packed *packed, const struct trace_program *program,
			struct text *text);

/* The next part of a row after its keys. True after the last one. Work. */
bool packed_put_result(struct packed *packed, const struct trace_program *program, uint32_t row,
		       struct text *text);

#endif
