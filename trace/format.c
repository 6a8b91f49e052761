/* SPDX-License-Identifier: BSD-2-Clause */
/* Reading format strings, and checking them against what they are to print. */
#include "trace/format.h"

#include "dsl/base/fmt.h"
#include "trace/object.h"

#include <string.h>

/* What may stand between the flags and the letter. */
enum length {
	LENGTH_NONE = 1 << 0,
	LENGTH_SHORT = 1 << 1,	     /* h */
	LENGTH_LONG = 1 << 2,	     /* l */
	LENGTH_LONG_LONG = 1 << 5,   /* ll */
	LENGTH_WIDE = 1 << 3,	     /* w */
	LENGTH_LONG_DOUBLE = 1 << 4, /* L */

	LENGTHS_INTEGER = LENGTH_NONE | LENGTH_SHORT | LENGTH_LONG | LENGTH_LONG_LONG,
	LENGTHS_TEXT = LENGTH_NONE | LENGTH_LONG | LENGTH_WIDE,
	LENGTHS_FLOAT = LENGTH_NONE | LENGTH_LONG_DOUBLE,
};

static const struct {
	char letter;
	uint8_t kind;	      /* enum conversion_kind */
	uint8_t kind_of_long; /* with a length before the letter */
	uint8_t lengths;
} conversions[] = {
	{'d', CONVERT_DECIMAL, CONVERT_SIGNED, LENGTHS_INTEGER},
	{'s', CONVERT_STRING, CONVERT_STRING, LENGTHS_TEXT},
	{'x', CONVERT_HEX, CONVERT_HEX, LENGTHS_INTEGER},
	{'u', CONVERT_UNSIGNED, CONVERT_UNSIGNED, LENGTHS_INTEGER},
	{'i', CONVERT_DECIMAL, CONVERT_SIGNED, LENGTHS_INTEGER},
	{'p', CONVERT_HEX, 0, LENGTH_NONE},
	{'X', CONVERT_HEX, CONVERT_HEX, LENGTHS_INTEGER},
	{'o', CONVERT_OCTAL, CONVERT_OCTAL, LENGTHS_INTEGER},
	{'c', CONVERT_CHAR, CONVERT_WIDE_CHAR, LENGTHS_TEXT},
	{'C', CONVERT_CHAR_ESCAPED, 0, LENGTH_NONE},
	{'S', CONVERT_STRING_ESCAPED, 0, LENGTH_NONE},
	{'I', CONVERT_STRING, 0, LENGTH_NONE},
	{'a', CONVERT_ADDRESS, 0, LENGTH_NONE},
	{'A', CONVERT_ADDRESS, 0, LENGTH_NONE},
	{'P', CONVERT_PORT, 0, LENGTH_NONE},
	{'Y', CONVERT_TIME, 0, LENGTH_NONE},
	{'T', CONVERT_TIME_RFC, 0, LENGTH_NONE},
	{'k', CONVERT_STACK, 0, LENGTH_NONE},
	{'e', CONVERT_FLOAT, CONVERT_FLOAT, LENGTHS_FLOAT},
	{'E', CONVERT_FLOAT, CONVERT_FLOAT, LENGTHS_FLOAT},
	{'f', CONVERT_FLOAT, CONVERT_FLOAT, LENGTHS_FLOAT},
	{'F', CONVERT_FLOAT, CONVERT_FLOAT, LENGTHS_FLOAT},
	{'g', CONVERT_FLOAT, CONVERT_FLOAT, LENGTHS_FLOAT},
	{'G', CONVERT_FLOAT, CONVERT_FLOAT, LENGTHS_FLOAT},
	{'%', CONVERT_PERCENT, 0, LENGTH_NONE},
};

/* The value of a number that is above the limit is not exact, but above it too. */
static const char *read_number(const char *at, uint32_t *value)
{
	*value = 0;
	for (; *at >= '0' && *at <= '9'; at++)
		if (*value <= FORMAT_MAX_WIDTH)
			*value = *value * 10 + (uint32_t)(*at - '0');
	return at;
}

