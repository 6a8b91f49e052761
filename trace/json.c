/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * DTrace's idea of JSON: reads no further than to what is wanted, and checks no more than it must
 * to find that. A number or word is only complete when something follows it.
 */
#include "trace/json.h"

#include <stdbool.h>
#include <string.h>

struct reader {
	const char *at;
	const char *end;
};

/* The next character; NUL at the end. */
static char peek(const struct reader *reader)
{
	if (reader->at == reader->end)
		return '\0';
	return *reader->at;
}

static bool accept(struct reader *reader, char wanted)
{
	if (peek(reader) != wanted)
		return false;
	reader->at++;
	return true;
}

static bool is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static bool is_lower(char c)
{
	return c >= 'a' && c <= 'z';
}

static bool is_hex_digit(char c)
{
	return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
}

static void skip_space(struct reader *reader)
{
	char c = peek(reader);

	while (c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f') {
		reader->at++;
		c = peek(reader);
	}
}

static void skip_digits(struct reader *reader)
{
	while (is_digit(peek(reader)))
		reader->at++;
}

/* What was read since start. */
static struct slice read_since(const struct reader *reader, const char *start)
{
	return (struct slice){start, (size_t)(reader->at - start)};
}

/* After the backslash. */
static bool skip_escape(struct reader *reader)
{
	enum { UNICODE_DIGITS = 4 };

	if (peek(reader) == '\0')
		return false;
	if (!accept(reader, 'u')) {
		reader->at++;
		return true;
	}
	for (int i = 0; i < UNICODE_DIGITS; i++) {
		if (!is_hex_digit(peek(reader)))
			return false;
		reader->at++;
	}
	return true;
}

/* What is between the quotes. */
static bool read_string(struct reader *reader, struct slice *string)
{
	if (!accept(reader, '"'))
		return false;

	const char *start = reader->at;

	while (peek(reader) != '"') {
		if (peek(reader) == '\0')
			return false;
		if (accept(reader, '\\')) {
			if (!skip_escape(reader))
				return false;
		} else {
			reader->at++;
		}
	}
	*string = read_since(reader, start);
	reader->at++;
	return true;
}

/* An object or array, whole. Brackets and braces are counted, each kind for itself. */
static bool read_nested(struct reader *reader, struct slice *value)
{
	const char *start = reader->at;
	int64_t braces = 0;
	int64_t brackets = 0;

	do {
		char c = peek(reader);
		struct slice ignored;

		if (c == '"') {
			if (!read_string(reader, &ignored))
				return false;
			continue;
		}
		if (c == '\0')
			return false;
		braces += (c == '{') - (c == '}');
		brackets += (c == '[') - (c == ']');
		if (braces < 0 || brackets < 0)
			return false;
		reader->at++;
	} while (braces > 0 || brackets > 0);
	*value = read_since(reader, start);
	return true;
}

static bool slice_equals(struct slice slice, const char *string)
{
	return strlen(string) == slice.length && memcmp(slice.text, string, slice.length) == 0;
}

static bool read_word(struct reader *reader, struct slice *value)
{
	const char *start = reader->at;

	while (is_lower(peek(reader)))
		reader->at++;
	*value = read_since(reader, start);
	return peek(reader) != '\0' &&
	       (slice_equals(*value, "true") || slice_equals(*value, "false") ||
		slice_equals(*value, "null"));
}

static bool is_sign(char c)
{
	return c == '+' || c == '-';
}

static bool read_number(struct reader *reader, struct slice *value)
{
	const char *start = reader->at;

	accept(reader, '-');
	skip_digits(reader);
	if (accept(reader, '.'))
		skip_digits(reader);
	else if (peek(reader) == 'x' || peek(reader) == 'X')
		return false;
	if (accept(reader, 'e') || accept(reader, 'E')) {
		while (is_digit(peek(reader)) || is_sign(peek(reader)))
			reader->at++;
	} else if (is_sign(peek(reader))) {
		return false;
	}
	*value = read_since(reader, start);
	return peek(reader) != '\0';
}

static bool read_value(struct reader *reader, struct slice *value)
{
	skip_space(reader);

	char c = peek(reader);

	if (c == '"')
		return read_string(reader, value);
	if (c == '{' || c == '[')
		return read_nested(reader, value);
	if (is_lower(c))
		return read_word(reader, value);
	if (c == '-' || is_digit(c))
		return read_number(reader, value);
	return false;
}

/* Past a value and the comma after it. */
static bool skip_value(struct reader *reader)
{
	struct slice ignored;

	if (!read_value(reader, &ignored))
		return false;
	skip_space(reader);
	return accept(reader, ',');
}

/* Within an object, to the value of that name. */
static bool seek_member(struct reader *reader, const char *wanted)
{
	for (;;) {
		struct slice name;

		skip_space(reader);
		if (!read_string(reader, &name))
			return false;
		skip_space(reader);
		if (!accept(reader, ':'))
			return false;
		if (slice_equals(name, wanted))
			return true;
		if (!skip_value(reader))
			return false;
	}
}

/* Within an array, to that value. A selector that is no number is 0. */
static bool seek_element(struct reader *reader, const char *wanted)
{
	int64_t index = number_from_text((struct slice){wanted, strlen(wanted)}, 10);

	for (int64_t i = 0; i != index; i++)
		if (!skip_value(reader))
			return false;
	return true;
}

/* Makes of a[0].b the strings a, 0, b, one after the other. Returns how many. */
static unsigned int split_selector(char *selector)
{
	unsigned int count = 1;
	const char *from = selector;
	char *to = selector;

	if (*from == '[')
		from++;
	for (; *from; from++) {
		if (*from == '.' || *from == '[') {
			*to++ = '\0';
			count++;
		} else if (*from != ']') {
			*to++ = *from;
		}
	}
	*to = '\0';
	return count;
}

struct slice json_find(struct slice text, char *selector)
{
	struct reader reader = {text.text, text.text + text.length};
	unsigned int left = split_selector(selector);
	struct slice value;

	for (; left > 0; left--) {
		skip_space(&reader);
		if (accept(&reader, '{')) {
			if (!seek_member(&reader, selector))
				return (struct slice){NULL, 0};
		} else if (accept(&reader, '[')) {
			if (!seek_element(&reader, selector))
				return (struct slice){NULL, 0};
		} else {
			return (struct slice){NULL, 0};
		}
		selector += strlen(selector) + 1;
	}
	return read_value(&reader, &value) ? value : (struct slice){NULL, 0};
}
