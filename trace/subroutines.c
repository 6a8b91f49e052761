/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * D's subroutines: arguments in, the work to strings.h, json.h, path.h and inet.h, results out.
 * The end of an argument is returned as a pointer into it; all else is a copy in scratch memory. As
 * in DTrace, an argument's characters beyond strsize are not looked at.
 */
#include "trace/helpers.h"
#include "trace/inet.h"
#include "trace/json.h"
#include "trace/memory.h"
#include "trace/path.h"
#include "trace/program.h"
#include "trace/scratch.h"
#include "trace/strings.h"

#include <string.h>

/* A string that may not be NULL. False after raising the fault. */
static bool get_string(struct trace_run *run, uint64_t arg, struct slice *string)
{
	const char *text = run_pointer(arg);

	if (!run_need_string(run, text))
		return false;
	*string = slice_of(text, run_string_limit(run));
	return true;
}

/* Room for a result, cut so that it is a string of strsize bytes at most. */
static char *make_string(struct trace_run *run, size_t *length)
{
	size_t most = run_string_limit(run) - 1;

	if (*length > most)
		*length = most;

	char *string = scratch_allocate(run, *length + 1);

	if (string)
		string[*length] = '\0';
	return string;
}

/* The result is a copy, or the NULL string. */
static bool return_copy(struct trace_run *run, struct slice slice, uint64_t *result)
{
	if (!slice.text) {
		*result = (uintptr_t)run_null_string;
		return true;
	}

	char *copy = make_string(run, &slice.length);

	if (!copy)
		return false;
	memcpy(copy, slice.text, slice.length);
	*result = (uintptr_t)copy;
	return true;
}

/* The result begins within an argument, or is the NULL string. */
static bool return_part(const char *part, uint64_t *result)
{
	*result = (uintptr_t)(part ? part : run_null_string);
	return true;
}

/* xorshift64*: Marsaglia's generator with Vigna's multiplication. The state is never 0. */
bool helper_rand(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct firing *firing = run->owner;
	uint64_t state = firing->cpu->random;

	(void)args;
	state ^= state >> 12;
	state ^= state << 25;
	state ^= state >> 27;
	firing->cpu->random = state;
	*result = state * 0x2545f4914f6cdd1d;
	return true;
}

bool helper_strlen(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct slice string;

	if (!get_string(run, args[0], &string))
		return false;
	*result = string.length;
	return true;
}

/* As in DTrace, what is too long is a fault and not cut. */
bool helper_strjoin(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct slice first, second;

	if (!get_string(run, args[0], &first) || !get_string(run, args[1], &second))
		return false;

	size_t length = first.length + second.length;

	if (length >= run_string_limit(run))
		return run_fault(run, FAULT_NOSCRATCH, 0, 0);

	char *joined = make_string(run, &length);

	if (!joined)
		return false;
	memcpy(joined, first.text, first.length);
	memcpy(joined + first.length, second.text, second.length);
	*result = (uintptr_t)joined;
	return true;
}

/* The characters of a string, its NUL among them. */
static bool get_characters(struct trace_run *run, uint64_t arg, struct slice *string)
{
	if (!get_string(run, arg, string))
		return false;
	if (string->length < run_string_limit(run))
		string->length++;
	return true;
}

bool helper_strchr(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct slice string;

	if (!get_characters(run, args[0], &string))
		return false;
	return return_part(memchr(string.text, (char)args[1], string.length), result);
}

bool helper_strrchr(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct slice string;

	if (!get_characters(run, args[0], &string))
		return false;
	while (string.length > 0)
		if (string.text[--string.length] == (char)args[1])
			return return_part(string.text + string.length, result);
	return return_part(NULL, result);
}

bool helper_strstr(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct slice string, wanted;

	if (!get_string(run, args[0], &string) || !get_string(run, args[1], &wanted))
		return false;

	int64_t found = slice_find(string, wanted);

	return return_part(found < 0 ? NULL : string.text + found, result);
}

bool helper_index(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct slice string, wanted;

	if (!get_string(run, args[0], &string) || !get_string(run, args[1], &wanted))
		return false;
	*result = (uint64_t)slice_index(string, wanted, args[3] ? (int64_t)args[2] : 0);
	return true;
}

bool helper_rindex(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct slice string, wanted;

	if (!get_string(run, args[0], &string) || !get_string(run, args[1], &wanted))
		return false;
	*result = (uint64_t)slice_rindex(string, wanted, args[3] ? (int64_t)args[2] : INT64_MAX);
	return true;
}

/*
 * What follows the token is kept for a next strtok(NULL, ...) of the same firing, in this clause or
 * a later one. In the first one of a firing there is nothing, which is no fault.
 */
