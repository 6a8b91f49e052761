/* SPDX-License-Identifier: BSD-2-Clause */
/* inline: names for expressions. */
#ifndef DSL_INLINE_H
#define DSL_INLINE_H

#include <stdbool.h>

struct compiler;
struct declarator;
struct node;
struct symbol;

/* Parses `= expression` behind the declarator of an inline, and defines it. */
void inline_parse(struct compiler *compiler, const struct declarator *declarator);

/* Is it used as name[...]? symbol: SYMBOL_INLINE. */
bool inline_has_parameters(const struct symbol *symbol);

/* Replaces the node, a NODE_NAME or NODE_INDEX of a SYMBOL_INLINE, by the expression, checked. */
void inline_expand(struct compiler *compiler, struct node *node);

#endif
