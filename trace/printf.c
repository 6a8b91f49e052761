/* SPDX-License-Identifier: BSD-2-Clause */
/* What a value looks like: in printf(), in trace() and as a key. */
#include "trace/format.h"

#include "dsl/base/fmt.h"

#include <string.h>

/* The value's bits of its own size. */
static uint64_t as_unsigned(const struct format_value *value)
{
	unsigned int bits = value->type.size * 8u;

	return bits < 64 ? value->integer & ((1ull << bits) - 1) : value->integer;
}

static int64_t as_signed(const struct format_value *value)
{
	unsigned int unused = 64 - value->type.size * 8u;

	return (int64_t)(value->integer << unused) >> unused;
}

static void set_signed(struct text_integer *integer, int64_t number)
{
	integer->negative = number < 0;
	integer->magnitude = number < 0 ? -(uint64_t)number : (uint64_t)number;
}

static void put_integer(struct text *text, const struct conversion *conversion,
			const struct format_value *value, unsigned int base, bool is_signed)
{
	struct text_integer integer = {
		.magnitude = as_unsigned(value),
		.base = base,
		.left = conversion->left,
		.zero = conversion->zero,
		.alternate = conversion->alternate,
		.upper = conversion->upper,
		.has_precision = conversion->precision > 0,
		.width = conversion->width,
		.precision = conversion->precision,
	};

	if (is_signed) {
		integer.plus = conversion->plus;
		integer.space = conversion->space;
		set_signed(&integer, as_signed(value));
	}
	text_integer(text, &integer);
}

static void put_string(struct text *text, const struct conversion *conversion, const char *string,
		       size_t length)
{
	if (conversion->precision > 0 && length > conversion->precision)
		length = conversion->precision;
	text_field(text, string, length, conversion->width, conversion->left);
}

enum { ESCAPE_SIZE = 5 }; /* \ooo and NUL */

/* One character as C writes it within quotes; returns its length. */
static size_t escape(char c, char escaped[ESCAPE_SIZE])
{
	static const char letters[] = "a\ab\bf\fn\nr\rt\tv\v\"\"\\\\";

	if (c >= ' ' && c <= '~' && c != '"' && c != '\\') {
		escaped[0] = c;
		return 1;
	}
	for (const char *pair = letters; *pair; pair += 2) {
		if (pair[1] != c)
			continue;
		escaped[0] = '\\';
		escaped[1] = pair[0];
		return 2;
	}
	if (c == '\0') {
		escaped[0] = '\\';
		escaped[1] = '0';
		return 2;
	}
	return fmt_format(escaped, ESCAPE_SIZE, "\\%03o", (unsigned char)c);
}

static void put_escaped(struct text *text, const struct conversion *conversion, const char *string,
			size_t length)
{
	char escaped[ESCAPE_SIZE];
	uint64_t total = 0;

	for (size_t i = 0; i < length; i++)
		total += escape(string[i], escaped);
	if (conversion->precision > 0 && total > conversion->precision)
		total = conversion->precision;

	uint64_t padding = conversion->width > total ? conversion->width - total : 0;

	if (!conversion->left)
		text_repeat(text, ' ', padding);
	for (size_t i = 0; total > 0; i++) {
		size_t part = escape(string[i], escaped);

		part = part < total ? part : (size_t)total;
		text_bytes(text, escaped, part);
		total -= part;
	}
	if (conversion->left)
		text_repeat(text, ' ', padding);
}

/* A wide character, as UTF-8. */
static void put_wide(struct text *text, const struct conversion *conversion, uint32_t c)
{
	char utf8[4];
	size_t length = c < 0x80 ? 1 : c < 0x800 ? 2 : c < 0x10000 ? 3 : 4;
	static const uint8_t lead[] = {0, 0, 0xc0, 0xe0, 0xf0};

	for (size_t i = length - 1; i > 0; i--, c >>= 6)
		utf8[i] = (char)(0x80 | (c & 0x3f));
	utf8[0] = (char)(length == 1 ? c : lead[length] | (c & 0x0f));
	text_field(text, utf8, length, conversion->width, conversion->left);
}

struct calendar {
	uint64_t year;
	unsigned int month, day; /* from 0; from 1 */
	unsigned int weekday;	 /* from Sunday */
	unsigned int hour, minute, second;
};

/*
 * UTC from seconds since 1970. Years are counted from March, so that the day that leap years add is
 * the last of one, and in eras of 400 years, which all have 146097 days.
 */
