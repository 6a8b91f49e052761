/* SPDX-License-Identifier: BSD-2-Clause */
/* Lines that start with #: `#!`, `#pragma D ...`, and the line numbers of a C preprocessor. */
#include "dsl/compiler.h"
#include "dsl/dsl.h"
#include "dsl/options.h"

#include <string.h>

#define ARRAY_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A line being read, and where it is. */
struct directive {
	struct compiler *compiler;
	struct place place;
	struct slice rest;
	const char *name; /* "D option" and the like, for messages */
};

/* The next word; one that starts with a quote ends with the next. Empty at the end. */
static struct slice next_word(struct slice *line)
{
	while (line->length && lexer_is_space(*line->text)) {
		line->text++;
		line->length--;
	}

	struct slice word = {line->text, 0};
	bool quoted = line->length && *line->text == '"';

	while (line->length && (quoted || !lexer_is_space(*line->text))) {
		bool ends = quoted && word.length && *line->text == '"';

		line->text++;
		line->length--;
		word.length++;
		if (ends)
			break;
	}
	return word;
}

static bool word_is(struct slice word, const char *text)
{
	return word.length == strlen(text) && memcmp(word.text, text, word.length) == 0;
}

static bool is_quoted(struct slice word)
{
	return word.length > 1 && *word.text == '"' && word.text[word.length - 1] == '"';
}

static bool is_number(struct slice word)
{
	return word.length && *word.text >= '0' && *word.text <= '9';
}

static bool is_name(struct slice word)
{
	return word.length && *word.text != '"' && !is_number(word);
}

/* What of a word goes into a message. */
static int shown(struct slice word)
{
	enum { MOST = 64 };

	return word.length < MOST ? (int)word.length : MOST;
}

static __attribute__((noreturn)) void malformed(const struct directive *directive,
						const char *expected)
{
	error_at(&directive->compiler->errors, D_PRAGMA_MALFORM, directive->place,
		 "malformed #pragma %s %s", directive->name, expected);
}

static void expect_end(struct directive *directive)
{
	if (next_word(&directive->rest).length)
		error_at(&directive->compiler->errors, D_PRAGMA_MALFORM, directive->place,
			 "superfluous arguments specified for #pragma %s", directive->name);
}

/* #pragma D option name[=value] */

static __attribute__((noreturn)) void refuse_option(struct compiler *compiler, struct place place,
						    enum option_outcome outcome, struct slice name,
						    const struct slice *value)
{
	const char *near = outcome == OPTION_UNKNOWN ? option_suggest(name) : NULL;

	if (outcome == OPTION_NO_MEANING || outcome == OPTION_UNSUPPORTED) {
		enum error_tag tag = outcome == OPTION_NO_MEANING ? D_NO_MEANING : D_UNSUPPORTED;

		error_at(&compiler->errors, tag, place, "option '%.*s' %s", shown(name), name.text,
			 refusal_text(tag));
	}
	if (value)
		error_at(&compiler->errors, D_PRAGMA_OPTSET, place,
			 "failed to set option '%.*s' to '%.*s': %s%s%s%s", shown(name), name.text,
			 shown(*value), value->text, option_outcome_text(outcome),
			 near ? ": did you mean " : "", near ? near : "", near ? "?" : "");
	error_at(&compiler->errors, D_PRAGMA_OPTSET, place, "failed to set option '%.*s': %s%s%s%s",
		 shown(name), name.text, option_outcome_text(outcome),
		 near ? ": did you mean " : "", near ? near : "", near ? "?" : "");
}

static void obey_option(struct directive *directive)
{
	struct slice setting = next_word(&directive->rest);
	struct slice value;
	bool has_value;

	if (!is_name(setting))
		malformed(directive, "<option>=<val>");
	/* Point at the option rather than at the #. */
	directive->place.offset = (uint32_t)(setting.text - directive->compiler->request->text);
	expect_end(directive);

	struct slice name = option_split(setting, &value, &has_value);
	enum option_outcome outcome =
		option_set(directive->compiler, name, has_value ? &value : NULL);

	if (outcome != OPTION_SET)
		refuse_option(directive->compiler, directive->place, outcome, name,
			      has_value ? &value : NULL);
}

