/* SPDX-License-Identifier: BSD-2-Clause */
/* Lines that start with #: `#!` and `#pragma D option name[=value]`. */
#include "dsl/abi/object.h"
#include "dsl/compiler.h"
#include "dsl/dsl.h"

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
#define REFUSED_FUNCTION(name, reason)
#define REFUSED_KEYWORD(name, reason)
#define REFUSED_OPTION(name, reason) {#name, reason},
#include "dsl/refused.def"
#undef REFUSED_NAME
#undef REFUSED_FUNCTION
#undef REFUSED_KEYWORD
#undef REFUSED_OPTION
};

#define ARRAY_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A piece of the line. */
struct words {
	const char *text;
	size_t length;
};

static bool is_blank(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

static struct words next_word(struct words *line)
{
	while (line->length && is_blank(*line->text)) {
		line->text++;
		line->length--;
	}

	struct words word = {line->text, 0};

	while (line->length && !is_blank(*line->text)) {
		line->text++;
		line->length--;
		word.length++;
	}
	return word;
}

static bool word_is(struct words word, const char *text)
{
	return word.length == strlen(text) && memcmp(word.text, text, word.length) == 0;
}

static bool parse_number(struct words *word, uint64_t *value)
{
	size_t digits = 0;

	*value = 0;
	for (; digits < word->length; digits++) {
		unsigned int digit = (unsigned int)(word->text[digits] - '0');

		if (digit > 9)
			break;
		if (*value > (UINT64_MAX - digit) / 10)
			return false;
		*value = *value * 10 + digit;
	}
	word->text += digits;
	word->length -= digits;
	return digits > 0;
}

static bool parse_flag(struct words word, uint64_t *value)
{
	static const char *const on[] = {"1", "yes", "enable", "enabled", "on", "set"};
	static const char *const off[] = {"0", "no", "disable", "disabled", "off", "unset"};

	for (size_t i = 0; i < ARRAY_COUNT(on); i++) {
		*value = word_is(word, on[i]);
		if (*value || word_is(word, off[i]))
			return true;
	}
	return false;
}

static bool parse_size(struct words word, uint64_t *value)
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
static bool parse_rate(struct words word, uint64_t *value)
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
	if (word.length == 0 || word_is(word, "hz")) {
		*value = second / *value;
		return *value != 0;
	}
	for (size_t i = 0; i < ARRAY_COUNT(units); i++) {
		if (!word_is(word, units[i].name))
			continue;
		if (*value > UINT64_MAX / units[i].ns)
			return false;
		*value *= units[i].ns;
		return true;
	}
	return false;
}

static bool parse_policy(struct words word, uint64_t *value)
{
	static const char *const policies[] = {
		[POLICY_SWITCH] = "switch",
		[POLICY_FILL] = "fill",
		[POLICY_RING] = "ring",
	};

	for (size_t i = 0; i < ARRAY_COUNT(policies); i++) {
		if (!word_is(word, policies[i]))
			continue;
		*value = i;
		return true;
	}
	return false;
}

static bool parse_value(const struct option *option, struct words word, uint64_t *value)
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

static __attribute__((noreturn)) void refuse_option(struct compiler *compiler, struct place place,
						    struct words name)
{
	for (size_t i = 0; i < ARRAY_COUNT(refused_options); i++)
		if (word_is(name, refused_options[i].name))
			error_at(&compiler->errors, refused_options[i].reason, place,
				 "option '%s' %s", refused_options[i].name,
				 refusal_text(refused_options[i].reason));
	error_at(&compiler->errors, D_PRAGMA_OPTSET, place,
		 "failed to set option '%.*s': Invalid option name", (int)name.length, name.text);
}

static void set_option(struct compiler *compiler, struct place place, struct words setting)
{
	const char *equals = memchr(setting.text, '=', setting.length);
	struct words name = setting;
	struct words value = {"", 0};
	uint64_t number = 1;

	if (setting.length > 128)
		error_at(&compiler->errors, D_PRAGMA_OPTSET, place, "option setting is too long");
	if (equals) {
		name.length = (size_t)(equals - setting.text);
		value.text = equals + 1;
		value.length = setting.length - name.length - 1;
	}
	for (size_t i = 0; i < ARRAY_COUNT(options); i++) {
		if (!word_is(name, options[i].name))
			continue;
		if (!equals && options[i].kind != FLAG)
			error_at(&compiler->errors, D_PRAGMA_OPTSET, place,
				 "failed to set option '%s': Option requires a value",
				 options[i].name);
		if (equals && (!parse_value(&options[i], value, &number) ||
			       !value_allowed(&options[i], number)))
			error_at(
				&compiler->errors, D_PRAGMA_OPTSET, place,
				"failed to set option '%s' to '%.*s': Invalid value for specified option",
				options[i].name, (int)value.length, value.text);
		option_store(compiler, (enum option_id)options[i].id, number);
		if (options[i].id == OPTION_errtags)
			compiler->errors.tags = number != 0;
		return;
	}
	refuse_option(compiler, place, name);
}

static void obey_pragma(struct compiler *compiler, struct place place, struct words line)
{
	struct words word = next_word(&line);

	if (!word_is(word, "D"))
		return; /* as in C, a pragma of somebody else's */
	word = next_word(&line);
	if (!word_is(word, "option"))
		error_at(&compiler->errors, D_PRAGMA_INVAL, place,
			 "invalid control directive: #pragma D %.*s",
			 (int)(word.length < 64 ? word.length : 64), word.text);
	word = next_word(&line);
	if (word.length == 0)
		error_at(&compiler->errors, D_PRAGMA_MALFORM, place,
			 "malformed #pragma D option: expected name[=value]");
	/* Point at the option rather than at the #. */
	place.offset = (uint32_t)(word.text - compiler->request->text);
	if (next_word(&line).length)
		error_at(&compiler->errors, D_PRAGMA_MALFORM, place,
			 "superfluous arguments specified for #pragma D option");
	set_option(compiler, place, word);
}

void directive_obey(struct compiler *compiler, struct place place, const char *rest, size_t length)
{
	struct words line = {rest, length};

	if (length && *rest == '!' && place.line == 1)
		return;

	struct words word = next_word(&line);

	if (word.length == 0)
		return; /* C's null directive */
	if (!word_is(word, "pragma"))
		error_at(&compiler->errors, D_PRAGMA_INVAL, place,
			 "invalid control directive: #%.*s",
			 (int)(word.length < 64 ? word.length : 64), word.text);
	obey_pragma(compiler, place, line);
}
