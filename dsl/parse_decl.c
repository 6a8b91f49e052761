/* SPDX-License-Identifier: BSD-2-Clause */
/* Specifiers and declarators. The grammar rule stands above the function that parses it. */
#include "dsl/parse_decl.h"

#include "dsl/compiler.h"
#include "dsl/parse_expr.h"
#include "dsl/parse_prototype.h"
#include "dsl/parse_struct.h"
#include "dsl/parse_tree.h"

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
	case TOKEN_FLOAT:
	case TOKEN_DOUBLE:
	case TOKEN_STRUCT:
	case TOKEN_UNION:
	case TOKEN_ENUM:
	case TOKEN_CONST:
	case TOKEN_VOLATILE:
	case TOKEN_RESTRICT:
		return true;
	case TOKEN_NAME:
		return token->symbol->kind == SYMBOL_TYPE;
	case TOKEN_REFUSED: /* float and the like: refused where a type is looked for */
		return true;
	default:
		return false;
	}
}

/* How often each word was seen. */
struct words {
	int chars, shorts, ints, longs, signs, unsigneds, floats, doubles;
};

static __attribute__((noreturn)) void bad_combination(struct compiler *compiler, struct place place)
{
	error_at(&compiler->errors, D_DECL_COMBO, place, "invalid type combination");
}

static __attribute__((noreturn)) void bad_sign(struct compiler *compiler, struct place place)
{
	error_at(
		&compiler->errors, D_DECL_SIGNINT, place,
		"invalid type declaration: signed and unsigned may only be used with integer type");
}

static bool any_word(const struct words *seen)
{
	return seen->chars || seen->shorts || seen->ints || seen->longs || seen->signs ||
	       seen->unsigneds || seen->floats || seen->doubles;
}

static const struct type *type_of_words(struct compiler *compiler, const struct words *seen,
					struct place place)
{
	bool is_unsigned = seen->unsigneds;

	if (seen->chars && (seen->shorts || seen->longs))
		error_at(&compiler->errors, D_DECL_CHARATTR, place,
			 "invalid type declaration: short and long may not be used with char type");
	if ((seen->floats || seen->doubles) && (seen->signs || seen->unsigneds))
		bad_sign(compiler, place);
	if (seen->longs > 2 || seen->chars > 1 || seen->shorts > 1 || seen->ints > 1 ||
	    seen->signs + seen->unsigneds > 1 || (seen->chars && seen->ints) ||
	    (seen->shorts && seen->longs) || seen->floats + seen->doubles > 1 ||
	    ((seen->floats || seen->doubles) && (seen->chars || seen->shorts || seen->ints)) ||
	    (seen->floats && seen->longs) || (seen->doubles && seen->longs > 1))
		bad_combination(compiler, place);
	if (seen->floats)
		return type_of(T_FLOAT);
	if (seen->doubles)
		return type_of(seen->longs ? T_LDOUBLE : T_DOUBLE);
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

/* char | short | int | long | signed | unsigned | float | double */
static bool accept_word(struct compiler *compiler, struct words *seen)
{
	int *count;

	switch (compiler->lexer.token.kind) {
	case TOKEN_CHAR:
		count = &seen->chars;
		break;
	case TOKEN_SHORT:
		count = &seen->shorts;
		break;
	case TOKEN_INT:
		count = &seen->ints;
		break;
	case TOKEN_LONG:
		count = &seen->longs;
		break;
	case TOKEN_SIGNED:
		count = &seen->signs;
		break;
	case TOKEN_UNSIGNED:
		count = &seen->unsigneds;
		break;
	case TOKEN_FLOAT:
		count = &seen->floats;
		break;
	case TOKEN_DOUBLE:
		count = &seen->doubles;
		break;
	default:
		return false;
	}
	(*count)++;
	lexer_next(&compiler->lexer);
	return true;
}

static bool accept_qualifier(struct compiler *compiler)
{
	return parse_accept(compiler, TOKEN_CONST) || parse_accept(compiler, TOKEN_VOLATILE) ||
	       parse_accept(compiler, TOKEN_RESTRICT);
}

bool parse_is_storage(enum token_kind kind)
{
	return kind == TOKEN_THIS || kind == TOKEN_SELF || kind == TOKEN_TYPEDEF ||
	       kind == TOKEN_INLINE || kind == TOKEN_STATIC || kind == TOKEN_AUTO ||
	       kind == TOKEN_REGISTER || kind == TOKEN_EXTERN;
}

static bool accept_storage(struct compiler *compiler, struct specifiers *specifiers)
{
	const struct token token = compiler->lexer.token;

	if (!parse_is_storage(token.kind))
		return false;
	if (specifiers->storage != TOKEN_END)
		error_at(&compiler->errors, D_DECL_CLASS, token.place,
			 "only one storage class allowed in declaration");
	specifiers->storage = token.kind;
	lexer_next(&compiler->lexer);
	return true;
}

/* A type in one word, or with a body: string | void | NAME | struct ... | enum ... ; NULL if none stands here */
static const struct type *accept_whole_type(struct compiler *compiler,
					    struct specifiers *specifiers)
{
	const struct token token = compiler->lexer.token;

