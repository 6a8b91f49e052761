/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/setopt.h"

#include "trace/program.h"
#include "trace/strings.h"

#include <string.h>

enum setting_kind { SETTING_FLAG, SETTING_COUNT, SETTING_RATE };

/* DTrace's dynamic run-time options, and where they are kept; rates have no effect here. */
static const struct setting {
	const char *name;
	enum setting_kind kind;
	size_t at; /* in struct program_options */
} settings[] = {
	{"agghist", SETTING_FLAG, offsetof(struct program_options, agghist)},
	{"aggpack", SETTING_FLAG, offsetof(struct program_options, aggpack)},
	{"aggrate", SETTING_RATE, 0},
	{"aggsortkey", SETTING_FLAG, offsetof(struct program_options, aggsortkey)},
	{"aggsortkeypos", SETTING_COUNT, offsetof(struct program_options, aggsortkeypos)},
	{"aggsortpos", SETTING_COUNT, offsetof(struct program_options, aggsortpos)},
	{"aggsortrev", SETTING_FLAG, offsetof(struct program_options, aggsortrev)},
	{"aggzoom", SETTING_FLAG, offsetof(struct program_options, aggzoom)},
	{"flowindent", SETTING_FLAG, offsetof(struct program_options, flowindent)},
	{"quiet", SETTING_FLAG, offsetof(struct program_options, quiet)},
	{"rawbytes", SETTING_FLAG, offsetof(struct program_options, rawbytes)},
	{"switchrate", SETTING_RATE, 0},
};

enum { SETTING_COUNTED = sizeof(settings) / sizeof(settings[0]) };

static const char bad_value[] = "Invalid value for specified option";

/* A number as C writes it; returns what follows it, or NULL when there is none. */
static const char *read_number(const char *at, uint64_t *number)
{
	const char *digits = "0123456789abcdef";
	unsigned int base = 10;
	const char *digit;
	bool any = false;

	if (at[0] == '0' && letter_lower(at[1]) == 'x') {
		base = 16;
		at += 2;
	} else if (at[0] == '0') {
		base = 8;
	}
	for (*number = 0; *at && (digit = strchr(digits, letter_lower(*at))) != NULL; at++) {
		unsigned int value = (unsigned int)(digit - digits);

		if (value >= base || *number > ((uint64_t)INT64_MAX - value) / base)
			break;
		*number = *number * base + value;
		any = true;
	}
	return any ? at : NULL;
}

/* A flag is also set by a number, other than 0; no value sets it. */
static bool read_flag(const char *value, bool *flag)
{
	static const char *const words[][2] = {
		{"yes", "no"},	   {"enable", "disable"}, {"enabled", "disabled"},
		{"true", "false"}, {"on", "off"},	  {"set", "unset"},
	};
	uint64_t number;
	const char *end;

	*flag = true;
	if (!value)
		return true;
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++) {
		*flag = words_match(value, words[i][0]);
		if (*flag || words_match(value, words[i][1]))
			return true;
	}
	if (*value == '\0') {
		*flag = false;
		return true;
	}
	end = read_number(value, &number);
	*flag = end && number != 0;
	return end && *end == '\0';
}

static bool rate_ok(const char *value)
{
	static const char *const units[] = {
		"",
		"hz",
#define UNIT(name, ns) name,
#include "dsl/abi/units.def"
#undef UNIT
	};
	uint64_t number;
	const char *end = value ? read_number(value, &number) : NULL;

	for (size_t i = 0; end && number > 0 && i < sizeof(units) / sizeof(units[0]); i++)
		if (words_match(end, units[i]))
			return true;
	return false;
}

static const char *set(struct program_options *options, const struct setting *setting,
		       const char *value)
{
	uint8_t *at = (uint8_t *)options + setting->at;
	const char *end;
	uint64_t number;
	bool flag;

	switch (setting->kind) {
	case SETTING_FLAG:
		if (!read_flag(value, &flag))
			return bad_value;
		*(bool *)at = flag;
		return NULL;
	case SETTING_COUNT:
		end = value ? read_number(value, &number) : NULL;
		if (!end || *end != '\0')
			return bad_value;
		*(uint64_t *)(void *)at = number;
		return NULL;
	case SETTING_RATE:
		return rate_ok(value) ? NULL : bad_value;
	}
	return NULL;
}

static size_t name_length(const char *setting)
{
	const char *equals = strchr(setting, '=');

	return equals ? (size_t)(equals - setting) : strlen(setting);
}

static bool is_option(const char *name, size_t length)
{
	static const char *const names[] = {
#define OPTION(name, ...) #name,
#include "dsl/abi/options.def"
#undef OPTION
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0)
			return true;
	return false;
}

const char *setopt(struct trace_program *program, const char *setting)
{
	size_t length = name_length(setting);
	const char *value = setting[length] == '=' ? setting + length + 1 : NULL;

	for (size_t i = 0; i < SETTING_COUNTED; i++)
		if (strlen(settings[i].name) == length &&
		    memcmp(settings[i].name, setting, length) == 0)
			return set(&program->options, &settings[i], value);
	if (is_option(setting, length))
		return "Operation illegal when tracing is active";
	return "Invalid option name";
}

void setopt_put_message(struct text *text, const char *setting, const char *why)
{
	size_t length = name_length(setting);

	text_string(text, "dtrace: couldn't set option \"");
	text_bytes(text, setting, length);
	if (setting[length] == '=') {
		text_string(text, "\" to \"");
		text_string(text, setting + length + 1);
	}
	text_string(text, "\": ");
	text_string(text, why);
	text_string(text, "\n");
}
