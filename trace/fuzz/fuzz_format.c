/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as a format of printf() or printa(), with values of any types. What format_check()
 * accepts is printed without harm, the same whole or in pieces, and integers and strings as the C
 * library prints them. The same as a script: what the compiler accepts, the loader does (see
 * checked_compile()), and the engine prints the same text.
 */
#include "trace/format.h"
#include "trace/fuzz/arena_malloc.h"
#include "trace/fuzz/bounded_run.h"
#include "trace/fuzz/checked_compile.h"
#include "trace/object.h"
#include "trace/sim/machine_sim.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { MAX_VALUES = 6, MAX_STRING = 24, MAX_FORMAT = 256, MAX_TEXT = 8192, SCRIPT_SIZE = 8192 };

struct input {
	const uint8_t *at, *end;
};

/* A format and what it is to print. */
struct subject {
	bool is_printa;
	uint32_t value_count;
	struct object_value types[MAX_VALUES];
	struct format_value values[MAX_VALUES];
	char strings[MAX_VALUES][MAX_STRING + 1];
	char *format;
};

static _Noreturn void broken(const struct subject *subject, const char *promise, const char *got,
			     const char *wanted)
{
	fprintf(stderr, "fuzz_format: \"%s\": %s: \"%s\", \"%s\"\n", subject->format, promise, got,
		wanted);
	abort();
}

static uint8_t take(struct input *input)
{
	return input->at < input->end ? *input->at++ : 0;
}

static uint64_t take_integer(struct input *input)
{
	uint8_t kind = take(input);
	uint64_t value = 0;

	/* A small one, one with one bit set, its complement, or all bits as they come. */
	switch (kind & 3) {
	case 0:
		return kind >> 2;
	case 1:
		return UINT64_C(1) << (kind >> 2);
	case 2:
		return ~(UINT64_C(1) << (kind >> 2));
	default:
		for (int i = 0; i < 8; i++)
			value = value << 8 | take(input);
		return value;
	}
}

static void take_value(struct input *input, struct subject *subject)
{
	uint32_t index = subject->value_count++;
	struct object_value *type = &subject->types[index];
	struct format_value *value = &subject->values[index];
	uint8_t kind = take(input);

	if (kind & 1) {
		char *string = subject->strings[index];

		for (size_t i = 0; i < (kind >> 1 & 31) && i < MAX_STRING; i++)
			string[i] = (char)take(input);
		*type = (struct object_value){.type = TYPE_STRING, .size = 256};
		value->string = string;
		value->length = strlen(string);
	} else {
		uint64_t integer = take_integer(input);

		*type = (struct object_value){
			.type = TYPE_INT,
			.is_signed = kind >> 1 & 1,
			.size = (uint16_t)(1 << (kind >> 2 & 3)),
		};
		unsigned int unused = 64 - 8u * type->size;

		value->integer = type->is_signed
					 ? (uint64_t)((int64_t)(integer << unused) >> unused)
					 : integer << unused >> unused;
	}
	value->type = *type;
}

static void take_subject(struct input *input, struct subject *subject)
{
	uint8_t kind = take(input);
	size_t length;

	subject->is_printa = kind & 1;
	for (int i = 0; i < (kind >> 1) % (MAX_VALUES + 1); i++)
		take_value(input, subject);
	length = strnlen((const char *)input->at, (size_t)(input->end - input->at));
	if (length > MAX_FORMAT)
		length = MAX_FORMAT;
	subject->format = malloc(length + 1);
	if (!subject->format)
		abort();
	memcpy(subject->format, input->at, length);
	subject->format[length] = '\0';
}

/* Formats that are accepted */

static bool accepted(const struct subject *subject)
{
	/* "", the format and the aggregation's name, as a string section has them. */
	size_t length = strlen(subject->format);
	char *strings = calloc(1, length + 4);
	const struct object_agg agg = {.name = (uint32_t)length + 2,
				       .key_count = subject->value_count};
	const struct object_aggref ref = {0};
	const struct object_action action = {
		.kind = subject->is_printa ? ACTION_PRINTA : ACTION_PRINTF,
		.format = 1,
		.value_count = subject->is_printa ? 0 : subject->value_count,
		.agg_count = subject->is_printa,
	};
	const struct object_image image = {
		.strings = strings,
		.string_bytes = (uint32_t)length + 4,
		.values = subject->types,
		.value_count = subject->value_count,
		.aggs = &agg,
		.agg_count = 1,
		.aggrefs = &ref,
		.aggref_count = 1,
		.actions = &action,
		.action_count = 1,
	};
	char error[TRACE_ERROR_SIZE];
	bool good;

	if (!strings)
		abort();
	memcpy(strings + 1, subject->format, length);
	memset(error, 'x', sizeof(error));
	good = format_check(&image, &action, error);
	if (!good && !memchr(error, '\0', sizeof(error)))
		broken(subject, "refused without a reason", "", "");
	free(strings);
	return good;
}

