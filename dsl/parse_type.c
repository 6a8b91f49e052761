/* SPDX-License-Identifier: BSD-2-Clause */
/* Type names. */
#include "dsl/compiler.h"
#include "dsl/parse_expr.h"

#include <string.h>

bool parse_at_type(const struct compiler *compiler)
{
	const struct token *token = &compiler->lexer.token;

	switch (token->kind) {
	case TOKEN_CHAR:
	case TOKEN_SHORT:
	case TOKEN_INT:
	case TOKEN_LONG:
	case TOKEN_SIGNED:
	case TOKEN_UNSIGNED:
	case TOKEN_STRING:
	case TOKEN_VOID:
		return true;
	case TOKEN_NAME:
		return token->symbol->kind == SYMBOL_TYPE;
	case TOKEN_REFUSED: /* struct, union, enum, const, float ...: refused where a type is looked
			       for */
		return strcmp(token->symbol->name, "offsetof") != 0;
	default:
		return false;
	}
}

/* How often each specifier was seen. */
struct specifiers {
	int chars, shorts, ints, longs, signs, unsigneds;
};

static const struct type *type_of_specifiers(struct compiler *compiler,
					     const struct specifiers *seen, struct place place)
{
	bool is_unsigned = seen->unsigneds;

	if (seen->longs > 2 || seen->chars > 1 || seen->shorts > 1 || seen->ints > 1 ||
	    seen->signs + seen->unsigneds > 1 || (seen->chars && seen->ints) ||
	    (seen->chars != 0) + (seen->shorts != 0) + (seen->longs != 0) > 1)
		error_at(&compiler->errors, D_DECL_COMBO, place, "invalid type combination");
	if (seen->chars)
		return type_of(is_unsigned ? T_UCHAR : seen->signs ? T_SCHAR : T_CHAR);
	if (seen->shorts)
		return type_of(is_unsigned ? T_USHORT : T_SHORT);
	if (seen->longs == 2)
		return type_of(is_unsigned ? T_ULLONG : T_LLONG);
	if (seen->longs)
		return type_of(is_unsigned ? T_ULONG : T_LONG);
	return type_of(is_unsigned ? T_UINT : T_INT);
}

/* type: { char | short | int | long | signed | unsigned } | string | void | NAME */
const struct type *parse_type(struct compiler *compiler)
{
	struct lexer *lexer = &compiler->lexer;
	struct place place = lexer->token.place;
	struct specifiers seen = {0};
	const struct type *type = NULL;

	if (lexer->token.kind == TOKEN_REFUSED)
		parse_refuse_keyword(compiler);
	if (lexer->token.kind == TOKEN_VOID)
		error_at(&compiler->errors, D_DECL_VOIDOBJ, place, "type void cannot be used here");
	if (lexer->token.kind == TOKEN_NAME) {
		type = lexer->token.symbol->type;
		lexer_next(lexer);
	} else if (parse_accept(compiler, TOKEN_STRING)) {
		type = type_of(T_STRING);
	}
	while (!type || (parse_at_type(compiler) && lexer->token.kind != TOKEN_NAME)) {
		if (type)
			error_at(&compiler->errors, D_DECL_COMBO, place,
				 "invalid type combination");
		if (parse_accept(compiler, TOKEN_CHAR))
			seen.chars++;
		else if (parse_accept(compiler, TOKEN_SHORT))
			seen.shorts++;
		else if (parse_accept(compiler, TOKEN_INT))
			seen.ints++;
		else if (parse_accept(compiler, TOKEN_LONG))
			seen.longs++;
		else if (parse_accept(compiler, TOKEN_SIGNED))
			seen.signs++;
		else if (parse_accept(compiler, TOKEN_UNSIGNED))
			seen.unsigneds++;
		else
			type = type_of_specifiers(compiler, &seen, place);
	}
	if (lexer->token.kind == TOKEN_MUL)
		error_at(&compiler->errors, D_UNSUPPORTED, lexer->token.place,
			 "pointer types are not supported yet");
	return type;
}
