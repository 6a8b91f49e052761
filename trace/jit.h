/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Translates BPF to x86-64, with the same meaning as trace/interpret.h. Code goes into memory that the
 * caller gives: written first, made executable afterwards, never both. It does not depend on where
 * it lies. Time is bounded by the number of instructions, and nothing is allocated.
 */
#ifndef TRACE_JIT_H
#define TRACE_JIT_H

#include "trace/interpret.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	/*
	 * Code begins and ends with so many bytes of INT3 at least, and its size is a multiple of this:
	 * pieces that lie one after the other have them in between. The entry comes right after.
	 */
	JIT_GUARD = 16,
	/* The most bytes of code for one 8-byte unit of BPF, and for what is around all of them. */
	JIT_MOST_PER_UNIT = 160,
	JIT_MOST_AROUND = 512,
};

struct jit_request {
	const struct bpf_insn *insns;
	uint32_t count;	   /* 8-byte units, at least 1 */
	uint64_t secret;   /* unknown to who wrote the program: hides its constants in the code */
	uint32_t *offsets; /* scratch: count + 1 */
	uint8_t *code;	   /* to be filled; may be NULL with no room */
	size_t room;
};

/* Compiled code of a clause, at JIT_GUARD from the start: called in place of interpret(). */
typedef enum run_result jit_function(struct trace_run *run);

/*
 * Translates a verified clause. Returns how many bytes of code it takes: when that is more than the
 * room, nothing was written. Setup; VMX root or host.
 */
size_t jit_clause(const struct jit_request *request);

/*
 * Translates a program that no one verified, with each access, jump and step checked: see
 * interpret_plain(). Its instructions must be ones: interpret_plain_check(). Host.
 */
size_t jit_plain(const struct jit_request *request);

/*
 * Runs what jit_plain() made of the program, with what interpret_plain() says. code is executable
 * by now. Host.
 */
bool jit_plain_run(struct interpret_plain *program, const void *code,
		   char error[INTERPRET_ERROR_SIZE]);

#endif
