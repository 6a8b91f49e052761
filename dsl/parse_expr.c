/* SPDX-License-Identifier: BSD-2-Clause */
/* Operators, by precedence climbing. The grammar rule stands above the function that parses it. */
#include "dsl/parse_expr.h"

#include "dsl/check.h"
#include "dsl/compiler.h"
#include "dsl/parse_decl.h"
#include "dsl/parse_tree.h"

static struct node *parse_unary(struct compiler *compiler);

/* sizeof: sizeof unary | sizeof ( type ) */
static struct node *parse_sizeof(struct compiler *compiler)
{
	struct lexer *lexer = &compiler->lexer;
	struct node *node = parse_new_node(compiler, NODE_SIZEOF, lexer->token.place);

	lexer_next(lexer);

	const struct lexer before = *lexer;

	if (parse_accept(compiler, TOKEN_LEFT_PAREN) && parse_at_type(compiler)) {
		node->left = NULL;
		node->type = parse_type(compiler);
		parse_expect(compiler, TOKEN_RIGHT_PAREN);
		return node;
	}
	*lexer = before;
	node->left = parse_unary(compiler);
	parse_adopt(compiler, node, node->left);
	return node;
}

/* cast: ( type ) unary, behind its opening parenthesis */
static struct node *parse_cast(struct compiler *compiler, struct place place)
{
	struct node *node = parse_new_node(compiler, NODE_CAST, place);

	node->type = parse_type(compiler);
	parse_expect(compiler, TOKEN_RIGHT_PAREN);
	node->left = parse_unary(compiler);
	parse_adopt(compiler, node, node->left);
	return node;
}

static struct node *parse_operator(struct compiler *compiler, enum node_kind kind)
{
	const struct token token = compiler->lexer.token;

	lexer_next(&compiler->lexer);
	return parse_new_unary(compiler, kind, &token, parse_unary(compiler));
}

static struct node *parse_unary_operand(struct compiler *compiler)
{
	struct lexer *lexer = &compiler->lexer;

	switch (lexer->token.kind) {
	case TOKEN_ADD:
	case TOKEN_SUB:
	case TOKEN_NOT:
	case TOKEN_COMPLEMENT:
	case TOKEN_INCREMENT:
	case TOKEN_DECREMENT:
	case TOKEN_AND:
	case TOKEN_MUL:
		return parse_operator(compiler, NODE_UNARY);
	case TOKEN_STRINGOF:
		return parse_operator(compiler, NODE_STRINGOF);
	case TOKEN_SIZEOF:
		return parse_sizeof(compiler);
	case TOKEN_OFFSETOF:
		return parse_offsetof(compiler);
	case TOKEN_LEFT_PAREN: {
		const struct lexer before = *lexer;

		lexer_next(lexer);
		if (parse_at_type(compiler))
			return parse_cast(compiler, before.token.place);
		*lexer = before;
		return parse_postfix(compiler);
	}
	default:
		return parse_postfix(compiler);
	}
}

/* unary: { + | - | ! | ~ | ++ | -- | & | * | stringof } unary | sizeof | offsetof | cast | postfix */
static struct node *parse_unary(struct compiler *compiler)
{
	parse_enter(compiler, COST_OF_LEVEL);

	struct node *node = parse_unary_operand(compiler);

	parse_leave(compiler, COST_OF_LEVEL);
	return node;
}

/* D's precedence of binary operators, higher binds tighter; 0: not one. */
static int precedence(enum token_kind kind)
{
	switch (kind) {
	case TOKEN_LOGICAL_OR:
		return 1;
	case TOKEN_LOGICAL_XOR:
		return 2;
	case TOKEN_LOGICAL_AND:
		return 3;
	case TOKEN_OR:
		return 4;
	case TOKEN_XOR:
		return 5;
	case TOKEN_AND:
		return 6;
	case TOKEN_EQ:
	case TOKEN_NE:
		return 7;
	case TOKEN_LT:
	case TOKEN_LE:
	case TOKEN_GT:
	case TOKEN_GE:
		return 8;
	case TOKEN_SHL:
	case TOKEN_SHR:
		return 9;
	case TOKEN_ADD:
	case TOKEN_SUB:
		return 10;
	case TOKEN_MUL:
	case TOKEN_DIV:
	case TOKEN_MOD:
		return 11;
	default:
		return 0;
	}
}

/* binary: unary { OPERATOR binary }, operators of at least this precedence, all left-associative */
static struct node *parse_binary(struct compiler *compiler, int least)
{
	struct node *left = parse_unary(compiler);

	for (;;) {
		const struct token token = compiler->lexer.token;
		int binds = precedence(token.kind);

		if (binds == 0 || binds < least)
			return left;
		lexer_next(&compiler->lexer);

		parse_enter(compiler, COST_OF_OPERATOR);

		struct node *right = parse_binary(compiler, binds + 1);

		parse_leave(compiler, COST_OF_OPERATOR);

		left = parse_new_binary(compiler, NODE_BINARY, &token, left, right);
	}
}

/* conditional: binary [ ? expression : conditional ] */
static struct node *parse_conditional(struct compiler *compiler)
{
	struct node *condition = parse_binary(compiler, 1);
	const struct token token = compiler->lexer.token;

	if (token.kind != TOKEN_QUESTION)
		return condition;
	lexer_next(&compiler->lexer);
	parse_enter(compiler, COST_OF_LEVEL);

	struct node *if_true = parse_expression(compiler);

	parse_expect(compiler, TOKEN_COLON);

	struct node *if_false = parse_conditional(compiler);
	struct node *node = parse_new_binary(compiler, NODE_CONDITIONAL, &token, if_true, if_false);

	node->list = condition;
	parse_adopt(compiler, node, condition);
	parse_leave(compiler, COST_OF_LEVEL);
	return node;
}

static bool is_assignment(enum token_kind kind)
{
	return kind == TOKEN_ASSIGN || (kind >= TOKEN_ADD_ASSIGN && kind <= TOKEN_OR_ASSIGN) ||
	       kind == TOKEN_SHL_ASSIGN || kind == TOKEN_SHR_ASSIGN;
}

/* assignment: conditional [ ASSIGNMENT-OPERATOR assignment ] */
struct node *parse_assignment(struct compiler *compiler)
{
	struct node *left = parse_conditional(compiler);
	const struct token token = compiler->lexer.token;

	if (!is_assignment(token.kind))
		return left;
	lexer_next(&compiler->lexer);
	parse_enter(compiler, COST_OF_LEVEL);

	struct node *right = parse_assignment(compiler);

	parse_leave(compiler, COST_OF_LEVEL);
	return parse_new_binary(compiler, NODE_ASSIGN, &token, left, right);
}

/* expression: assignment { , assignment } */
struct node *parse_expression(struct compiler *compiler)
{
	struct node *left = parse_assignment(compiler);

	while (compiler->lexer.token.kind == TOKEN_COMMA) {
		const struct token token = compiler->lexer.token;

		lexer_next(&compiler->lexer);
		left = parse_new_binary(compiler, NODE_BINARY, &token, left,
					parse_assignment(compiler));
	}
	return left;
}

bool parse_constant(struct compiler *compiler, int64_t *value)
{
	struct node *node = parse_conditional(compiler);

	check_expression(compiler, node);
	*value = (int64_t)node->value;
	return node->kind == NODE_INTEGER;
}
