/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/errors.h"

#include "dsl/arena.h"
#include "dsl/base/fmt.h"
#include "dsl/dsl.h"

#include <string.h>

static const char *const tag_names[] = {
#define ERRTAG(name) [name] = #name,
#include "dsl/errtags.def"
#undef ERRTAG
};

/* The part of the source line that is shown, and where the caret stands in it. */
struct excerpt {
	const char *text;
	size_t length;
	size_t caret; /* bytes before the caret */
	size_t column;
};

static bool is_continuation(char c)
{
	return ((unsigned char)c & 0xc0) == 0x80;
}

/* Columns count characters, not bytes, so that the caret stands right below UTF-8. */
static size_t characters_in(const char *text, size_t length)
{
	size_t count = 0;

	for (size_t i = 0; i < length; i++)
		count += !is_continuation(text[i]);
	return count;
}

static struct excerpt excerpt_at(const struct dsl_request *request, size_t offset)
{
	const char *text = request->text;

	if (offset > request->length)
		offset = request->length;

	size_t start = offset;
	size_t end = offset;

	while (start > 0 && text[start - 1] != '\n')
		start--;
	while (end < request->length && text[end] != '\n')
		end++;
	if (end > start && text[end - 1] == '\r')
		end--;
	if (offset > end)
		offset = end;

	size_t column = characters_in(text + start, offset - start) + 1;

	if (offset - start > ERRORS_EXCERPT_SIZE / 2)
		start = offset - ERRORS_EXCERPT_SIZE / 2;
	if (end - start > ERRORS_EXCERPT_SIZE)
		end = start + ERRORS_EXCERPT_SIZE;
	return (struct excerpt){.text = text + start,
				.length = end - start,
				.caret = offset - start,
				.column = column};
}

/* A script is not to speak to the terminal in escape sequences. */
static char printable(char c)
{
	bool is_control = ((unsigned char)c < 0x20 && c != '	') || c == 0x7f;

	if (is_control)
		return '?';
	return c;
}

static void report_excerpt(struct errors *errors, const struct excerpt *excerpt)
{
	char *line = errors->line;
	size_t length = 0;

	for (size_t i = 0; i < excerpt->length; i++)
		line[i] = printable(excerpt->text[i]);
	line[excerpt->length] = '\0';
	errors->request->report(errors->request->cookie, line);

	for (size_t i = 0; i < excerpt->caret; i++)
		if (!is_continuation(excerpt->text[i])) {
			line[length] = ' ';
			if (excerpt->text[i] == '\t')
				line[length] = '\t';
			length++;
		}
	line[length++] = '^';
	line[length] = '\0';
	errors->request->report(errors->request->cookie, line);
}

void errors_enter_file(struct errors *errors, struct arena *arena, uint32_t offset,
		       const char *name, size_t length)
{
	bool is_own = length == 0 || *name == '<';

	if (errors->files && errors->files->offset >= offset)
		return;
	if (is_own && !errors->files)
		return;

	struct file_mark *mark = arena_allocate(arena, sizeof(*mark));

	mark->before = errors->files;
	mark->offset = offset;
	mark->name = is_own ? NULL : arena_copy(arena, name, length);
	errors->files = mark;
}

static const char *file_at(const struct errors *errors, uint32_t offset)
{
	const struct file_mark *mark = errors->files;

	while (mark && mark->offset > offset)
		mark = mark->before;
	return mark ? mark->name : NULL;
}

/* The first line: where, and what. */
static void report_message(struct errors *errors, enum error_tag tag, struct place place,
			   size_t column)
{
	const struct dsl_request *request = errors->request;
	const char *file = file_at(errors, place.offset);
	size_t length;

	length = fmt_format(errors->line, sizeof(errors->line),
			    "dtrace: failed to compile script %.200s: ", request->name);
	if (errors->tags)
		length += fmt_format(errors->line + length, sizeof(errors->line) - length, "[%s] ",
				     tag_names[tag]);
	if (file)
		length += fmt_format(errors->line + length, sizeof(errors->line) - length,
				     "\"%.200s\", ", file);
	fmt_format(errors->line + length, sizeof(errors->line) - length, "line %u: %s (column %zu)",
		   place.line, errors->message, column);
	request->report(request->cookie, errors->line);
}

static void report(struct errors *errors, enum error_tag tag, struct place place,
		   const char *format, va_list args)
{
	const struct dsl_request *request = errors->request;

	if (errors->gave_up)
		return;
	if (++errors->count > ERRORS_MAX) {
		errors->gave_up = true;
		request->report(request->cookie, "dtrace: too many errors");
		return;
	}

	struct excerpt excerpt = excerpt_at(request, place.offset);

	fmt_vformat(errors->message, sizeof(errors->message), format, args);
	for (char *at = errors->message; *at; at++)
		if (*at != '\n')
			*at = printable(*at);

	char *rest = strchr(errors->message, '\n');

	if (rest)
		*rest++ = '\0';
	report_message(errors, tag, place, excerpt.column);
	while (rest) {
		char *next = strchr(rest, '\n');

		if (next)
			*next++ = '\0';
		request->report(request->cookie, rest);
		rest = next;
	}
	report_excerpt(errors, &excerpt);
}

void errors_report_plain(struct errors *errors, const char *format, ...)
{
	static const char prefix[] = "dtrace: ";
	va_list args;

	errors->count++;
	memcpy(errors->line, prefix, sizeof(prefix));
	va_start(args, format);
	fmt_vformat(errors->line + sizeof(prefix) - 1, sizeof(errors->line) - sizeof(prefix) + 1,
		    format, args);
	va_end(args);
	for (char *at = errors->line; *at; at++)
		*at = printable(*at);
	errors->request->report(errors->request->cookie, errors->line);
}

void error_note(struct errors *errors, enum error_tag tag, struct place place, const char *format,
		...)
{
	va_list args;

	va_start(args, format);
	report(errors, tag, place, format, args);
	va_end(args);
}

void error_at(struct errors *errors, enum error_tag tag, struct place place, const char *format,
	      ...)
{
	va_list args;

	va_start(args, format);
	report(errors, tag, place, format, args);
	va_end(args);
	errors_leave(errors);
}

void errors_leave(struct errors *errors)
{
	__builtin_longjmp(errors->trap, 1);
}

/*
 * The compiler's own setjmp: the C library's is not there under UEFI. It holds no local variable
 * across the jump but those that are volatile.
 */
__attribute__((noinline)) bool errors_run(struct errors *errors, void (*run)(void *argument),
					  void *argument)
{
	void *trap[5];
	struct errors *volatile kept = errors;
	void **volatile outer = errors->trap;

	if (__builtin_setjmp(trap)) {
		kept->trap = outer;
		return false;
	}
	errors->trap = trap;
	run(argument);
	kept->trap = outer;
	return true;
}
