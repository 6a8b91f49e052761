/* SPDX-License-Identifier: BSD-2-Clause */
/* What helpers take and return: dsl/abi/helpers.def as a table, which says what each kind means. */
#ifndef TRACE_HELPER_RULES_H
#define TRACE_HELPER_RULES_H

#include "trace/run.h"

enum argument_kind {
	ARGUMENT_NONE,
	ARGUMENT_FIELD,
	ARGUMENT_REG,
	ARGUMENT_ARGNO,
	ARGUMENT_STRNO,
	ARGUMENT_AGG,
	ARGUMENT_KEYS,
	ARGUMENT_ACTION,
	ARGUMENT_VALUES,
	ARGUMENT_FAULT,
	ARGUMENT_SIZE,
	ARGUMENT_FLAG,
	ARGUMENT_SLOT,
	ARGUMENT_DYNVAR,
	ARGUMENT_ADDR,
	ARGUMENT_STR,
	ARGUMENT_INT,
};

enum result_kind { RESULT_INT, RESULT_STR, RESULT_VOID, RESULT_NORETURN };

struct helper_rule {
	const char *name; /* NULL: no such helper */
	enum result_kind result;
	enum argument_kind arguments[RUN_HELPER_ARGS];
};

extern const struct helper_rule helper_rules[HELPER_COUNT];

#endif
