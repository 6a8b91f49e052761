/* SPDX-License-Identifier: BSD-2-Clause */
/* Programs, clauses, probe descriptions and declarations. */
#include "dsl/parser.h"

#include "dsl/abi/object.h"
#include "dsl/compiler.h"
#include "dsl/dsl.h"
#include "dsl/inline.h"
#include "dsl/parse_decl.h"
#include "dsl/parse_expr.h"
#include "dsl/parse_tree.h"
#include "dsl/variables.h"

#include <string.h>

/* DTrace's sizes of the four parts of a description, with their NULs. */
enum {
	PROVIDER_SIZE = 64,
	MODULE_SIZE = 64,
	FUNCTION_SIZE = 192,
	NAME_SIZE = 64,
};

enum { PART_PROVIDER, PART_MODULE, PART_FUNCTION, PART_NAME, PART_COUNT };

static const struct {
	const char *name;
	size_t size;
} parts[PART_COUNT] = {
	[PART_PROVIDER] = {"provider", PROVIDER_SIZE},
	[PART_MODULE] = {"module", MODULE_SIZE},
	[PART_FUNCTION] = {"function", FUNCTION_SIZE},
	[PART_NAME] = {"name", NAME_SIZE},
};

/* Adds the description that stands here: its parts are filled from the right, so that `BEGIN` is a
 * name. */
static void add_probe(struct compiler *compiler, const char *text, struct place place)
{
	uint32_t offsets[PART_COUNT] = {0};
	const char *end = text + strlen(text);
	int part = PART_NAME;

	for (;; part--) {
		const char *start = end;

		while (start > text && start[-1] != ':')
			start--;

		size_t length = (size_t)(end - start);

		if (length >= parts[part].size)
			error_at(&compiler->errors, D_PDESC_INVAL, place,
				 "invalid probe description: %s is longer than %zu bytes",
				 parts[part].name, parts[part].size - 1);
		offsets[part] = compiler_string(compiler, start, length);
		if (start == text)
			break;
		if (part == PART_PROVIDER)
			error_at(
				&compiler->errors, D_PDESC_INVAL, place,
				"invalid probe description \"%.100s\": overly-specified, there are four "
				"parts: provider:module:function:name",
				text);
		end = start - 1;
	}

	struct object_probe *probe =
		vector_push(&compiler->arena, &compiler->probes, sizeof(*probe), 1);

	probe->provider = offsets[PART_PROVIDER];
	probe->module = offsets[PART_MODULE];
	probe->function = offsets[PART_FUNCTION];
	probe->name = offsets[PART_NAME];
	probe->source_line = place.line;
}

static __attribute__((noreturn)) void syntax_error_here(struct compiler *compiler)
{
	lexer_next(&compiler->lexer);
	lexer_syntax_error(&compiler->lexer);
}

/* probes: DESCRIPTION { , DESCRIPTION } */
static void parse_probes(struct compiler *compiler, struct clause *clause)
{
	struct lexer *lexer = &compiler->lexer;

	clause->first_probe = compiler->probes.count;
	for (;;) {
		struct place place = lexer->at;
		char first = lexer_peek(lexer);

		if (first >= '0' && first <= '9')
			error_at(&compiler->errors, D_UNSUPPORTED, place,
				 "probes named by their number are not supported yet");

		const char *text = lexer_probe(lexer);

		if (!text)
			syntax_error_here(compiler);
		add_probe(compiler, text, place);
		lexer_skip_to_definition(lexer);
		if (lexer_peek(lexer) != ',')
			break;
		lexer_next(lexer);
		lexer_skip_to_definition(lexer);
	}
	clause->probe_count = compiler->probes.count - clause->first_probe;
}

/* Braces with nothing in them are no body, but the default action. */
static void parse_statements(struct compiler *compiler, struct clause *clause)
{
	lexer_next(&compiler->lexer);
	clause->statements = parse_body(compiler);
}

/* clause: probes [ / expression / ] [ body ] */
static void parse_clause(struct compiler *compiler)
{
	struct lexer *lexer = &compiler->lexer;
	struct clause *clause = arena_allocate(&compiler->arena, sizeof(*clause));
	bool more;

	clause->place = lexer->at;
	parse_probes(compiler, clause);
	if (lexer_peek(lexer) == '/') {
		lexer_next(lexer);
		lexer->in_predicate = true;
		lexer_next(lexer);
		clause->predicate = parse_expression(compiler);
		if (lexer->token.kind != TOKEN_PREDICATE_END)
			lexer_syntax_error(lexer);
		lexer->in_predicate = false;
	}
	more = lexer_skip_to_definition(lexer);
	if (more && lexer_peek(lexer) == '{')
		parse_statements(compiler, clause);
	else if ((more || compiler->request->is_file) && !clause->predicate)
		error_at(&compiler->errors, D_SYNTAX, more ? lexer->at : clause->place,
			 "expected predicate and/or actions following probe description");
	*compiler->last_clause = clause;
	compiler->last_clause = &clause->next;
}

