/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/literals.h"

#include "dsl/compiler.h"

#include <string.h>

static int digit_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	if (c >= 'A' && c <= 'F')
		return c - 'A' + 10;
	return 16;
}

/* u and l, ll in any order and case, at the end. Returns the length without them. */
static uint32_t read_suffix(const char *text, uint32_t length, bool *is_unsigned, int *longs)
{
	*is_unsigned = false;
	*longs = 0;
	for (; length > 1; length--) {
		char c = text[length - 1];

		if ((c == 'u' || c == 'U') && !*is_unsigned)
			*is_unsigned = true;
		else if ((c == 'l' || c == 'L') && *longs < 2)
			++*longs;
		else
			break;
	}
	return length;
}

void literal_integer(struct compiler *compiler, struct token *token, const char *text,
		     uint32_t length)
{
	struct errors *errors = &compiler->errors;
	uint32_t base = 10;
	uint32_t start = 0;
	uint32_t end;
	bool is_unsigned;
	int longs;
	uint64_t value = 0;
	bool overflow = false;

	end = read_suffix(text, length, &is_unsigned, &longs);
	if (end > 1 && text[0] == '0' && (text[1] == 'x' || text[1] == 'X')) {
		base = 16;
		start = 2;
	} else if (end > 1 && text[0] == '0') {
		base = 8;
		start = 1;
	}
	if (start == end)
		error_at(errors, D_SYNTAX, token->place, "syntax error near \"%.*s\"", (int)length,
			 text);
	for (uint32_t i = start; i < end; i++) {
		uint32_t digit = (uint32_t)digit_value(text[i]);

		if (digit >= base)
			error_at(errors, D_INT_DIGIT, token->place,
				 "integer constant %.*s contains invalid digit %c",
				 (int)(length < 64 ? length : 64), text, text[i]);
		overflow |= value > (UINT64_MAX - digit) / base;
		value = value * base + digit;
	}
	token->value = value;
	token->type = type_of_literal(value, base == 10, is_unsigned, longs);
	/* Decimal values beyond long long are unsigned to DTrace, as they were to C compilers
	 * before C99. */
	if (!token->type)
		token->type = type_of(T_ULLONG);
	if (overflow)
		error_at(
			errors, D_INT_OFLOW, token->place,
			"integer constant %.*s cannot be represented in any built-in integral type",
			(int)(length < 64 ? length : 64), text);
}

/* Reads the character at text[*at], which may be an escape, and moves behind it. */
static unsigned char read_character(const char *text, size_t length, size_t *at)
{
	static const char escapes[] = "a\ab\bf\fn\nr\rt\tv\v";
	char c = text[(*at)++];

	if (c != '\\' || *at == length)
		return (unsigned char)c;
	c = text[(*at)++];
	for (size_t i = 0; escapes[i]; i += 2)
		if (escapes[i] == c)
			return (unsigned char)escapes[i + 1];
	if (c == 'x' && *at < length && digit_value(text[*at]) < 16) {
		unsigned int value = 0;

		for (int i = 0; i < 2 && *at < length && digit_value(text[*at]) < 16; i++)
			value = value * 16 + (unsigned int)digit_value(text[(*at)++]);
		return (unsigned char)value;
	}
	if (digit_value(c) < 8) {
		unsigned int value = (unsigned int)digit_value(c);

		for (int i = 0; i < 2 && *at < length && digit_value(text[*at]) < 8; i++)
			value = value * 8 + (unsigned int)digit_value(text[(*at)++]);
		return (unsigned char)value;
	}
	return (unsigned char)c;
}

void literal_character(struct compiler *compiler, struct token *token, const char *text,
		       size_t length)
{
	size_t at = 0;
	size_t count = 0;

	if (length == 0)
		error_at(&compiler->errors, D_CHR_NULL, token->place, "empty character constant");
	while (at < length) {
		token->value = token->value << 8 | read_character(text, length, &at);
		count++;
	}
	if (count > sizeof(token->value))
		error_at(&compiler->errors, D_CHR_OFLOW, token->place,
			 "character constant is too long");
	token->type = type_of_literal(token->value, false, false, 0);
}

void literal_string(struct compiler *compiler, struct token *token, const char *text, size_t length)
{
	char *resolved = arena_allocate(&compiler->arena, length + 1);
	size_t used = 0;

	for (size_t at = 0; at < length;)
		resolved[used++] = (char)read_character(text, length, &at);
	token->text = resolved;
	token->length = (uint32_t)strlen(resolved);
}
