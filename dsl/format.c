/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/format.h"

#include "dsl/compiler.h"

#include <string.h>

/* One conversion of a format, taken apart. */
struct conversion {
	const char *start; /* at the % */
	int length;
	uint32_t number; /* from 1 */
	char letter;
	uint8_t size; /* bytes that a size prefix names; 0: none */
	bool of_aggregation;
	bool width_given;     /* by an argument: * */
	bool precision_given; /* by an argument: .* */
};

/* What a conversion takes. */
enum argument_class {
	TAKES_INTEGER,
	TAKES_CHARACTER, /* integers up to int */
	TAKES_TIME,	 /* 8 bytes: ns since 1970 */
	TAKES_STRING,
	TAKES_REAL, /* D has no value of such a type */
	TAKES_PORT, /* 2 bytes */
	NOT_YET,    /* needs symbols or stacks */
};

struct conversion_kind {
	char letter;
	enum argument_class takes;
};

static const struct conversion_kind kinds[] = {
	{'a', NOT_YET},	      {'A', NOT_YET},	    {'c', TAKES_CHARACTER}, {'C', TAKES_CHARACTER},
	{'d', TAKES_INTEGER}, {'e', TAKES_REAL},    {'E', TAKES_REAL},	    {'f', TAKES_REAL},
	{'g', TAKES_REAL},    {'G', TAKES_REAL},    {'i', TAKES_INTEGER},   {'I', NOT_YET},
	{'k', NOT_YET},	      {'o', TAKES_INTEGER}, {'O', TAKES_INTEGER},   {'p', TAKES_INTEGER},
	{'P', TAKES_PORT},    {'s', TAKES_STRING},  {'S', TAKES_STRING},    {'T', TAKES_TIME},
	{'u', TAKES_INTEGER}, {'x', TAKES_INTEGER}, {'X', TAKES_INTEGER},   {'Y', TAKES_TIME},
};

static const struct conversion_kind *kind_of(char letter)
{
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (kinds[i].letter == letter)
			return &kinds[i];
	return NULL;
}

static const char *skip_digits(const char *at)
{
	while (*at >= '0' && *at <= '9')
		at++;
	return at;
}

static const char *parse_size_prefix(const char *at, struct conversion *conversion)
{
	switch (*at) {
	case 'h':
		conversion->size = at[1] == 'h' ? 1 : 2;
		return at + (at[1] == 'h' ? 2 : 1);
	case 'l':
		conversion->size = 8;
		return at + (at[1] == 'l' ? 2 : 1);
	case 'L':
		conversion->size = 16;
		return at + 1;
	default:
		return at;
	}
}

/* Finds the next conversion from *at on, %% not counted, and moves behind it. False: there is none.
 */
static bool next_conversion(struct compiler *compiler, const struct node *format, const char **at,
			    struct conversion *conversion)
{
	const char *percent = strchr(*at, '%');
	uint32_t number = conversion->number + 1;

	while (percent && percent[1] == '%')
		percent = strchr(percent + 2, '%');
	if (!percent)
		return false;
	*conversion = (struct conversion){.start = percent, .number = number};

	const char *next = percent + 1;

	for (; *next && strchr("#0-+' ?@", *next); next++)
		conversion->of_aggregation |= *next == '@';
	if (*next == '*') {
		conversion->width_given = true;
		next++;
	} else {
		next = skip_digits(next);
	}
	if (*next == '.') {
		conversion->precision_given = next[1] == '*';
		next = conversion->precision_given ? next + 2 : skip_digits(next + 1);
	}
	next = parse_size_prefix(next, conversion);
	if (*next == '\0')
		error_at(&compiler->errors, D_UNKNOWN, format->place,
			 "format conversion #%u name expected before end of format string", number);
	conversion->letter = *next++;
	conversion->length = (int)(next - percent);
	if (conversion->length > 64)
		conversion->length = 64;
	*at = next;

	const struct conversion_kind *kind = kind_of(conversion->letter);

