/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/tests/scripts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void report(void *cookie, const char *line)
{
	(void)cookie;
	print_message("%s\n", line);
}

void *script_compile(const char *source, struct dsl_result *result)
{
	struct dsl_request request = {
		.name = "test.d",
		.text = source,
		.length = strlen(source),
		.memory_size = dsl_memory_needed(strlen(source)),
		.report = report,
	};

	request.memory = malloc(request.memory_size);
	assert_non_null(request.memory);
	assert_true(dsl_compile(&request, result));
	return request.memory;
}

static struct trace_program *compile_and_load(const char *source, char error[TRACE_ERROR_SIZE])
{
	struct dsl_result result;
	void *memory = script_compile(source, &result);
	struct trace_program *program = trace_load(result.object, result.object_size, error);

	free(memory);
	return program;
}

struct trace_program *script_load(const char *source)
{
	char error[TRACE_ERROR_SIZE];
	struct trace_program *program = compile_and_load(source, error);

	if (!program)
		fail_msg("%s", error);
	return program;
}

const char *script_refused(const char *source)
{
	static char error[TRACE_ERROR_SIZE];

	error[0] = '\0';
	assert_null(compile_and_load(source, error));
	return error;
}

struct trace_program *script_start(const char *source)
{
	char error[TRACE_ERROR_SIZE];
	struct trace_program *program = script_load(source);

	if (!trace_start(program, sim_idle_context(0), error))
		fail_msg("%s", error);
	return program;
}

int script_finish(struct trace_program *program)
{
	int status = -1;

	assert_true(sim_work());
	assert_true(trace_ended(program, &status));
	trace_unload(program);
	return status;
}

int script_run(const char *source, uint64_t ns)
{
	struct trace_program *program = script_start(source);

	sim_advance(ns, NULL, NULL);
	return script_finish(program);
}

void script_expect(const char *source, const char *output)
{
	sim_start(1);
	script_run(source, 0);
	expect_output(output);
}

void expect_output(const char *expected)
{
	assert_string_equal(sim_output(NULL), expected);
}