	switch (token.kind) {
	case TOKEN_STRING:
		lexer_next(&compiler->lexer);
		return type_of(T_STRING);
	case TOKEN_VOID:
		lexer_next(&compiler->lexer);
		return type_of(T_VOID);
	case TOKEN_STRUCT:
	case TOKEN_UNION:
		specifiers->is_useful = true;
		return parse_struct(compiler);
	case TOKEN_ENUM:
		specifiers->is_useful = true;
		return parse_enum(compiler);
	case TOKEN_NAME:
		if (token.symbol->kind != SYMBOL_TYPE)
			return NULL;
		lexer_next(&compiler->lexer);
		return token.symbol->type;
	case TOKEN_REFUSED:
		parse_refuse_keyword(compiler);
	default:
		return NULL;
	}
}

/* Words beside a type that is none of their own: DTrace has a tag for each way to get this wrong. */
static __attribute__((noreturn)) void bad_words(struct compiler *compiler, const struct words *seen,
						const struct type *type, struct place place)
{
	bool is_sign = seen->signs || seen->unsigneds;

	if (seen->chars || seen->ints || seen->floats || seen->doubles)
		bad_combination(compiler, place);
	if (type->kind == KIND_VOID)
		error_at(&compiler->errors, D_DECL_VOIDATTR, place,
			 "invalid type declaration: attributes may not be used with void type");
	if (is_sign)
		bad_sign(compiler, place);
	if (seen->longs)
		error_at(&compiler->errors, D_DECL_LONGINT, place,
			 "invalid type declaration: long and long long may only be used with "
			 "integer or floating-point type");
	bad_combination(compiler, place);
}

/* Behind a type, the name of another is what is declared: "int size_t;". */
static bool at_declared_name(const struct compiler *compiler, const struct specifiers *specifiers,
			     const struct words *seen)
{
	return compiler->lexer.token.kind == TOKEN_NAME &&
	       (specifiers->type || seen->chars || seen->ints || seen->floats || seen->doubles);
}

/* specifiers: { STORAGE | QUALIFIER | WORD | type } */
void parse_specifiers(struct compiler *compiler, struct specifiers *specifiers)
{
	struct words seen = {0};

	*specifiers = (struct specifiers){.place = compiler->lexer.token.place};
	for (;;) {
		if (accept_storage(compiler, specifiers) || accept_qualifier(compiler))
			continue;
		if (accept_word(compiler, &seen)) {
			if (specifiers->type)
				bad_words(compiler, &seen, specifiers->type, specifiers->place);
			continue;
		}
		if (at_declared_name(compiler, specifiers, &seen))
			break;

		const struct type *type = accept_whole_type(compiler, specifiers);

		if (!type)
			break;
		if (any_word(&seen))
			bad_words(compiler, &seen, type, specifiers->place);
		if (specifiers->type)
			bad_combination(compiler, specifiers->place);
		specifiers->type = type;
	}
	if (any_word(&seen))
		specifiers->type = type_of_words(compiler, &seen, specifiers->place);
	if (!specifiers->type)
		lexer_syntax_error(&compiler->lexer);
}

/* What a declarator makes of the type of the specifiers, in the order in which it is applied. */
struct operation {
	struct operation *next;
	enum { TO_POINTER, TO_ARRAY, TO_FUNCTION, TO_ASSOCIATIVE } kind;
	struct place place;
	uint32_t count;
	struct key_types *keys;
};

static struct operation *new_operation(struct compiler *compiler, int kind)
{
	struct operation *operation = arena_allocate(&compiler->arena, sizeof(*operation));

