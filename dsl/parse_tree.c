/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/parse_tree.h"

#include "dsl/compiler.h"

struct node *parse_new_node(struct compiler *compiler, enum node_kind kind, struct place place)
{
	struct node *node = arena_allocate(&compiler->arena, sizeof(*node));

	node->kind = kind;
	node->place = place;
	node->height = 1;
	return node;
}

void parse_adopt(struct compiler *compiler, struct node *parent, const struct node *child)
{
	if (child->height >= parent->height)
		parent->height = (uint16_t)(child->height + 1);
	if (parent->height > AST_MAX_HEIGHT)
		error_at(&compiler->errors, D_LIMIT, parent->place,
			 "expression is nested more than %d operators deep", AST_MAX_HEIGHT);
}

struct node *parse_new_binary(struct compiler *compiler, enum node_kind kind,
			      const struct token *op, struct node *left, struct node *right)
{
	struct node *node = parse_new_node(compiler, kind, op->place);

	node->op = op->kind;
	node->left = left;
	node->right = right;
	parse_adopt(compiler, node, left);
	parse_adopt(compiler, node, right);
	return node;
}

void parse_enter(struct compiler *compiler, enum nesting_cost cost)
{
	compiler->nesting += cost;
	if (compiler->nesting > PARSER_MAX_NESTING * COST_OF_LEVEL)
		error_at(&compiler->errors, D_LIMIT, compiler->lexer.token.place,
			 "expression is nested more than %d levels deep", PARSER_MAX_NESTING);
}

void parse_leave(struct compiler *compiler, enum nesting_cost cost)
{
	compiler->nesting -= cost;
}

bool parse_accept(struct compiler *compiler, enum token_kind kind)
{
	if (compiler->lexer.token.kind != kind)
		return false;
	lexer_next(&compiler->lexer);
	return true;
}

void parse_refuse_keyword(struct compiler *compiler)
{
	const struct token *token = &compiler->lexer.token;

	error_at(&compiler->errors, token->symbol->reason, token->place, "keyword %s %s",
		 token->symbol->name, refusal_text(token->symbol->reason));
}

void parse_expect(struct compiler *compiler, enum token_kind kind)
{
	if (compiler->lexer.token.kind == TOKEN_PREDICATE_END && kind == TOKEN_RIGHT_PAREN)
		error_at(&compiler->errors, D_SYNTAX, compiler->lexer.token.place,
			 "closing ) expected in predicate before /");
	if (compiler->lexer.token.kind == TOKEN_PREDICATE_END && kind == TOKEN_RIGHT_BRACKET)
		error_at(&compiler->errors, D_SYNTAX, compiler->lexer.token.place,
			 "closing ] expected in predicate before /");
	if (compiler->lexer.token.kind == TOKEN_REFUSED)
		parse_refuse_keyword(compiler);
	if (!parse_accept(compiler, kind))
		lexer_syntax_error(&compiler->lexer);
}

struct node *parse_new_unary(struct compiler *compiler, enum node_kind kind, const struct token *op,
			     struct node *left)
{
	struct node *node = parse_new_node(compiler, kind, op->place);

	node->op = op->kind;
	node->left = left;
	parse_adopt(compiler, node, left);
	return node;
}
