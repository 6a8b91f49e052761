/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/check.h"
#include "dsl/codegen.h"
#include "dsl/compiler.h"
#include "dsl/dsl.h"
#include "dsl/object_writer.h"
#include "dsl/options.h"
#include "dsl/parser.h"

#include <string.h>

/* The compiler's tables, and what it needs of each byte of an ordinary source; see
 * dsl_memory_needed(). */
enum { MEMORY_BASE = 512 << 10, MEMORY_PER_BYTE = 256 };

size_t dsl_memory_needed(size_t source_length)
{
	return MEMORY_BASE + MEMORY_PER_BYTE * source_length;
}

uint32_t compiler_string(struct compiler *compiler, const char *text, size_t length)
{
	struct symbol *symbol = symbol_intern(&compiler->arena, &compiler->texts, text, length);

	if (symbol->kind == SYMBOL_UNKNOWN) {
		symbol->kind = SYMBOL_CONSTANT;
		symbol->value = compiler->strings.count;
		memcpy(vector_push(&compiler->arena, &compiler->strings, 1, (uint32_t)length + 1),
		       symbol->name, length + 1);
	}
	return symbol->value;
}

static __attribute__((noreturn)) void out_of_memory(void *cookie)
{
	struct compiler *compiler = cookie;

	error_note(&compiler->errors, D_MEMORY, compiler->definition,
		   "the compiler's %zu bytes of memory do not suffice for this program",
		   compiler->arena.size);
	compiler->errors.gave_up = true;
	errors_leave(&compiler->errors);
}

struct compilation {
	struct compiler *compiler;
	struct dsl_result *result;
};

/* The options of -x, which are those of the program unless it says otherwise. */
static void set_presets(struct compiler *compiler)
{
	const struct dsl_request *request = compiler->request;

	if (request->quiet)
		option_store(compiler, OPTION_quiet, 1);
	for (int i = 0; i < request->preset_count; i++) {
		struct slice setting = {request->presets[i], strlen(request->presets[i])};
		struct slice value;
		bool has_value;
		struct slice name = option_split(setting, &value, &has_value);
		enum option_outcome outcome = option_set(compiler, name, has_value ? &value : NULL);

		if (outcome != OPTION_SET)
			errors_report_plain(&compiler->errors, "failed to set -x %s: %s",
					    request->presets[i], option_outcome_text(outcome));
	}
}

static void run_passes(void *argument)
{
	struct compiler *compiler = ((struct compilation *)argument)->compiler;
	struct dsl_result *result = ((struct compilation *)argument)->result;

	vocabulary_enter(compiler);
	/* Offset 0, "none": not what the string "" gets, since printa("", @) prints nothing. */
	vector_push(&compiler->arena, &compiler->strings, 1, 1);
	set_presets(compiler);
	parse_program(compiler);
	if (compiler->errors.count)
		return;
	if (!compiler->clauses)
		error_at(&compiler->errors, D_EMPTY, (struct place){0, 1},
			 "empty D program translation unit");
	check_program(compiler);
	lexer_check_arguments(&compiler->lexer);
	if (compiler->errors.count)
		return;
	generate_program(compiler);
	if (compiler->errors.count)
		return;
	result->object = object_write(compiler, &result->object_size);
}

static void report_plainly(const struct dsl_request *request, const char *message)
{
	request->report(request->cookie, message);
}

bool dsl_compile(const struct dsl_request *request, struct dsl_result *result)
{
	struct compiler *compiler;
	size_t padding = -(uintptr_t)request->memory & (_Alignof(struct compiler) - 1);

	memset(result, 0, sizeof(*result));
	result->error_count = 1;
	if (request->length > DSL_MAX_SOURCE) {
		report_plainly(request, "dtrace: failed to compile script: it is longer than 1 MB");
		return false;
	}
	if (!request->memory || request->memory_size < padding + sizeof(*compiler)) {
		report_plainly(request,
			       "dtrace: failed to compile script: no memory for the compiler");
		return false;
	}
	compiler = (struct compiler *)((unsigned char *)request->memory + padding);
	memset(compiler, 0, sizeof(*compiler));
	compiler->request = request;
	compiler->definition.line = 1;
	compiler->arena.memory = (unsigned char *)(compiler + 1);
	compiler->arena.size = request->memory_size - padding - sizeof(*compiler);
	compiler->arena.exhausted = out_of_memory;
	compiler->arena.cookie = compiler;
	compiler->errors.request = request;
	compiler->errors.tags = request->error_tags;
	lexer_start(&compiler->lexer, compiler, request->text, (uint32_t)request->length);

	struct compilation compilation = {compiler, result};

	if (!errors_run(&compiler->errors, run_passes, &compilation))
		result->object = NULL;
	result->error_count = compiler->errors.count;
	return result->object != NULL;
}
