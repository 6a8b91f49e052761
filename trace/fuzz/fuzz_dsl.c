/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any text as a D program: reported on or accepted. What the compiler accepts, the loader opens,
 * the verifier and the format checker accept as well, and it runs without harm. The text itself
 * decides, by its hash, on macro arguments, options and how little memory there is, so that any
 * script is a seed as it is.
 */
#include "dsl/dsl.h"
#include "trace/fuzz/arena_malloc.h"
#include "trace/fuzz/bounded_run.h"
#include "trace/fuzz/checked_compile.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Sizes that a program may set otherwise: zeroing megabytes takes longer than running it. */
static const char small_buffers[] = "#pragma D option bufsize=16k\n"
				    "#pragma D option aggsize=16k\n"
				    "#pragma D option dynvarsize=16k\n"
				    "#pragma D option specsize=4k\n";

/* FNV-1a */
static uint64_t hash(const uint8_t *data, size_t size)
{
	uint64_t value = 0xcbf29ce484222325;

	for (size_t i = 0; i < size; i++)
		value = (value ^ data[i]) * 0x100000001b3;
	return value ^ value >> 29;
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
	if (checked_compile(whole, total, choice, dsl_memory_needed(total), &result))
		bounded_run(result.object, result.object_size, error);
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
	accepted = checked_compile(text, size, choice, needed, &result);
	arena_release_all();
	if (accepted)
		run(text, size, choice);
	arena_release_all();
	/* And with so little memory that it may run out anywhere. */
	if ((choice >> 8 & 15) == 0)
		checked_compile(text, size, choice, (choice >> 12) % needed, &result);
	arena_release_all();
	return 0;
}
