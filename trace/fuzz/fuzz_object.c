/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Any bytes as a program object: refused, or opened, verified and run without touching memory that
 * is not the program's. Each area and string is a block of just its size, where the sanitizer sees
 * what lies outside; the helpers only rely on what the verifier promises of their arguments. For
 * the real ones see fuzz_program.c.
 */
#include "trace/helper_rules.h"
#include "trace/tests/helper_table.h"
#include "trace/verify.h"

#include <stdlib.h>
#include <string.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { STRING_BUILTINS = 6, MAX_RESULTS = 64 };

/* What a clause that runs was given. */
struct owner {
	char *results[MAX_RESULTS]; /* strings that helpers returned */
	uint32_t result_count;
	uint64_t random;
	uint32_t next_action;
};

/* An argument is not what the verifier promised. */
static void promised(bool held)
{
	if (!held)
		abort();
}

static void *exact_copy(const void *bytes, size_t size)
{
	void *copy = malloc(size ? size : 1);

	promised(copy != NULL);
	if (size)
		memcpy(copy, bytes, size);
	return copy;
}

static void *exact_zeros(size_t size)
{
	void *zeros = calloc(1, size ? size : 1);

	promised(zeros != NULL);
	return zeros;
}

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

static void touch_keys(const struct object_image *image, enum argument_kind keyed, uint64_t index,
		       uint64_t address)
{
	if (keyed == ARGUMENT_AGG)
		touch_slots(image, image->aggs[index].first_key, image->aggs[index].key_count,
			    address);
	else
		touch_slots(image, image->dynvars[index].first_key, image->dynvars[index].key_count,
			    address);
}

/* A string variable is written to its end. */
static void fill_slot(const struct object_image *image, uint64_t address)
{
	uint32_t size = object_string_slot(object_option(image, OPTION_strsize));
	char *slot = run_pointer(address);

	memset(slot, 'x', size);
	slot[size - 1] = '\0';
}

static void take_action(const struct trace_run *run, uint64_t action)
{
	struct owner *owner = run->owner;

	promised(action < run->image->action_count && action >= owner->next_action);
	owner->next_action = (uint32_t)action + 1;
}

static void touch(const struct trace_run *run, uint32_t helper, uint32_t index,
		  const uint64_t *args)
{
	const struct object_image *image = run->image;
	uint64_t value = args[index];

	switch (helper_rules[helper].arguments[index]) {
	case ARGUMENT_STR:
		touch_string(value);
		break;
	case ARGUMENT_SLOT:
		fill_slot(image, value);
		break;
	case ARGUMENT_AGG:
		promised(value < image->agg_count);
		break;
	case ARGUMENT_DYNVAR:
		promised(value < image->dynvar_count);
		break;
	case ARGUMENT_KEYS:
		touch_keys(image, helper_rules[helper].arguments[0], args[0], value);
		break;
	case ARGUMENT_ACTION:
		take_action(run, value);
		break;
	case ARGUMENT_VALUES:
		touch_slots(image, image->actions[args[0]].first_value,
			    image->actions[args[0]].value_count, value);
		break;
	case ARGUMENT_STRNO:
		promised(value < STRING_BUILTINS);
		break;
	case ARGUMENT_SIZE:
		promised(value == 1 || value == 2 || value == 4 || value == 8);
		break;
	case ARGUMENT_FLAG:
		promised(value <= 1);
		break;
	default:
		break;
	}
}

/* A string of a length that varies, in a block of its own. */
static uint64_t new_string(struct owner *owner)
{
	size_t length = owner->random >> 60;
	char *string = exact_zeros(length + 1);

	memset(string, 's', length);
	if (owner->result_count == MAX_RESULTS) {
		free(string);
		return (uintptr_t)owner->results[0];
	}
	owner->results[owner->result_count++] = string;
	return (uintptr_t)string;
}

/* Relies on what was verified of the arguments, and does nothing else. */
static bool helper_call(struct trace_run *run, uint32_t helper, const uint64_t *args,
			uint64_t *result)
{
	struct owner *owner = run->owner;

	for (uint32_t i = 0; i < RUN_HELPER_ARGS; i++)
		touch(run, helper, i, args);
	owner->random = owner->random * 6364136223846793005u + helper;
	*result = 0;
	switch (helper_rules[helper].result) {
	case RESULT_INT:
		*result = owner->random >> (owner->random & 63);
		return true;
	case RESULT_STR:
		*result = new_string(owner);
		return true;
	case RESULT_VOID:
		return true;
	case RESULT_NORETURN:
		return run_fault(run, (enum fault_kind)args[0], 0, 0);
	}
	return false;
}

static void run_clause(const struct object_image *image, uint32_t clause)
{
	struct probe_context *context = exact_zeros(sizeof(*context));
	struct owner owner = {.random = clause};
	struct trace_run run = {.image = image, .context = context, .owner = &owner};

	run.areas[AREA_STRINGS] = (uintptr_t)exact_copy(image->strings, image->string_bytes);
	for (uint32_t area = AREA_STRINGS + 1; area < RUN_AREA_COUNT; area++)
		run.areas[area] = (uintptr_t)exact_zeros(object_area_bytes(image, area));
	interpret_clause(&run, clause);
	for (uint32_t area = 0; area < RUN_AREA_COUNT; area++)
		free(run_pointer(run.areas[area]));
	for (uint32_t i = 0; i < owner.result_count; i++)
		free(owner.results[i]);
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
	memset(error, 'x', sizeof(error));
	if (object_open(bytes, size, &image, error)) {
		for (uint32_t i = 0; i < image.clause_count; i++)
			if (verify_clause(&image, i, scratch, verify_scratch_needed(), error))
				run_clause(&image, i);
	} else {
		promised(memchr(error, '\0', sizeof(error)) && error[0] != '\0');
	}
	free(bytes);
	return 0;
}