static int64_t star(const struct subject *subject, uint32_t *next)
{
	int64_t value = (int32_t)subject->values[(*next)++].integer;

	if (value > FORMAT_MAX_WIDTH)
		return FORMAT_MAX_WIDTH;
	return value < -FORMAT_MAX_WIDTH ? -FORMAT_MAX_WIDTH : value;
}

static void resolve(const struct subject *subject, struct conversion *conversion, uint32_t *next)
{
	if (conversion->width_argument) {
		int64_t width = star(subject, next);

		conversion->left |= width < 0;
		conversion->width = (uint32_t)(width < 0 ? -width : width);
	}
	if (conversion->precision_argument) {
		int64_t precision = star(subject, next);

		conversion->precision = precision > 0 ? (uint32_t)precision : 0;
	}
}

/* The C library's idea of it; false for what it does not have. */
static bool print_in_c(const struct conversion *conversion, const struct format_value *value,
		       char *text)
{
	static const char letters[] = {
		[CONVERT_SIGNED] = 'd', [CONVERT_DECIMAL] = 'd', [CONVERT_UNSIGNED] = 'u',
		[CONVERT_OCTAL] = 'o',	[CONVERT_HEX] = 'x',	 [CONVERT_STRING] = 's',
	};
	unsigned int unused = 64 - 8u * value->type.size;
	char letter = (char)(conversion->kind <= CONVERT_STRING ? letters[conversion->kind] : '\0');
	bool is_signed = conversion->kind == CONVERT_SIGNED || value->type.is_signed;
	char flags[8] = "";
	char precision[16] = "";
	char format[64];

	if (letter == '\0')
		return false;
	if (letter == 'd' && !is_signed)
		letter = 'u';
	if (conversion->upper)
		letter = 'X';
	snprintf(flags, sizeof(flags), "%s%s%s%s%s", conversion->left ? "-" : "",
		 conversion->zero ? "0" : "", conversion->plus ? "+" : "",
		 conversion->space ? " " : "", conversion->alternate ? "#" : "");
	if (letter == 's') /* to which the others mean nothing */
		snprintf(flags, sizeof(flags), "%s", conversion->left ? "-" : "");
	if (conversion->precision > 0)
		snprintf(precision, sizeof(precision), ".%" PRIu32, conversion->precision);
	snprintf(format, sizeof(format), "%%%s%.0" PRIu32 "%s%s%c", flags, conversion->width,
		 precision, letter == 's' ? "" : "ll", letter);
	if (letter == 's')
		snprintf(text, MAX_TEXT, format, value->string);
	else if (letter == 'd')
		snprintf(text, MAX_TEXT, format, (long long)(value->integer << unused) >> unused);
	else
		snprintf(text, MAX_TEXT, format,
			 (unsigned long long)(value->integer << unused >> unused));
	return true;
}

/* Puts one item into a window; how it went is in the window. */
static void put(struct text *text, const char *item, size_t length,
		const struct conversion *conversion, const struct format_value *value)
{
	if (conversion)
		format_value(text, conversion, value);
	else
		text_bytes(text, item, length);
}

/* One item whole, and again piece by piece. Appends as much of it as fits to all. */
static void print_item(const struct subject *subject, const char *item, size_t length,
		       const struct conversion *conversion, const struct format_value *value,
		       struct text *all)
{
	enum { PIECE = 61 };
	char whole_bytes[MAX_TEXT];
	char in_c[MAX_TEXT];
	struct text whole = {.buffer = whole_bytes, .size = MAX_TEXT - 1};
	size_t at = 0;

	put(&whole, item, length, conversion, value);
	whole_bytes[whole.length] = '\0';
	if (conversion && print_in_c(conversion, value, in_c) && strcmp(whole_bytes, in_c) != 0)
		broken(subject, "not as in C", whole_bytes, in_c);
	while (at <= whole.length) {
		char piece_bytes[PIECE];
		struct text piece = {.buffer = piece_bytes, .size = PIECE, .skip = at};
		size_t wanted = whole.length - at < PIECE ? whole.length - at : PIECE;

		put(&piece, item, length, conversion, value);
		if (piece.length < wanted || memcmp(piece_bytes, whole_bytes + at, wanted) != 0)
			broken(subject, "not the same in pieces", whole_bytes, "");
		if (!whole.full && piece.full != (whole.length - at > PIECE))
			broken(subject, "a piece does not know whether there is more", whole_bytes,
			       "");
		if (wanted < PIECE)
			break;
		at += PIECE;
	}
	text_bytes(all, whole_bytes, whole.length);
	all->full |= whole.full;
}