/* #pragma D attributes NAME/DATA/CLASS identifier: what is stable is of no interest here. */

static bool word_in(struct slice word, const char *const *words, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (word_is(word, words[i]))
			return true;
	return false;
}

static bool is_attributes(struct slice word)
{
	static const char *const stabilities[] = {"Internal", "Private",  "Obsolete", "External",
						  "Unstable", "Evolving", "Stable",   "Standard"};
	static const char *const classes[] = {"Unknown", "CPU", "Platform",
					      "Group",	 "ISA", "Common"};

	for (int part = 0; part < 3; part++) {
		const char *slash = memchr(word.text, '/', word.length);
		size_t length = slash ? (size_t)(slash - word.text) : word.length;
		struct slice name = {word.text, length};

		if ((slash != NULL) != (part < 2))
			return false;
		if (part < 2 && !word_in(name, stabilities, ARRAY_COUNT(stabilities)))
			return false;
		if (part == 2)
			return word_in(name, classes, ARRAY_COUNT(classes));
		word.text += length + 1;
		word.length -= length + 1;
	}
	return false;
}

static void obey_attributes(struct directive *directive)
{
	static const char *const probe_parts[] = {"provider", "module", "function", "name", "args"};
	struct slice attributes = next_word(&directive->rest);
	struct slice name = next_word(&directive->rest);

	if (!is_name(attributes) || !is_name(name))
		malformed(directive, "<attributes> <ident>");
	if (word_is(name, "provider")) {
		struct slice provider = next_word(&directive->rest);

		if (!is_name(provider) ||
		    !word_in(next_word(&directive->rest), probe_parts, ARRAY_COUNT(probe_parts)))
			malformed(directive, "<attributes> provider <name> <component>");
	}
	expect_end(directive);
	if (!is_attributes(attributes))
		error_at(&directive->compiler->errors, D_PRAGMA_INVAL, directive->place,
			 "invalid attributes specified by #pragma %s", directive->name);
}

/* #pragma D binding "1.0" identifier */
static void obey_binding(struct directive *directive)
{
	struct slice version = next_word(&directive->rest);
	size_t dots = 0;

	if (!is_quoted(version) || !is_name(next_word(&directive->rest)))
		malformed(directive, "\"version\" <ident>");
	expect_end(directive);
	for (size_t i = 1; i + 1 < version.length; i++) {
		bool is_digit = version.text[i] >= '0' && version.text[i] <= '9';

		dots += version.text[i] == '.';
		if (!is_digit &&
		    (version.text[i] != '.' || !is_number((struct slice){version.text + i + 1, 1})))
			dots = 3;
	}
	if (dots < 1 || dots > 2)
		error_at(&directive->compiler->errors, D_PRAGMA_INVAL, directive->place,
			 "invalid version string specified by #pragma %s", directive->name);
}

/* #pragma D depends_on provider|module|library NAME */
static void obey_depends_on(struct directive *directive)
{
	static const char *const providers[] = {"dtrace", "profile", "tick", "vmx"};
	struct errors *errors = &directive->compiler->errors;
	struct slice class = next_word(&directive->rest);
	struct slice name = next_word(&directive->rest);

	if (!is_name(class) || !is_name(name))
		malformed(directive, "<class> <name>");
	expect_end(directive);
	if (word_is(class, "library"))
		error_at(errors, D_PRAGMA_DEPEND, directive->place,
			 "main program may not explicitly depend on a library");
	if (!word_is(class, "provider") && !word_is(class, "module"))
		error_at(errors, D_PRAGMA_INVAL, directive->place,
			 "invalid class %.*s specified by #pragma %s", shown(class), class.text,
			 directive->name);
	if (word_is(class, "module") || !word_in(name, providers, ARRAY_COUNT(providers)))
		error_at(errors, D_PRAGMA_DEPEND, directive->place, "program requires %.*s %.*s",
			 shown(class), class.text, shown(name), name.text);
}

