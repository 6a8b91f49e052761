/* SPDX-License-Identifier: BSD-2-Clause */
/* Structures, unions and enumerations. */
#ifndef DSL_PARSE_STRUCT_H
#define DSL_PARSE_STRUCT_H

struct compiler;
struct type;

/* From the keyword struct or union on: with members it defines a type, else it mentions one. */
const struct type *parse_struct(struct compiler *compiler);

/* From the keyword enum on. */
const struct type *parse_enum(struct compiler *compiler);

#endif
