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
	uint32_t actions;    /* before the statement at hand, as DTrace counts them */
	uint32_t counted;    /* what the run time has counted there; ACTIONS_UNKNOWN behind an if */
};

/* Evaluates to the place. A string's value is its address. */
void generate_value(struct codegen *gen, const struct node *node, uint32_t place);

/* Jumps to the label when the node's truth is sense, else falls through. Uses the place. */
void generate_branch(struct codegen *gen, const struct node *node, uint32_t place,
		     struct label *label, bool sense);

/* Is its value 0 or 1, from jumps, because it is a comparison or a logical operator? */
bool codegen_is_truth(const struct node *node);

/* Evaluates to 0 or 1: whether the node's value, of any type, is true. */
void generate_truth(struct codegen *gen, const struct node *node, uint32_t place);

/* The register that holds the value of a place; of a slot, after loading it into scratch. */
int generate_fetch(struct codegen *gen, const struct node *node, uint32_t place, int scratch);

/* Puts what was computed in generate_target(place) where it belongs. */
void generate_settle(struct codegen *gen, const struct node *node, uint32_t place);

/* The register in which the value for this place is computed. */
int generate_target(uint32_t place);

/* The stack offset of a place that is no register. */
int16_t generate_slot(struct codegen *gen, const struct node *node, uint32_t place);

/* Loads a constant or a constant string; false if the node is neither. */
bool generate_immediate(struct codegen *gen, const struct node *node, int reg);

/* What can be read and assigned (codegen_memory.c): NODE_VARIABLE, NODE_DYNAMIC, NODE_MEMORY. */

/*
 * Evaluates what is needed to get at it, an address or keys, to the place and those behind it. Returns the next free
 * place. For writing, an element of a dynamic variable is made whose parts are to be assigned.
 */
uint32_t lvalue_prepare(struct codegen *gen, const struct node *node, uint32_t place,
			bool for_writing);

/* Reads it to the place `to`, and assigns to it what is at the place `from`; prepared at the place. */
void lvalue_load(struct codegen *gen, const struct node *node, uint32_t place, uint32_t to);
void lvalue_store(struct codegen *gen, const struct node *node, uint32_t place, uint32_t from);

/* Frees an element of a dynamic variable, prepared at the place. */
void lvalue_free(struct codegen *gen, const struct node *node, uint32_t place);

/* Evaluates an operand that is used at once, and returns the register that holds it: maybe r0. */
int generate_operand(struct codegen *gen, const struct node *node, uint32_t place);

/* The same, cut to its type, as keys and records have it. */
int generate_operand_cut(struct codegen *gen, const struct node *node, uint32_t place);

#endif
