/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The syntax of probevisor.conf and of machine files (trace/sim/machine_file.h), without the meaning:
 *
 *	# a comment, also after ;
 *	[kind]
 *	[kind name]
 *	key = value
 *
 * Blanks around keys, values and names do not count; lines end with LF or CRLF; a UTF-8 byte order
 * mark is skipped. A value is the rest of its line, whatever is in it.
 */
#ifndef DSL_BASE_INI_H
#define DSL_BASE_INI_H

#include <stddef.h>

/*
 * Strings end with NUL, are never NULL, and stay valid as long as the text does. Lines count
 * from 1.
 */
struct ini_handler {
	void *cookie;
	void (*section)(void *cookie, unsigned int line, const char *kind, const char *name);
	void (*value)(void *cookie, unsigned int line, const char *key, char *value);
	void (*error)(void *cookie, unsigned int line, const char *message);
};

/*
 * Walks the text and calls the handler for each section, value and syntax error, in order; goes on
 * after an error. text[length] must be writable, and the text is cut into strings. Returns the
 * number of errors. Any context.
 */
unsigned int ini_parse(char *text, size_t length, const struct ini_handler *handler);

/*
 * Cuts a comment off a value: from a # at its start or after a blank. Not done by ini_parse(),
 * because a guest's command line may contain anything.
 */
void ini_cut_comment(char *value);

#endif
