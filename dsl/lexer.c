/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/lexer.h"

#include "dsl/compiler.h"
#include "dsl/dsl.h"
#include "dsl/literals.h"
#include "dsl/macros.h"

#include <string.h>

static const struct {
	enum token_kind kind;
	uint32_t length;
	const char *text;
} punctuators[] = {
#define PUNCTUATOR(name, text) {TOKEN_##name, sizeof(text) - 1, text},
#define KEYWORD(name, text)
#include "dsl/tokens.def"
#undef PUNCTUATOR
#undef KEYWORD
};

const char *token_text(enum token_kind kind)
{
	static const char *const texts[TOKEN_COUNT] = {
#define PUNCTUATOR(name, text) [TOKEN_##name] = (text),
#define KEYWORD(name, text)    [TOKEN_##name] = (text),
#include "dsl/tokens.def"
#undef PUNCTUATOR
#undef KEYWORD
	};

	return texts[kind] ? texts[kind] : "?";
}

static bool is_probe_character(char c)
{
	return lexer_is_letter(c) || lexer_is_digit(c) || (c != '\0' && strchr("-$:.?*\\[]!`", c));
}

void lexer_start(struct lexer *lexer, struct compiler *compiler, const char *text, uint32_t length)
{
	memset(lexer, 0, sizeof(*lexer));
	lexer->compiler = compiler;
	lexer->text = text;
	lexer->length = length;
	lexer->at.line = 1;
}

static char peek_at(const struct lexer *lexer, uint32_t ahead)
{
	uint32_t offset = lexer->at.offset;

	if (ahead >= lexer->length - offset)
		return '\0';
	return lexer->text[offset + ahead];
}

char lexer_peek(const struct lexer *lexer)
{
	return peek_at(lexer, 0);
}

static bool at_end(const struct lexer *lexer)
{
	return lexer->at.offset == lexer->length;
}

static void advance(struct lexer *lexer)
{
	if (lexer->text[lexer->at.offset] == '\n')
		lexer->at.line++;
	lexer->at.offset++;
}

/* Behind the / of a comment: goes to its end. False when it has none. */
static bool skip_comment(struct lexer *lexer)
{
	advance(lexer);
	while (!at_end(lexer)) {
		bool ends = peek_at(lexer, 0) == '*' && peek_at(lexer, 1) == '/';

		advance(lexer);
		if (ends) {
			advance(lexer);
			return true;
		}
	}
	return false;
}

static bool at_line_start(const struct lexer *lexer)
{
	uint32_t offset = lexer->at.offset;

	while (offset > 0 && (lexer->text[offset - 1] == ' ' || lexer->text[offset - 1] == '\t'))
		offset--;
	return offset == 0 || lexer->text[offset - 1] == '\n';
}

struct directive_line {
	struct lexer *lexer;
	struct place place;
};

static void obey_directive(void *argument)
{
	const struct directive_line *line = argument;
	const struct lexer *lexer = line->lexer;

	directive_obey(lexer->compiler, line->place, lexer->text + line->place.offset + 1,
		       lexer->at.offset - line->place.offset - 1);
}

/* A directive stands for itself: an error in it does not end what it stands in. */
static void obey_line(struct lexer *lexer)
{
	struct directive_line line = {lexer, lexer->at};

	while (!at_end(lexer) && lexer_peek(lexer) != '\n')
		advance(lexer);
	(void)errors_run(&lexer->compiler->errors, obey_directive, &line);
}

/* Skips white space, comments and directives. */
static void skip_space(struct lexer *lexer)
{
	for (;;) {
		while (!at_end(lexer) && lexer_is_space(peek_at(lexer, 0)))
			advance(lexer);
		if (lexer_peek(lexer) == '#' && at_line_start(lexer)) {
			obey_line(lexer);
			continue;
		}
		if (peek_at(lexer, 0) != '/' || peek_at(lexer, 1) != '*')
			return;

		struct place start = lexer->at;

		advance(lexer);
		if (!skip_comment(lexer))
			error_at(&lexer->compiler->errors, D_SYNTAX, start,
				 "end-of-file encountered before matching */");
	}
}