	operation->kind = kind;
	operation->place = compiler->lexer.token.place;
	return operation;
}

/* dimension: ] | CONSTANT ] | keys */
static struct operation *parse_dimension(struct compiler *compiler)
{
	struct operation *operation = new_operation(compiler, TO_ARRAY);
	int64_t count;

	lexer_next(&compiler->lexer); /* [ */
	if (parse_accept(compiler, TOKEN_RIGHT_BRACKET))
		return operation;
	if (parse_at_parameter(compiler)) {
		operation->kind = TO_ASSOCIATIVE;
		operation->keys = parse_keys(compiler);
		return operation;
	}
	if (!parse_constant(compiler, &count) || count <= 0)
		error_at(
			&compiler->errors, D_DECL_ARRSUB, operation->place,
			"positive integer constant or tuple signature expected as array declaration "
			"subscript");
	if (count > TYPE_MAX_SIZE)
		error_at(&compiler->errors, D_DECL_ARRBIG, operation->place,
			 "array dimension too big: at most %d bytes are allowed", TYPE_MAX_SIZE);
	operation->count = (uint32_t)count;
	parse_expect(compiler, TOKEN_RIGHT_BRACKET);
	return operation;
}

static struct operation *parse_function(struct compiler *compiler)
{
	struct operation *operation = new_operation(compiler, TO_FUNCTION);

	parse_parameters(compiler);
	return operation;
}

static bool at_inner_declarator(struct compiler *compiler)
{
	struct lexer before = compiler->lexer;
	bool inner;

	if (before.token.kind != TOKEN_LEFT_PAREN)
		return false;
	lexer_next(&compiler->lexer);
	inner = !parse_at_type(compiler) && compiler->lexer.token.kind != TOKEN_RIGHT_PAREN;
	compiler->lexer = before;
	return inner;
}

/*
 * declarator: { * { QUALIFIER } } ( [ NAME ] | ( declarator ) ) { [ dimension | parameters }
 *
 * Pointers first, then what stands behind from the right to the left, then what stands within
 * parentheses: appended at *last, the new end of which is returned.
 */
static struct operation **parse_operations(struct compiler *compiler, struct operation **last,
					   struct declarator *declarator)
{
	struct lexer *lexer = &compiler->lexer;
	struct operation *inner = NULL;
	struct operation **inner_last = &inner;

	parse_enter(compiler, COST_OF_LEVEL);
	while (lexer->token.kind == TOKEN_MUL) {
		*last = new_operation(compiler, TO_POINTER);
		last = &(*last)->next;
		lexer_next(lexer);
		while (accept_qualifier(compiler))
			;
	}
	if (at_inner_declarator(compiler)) {
		lexer_next(lexer);
		inner_last = parse_operations(compiler, &inner, declarator);
		parse_expect(compiler, TOKEN_RIGHT_PAREN);
	} else if (lexer->token.kind == TOKEN_NAME) {
		declarator->name = lexer->token.symbol;
		declarator->place = lexer->token.place;
		lexer_next(lexer);
	}

	struct operation *behind = NULL;
	struct operation **behind_last = &behind;

