/* SPDX-License-Identifier: BSD-2-Clause */
/* Arithmetic on constants, as the generated code would do it, with 64 bits (types.h). */
#ifndef DSL_FOLD_H
#define DSL_FOLD_H

#include "dsl/lexer.h"
#include "dsl/types.h"

#include <stdint.h>

/*
 * left OP right, as values of the given type, which tells signed from unsigned; a shift's count may be of any integer type. The result is
 * of that type too, or int from comparisons and logical operators. The divisor must not be zero.
 */
uint64_t fold_binary(enum token_kind op, const struct type *type, uint64_t left, uint64_t right);

/* OP operand. */
uint64_t fold_unary(enum token_kind op, uint64_t operand);

#endif