bool lexer_skip_to_definition(struct lexer *lexer)
{
	skip_space(lexer);
	return !at_end(lexer);
}

struct symbol *lexer_peek_name(struct lexer *lexer)
{
	uint32_t length = 0;

	if (!lexer_is_letter(lexer_peek(lexer)))
		return NULL;
	while (lexer_is_letter(peek_at(lexer, length)) || lexer_is_digit(peek_at(lexer, length)))
		length++;
	if (is_probe_character(peek_at(lexer, length)) && peek_at(lexer, length) != '*' &&
	    peek_at(lexer, length) != '[')
		return NULL;
	return symbol_intern(&lexer->compiler->arena, &lexer->compiler->names,
			     lexer->text + lexer->at.offset, length);
}

const char *lexer_probe(struct lexer *lexer)
{
	enum { MAX_LENGTH = 512 };
	struct arena *arena = &lexer->compiler->arena;
	struct place start = lexer->at;
	char *text = arena_allocate(arena, MAX_LENGTH + 1);
	size_t length = 0;

	while (!at_end(lexer) && is_probe_character(lexer_peek(lexer))) {
		const char *piece = lexer->text + lexer->at.offset;
		size_t piece_length = 1;

		if (*piece == '$') {
			piece = macro_take(lexer);
			if (!piece)
				piece = "";
			piece_length = strlen(piece);
		} else {
			advance(lexer);
		}
		if (piece_length > MAX_LENGTH - length)
			error_at(&lexer->compiler->errors, D_PDESC_INVAL, start,
				 "probe description is longer than %d bytes", MAX_LENGTH);
		memcpy(text + length, piece, piece_length);
		length += piece_length;
	}
	if (length == 0)
		return NULL;
	return text;
}

void lexer_syntax_error(struct lexer *lexer)
{
	enum { MOST = 48 }; /* bytes of the token that are quoted */
	const struct token *token = &lexer->token;
	uint32_t length = token->end - token->place.offset;

	if (token->kind == TOKEN_END)
		error_at(&lexer->compiler->errors, D_SYNTAX, token->place,
			 "syntax error near end of input");
	error_at(&lexer->compiler->errors, D_SYNTAX, token->place, "syntax error near \"%.*s%s\"",
		 (int)(length < MOST ? length : MOST), lexer->text + token->place.offset,
		 length > MOST ? "..." : "");
}

static void lex_name(struct lexer *lexer)
{
	struct token *token = &lexer->token;
	uint32_t length = 0;

	while (lexer_is_letter(peek_at(lexer, length)) || lexer_is_digit(peek_at(lexer, length)))
		length++;
	token->symbol = symbol_intern(&lexer->compiler->arena, &lexer->compiler->names,
				      lexer->text + lexer->at.offset, length);
	lexer->at.offset += length;
	token->kind = token->symbol->kind == SYMBOL_KEYWORD ? (enum token_kind)token->symbol->value
							    : TOKEN_NAME;
}

static void lex_aggregation(struct lexer *lexer)
{
	struct token *token = &lexer->token;

	advance(lexer);
	token->kind = TOKEN_AGGREGATION;
	token->text = lexer->text + lexer->at.offset;
	if (!lexer_is_letter(lexer_peek(lexer)))
		return;
	while (lexer_is_letter(lexer_peek(lexer)) || lexer_is_digit(lexer_peek(lexer)))
		advance(lexer);
	token->length = lexer->at.offset - token->place.offset - 1;
}

/* Digits, and then a point or an exponent. */
static bool at_floating_point(const struct lexer *lexer)
{
	uint32_t length = 0;

	while (lexer_is_digit(peek_at(lexer, length)))
		length++;
	if (peek_at(lexer, length) == '.')
		return true;
	if (peek_at(lexer, length) != 'e' && peek_at(lexer, length) != 'E')
		return false;
	length++;
	if (peek_at(lexer, length) == '+' || peek_at(lexer, length) == '-')
		length++;
	return lexer_is_digit(peek_at(lexer, length));
}

