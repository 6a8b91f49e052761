/* SPDX-License-Identifier: BSD-2-Clause */
/* Names, literals, and what stands behind them; offsetof. The grammar rule stands above each function. */
#include "dsl/compiler.h"
#include "dsl/parse_decl.h"
#include "dsl/parse_expr.h"
#include "dsl/parse_tree.h"

/* arguments: [ assignment { , assignment } ] CLOSE */
static void parse_arguments(struct compiler *compiler, struct node *parent, enum token_kind close)
{
	struct node *last = NULL;

	while (compiler->lexer.token.kind != close) {
		if (last)
			parse_expect(compiler, TOKEN_COMMA);

		struct node *argument = parse_assignment(compiler);

		if (last)
			last->next = argument;
		else
			parent->list = argument;
		parse_adopt(compiler, parent, argument);
		last = argument;
		if (compiler->lexer.token.kind != TOKEN_COMMA &&
		    compiler->lexer.token.kind != close)
			parse_expect(compiler, close);
	}
	lexer_next(&compiler->lexer);
}

/* index: [ arguments ], behind a variable */
static void parse_index(struct compiler *compiler, struct node *node)
{
	if (!parse_accept(compiler, TOKEN_LEFT_BRACKET))
		return;
	node->op = node->kind;
	node->kind = NODE_INDEX;
	parse_arguments(compiler, node, TOKEN_RIGHT_BRACKET);
}

/* name: NAME | NAME ( arguments ) | NAME [ index ] */
static struct node *parse_name(struct compiler *compiler)
{
	const struct token token = compiler->lexer.token;
	struct node *node = parse_new_node(compiler, NODE_NAME, token.place);

	node->symbol = token.symbol;
	lexer_next(&compiler->lexer);
	if (parse_accept(compiler, TOKEN_LEFT_PAREN)) {
		node->kind = NODE_CALL;
		parse_arguments(compiler, node, TOKEN_RIGHT_PAREN);
	} else {
		parse_index(compiler, node);
	}
	return node;
}

/* aggregation: @[NAME] [ [ arguments ] ] */
static struct node *parse_aggregation(struct compiler *compiler)
{
	const struct token token = compiler->lexer.token;
	struct node *node = parse_new_node(compiler, NODE_AGGREGATION, token.place);

	node->symbol = symbol_intern(&compiler->arena, &compiler->aggregations,
				     token.text ? token.text : "", token.length);
	lexer_next(&compiler->lexer);
	if (parse_accept(compiler, TOKEN_LEFT_BRACKET)) {
		if (compiler->lexer.token.kind == TOKEN_RIGHT_BRACKET)
			lexer_syntax_error(&compiler->lexer);
		parse_arguments(compiler, node, TOKEN_RIGHT_BRACKET);
	}
	return node;
}

/* scoped: ( this | self ) -> NAME [ index ] */
static struct node *parse_scoped(struct compiler *compiler)
{
	struct lexer *lexer = &compiler->lexer;
	bool is_self = lexer->token.kind == TOKEN_SELF;
	struct node *node =
		parse_new_node(compiler, is_self ? NODE_SELF : NODE_THIS, lexer->token.place);

	lexer_next(lexer);
	parse_expect(compiler, TOKEN_ARROW);
	if (!lexer->token.symbol) /* words of the language are names too, here and as members */
		lexer_syntax_error(lexer);
	node->symbol =
		symbol_intern(&compiler->arena, is_self ? &compiler->selfs : &compiler->locals,
			      lexer->token.symbol->name, lexer->token.symbol->length);
	lexer_next(lexer);
	parse_index(compiler, node);
	return node;
}

static struct node *parse_parenthesized(struct compiler *compiler)
{
	lexer_next(&compiler->lexer);

	struct node *node = parse_expression(compiler);

	parse_expect(compiler, TOKEN_RIGHT_PAREN);
	node->parenthesized = true;
	return node;
}

/* primary: INTEGER | STRING | name | aggregation | scoped | ( expression ) */
static struct node *parse_primary(struct compiler *compiler)
{
	struct lexer *lexer = &compiler->lexer;
	const struct token *token = &lexer->token;
	struct node *node;

