/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/base/fmt.h"

#include <string.h>

/* Where text goes: length counts on past size, so that the caller learns what was needed. */
struct sink {
	char *buffer;
	size_t size;
	size_t length;
};

static void put(struct sink *sink, char c)
{
	if (sink->length < sink->size)
		sink->buffer[sink->length] = c;
	sink->length++;
}

static void put_repeated(struct sink *sink, char c, int count)
{
	for (; count > 0; count--)
		put(sink, c);
}

enum { MAX_DIGITS = 64 }; /* of a uint64_t in base 2 */

static int digits_of(char *digits, uint64_t value, const struct fmt_spec *spec)
{
	const char *alphabet = spec->upper ? "0123456789ABCDEF" : "0123456789abcdef";
	int count = 0;

	for (; value != 0; value /= spec->base)
		digits[count++] = alphabet[value % spec->base];
	return count;
}

static void put_integer(struct sink *sink, uint64_t magnitude, int negative,
			const struct fmt_spec *spec)
{
	char digits[MAX_DIGITS];
	int count = digits_of(digits, magnitude, spec);
	int least = spec->precision < 0 ? 1 : spec->precision;
	int zeros = least > count ? least - count : 0;
	const char *prefix = negative ? "-" : spec->plus ? "+" : spec->space ? " " : "";

	if (spec->alternate && spec->base == 16 && magnitude != 0)
		prefix = spec->upper ? "0X" : "0x";
	if (spec->alternate && spec->base == 8 && zeros == 0 && (magnitude != 0 || count == 0))
		zeros = 1;

	int padding = spec->width - (int)strlen(prefix) - zeros - count;

	if (spec->zero && !spec->left && spec->precision < 0 && padding > 0) {
		zeros += padding;
		padding = 0;
	}
	if (!spec->left)
		put_repeated(sink, ' ', padding);
	while (*prefix)
		put(sink, *prefix++);
	put_repeated(sink, '0', zeros);
	while (count > 0)
		put(sink, digits[--count]);
	if (spec->left)
		put_repeated(sink, ' ', padding);
}

static void put_character(struct sink *sink, char c, const struct fmt_spec *spec)
{
	if (!spec->left)
		put_repeated(sink, ' ', spec->width - 1);
	put(sink, c);
	if (spec->left)
		put_repeated(sink, ' ', spec->width - 1);
}

static void put_string(struct sink *sink, const char *text, const struct fmt_spec *spec)
{
	int length = 0;

	if (!text)
		text = "(null)";
	while ((spec->precision < 0 || length < spec->precision) && text[length])
		length++;
	if (!spec->left)
		put_repeated(sink, ' ', spec->width - length);
	for (int i = 0; i < length; i++)
		put(sink, text[i]);
	if (spec->left)
		put_repeated(sink, ' ', spec->width - length);
}

size_t fmt_integer(char *buffer, size_t size, uint64_t magnitude, int negative,
		   const struct fmt_spec *spec)
{
	struct sink sink = {.buffer = buffer, .size = size};

	put_integer(&sink, magnitude, negative, spec);
	return sink.length;
}

static const char *parse_flags(const char *at, struct fmt_spec *spec)
{
	for (;; at++) {
		switch (*at) {
		case '-':
			spec->left = 1;
			break;
		case '0':
			spec->zero = 1;
			break;
		case '+':
			spec->plus = 1;
			break;
		case ' ':
			spec->space = 1;
			break;
		case '#':
			spec->alternate = 1;
			break;
		default:
			return at;
		}
	}
}

static const char *parse_number(const char *at, int *value)
{
	enum { LARGEST = 1 << 20 }; /* a format is ours, but no width may overflow an int */

	*value = 0;
	for (; *at >= '0' && *at <= '9'; at++)
		if (*value < LARGEST)
			*value = *value * 10 + (*at - '0');
	return at;
}

enum length { LENGTH_INT, LENGTH_CHAR, LENGTH_SHORT, LENGTH_LONG };

static const char *parse_length(const char *at, enum length *length)
{
	*length = LENGTH_INT;
	switch (*at) {
	case 'h':
		*length = at[1] == 'h' ? LENGTH_CHAR : LENGTH_SHORT;
		return at + (at[1] == 'h' ? 2 : 1);
	case 'l':
		*length = LENGTH_LONG;
		return at + (at[1] == 'l' ? 2 : 1);
	case 'z':
	case 'j':
	case 't':
		*length = LENGTH_LONG;
		return at + 1;
	default:
		return at;
	}
}

static uint64_t narrow_unsigned(uint64_t value, enum length length)
{
	switch (length) {
	case LENGTH_CHAR:
		return (unsigned char)value;
	case LENGTH_SHORT:
		return (unsigned short)value;
	default:
		return value;
	}
}

static int64_t narrow_signed(int64_t value, enum length length)
{
	switch (length) {
	case LENGTH_CHAR:
		return (signed char)value;
	case LENGTH_SHORT:
		return (short)value;
	default:
		return value;
	}
}

size_t fmt_vformat(char *buffer, size_t size, const char *format, va_list args)
{
	struct sink sink = {.buffer = buffer, .size = size ? size - 1 : 0};

	for (const char *at = format; *at; at++) {
		struct fmt_spec spec = {.base = 10, .precision = -1};
		const char *start = at;
		enum length length;

		if (*at != '%') {
			put(&sink, *at);
			continue;
		}
		at = parse_flags(at + 1, &spec);
		if (*at == '*') {
			spec.width = va_arg(args, int);
			if (spec.width < 0) {
				spec.left = 1;
				spec.width = -spec.width;
			}
			at++;
		} else {
			at = parse_number(at, &spec.width);
		}
		if (*at == '.') {
			if (at[1] == '*') {
				spec.precision = va_arg(args, int);
				at += 2;
			} else {
				at = parse_number(at + 1, &spec.precision);
			}
		}
		at = parse_length(at, &length);

		switch (*at) {
		case 'd':
		case 'i': {
			int64_t value =
				length == LENGTH_LONG ? va_arg(args, long) : va_arg(args, int);

			value = narrow_signed(value, length);
			put_integer(&sink, value < 0 ? -(uint64_t)value : (uint64_t)value,
				    value < 0, &spec);
			break;
		}
		case 'X':
			spec.upper = 1;
			/* fall through */
		case 'x':
		case 'o':
		case 'u': {
			uint64_t value = length == LENGTH_LONG ? va_arg(args, unsigned long)
							       : va_arg(args, unsigned int);

			spec.base = *at == 'o' ? 8 : *at == 'u' ? 10 : 16;
			spec.plus = spec.space = 0;
			put_integer(&sink, narrow_unsigned(value, length), 0, &spec);
			break;
		}
		case 'p':
			spec.base = 16;
			spec.alternate = 1;
			put_integer(&sink, (uintptr_t)va_arg(args, void *), 0, &spec);
			break;
		case 'c':
			put_character(&sink, (char)va_arg(args, int), &spec);
			break;
		case 's':
			put_string(&sink, va_arg(args, const char *), &spec);
			break;
		case '%':
			put(&sink, '%');
			break;
		default:
			put(&sink, *start);
			at = start;
			break;
		}
	}
	if (size)
		buffer[sink.length < size - 1 ? sink.length : size - 1] = '\0';
	return sink.length;
}

size_t fmt_format(char *buffer, size_t size, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	size_t length = fmt_vformat(buffer, size, format, args);

	va_end(args);
	return length;
}
