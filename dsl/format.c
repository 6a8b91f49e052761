/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/format.h"

#include "dsl/check.h"
#include "dsl/compiler.h"

#include <string.h>

enum { LONGEST_SHOWN = 64 }; /* bytes of a conversion, in a message */

/* One conversion of a format, taken apart. */
struct conversion {
	const char *start; /* at the % */
	int length;
	uint32_t number; /* from 1 */
	char letter;
	unsigned int prefix; /* enum prefix */
	bool of_aggregation;
	bool width_given;     /* by an argument: * */
	bool precision_given; /* by an argument: .* */
};

/* What a conversion takes. */
enum argument_class {
	TAKES_INTEGER,
	TAKES_ADDRESS,	 /* integers and pointers */
	TAKES_CHARACTER, /* integers up to int */
	TAKES_TIME,	 /* 8 bytes: ns since 1970 */
	TAKES_PORT,	 /* 2 bytes */
	TAKES_STRING,
	TAKES_REAL,  /* D has no value of such a type */
	TAKES_STACK, /* no value is one: stack() and the like are refused */
};

/* What may stand before the letter. */
enum prefix {
	PREFIX_NONE = 1 << 0,
	PREFIX_SHORT = 1 << 1,	   /* h */
	PREFIX_LONG = 1 << 2,	   /* l, ll */
	PREFIX_WIDE = 1 << 3,	   /* w */
	PREFIX_LONG_REAL = 1 << 4, /* L */

	OF_INTEGER = PREFIX_NONE | PREFIX_SHORT | PREFIX_LONG,
	OF_TEXT = PREFIX_NONE | PREFIX_LONG | PREFIX_WIDE,
	OF_REAL = PREFIX_NONE | PREFIX_LONG_REAL,
};

struct conversion_kind {
	char letter;
	enum argument_class takes;
	unsigned int prefixes;
};

static const struct conversion_kind kinds[] = {
	{'a', TAKES_ADDRESS, PREFIX_NONE}, {'A', TAKES_ADDRESS, PREFIX_NONE},
	{'c', TAKES_CHARACTER, OF_TEXT},   {'C', TAKES_CHARACTER, PREFIX_NONE},
	{'d', TAKES_INTEGER, OF_INTEGER},  {'e', TAKES_REAL, OF_REAL},
	{'E', TAKES_REAL, OF_REAL},	   {'f', TAKES_REAL, OF_REAL},
	{'F', TAKES_REAL, OF_REAL},	   {'g', TAKES_REAL, OF_REAL},
	{'G', TAKES_REAL, OF_REAL},	   {'i', TAKES_INTEGER, OF_INTEGER},
	{'I', TAKES_STRING, PREFIX_NONE},  {'k', TAKES_STACK, PREFIX_NONE},
	{'o', TAKES_INTEGER, OF_INTEGER},  {'p', TAKES_ADDRESS, PREFIX_NONE},
	{'P', TAKES_PORT, PREFIX_NONE},	   {'s', TAKES_STRING, OF_TEXT},
	{'S', TAKES_STRING, PREFIX_NONE},  {'T', TAKES_TIME, PREFIX_NONE},
	{'u', TAKES_INTEGER, OF_INTEGER},  {'x', TAKES_INTEGER, OF_INTEGER},
	{'X', TAKES_INTEGER, OF_INTEGER},  {'Y', TAKES_TIME, PREFIX_NONE},
};

static const struct conversion_kind *kind_of(const struct conversion *conversion)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (kinds[i].letter == conversion->letter && kinds[i].prefixes & conversion->prefix)
			return &kinds[i];
	return NULL;
}

static const char *parse_flags(const char *at, struct conversion *conversion)
{
	for (; *at && strchr("#0-+' ?@", *at); at++)
		conversion->of_aggregation |= *at == '@';
	return at;
}

/* A width or precision: digits, or the * that takes it from an argument. */
static const char *parse_width(const char *at, bool *given, bool *too_wide)
{
	enum { WIDEST = 1 << 20 };
	uint32_t width = 0;

	*given = *at == '*';
	if (*given)
		return at + 1;
	for (; *at >= '0' && *at <= '9'; at++)
		if (width <= WIDEST)
			width = width * 10 + (uint32_t)(*at - '0');
	*too_wide |= width > WIDEST;
	return at;
}

