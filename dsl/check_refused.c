/* SPDX-License-Identifier: BSD-2-Clause */
/* Functions that D knows and this compiler refuses: like D, it looks at their arguments first. */
#include "dsl/check.h"
#include "dsl/check_call.h"
#include "dsl/check_expr.h"
#include "dsl/compiler.h"

#include <stddef.h>
#include <string.h>

static const struct {
	const char *name;
	uint32_t least, most;
} refused_functions[] = {
#define REFUSED_NAME(name, reason)
#define REFUSED_FUNCTION(name, reason, least, most) {#name, least, most},
#define REFUSED_KEYWORD(name, reason)
#define REFUSED_OPTION(name, reason)
#include "dsl/refused.def"
#undef REFUSED_NAME
#undef REFUSED_FUNCTION
#undef REFUSED_KEYWORD
#undef REFUSED_OPTION
};

static void check_stack(struct compiler *compiler, const struct node *call)
{
	const struct node *size = call->list;

	if (!size)
		return;
	if (size->next)
		error_at(&compiler->errors, D_STACK_PROTO, call->place,
			 "stack( ) prototype mismatch: too many arguments");
	if (!check_is_positive(size))
		error_at(&compiler->errors, D_STACK_SIZE, size->place,
			 "stack( ) size must be a non-zero positive integral constant expression");
}

static void check_user_stack(struct compiler *compiler, const struct node *call)
{
	const struct node *frames = call->list;
	const struct node *string_size = frames ? frames->next : NULL;
	const char *name = call->symbol->name;

	if (frames && !check_is_positive(frames))
		error_at(&compiler->errors, D_USTACK_FRAMES, frames->place,
			 "%s( ) argument #1 must be a non-zero positive integer constant", name);
	if (!string_size)
		return;
	if (string_size->kind != NODE_INTEGER ||
	    (string_size->type->is_signed && (int64_t)string_size->value < 0))
		error_at(&compiler->errors, D_USTACK_STRSIZE, string_size->place,
			 "%s( ) argument #2 must be a positive integer constant", name);
	if (string_size->next)
		error_at(&compiler->errors, D_USTACK_PROTO, call->place,
			 "%s( ) prototype mismatch: too many arguments", name);
}

/* args[]: no probe here has arguments with types. */
static void check_args(struct compiler *compiler, const struct node *node)
{
	struct node *index = node->list;

	if (node->kind != NODE_INDEX || node_count(index) != 1)
		return;
	check_expression(compiler, index);
	if (index->kind != NODE_INTEGER)
		error_at(&compiler->errors, D_ARGS_TYPE, node->place,
			 "args[ ] may only be referenced using integer constant");
	error_at(&compiler->errors, D_ARGS_IDX, node->place,
		 "index %lld is out of range for args[ ]: the probes have no typed arguments",
		 (long long)index->value);
}

void check_refused(struct compiler *compiler, const struct node *node)
{
	const struct symbol *symbol = node->symbol;

	if (strcmp(symbol->name, "args") == 0)
		check_args(compiler, node);
	error_at(&compiler->errors, symbol->reason, node->place, "%s%s %s", symbol->name,
		 symbol->is_function ? "( )" : "", refusal_text(symbol->reason));
}

static bool is_destructive(const char *name)
{
	static const char *const names[] = {"breakpoint", "chill", "copyout", "copyoutstr",
					    "panic",	  "raise", "stop",    "system"};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

void check_refused_call(struct compiler *compiler, struct node *call)
{
	const char *name = call->symbol->name;

	if (!call->symbol->is_function)
		error_at(&compiler->errors, D_FUNC_IDKIND, call->place,
			 "scalar '%s' may not be referenced as a function", name);
	for (struct node *at = call->list; at; at = at->next)
		if (at->kind != NODE_AGGREGATION)
			check_expression(compiler, at);
	for (size_t i = 0; i < sizeof(refused_functions) / sizeof(refused_functions[0]); i++)
		if (strcmp(refused_functions[i].name, name) == 0)
			check_passed(compiler, call, refused_functions[i].least,
				     refused_functions[i].most);
	if (strcmp(name, "stack") == 0)
		check_stack(compiler, call);
	if (strcmp(name, "ustack") == 0 || strcmp(name, "jstack") == 0)
		check_user_stack(compiler, call);
	if (compiler->order.speculates && is_destructive(name))
		error_at(&compiler->errors, D_ACT_SPEC, call->place,
			 "destructive actions may not follow speculate( )");
	check_refused(compiler, call);
}
