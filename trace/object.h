/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Opens a program object (dsl/abi/object.h) from bytes that nobody vouches for. After object_open()
 * every offset, range, kind and size in the image may be used without another look; the code is
 * still to be verified (trace/verify.h). Everything here may be called in any context, and neither
 * allocates nor waits.
 */
#ifndef TRACE_OBJECT_H
#define TRACE_OBJECT_H

#include "dsl/abi/bpf.h"
#include "dsl/abi/object.h"
#include "trace/trace.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum option_id {
#define OPTION(name, id, kind, initial) OPTION_##name = (id),
#include "dsl/abi/options.def"
#undef OPTION
};

/* Limits of the loader, beside those of the format. Sizes of names are DTrace's, NUL included. */
enum {
	OBJECT_MAX_PROVIDER_NAME = 64,
	OBJECT_MAX_MODULE_NAME = 64,
	OBJECT_MAX_FUNCTION_NAME = 192,
	OBJECT_MAX_PROBE_NAME = 64,
	OBJECT_MAX_STRSIZE = 65528,	    /* struct object_value holds 16 bits */
	OBJECT_MAX_QUANTIZE_LEVELS = 65535, /* buckets of lquantize() and llquantize() */
};

/*
 * Views into the opened bytes, which must stay where they are and unchanged. Sections that are not
 * there have count 0.
 */
struct object_image {
	const struct object_header *header;
	const char *strings;	      /* first and last byte are NUL */
	const struct bpf_insn *insns; /* .text */
	const struct object_probe *probes;
	const struct object_clause *clauses; /* their code, probes and actions do not overlap */
	const struct object_agg *aggs;
	const struct object_value *values;
	const struct object_action *actions;
	const struct object_aggref *aggrefs;
	const struct object_dynvar *dynvars;
	const struct object_option *options;

	uint32_t string_bytes;
	uint32_t insn_count;
	uint32_t probe_count;
	uint32_t clause_count; /* at least 1 */
	uint32_t agg_count;
	uint32_t value_count;
	uint32_t action_count;
	uint32_t aggref_count;
	uint32_t dynvar_count;
	uint32_t option_count;
};

/*
 * Checks everything but the code and fills the image. bytes must be 8-byte aligned; an object that
 * came over a line is copied first, so that it cannot change afterwards. On false, error has one
 * line: section, index and the rule broken.
 */
bool object_open(const void *bytes, size_t size, struct object_image *image,
		 char error[TRACE_ERROR_SIZE]);

/* The string at an offset that came from the image. */
static inline const char *object_string(const struct object_image *image, uint32_t offset)
{
	return image->strings + offset;
}

/* What the program sets the option to (the last one counts), or its default. */
uint64_t object_option(const struct object_image *image, enum option_id option);

/* The uint64_t words of state of one cell of the aggregation; 0 when it is none (not after
 * object_open()). */
uint32_t object_agg_words(const struct object_agg *agg);

/*
 * Bytes that one value takes where it is stored, in a key or a record: 8 for an integer, for a
 * string or bytes their size, rounded up to a multiple of 8. At most OBJECT_MAX_STRSIZE + 7.
 */
static inline uint32_t object_value_bytes(const struct object_value *value)
{
	return value->type == TYPE_INT ? 8u : (value->size + 7u) & ~7u;
}

/* What an integer of 1, 2, 4 or 8 bytes is in 64 bits, whatever stands above it. */
static inline uint64_t object_extend(uint64_t value, uint64_t bytes, bool is_signed)
{
	const unsigned int unused = 64 - 8 * (unsigned int)bytes;

	value <<= unused;
	return is_signed ? (uint64_t)((int64_t)value >> unused) : value >> unused;
}

/* Bytes of the area, which is one of enum object_area. */
uint32_t object_area_bytes(const struct object_image *image, uint32_t area);

/* The sum of object_value_bytes() over count values from the first. */
uint64_t object_values_bytes(const struct object_image *image, uint32_t first, uint32_t count);

/*
 * The most bytes that the records of one run of a clause can take, when each record is header_bytes
 * and its values: a verified clause records each of its actions at most once.
 */
uint64_t object_clause_record_bytes(const struct object_image *image, uint32_t clause,
				    uint32_t header_bytes);

#endif