static void calendar_of(uint64_t seconds, struct calendar *calendar)
{
	enum { DAY = 86400, ERA_DAYS = 146097, DAYS_TO_1970 = 719468, THURSDAY = 4 };

	uint64_t days = seconds / DAY;
	unsigned int rest = (unsigned int)(seconds % DAY);

	calendar->hour = rest / 3600;
	calendar->minute = rest / 60 % 60;
	calendar->second = rest % 60;
	calendar->weekday = (unsigned int)((days + THURSDAY) % 7);

	days += DAYS_TO_1970;

	unsigned int of_era = (unsigned int)(days % ERA_DAYS);
	unsigned int year = (of_era - of_era / 1460 + of_era / 36524 - of_era / 146096) / 365;
	unsigned int of_year = of_era - (365 * year + year / 4 - year / 100);
	unsigned int month = (5 * of_year + 2) / 153; /* from March */

	calendar->day = of_year - (153 * month + 2) / 5 + 1;
	calendar->month = month < 10 ? month + 2 : month - 10;
	calendar->year = days / ERA_DAYS * 400 + year + (calendar->month < 2 ? 1 : 0);
}

static void put_time(struct text *text, const struct conversion *conversion, uint64_t ns)
{
	enum { NS_PER_S = 1000000000 };
	static const char months[][4] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun",
					 "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
	static const char weekdays[][4] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	struct calendar time;
	char line[48];
	size_t length;

	calendar_of(ns / NS_PER_S, &time);
	if (conversion->kind == CONVERT_TIME)
		length = fmt_format(line, sizeof(line), "%llu %s %2u %02u:%02u:%02u",
				    (unsigned long long)time.year, months[time.month], time.day,
				    time.hour, time.minute, time.second);
	else
		length = fmt_format(line, sizeof(line), "%s, %02u %s %llu %02u:%02u:%02u UTC",
				    weekdays[time.weekday], time.day, months[time.month],
				    (unsigned long long)time.year, time.hour, time.minute,
				    time.second);
	put_string(text, conversion, line, length);
}

void format_value(struct text *text, const struct conversion *conversion,
		  const struct format_value *value)
{
	char line[24];
	char c = (char)value->integer;

	switch (conversion->kind) {
	case CONVERT_SIGNED:
		put_integer(text, conversion, value, 10, true);
		break;
	case CONVERT_DECIMAL:
		put_integer(text, conversion, value, 10, value->type.is_signed);
		break;
	case CONVERT_UNSIGNED:
		put_integer(text, conversion, value, 10, false);
		break;
	case CONVERT_OCTAL:
		put_integer(text, conversion, value, 8, false);
		break;
	case CONVERT_HEX:
		put_integer(text, conversion, value, 16, false);
		break;
	case CONVERT_CHAR:
		text_field(text, &c, 1, conversion->width, conversion->left);
		break;
	case CONVERT_WIDE_CHAR:
		put_wide(text, conversion, (uint32_t)value->integer & 0x1fffff);
		break;
	case CONVERT_CHAR_ESCAPED:
		put_escaped(text, conversion, &c, 1);
		break;
	case CONVERT_STRING:
		put_string(text, conversion, value->string, value->length);
		break;
	case CONVERT_STRING_ESCAPED:
		put_escaped(text, conversion, value->string, value->length);
		break;
	case CONVERT_ADDRESS:
		put_string(text, conversion, line,
			   fmt_format(line, sizeof(line), "0x%llx",
				      (unsigned long long)as_unsigned(value)));
		break;
	case CONVERT_PORT: /* in network byte order */
		put_string(text, conversion, line,
			   fmt_format(line, sizeof(line), "%u",
				      __builtin_bswap16((uint16_t)value->integer)));
		break;
	case CONVERT_TIME:
	case CONVERT_TIME_RFC:
		put_time(text, conversion, value->integer);
		break;
	case CONVERT_PERCENT:
		text_string(text, "%");
		break;
	case CONVERT_FLOAT:
	case CONVERT_STACK:
		break; /* format_check() lets none through */
	}
}

/* DTrace shows a string as bytes when a terminal could not: when it holds other control characters
 * than these. */
static bool printable(const char *string, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if ((string[i] < ' ' || string[i] > '~') && (string[i] < '\a' || string[i] > '\r'))
			return false;
	return true;
}

