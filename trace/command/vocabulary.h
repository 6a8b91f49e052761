/* SPDX-License-Identifier: BSD-2-Clause */
/* The names behind the numbers of program objects, from the tables of dsl/abi/. Host only. */
#ifndef TRACE_COMMAND_VOCABULARY_H
#define TRACE_COMMAND_VOCABULARY_H

#include "trace/run.h"

#include <stdint.h>
#include <stdio.h>

struct helper_words {
	const char *name;
	const char *arguments[RUN_HELPER_ARGS]; /* kinds, as helpers.def has them */
};

/* NULL: there is no such helper. */
const struct helper_words *helper_words(uint32_t id);

/* Of struct probe_context, by offset. */
const char *context_field_name(uint32_t offset);

/* Of enum object_area. */
const char *area_name(uint32_t area);

/* Of enum object_action_kind. */
const char *action_name(uint32_t kind);

/* " NAME" of an argument of this kind whose value is known; nothing if that tells nothing. */
void print_argument(const struct object_image *image, const char *kind, uint64_t value,
		    FILE *output);

#endif
