/* SPDX-License-Identifier: BSD-2-Clause */
/* Source to trees: clauses, declarations of variables. */
#ifndef DSL_PARSER_H
#define DSL_PARSER_H

struct compiler;

/*
 * Parses the whole source. After an error in one clause it goes on with the next;
 * compiler->errors.count tells whether there were any. Declarations are entered as variables at
 * once.
 */
void parse_program(struct compiler *compiler);

#endif
