/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/path.h"

#include <stdbool.h>
#include <string.h>

/* The length without slashes at the end, and without the last component. */
static size_t before_slashes(const char *text, size_t length)
{
	while (length > 0 && text[length - 1] == '/')
		length--;
	return length;
}

static size_t before_component(const char *text, size_t length)
{
	while (length > 0 && text[length - 1] != '/')
		length--;
	return length;
}

struct slice path_basename(struct slice path)
{
	size_t end = before_slashes(path.text, path.length);
	size_t start = before_component(path.text, end);

	if (path.length == 0)
		return (struct slice){".", 1};
	if (end == 0)
		return (struct slice){path.text, 1};
	return (struct slice){path.text + start, end - start};
}

struct slice path_dirname(struct slice path)
{
	size_t base = before_component(path.text, before_slashes(path.text, path.length));
	size_t end = before_slashes(path.text, base);

	if (path.length == 0 || (base == 0 && path.text[0] != '/'))
		return (struct slice){".", 1};
	return (struct slice){path.text, end > 0 ? end : 1};
}

struct writer {
	char *buffer;
	size_t room;
	size_t length;
};

static void put(struct writer *writer, const char *text, size_t length)
{
	if (length > writer->room - writer->length)
		length = writer->room - writer->length;
	memcpy(writer->buffer + writer->length, text, length);
	writer->length += length;
}

/* Takes the last component away again, with its slash. */
static void back_up(struct writer *writer)
{
	size_t length = before_component(writer->buffer, writer->length);

	writer->length = length > 0 ? length - 1 : 0;
}

size_t path_clean(char *buffer, size_t size, struct slice path)
{
	struct writer writer = {buffer, size - 1, 0};
	const char *end = path.text + path.length;
	const char *at = path.text;

	/* Each turn has a component and the slashes before it; at first there may be none. */
	while (at < end) {
		const char *start = at;
		bool rooted = *at == '/';

		while (start < end && *start == '/')
			start++;
		at = start;
		while (at < end && *at != '/')
			at++;

		size_t length = (size_t)(at - start);

		if (rooted && length == 2 && start[0] == '.' && start[1] == '.') {
			back_up(&writer);
			if (at == end)
				put(&writer, "/", 1);
		} else if (!(rooted && length == 1 && start[0] == '.' && at < end)) {
			put(&writer, "/", rooted);
			put(&writer, start, length);
		}
	}
	buffer[writer.length] = '\0';
	return writer.length;
}
