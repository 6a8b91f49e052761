/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/parse_struct.h"

#include "dsl/base/fmt.h"
#include "dsl/compiler.h"
#include "dsl/parse_decl.h"
#include "dsl/parse_expr.h"
#include "dsl/parse_tree.h"

#include <string.h>

/* An enumeration is an int, whether its enumerators are known or not. */
static void init_tagged(struct type *type, enum type_kind kind)
{
	type->kind = (uint8_t)kind;
	if (kind != KIND_ENUM)
		return;
	type->of = type_of(T_INT);
	type->size = type->of->size;
	type->alignment = type->of->alignment;
	type->rank = type->of->rank;
	type->is_signed = true;
}

/* The type of this tag, made incomplete at its first mention. */
static struct type *tagged_type(struct compiler *compiler, const char *keyword, enum type_kind kind,
				const struct symbol *tag)
{
	size_t size = strlen(keyword) + 1 + tag->length + 1;
	char *name = arena_allocate(&compiler->arena, size);

	fmt_format(name, size, "%s %s", keyword, tag->name);

	struct symbol *symbol = symbol_intern(&compiler->arena, &compiler->tags, name, size - 1);

	if (!symbol->tagged) {
		symbol->kind = SYMBOL_TYPE;
		symbol->tagged = arena_allocate(&compiler->arena, sizeof(*symbol->tagged));
		symbol->tagged->name = symbol->name;
		init_tagged(symbol->tagged, kind);
		symbol->type = symbol->tagged;
	}
	return symbol->tagged;
}

/* The type to be defined or mentioned: KEYWORD [ TAG ] */
static struct type *parse_tag(struct compiler *compiler, enum type_kind kind, const char *anonymous)
{
	struct lexer *lexer = &compiler->lexer;
	const struct token keyword = lexer->token;
	struct type *type;

	lexer_next(lexer);
	if (lexer->token.kind == TOKEN_NAME) {
		type = tagged_type(compiler, token_text(keyword.kind), kind, lexer->token.symbol);
		lexer_next(lexer);
		return type;
	}
	if (lexer->token.kind != TOKEN_LEFT_BRACE)
		lexer_syntax_error(lexer);
	type = arena_allocate(&compiler->arena, sizeof(*type));
	type->name = anonymous;
	init_tagged(type, kind);
	return type;
}

/* A structure or union while its members are laid out. */
struct layout {
	struct compiler *compiler;
	struct type *type;
	struct member **last;
	uint64_t bits; /* used so far; of a union: by the largest member */
};

static uint64_t align_up(uint64_t value, uint64_t to)
{
	return (value + to - 1) / to * to;
}

/* As the System V ABI for x86-64 does: bit-fields share units of their type, and cross no boundary of one. */
static void lay_out(struct layout *layout, struct member *member, bool is_bit_field)
{
	struct type *type = layout->type;
	uint64_t unit = 8ull * member->type->size;
	uint64_t start = type->kind == KIND_UNION ? 0 : layout->bits;
	uint64_t width = is_bit_field ? member->bits : unit;

	if (!is_bit_field)
		start = align_up(start, 8ull * member->type->alignment);
	else if (width == 0 || start / unit != (start + width - 1) / unit)
		start = align_up(start, unit);
	member->offset = (uint32_t)(is_bit_field ? start / unit * member->type->size : start / 8);
	member->bit_offset = (uint8_t)(is_bit_field ? start % unit : 0);
	if (start + width > layout->bits)
		layout->bits = start + width;
	if (member->type->alignment > type->alignment && (member->name || !is_bit_field))
		type->alignment = member->type->alignment;
}

