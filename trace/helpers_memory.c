/* SPDX-License-Identifier: BSD-2-Clause */
/* Helpers that read and write memory, and what D calls alloca(), bcopy() and copyin(). */
#include "trace/helpers.h"
#include "trace/memory.h"
#include "trace/scratch.h"
#include "trace/strings.h"

#include <string.h>

bool helper_load(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	uint64_t value = 0;

	if (!memory_read(run, args[0], &value, args[1]))
		return false;
	*result = object_extend(value, args[1], args[2] != 0);
	return true;
}

bool helper_store(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	*result = 0;
	return memory_write(run, args[0], &args[1], args[2]);
}

/* Zeroed, as in DTrace. */
bool helper_alloca(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	void *memory = scratch_allocate(run, args[0]);

	if (!memory)
		return false;
	memset(memory, 0, args[0]);
	*result = scratch_address(run, memory);
	return true;
}

static bool copy(struct trace_run *run, uint64_t from, uint64_t to, uint64_t size)
{
	void *memory;

	if (size == 0)
		return true;
	memory = memory_writable(run, to, size);
	return memory && memory_read(run, from, memory, size);
}

bool helper_bcopy(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	*result = 0;
	return copy(run, args[0], args[1], args[2]);
}

bool helper_copyinto(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	*result = 0;
	return copy(run, args[0], args[2], args[1]);
}

bool helper_copyin(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	void *memory = scratch_allocate(run, args[1]);

	if (!memory || !memory_read(run, args[0], memory, args[1]))
		return false;
	*result = scratch_address(run, memory);
	return true;
}

bool helper_copyinstr(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	const uint64_t most = run_string_limit(run) - 1;
	const size_t limit = args[1] < most ? args[1] : most;
	const uint32_t used = run->scratch.used;
	char *string = scratch_allocate(run, limit + 1);
	size_t length;

	if (!string)
		return false;
	/* What is read ends where scratch memory ended before: it is no part of itself. */
	run->scratch.used = used;
	if (!memory_read_string(run, args[0], string, limit, &length))
		return false;
	scratch_shrink(run, string, length + 1);
	*result = (uintptr_t)string;
	return true;
}

bool helper_str_address(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	const char *string = run_pointer(args[0]);
	struct slice slice;
	char *copy;

	*result = 0;
	if (run_is_null_string(run, string))
		return true;
	slice = slice_of(string, run_string_limit(run) - 1);
	copy = scratch_allocate(run, slice.length + 1);
	if (!copy)
		return false;
	memcpy(copy, slice.text, slice.length);
	copy[slice.length] = '\0';
	*result = scratch_address(run, copy);
	return true;
}
