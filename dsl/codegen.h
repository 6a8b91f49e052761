/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Checked trees to BPF (dsl/abi/bpf.h), one function for each clause.
 *
 * An expression's value is computed into a "place", a number: places 0 to 2 are r7 to r9, which
 * survive calls, the others 8-byte slots of the stack below the slots that the statement hands to a
 * helper. The operands of an operator at place n are evaluated to places n and n + 1. r6 holds the
 * context, r0 to r5 serve within one operation.
 */
#ifndef DSL_CODEGEN_H
#define DSL_CODEGEN_H

#include "dsl/emit.h"

#include <stdbool.h>
#include <stdint.h>

struct compiler;
struct node;

enum {
	CODEGEN_FIRST_REGISTER = R7,
	CODEGEN_REGISTERS = 3,
	CODEGEN_SLOTS = BPF_STACK_SIZE / 8,
};

/* Generates all clauses. compiler->clauses get their ranges of instructions. */
void generate_program(struct compiler *compiler);

struct codegen {
	struct compiler *compiler;
	uint32_t slots_used; /* by the values of the statement at hand */
};

/* Evaluates to the place. A string's value is its address. */
void generate_value(struct codegen *gen, const struct node *node, uint32_t place);

/* Jumps to the label when the node's truth is sense, else falls through. Uses the place. */
void generate_branch(struct codegen *gen, const struct node *node, uint32_t place,
		     struct label *label, bool sense);

/* The register that holds the value of a place; of a slot, after loading it into scratch. */
int generate_fetch(struct codegen *gen, const struct node *node, uint32_t place, int scratch);

/* Evaluates an operand that is used at once, and returns the register that holds it: maybe r0. */
int generate_operand(struct codegen *gen, const struct node *node, uint32_t place);

#endif
