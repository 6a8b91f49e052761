/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * For a test program that runs clauses and has one function, helper_call(), for all helpers: the
 * table of helpers that the interpreter takes them from, and clauses as it wants them.
 */
#ifndef TRACE_TESTS_HELPER_TABLE_H
#define TRACE_TESTS_HELPER_TABLE_H

#include "trace/interpret.h"

#include <stdlib.h>

static bool helper_call(struct trace_run *run, uint32_t helper, const uint64_t *args,
			uint64_t *result);

#define HELPER(id, name, ...)                                                                    \
	static bool helper_##name(struct trace_run *run, const uint64_t *args, uint64_t *result) \
	{                                                                                        \
		return helper_call(run, id, args, result);                                       \
	}
#include "dsl/abi/helpers.def"
#undef HELPER

helper_function *const helper_table[HELPER_COUNT] = {
#define HELPER(id, name, ...) [id] = helper_##name,
#include "dsl/abi/helpers.def"
#undef HELPER
};

/* The caller frees it. */
static inline struct decoded_insn *decode_clause(const struct object_image *image, uint32_t clause)
{
	uint32_t count = image->clauses[clause].insn_count;
	struct decoded_insn *code = malloc(count * sizeof(*code));

	if (!code)
		abort();
	interpret_decode(image->insns + image->clauses[clause].first_insn, count, code);
	return code;
}

/* Decodes and runs a clause. */
static inline enum run_result interpret_clause(struct trace_run *run, uint32_t clause)
{
	struct decoded_insn *code = decode_clause(run->image, clause);
	enum run_result result;

	run->code = code;
	result = interpret(run);
	run->code = NULL;
	free(code);
	return result;
}

#endif
