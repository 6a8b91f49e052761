/* SPDX-License-Identifier: BSD-2-Clause */
/* The interpreter for BPF (RFC 9669): the reference for what a program means. */
#ifndef TRACE_INTERPRET_H
#define TRACE_INTERPRET_H

#include "dsl/abi/bpf.h"
#include "trace/run.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum run_result {
	RUN_FALSE, /* returned 0: the predicate did not hold */
	RUN_TRUE,
	RUN_FAULT, /* abandoned: see run->fault */
};

/* Runs a verified clause over run->context. Probe context. */
enum run_result interpret(struct trace_run *run);

/*
 * Runs from an instruction to an EXIT and returns that; NULL when the clause ended before, with
 * run->fault set. The instructions are verified. run may be NULL when they neither call helpers nor
 * load addresses of areas. For the two functions here only.
 */
const struct bpf_insn *interpret_insns(const struct bpf_insn *insn, uint64_t *regs,
				       struct trace_run *run);

enum {
	INTERPRET_MAX_FRAMES = 8, /* calls of local functions, one within the other */
	INTERPRET_ERROR_SIZE = 128,
};

/* A plain BPF program that no one verified, for conformance tests of the instruction set. */
struct interpret_plain {
	const struct bpf_insn *insns;
	uint32_t insn_count;
	uint8_t *memory;     /* r1; all that the program may touch beside its stack */
	size_t memory_size;  /* r2 */
	uint64_t most_steps; /* instructions executed before it is given up */

	uint64_t result; /* r0 at the end */
	uint64_t stack[INTERPRET_MAX_FRAMES][BPF_STACK_SIZE / 8];
};

/*
 * Runs it with every access, jump and opcode checked. Jumps may go backward and local functions may
 * be called; there are no helpers and no areas. False with the reason when the program does what it
 * must not or what is not supported. Host.
 */
bool interpret_plain(struct interpret_plain *program, char error[INTERPRET_ERROR_SIZE]);

#endif
