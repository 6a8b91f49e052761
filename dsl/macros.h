/* SPDX-License-Identifier: BSD-2-Clause */
/* Macro variables: $1, $$1, $pid. */
#ifndef DSL_MACROS_H
#define DSL_MACROS_H

struct lexer;

/*
 * At a $: goes behind $N, $$N or $NAME, and returns what stands for it. NULL when there is no such argument and the
 * option defaultargs says that this is 0 or "". Errors end the current errors_run().
 */
const char *macro_take(struct lexer *lexer);

#endif