static void check_member_type(struct compiler *compiler, const struct declarator *declarator)
{
	const char *name = declarator->name ? declarator->name->name : "";

	if (declarator->keys)
		error_at(&compiler->errors, D_DECL_DYNOBJ, declarator->place,
			 "cannot have dynamic member: %s", name);
	if (declarator->type->kind == KIND_VOID)
		error_at(&compiler->errors, D_DECL_VOIDOBJ, declarator->place,
			 "cannot have void member: %s", name);
	if (type_is_string(declarator->type))
		error_at(&compiler->errors, D_UNSUPPORTED, declarator->place,
			 "members of type string are not supported: use char [] or char *");
	if (declarator->type->kind == KIND_FUNCTION)
		error_at(&compiler->errors, D_DECL_FUNCTYPE, declarator->place,
			 "cannot have a function as member: %s", name);
	if (declarator->type->size == 0)
		error_at(&compiler->errors, D_DECL_INCOMPLETE, declarator->place,
			 "incomplete struct/union/enum %s: %s", declarator->type->name, name);
}

/* width: : CONSTANT */
static void parse_width(struct layout *layout, struct member *member, struct place place)
{
	struct compiler *compiler = layout->compiler;
	int64_t width;

	if (!type_is_integer(member->type))
		error_at(&compiler->errors, D_DECL_BFTYPE, place, "invalid type for bit-field: %s",
			 member->type->name);
	if (!parse_constant(compiler, &width) || width < 0 || (width == 0 && member->name))
		error_at(&compiler->errors, D_DECL_BFCONST, place,
			 "positive integral constant expected as bit-field size");
	if ((uint64_t)width > 8ull * member->type->size)
		error_at(&compiler->errors, D_DECL_BFSIZE, place,
			 "bit-field is too big for its type %s", member->type->name);
	member->bits = (uint8_t)width;
}

/* Looking for a member takes a time in proportion to them, those of unnamed members included. */
static void count_member(struct layout *layout, const struct member *member, struct place place)
{
	bool is_searched = !member->name && type_is_compound(member->type);

	layout->type->count += is_searched ? member->type->count : 1;
	if (layout->type->count > TYPE_MAX_MEMBERS)
		error_at(&layout->compiler->errors, D_LIMIT, place,
			 "a type can have at most %d members", TYPE_MAX_MEMBERS);
}

static void add_member(struct layout *layout, const struct declarator *declarator)
{
	struct compiler *compiler = layout->compiler;
	struct member *member = arena_allocate(&compiler->arena, sizeof(*member));
	uint32_t offset;
	bool is_bit_field;

	check_member_type(compiler, declarator);
	member->type = declarator->type;
	if (declarator->name) {
		member->name = declarator->name->name;
		if (type_member(layout->type, declarator->name->name, declarator->name->length,
				&offset))
			error_at(&compiler->errors, D_UNKNOWN, declarator->place,
				 "failed to define member '%s': duplicate name", member->name);
	}
	count_member(layout, member, declarator->place);
	is_bit_field = parse_accept(compiler, TOKEN_COLON);
	if (is_bit_field)
		parse_width(layout, member, declarator->place);
	lay_out(layout, member, is_bit_field);
	if (layout->bits / 8 > TYPE_MAX_SIZE)
		error_at(&compiler->errors, D_LIMIT, declarator->place,
			 "a type can have at most %d bytes", TYPE_MAX_SIZE);
	*layout->last = member;
	layout->last = &member->next;
}

/* members: specifiers [ declarator [ width ] { , declarator [ width ] } ] ; { ... } } */
static void parse_members(struct layout *layout)
{
	struct compiler *compiler = layout->compiler;
	struct specifiers specifiers;
	struct declarator declarator;

	do {
		parse_specifiers(compiler, &specifiers);
		if (specifiers.storage != TOKEN_END)
			error_at(&compiler->errors, D_DECL_BADCLASS, specifiers.place,
				 "invalid storage class specified for struct or union member");
		do {
			parse_declarator(compiler, specifiers.type, &declarator);
			if (!declarator.name && compiler->lexer.token.kind != TOKEN_COLON &&
			    !type_is_compound(declarator.type))
				lexer_syntax_error(&compiler->lexer);
			add_member(layout, &declarator);
		} while (parse_accept(compiler, TOKEN_COMMA));
		parse_expect(compiler, TOKEN_SEMICOLON);
	} while (!parse_accept(compiler, TOKEN_RIGHT_BRACE));
}

