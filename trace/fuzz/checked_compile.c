/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/fuzz/checked_compile.h"

#include "trace/format.h"
#include "trace/object.h"
#include "trace/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const char prefix[] = "dtrace: failed to compile script";

struct messages {
	unsigned int lines;
	bool first_is_wrong;
	char first[512];
};

static _Noreturn void broken(const char *promise, const char *detail)
{
	fprintf(stderr, "checked_compile: %s: %s\n", promise, detail);
	abort();
}

static void report(void *cookie, const char *line)
{
	struct messages *messages = cookie;

	if (strchr(line, '\n'))
		broken("a line of a message has a newline in it", line);
	if (messages->lines++ > 0)
		return;
	snprintf(messages->first, sizeof(messages->first), "%s", line);
	messages->first_is_wrong = strncmp(line, prefix, sizeof(prefix) - 1) != 0;
}

/* What the compiler made is what the loader takes. */
static void check_object(const void *object, size_t size)
{
	static void *scratch;
	struct object_image image;
	char error[TRACE_ERROR_SIZE];

	if (!scratch)
		scratch = malloc(verify_scratch_needed());
	if (!object_open(object, size, &image, error))
		broken("object refused", error);
	for (uint32_t i = 0; i < image.clause_count; i++)
		if (!verify_clause(&image, i, scratch, verify_scratch_needed(), error))
			broken("clause refused", error);
	for (uint32_t i = 0; i < image.action_count; i++)
		if (image.actions[i].format && !format_check(&image, &image.actions[i], error))
			broken("format refused", error);
}

/* $0 to the last one that the text names: more of them are an error. */
static int arguments_named(const char *text, size_t length, int most)
{
	int count = 0;

	for (size_t i = 0; i + 1 < length; i++)
		if (text[i] == '$' && text[i + 1] >= '0' && text[i + 1] < '0' + most &&
		    text[i + 1] - '0' >= count)
			count = text[i + 1] - '0' + 1;
	return count;
}

bool checked_compile(const char *text, size_t length, uint64_t choice, size_t memory_size,
		     struct dsl_result *result)
{
	static const char *const arguments[] = {
		"fuzz.d", "97", "vcpu", "0x7fffffffffffffff", "a \"quoted\" %s", ""};
	struct messages messages = {0};
	struct dsl_request request = {
		.name = "fuzz.d",
		.length = length,
		.argument_count =
			choice & COMPILE_WITH_ARGUMENTS
				? arguments_named(text, length,
						  sizeof(arguments) / sizeof(arguments[0]))
				: 0,
		.arguments = arguments,
		.quiet = choice & COMPILE_QUIET,
		.error_tags = choice & COMPILE_ERROR_TAGS,
		.memory_size = memory_size,
		.report = report,
		.cookie = &messages,
	};
	/* The arena's allocations are blocks of their own: only the compiler's state lies here. */
	char *copy = malloc(length ? length : 1);
	bool accepted;

	request.memory = malloc(memory_size);
	if (!copy || !request.memory)
		abort();
	memcpy(copy, text, length);
	request.text = copy;
	accepted = dsl_compile(&request, result);
	free(copy);
	free(request.memory);

	if (accepted != (result->object != NULL) || accepted != (result->error_count == 0) ||
	    accepted != (messages.lines == 0))
		broken("the result contradicts itself", messages.first);
	if (messages.first_is_wrong)
		broken("a message begins otherwise", messages.first);
	if (accepted)
		check_object(result->object, result->object_size);
	return accepted;
}
