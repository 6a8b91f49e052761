/* SPDX-License-Identifier: BSD-2-Clause */
/* Macro variables: $1, $$1, $target. */
#ifndef DSL_MACROS_H
#define DSL_MACROS_H

struct lexer;

/*
 * At a $: goes behind $N or $$N, and returns the argument's text. NULL when there is no such argument and the
 * option defaultargs says that this is 0 or "". Errors end the current errors_run().
 */
const char *macro_take(struct lexer *lexer);

#endif