/* The text that the format makes of the values; all of it only when it is not full. */
static void print_directly(const struct subject *subject, struct text *all)
{
	const struct format_value result = {
		.type = {.type = TYPE_INT, .is_signed = 1, .size = 8},
		.integer = subject->value_count ? subject->values[0].integer : 1,
	};
	const char *format = subject->format;
	struct conversion conversion;
	uint32_t next = 0;
	size_t length;

	for (;; format += length) {
		const struct format_value *value = &result;

		switch (format_next(format, &length, &conversion, NULL)) {
		case FORMAT_TEXT:
			print_item(subject, format, length, NULL, NULL, all);
			break;
		case FORMAT_CONVERSION:
			resolve(subject, &conversion, &next);
			if (!conversion.aggregation && conversion.kind != CONVERT_PERCENT)
				value = &subject->values[next++];
			print_item(subject, format, length, &conversion, value, all);
			break;
		case FORMAT_BAD:
			broken(subject, "accepted, but bad", "", "");
		case FORMAT_END:
			return;
		}
	}
}

/* The same as a script */

static void append_string(char *script, size_t *length, const char *string)
{
	*length += (size_t)sprintf(script + *length, "\"");
	for (; *string; string++)
		*length += (size_t)sprintf(script + *length, "\\%03o", (unsigned char)*string);
	*length += (size_t)sprintf(script + *length, "\"");
}

static void append_values(char *script, size_t *length, const struct subject *subject,
			  const char *first_separator)
{
	static const char *const types[2][9] = {
		{[1] = "uint8_t", [2] = "uint16_t", [4] = "uint32_t", [8] = "uint64_t"},
		{[1] = "int8_t", [2] = "int16_t", [4] = "int32_t", [8] = "int64_t"},
	};

	for (uint32_t i = 0; i < subject->value_count; i++) {
		const struct format_value *value = &subject->values[i];

		*length += (size_t)sprintf(script + *length, "%s", i ? ", " : first_separator);
		if (value->type.type == TYPE_STRING)
			append_string(script, length, value->string);
		else
			*length += (size_t)sprintf(script + *length, "(%s)0x%" PRIx64 "u",
						   types[value->type.is_signed][value->type.size],
						   value->integer);
	}
}

static size_t write_script(const struct subject *subject, char *script)
{
	size_t length = (size_t)sprintf(script, "#pragma D option quiet\n"
						"#pragma D option bufsize=16k\n"
						"#pragma D option aggsize=16k\n"
						"BEGIN { ");

	if (subject->is_printa) {
		length += (size_t)sprintf(script + length, "@a");
		if (subject->value_count)
			append_values(script, &length, subject, "[");
		length += (size_t)sprintf(script + length,
					  "%s = sum((int64_t)0x%" PRIx64 "u); printa(",
					  subject->value_count ? "]" : "",
					  subject->value_count ? subject->values[0].integer : 1);
		append_string(script, &length, subject->format);
		length += (size_t)sprintf(script + length, ", @a");
	} else {
		length += (size_t)sprintf(script + length, "printf(");
		append_string(script, &length, subject->format);
		append_values(script, &length, subject, ", ");
	}
	return length + (size_t)sprintf(script + length, "); exit(0); }\n");
}

static void print_by_script(const struct subject *subject, const struct text *expected)
{
	char script[SCRIPT_SIZE];
	size_t length = write_script(subject, script);
	char error[TRACE_ERROR_SIZE];
	struct dsl_result result;

	if (checked_compile(script, length, 0, dsl_memory_needed(length), &result)) {
		if (!expected)
			broken(subject, "the compiler accepts it, the loader does not", "", "");
		if (!bounded_run(result.object, result.object_size, error))
			broken(subject, "not loaded", error, "");

		size_t printed;
		const char *output = sim_output(&printed);

		/* The newline before what is printed at the end is there, too. */
		if (!expected->full &&
		    (printed != expected->length + 1 || output[printed - 1] != '\n' ||
		     memcmp(output, expected->buffer, expected->length) != 0))
			broken(subject, "the engine prints otherwise", output, expected->buffer);
	}
	arena_release_all();
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct input input = {data, data + size};
	struct subject subject = {0};
	char all_bytes[MAX_TEXT + 1];
	struct text all = {.buffer = all_bytes, .size = MAX_TEXT};
	bool good;

	take_subject(&input, &subject);
	good = accepted(&subject);
	if (good)
		print_directly(&subject, &all);
	all_bytes[all.length] = '\0';
	print_by_script(&subject, good ? &all : NULL);
	free(subject.format);
	return 0;
}