static const char *read_flags(const char *at, struct conversion *conversion)
{
	enum { POINTER_DIGITS = 16 };

	for (;; at++) {
		switch (*at) {
		case '#':
			conversion->alternate = true;
			break;
		case '0':
			conversion->zero = true;
			conversion->left = false;
			break;
		case '-':
			conversion->left = true;
			conversion->zero = false;
			break;
		case '+':
			conversion->plus = true;
			break;
		case ' ':
			conversion->space = true;
			break;
		case '\'': /* groups thousands as the locale does; there is only the C locale: not
			    */
			break;
		case '?':
			conversion->width = POINTER_DIGITS;
			break;
		case '@':
			conversion->aggregation = true;
			break;
		default:
			return at;
		}
	}
}

static enum format_item bad(const char **reason, const char *why)
{
	if (reason)
		*reason = why;
	return FORMAT_BAD;
}

static const char *read_length(const char *at, enum length *length)
{
	*length = LENGTH_NONE;
	switch (*at) {
	case 'h':
		*length = LENGTH_SHORT;
		return at + 1;
	case 'l':
		*length = at[1] == 'l' ? LENGTH_LONG_LONG : LENGTH_LONG;
		return at + (at[1] == 'l' ? 2 : 1);
	case 'w':
		*length = LENGTH_WIDE;
		return at + 1;
	case 'L':
		*length = LENGTH_LONG_DOUBLE;
		return at + 1;
	default:
		return at;
	}
}

static enum format_item read_name(const char *format, const char *at, size_t *length,
				  struct conversion *conversion, const char **reason)
{
	enum length before;
	const char *letter = read_length(at, &before);

	for (size_t i = 0; i < sizeof(conversions) / sizeof(conversions[0]); i++) {
		if (conversions[i].letter != *letter)
			continue;
		if (!(conversions[i].lengths & before))
			return bad(reason, "a length that this conversion does not have");
		if (*letter == '%' && at != format + 1)
			return bad(reason, "%% takes no flags");
		conversion->kind =
			before == LENGTH_NONE ? conversions[i].kind : conversions[i].kind_of_long;
		conversion->upper = *letter == 'X';
		*length = (size_t)(letter + 1 - format);
		return FORMAT_CONVERSION;
	}
	return bad(reason, *letter ? "unknown conversion" : "ends within a conversion");
}

enum format_item format_next(const char *format, size_t *length, struct conversion *conversion,
			     const char **reason)
{
	const char *percent = strchr(format, '%');

	*length = percent ? (size_t)(percent - format) : strlen(format);
	if (*length > 0)
		return FORMAT_TEXT;
	if (!percent)
		return FORMAT_END;

	*conversion = (struct conversion){0};

	const char *at = read_flags(format + 1, conversion);

	if (*at == '*') {
		conversion->width_argument = true;
		at++;
	} else if (*at >= '1' && *at <= '9') {
		at = read_number(at, &conversion->width);
	}
	at = read_flags(at, conversion);
	if (*at == '.') {
		at++;
		if (*at == '*') {
			conversion->precision_argument = true;
			at++;
		} else {
			at = read_number(at, &conversion->precision);
		}
	}
	at = read_flags(at, conversion);
	if (conversion->width > FORMAT_MAX_WIDTH || conversion->precision > FORMAT_MAX_WIDTH)
		return bad(reason, "a width or precision of more than 1048576");
	return read_name(format, at, length, conversion, reason);
}

struct format_checker {
	const struct object_image *image;
	const struct object_action *action;
	uint32_t first_value, value_count; /* the arguments of plain conversions */
	uint32_t next_value;
	uint32_t number; /* of the conversion, from 1 */
	char *error;
};

static bool refuse(const struct format_checker *checker, const char *why)
{
	fmt_format(checker->error, TRACE_ERROR_SIZE, "line %u: format conversion #%u: %s",
		   checker->action->source_line, checker->number, why);
	return false;
}

static bool take_argument(struct format_checker *checker, uint8_t type, const char *mismatch)
{
	if (checker->next_value == checker->value_count)
		return refuse(checker, "there are too few arguments");

	uint32_t index = checker->first_value + checker->next_value++;

	if (checker->image->values[index].type != type)
		return refuse(checker, mismatch);
	return true;
}

