/* SPDX-License-Identifier: BSD-2-Clause */
/* What the checks of the tracing functions share. */
#ifndef DSL_CHECK_ACTION_H
#define DSL_CHECK_ACTION_H

#include "dsl/abi/object.h"

struct compiler;
struct node;
struct type;

/*
 * What the rules of a clause's order tell apart: commit() stands alone, speculate() comes before whatever
 * records data, and what cannot be undone may not be speculated upon.
 */
enum order_kind { ORDER_DATA, ORDER_AGGREGATION, ORDER_EXIT, ORDER_SPECULATE, ORDER_COMMIT };

/* The next thing of this kind in the clause at hand; ends with DTrace's message when it may not come here. */
void check_order(struct compiler *compiler, const struct node *node, enum order_kind kind);

/* Turns the call into the record of a new action with these values, all checked. */
struct object_action *check_make_record(struct compiler *compiler, struct node *call,
					enum object_action_kind kind, struct node *values);

/* printa, clear, trunc, normalize, denormalize. */
void check_printa(struct compiler *compiler, struct node *call);
void check_clear(struct compiler *compiler, struct node *call);
void check_trunc(struct compiler *compiler, struct node *call);
void check_normalize(struct compiler *compiler, struct node *call);
void check_denormalize(struct compiler *compiler, struct node *call);

/* print() */
void check_print(struct compiler *compiler, struct node *call);

#endif
