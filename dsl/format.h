/* SPDX-License-Identifier: BSD-2-Clause */
/* The formats of printf() and printa(), taken apart and checked against their arguments. */
#ifndef DSL_FORMAT_H
#define DSL_FORMAT_H

#include "dsl/errors.h"

struct compiler;
struct node;

/*
 * Checks the format of printf(), a string literal: a conversion for each of the arguments behind it, which are
 * checked expressions, and each argument of a type that its conversion takes. Arrays become strings or addresses.
 */
void format_check_printf(struct compiler *compiler, struct node *format);

/*
 * Checks the format of printa(): its plain conversions take the keys of the aggregations in the list; fewer
 * conversions than keys are allowed.
 */
void format_check_printa(struct compiler *compiler, const struct node *format,
			 const struct node *aggregations);

#endif
