/* SPDX-License-Identifier: BSD-2-Clause */
/* For tests: translates and runs at once. What cannot be done ends the test program. */
#ifndef TRACE_TESTS_RUN_COMPILED_H
#define TRACE_TESTS_RUN_COMPILED_H

#include "trace/jit.h"
#include "trace/sim/executable.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static inline void compiled_promise(bool held, const char *promise)
{
	if (held)
		return;
	fprintf(stderr, "run_compiled: %s\n", promise);
	abort();
}

/*
 * Translates, with another secret each time, into memory that is used again and again. Checks what
 * the translator promises of sizes and guards. Returns the code.
 */
static inline const uint8_t *compile_executable(size_t (*translate)(const struct jit_request *),
						const struct bpf_insn *insns, uint32_t count)
{
	enum { UNITS = 4200, MOST = UNITS * JIT_MOST_PER_UNIT + JIT_MOST_AROUND };
	static struct executable memory;
	static uint32_t offsets[UNITS + 1];
	static uint64_t secret = 1;
	struct jit_request request = {
		.insns = insns,
		.count = count,
		.secret = secret *= 0xd1342543de82ef95,
		.offsets = offsets,
	};

	compiled_promise(count <= UNITS, "the program is too long for these tests");
	if (!memory.code)
		compiled_promise(executable_reserve(&memory, MOST), "no memory");
	else
		compiled_promise(executable_open(&memory), "cannot be made writable");
	request.code = memory.code;
	request.room = memory.size;

	size_t size = translate(&request);

	compiled_promise(size <= count * (size_t)JIT_MOST_PER_UNIT + JIT_MOST_AROUND,
			 "the code is larger than is promised");
	compiled_promise(size % JIT_GUARD == 0, "the size is no multiple");
	for (size_t i = 0; i < JIT_GUARD; i++)
		compiled_promise(memory.code[i] == 0xcc && memory.code[size - 1 - i] == 0xcc,
				 "there are no guards");
	compiled_promise(executable_seal(&memory), "cannot be made executable");
	return memory.code;
}

/* As interpret(), of instructions that are a clause's. */
static inline enum run_result run_compiled(struct trace_run *run, const struct bpf_insn *insns,
					   uint32_t count)
{
	const uint8_t *entry = compile_executable(jit_clause, insns, count) + JIT_GUARD;
	jit_function *function;

	memcpy(&function, &entry, sizeof(function));
	return function(run);
}

/* As interpret_plain(). */
static inline bool run_compiled_plain(struct interpret_plain *program,
				      char error[INTERPRET_ERROR_SIZE])
{
	return interpret_plain_check(program, error) &&
	       jit_plain_run(program,
			     compile_executable(jit_plain, program->insns, program->insn_count),
			     error);
}

#endif
