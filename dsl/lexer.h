/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Source text to tokens. Two kinds of text need the parser's word on what to expect: probe
 * descriptions, whose characters mean other things elsewhere, and predicates, whose closing / looks
 * like a division.
 */
#ifndef DSL_LEXER_H
#define DSL_LEXER_H

#include "dsl/errors.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct compiler;
struct symbol;
struct type;

enum token_kind {
	TOKEN_END,
	TOKEN_NAME,	     /* symbol */
	TOKEN_INTEGER,	     /* value, type */
	TOKEN_TEXT,	     /* a string literal: text, length */
	TOKEN_AGGREGATION,   /* @name: text, length of the name */
	TOKEN_PREDICATE_END, /* the / that closes a predicate */
	TOKEN_REFUSED,	     /* a keyword of refused.def: symbol */
#define PUNCTUATOR(name, text) TOKEN_##name,
#define KEYWORD(name, text)    TOKEN_##name,
#include "dsl/tokens.def"
#undef PUNCTUATOR
#undef KEYWORD
	TOKEN_COUNT,
};

struct token {
	enum token_kind kind;
	struct place place;
	uint32_t end; /* offset behind it */
	uint64_t value;
	const struct type *type;
	const char *text;
	uint32_t length;
	struct symbol *symbol;
};

enum { LEXER_MAX_ARGUMENTS = 64 };

struct lexer {
	struct compiler *compiler;
	const char *text;
	uint32_t length;
	struct place at;
	bool in_predicate;
	uint64_t arguments_used; /* bit n: $n was looked at */
	struct token token;	 /* the current one */
};

/* What names, numbers and white space consist of. */
static inline bool lexer_is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

static inline bool lexer_is_digit(char c)
{
	return c >= '0' && c <= '9';
}

static inline bool lexer_is_space(char c)
{
	return c == ' ' || (c >= '\t' && c <= '\r');
}

/* How a punctuator or keyword is written. */
const char *token_text(enum token_kind kind);

void lexer_start(struct lexer *lexer, struct compiler *compiler, const char *text, uint32_t length);

/* Makes the next token the current one. Errors end the current errors_run(). */
void lexer_next(struct lexer *lexer);

/* Skips white space, comments, and directives, which are obeyed. False at the end of the source. */
bool lexer_skip_to_definition(struct lexer *lexer);

/*
 * Reads one probe description with its macro arguments replaced, or returns NULL when there is none
 * here. The text is the arena's.
 */
const char *lexer_probe(struct lexer *lexer);

/* The identifier that stands here when it is all of the word: what tells a declaration from a
 * probe. */
struct symbol *lexer_peek_name(struct lexer *lexer);

/* The character here, NUL at the end. */
char lexer_peek(const struct lexer *lexer);

/* After an error: goes on behind the end of the clause or declaration that it was in. */
void lexer_recover(struct lexer *lexer);

/* Complains about macro arguments that no part of the program looked at. */
void lexer_check_arguments(struct lexer *lexer);

/* "syntax error near ..." at the current token. */
void lexer_syntax_error(struct lexer *lexer) __attribute__((noreturn));

#endif
