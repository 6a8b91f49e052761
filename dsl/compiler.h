/* SPDX-License-Identifier: BSD-2-Clause */
/* The state of one compilation, shared by the passes: parse, check, generate, write. */
#ifndef DSL_COMPILER_H
#define DSL_COMPILER_H

#include "dsl/arena.h"
#include "dsl/ast.h"
#include "dsl/errors.h"
#include "dsl/lexer.h"
#include "dsl/symbols.h"

#include <stdbool.h>
#include <stdint.h>

struct dsl_request;

/* What came so far in the clause at hand, for the rules of check_order(). */
struct clause_order {
	bool commits;
	bool speculates;
	bool records; /* data, not for a speculation */
};

struct compiler {
	struct arena arena;
	struct errors errors;
	const struct dsl_request *request;
	struct lexer lexer;

	struct symbol_table names;
	struct symbol_table locals; /* this-> */
	struct symbol_table selfs;  /* self-> */
	struct symbol_table tags;   /* "struct foo" */
	struct symbol_table aggregations;
	struct symbol_table texts; /* strings of the object: value is the offset */

	struct clause *clauses;
	struct clause **last_clause;
	struct place definition; /* where the clause or declaration at hand starts */
	bool in_declaration;	 /* that is what it is */

	struct vector printas; /* struct node *: calls that name aggregations, to be completed */
	struct clause_order order;

	uint32_t nesting; /* of the parser */
	uint32_t depth;	  /* of the expression being checked, inlines expanded */
	uint32_t globals_size;
	uint32_t locals_size;
	uint32_t global_strings;
	uint32_t local_strings;

	/* Sections of the object; the items are those of dsl/abi/object.h. */
	struct vector code;    /* struct bpf_insn */
	struct vector probes;  /* struct object_probe */
	struct vector actions; /* struct object_action */
	struct vector values;  /* struct object_value */
	struct vector aggs;    /* struct object_agg */
	struct vector aggrefs; /* struct object_aggref */
	struct vector dynvars; /* struct object_dynvar */
	struct vector options; /* struct object_option */
	struct vector strings; /* char */
};

/* The options that the compiler itself looks at. */
enum option_id {
#define OPTION(name, id, kind, value) OPTION_##name = (id),
#include "dsl/abi/options.def"
#undef OPTION
};

/* The offset of a string in .pv.strings; equal strings have one. */
uint32_t compiler_string(struct compiler *compiler, const char *text, size_t length);

/* Enters the keywords, types, built-ins, constants and functions into compiler->names. */
void vocabulary_enter(struct compiler *compiler);

/* What a message says behind the name of something refused; reason: D_UNSUPPORTED or D_NO_MEANING.
 */
const char *refusal_text(enum error_tag reason);

/* `#pragma D option` and its like: rest is the line behind the #, at its place. See directives.c.
 */
void directive_obey(struct compiler *compiler, struct place place, const char *rest, size_t length);

/* The value of an option: what the program set, else its default. */
uint64_t option_value(const struct compiler *compiler, enum option_id id);

/* Sets an option of the program, over what was set before. */
void option_store(struct compiler *compiler, enum option_id id, uint64_t value);

#endif
