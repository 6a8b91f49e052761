/* SPDX-License-Identifier: BSD-2-Clause */
/* Makes program objects for tests, without the compiler and as wrong as a test wants them. */
#ifndef TRACE_TESTS_OBJECT_BUILDER_H
#define TRACE_TESTS_OBJECT_BUILDER_H

#include "dsl/abi/bpf.h"
#include "dsl/abi/object.h"

#include <stddef.h>
#include <stdint.h>

enum build_section {
	BUILD_HEADER,
	BUILD_TEXT,
	BUILD_STRINGS,
	BUILD_PROBES,
	BUILD_CLAUSES,
	BUILD_AGGS,
	BUILD_VALUES,
	BUILD_ACTIONS,
	BUILD_AGGREFS,
	BUILD_DYNVARS,
	BUILD_OPTIONS,
	BUILD_SECTION_COUNT,
};

struct object_builder {
	struct {
		uint8_t *data;
		size_t size;
	} sections[BUILD_SECTION_COUNT];
};

/* With a good header and the string "" at offset 0. */
void builder_begin(struct object_builder *builder, uint32_t globals_size, uint32_t locals_size);

/* Appends to a section and returns the index of what was appended, in units of its size. */
uint32_t builder_append(struct object_builder *builder, enum build_section section,
			const void *entry, size_t size);

/* Returns the offset. */
uint32_t builder_string(struct object_builder *builder, const char *string);

/* Appends a clause of one probe BEGIN, with code in the language of asm_text.h. */
void builder_clause(struct object_builder *builder, const char *text, uint32_t first_action,
		    uint32_t action_count);

/* The same of another probe of the provider dtrace. */
void builder_clause_of(struct object_builder *builder, const char *probe, const char *text,
		       uint32_t first_action, uint32_t action_count);

/* The object in a heap block of just its size; frees the builder's memory. Free it with free(). */
void *builder_finish(struct object_builder *builder, size_t *size);

/*
 * The object that most tests use: 64 bytes of globals, 32 of locals, 2 global strings, 1 local one, the
 * string "qemu-kvm" at offset 1 and "0x%x %s\n" at 10; values 0: uint32, 1: uint64, 2: string of 32 bytes,
 * 3: int32, 4: 24 bytes, 5: int64; aggregations 0: count[uint32, uint64], 1: sum (signed, no keys), 2:
 * max[string]; dynamic variables 0: int32 self, 1: string [uint32, uint64], 2: bytes [string]; one clause
 * with the code given and the actions 0: trace(uint64), 1: printf(uint64, string), 2: printa(@0), 3:
 * exit, 4: tracemem(bytes, int64), 5: print(bytes), 6: trunc(@0, int64), 7: normalize(@0, uint64), 8:
 * setopt; and the options quiet, strsize=32, bufsize=16k, aggsize=16k and dynvarsize=4k.
 */
void *builder_standard(const char *text, size_t *size);

#endif
