/* SPDX-License-Identifier: BSD-2-Clause */
/* Lists of types: the keys of associative arrays and the parameters of inlines and functions. */
#ifndef DSL_PARSE_PROTOTYPE_H
#define DSL_PARSE_PROTOTYPE_H

#include <stdbool.h>

struct compiler;
struct key_types;

/* Does a parameter stand here, be it a good one or not? */
bool parse_at_parameter(const struct compiler *compiler);

/* The types, and the names where there are, up to and with the closing ]. Never NULL. */
struct key_types *parse_keys(struct compiler *compiler);

/* ( ... ) of a function: checked and forgotten, for nothing calls a function. */
void parse_parameters(struct compiler *compiler);

#endif
