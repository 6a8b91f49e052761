/* SPDX-License-Identifier: BSD-2-Clause */
/* Every name that D knows, from the tables into the name table. */
#include "dsl/abi/context.h"
#include "dsl/abi/object.h"
#include "dsl/base/fmt.h"
#include "dsl/builtins.h"
#include "dsl/compiler.h"

#include <stddef.h>
#include <string.h>

/* Where a built-in's argument is found depends on its source: one macro for each. */
#define ARGUMENT_CONTEXT(argument)   offsetof(struct probe_context, argument)
#define ARGUMENT_HELPER(argument)    HELPER_##argument
#define ARGUMENT_ARG(argument)	     argument
#define ARGUMENT_TEXT(argument)	     STRING_##argument
#define ARGUMENT_FIELDS(argument)    argument
#define ARGUMENT_REGISTERS(argument) argument

const struct builtin builtins[BUILTIN_COUNT] = {
#define BUILTIN(name, type, source, argument) \
	{#name, #type, BUILTIN_##source, ARGUMENT_##source(argument)},
#include "dsl/builtins.def"
#undef BUILTIN
};

struct named_number {
	const char *name;
	uint32_t number;
};

static const struct named_number keywords[] = {
#define PUNCTUATOR(name, text)
#define KEYWORD(name, text) {text, TOKEN_##name},
#include "dsl/tokens.def"
#undef PUNCTUATOR
#undef KEYWORD
};

static const struct named_number type_names[] = {
#define TYPE_NAME(name, base) {#name, T_##base},
#include "dsl/types.def"
#undef TYPE_NAME
};

static const struct named_number constants[] = {
#define VMCS_FIELD(name, encoding) {#name, encoding},
#include "dsl/abi/vmcs_fields.def"
#undef VMCS_FIELD
#define REGISTER(name, index) {#name, index},
#include "dsl/abi/registers.def"
#undef REGISTER
};

static const struct named_number aggregating_functions[] = {
#define AGGREGATION(name, id, words) {#name, id},
#include "dsl/abi/aggregations.def"
#undef AGGREGATION
};

static const struct named_number subroutines[] = {
#define SUBROUTINE(name, result, helper, least, a1, a2, a3) {#name, SUBROUTINE_##name},
#define BYTE_ORDER(name, type)				    {#name, SUBROUTINE_##name},
#include "dsl/subroutines.def"
#undef SUBROUTINE
#undef BYTE_ORDER
};

static const struct named_number actions[] = {
	{"trace", FUNCTION_TRACE},	   {"tracemem", FUNCTION_TRACEMEM},
	{"print", FUNCTION_PRINT},	   {"printf", FUNCTION_PRINTF},
	{"printa", FUNCTION_PRINTA},	   {"exit", FUNCTION_EXIT},
	{"clear", FUNCTION_CLEAR},	   {"trunc", FUNCTION_TRUNC},
	{"normalize", FUNCTION_NORMALIZE}, {"denormalize", FUNCTION_DENORMALIZE},
	{"setopt", FUNCTION_SETOPT},	   {"speculate", FUNCTION_SPECULATE},
	{"commit", FUNCTION_COMMIT},	   {"discard", FUNCTION_DISCARD},
};

/* FAULT_BADADDR is D's DTRACEFLT_BADADDR. */
static const struct named_number faults[] = {
#define FAULT(name, value, text) {#name, value},
#include "dsl/abi/faults.def"
#undef FAULT
};

struct refused {
	const char *name;
	enum error_tag reason;
	bool is_function;
	bool is_keyword;
};

static const struct refused refused[] = {
#define REFUSED_NAME(name, reason)		    {#name, reason, false, false},
#define REFUSED_FUNCTION(name, reason, least, most) {#name, reason, true, false},
#define REFUSED_KEYWORD(name, reason)		    {#name, reason, false, true},
#define REFUSED_OPTION(name, reason)
#include "dsl/refused.def"
#undef REFUSED_NAME
#undef REFUSED_FUNCTION
#undef REFUSED_KEYWORD
#undef REFUSED_OPTION
};

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

static struct symbol *enter(struct compiler *compiler, const char *name, enum symbol_kind kind,
			    uint32_t value)
{
	struct symbol *symbol =
		symbol_intern(&compiler->arena, &compiler->names, name, strlen(name));

	symbol->kind = kind;
	symbol->value = value;
	return symbol;
}

static void enter_all(struct compiler *compiler, const struct named_number *table, size_t count,
		      enum symbol_kind kind)
{
	for (size_t i = 0; i < count; i++)
		enter(compiler, table[i].name, kind, table[i].number);
}

/* types.def gives int64_t and the like each its own struct type, so that messages use the program's
 * words. */
static void enter_types(struct compiler *compiler)
{
	for (size_t i = 0; i < COUNT(type_names); i++) {
		struct type *type = arena_allocate(&compiler->arena, sizeof(*type));

		*type = *type_of((enum type_id)type_names[i].number);
		type->name = type_names[i].name;
		enter(compiler, type->name, SYMBOL_TYPE, 0)->type = type;
	}
}

static struct member *new_member(struct compiler *compiler, const char *name,
				 const struct type *type)
{
	struct member *member = arena_allocate(&compiler->arena, sizeof(*member));

	member->name = name;
	member->type = type;
	return member;
}

/* <netinet/in.h>'s struct in6_addr, for inet_ntoa6() and inet_ntop(). */
static void enter_in6_addr(struct compiler *compiler)
{
	static const char tag[] = "struct in6_addr";
	struct type *bytes = arena_allocate(&compiler->arena, 2 * sizeof(*bytes));
	struct type *address = bytes + 1;

	*bytes = (struct type){
		.name = "union (anon)", .kind = KIND_UNION, .size = 16, .alignment = 4};
	bytes->members =
		new_member(compiler, "_S6_u8", type_array(&compiler->arena, type_of(T_UCHAR), 16));
	bytes->members->next =
		new_member(compiler, "_S6_u32", type_array(&compiler->arena, type_of(T_UINT), 4));
	*address = (struct type){.name = tag, .kind = KIND_STRUCT, .size = 16, .alignment = 4};
	address->members = new_member(compiler, "_S6_un", bytes);

	struct symbol *symbol =
		symbol_intern(&compiler->arena, &compiler->tags, tag, sizeof(tag) - 1);

	symbol->kind = SYMBOL_TYPE;
	symbol->type = symbol->tagged = address;
	enter(compiler, "in6_addr_t", SYMBOL_TYPE, 0)->type = address;
}

static void enter_builtins(struct compiler *compiler)
{
	for (uint32_t i = 0; i < BUILTIN_COUNT; i++) {
		const char *name = builtins[i].type;
		const struct symbol *type =
			symbol_intern(&compiler->arena, &compiler->names, name, strlen(name));

		enter(compiler, builtins[i].name, SYMBOL_BUILTIN, i)->type =
			type->kind == SYMBOL_TYPE ? type->type : type_of(T_STRING);
	}
}

/* What D's own headers define beside the tables. */
static void enter_constants(struct compiler *compiler)
{
	static const char inner[] = "FAULT_";

	enter_all(compiler, constants, COUNT(constants), SYMBOL_CONSTANT);
	for (size_t i = 0; i < COUNT(faults); i++) {
		char name[64];

		fmt_format(name, sizeof(name), "DTRACEFLT_%s", faults[i].name + sizeof(inner) - 1);
		enter(compiler, name, SYMBOL_CONSTANT, faults[i].number);
	}
	enter(compiler, "AF_INET", SYMBOL_CONSTANT, 2);
	enter(compiler, "AF_INET6", SYMBOL_CONSTANT, 26);
	enter(compiler, "NULL", SYMBOL_CONSTANT, 0)->type = type_of(T_VOID_POINTER);
}

static void enter_refused(struct compiler *compiler)
{
	for (size_t i = 0; i < COUNT(refused); i++) {
		struct symbol *symbol =
			refused[i].is_keyword
				? enter(compiler, refused[i].name, SYMBOL_KEYWORD, TOKEN_REFUSED)
				: enter(compiler, refused[i].name, SYMBOL_REFUSED, 0);

		symbol->reason = refused[i].reason;
		symbol->is_function = refused[i].is_function;
	}
}

void vocabulary_enter(struct compiler *compiler)
{
	enter_all(compiler, keywords, COUNT(keywords), SYMBOL_KEYWORD);
	enter_constants(compiler);
	enter_all(compiler, aggregating_functions, COUNT(aggregating_functions), SYMBOL_AGGFUNC);
	enter_all(compiler, subroutines, COUNT(subroutines), SYMBOL_FUNCTION);
	enter_all(compiler, actions, COUNT(actions), SYMBOL_ACTION);
	enter_types(compiler);
	enter_in6_addr(compiler);
	enter(compiler, "caddr_t", SYMBOL_TYPE, 0)->type = type_of(T_CHAR_POINTER);
	enter_builtins(compiler);
	enter_refused(compiler);
}

const char *refusal_text(enum error_tag reason)
{
	return reason == D_NO_MEANING ? "has no meaning from VMX root" : "is not supported yet";
}