void format_dump(struct text *text, const char *bytes, size_t length, size_t size)
{
	enum { ROW = 16, MARGIN = 5, FULL_ROW = MARGIN + 6 + ROW * 3 + 2 + ROW + 1 };

	text_format(text, "\n%*s      ", MARGIN, "");
	for (unsigned int i = 0; i < ROW; i++)
		text_format(text, "  %x", i);
	text_string(text, "  0123456789abcdef\n");
	for (size_t row = 0; row < size; row += ROW) {
		char shown[ROW];
		size_t in_row = 0;

		if (text->full)
			return;
		if (text->skip >= FULL_ROW && size - row >= ROW) {
			text->skip -= FULL_ROW;
			continue;
		}
		text_format(text, "%*s%5x:", MARGIN, "", (unsigned int)row);
		for (; in_row < ROW && row + in_row < size; in_row++) {
			size_t at = row + in_row;
			char c = '\0';

			if (at < length)
				c = bytes[at];

			text_format(text, " %02x", (unsigned char)c);
			shown[in_row] = c;
			if (c < ' ' || c > '~')
				shown[in_row] = '.';
		}
		text_repeat(text, ' ', (ROW - in_row) * 3 + 2);
		text_bytes(text, shown, in_row);
		text_string(text, "\n");
	}
}

/*
 * Bytes that are no string's may be one all the same: printable ones, and then NULs to the end. Those without
 * a NUL are shown with their margin even when there should be none: DTrace's rule.
 */
static bool put_as_string(struct text *text, const struct format_value *value, uint64_t width,
			  bool bare)
{
	size_t length = 0;
	size_t end;

	while (length < value->length && value->string[length])
		length++;
	for (end = length; end < value->length && !value->string[end]; end++)
		;
	if (end < value->length || length == 0 || !printable(value->string, length))
		return false;
	bare = bare && length < value->length;
	if (!bare)
		text_string(text, "  ");
	text_field(text, value->string, length, bare ? 0 : width, true);
	return true;
}

static void put_bytes(struct text *text, const struct format_value *value, uint64_t width,
		      bool bare, bool raw)
{
	if (value->type.type == TYPE_BYTES) {
		if (raw || !put_as_string(text, value, width, bare))
			format_dump(text, value->string, value->length, value->length);
		return;
	}
	if (raw || !printable(value->string, value->length)) {
		format_dump(text, value->string, value->length, value->type.size);
		return;
	}
	if (!bare)
		text_string(text, "  ");
	text_field(text, value->string, value->length, bare ? 0 : width, true);
}

/* Columns for an integer by its size. */
static uint32_t integer_width(const struct format_value *value)
{
	switch (value->type.size) {
	case 1:
		return 3;
	case 2:
		return 5;
	case 4:
		return 8;
	default:
		return 16;
	}
}

/* DTrace takes 4- and 8-byte integers as signed here and the smaller ones as not, whatever their
 * type. */
static void put_default(struct text *text, const struct format_value *value, uint32_t width)
{
	struct text_integer integer = {.base = 10, .width = width};

	if (value->type.size >= 4)
		set_signed(&integer, as_signed(value));
	else
		integer.magnitude = as_unsigned(value);
	text_integer(text, &integer);
}

void format_trace(struct text *text, const struct format_value *value, bool quiet, bool raw)
{
	enum { STRING_WIDTH = 33 };

	if (value->type.type != TYPE_INT) {
		put_bytes(text, value, STRING_WIDTH, quiet, raw);
		return;
	}
	if (!quiet)
		text_string(text, " ");
	put_default(text, value, quiet ? 0 : integer_width(value));
}

void format_key(struct text *text, const struct format_value *value, bool raw)
{
	enum { STRING_WIDTH = 50 };

	if (value->type.type != TYPE_INT) {
		put_bytes(text, value, STRING_WIDTH, false, raw);
		return;
	}
	text_string(text, " ");
	put_default(text, value, integer_width(value));
}

void format_packed_key(struct text *text, const struct format_value *value, bool raw)
{
	text_string(text, " ");
	if (value->type.type == TYPE_INT) {
		put_default(text, value, integer_width(value));
		return;
	}
	if (raw || !printable(value->string, value->length))
		format_dump(text, value->string, value->length, value->type.size);
	else
		text_field(text, value->string, value->length, format_packed_width(&value->type),
			   false);
}

uint32_t format_packed_width(const struct object_value *type)
{
	enum { STRING_WIDTH = 16 };
	const struct format_value value = {.type = *type};

	return type->type == TYPE_INT ? integer_width(&value) : STRING_WIDTH;
}