	switch (token->kind) {
	case TOKEN_INTEGER:
		node = parse_new_node(compiler, NODE_INTEGER, token->place);
		node->value = token->value;
		node->type = token->type;
		break;
	case TOKEN_TEXT:
		node = parse_new_node(compiler, NODE_TEXT, token->place);
		node->text = token->text;
		node->length = token->length;
		break;
	case TOKEN_NAME:
		return parse_name(compiler);
	case TOKEN_AGGREGATION:
		return parse_aggregation(compiler);
	case TOKEN_THIS:
	case TOKEN_SELF:
		return parse_scoped(compiler);
	case TOKEN_LEFT_PAREN:
		return parse_parenthesized(compiler);
	case TOKEN_REFUSED:
		parse_refuse_keyword(compiler);
	default:
		lexer_syntax_error(lexer);
	}
	lexer_next(lexer);
	return node;
}

/* member: ( . | -> ) NAME */
static struct node *parse_member(struct compiler *compiler, struct node *left)
{
	struct lexer *lexer = &compiler->lexer;
	const struct token op = lexer->token;
	struct node *node = parse_new_unary(compiler, NODE_MEMBER, &op, left);

	lexer_next(lexer);
	if (!lexer->token.symbol)
		lexer_syntax_error(lexer);
	node->symbol = lexer->token.symbol;
	lexer_next(lexer);
	return node;
}

/* subscript: [ expression ] */
static struct node *parse_subscript(struct compiler *compiler, struct node *left)
{
	const struct token op = compiler->lexer.token;
	struct node *node;

	lexer_next(&compiler->lexer);
	node = parse_new_binary(compiler, NODE_SUBSCRIPT, &op, left, parse_expression(compiler));
	parse_expect(compiler, TOKEN_RIGHT_BRACKET);
	return node;
}

/* postfix: primary { ++ | -- | member | subscript } */
struct node *parse_postfix(struct compiler *compiler)
{
	struct lexer *lexer = &compiler->lexer;
	struct node *node = parse_primary(compiler);

	for (;;) {
		const struct token token = lexer->token;

		switch (token.kind) {
		case TOKEN_INCREMENT:
		case TOKEN_DECREMENT:
			lexer_next(lexer);
			node = parse_new_unary(compiler, NODE_POSTFIX, &token, node);
			break;
		case TOKEN_ARROW:
		case TOKEN_DOT:
			node = parse_member(compiler, node);
			break;
		case TOKEN_LEFT_BRACKET:
			if (node->kind == NODE_AGGREGATION)
				error_at(
					&compiler->errors, D_AGG_MDIM, token.place,
					"improper attempt to reference @%s as a multi-dimensional array",
					node->symbol->name);
			node = parse_subscript(compiler, node);
			break;
		case TOKEN_LEFT_PAREN:
			error_at(&compiler->errors, D_FUNC_IDENT, token.place,
				 "function designator is not of function type");
		default:
			return node;
		}
	}
}

/* offsetof: offsetof ( type , NAME { . NAME } ) */
struct node *parse_offsetof(struct compiler *compiler)
{
	struct lexer *lexer = &compiler->lexer;
	struct node *node = parse_new_node(compiler, NODE_INTEGER, lexer->token.place);
	const struct type *type;

	lexer_next(lexer);
	parse_expect(compiler, TOKEN_LEFT_PAREN);
	if (!parse_at_type(compiler))
		lexer_syntax_error(lexer);
	type = parse_type(compiler);
	parse_expect(compiler, TOKEN_COMMA);
	do {
		const struct token token = lexer->token;
		const struct member *member;
		uint32_t offset;

		if (!token.symbol)
			lexer_syntax_error(lexer);
		if (!type_is_compound(type) || type->size == 0)
			error_at(&compiler->errors, D_OFFSETOF_TYPE, node->place,
				 "offsetof operand must be a complete struct or union type");
		member = type_member(type, token.symbol->name, token.symbol->length, &offset);
		if (!member)
			error_at(&compiler->errors, D_UNKNOWN, token.place,
				 "failed to determine offset of %s: %s has no such member",
				 token.symbol->name, type->name);
		if (member->bits)
			error_at(&compiler->errors, D_OFFSETOF_BITFIELD, token.place,
				 "cannot take offset of a bit-field: %s", member->name);
		node->value += offset;
		type = member->type;
		lexer_next(lexer);
	} while (parse_accept(compiler, TOKEN_DOT));
	parse_expect(compiler, TOKEN_RIGHT_PAREN);
	node->type = type_of(T_ULONG);
	return node;
}
