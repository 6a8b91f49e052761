/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/options.h"

#include "dsl/abi/object.h"
#include "dsl/compiler.h"
#include "dsl/spelling.h"

#include <string.h>

enum option_kind { FLAG, SIZE, RATE, COUNT, POLICY };

struct option {
	const char *name;
	uint32_t id;
	enum option_kind kind;
	uint64_t fallback;
};

static const struct option options[] = {
#define OPTION(name, id, kind, value) {#name, id, kind, value},
#include "dsl/abi/options.def"
#undef OPTION
};

static const struct {
	const char *name;
	enum error_tag reason;
} refused_options[] = {
#define REFUSED_NAME(name, reason)
#define REFUSED_FUNCTION(name, reason, least, most)
#define REFUSED_KEYWORD(name, reason)
#define REFUSED_OPTION(name, reason) {#name, reason},
#include "dsl/refused.def"
#undef REFUSED_NAME
#undef REFUSED_FUNCTION
#undef REFUSED_KEYWORD
#undef REFUSED_OPTION
};

#define ARRAY_COUNT(array) (sizeof(array) / sizeof((array)[0]))

static bool slice_is(struct slice slice, const char *text)
{
	return slice.length == strlen(text) && memcmp(slice.text, text, slice.length) == 0;
}

static unsigned int digit_of(char c)
{
	if (c >= '0' && c <= '9')
		return (unsigned int)(c - '0');
	c |= 0x20;
	return c >= 'a' && c <= 'f' ? (unsigned int)(c - 'a') + 10 : 16;
}

/* Takes a number off the front: decimal, 0x and 0 as in C. */
static bool parse_number(struct slice *word, uint64_t *value)
{
	unsigned int base = 10;
	size_t digits = 0;

	*value = 0;
	if (word->length > 1 && word->text[0] == '0')
		base = 8;
	if (word->length > 2 && base == 8 && (word->text[1] | 0x20) == 'x') {
		base = 16;
		word->text += 2;
		word->length -= 2;
	}
	for (; digits < word->length; digits++) {
		unsigned int digit = digit_of(word->text[digits]);

		if (digit >= base)
			break;
		if (*value > (UINT64_MAX - digit) / base)
			return false;
		*value = *value * base + digit;
	}
	word->text += digits;
	word->length -= digits;
	return digits > 0;
}

static bool parse_flag(struct slice word, uint64_t *value)
{
	static const char *const on[] = {"1", "yes", "enable", "enabled", "on", "set"};
	static const char *const off[] = {"0", "no", "disable", "disabled", "off", "unset"};

	for (size_t i = 0; i < ARRAY_COUNT(on); i++) {
		*value = slice_is(word, on[i]);
		if (*value || slice_is(word, off[i]))
			return true;
	}
	return false;
}

static bool parse_size(struct slice word, uint64_t *value)
{
	static const char suffixes[] = "kmgt";

	if (!parse_number(&word, value))
		return false;
	if (word.length == 0)
		return true;

	char lower = (char)(*word.text | 0x20);
	const char *suffix = strchr(suffixes, lower);

	if (word.length != 1 || !suffix)
		return false;

	unsigned int shift = 10 * (unsigned int)(suffix - suffixes + 1);

	if (*value > UINT64_MAX >> shift)
		return false;
	*value <<= shift;
	return true;
}

/* A period in ns; without a unit the number is a frequency. */
static bool parse_rate(struct slice word, uint64_t *value)
{
	static const uint64_t second = 1000000000;
	static const struct {
		const char *name;
		uint64_t ns;
	} units[] = {
#define UNIT(name, ns) {name, ns},
#include "dsl/abi/units.def"
#undef UNIT
	};

	if (!parse_number(&word, value) || *value == 0)
		return false;
	if (word.length == 0 || slice_is(word, "hz")) {
		*value = second / *value;
		return *value != 0;
	}
	for (size_t i = 0; i < ARRAY_COUNT(units); i++) {
		if (!slice_is(word, units[i].name))
			continue;
		if (*value > UINT64_MAX / units[i].ns)
			return false;
		*value *= units[i].ns;
		return true;
	}
	return false;
}