static __attribute__((noreturn)) void obey_error(const struct directive *directive)
{
	struct slice message = directive->rest;

	while (message.length && lexer_is_space(*message.text)) {
		message.text++;
		message.length--;
	}
	error_at(&directive->compiler->errors, D_PRAGERR, directive->place, "#%s: %.*s",
		 directive->name, (int)message.length, message.text);
}

/* # N ["FILE" [flags]] and #line N ["FILE"]: what follows is line N, of that file. */
static void obey_line(struct directive *directive, struct slice number)
{
	struct compiler *compiler = directive->compiler;
	struct slice file = next_word(&directive->rest);
	uint64_t line = 0;

	for (size_t i = 0; i < number.length && line <= UINT32_MAX; i++) {
		if (number.text[i] < '0' || number.text[i] > '9')
			malformed(directive, "<line> [ [\"file\"] flags ]");
		line = line * 10 + (uint64_t)(number.text[i] - '0');
	}
	if (number.length == 0 || line > UINT32_MAX || (file.length && !is_quoted(file)))
		malformed(directive, "<line> [ [\"file\"] flags ]");
	/* The newline that ends this line is still to be counted. */
	compiler->lexer.at.line = (uint32_t)line - 1;
	if (file.length)
		errors_enter_file(&compiler->errors, &compiler->arena, directive->place.offset,
				  file.text + 1, file.length - 2);
	else
		errors_enter_file(&compiler->errors, &compiler->arena, directive->place.offset, "",
				  0);
}

static void obey_pragma_d(struct directive *directive)
{
	static const struct {
		const char *word;
		const char *name;
		void (*obey)(struct directive *directive);
	} pragmas[] = {
		{"option", "D option", obey_option},
		{"attributes", "D attributes", obey_attributes},
		{"binding", "D binding", obey_binding},
		{"depends_on", "D depends_on", obey_depends_on},
	};
	struct slice word = next_word(&directive->rest);

	for (size_t i = 0; i < ARRAY_COUNT(pragmas); i++) {
		if (!word_is(word, pragmas[i].word))
			continue;
		directive->name = pragmas[i].name;
		pragmas[i].obey(directive);
		return;
	}
	if (word_is(word, "error")) {
		directive->name = "pragma D error";
		obey_error(directive);
	}
	if (word_is(word, "line")) {
		directive->name = "D line";
		obey_line(directive, next_word(&directive->rest));
		return;
	}
	if (word.length && !word_is(word, "ident"))
		error_at(&directive->compiler->errors, D_PRAGMA_INVAL, directive->place,
			 "invalid pragma directive: #pragma D %.*s", shown(word), word.text);
}

static void obey_pragma(struct directive *directive)
{
	struct slice word = next_word(&directive->rest);

	if (word_is(word, "D")) {
		obey_pragma_d(directive);
	} else if (word_is(word, "error")) {
		directive->name = "pragma error";
		obey_error(directive);
	} else if (word_is(word, "line")) {
		directive->name = "line";
		obey_line(directive, next_word(&directive->rest));
	}
	/* The others are, as in C, somebody else's. */
}

void directive_obey(struct compiler *compiler, struct place place, const char *rest, size_t length)
{
	struct directive directive = {compiler, place, {rest, length}, "line"};

	if (length && *rest == '!' && place.offset == 0)
		return;

	struct slice word = next_word(&directive.rest);

	if (word.length == 0 || word_is(word, "ident"))
		return; /* C's null directive, and one that names a version */
	if (is_number(word)) {
		obey_line(&directive, word);
	} else if (word_is(word, "line")) {
		obey_line(&directive, next_word(&directive.rest));
	} else if (word_is(word, "pragma")) {
		obey_pragma(&directive);
	} else if (word_is(word, "error")) {
		directive.name = "error";
		obey_error(&directive);
	} else {
		error_at(&compiler->errors, D_PRAGCTL_INVAL, place,
			 "invalid control directive: #%.*s", shown(word), word.text);
	}
}
