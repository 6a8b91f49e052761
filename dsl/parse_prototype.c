/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/parse_prototype.h"

#include "dsl/compiler.h"
#include "dsl/parse_decl.h"
#include "dsl/parse_tree.h"

struct parameter {
	struct place place;
	struct symbol *name; /* or NULL */
	const struct type *type;
};

bool parse_at_parameter(const struct compiler *compiler)
{
	enum token_kind kind = compiler->lexer.token.kind;

	return parse_at_type(compiler) || parse_is_storage(kind) || kind == TOKEN_ELLIPSIS ||
	       kind == TOKEN_AGGREGATION;
}

/* parameter: specifiers declarator */
static void parse_parameter(struct compiler *compiler, struct parameter *parameter)
{
	const struct token token = compiler->lexer.token;
	struct specifiers specifiers;
	struct declarator declarator;

	if (token.kind == TOKEN_AGGREGATION)
		error_at(&compiler->errors, D_DECL_PROTO_TYPE, token.place,
			 "a prototype may not use an aggregation as parameter");
	parse_specifiers(compiler, &specifiers);
	if (specifiers.storage != TOKEN_END)
		error_at(&compiler->errors, D_DECL_PARMCLASS, token.place,
			 "inappropriate storage class or initializer for function or associative "
			 "array parameter");
	parse_parameter_declarator(compiler, specifiers.type, &declarator);
	if (declarator.type->kind == KIND_VOID && declarator.name)
		error_at(&compiler->errors, D_DECL_PROTO_NAME, declarator.place,
			 "void parameter may not have a name");
	*parameter = (struct parameter){token.place, declarator.name, declarator.type};
}

/* keys: parameter { , parameter } ] */
struct key_types *parse_keys(struct compiler *compiler)
{
	struct key_types *keys = arena_allocate(&compiler->arena, sizeof(*keys));

	do {
		struct parameter key;

		if (compiler->lexer.token.kind == TOKEN_ELLIPSIS)
			error_at(&compiler->errors, D_DECL_PROTO_VARARGS,
				 compiler->lexer.token.place,
				 "associative array prototype may not have a variable-length list "
				 "of keys");
		parse_parameter(compiler, &key);
		if (!type_is_scalar(key.type) && !type_is_string(key.type))
			error_at(&compiler->errors, D_DECL_PROTO_TYPE, key.place,
				 "associative array prototype may not use %s as key #%u",
				 key.type->name, keys->count + 1);
		if (keys->count == OBJECT_MAX_KEYS)
			error_at(&compiler->errors, D_LIMIT, key.place,
				 "an associative array can have at most %d keys", OBJECT_MAX_KEYS);
		keys->names[keys->count] = key.name;
		keys->of[keys->count++] = key.type;
	} while (parse_accept(compiler, TOKEN_COMMA));
	parse_expect(compiler, TOKEN_RIGHT_BRACKET);
	return keys;
}

/* parameters: ( [ parameter { , parameter } [ , ... ] ] ) */
void parse_parameters(struct compiler *compiler)
{
	struct place place = compiler->lexer.token.place;
	struct parameter parameter;
	unsigned int count = 0;
	bool any_void = false;

	lexer_next(&compiler->lexer); /* ( */
	while (compiler->lexer.token.kind != TOKEN_RIGHT_PAREN) {
		if (parse_accept(compiler, TOKEN_ELLIPSIS))
			break;
		parse_parameter(compiler, &parameter);
		any_void |= parameter.type->kind == KIND_VOID;
		count++;
		if (!parse_accept(compiler, TOKEN_COMMA))
			break;
	}
	if (any_void && count > 1)
		error_at(&compiler->errors, D_DECL_PROTO_VOID, place,
			 "void must be the sole parameter of a function");
	parse_expect(compiler, TOKEN_RIGHT_PAREN);
}