/* struct: ( struct | union ) [ TAG ] [ { members ] */
const struct type *parse_struct(struct compiler *compiler)
{
	bool is_union = compiler->lexer.token.kind == TOKEN_UNION;
	struct place place = compiler->lexer.token.place;
	struct type *type = parse_tag(compiler, is_union ? KIND_UNION : KIND_STRUCT,
				      is_union ? "union (anonymous)" : "struct (anonymous)");
	struct layout layout = {.compiler = compiler, .type = type, .last = &type->members};

	if (!parse_accept(compiler, TOKEN_LEFT_BRACE))
		return type;
	if (type->alignment) /* it is defined, or being defined around this */
		error_at(&compiler->errors, D_DECL_TYPERED, place, "type redeclared: %s",
			 type->name);
	type->alignment = 1;
	parse_enter(compiler, COST_OF_LEVEL);
	parse_members(&layout);
	parse_leave(compiler, COST_OF_LEVEL);
	type->size = (uint32_t)align_up((layout.bits + 7) / 8, type->alignment);
	return type;
}

/* An enumerator's value is known when it is read, and may be used in those that follow. */
static void add_enumerator(struct compiler *compiler, struct type *type, struct enumerator ***last,
			   int64_t *value)
{
	const struct token token = compiler->lexer.token;
	struct enumerator *enumerator;

	parse_expect(compiler, TOKEN_NAME);
	if (token.symbol->kind == SYMBOL_CONSTANT && token.symbol->type == type)
		error_at(&compiler->errors, D_UNKNOWN, token.place,
			 "failed to define enumerator '%s': duplicate name", token.symbol->name);
	if (token.symbol->kind != SYMBOL_UNKNOWN)
		error_at(&compiler->errors, D_DECL_IDRED, token.place, "identifier redeclared: %s",
			 token.symbol->name);
	if (parse_accept(compiler, TOKEN_ASSIGN) && !parse_constant(compiler, value))
		error_at(&compiler->errors, D_DECL_ENCONST, token.place,
			 "enumerator '%s' must be assigned to an integral constant expression",
			 token.symbol->name);
	if (*value < INT32_MIN || *value > INT32_MAX)
		error_at(&compiler->errors, D_DECL_ENOFLOW, token.place,
			 "enumerator '%s' value overflows", token.symbol->name);
	enumerator = arena_allocate(&compiler->arena, sizeof(*enumerator));
	enumerator->name = token.symbol->name;
	enumerator->value = (int32_t)*value;
	**last = enumerator;
	*last = &enumerator->next;
	token.symbol->kind = SYMBOL_CONSTANT;
	token.symbol->value = (uint32_t)*value;
	token.symbol->type = type;
	(*value)++;
}

/* enum: enum [ TAG ] [ { NAME [ = CONSTANT ] { , NAME [ = CONSTANT ] } [ , ] } ] */
const struct type *parse_enum(struct compiler *compiler)
{
	struct place place = compiler->lexer.token.place;
	struct type *type = parse_tag(compiler, KIND_ENUM, "enum (anonymous)");
	struct enumerator **last = &type->enumerators;
	int64_t value = 0;

	if (!parse_accept(compiler, TOKEN_LEFT_BRACE))
		return type;
	if (type->enumerators)
		error_at(&compiler->errors, D_DECL_TYPERED, place, "type redeclared: %s",
			 type->name);
	do {
		if (type->enumerators && compiler->lexer.token.kind == TOKEN_RIGHT_BRACE)
			break;
		add_enumerator(compiler, type, &last, &value);
	} while (parse_accept(compiler, TOKEN_COMMA));
	parse_expect(compiler, TOKEN_RIGHT_BRACE);
	return type;
}
