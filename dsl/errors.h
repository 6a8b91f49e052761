/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Error messages of the compiler, and the way out after one. An error is reported where it is found
 * and ends the piece of work (a clause, a declaration) that errors_run() started; nothing need be
 * unwound by hand, since all memory is the arena's.
 */
#ifndef DSL_ERRORS_H
#define DSL_ERRORS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct arena;
struct dsl_request;

enum error_tag {
#define ERRTAG(name) name,
#include "dsl/errtags.def"
#undef ERRTAG
};

/* A place in the source. */
struct place {
	uint32_t offset;
	uint32_t line; /* from 1 */
};

/* From this offset on, until the next mark, the source is what a preprocessor took from another file. */
struct file_mark {
	const struct file_mark *before;
	uint32_t offset;
	const char *name; /* NULL: the source's own name */
};

enum {
	ERRORS_MAX = 20, /* reported; after that the compiler gives up */
	ERRORS_MESSAGE_SIZE = 1024,
	ERRORS_PREFIX_SIZE = 640,  /* file names, tag and place before a message */
	ERRORS_EXCERPT_SIZE = 160, /* bytes of a long source line that are shown */
};

struct errors {
	const struct dsl_request *request;
	unsigned int count;
	bool tags;
	bool gave_up;		       /* nothing that follows is worth reporting */
	const struct file_mark *files; /* the last one first */
	void **trap;		       /* where error_at() goes */
	char message[ERRORS_MESSAGE_SIZE];
	char line[ERRORS_MESSAGE_SIZE + ERRORS_PREFIX_SIZE];
};

/*
 * Reports and returns to the innermost errors_run(). The format is fmt_format()'s; a newline in the
 * message starts another report line, and the column stands at the end of the first.
 */
void error_at(struct errors *errors, enum error_tag tag, struct place place, const char *format,
	      ...) __attribute__((format(printf, 4, 5), noreturn));

/* The same, without returning to errors_run(): for an error that hinders nothing that follows. */
void error_note(struct errors *errors, enum error_tag tag, struct place place, const char *format,
		...) __attribute__((format(printf, 4, 5)));

/* Reports "dtrace: MESSAGE", of what has no place in the source, and returns. */
void errors_report_plain(struct errors *errors, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Returns to the innermost errors_run(), after error_note() told why. */
void errors_leave(struct errors *errors) __attribute__((noreturn));

/* Calls run(argument). False when an error ended it. May be nested. */
bool errors_run(struct errors *errors, void (*run)(void *argument), void *argument);

/*
 * From the offset on the source is of this file: "" or a name in <> is the source itself. Marks come in the
 * order of their offsets; one that has been there before is left alone.
 */
void errors_enter_file(struct errors *errors, struct arena *arena, uint32_t offset,
		       const char *name, size_t length);

/* Is what is read now of another file than the source itself? */
static inline bool errors_in_included(const struct errors *errors)
{
	return errors->files && errors->files->name;
}

/* Nothing more is worth trying: too many errors, or no memory. */
static inline bool errors_gave_up(const struct errors *errors)
{
	return errors->gave_up;
}

#endif