static bool check_aggregation(const struct format_checker *checker,
			      const struct conversion *conversion)
{
	if (checker->action->kind != ACTION_PRINTA)
		return refuse(checker, "@ is for printa() only");
	switch (conversion->kind) {
	case CONVERT_SIGNED:
	case CONVERT_DECIMAL:
	case CONVERT_UNSIGNED:
	case CONVERT_OCTAL:
	case CONVERT_HEX:
	case CONVERT_CHAR:
	case CONVERT_ADDRESS:
		return true;
	default:
		return refuse(checker, "does not suit the result of an aggregation");
	}
}

static bool check_conversion(struct format_checker *checker, const struct conversion *conversion)
{
	checker->number++;
	if (conversion->width_argument || conversion->precision_argument) {
		if (checker->action->kind == ACTION_PRINTA)
			return refuse(checker, "* is not for printa()");
		if (conversion->width_argument &&
		    !take_argument(checker, TYPE_INT, "the width is no integer"))
			return false;
		if (conversion->precision_argument &&
		    !take_argument(checker, TYPE_INT, "the precision is no integer"))
			return false;
	}
	if (conversion->aggregation)
		return check_aggregation(checker, conversion);
	switch (conversion->kind) {
	case CONVERT_PERCENT:
		return true;
	case CONVERT_FLOAT:
		return refuse(checker, "D has no floating-point values");
	case CONVERT_STACK:
		return refuse(checker, "there are no stacks to print");
	case CONVERT_STRING:
	case CONVERT_STRING_ESCAPED:
		return take_argument(checker, TYPE_STRING, "the argument is no string");
	default:
		return take_argument(checker, TYPE_INT, "the argument is no integer");
	}
}

static bool same_type(const struct object_value *a, const struct object_value *b)
{
	return a->type == b->type && a->size == b->size && a->is_signed == b->is_signed;
}

/* Aggregations that are printed together are joined by their keys. */
static bool check_keys(const struct format_checker *checker)
{
	const struct object_image *image = checker->image;
	const struct object_aggref *refs = &image->aggrefs[checker->action->first_agg];
	const struct object_agg *first = &image->aggs[refs[0].agg];

	for (uint32_t i = 1; i < checker->action->agg_count; i++) {
		const struct object_agg *agg = &image->aggs[refs[i].agg];
		bool same = agg->key_count == first->key_count;

		for (uint32_t k = 0; same && k < agg->key_count; k++)
			same = same_type(&image->values[agg->first_key + k],
					 &image->values[first->first_key + k]);
		if (!same) {
			fmt_format(checker->error, TRACE_ERROR_SIZE,
				   "line %u: printa(): @%s and @%s have different keys",
				   checker->action->source_line, object_string(image, first->name),
				   object_string(image, agg->name));
			return false;
		}
	}
	return true;
}

bool format_check(const struct object_image *image, const struct object_action *action,
		  char error[TRACE_ERROR_SIZE])
{
	struct format_checker checker = {
		.image = image,
		.action = action,
		.first_value = action->first_value,
		.value_count = action->value_count,
		.error = error,
	};
	const char *format = object_string(image, action->format);
	struct conversion conversion;
	const char *reason;

	if (action->kind == ACTION_PRINTA) {
		const struct object_agg *agg = &image->aggs[image->aggrefs[action->first_agg].agg];

		checker.first_value = agg->first_key;
		checker.value_count = agg->key_count;
		if (!check_keys(&checker))
			return false;
	}
	for (size_t length;; format += length) {
		switch (format_next(format, &length, &conversion, &reason)) {
		case FORMAT_TEXT:
			break;
		case FORMAT_CONVERSION:
			if (!check_conversion(&checker, &conversion))
				return false;
			break;
		case FORMAT_BAD:
			checker.number++;
			return refuse(&checker, reason);
		case FORMAT_END:
			if (action->kind == ACTION_PRINTF &&
			    checker.next_value < checker.value_count)
				return refuse(&checker,
					      "there are more arguments than conversions");
			return true;
		}
	}
}
