/* SPDX-License-Identifier: BSD-2-Clause */
/* strtok()'s state in a program: kept over a firing's clauses, new at the next; ERROR's own. */
#include "trace/tests/object_builder.h"
#include "trace/tests/scripts.h"

#include "trace/object.h"
#include "trace/run.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

/* Where the strings are, also in the code below. */
enum { TEXT = 1, SPACE = 9, NOTHING = 11, FORMAT = 16, STRSIZE = 8 };

/* strtok(NULL, " "), in which NULL is what strchr(" ", 'x') finds; "NULL" instead of its NULL. */
#define NEXT_TOKEN                             \
	"area r1, 0, 9; mov r2, 120; call 23;" \
	"mov r1, r0; area r2, 0, 9; call 26;"  \
	"mov r6, r0; mov r1, r0; call 58;"     \
	"jeq r0, 0, +2; area r6, 0, 11;"

#define FIRST_TOKEN "area r1, 0, 1; area r2, 0, 9; call 26; mov r6, r0;"

#define PRINT "stxdw [r10-8], r6; mov r1, %d; mov r2, r10; add r2, -8; call 10;"

/* A clause that takes a token, prints it with an action of its own, and goes on with more code. */
static void add_clause(struct object_builder *builder, const char *probe, const char *token,
		       const char *more)
{
	const struct object_action action = {
		.kind = ACTION_PRINTF, .format = FORMAT, .value_count = 1};
	uint32_t index = builder_append(builder, BUILD_ACTIONS, &action, sizeof(action));
	char text[512];
	int length = snprintf(text, sizeof(text), "%s", token);

	length += snprintf(text + length, sizeof(text) - (size_t)length, PRINT, index);
	snprintf(text + length, sizeof(text) - (size_t)length, "%s", more);
	builder_clause_of(builder, probe, text, index, 1);
}

/* What was printed, but for the message of the fault. */
static void expect_tokens(const char *expected)
{
	char *output = strdup(sim_output(NULL));
	char tokens[64] = "";
	char *saved;

	for (char *line = strtok_r(output, "\n", &saved); line;
	     line = strtok_r(NULL, "\n", &saved)) {
		if (strncmp(line, "dtrace: ", 8) == 0)
			continue;
		if (tokens[0])
			strncat(tokens, " ", sizeof(tokens) - strlen(tokens) - 1);
		strncat(tokens, line, sizeof(tokens) - strlen(tokens) - 1);
	}
	assert_string_equal(tokens, expected);
	free(output);
}

#define DONE  "mov r0, 1; exit"
#define FAULT "mov r1, 4; call 11"

static void test_state(void **state)
{
	static const struct object_value values[] = {
		{.type = TYPE_STRING, .size = STRSIZE},
		{.type = TYPE_INT, .is_signed = 1, .size = 4},
	};
	static const struct object_option options[] = {
		{.option = OPTION_quiet, .value = 1},
		{.option = OPTION_strsize, .value = STRSIZE},
	};
	static const struct object_action exit_action = {
		.kind = ACTION_EXIT, .first_value = 1, .value_count = 1};
	struct object_builder builder;
	char error[TRACE_ERROR_SIZE];
	size_t size;

	(void)state;
	builder_begin(&builder, 0, 0);
	assert_int_equal(builder_string(&builder, "a b c d"), TEXT);
	assert_int_equal(builder_string(&builder, " "), SPACE);
	assert_int_equal(builder_string(&builder, "NULL"), NOTHING);
	assert_int_equal(builder_string(&builder, "%s\n"), FORMAT);
	for (size_t i = 0; i < sizeof(values) / sizeof(values[0]); i++)
		builder_append(&builder, BUILD_VALUES, &values[i], sizeof(values[i]));
	for (size_t i = 0; i < sizeof(options) / sizeof(options[0]); i++)
		builder_append(&builder, BUILD_OPTIONS, &options[i], sizeof(options[i]));

	add_clause(&builder, "BEGIN", NEXT_TOKEN, DONE);
	add_clause(&builder, "BEGIN", FIRST_TOKEN, DONE);
	/* What a clause that faults recorded is lost, but strtok() has moved on. */
	add_clause(&builder, "BEGIN", NEXT_TOKEN, FAULT);
	add_clause(&builder, "BEGIN", NEXT_TOKEN, DONE);
	add_clause(&builder, "ERROR", NEXT_TOKEN, DONE);
	add_clause(&builder, "ERROR", FIRST_TOKEN, DONE);
	uint32_t index = builder_append(&builder, BUILD_ACTIONS, &exit_action, sizeof(exit_action));
	char text[128];

	snprintf(text, sizeof(text),
		 "stdw [r10-8], 0; mov r1, %u; mov r2, r10; add r2, -8; call 10;" DONE, index);
	builder_clause(&builder, text, index, 1);
	add_clause(&builder, "END", NEXT_TOKEN, DONE);

	void *object = builder_finish(&builder, &size);

	sim_start(1);
	struct trace_program *program = trace_load(object, size, error);

	free(object);
	if (!program)
		fail_msg("%s", error);
	assert_true(trace_start(program, sim_idle_context(0), error));
	script_finish(program);
	/* Two clauses of BEGIN, two of ERROR, the last one of BEGIN, END. */
	expect_tokens("NULL a NULL a c NULL");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_state),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
