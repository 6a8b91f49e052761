/* SPDX-License-Identifier: BSD-2-Clause */
/* What stands in integer, character and string literals. All report errors at the token's place. */
#ifndef DSL_LITERALS_H
#define DSL_LITERALS_H

#include <stddef.h>
#include <stdint.h>

struct compiler;
struct token;

/* Sets value and type: decimal, octal and hexadecimal numbers with C's suffixes. */
void literal_integer(struct compiler *compiler, struct token *token, const char *text,
		     uint32_t length);

/*
 * Sets value and type, int where that holds it. As in DTrace up to 8 characters may stand there,
 * the first being the most significant.
 */
void literal_character(struct compiler *compiler, struct token *token, const char *text,
		       size_t length);

/* Sets text and length, escapes resolved. A NUL ends the string. */
void literal_string(struct compiler *compiler, struct token *token, const char *text,
		    size_t length);

#endif
