/* SPDX-License-Identifier: BSD-2-Clause */
/* Options by name: of `#pragma D option`, of the request's presets (-x), and of setopt(). */
#ifndef DSL_OPTIONS_H
#define DSL_OPTIONS_H

#include <stdbool.h>
#include <stddef.h>

struct compiler;

/* A piece of text. */
struct slice {
	const char *text;
	size_t length;
};

enum option_outcome {
	OPTION_SET,
	OPTION_UNKNOWN,
	OPTION_BAD_VALUE, /* also: it needs one */
	OPTION_NO_MEANING,
	OPTION_UNSUPPORTED,
};

/* Takes name[=value] apart; *value is left alone when there is none. */
struct slice option_split(struct slice setting, struct slice *value, bool *has_value);

/* Sets an option of the program, over what was set before; value may be NULL for a flag. */
enum option_outcome option_set(struct compiler *compiler, struct slice name,
			       const struct slice *value);

/* The words for an outcome other than OPTION_SET; for a bad name or value they are DTrace's. */
const char *option_outcome_text(enum option_outcome outcome);

/* The option whose name is nearest, or NULL when none is near. */
const char *option_suggest(struct slice name);

#endif
