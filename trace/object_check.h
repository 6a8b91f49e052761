/* SPDX-License-Identifier: BSD-2-Clause */
/* Shared by the parts of the object loader (trace/object.h); nobody else includes it. */
#ifndef TRACE_OBJECT_CHECK_H
#define TRACE_OBJECT_CHECK_H

#include "trace/object.h"

/* An object being opened. */
struct object_opener {
	const uint8_t *bytes;
	size_t size;
	struct object_image *image;
	char *error; /* TRACE_ERROR_SIZE bytes */
};

enum option_kind { OPTION_FLAG, OPTION_SIZE, OPTION_RATE, OPTION_COUNT, OPTION_POLICY };

struct option_rule {
	const char *name;
	uint32_t id;
	enum option_kind kind;
	uint64_t initial;
};

/* The row of options.def with this id, or NULL. */
const struct option_rule *object_option_rule(uint32_t id);

/* Writes the reason of a refusal. Always false, so that a check can end with it. */
bool object_refuse(const struct object_opener *opener, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

/* Are first to first + count - 1 all below limit? */
static inline bool object_range_ok(uint64_t first, uint64_t count, uint64_t limit)
{
	return first <= limit && count <= limit - first;
}

/* Is the offset that of a string? The section ends with NUL. */
static inline bool object_string_ok(const struct object_opener *opener, uint32_t offset)
{
	return offset < opener->image->string_bytes;
}

/* Checks .pv.actions, once the sections that they refer to are checked. */
bool object_check_actions(const struct object_opener *opener);

/* Checks the contents of the sections, all of which are within the bytes. */
bool object_check(const struct object_opener *opener);

#endif