static const char *parse_prefix(const char *at, struct conversion *conversion)
{
	conversion->prefix = PREFIX_NONE;
	switch (*at) {
	case 'h':
		conversion->prefix = PREFIX_SHORT;
		return at + 1;
	case 'l':
		conversion->prefix = PREFIX_LONG;
		return at + (at[1] == 'l' ? 2 : 1);
	case 'w':
		conversion->prefix = PREFIX_WIDE;
		return at + 1;
	case 'L':
		conversion->prefix = PREFIX_LONG_REAL;
		return at + 1;
	default:
		return at;
	}
}

/* Finds the next conversion from *at on, %% not counted, and moves behind it. False: there is none. */
static bool next_conversion(struct compiler *compiler, const struct node *format, const char **at,
			    struct conversion *conversion)
{
	const char *percent = strchr(*at, '%');
	uint32_t number = conversion->number + 1;
	bool too_wide = false;

	while (percent && percent[1] == '%')
		percent = strchr(percent + 2, '%');
	if (!percent)
		return false;
	*conversion = (struct conversion){.start = percent, .number = number};

	const char *next = parse_flags(percent + 1, conversion);

	next = parse_width(next, &conversion->width_given, &too_wide);
	next = parse_flags(next, conversion);
	if (*next == '.')
		next = parse_width(next + 1, &conversion->precision_given, &too_wide);
	next = parse_flags(next, conversion);
	next = parse_prefix(next, conversion);
	if (*next == '\0')
		error_at(&compiler->errors, D_SYNTAX, format->place,
			 "format conversion #%u name expected before end of format string", number);
	conversion->letter = *next++;
	conversion->length = next - percent > LONGEST_SHOWN ? LONGEST_SHOWN : (int)(next - percent);
	*at = next;

	const struct conversion_kind *kind = kind_of(conversion);

	if (!kind)
		error_at(&compiler->errors, D_SYNTAX, format->place,
			 "format conversion #%u: %.*s is not a recognized conversion", number,
			 conversion->length, percent);
	if (too_wide)
		error_at(&compiler->errors, D_LIMIT, format->place,
			 "format conversion #%u: widths go up to 1048576", number);
	return true;
}

/* A prefix names the size of an integer exactly; without one the argument's own size is taken. */
static bool size_fits(const struct conversion *conversion, uint8_t size)
{
	switch (conversion->prefix) {
	case PREFIX_SHORT:
		return size == 2;
	case PREFIX_LONG:
		return size == 8;
	default:
		return true;
	}
}

static bool takes(const struct conversion *conversion, const struct type *type)
{
	bool is_integer = type_is_integer(type);

	switch (kind_of(conversion)->takes) {
	case TAKES_INTEGER:
		return is_integer && size_fits(conversion, type->size);
	case TAKES_ADDRESS:
		return type_is_scalar(type) || type->kind == KIND_ARRAY;
	case TAKES_CHARACTER:
		return is_integer && type->size <= 4;
	case TAKES_TIME:
		return is_integer && type->size == 8;
	case TAKES_PORT:
		return is_integer && type->size == 2;
	case TAKES_STRING:
		return type_is_stringlike(type) && !type_is_pointer(type);
	default:
		return false;
	}
}

static const char *prototype_of(const struct conversion *conversion)
{
	switch (kind_of(conversion)->takes) {
	case TAKES_INTEGER:
		return conversion->prefix == PREFIX_SHORT  ? "short"
		       : conversion->prefix == PREFIX_LONG ? "long or long long"
							   : "char, short, int, long, or long long";
	case TAKES_ADDRESS:
		return "pointer or integer";
	case TAKES_STACK:
		return "stack";
	case TAKES_CHARACTER:
		return "char, short, or int";
	case TAKES_TIME:
		return "int64_t";
	case TAKES_PORT:
		return "uint16_t";
	case TAKES_STRING:
		return "char [] or string (or use stringof)";
	default:
		return "float, double, or long double";
	}
}

static void check_type(struct compiler *compiler, const char *function, struct place place,
		       uint32_t argument, const struct conversion *conversion,
		       const struct type *type)
{
	if (!takes(conversion, type))
		error_at(&compiler->errors, D_PRINTF_ARG_TYPE, place,
			 "%s( ) argument #%u is incompatible with conversion #%u prototype:\n"
			 "\tconversion: %.*s\n\t prototype: %s\n\t  argument: %s",
			 function, argument, conversion->number, conversion->length,
			 conversion->start, prototype_of(conversion), type->name);
}

