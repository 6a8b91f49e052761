/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/macros.h"

#include "dsl/compiler.h"
#include "dsl/dsl.h"

#include <string.h>

/* The value of NAME=VALUE if that is the name. */
static const char *value_of(const char *setting, const char *name, uint32_t length)
{
	if (strncmp(setting, name, length) != 0 || setting[length] != '=')
		return NULL;
	return setting + length + 1;
}

/*
 * A macro variable by name: what the request defines. The others that DTrace has are of the operating system that it
 * runs on.
 */
static const char *take_named(struct lexer *lexer, struct place start)
{
	static const char *const names[] = {"egid",   "euid", "gid",	"pgid",	  "pid", "ppid",
					    "projid", "sid",  "target", "taskid", "uid"};
	const struct dsl_request *request = lexer->compiler->request;
	struct errors *errors = &lexer->compiler->errors;
	const char *name = lexer->text + lexer->at.offset;
	uint32_t length = 0;

	while (length < lexer->length - lexer->at.offset && lexer_is_letter(name[length]))
		length++;
	if (length == 0)
		error_at(errors, D_SYNTAX, start, "syntax error near \"$\"");
	for (int i = 0; i < request->macro_count; i++) {
		const char *value = value_of(request->macros[i], name, length);

		if (!value)
			continue;
		lexer->at.offset += length;
		return value;
	}
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strlen(names[i]) == length && memcmp(names[i], name, length) == 0)
			error_at(errors, D_NO_MEANING, start,
				 "macro variable $%s has no meaning from VMX root", names[i]);
	error_at(errors, D_MACRO_UNDEF, start, "macro variable $%.*s is not defined",
		 (int)(length < 32 ? length : 32), name);
}

const char *macro_take(struct lexer *lexer)
{
	struct compiler *compiler = lexer->compiler;
	const struct dsl_request *request = compiler->request;
	struct place start = lexer->at;
	uint32_t number = 0;

	while (lexer_peek(lexer) == '$')
		lexer->at.offset++;
	if (!lexer_is_digit(lexer_peek(lexer)))
		return take_named(lexer, start);
	for (; lexer_is_digit(lexer_peek(lexer)); lexer->at.offset++) {
		number = number * 10 + (uint32_t)(lexer_peek(lexer) - '0');
		if (number >= LEXER_MAX_ARGUMENTS)
			error_at(&compiler->errors, D_MACRO_OFLOW, start,
				 "macro arguments go from $0 to $%d", LEXER_MAX_ARGUMENTS - 1);
	}
	if (number >= (uint32_t)request->argument_count) {
		if (option_value(compiler, OPTION_defaultargs))
			return NULL;
		error_at(&compiler->errors, D_MACRO_UNDEF, start,
			 "macro argument $%u is not defined", number);
	}
	lexer->arguments_used |= UINT64_C(1) << number;
	return request->arguments[number];
}
