/* SPDX-License-Identifier: BSD-2-Clause */
/* Compiles D for tests, and runs what came of it: verified, by the interpreter, with helpers of the
 * tests' own. */
#ifndef TRACE_COMPILER_TESTS_SUPPORT_H
#define TRACE_COMPILER_TESTS_SUPPORT_H

#include "dsl/abi/context.h"
#include "dsl/abi/object.h"
#include "dsl/dsl.h"
#include "trace/object.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	MAX_RECORDS = 64,
	MAX_LINES = 128,
	LINE_SIZE = 1536,
	NOT_FAULTED = -1,
};

/* One compilation. The source is copied to a block of just its size, so that ASan sees reads beyond
 * it. */
struct compiled {
	struct dsl_result result;
	struct object_image image; /* opened, when there is an object */
	void *memory;
	char *text;
	char lines[MAX_LINES][LINE_SIZE]; /* what was reported */
	unsigned int line_count;
};

/* Compiles; the object is opened every clause and format verified, or the test fails. */
struct compiled *compile_bytes(const char *text, size_t length);
struct compiled *compile_text(const char *text);

/* The same with everything under the test's control; text, length, report and cookie are set here.
 */
struct compiled *compile_request(struct dsl_request request, const char *text, size_t length);

void compiled_free(struct compiled *compiled);

/* A source that does not compile, and what is said of it. */
struct refusal {
	const char *text;
	const char *message; /* behind "dtrace: failed to compile script test.d: " */
	const char *caret;   /* the text from the caret on starts so */
};

/* Compiles each of them, and fails unless it is refused in these words and at this place. */
void expect_refusals(const struct refusal *refusals, size_t count);

#define EXPECT_REFUSALS(array) expect_refusals(array, sizeof(array) / sizeof((array)[0]))

/* What the caret points at in the source line above it: the characters before it are counted as the terminal would. */
const char *pointed_at(const char *source, const char *caret);

/* One call of record() or aggregate(). */
struct recorded {
	bool is_aggregation;
	uint64_t index;
	uint32_t value_count;
	uint64_t values[OBJECT_MAX_VALUES]; /* strings: addresses */
	uint64_t aggregated;
};

/* What the machine shows to programs, and what they did. */
struct execution {
	struct probe_context context;
	uint64_t globals[OBJECT_MAX_GLOBALS / 8];
	uint64_t locals[OBJECT_MAX_LOCALS / 8];
	struct recorded records[MAX_RECORDS];
	uint32_t record_count;
	int fault; /* enum fault_kind, or NOT_FAULTED */
};

/* A string among the values. */
const char *string_of(uint64_t value);

/* What the helpers of the tests return. */
uint64_t field_value(uint32_t encoding);
uint64_t register_value(uint32_t index);
int64_t argument_value(uint32_t number);
uint64_t time_value(uint32_t helper);
const char *string_value(uint32_t builtin);

/* Runs a clause and returns whether its predicate held; false after a fault, too. */
bool run_clause(const struct compiled *compiled, uint32_t clause, struct execution *execution);

#endif
