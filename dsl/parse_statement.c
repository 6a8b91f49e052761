/* SPDX-License-Identifier: BSD-2-Clause */
/* Statements. */
#include "dsl/compiler.h"
#include "dsl/parse_expr.h"
#include "dsl/parse_tree.h"

static struct node *parse_statement(struct compiler *compiler);

/* block: { statement } }, behind its opening brace; the closing one is the current token afterwards */
static struct node *parse_block(struct compiler *compiler)
{
	struct node *first = NULL;
	struct node **last = &first;

	while (compiler->lexer.token.kind != TOKEN_RIGHT_BRACE) {
		*last = parse_statement(compiler);
		while (*last)
			last = &(*last)->next;
	}
	return first;
}

/* if: if ( expression ) statement [ else statement ] */
static struct node *parse_if(struct compiler *compiler)
{
	struct node *node = parse_new_node(compiler, NODE_IF, compiler->lexer.token.place);

	lexer_next(&compiler->lexer);
	parse_expect(compiler, TOKEN_LEFT_PAREN);
	node->list = parse_expression(compiler);
	parse_adopt(compiler, node, node->list);
	parse_expect(compiler, TOKEN_RIGHT_PAREN);
	node->left = parse_statement(compiler);
	if (parse_accept(compiler, TOKEN_ELSE))
		node->right = parse_statement(compiler);
	for (const struct node *at = node->left; at; at = at->next)
		parse_adopt(compiler, node, at);
	for (const struct node *at = node->right; at; at = at->next)
		parse_adopt(compiler, node, at);
	return node;
}

/* statement: ; | { block | if | expression ; */
static struct node *parse_statement(struct compiler *compiler)
{
	struct lexer *lexer = &compiler->lexer;
	struct node *node;

	if (parse_accept(compiler, TOKEN_SEMICOLON))
		return NULL;
	if (lexer->token.kind != TOKEN_LEFT_BRACE && lexer->token.kind != TOKEN_IF) {
		node = parse_expression(compiler);
		if (lexer->token.kind != TOKEN_RIGHT_BRACE)
			parse_expect(compiler, TOKEN_SEMICOLON);
		return node;
	}
	parse_enter(compiler, COST_OF_LEVEL);
	if (parse_accept(compiler, TOKEN_LEFT_BRACE)) {
		node = parse_block(compiler);
		lexer_next(lexer);
	} else {
		node = parse_if(compiler);
	}
	parse_leave(compiler, COST_OF_LEVEL);
	return node;
}

struct node *parse_body(struct compiler *compiler)
{
	lexer_next(&compiler->lexer);
	return parse_block(compiler);
}