static void declare_type(struct compiler *compiler, const struct declarator *declarator)
{
	struct symbol *symbol = declarator->name;
	struct type *type;

	if (declarator->keys)
		error_at(&compiler->errors, D_DECL_DYNOBJ, declarator->place,
			 "cannot have dynamic typedef: %s", symbol->name);
	/* A system's headers define what D knows already, and that system means theirs. */
	if (symbol->kind != SYMBOL_UNKNOWN &&
	    !(symbol->kind == SYMBOL_TYPE && errors_in_included(&compiler->errors)))
		error_at(&compiler->errors, D_DECL_IDRED, declarator->place,
			 "identifier redeclared: %s", symbol->name);
	symbol->kind = SYMBOL_TYPE;
	symbol->type = declarator->type;
	if (declarator->type->kind != KIND_INTEGER)
		return;
	type = arena_allocate(&compiler->arena, sizeof(*type));
	*type = *declarator->type;
	type->name = symbol->name;
	symbol->type = type;
}

static void declare_variable(struct compiler *compiler, enum token_kind storage,
			     const struct declarator *declarator)
{
	const char *name = declarator->name->name;
	uint32_t length = declarator->name->length;

	/* What is elsewhere: D accepts prototypes and extern; there is nothing to be used. */
	if (storage == TOKEN_EXTERN ||
	    (storage == TOKEN_END && declarator->type->kind == KIND_FUNCTION))
		return;

	switch (storage) {
	case TOKEN_THIS:
		variable_declare(compiler,
				 symbol_intern(&compiler->arena, &compiler->locals, name, length),
				 declarator, SCOPE_THIS);
		break;
	case TOKEN_SELF:
		variable_declare(compiler,
				 symbol_intern(&compiler->arena, &compiler->selfs, name, length),
				 declarator, SCOPE_SELF);
		break;
	case TOKEN_END:
		variable_declare(compiler, declarator->name, declarator, SCOPE_GLOBAL);
		break;
	default:
		error_at(&compiler->errors, D_DECL_BADCLASS, declarator->place,
			 "specified storage class not appropriate in D");
	}
}

/* declaration: specifiers [ declarator { , declarator } ] ; | specifiers declarator = expression ; of an inline */
static void parse_declaration(struct compiler *compiler)
{
	struct lexer *lexer = &compiler->lexer;
	struct specifiers specifiers;
	struct declarator declarator;

	lexer_next(lexer);
	parse_specifiers(compiler, &specifiers);
	if (lexer->token.kind == TOKEN_SEMICOLON) {
		if (!specifiers.is_useful)
			error_at(&compiler->errors, D_DECL_USELESS, specifiers.place,
				 "declaration does not declare anything");
		return;
	}
	do {
		parse_declarator(compiler, specifiers.type, &declarator);
		if (!declarator.name)
			lexer_syntax_error(lexer);
		if (specifiers.storage == TOKEN_TYPEDEF)
			declare_type(compiler, &declarator);
		else if (specifiers.storage == TOKEN_INLINE)
			inline_parse(compiler, &declarator);
		else
			declare_variable(compiler, specifiers.storage, &declarator);
	} while (parse_accept(compiler, TOKEN_COMMA));
	if (lexer->token.kind != TOKEN_SEMICOLON)
		lexer_syntax_error(lexer);
}

/* A word that is a type or storage class starts a declaration; `int*` too, as DTrace resolves it.
 */
static bool at_declaration(struct compiler *compiler)
{
	const struct symbol *symbol = lexer_peek_name(&compiler->lexer);

	if (!symbol)
		return false;
	return symbol->kind == SYMBOL_TYPE ||
	       (symbol->kind == SYMBOL_KEYWORD && symbol->value != TOKEN_SIZEOF &&
		symbol->value != TOKEN_STRINGOF && symbol->value != TOKEN_OFFSETOF);
}

/* definition: declaration | clause */
static void parse_definition(void *argument)
{
	struct compiler *compiler = argument;

	compiler->nesting = 0;
	compiler->depth = 0;
	compiler->definition = compiler->lexer.at;
	compiler->in_declaration = false;
	if (!lexer_skip_to_definition(&compiler->lexer))
		return;
	compiler->definition = compiler->lexer.at;
	compiler->in_declaration = at_declaration(compiler);
	if (compiler->in_declaration)
		parse_declaration(compiler);
	else
		parse_clause(compiler);
}

void parse_program(struct compiler *compiler)
{
	struct lexer *lexer = &compiler->lexer;

	compiler->last_clause = &compiler->clauses;
	while (lexer->at.offset < lexer->length && !errors_gave_up(&compiler->errors))
		if (!errors_run(&compiler->errors, parse_definition, compiler))
			lexer_recover(lexer);
}
