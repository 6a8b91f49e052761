/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/print_format.h"

#include <stdbool.h>

enum { MOST_DIGITS = 6 }; /* of any offset or size that there is */

/* A number and the character after it. */
static bool take_number(const char **at, char after, uint32_t *number)
{
	uint32_t digits = 0;

	*number = 0;
	for (; **at >= '0' && **at <= '9' && digits < MOST_DIGITS; digits++)
		*number = *number * 10 + (uint32_t)(*(*at)++ - '0');
	return digits > 0 && *(*at)++ == after;
}

static enum print_token take_part(const char **format, struct print_piece *piece)
{
	const char *at = *format + 2;

	if (!take_number(&at, ',', &piece->offset) || !take_number(&at, ',', &piece->size))
		return PRINT_BAD;
	piece->kind = *at;
	if ((*at != 'x' && *at != 'c' && *at != 's') || at[1] != '}')
		return PRINT_BAD;
	*format = at + 2;
	return PRINT_PART;
}

enum print_token print_format_next(const char **format, struct print_piece *piece)
{
	const char *start = *format;
	const char *at = start;

	if (*at == '\0')
		return PRINT_END;
	if (at[0] == '%' && at[1] == '{')
		return take_part(format, piece);
	if (at[0] == '%') {
		if (at[1] != '%')
			return PRINT_BAD;
		piece->text = start;
		piece->length = 1;
		*format = at + 2;
		return PRINT_TEXT;
	}
	while (*at && *at != '%')
		at++;
	piece->text = start;
	piece->length = (uint32_t)(at - start);
	*format = at;
	return PRINT_TEXT;
}
