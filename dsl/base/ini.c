/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/base/ini.h"

#include <stdbool.h>
#include <string.h>

static bool is_blank(char c)
{
	return c == ' ' || c == '\t';
}

/* A control character in a value would end up on a guest's command line or in a message. */
static bool is_text(char c)
{
	return is_blank(c) || ((unsigned char)c >= ' ' && c != 0x7f);
}

static bool is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	       c == '_' || c == '-';
}

static char *skip_blanks(char *text)
{
	while (is_blank(*text))
		text++;
	return text;
}

static char *skip_word(char *text)
{
	while (is_word(*text))
		text++;
	return text;
}

static void cut_trailing_blanks(char *text, char *end)
{
	while (end > text && is_blank(end[-1]))
		end--;
	*end = '\0';
}

/* [kind] or [kind name]; line points at the bracket. Returns what is wrong, or NULL. */
static const char *parse_section(char *line, unsigned int number, const struct ini_handler *handler)
{
	char *close = strchr(line, ']');

	if (!close)
		return "a section needs a closing ]";

	char *rest = skip_blanks(close + 1);

	if (*rest != '\0' && *rest != '#' && *rest != ';')
		return "text after the section's ]";

	char *kind = skip_blanks(line + 1);
	char *kind_end = skip_word(kind);
	char *name = skip_blanks(kind_end);

	if (kind_end == kind)
		return "a section is written [KIND] or [KIND NAME]";
	if (name == kind_end && name != close)
		return "a blank must follow the first word of a section";
	cut_trailing_blanks(name, close);
	*kind_end = '\0';
	handler->section(handler->cookie, number, kind, name);
	return NULL;
}

/* key = value. Returns what is wrong, or NULL. */
static const char *parse_value(char *line, unsigned int number, const struct ini_handler *handler)
{
	char *key_end = skip_word(line);
	char *equals = skip_blanks(key_end);

	if (key_end == line || *equals != '=')
		return "expected [section], key = value, or a comment";

	char *value = skip_blanks(equals + 1);

	cut_trailing_blanks(value, value + strlen(value));
	*key_end = '\0';
	handler->value(handler->cookie, number, line, value);
	return NULL;
}

static const char *parse_line(char *line, size_t length, unsigned int number,
			      const struct ini_handler *handler)
{
	if (length > 0 && line[length - 1] == '\r')
		length--;
	line[length] = '\0';
	for (size_t i = 0; i < length; i++) {
		if (!is_text(line[i]))
			return "control character in the line (is this a text file?)";
	}

	line = skip_blanks(line);
	switch (*line) {
	case '\0':
	case '#':
	case ';':
		return NULL;
	case '[':
		return parse_section(line, number, handler);
	default:
		return parse_value(line, number, handler);
	}
}

unsigned int ini_parse(char *text, size_t length, const struct ini_handler *handler)
{
	unsigned int errors = 0;
	unsigned int number = 0;
	char *end = text + length;

	if (length >= 2 && (memcmp(text, "\xff\xfe", 2) == 0 || memcmp(text, "\xfe\xff", 2) == 0)) {
		handler->error(handler->cookie, 1, "the file is UTF-16; save it as UTF-8 or ASCII");
		return 1;
	}
	if (length >= 3 && memcmp(text, "\xef\xbb\xbf", 3) == 0)
		text += 3;

	while (text < end) {
		char *line_end = text;

		while (line_end < end && *line_end != '\n')
			line_end++;
		number++;

		const char *message = parse_line(text, (size_t)(line_end - text), number, handler);

		if (message) {
			handler->error(handler->cookie, number, message);
			errors++;
		}
		text = line_end + 1;
	}
	return errors;
}

void ini_cut_comment(char *value)
{
	for (char *c = value; *c != '\0'; c++) {
		if (*c == '#' && (c == value || is_blank(c[-1]))) {
			cut_trailing_blanks(value, c);
			return;
		}
	}
}
