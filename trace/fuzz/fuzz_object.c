/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as a program object: refused, or opened, verified and run without touching memory that
 * is not the program's, which the sanitizers would see.
 */
#include "trace/tests/helper_table.h"
#include "trace/verify.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Reads a string to its end, as helpers do. */
static void touch_string(uint64_t address)
{
	volatile size_t length = strlen(run_pointer(address));

	(void)length;
}

static void touch_slots(const struct object_image *image, uint32_t first, uint32_t count,
			uint64_t address)
{
	for (uint32_t i = 0; i < count; i++) {
		uint64_t slot;

		memcpy(&slot, run_pointer(address + i * 8ull), sizeof(slot));
		if (image->values[first + i].type == TYPE_STRING)
			touch_string(slot);
	}
}

/* Relies on what was verified of the arguments, and does nothing else. */
static bool helper_call(struct trace_run *run, uint32_t helper, const uint64_t *args,
			uint64_t *result)
{
	const struct object_image *image = run->image;

	*result = 0;
	switch (helper) {
	case HELPER_string_builtin:
		*result = (uintptr_t) "execname";
		return true;
	case HELPER_strcmp:
		touch_string(args[0]);
		touch_string(args[1]);
		return true;
	case HELPER_aggregate:
		touch_slots(image, image->aggs[args[0]].first_key, image->aggs[args[0]].key_count,
			    args[1]);
		return true;
	case HELPER_record:
		touch_slots(image, image->actions[args[0]].first_value,
			    image->actions[args[0]].value_count, args[1]);
		return true;
	case HELPER_fault:
		return run_fault(run, (enum fault_kind)args[0], 0, 0);
	default:
		return true;
	}
}

static void *exact_copy(const void *bytes, size_t size)
{
	void *copy = malloc(size ? size : 1);

	if (!copy)
		abort();
	if (size)
		memcpy(copy, bytes, size);
	return copy;
}

static void run_clause(const struct object_image *image, uint32_t clause)
{
	const size_t globals_size = image->header->globals_size;
	const size_t locals_size = image->header->locals_size;
	char *strings = exact_copy(image->strings, image->string_bytes);
	uint8_t *globals = calloc(1, globals_size ? globals_size : 1);
	uint8_t *locals = calloc(1, locals_size ? locals_size : 1);
	struct probe_context *context = calloc(1, sizeof(*context));
	struct trace_run run = {
		.image = image,
		.context = context,
		.areas = {(uintptr_t)strings, (uintptr_t)globals, (uintptr_t)locals},
	};

	if (!globals || !locals || !context)
		abort();
	interpret_clause(&run, clause);
	free(strings);
	free(globals);
	free(locals);
	free(context);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static void *scratch;
	struct object_image image;
	char error[TRACE_ERROR_SIZE];
	void *bytes = exact_copy(data, size);

	if (!scratch)
		scratch = malloc(verify_scratch_needed());
	if (object_open(bytes, size, &image, error)) {
		for (uint32_t i = 0; i < image.clause_count; i++)
			if (verify_clause(&image, i, scratch, verify_scratch_needed(), error))
				run_clause(&image, i);
	} else if (!memchr(error, '\0', sizeof(error)) || error[0] == '\0') {
		abort(); /* refused without a reason */
	}
	free(bytes);
	return 0;
}
