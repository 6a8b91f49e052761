/* SPDX-License-Identifier: BSD-2-Clause */
/* The tables of D's built-in names: variables (builtins.def) and functions. */
#ifndef DSL_BUILTINS_H
#define DSL_BUILTINS_H

#include <stdint.h>

enum builtin_source {
	BUILTIN_CONTEXT,
	BUILTIN_HELPER,
	BUILTIN_ARG,
	BUILTIN_TEXT,
	BUILTIN_FIELDS,
	BUILTIN_REGISTERS,
};

struct builtin {
	const char *name;
	const char *type;
	enum builtin_source source;
	uint32_t argument; /* offset in the context, helper, number of the argument, id of the
			      string */
};

enum builtin_id {
#define BUILTIN(name, type, source, argument) BUILTIN_ID_##name,
#include "dsl/builtins.def"
#undef BUILTIN
	BUILTIN_COUNT,
};

extern const struct builtin builtins[BUILTIN_COUNT];

enum helper {
#define HELPER(id, name, result, a1, a2, a3, a4, a5) HELPER_##name = (id),
#include "dsl/abi/helpers.def"
#undef HELPER
};

enum fault_kind {
#define FAULT(name, value, text) name = (value),
#include "dsl/abi/faults.def"
#undef FAULT
};

enum string_builtin {
#define STRING_BUILTIN(name, id) STRING_##name = (id),
#include "dsl/abi/strings.def"
#undef STRING_BUILTIN
};

/* The subroutines, in the order of subroutines.def. */
enum subroutine_id {
#define SUBROUTINE(name, result, helper, least, a1, a2, a3) SUBROUTINE_##name,
#define BYTE_ORDER(name, type)				    SUBROUTINE_##name,
#include "dsl/subroutines.def"
#undef SUBROUTINE
#undef BYTE_ORDER
};

/* The actions that this compiler translates. */
enum action_function {
	FUNCTION_TRACE,
	FUNCTION_TRACEMEM,
	FUNCTION_PRINT,
	FUNCTION_PRINTF,
	FUNCTION_PRINTA,
	FUNCTION_EXIT,
	FUNCTION_CLEAR,
	FUNCTION_TRUNC,
	FUNCTION_NORMALIZE,
	FUNCTION_DENORMALIZE,
	FUNCTION_SETOPT,
	FUNCTION_SPECULATE,
	FUNCTION_COMMIT,
	FUNCTION_DISCARD,
};

#endif
