/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The format strings of printf() and printa(): what stands in them, whether they suit their
 * arguments, and what one conversion makes of one value. Formats are read anew for each record, a
 * conversion at a time: nothing of them is kept but a position.
 */
#ifndef TRACE_FORMAT_H
#define TRACE_FORMAT_H

#include "dsl/abi/object.h"
#include "trace/text.h"
#include "trace/trace.h"

#include <stdbool.h>
#include <stdint.h>

struct object_image;

enum {
	FORMAT_MAX_WIDTH = 1 << 20
}; /* columns; wider is refused, or cut down when it comes from `*` */

/* What a conversion does with its argument; one row of conversions[] each. */
enum conversion_kind {
	CONVERT_SIGNED,		/* ld, hi: signed whatever its type */
	CONVERT_DECIMAL,	/* d, i: signed or not by its type */
	CONVERT_UNSIGNED,	/* u */
	CONVERT_OCTAL,		/* o */
	CONVERT_HEX,		/* x, X, p */
	CONVERT_CHAR,		/* c */
	CONVERT_WIDE_CHAR,	/* lc, wc */
	CONVERT_CHAR_ESCAPED,	/* C */
	CONVERT_STRING,		/* s, ls, ws, I */
	CONVERT_STRING_ESCAPED, /* S */
	CONVERT_ADDRESS,	/* a, A */
	CONVERT_PORT,		/* P */
	CONVERT_TIME,		/* Y */
	CONVERT_TIME_RFC,	/* T */
	CONVERT_FLOAT,		/* e, E, f, F, g, G: no D expression has such a value */
	CONVERT_STACK,		/* k: nor such */
	CONVERT_PERCENT,	/* % */
};

struct conversion {
	enum conversion_kind kind;
	bool upper;
	bool left, zero, plus, space, alternate;
	bool aggregation;	   /* @ */
	bool width_argument;	   /* * */
	bool precision_argument;   /* .* */
	uint32_t width, precision; /* 0: none; DTrace takes a precision of 0 for none, too */
};

enum format_item { FORMAT_END, FORMAT_TEXT, FORMAT_CONVERSION, FORMAT_BAD };

/*
 * Reads the item at format: text up to the next % or a conversion. *length is how long the item is
 * in the format. For FORMAT_BAD, *reason says why, if it is not NULL. Any context.
 */
enum format_item format_next(const char *format, size_t *length, struct conversion *conversion,
			     const char **reason);

/* One value: of a record, or a key, or the result of an aggregation (a signed 8-byte integer). */
struct format_value {
	struct object_value type;
	uint64_t integer;   /* extended from its type */
	const char *string; /* TYPE_BYTES: the bytes */
	size_t length;
};

/* What the conversion, its `*` resolved, makes of the value. Work. */
void format_value(struct text *text, const struct conversion *conversion,
		  const struct format_value *value);

/*
 * A value as trace() prints it, and as a key or a result in printa()'s own layout. raw: option rawbytes, by
 * which whatever is no integer is dumped. Work.
 */
void format_trace(struct text *text, const struct format_value *value, bool quiet, bool raw);
void format_key(struct text *text, const struct format_value *value, bool raw);

/* A key in the narrow columns of agghist and aggpack, and how wide its column is. Work. */
void format_packed_key(struct text *text, const struct format_value *value, bool raw);
uint32_t format_packed_width(const struct object_value *type);

/* Bytes as DTrace dumps them; those from length up to size are 0. Work. */
void format_dump(struct text *text, const char *bytes, size_t length, size_t size);

/* Checks the format of a printf() or printa() against its values. False with the reason. Setup. */
bool format_check(const struct object_image *image, const struct object_action *action,
		  char error[TRACE_ERROR_SIZE]);

#endif
