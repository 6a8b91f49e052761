/* SPDX-License-Identifier: BSD-2-Clause */
/* The format of print() (ACTION_PRINT of dsl/abi/object.h), in pieces. Any context. */
#ifndef TRACE_PRINT_FORMAT_H
#define TRACE_PRINT_FORMAT_H

#include <stdint.h>

enum print_token {
	PRINT_END,
	PRINT_TEXT,
	PRINT_PART, /* of the value */
	PRINT_BAD,  /* no format */
};

struct print_piece {
	const char *text; /* of PRINT_TEXT: length bytes; a percent sign is a piece of its own */
	uint32_t length;
	uint32_t offset; /* of PRINT_PART, in bytes */
	uint32_t size;
	char kind; /* x, c or s */
};

/* The next piece; *format moves behind it. */
enum print_token print_format_next(const char **format, struct print_piece *piece);

#endif
