/* SPDX-License-Identifier: BSD-2-Clause */
/* Calls: prototypes, subroutines, and what cannot be called where it stands. */
#ifndef DSL_CHECK_CALL_H
#define DSL_CHECK_CALL_H

#include <stdbool.h>
#include <stdint.h>

struct compiler;
struct node;
struct type;

/* Checks a call within an expression: it becomes a NODE_HELPER, a NODE_SWAP or a constant. */
void check_call(struct compiler *compiler, struct node *node);

/* How many arguments a function takes: up to most, or, as a prototype with ... says, any number. */
enum { ANY_NUMBER = UINT32_MAX };

/* DTrace's "prototype mismatch" unless least to most arguments are passed. */
void check_passed(struct compiler *compiler, const struct node *call, uint32_t least,
		  uint32_t most);

/* Ends with DTrace's message for an argument, numbered from 1, that the prototype does not take. */
void check_bad_argument(struct compiler *compiler, const struct node *call,
			const struct node *argument, uint32_t number, const char *prototype)
	__attribute__((noreturn));

/* Is it a call of a tracing function, which has no value? */
bool check_is_action(const struct node *node);

/* "operator , operands cannot be actions" and the like, when one of the two operands is one. */
void check_no_actions(struct compiler *compiler, const struct node *node);

/* Ends with the message for a call of something that D knows and that is refused. */
void check_refused_call(struct compiler *compiler, struct node *call) __attribute__((noreturn));

/* The type of this name in DTrace's prototypes: string, void, void_pointer, or a name of types.def. */
const struct type *check_named_type(struct compiler *compiler, const char *name);

#endif