static void lex_number(struct lexer *lexer)
{
	struct token *token = &lexer->token;
	uint32_t length = 0;

	while (lexer_is_letter(peek_at(lexer, length)) || lexer_is_digit(peek_at(lexer, length)))
		length++;
	if (at_floating_point(lexer))
		error_at(&lexer->compiler->errors, D_SYNTAX, token->place,
			 "floating-point constants are not permitted");
	token->kind = TOKEN_INTEGER;
	literal_integer(lexer->compiler, token, lexer->text + lexer->at.offset, length);
	lexer->at.offset += length;
}

/* A literal between quotes, which may hold no newline. */
static void lex_quoted(struct lexer *lexer, char quote)
{
	struct compiler *compiler = lexer->compiler;
	struct token *token = &lexer->token;
	uint32_t start = lexer->at.offset + 1;

	advance(lexer);
	while (lexer_peek(lexer) != quote || at_end(lexer)) {
		if (at_end(lexer))
			error_at(&compiler->errors, quote == '"' ? D_STR_NL : D_CHR_NL,
				 token->place, "end-of-file encountered before matching %c", quote);
		if (lexer_peek(lexer) == '\\' && lexer->length - lexer->at.offset > 1)
			advance(lexer);
		if (lexer_peek(lexer) == '\n')
			error_at(&compiler->errors, quote == '"' ? D_STR_NL : D_CHR_NL,
				 token->place, "newline encountered in %s",
				 quote == '"' ? "string literal" : "character constant");
		advance(lexer);
	}
	if (quote == '"')
		literal_string(compiler, token, lexer->text + start, lexer->at.offset - start);
	else
		literal_character(compiler, token, lexer->text + start, lexer->at.offset - start);
	token->kind = quote == '"' ? TOKEN_TEXT : TOKEN_INTEGER;
	advance(lexer);
}

static void lex_macro(struct lexer *lexer)
{
	struct compiler *compiler = lexer->compiler;
	struct token *token = &lexer->token;
	bool quoted = peek_at(lexer, 1) == '$';
	const char *given = macro_take(lexer);
	const char *text = given ? given : quoted ? "" : "0";
	size_t length = strlen(text);

	if (quoted) {
		token->kind = TOKEN_TEXT;
		token->text = text;
		token->length = (uint32_t)length;
		return;
	}
	if (lexer_is_digit(*text) || ((*text == '-' || *text == '+') && lexer_is_digit(text[1]))) {
		bool negative = *text == '-';
		bool has_sign = negative || *text == '+';

		token->kind = TOKEN_INTEGER;
		literal_integer(compiler, token, text + has_sign, (uint32_t)length - has_sign);
		if (negative)
			token->value = type_normalize(token->type, -token->value);
		return;
	}
	if (length > 1 && *text == '"' && text[length - 1] == '"') {
		token->kind = TOKEN_TEXT;
		literal_string(compiler, token, text + 1, length - 2);
		return;
	}
	for (size_t i = 0; i < length; i++)
		if (!lexer_is_letter(text[i]) && !(i > 0 && lexer_is_digit(text[i])))
			length = 0;
	if (length == 0)
		error_at(
			&compiler->errors, D_SYNTAX, token->place,
			"macro argument \"%.64s\" is neither an integer nor a name; $$ makes it a string",
			text);
	token->symbol = symbol_intern(&compiler->arena, &compiler->names, text, length);
	token->kind = token->symbol->kind == SYMBOL_KEYWORD ? (enum token_kind)token->symbol->value
							    : TOKEN_NAME;
}

/*
 * Is the / here the one that closes the predicate? As in DTrace: when what follows can only be a
 * body or another definition's beginning.
 */
static bool closes_predicate(const struct lexer *lexer)
{
	uint32_t ahead = 1;

	while (peek_at(lexer, ahead) != '\0' && lexer_is_space(peek_at(lexer, ahead)))
		ahead++;
	return ahead >= lexer->length - lexer->at.offset || strchr(";{/", peek_at(lexer, ahead));
}

