/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A window on a text that may be longer than any buffer. Whoever makes the text makes it from its
 * start each time; the window skips what was taken before, keeps what fits and notes that something
 * did not. So a field that is a million columns wide needs neither memory nor a state of its own.
 * Any context.
 */
#ifndef TRACE_TEXT_H
#define TRACE_TEXT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct text {
	char *buffer;
	size_t size;
	size_t length; /* bytes in the buffer */
	uint64_t skip; /* bytes still to be left out */
	bool full;     /* there is more than fitted */
};

void text_repeat(struct text *text, char c, uint64_t count);
void text_bytes(struct text *text, const char *bytes, size_t length);
void text_string(struct text *text, const char *string);

/* A string in a field of at least width columns. */
void text_field(struct text *text, const char *bytes, size_t length, uint64_t width, bool left);

/* fmt_format() of something that is short: what exceeds 512 bytes is cut off. */
void text_format(struct text *text, const char *format, ...) __attribute__((format(printf, 2, 3)));

/* A number as printf() lays it out. */
struct text_integer {
	uint64_t magnitude;
	bool negative;
	bool left, zero, plus, space, alternate, upper;
	bool has_precision;
	unsigned int base;
	uint32_t width, precision;
};

void text_integer(struct text *text, const struct text_integer *integer);

#endif