static bool parse_policy(struct slice word, uint64_t *value)
{
	static const char *const policies[] = {
		[POLICY_SWITCH] = "switch",
		[POLICY_FILL] = "fill",
		[POLICY_RING] = "ring",
	};

	for (size_t i = 0; i < ARRAY_COUNT(policies); i++) {
		if (!slice_is(word, policies[i]))
			continue;
		*value = i;
		return true;
	}
	return false;
}

static bool parse_value(const struct option *option, struct slice word, uint64_t *value)
{
	switch (option->kind) {
	case FLAG:
		return parse_flag(word, value);
	case SIZE:
		return parse_size(word, value);
	case RATE:
		return parse_rate(word, value);
	case POLICY:
		return parse_policy(word, value);
	case COUNT:
		return parse_number(&word, value) && word.length == 0;
	}
	return false;
}

/* A string's size is 16 bits of the object, a multiple of 8 when stored; its NUL counts. */
static bool value_allowed(const struct option *option, uint64_t value)
{
	return option->id != OPTION_strsize || (value >= 1 && value <= UINT16_MAX - 7);
}

void option_store(struct compiler *compiler, enum option_id id, uint64_t value)
{
	struct object_option *set = compiler->options.items;

	for (uint32_t i = 0; i < compiler->options.count; i++) {
		if (set[i].option == id) {
			set[i].value = value;
			return;
		}
	}
	set = vector_push(&compiler->arena, &compiler->options, sizeof(*set), 1);
	set->option = id;
	set->value = value;
}

uint64_t option_value(const struct compiler *compiler, enum option_id id)
{
	const struct object_option *set = compiler->options.items;

	for (uint32_t i = 0; i < compiler->options.count; i++)
		if (set[i].option == id)
			return set[i].value;
	for (size_t i = 0; i < ARRAY_COUNT(options); i++)
		if (options[i].id == id)
			return options[i].fallback;
	return 0;
}

enum option_outcome option_set(struct compiler *compiler, struct slice name,
			       const struct slice *value)
{
	uint64_t number = 1;

	for (size_t i = 0; i < ARRAY_COUNT(options); i++) {
		if (!slice_is(name, options[i].name))
			continue;
		if (!value && options[i].kind != FLAG)
			return OPTION_BAD_VALUE;
		if (value && (!parse_value(&options[i], *value, &number) ||
			      !value_allowed(&options[i], number)))
			return OPTION_BAD_VALUE;
		option_store(compiler, (enum option_id)options[i].id, number);
		if (options[i].id == OPTION_errtags)
			compiler->errors.tags = number != 0;
		return OPTION_SET;
	}
	/* Buffers are had in the size that was asked for, or the program does not start. */
	if (slice_is(name, "bufresize"))
		return value && (slice_is(*value, "auto") || slice_is(*value, "manual"))
			       ? OPTION_SET
			       : OPTION_BAD_VALUE;
	for (size_t i = 0; i < ARRAY_COUNT(refused_options); i++)
		if (slice_is(name, refused_options[i].name))
			return refused_options[i].reason == D_NO_MEANING ? OPTION_NO_MEANING
									 : OPTION_UNSUPPORTED;
	return OPTION_UNKNOWN;
}

const char *option_outcome_text(enum option_outcome outcome)
{
	switch (outcome) {
	case OPTION_BAD_VALUE:
		return "Invalid value for specified option";
	case OPTION_NO_MEANING:
		return "it has no meaning from VMX root";
	case OPTION_UNSUPPORTED:
		return "it is not supported yet";
	default:
		return "Invalid option name";
	}
}

const char *option_suggest(struct slice name)
{
	const char *best = NULL;
	unsigned int best_distance = spelling_threshold(name.length);

	for (size_t i = 0; i < ARRAY_COUNT(options); i++) {
		unsigned int distance = spelling_distance(name.text, name.length, options[i].name,
							  strlen(options[i].name));

		if (distance < best_distance) {
			best_distance = distance;
			best = options[i].name;
		}
	}
	return best;
}

struct slice option_split(struct slice setting, struct slice *value, bool *has_value)
{
	const char *equals = memchr(setting.text, '=', setting.length);
	struct slice name = setting;

	*has_value = equals != NULL;
	if (equals) {
		name.length = (size_t)(equals - setting.text);
		value->text = equals + 1;
		value->length = setting.length - name.length - 1;
	}
	return name;
}
