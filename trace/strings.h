/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What D's subroutines do with strings, by DTrace's rules, and words as DTrace compares them. Nothing here allocates, and each
 * function's time is linear in its strings. Any context.
 */
#ifndef TRACE_STRINGS_H
#define TRACE_STRINGS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* A piece of a string; no NUL ends it. text is NULL where there is none. */
struct slice {
	const char *text;
	size_t length;
};

/* The first limit characters of a string, or all of them if it is shorter. */
struct slice slice_of(const char *string, size_t limit);

/* The small letter of a capital one; other characters as they are. */
static inline char letter_lower(char c)
{
	return (char)(c >= 'A' && c <= 'Z' ? c - 'A' + 'a' : c);
}

/* Are they the same but for the case of letters? */
bool words_match(const char *a, const char *b);

/* Where wanted occurs first, or last: an index, or -1. The empty slice occurs everywhere. */
int64_t slice_find(struct slice in, struct slice wanted);
int64_t slice_find_last(struct slice in, struct slice wanted);

/*
 * index() and rindex() with a position, from which the search goes forward or backward. As in
 * Perl, index() takes a negative one for 0 and rindex() one beyond the end for the end; the empty
 * string is found at the end by index() from beyond it, and at 0 by rindex() from before it.
 */
int64_t slice_index(struct slice in, struct slice wanted, int64_t position);
int64_t slice_rindex(struct slice in, struct slice wanted, int64_t position);

/*
 * substr(): length characters from index on. A negative index counts from the end; a negative
 * length leaves so many off at the end. What lies outside of the string is empty.
 */
struct slice slice_substr(struct slice in, int64_t index, int64_t length);

/* strtok(): the first run of characters that are no delimiters; no text when there is none. */
struct slice slice_token(struct slice in, struct slice delimiters);

enum {
	NUMBER_LEAST_BASE = 2,
	NUMBER_MOST_BASE = 36,
	NUMBER_BYTES = 66, /* 64 binary digits, a sign or prefix of DTrace's, NUL */
};

/*
 * strtoll(): the number that a string starts with, after blanks and a sign, up to the first
 * character that is no digit of the base. It wraps at 64 bits. In base 16 "0x" may precede digits.
 */
int64_t number_from_text(struct slice text, unsigned int base);

/*
 * lltostr(): signed in base 10, else unsigned; base 16 has the prefix 0x and base 8 the prefix 0.
 * Returns the length.
 */
size_t number_to_text(char text[NUMBER_BYTES], int64_t number, unsigned int base);

#endif
