/* SPDX-License-Identifier: BSD-2-Clause */
/* Expressions, by precedence climbing. The grammar rule stands above the function that parses it.
 */
#include "dsl/parse_expr.h"

#include "dsl/check.h"
#include "dsl/compiler.h"
#include "dsl/parse_decl.h"

static struct node *parse_statement(struct compiler *compiler);

static struct node *new_node(struct compiler *compiler, enum node_kind kind, struct place place)
{
	struct node *node = arena_allocate(&compiler->arena, sizeof(*node));

	node->kind = kind;
	node->place = place;
	node->height = 1;
	return node;
}

/* Every child is hung in by this, so that no tree grows higher than the later passes can walk. */
static void adopt(struct compiler *compiler, struct node *parent, const struct node *child)
{
	if (child->height >= parent->height)
		parent->height = (uint16_t)(child->height + 1);
	if (parent->height > AST_MAX_HEIGHT)
		error_at(&compiler->errors, D_LIMIT, parent->place,
			 "expression is nested more than %d operators deep", AST_MAX_HEIGHT);
}

static struct node *new_binary(struct compiler *compiler, enum node_kind kind,
			       const struct token *op, struct node *left, struct node *right)
{
	struct node *node = new_node(compiler, kind, op->place);

	node->op = op->kind;
	node->left = left;
	node->right = right;
	adopt(compiler, node, left);
	adopt(compiler, node, right);
	return node;
}

/* What one more level costs of the stack, in units of what a binary operator takes. */
enum nesting_cost { COST_OF_OPERATOR = 1, COST_OF_LEVEL = 8 };

static void enter_nesting(struct compiler *compiler, enum nesting_cost cost)
{
	compiler->nesting += cost;
	if (compiler->nesting > PARSER_MAX_NESTING * COST_OF_LEVEL)
		error_at(&compiler->errors, D_LIMIT, compiler->lexer.token.place,
			 "expression is nested more than %d levels deep", PARSER_MAX_NESTING);
}

static void leave_nesting(struct compiler *compiler, enum nesting_cost cost)
{
	compiler->nesting -= cost;
}

void parse_enter(struct compiler *compiler)
{
	enter_nesting(compiler, COST_OF_LEVEL);
}