bool helper_strtok(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	const uint32_t limit = run_string_limit(run);
	const char *text = run_pointer(args[0]);
	struct slice delimiters;

	if (!get_string(run, args[1], &delimiters))
		return false;
	if (run_is_null_string(run, text))
		text = run->strtok_rest;

	struct slice string = slice_of(text, limit);
	struct slice token = slice_token(string, delimiters);

	if (!token.text) {
		run->strtok_rest[0] = '\0';
		return return_part(NULL, result);
	}
	if (token.length > limit - 1)
		token.length = limit - 1;
	if (!return_copy(run, token, result))
		return false;

	const char *rest = token.text + token.length;
	size_t rest_length = (size_t)(string.text + string.length - rest);

	memmove(run->strtok_rest, rest, rest_length);
	run->strtok_rest[rest_length] = '\0';
	return true;
}

bool helper_substr(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct slice string;

	if (!get_string(run, args[0], &string))
		return false;

	int64_t length = args[3] ? (int64_t)args[2] : run_string_limit(run);

	return return_copy(run, slice_substr(string, (int64_t)args[1], length), result);
}

/* A copy in which the characters of the 26 from first on are those from instead on. */
static bool change_case(struct trace_run *run, const uint64_t *args, char first, char instead,
			uint64_t *result)
{
	struct slice string;

	if (!get_string(run, args[0], &string))
		return false;

	char *copy = make_string(run, &string.length);

	if (!copy)
		return false;
	for (size_t i = 0; i < string.length; i++) {
		copy[i] = string.text[i];
		if (copy[i] >= first && copy[i] < first + 26)
			copy[i] = (char)(copy[i] - first + instead);
	}
	*result = (uintptr_t)copy;
	return true;
}

bool helper_toupper(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	return change_case(run, args, 'a', 'A', result);
}

bool helper_tolower(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	return change_case(run, args, 'A', 'a', result);
}

/* The argument is D's int. */
static bool get_base(struct trace_run *run, uint64_t arg, unsigned int *base)
{
	int32_t value = (int32_t)arg;

	if (value < NUMBER_LEAST_BASE || value > NUMBER_MOST_BASE)
		return run_fault(run, FAULT_ILLOP, 0, 0);
	*base = (unsigned int)value;
	return true;
}

bool helper_lltostr(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	char text[NUMBER_BYTES];
	unsigned int base;

	if (!get_base(run, args[1], &base))
		return false;

	size_t length = number_to_text(text, (int64_t)args[0], base);

	return return_copy(run, (struct slice){text, length}, result);
}

bool helper_strtoll(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	unsigned int base;
	struct slice string;

	if (!get_base(run, args[1], &base) || !get_string(run, args[0], &string))
		return false;
	*result = (uint64_t)number_from_text(string, base);
	return true;
}

bool helper_json(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct slice text, selector;

	if (!get_string(run, args[0], &text) || !get_string(run, args[1], &selector))
		return false;

	char *copy = scratch_allocate(run, selector.length + 1);

	if (!copy)
		return false;
	memcpy(copy, selector.text, selector.length);
	copy[selector.length] = '\0';

	struct slice found = json_find(text, copy);

	scratch_shrink(run, copy, 0);
	return return_copy(run, found, result);
}

bool helper_basename(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct slice path;

	return get_string(run, args[0], &path) && return_copy(run, path_basename(path), result);
}

bool helper_dirname(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct slice path;

	return get_string(run, args[0], &path) && return_copy(run, path_dirname(path), result);
}

bool helper_cleanpath(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct slice path;

	if (!get_string(run, args[0], &path))
		return false;

	/* It does not get longer. */
	size_t most = path.length;
	char *clean = make_string(run, &most);

	if (!clean)
		return false;

	scratch_shrink(run, clean, path_clean(clean, most + 1, path) + 1);
	*result = (uintptr_t)clean;
	return true;
}

bool helper_inet_ntoa(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	uint8_t address[INET_BYTES_4];
	char text[INET_TEXT_4];

	if (!memory_read(run, args[0], address, sizeof(address)))
		return false;

	size_t length = inet_text_4(text, address);

	return return_copy(run, (struct slice){text, length}, result);
}

/* Both functions for IPv6 differ in what they make of an address that has one of IPv4 in it. */
static bool return_inet_6(struct trace_run *run, uint64_t at,
			  size_t (*format)(char *text, const uint8_t *address), uint64_t *result)
{
	uint8_t address[INET_BYTES_6];
	char text[INET_TEXT_6];

	if (!memory_read(run, at, address, sizeof(address)))
		return false;

	size_t length = format(text, address);

	return return_copy(run, (struct slice){text, length}, result);
}

bool helper_inet_ntoa6(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	return return_inet_6(run, args[0], inet_text_6_or_4, result);
}

bool helper_inet_ntop(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	switch ((int32_t)args[0]) {
	case INET_FAMILY_4:
		return helper_inet_ntoa(run, args + 1, result);
	case INET_FAMILY_6:
		return return_inet_6(run, args[1], inet_text_6, result);
	default:
		return run_fault(run, FAULT_ILLOP, 0, 0);
	}
}
