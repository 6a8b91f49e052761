/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/compiler/tests/support.h"

#include "trace/format.h"
#include "trace/tests/helper_table.h"
#include "trace/verify.h"

#include <setjmp.h>
#include <stdarg.h>

#include <cmocka.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void report(void *cookie, const char *line)
{
	struct compiled *compiled = cookie;

	assert_true(strlen(line) < LINE_SIZE);
	assert_null(strchr(line, '\n'));
	if (compiled->line_count < MAX_LINES)
		memcpy(compiled->lines[compiled->line_count++], line, strlen(line) + 1);
}

static void open_and_verify(struct compiled *compiled)
{
	char error[TRACE_ERROR_SIZE];
	void *scratch = malloc(verify_scratch_needed());

	if (!object_open(compiled->result.object, compiled->result.object_size, &compiled->image,
			 error))
		fail_msg("%s\nobject refused: %s", compiled->text, error);
	for (uint32_t i = 0; i < compiled->image.clause_count; i++)
		if (!verify_clause(&compiled->image, i, scratch, verify_scratch_needed(), error))
			fail_msg("%s\nclause %u refused: %s", compiled->text, i, error);
	free(scratch);
	for (uint32_t i = 0; i < compiled->image.action_count; i++) {
		const struct object_action *action = &compiled->image.actions[i];

		if (action->format && !format_check(&compiled->image, action, error))
			fail_msg("%s\nformat refused: %s", compiled->text, error);
	}
}

struct compiled *compile_request(struct dsl_request request, const char *text, size_t length)
{
	struct compiled *compiled = calloc(1, sizeof(*compiled));

	compiled->text = malloc(length ? length : 1);
	memcpy(compiled->text, text, length);
	if (request.memory_size == 0)
		request.memory_size = dsl_memory_needed(length);
	compiled->memory = malloc(request.memory_size);
	request.memory = compiled->memory;
	request.text = compiled->text;
	request.length = length;
	request.report = report;
	request.cookie = compiled;

	bool good = dsl_compile(&request, &compiled->result);

	assert_int_equal(good, compiled->result.object != NULL);
	assert_int_equal(good, compiled->result.error_count == 0);
	assert_int_equal(good, compiled->line_count == 0);
	if (good)
		open_and_verify(compiled);
	return compiled;
}

struct compiled *compile_bytes(const char *text, size_t length)
{
	return compile_request((struct dsl_request){.name = "test.d", .error_tags = true}, text,
			       length);
}

struct compiled *compile_text(const char *text)
{
	struct compiled *compiled = compile_bytes(text, strlen(text));

	if (!compiled->result.object)
		fail_msg("%s\n%s", text, compiled->lines[0]);
	return compiled;
}

void compiled_free(struct compiled *compiled)
{
	free(compiled->text);
	free(compiled->memory);
	free(compiled);
}

const char *string_of(uint64_t value)
{
	return (const char *)(uintptr_t)value; // NOLINT(performance-no-int-to-ptr)
}

uint64_t field_value(uint32_t encoding)
{
	return UINT64_C(0xf00d000000000000) + encoding;
}

uint64_t register_value(uint32_t index)
{
	return UINT64_C(0x8e9000000000) + index;
}

int64_t argument_value(uint32_t number)
{
	return number % 2 ? -100 - (int64_t)number : 100 + (int64_t)number;
}

uint64_t time_value(uint32_t helper)
{
	return UINT64_C(1000000007) * helper;
}

const char *string_value(uint32_t builtin)
{
	static const char *const values[] = {"qemu-kvm", "alpha", "profile",
					     "",	 "",	  "profile-97hz"};

	return values[builtin];
}