void parse_leave(struct compiler *compiler)
{
	leave_nesting(compiler, COST_OF_LEVEL);
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

/* arguments: [ assignment { , assignment } ] CLOSE */
static void parse_arguments(struct compiler *compiler, struct node *parent, enum token_kind close)
{
	struct node **last = &parent->list;

	while (compiler->lexer.token.kind != close) {
		if (parent->list)
			parse_expect(compiler, TOKEN_COMMA);
		*last = parse_assignment(compiler);
		adopt(compiler, parent, *last);
		last = &(*last)->next;
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
	struct node *node = new_node(compiler, NODE_NAME, token.place);

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
	struct node *node = new_node(compiler, NODE_AGGREGATION, token.place);

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
	struct node *node = new_node(compiler, is_self ? NODE_SELF : NODE_THIS, lexer->token.place);

	lexer_next(lexer);
	parse_expect(compiler, TOKEN_ARROW);
	if (lexer->token.kind != TOKEN_NAME)
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
		node = new_node(compiler, NODE_INTEGER, token->place);
		node->value = token->value;
		node->type = token->type;
		break;
	case TOKEN_TEXT:
		node = new_node(compiler, NODE_TEXT, token->place);
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

static struct node *new_unary(struct compiler *compiler, enum node_kind kind,
			      const struct token *op, struct node *left)
{
	struct node *node = new_node(compiler, kind, op->place);

	node->op = op->kind;
	node->left = left;
	adopt(compiler, node, left);
	return node;
}

/* member: ( . | -> ) NAME */
static struct node *parse_member(struct compiler *compiler, struct node *left)
{
	struct lexer *lexer = &compiler->lexer;
	const struct token op = lexer->token;
	struct node *node = new_unary(compiler, NODE_MEMBER, &op, left);

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
	node = new_binary(compiler, NODE_SUBSCRIPT, &op, left, parse_expression(compiler));
	parse_expect(compiler, TOKEN_RIGHT_BRACKET);
	return node;
}

/* postfix: primary { ++ | -- | member | subscript } */
static struct node *parse_postfix(struct compiler *compiler)
{
	struct lexer *lexer = &compiler->lexer;
	struct node *node = parse_primary(compiler);

	for (;;) {
		const struct token token = lexer->token;

		switch (token.kind) {
		case TOKEN_INCREMENT:
		case TOKEN_DECREMENT:
			lexer_next(lexer);
			node = new_unary(compiler, NODE_POSTFIX, &token, node);
			break;
		case TOKEN_ARROW:
		case TOKEN_DOT:
			node = parse_member(compiler, node);
			break;
		case TOKEN_LEFT_BRACKET:
			if (node->kind == NODE_AGGREGATION)
				lexer_syntax_error(lexer);
			node = parse_subscript(compiler, node);
			break;
		default:
			return node;
		}
	}
}

static struct node *parse_unary(struct compiler *compiler);

/* sizeof: sizeof unary | sizeof ( type ) */
static struct node *parse_sizeof(struct compiler *compiler)
{
	struct lexer *lexer = &compiler->lexer;
	struct node *node = new_node(compiler, NODE_SIZEOF, lexer->token.place);

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
	adopt(compiler, node, node->left);
	return node;
}

/* cast: ( type ) unary, behind its opening parenthesis */
static struct node *parse_cast(struct compiler *compiler, struct place place)
{
	struct node *node = new_node(compiler, NODE_CAST, place);

	node->type = parse_type(compiler);
	parse_expect(compiler, TOKEN_RIGHT_PAREN);
	node->left = parse_unary(compiler);
	adopt(compiler, node, node->left);
	return node;
}

/* offsetof: offsetof ( type , NAME { . NAME } ) */
static struct node *parse_offsetof(struct compiler *compiler)
{
	struct lexer *lexer = &compiler->lexer;
	struct node *node = new_node(compiler, NODE_INTEGER, lexer->token.place);
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
			error_at(&compiler->errors, D_TYPE_MEMBER, token.place,
				 "%s has no member named %s", type->name, token.symbol->name);
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

static struct node *parse_operator(struct compiler *compiler, enum node_kind kind)
{
	const struct token token = compiler->lexer.token;

	lexer_next(&compiler->lexer);
	return new_unary(compiler, kind, &token, parse_unary(compiler));
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
	enter_nesting(compiler, COST_OF_LEVEL);

	struct node *node = parse_unary_operand(compiler);

	leave_nesting(compiler, COST_OF_LEVEL);
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

		enter_nesting(compiler, COST_OF_OPERATOR);

		struct node *right = parse_binary(compiler, binds + 1);

		leave_nesting(compiler, COST_OF_OPERATOR);

		left = new_binary(compiler, NODE_BINARY, &token, left, right);
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
	enter_nesting(compiler, COST_OF_LEVEL);

	struct node *if_true = parse_expression(compiler);

	parse_expect(compiler, TOKEN_COLON);

	struct node *if_false = parse_conditional(compiler);
	struct node *node = new_binary(compiler, NODE_CONDITIONAL, &token, if_true, if_false);

	node->list = condition;
	adopt(compiler, node, condition);
	leave_nesting(compiler, COST_OF_LEVEL);
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
	enter_nesting(compiler, COST_OF_LEVEL);

	struct node *right = parse_assignment(compiler);

	leave_nesting(compiler, COST_OF_LEVEL);
	return new_binary(compiler, NODE_ASSIGN, &token, left, right);
}

/* expression: assignment { , assignment } */
struct node *parse_expression(struct compiler *compiler)
{
	struct node *left = parse_assignment(compiler);

	while (compiler->lexer.token.kind == TOKEN_COMMA) {
		const struct token token = compiler->lexer.token;

		lexer_next(&compiler->lexer);
		left = new_binary(compiler, NODE_BINARY, &token, left, parse_assignment(compiler));
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
	struct node *node = new_node(compiler, NODE_IF, compiler->lexer.token.place);

	lexer_next(&compiler->lexer);
	parse_expect(compiler, TOKEN_LEFT_PAREN);
	node->list = parse_expression(compiler);
	adopt(compiler, node, node->list);
	parse_expect(compiler, TOKEN_RIGHT_PAREN);
	node->left = parse_statement(compiler);
	if (parse_accept(compiler, TOKEN_ELSE))
		node->right = parse_statement(compiler);
	for (const struct node *at = node->left; at; at = at->next)
		adopt(compiler, node, at);
	for (const struct node *at = node->right; at; at = at->next)
		adopt(compiler, node, at);
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
	parse_enter(compiler);
	if (parse_accept(compiler, TOKEN_LEFT_BRACE)) {
		node = parse_block(compiler);
		lexer_next(lexer);
	} else {
		node = parse_if(compiler);
	}
	parse_leave(compiler);
	return node;
}

struct node *parse_body(struct compiler *compiler)
{
	lexer_next(&compiler->lexer);
	return parse_block(compiler);
}
