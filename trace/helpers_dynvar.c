/* SPDX-License-Identifier: BSD-2-Clause */
/* Helpers for dynamic variables. */
#include "trace/dynvar.h"
#include "trace/helpers.h"
#include "trace/program.h"
#include "trace/scratch.h"

/*
 * The element that a helper's first two arguments name. False after a fault: a key that is a NULL
 * string is read, as in DTrace.
 */
static bool key_of(struct trace_run *run, const uint64_t *args, struct dynvar_key *key)
{
	const struct object_dynvar *dynvar = &run->image->dynvars[args[0]];
	const struct object_value *types = &run->image->values[dynvar->first_key];

	*key = (struct dynvar_key){.dynvar = (uint32_t)args[0], .slots = run_pointer(args[1])};
	if (dynvar->is_self)
		key->thread =
			(uint64_t)(uint32_t)run->context->pid << 32 | (uint32_t)run->context->tid;
	for (uint32_t i = 0; i < dynvar->key_count; i++)
		if (types[i].type == TYPE_STRING &&
		    !run_need_string(run, run_pointer(key->slots[i])))
			return false;
	return true;
}

static void count_drop(const struct trace_run *run, enum dynvar_result result)
{
	const struct firing *firing = run->owner;

	if (result != DYNVAR_DROP)
		return;
	firing->cpu->counters.dynamic_drops++;
	tracer_set_pending();
}

bool helper_dyn_get(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct dynvar_key key;

	*result = 0;
	if (!key_of(run, args, &key))
		return false;
	count_drop(run, dynvar_get(run->dynvars, &key, result));
	return true;
}

bool helper_dyn_set(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct dynvar_key key;

	*result = 0;
	if (!key_of(run, args, &key))
		return false;
	count_drop(run, args[2] == 0 ? dynvar_free(run->dynvars, &key)
				     : dynvar_set(run->dynvars, &key, args[2]));
	return true;
}

/* The string is copied: its element may be freed before the clause looks at it. */
bool helper_dyn_get_string(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	const struct object_dynvar *dynvar = &run->image->dynvars[args[0]];
	enum dynvar_result found;
	struct dynvar_key key;
	uint32_t length;
	char *string;

	if (!key_of(run, args, &key))
		return false;
	string = scratch_allocate(run, run->image->values[dynvar->value].size);
	if (!string)
		return false;
	found = dynvar_get_string(run->dynvars, &key, string, &length);
	count_drop(run, found);
	scratch_shrink(run, string, found == DYNVAR_DONE ? length + 1 : 0);
	*result = (uintptr_t)(found == DYNVAR_DONE ? string : run_null_string);
	return true;
}

bool helper_dyn_set_string(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	const char *string = run_pointer(args[2]);
	struct dynvar_key key;

	*result = 0;
	if (!key_of(run, args, &key))
		return false;
	count_drop(run, run_is_null_string(run, string)
				? dynvar_free(run->dynvars, &key)
				: dynvar_set_string(run->dynvars, &key, string));
	return true;
}

bool helper_dyn_free(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct dynvar_key key;

	*result = 0;
	if (!key_of(run, args, &key))
		return false;
	count_drop(run, dynvar_free(run->dynvars, &key));
	return true;
}

bool helper_dyn_address(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	enum dynvar_result found;
	struct dynvar_key key;
	uint64_t offset;

	*result = 0;
	if (!key_of(run, args, &key))
		return false;
	found = dynvar_locate(run->dynvars, &key, args[2] != 0, &offset);
	count_drop(run, found);
	if (found == DYNVAR_DONE)
		*result = (uint64_t)REGION_DYNAMIC << REGION_SHIFT | offset;
	return true;
}
