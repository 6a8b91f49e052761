/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * From the sources of a command line to one program object. dtrace(1) compiles each of them for
 * itself, but lets them share their variables and their probes; here that is one program, of which
 * each source is a part. Host only.
 */
#ifndef TRACE_COMMAND_TRANSLATE_H
#define TRACE_COMMAND_TRANSLATE_H

#include "trace/command/options.h"
#include "trace/object.h"

#include <stdint.h>

/* One source, and which clauses of the program are its. */
struct program_part {
	const struct trace_source *source;
	char *name; /* of the file, or the argument up to its predicate or action */
	char *text;
	size_t length;
	uint32_t first_clause, clause_count;
};

struct translation {
	struct program_part *parts;
	int part_count;
	void *memory; /* the compiler's, in which the object lies */
	const void *object;
	size_t object_size;
	struct object_image image;
};

/*
 * Reads, preprocesses and compiles. False after messages on stderr. The translation is to be freed
 * either way.
 */
bool translate(const struct trace_options *options, struct translation *translation);

void translation_free(struct translation *translation);

/* "dtrace: failed to compile script FILE: " or "dtrace: invalid probe specifier TEXT: ", on stderr.
 */
void translation_blame(const struct program_part *part);

/* Probes that a clause's descriptions match, each for itself; those of profile and tick come into
 * being by it. */
uint32_t translation_matches(const struct object_image *image, uint32_t clause);

/* The description of a probe of the object. */
struct probe_description translation_description(const struct object_image *image, uint32_t probe);

#endif
