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

/* Runs run->code, a verified clause decoded, over run->context. Probe context. */
enum run_result interpret(struct trace_run *run);

/*
 * A unit of 8 bytes of code as interpret() wants it: operands apart, and what to do with them found
 * already. A 64-bit immediate takes two units, as it does in BPF, and lies in the second.
 */
struct decoded_insn {
	const void *label; /* of the code in the interpreter */
	union {
		struct {
			uint8_t dst;
			uint8_t src;
			int16_t offset;
			int32_t imm;
		};
		uint64_t wide;
		helper_function *helper; /* of a call */
	};
};

/* Decodes verified instructions, for as long as this image of the interpreter runs. Any context. */
void interpret_decode(const struct bpf_insn *insns, uint32_t count, struct decoded_insn *decoded);

/*
 * Runs from an instruction to an EXIT and returns that; NULL when the clause ended before, with
 * run->fault set. run may be NULL when the instructions neither call helpers nor load addresses of
 * areas. For interpret_plain() only.
 */
const struct decoded_insn *interpret_decoded(const struct decoded_insn *insn, uint64_t *regs,
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

/* Only looks whether all its instructions are ones, which interpret_plain() does first. */
bool interpret_plain_check(const struct interpret_plain *program, char error[INTERPRET_ERROR_SIZE]);

#endif
