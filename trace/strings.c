/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/strings.h"

#include <string.h>

bool words_match(const char *a, const char *b)
{
	for (; *a && letter_lower(*a) == letter_lower(*b); a++)
		b++;
	return *a == *b;
}

struct slice slice_of(const char *string, size_t limit)
{
	const char *end = memchr(string, '\0', limit);

	return (struct slice){string, end ? (size_t)(end - string) : limit};
}

int64_t slice_index(struct slice in, struct slice wanted, int64_t position)
{
	int64_t length = (int64_t)in.length;

	if (position < 0)
		position = 0;
	if (position >= length && wanted.length == 0)
		return length;
	if (position >= length)
		return -1;

	int64_t found = slice_find((struct slice){in.text + position, in.length - (size_t)position},
				   wanted);

	return found < 0 ? -1 : position + found;
}

int64_t slice_rindex(struct slice in, struct slice wanted, int64_t position)
{
	if (position < 0)
		return wanted.length == 0 ? 0 : -1;
	/* A match may start at the position: it ends later. */
	if ((uint64_t)position < in.length && in.length - (uint64_t)position > wanted.length)
		in.length = (size_t)position + wanted.length;
	return slice_find_last(in, wanted);
}

struct slice slice_substr(struct slice in, int64_t index, int64_t length)
{
	const int64_t far = INT64_C(1) << 40; /* beyond D's int, whose sums do not overflow */
	int64_t size = (int64_t)in.length;

	index = index > far ? far : index < -far ? -far : index;
	length = length > far ? far : length < -far ? -far : length;
	if (index < 0) {
		index += size;
		/* What begins before the string may end within it. */
		if (index < 0 && index + length > 0) {
			length += index;
			index = 0;
		}
	}
	if (index < 0 || index >= size)
		return (struct slice){in.text, 0};
	if (length < 0)
		length += size - index;
	if (length < 0)
		length = 0;
	if (length > size - index)
		length = size - index;
	return (struct slice){in.text + index, (size_t)length};
}

struct slice slice_token(struct slice in, struct slice delimiters)
{
	bool delimits[UINT8_MAX + 1] = {false};
	const unsigned char *text = (const unsigned char *)in.text;
	size_t start = 0;

	for (size_t i = 0; i < delimiters.length; i++)
		delimits[(unsigned char)delimiters.text[i]] = true;
	while (start < in.length && delimits[text[start]])
		start++;
	if (start == in.length)
		return (struct slice){NULL, 0};

	size_t end = start;

	while (end < in.length && !delimits[text[end]])
		end++;
	return (struct slice){in.text + start, end - start};
}

/* The value of a digit in the largest base; that base for what is none. */
static unsigned int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned int)(c - '0');
	if (c >= 'a' && c <= 'z')
		return (unsigned int)(c - 'a') + 10;
	if (c >= 'A' && c <= 'Z')
		return (unsigned int)(c - 'A') + 10;
	return NUMBER_MOST_BASE;
}

static bool has_hex_prefix(const char *at, const char *end)
{
	return end - at > 2 && at[0] == '0' && (at[1] == 'x' || at[1] == 'X') &&
	       digit_value(at[2]) < 16;
}

int64_t number_from_text(struct slice text, unsigned int base)
{
	const char *at = text.text;
	const char *end = at + text.length;
	bool negative = false;
	uint64_t number = 0;

	while (at < end && (*at == ' ' || *at == '\t'))
		at++;
	if (at < end && (*at == '-' || *at == '+'))
		negative = *at++ == '-';
	if (base == 16 && has_hex_prefix(at, end))
		at += 2;
	for (; at < end && digit_value(*at) < base; at++)
		number = number * base + digit_value(*at);
	return (int64_t)(negative ? -number : number);
}

size_t number_to_text(char text[NUMBER_BYTES], int64_t number, unsigned int base)
{
	bool negative = base == 10 && number < 0;
	uint64_t rest = negative ? -(uint64_t)number : (uint64_t)number;
	const char *prefix = negative ? "-" : base == 16 ? "0x" : base == 8 && rest != 0 ? "0" : "";
	size_t prefix_length = strlen(prefix);
	char digits[64];
	size_t count = 0;

	do {
		digits[count++] = "0123456789abcdefghijklmnopqrstuvwxyz"[rest % base];
		rest /= base;
	} while (rest > 0);
	memcpy(text, prefix, prefix_length);
	for (size_t i = 0; i < count; i++)
		text[prefix_length + i] = digits[count - 1 - i];
	text[prefix_length + count] = '\0';
	return prefix_length + count;
}
