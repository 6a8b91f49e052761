/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/inline.h"

#include "dsl/check.h"
#include "dsl/check_expr.h"
#include "dsl/compiler.h"
#include "dsl/parse_decl.h"
#include "dsl/parse_expr.h"

#include "dsl/parse_tree.h"
#include <string.h>

/* The tree is as parsed: each use checks a copy of its own. */
struct inlined {
	const struct type *type;
	const struct key_types *parameters; /* or NULL */
	const struct node *body;
};

/* What stands for each parameter while a body is copied. */
struct substitution {
	const struct key_types *parameters;
	uint32_t count;
	struct node *arguments[OBJECT_MAX_KEYS];
};

static struct node *copy(struct compiler *compiler, const struct node *node,
			 const struct substitution *with);

static struct node *copy_list(struct compiler *compiler, const struct node *list,
			      const struct substitution *with)
{
	struct node *first = NULL;
	struct node **last = &first;

	for (; list; list = list->next) {
		*last = copy(compiler, list, with);
		last = &(*last)->next;
	}
	return first;
}

static struct node *copy(struct compiler *compiler, const struct node *node,
			 const struct substitution *with)
{
	static const struct substitution nothing;
	struct node *made;

	for (uint32_t i = 0; i < with->count; i++)
		if (node->kind == NODE_NAME && node->symbol == with->parameters->names[i])
			return copy(compiler, with->arguments[i], &nothing);
	made = arena_allocate(&compiler->arena, sizeof(*made));
	*made = *node;
	made->next = NULL;
	made->list = copy_list(compiler, node->list, with);
	made->left = copy_list(compiler, node->left, with);
	made->right = copy_list(compiler, node->right, with);
	return made;
}

/* The arguments, converted to the types of the parameters. */
static void take_arguments(struct compiler *compiler, const struct node *use,
			   const struct inlined *inlined, struct substitution *with)
{
	uint32_t i = 0;

	with->parameters = inlined->parameters;
	if (!inlined->parameters)
		return;
	check_count(compiler, use, "[ ]", "key", inlined->parameters->count);
	for (struct node *argument = use->list; argument; argument = argument->next, i++) {
		struct node *cast = check_new_node(compiler, NODE_CAST, argument);

		cast->type = inlined->parameters->of[i];
		cast->symbol = use->symbol;
		cast->value = i + 1;
		cast->left = argument;
		with->arguments[i] = cast;
	}
	with->count = i;
}

bool inline_has_parameters(const struct symbol *symbol)
{
	return symbol->inlined->parameters;
}

void inline_expand(struct compiler *compiler, struct node *node)
{
	const struct inlined *inlined = node->symbol->inlined;
	struct substitution with = {0};
	struct node *next = node->next;
	struct node *body;

	if (inlined->parameters && node->kind == NODE_NAME)
		error_at(&compiler->errors, D_IDENT_BADREF, node->place,
			 "%s is an inline with parameters: %s[ ]", node->symbol->name,
			 node->symbol->name);
	take_arguments(compiler, node, inlined, &with);
	body = copy(compiler, inlined->body, &with);
	check_expression(compiler, body);
	/* What has the type already may be a variable, and be assigned to. */
	if (!type_same(body->type, inlined->type))
		body = check_coerce(compiler, body, inlined->type);
	if (!body)
		error_at(&compiler->errors, D_OP_INCOMPAT, node->place,
			 "inline %s definition uses incompatible types: \"%s\"", node->symbol->name,
			 inlined->type->name);
	*node = *body;
	node->next = next;
}

/* An argument of any value. */
static struct node *sample_argument(struct compiler *compiler, const struct declarator *declarator,
				    const struct type *type)
{
	const char *name = type_is_string(type) ? "probename" : "arg0";
	struct node *argument = arena_allocate(&compiler->arena, sizeof(*argument));

	argument->kind = NODE_NAME;
	argument->place = declarator->place;
	argument->symbol = symbol_intern(&compiler->arena, &compiler->names, name, strlen(name));
	return argument;
}

/* Expands the inline once, where it is defined and not known to itself, so that errors are found there. */
static void try_inline(struct compiler *compiler, const struct declarator *declarator)
{
	const struct key_types *keys = declarator->keys;
	struct node use = {.kind = keys ? NODE_INDEX : NODE_NAME,
			   .place = declarator->place,
			   .symbol = declarator->name};
	struct node **last = &use.list;

	for (uint32_t i = 0; keys && i < keys->count; i++) {
		*last = sample_argument(compiler, declarator, keys->of[i]);
		last = &(*last)->next;
	}
	inline_expand(compiler, &use);
}

void inline_parse(struct compiler *compiler, const struct declarator *declarator)
{
	struct symbol *symbol = declarator->name;
	struct inlined *inlined = arena_allocate(&compiler->arena, sizeof(*inlined));

	if (symbol->kind != SYMBOL_UNKNOWN)
		error_at(&compiler->errors, D_DECL_IDRED, declarator->place,
			 "identifier redeclared: %s", symbol->name);
	parse_expect(compiler, TOKEN_ASSIGN);
	inlined->type = declarator->type;
	inlined->parameters = declarator->keys;
	inlined->body = parse_assignment(compiler);
	symbol->inlined = inlined;
	try_inline(compiler, declarator);
	symbol->kind = SYMBOL_INLINE;
}