	if (!kind)
		error_at(&compiler->errors, D_UNKNOWN, format->place,
			 "format conversion #%u: %.*s is not a recognized conversion", number,
			 conversion->length, percent);
	if (kind->takes == NOT_YET)
		error_at(&compiler->errors, D_UNSUPPORTED, format->place,
			 "format conversion #%u: %.*s is not supported yet", number,
			 conversion->length, percent);
	return true;
}

static bool takes(const struct conversion *conversion, const struct type *type)
{
	if (conversion->size && type_is_integer(type) && type->size != conversion->size)
		return false;
	switch (kind_of(conversion->letter)->takes) {
	case TAKES_INTEGER:
		return type_is_integer(type);
	case TAKES_CHARACTER:
		return type_is_integer(type) && type->size <= 4;
	case TAKES_TIME:
		return type_is_integer(type) && type->size == 8;
	case TAKES_PORT:
		return type_is_integer(type) && type->size == 2;
	case TAKES_STRING:
		return type_is_string(type);
	case TAKES_REAL:
	case NOT_YET:
		break;
	}
	return false;
}

static const char *prototype_of(const struct conversion *conversion)
{
	switch (kind_of(conversion->letter)->takes) {
	case TAKES_INTEGER:
		switch (conversion->size) {
		case 1:
			return "char";
		case 2:
			return "short";
		case 8:
			return "long or long long";
		case 16:
			return "none: L is for floating-point";
		default:
			return "char, short, int, long, or long long";
		}
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
			 const struct node **argument, uint32_t *number,
			 const struct conversion *conversion, const char *what)
{
	if (!*argument)
		error_at(
			&compiler->errors, D_PRINTF_DYN_PROTO, format->place,
			"printf( ) prototype mismatch: conversion #%u (%%%c) is missing a corresponding "
			"\"%s\" argument",
			conversion->number, conversion->letter, what);

	const struct type *type = (*argument)->type;

	if (!type_is_integer(type) || type->size > 4)
		error_at(&compiler->errors, D_PRINTF_DYN_TYPE, (*argument)->place,
			 "printf( ) argument #%u is incompatible with conversion #%u prototype:\n"
			 "\tconversion: %.*s\n\t prototype: int\n\t  argument: %s",
			 *number, conversion->number, conversion->length, conversion->start,
			 type->name);
	*argument = (*argument)->next;
	++*number;
}

void format_check_printf(struct compiler *compiler, const struct node *format,
			 const struct node *arguments)
{
	struct conversion conversion = {0};
	const char *at = format->text;
	uint32_t number = 2; /* of the argument; the format is #1 */

	while (next_conversion(compiler, format, &at, &conversion)) {
		if (conversion.of_aggregation)
			error_at(
				&compiler->errors, D_PRINTF_AGG_CONV, format->place,
				"%%@ conversion requires an aggregation and is not for use with printf( )");
		if (conversion.width_given)
			take_dynamic(compiler, format, &arguments, &number, &conversion, "width");
		if (conversion.precision_given)
			take_dynamic(compiler, format, &arguments, &number, &conversion, "prec");
		if (!arguments)
			error_at(&compiler->errors, D_PRINTF_ARG_PROTO, format->place,
				 "printf( ) prototype mismatch: conversion #%u (%%%c) is missing a "
				 "corresponding value argument",
				 conversion.number, conversion.letter);
		check_type(compiler, "printf", arguments->place, number, &conversion,
			   arguments->type);
		arguments = arguments->next;
		number++;
	}
	if (arguments)
		error_at(
			&compiler->errors, D_PRINTF_ARG_EXTRA, arguments->place,
			"printf( ) prototype mismatch: only %u arguments required by this format string",
			number - 1);
}

void format_check_printa(struct compiler *compiler, const struct node *format,
			 const struct key_types *keys)
{
	struct conversion conversion = {0};
	const char *at = format->text;
	uint32_t key = 0;

	while (next_conversion(compiler, format, &at, &conversion)) {
		if (conversion.width_given || conversion.precision_given)
			error_at(
				&compiler->errors, D_PRINTF_DYN_PROTO, format->place,
				"printa( ) conversion #%u: %.*s: * has no argument to take its number from",
				conversion.number, conversion.length, conversion.start);
		if (conversion.of_aggregation) {
			if (!takes(&conversion, type_of(T_LONG)))
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