static void lex_punctuator(struct lexer *lexer)
{
	struct token *token = &lexer->token;
	const char *text = lexer->text + lexer->at.offset;
	uint32_t room = lexer->length - lexer->at.offset;

	for (size_t i = 0; i < sizeof(punctuators) / sizeof(punctuators[0]); i++) {
		if (punctuators[i].length > room ||
		    memcmp(punctuators[i].text, text, punctuators[i].length) != 0)
			continue;
		token->kind = punctuators[i].kind;
		lexer->at.offset += punctuators[i].length;
		return;
	}
	if (*text == '`')
		error_at(&lexer->compiler->errors, D_NO_MEANING, token->place,
			 "operator ` names symbols of a kernel: it has no meaning from VMX root");
	if (*text == '\n' || !(*text > ' ' && *text < 0x7f))
		error_at(&lexer->compiler->errors, D_SYNTAX, token->place,
			 "syntax error near character \\x%02x", (unsigned char)*text);
	error_at(&lexer->compiler->errors, D_SYNTAX, token->place, "syntax error near \"%c\"",
		 *text);
}

void lexer_next(struct lexer *lexer)
{
	struct token *token = &lexer->token;

	skip_space(lexer);
	*token = (struct token){.place = lexer->at};

	char c = lexer_peek(lexer);

	if (at_end(lexer)) {
		token->kind = TOKEN_END;
	} else if (lexer_is_letter(c)) {
		lex_name(lexer);
	} else if (lexer_is_digit(c)) {
		lex_number(lexer);
	} else if (c == '"' || c == '\'') {
		lex_quoted(lexer, c);
	} else if (c == '@') {
		lex_aggregation(lexer);
	} else if (c == '$') {
		lex_macro(lexer);
	} else if (c == '/' && lexer->in_predicate && closes_predicate(lexer)) {
		advance(lexer);
		token->kind = TOKEN_PREDICATE_END;
	} else {
		lex_punctuator(lexer);
	}
	token->end = lexer->at.offset;
}

/* Skips a literal as far as its line goes: it may be what the error is about. */
static void skip_quoted(struct lexer *lexer, char quote)
{
	while (!at_end(lexer) && lexer_peek(lexer) != '\n') {
		char c = lexer_peek(lexer);

		advance(lexer);
		if (c == quote)
			return;
		if (c == '\\' && !at_end(lexer) && lexer_peek(lexer) != '\n')
			advance(lexer);
	}
}

/* At a #: is it a preprocessor's line number? */
static bool at_line_marker(const struct lexer *lexer)
{
	uint32_t ahead = 1;

	while (peek_at(lexer, ahead) == ' ')
		ahead++;
	return lexer_is_digit(peek_at(lexer, ahead)) && at_line_start(lexer);
}

/* From the start of the definition again, since only its braces say where it ends; a declaration's semicolon is behind them. */
void lexer_recover(struct lexer *lexer)
{
	bool is_declaration = lexer->compiler->in_declaration;
	uint32_t depth = 0;

	lexer->in_predicate = false;
	lexer->at = lexer->compiler->definition;
	while (!at_end(lexer)) {
		char c = lexer_peek(lexer);

		if (c == '#' && at_line_marker(lexer))
			obey_line(lexer);
		else
			advance(lexer);
		if (c == '"' || c == '\'')
			skip_quoted(lexer, c);
		else if (c == '/' && lexer_peek(lexer) == '*')
			(void)skip_comment(lexer);
		else if (c == '{')
			depth++;
		else if (c == '}' && depth > (is_declaration ? 0 : 1))
			depth--;
		else if (c == '}' || (c == ';' && depth == 0))
			return;
	}
}

void lexer_check_arguments(struct lexer *lexer)
{
	const struct dsl_request *request = lexer->compiler->request;

	for (int i = 1; i < request->argument_count; i++)
		if (i >= LEXER_MAX_ARGUMENTS || !(lexer->arguments_used >> i & 1))
			error_note(&lexer->compiler->errors, D_MACRO_UNUSED, (struct place){0, 1},
				   "extraneous argument '%s' ($%d is not referenced)",
				   request->arguments[i], i);
}
