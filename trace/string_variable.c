/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/string_variable.h"

#include "trace/helpers.h"
#include "trace/scratch.h"

enum { NULL_MARK = 0xff };

/*
 * Another CPU may assign to or read a global variable meanwhile. What it then has is a mixture of both, as in
 * DTrace, but ends within the slot.
 */
void string_store(const struct trace_run *run, char *slot, const char *string)
{
	const uint32_t limit = run->strsize - 1;
	const bool is_null = run_is_null_string(run, string);
	uint32_t length = 0;

	if (string == slot)
		return;
	for (; length < limit && string[length]; length++)
		slot[length] = string[length];
	slot[length] = '\0';
	if (length == 0)
		slot[1] = is_null ? (char)NULL_MARK : '\0';
}

/* Is it one of count slots of the area? */
static bool is_slot(const struct trace_run *run, enum object_area area, uint32_t count,
		    const char *string)
{
	const uint64_t slot = object_string_slot(run->strsize);
	const uint64_t offset = (uintptr_t)string - run->areas[area];

	return offset < count * slot && offset % slot == 0;
}

bool run_is_null_slot(const struct trace_run *run, const char *string)
{
	const struct object_header *header = run->image->header;

	if (!is_slot(run, AREA_GLOBAL_STRINGS, header->global_strings, string) &&
	    !is_slot(run, AREA_LOCAL_STRINGS, header->local_strings, string))
		return false;
	return (unsigned char)string[1] == NULL_MARK;
}

void string_clear_locals(const struct trace_run *run)
{
	const uint32_t slot = object_string_slot(run->strsize);
	char *string = run_pointer(run->areas[AREA_LOCAL_STRINGS]);

	for (uint32_t i = 0; i < run->image->header->local_strings; i++, string += slot) {
		string[0] = '\0';
		string[1] = '\0';
	}
}

bool helper_string_store(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	*result = 0;
	string_store(run, run_pointer(args[0]), run_pointer(args[1]));
	return true;
}

bool helper_str_is_null(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	*result = run_is_null_string(run, run_pointer(args[0]));
	return true;
}
