/* SPDX-License-Identifier: BSD-2-Clause */
/* inline: names for expressions. */
#ifndef DSL_INLINE_H
#define DSL_INLINE_H

struct compiler;
struct declarator;
struct node;

/* Parses `= expression` behind the declarator of an inline, and defines it. */
void inline_parse(struct compiler *compiler, const struct declarator *declarator);

/* Replaces the node, a NODE_NAME or NODE_INDEX of a SYMBOL_INLINE, by the expression, checked. */
void inline_expand(struct compiler *compiler, struct node *node);

#endif
