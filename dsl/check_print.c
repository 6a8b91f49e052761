/* SPDX-License-Identifier: BSD-2-Clause */
/* print(): the text that shows a value by its type, with the value's parts in it (dsl/abi/object.h). */
#include "dsl/base/fmt.h"
#include "dsl/check.h"
#include "dsl/check_action.h"
#include "dsl/check_call.h"
#include "dsl/compiler.h"

#include <stdarg.h>
#include <stddef.h>
#include <string.h>

enum { MOST_TEXT = 16384, INDENTATION = 4 };

/* The text as it grows, of the call that it is for. */
struct print_text {
	struct compiler *compiler;
	const struct node *call;
	struct vector text;
};

static __attribute__((format(printf, 2, 3))) void add(struct print_text *to, const char *format,
						      ...)
{
	char piece[256];
	va_list args;

	va_start(args, format);

	size_t length = fmt_vformat(piece, sizeof(piece), format, args);

	va_end(args);
	if (length >= sizeof(piece) || to->text.count + length > MOST_TEXT)
		error_at(&to->compiler->errors, D_LIMIT, to->call->place,
			 "print( ) of this type would need more than %d bytes of text", MOST_TEXT);
	memcpy(vector_push(&to->compiler->arena, &to->text, 1, (uint32_t)length), piece, length);
}

static void add_value(struct print_text *to, const struct type *type, uint32_t offset,
		      unsigned int depth);

/* The type's name, and that of what has it: "int a", "char *p". */
static void add_name(struct print_text *to, const struct type *type, const char *name)
{
	size_t length = strlen(type->name);
	bool ends_in_star = length > 0 && type->name[length - 1] == '*';

	/* A percent sign cannot be part of a name. */
	add(to, "%s%s%s", type->name, ends_in_star && name ? "" : " ", name ? name : "");
	if (name)
		add(to, " = ");
}

static void add_members(struct print_text *to, const struct type *type, uint32_t offset,
			unsigned int depth)
{
	add(to, "{\n");
	for (const struct member *member = type->members; member; member = member->next) {
		if (member->bits)
			error_at(&to->compiler->errors, D_UNSUPPORTED, to->call->place,
				 "print( ) of bit-fields is not supported yet");
		add(to, "%*s", (int)(INDENTATION * (depth + 1)), "");
		add_name(to, member->type, member->name);
		add_value(to, member->type, offset + member->offset, depth + 1);
		add(to, "\n");
	}
	add(to, "%*s}", (int)(INDENTATION * depth), "");
}

static void add_elements(struct print_text *to, const struct type *type, uint32_t offset,
			 unsigned int depth)
{
	const struct type *of = type->of;

	if (type_is_integer(of) && of->size == 1) {
		add(to, "[ \"%%{%u,%u,s}\" ]", offset, type->size);
		return;
	}
	add(to, "[ ");
	for (uint32_t i = 0; i < type->count; i++) {
		add(to, "%s", i ? ", " : "");
		add_value(to, of, offset + i * of->size, depth);
	}
	add(to, " ]");
}

static void add_value(struct print_text *to, const struct type *type, uint32_t offset,
		      unsigned int depth)
{
	enum { DEEPEST = 16 };

	if (depth > DEEPEST)
		error_at(&to->compiler->errors, D_LIMIT, to->call->place,
			 "print( ) shows structures within each other %d deep at most", DEEPEST);
	if (type_is_compound(type))
		add_members(to, type, offset, depth);
	else if (type->kind == KIND_ARRAY)
		add_elements(to, type, offset, depth);
	else if (type_is_string(type))
		add(to, "\"%%{%u,%u,s}\"", offset,
		    (unsigned int)option_value(to->compiler, OPTION_strsize));
	else if (type->kind == KIND_INTEGER && type->size == 1 && type->is_signed)
		add(to, "'%%{%u,1,c}'", offset);
	else
		add(to, "%%{%u,%u,x}", offset, type->size);
}

void check_print(struct compiler *compiler, struct node *call)
{
	struct node *value = call->list;
	struct print_text text = {.compiler = compiler, .call = call};

	if (value->kind == NODE_AGGREGATION)
		error_at(&compiler->errors, D_PRINT_AGG, value->place,
			 "print( ) may not be applied to an aggregation -- did you mean printa()?");
	if (!check_is_action(value))
		check_expression(compiler, value);
	if (check_is_action(value) || value->type->kind == KIND_VOID)
		error_at(&compiler->errors, D_PRINT_VOID, value->place,
			 "print( ) may not be applied to a void expression");

	struct object_action *action = check_make_record(compiler, call, ACTION_PRINT, value);

	add_name(&text, value->type, NULL);
	add_value(&text, value->type, 0, 0);
	action->format = compiler_string(compiler, text.text.items, text.text.count);
}
