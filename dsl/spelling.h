/* SPDX-License-Identifier: BSD-2-Clause */
/* How near two names are, for "did you mean ...?". */
#ifndef DSL_SPELLING_H
#define DSL_SPELLING_H

#include <stddef.h>

enum { SPELLING_MAX_LENGTH = 48 }; /* of the second name, at most */

/* Edits from a to b: a letter more, less, other, or two swapped. */
unsigned int spelling_distance(const char *a, size_t a_length, const char *b, size_t b_length);

/* A name of this length is meant by another one only when fewer edits than this lie between them. */
static inline unsigned int spelling_threshold(size_t length)
{
	return length < 3 ? 0 : length < 6 ? 2 : 3;
}

#endif