static void record(struct trace_run *run, const uint64_t args[RUN_HELPER_ARGS], bool is_aggregation)
{
	struct execution *execution = run->owner;
	struct recorded *to = &execution->records[execution->record_count++];

	assert_true(execution->record_count <= MAX_RECORDS);
	to->is_aggregation = is_aggregation;
	to->index = args[0];
	to->value_count = is_aggregation ? run->image->aggs[args[0]].key_count
					 : run->image->actions[args[0]].value_count;
	memcpy(to->values, string_of(args[1]), 8 * (size_t)to->value_count);
	to->aggregated = args[2];
	if (is_aggregation)
		assert_int_equal(args[3], 1);
}

static bool helper_call(struct trace_run *run, uint32_t helper, const uint64_t *args,
			uint64_t *result)
{
	*result = 0;
	switch ((enum helper_id)helper) {
	case HELPER_vmread:
		*result = field_value((uint32_t)args[0]);
		break;
	case HELPER_ureg:
		*result = register_value((uint32_t)args[0]);
		break;
	case HELPER_arg:
		*result = (uint64_t)argument_value((uint32_t)args[0]);
		break;
	case HELPER_timestamp:
	case HELPER_vtimestamp:
	case HELPER_walltimestamp:
		*result = time_value(helper);
		break;
	case HELPER_string_builtin:
		*result = (uintptr_t)string_value((uint32_t)args[0]);
		break;
	case HELPER_strcmp:
		*result = (uint64_t)(int64_t)strcmp(string_of(args[0]), string_of(args[1]));
		break;
	case HELPER_aggregate:
	case HELPER_record:
		record(run, args, helper == HELPER_aggregate);
		break;
	case HELPER_actions_done:
		break;
	case HELPER_fault:
		return run_fault(run, (enum fault_kind)args[0], 0, 0);
	default:
		fail_msg("unknown helper %u", helper);
	}
	return true;
}

bool run_clause(const struct compiled *compiled, uint32_t clause, struct execution *execution)
{
	struct trace_run run = {
		.image = &compiled->image,
		.context = &execution->context,
		.areas = {(uintptr_t)compiled->image.strings, (uintptr_t)execution->globals,
			  (uintptr_t)execution->locals},
		.owner = execution,
	};
	enum run_result result = interpret_clause(&run, clause);

	execution->fault = result == RUN_FAULT ? (int)run.fault.kind : NOT_FAULTED;
	return result == RUN_TRUE;
}

const char *pointed_at(const char *source, const char *caret)
{
	while (*caret == ' ' || *caret == '\t') {
		if (*caret == '\t')
			assert_int_equal(*source, '\t');
		assert_true(*source != '\0');
		source++;
		while (((unsigned char)*source & 0xc0) == 0x80)
			source++;
		caret++;
	}
	assert_string_equal(caret, "^");
	return source;
}

static void check_refusal(const struct refusal *refusal)
{
	static const char prefix[] = "dtrace: failed to compile script test.d: ";
	struct compiled *compiled = compile_bytes(refusal->text, strlen(refusal->text));
	char expected[LINE_SIZE];

	if (compiled->result.object)
		fail_msg("accepted: %s", refusal->text);
	snprintf(expected, sizeof(expected), "%s%s", prefix, refusal->message);
	if (strcmp(compiled->lines[0], expected) != 0)
		fail_msg("%s\nis:     %s\nnot:    %s", refusal->text, compiled->lines[0], expected);
	assert_true(compiled->line_count >= 3);

	/* Messages of several lines have theirs before the excerpt. */
	unsigned int line = 1;

	while (compiled->lines[line + 1][strlen(compiled->lines[line + 1]) - 1] != '^')
		assert_true(++line + 1 < compiled->line_count);

	const char *at = pointed_at(compiled->lines[line], compiled->lines[line + 1]);

	if (strncmp(at, refusal->caret, strlen(refusal->caret)) != 0)
		fail_msg("%s\ncaret at: %s", refusal->text, at);
	compiled_free(compiled);
}

void expect_refusals(const struct refusal *refusals, size_t count)
{
	for (size_t i = 0; i < count; i++)
		check_refusal(&refusals[i]);
}
