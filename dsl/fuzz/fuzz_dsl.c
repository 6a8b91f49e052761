/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any text as a D program: reported on or accepted. What the compiler accepts, the loader opens,
 * the verifier and the format checker accept as well, and it runs without harm. The text itself
 * decides, by its hash, on macro arguments, options and how little memory there is, so that any
 * script is a seed as it is.
 */
#include "dsl/dsl.h"
#include "dsl/fuzz/arena_malloc.h"
#include "trace/format.h"
#include "trace/fuzz/bounded_run.h"
#include "trace/object.h"
#include "trace/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char prefix[] = "dtrace: failed to compile script";

/* Sizes that a program may set otherwise: zeroing megabytes takes longer than running it. */
static const char small_buffers[] = "#pragma D option bufsize=16k\n"
				    "#pragma D option aggsize=16k\n"
				    "#pragma D option dynvarsize=16k\n"
				    "#pragma D option specsize=4k\n";

struct messages {
	unsigned int lines;
	bool first_is_wrong;
	char first[512];
};

static _Noreturn void broken(const char *promise, const char *detail)
{
	fprintf(stderr, "fuzz_dsl: %s: %s\n", promise, detail);
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

/* FNV-1a */
static uint64_t hash(const uint8_t *data, size_t size)
{
	uint64_t value = 0xcbf29ce484222325;

	for (size_t i = 0; i < size; i++)
		value = (value ^ data[i]) * 0x100000001b3;
	return value ^ value >> 29;
}

/* Compiles from a block of just the text's size. False, with at least one message, or an object. */
static bool compile(const char *text, size_t length, uint64_t choice, size_t memory_size,
		    struct dsl_result *result)
{
	static const char *const arguments[] = {
		"fuzz.d", "97", "vcpu", "0x7fffffffffffffff", "a \"quoted\" %s", ""};
	struct messages messages = {0};
	struct dsl_request request = {
		.name = "fuzz.d",
		.length = length,
		.argument_count = choice & 1 ? sizeof(arguments) / sizeof(arguments[0]) : 0,
		.arguments = arguments,
		.quiet = choice & 2,
		.error_tags = choice & 4,
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
	return accepted;
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

/* The script with options for small buffers before it; they stand behind a #! line. */
static void run(const char *text, size_t length, uint64_t choice)
{
	const char *line_end = length > 1 && text[0] == '#' ? memchr(text, '\n', length) : NULL;
	size_t head = line_end && text[1] == '!' ? (size_t)(line_end + 1 - text) : 0;
	size_t total = length + sizeof(small_buffers) - 1;
	char error[TRACE_ERROR_SIZE];
	struct dsl_result result;
	char *whole;

	if (length > 1 && text[0] == '#' && text[1] == '!' && !line_end)
		return;
	whole = malloc(total);
	if (!whole)
		abort();
	memcpy(whole, text, head);
	memcpy(whole + head, small_buffers, sizeof(small_buffers) - 1);
	memcpy(whole + head + sizeof(small_buffers) - 1, text + head, length - head);
	if (compile(whole, total, choice, dsl_memory_needed(total), &result)) {
		check_object(result.object, result.object_size);
		if (!bounded_run(result.object, result.object_size, error) && error[0] == '\0')
			broken("refused without a reason", "");
	}
	free(whole);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	const char *text = (const char *)data;
	uint64_t choice = hash(data, size);
	struct dsl_result result;
	size_t needed;
	bool accepted;

	if (size > DSL_MAX_SOURCE)
		return -1;
	needed = dsl_memory_needed(size);
	accepted = compile(text, size, choice, needed, &result);
	if (accepted)
		check_object(result.object, result.object_size);
	arena_release_all();
	if (accepted)
		run(text, size, choice);
	arena_release_all();
	/* And with so little memory that it may run out anywhere. */
	if ((choice >> 8 & 15) == 0)
		compile(text, size, choice, (choice >> 12) % needed, &result);
	arena_release_all();
	return 0;
}