/* Takes the argument for a * from the list. */
static void take_dynamic(struct compiler *compiler, const struct node *format,
			 const struct node *argument, uint32_t number,
			 const struct conversion *conversion, const char *what)
{
	if (!argument)
		error_at(
			&compiler->errors, D_PRINTF_DYN_PROTO, format->place,
			"printf( ) prototype mismatch: conversion #%u (%%%c) is missing a corresponding "
			"\"%s\" argument",
			conversion->number, conversion->letter, what);

	const struct type *type = argument->type;

	if (!type_is_integer(type))
		error_at(&compiler->errors, D_PRINTF_DYN_TYPE, argument->place,
			 "printf( ) argument #%u is incompatible with conversion #%u prototype:\n"
			 "\tconversion: %% %s %c\n\t prototype: int\n\t  argument: %s",
			 number, conversion->number, what, conversion->letter, type->name);
}

/* An array becomes the string that it holds, or its address, as the conversion takes it. */
static struct node *convert_argument(struct compiler *compiler, struct node *argument,
				     const struct conversion *conversion)
{
	if (kind_of(conversion)->takes == TAKES_STRING)
		return check_coerce(compiler, argument, type_of(T_STRING));
	return check_decay(compiler, argument);
}

static void require_text(struct compiler *compiler, const char *function, const struct node *format)
{
	if (format->length == 0)
		error_at(&compiler->errors, D_PRINTF_FMT_EMPTY, format->place,
			 "%s( ) format string is empty", function);
}

void format_check_printf(struct compiler *compiler, struct node *format)
{
	struct node **argument = &format->next;
	struct conversion conversion = {0};
	const char *at = format->text;

	require_text(compiler, "printf", format);

	uint32_t number = 2; /* of the argument; the format is #1 */

	while (next_conversion(compiler, format, &at, &conversion)) {
		if (conversion.of_aggregation)
			error_at(
				&compiler->errors, D_PRINTF_AGG_CONV, format->place,
				"%%@ conversion requires an aggregation and is not for use with printf( )");
		if (conversion.width_given) {
			take_dynamic(compiler, format, *argument, number++, &conversion, "*");
			argument = &(*argument)->next;
		}
		if (conversion.precision_given) {
			take_dynamic(compiler, format, *argument, number++, &conversion, ".*");
			argument = &(*argument)->next;
		}
		if (!*argument)
			error_at(&compiler->errors, D_PRINTF_ARG_PROTO, format->place,
				 "printf( ) prototype mismatch: conversion #%u (%%%c) is missing a "
				 "corresponding value argument",
				 conversion.number, conversion.letter);
		check_type(compiler, "printf", (*argument)->place, number++, &conversion,
			   (*argument)->type);
		*argument = convert_argument(compiler, *argument, &conversion);
		argument = &(*argument)->next;
	}
	if (*argument)
		error_at(
			&compiler->errors, D_PRINTF_ARG_EXTRA, (*argument)->place,
			"printf( ) prototype mismatch: only %u arguments required by this format string",
			number - 2);
}

void format_check_printa(struct compiler *compiler, const struct node *format,
			 const struct node *aggregations)
{
	const struct key_types *keys = aggregations->symbol->keys;
	struct conversion conversion = {0};
	const char *at = format->text;
	uint32_t key = 0;

	require_text(compiler, "printa", format);

	while (next_conversion(compiler, format, &at, &conversion)) {
		if (conversion.width_given || conversion.precision_given)
			error_at(
				&compiler->errors, D_PRINTF_DYN_PROTO, format->place,
				"printa( ) conversion #%u: %.*s: * has no argument to take its number from",
				conversion.number, conversion.length, conversion.start);
		if (conversion.of_aggregation) {
			if (kind_of(&conversion)->takes != TAKES_INTEGER &&
			    kind_of(&conversion)->takes != TAKES_ADDRESS)
				check_type(compiler, "printa", format->place, 1, &conversion,
					   type_of(T_AGGREGATION));
			continue;
		}
		if (key == keys->count)
			error_at(&compiler->errors, D_PRINTF_ARG_PROTO, format->place,
				 "printa( ) prototype mismatch: conversion #%u (%%%c) is missing a "
				 "corresponding value argument",
				 conversion.number, conversion.letter);
		check_type(compiler, "printa", format->place, key + 1, &conversion, keys->of[key]);
		key++;
	}
}