	while (lexer->token.kind == TOKEN_LEFT_BRACKET || lexer->token.kind == TOKEN_LEFT_PAREN) {
		struct operation *operation = lexer->token.kind == TOKEN_LEFT_BRACKET
						      ? parse_dimension(compiler)
						      : parse_function(compiler);

		if (!behind)
			behind_last = &operation->next;
		operation->next = behind;
		behind = operation;
	}
	if (behind) {
		*last = behind;
		last = behind_last;
	}
	*last = inner;
	parse_leave(compiler, COST_OF_LEVEL);
	return inner ? inner_last : last;
}

static const struct type *array_of(struct compiler *compiler, const struct operation *operation,
				   const struct type *of)
{
	const struct type *type;

	if (operation->count == 0)
		error_at(&compiler->errors, D_DECL_ARRNULL, operation->place,
			 "array declaration requires array dimension or tuple signature");
	if (of->kind == KIND_VOID)
		error_at(&compiler->errors, D_DECL_VOIDOBJ, operation->place,
			 "cannot have array of void");
	if (of->size == 0)
		error_at(&compiler->errors,
			 of->kind == KIND_STRING ? D_UNSUPPORTED : D_DECL_INCOMPLETE,
			 operation->place, "arrays of elements of type %s %s", of->name,
			 of->kind == KIND_STRING ? "are not supported: use an associative array"
						 : "cannot be declared: it is incomplete");
	type = type_array(&compiler->arena, of, operation->count);
	if (!type)
		error_at(&compiler->errors, D_DECL_ARRBIG, operation->place,
			 "array dimension too big: at most %d bytes are allowed", TYPE_MAX_SIZE);
	return type;
}

static const struct type *function_type(struct compiler *compiler, const struct type *returns)
{
	struct type *type = arena_allocate(&compiler->arena, sizeof(*type));
	size_t length = strlen(returns->name);
	char *name = arena_allocate(&compiler->arena, length + 4);

	memcpy(name, returns->name, length);
	memcpy(name + length, " ()", 4);
	type->name = name;
	type->kind = KIND_FUNCTION;
	type->of = returns;
	return type;
}

static void parse_any_declarator(struct compiler *compiler, const struct type *type,
				 struct declarator *declarator, bool is_parameter)
{
	struct operation *operations = NULL;

	*declarator = (struct declarator){.place = compiler->lexer.token.place};
	parse_operations(compiler, &operations, declarator);
	for (const struct operation *at = operations; at; at = at->next) {
		if (declarator->keys)
			error_at(
				&compiler->errors, D_UNSUPPORTED, at->place,
				"pointers to associative arrays, and arrays of them, do not exist");
		switch (at->kind) {
		case TO_POINTER:
			type = type_pointer(&compiler->arena, type);
			break;
		case TO_ARRAY:
			/* C's "char *argv[]" */
			type = is_parameter && at->count == 0 && !at->next
				       ? type_pointer(&compiler->arena, type)
				       : array_of(compiler, at, type);
			break;
		case TO_FUNCTION:
			type = function_type(compiler, type);
			break;
		case TO_ASSOCIATIVE:
			declarator->keys = at->keys;
			break;
		}
	}
	declarator->type = type;
}

void parse_declarator(struct compiler *compiler, const struct type *type,
		      struct declarator *declarator)
{
	parse_any_declarator(compiler, type, declarator, false);
}

void parse_parameter_declarator(struct compiler *compiler, const struct type *type,
				struct declarator *declarator)
{
	parse_any_declarator(compiler, type, declarator, true);
}

/* type: specifiers declarator, without a name */
const struct type *parse_type(struct compiler *compiler)
{
	struct specifiers specifiers;
	struct declarator declarator;

	parse_specifiers(compiler, &specifiers);
	if (specifiers.storage != TOKEN_END)
		error_at(&compiler->errors, D_DECL_CLASS, specifiers.place,
			 "a type name has no storage class");
	parse_declarator(compiler, specifiers.type, &declarator);
	if (declarator.name || declarator.keys)
		error_at(&compiler->errors, D_SYNTAX, declarator.place,
			 "a type without a name is expected here");
	return declarator.type;
}
