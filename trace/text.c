/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/text.h"

#include "dsl/base/fmt.h"

#include <string.h>

/* How many of count bytes that come next lie in the window; *skipped of them come before it. */
static size_t visible(struct text *text, uint64_t count, uint64_t *skipped)
{
	*skipped = count < text->skip ? count : text->skip;
	text->skip -= *skipped;
	count -= *skipped;

	size_t room = text->size - text->length;

	if (count <= room)
		return count;
	text->full = true;
	return room;
}

void text_repeat(struct text *text, char c, uint64_t count)
{
	uint64_t skipped;
	size_t shown = visible(text, count, &skipped);

	memset(text->buffer + text->length, c, shown);
	text->length += shown;
}

void text_bytes(struct text *text, const char *bytes, size_t length)
{
	uint64_t skipped;
	size_t shown = visible(text, length, &skipped);

	memcpy(text->buffer + text->length, bytes + skipped, shown);
	text->length += shown;
}

void text_string(struct text *text, const char *string)
{
	text_bytes(text, string, strlen(string));
}

void text_field(struct text *text, const char *bytes, size_t length, uint64_t width, bool left)
{
	uint64_t padding = width > length ? width - length : 0;

	if (!left)
		text_repeat(text, ' ', padding);
	text_bytes(text, bytes, length);
	if (left)
		text_repeat(text, ' ', padding);
}

void text_format(struct text *text, const char *format, ...)
{
	char line[512];
	va_list args;

	va_start(args, format);
	size_t length = fmt_vformat(line, sizeof(line), format, args);

	va_end(args);
	text_bytes(text, line, length < sizeof(line) ? length : sizeof(line) - 1);
}

void text_integer(struct text *text, const struct text_integer *integer)
{
	const struct fmt_spec spec = {
		.base = integer->base, .precision = 0, .upper = integer->upper};
	char digits[64];
	uint64_t count = fmt_integer(digits, sizeof(digits), integer->magnitude, 0, &spec);
	uint64_t least = integer->has_precision ? integer->precision : 1;
	uint64_t zeros = least > count ? least - count : 0;
	const char *prefix = integer->negative ? "-"
			     : integer->plus   ? "+"
			     : integer->space  ? " "
					       : "";

	if (integer->alternate && integer->base == 16 && integer->magnitude != 0)
		prefix = integer->upper ? "0X" : "0x";
	if (integer->alternate && integer->base == 8 && zeros == 0)
		zeros = 1;

	uint64_t used = strlen(prefix) + zeros + count;
	uint64_t padding = integer->width > used ? integer->width - used : 0;

	if (integer->zero && !integer->left && !integer->has_precision) {
		zeros += padding;
		padding = 0;
	}
	if (!integer->left)
		text_repeat(text, ' ', padding);
	text_string(text, prefix);
	text_repeat(text, '0', zeros);
	text_bytes(text, digits, count);
	if (integer->left)
		text_repeat(text, ' ', padding);
}
