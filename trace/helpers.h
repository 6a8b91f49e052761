/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The helpers of dsl/abi/helpers.def, each a helper_function (trace/run.h) named helper_NAME; programs
 * call them through helper_table. Each is in the file of what it is about.
 */
#ifndef TRACE_HELPERS_H
#define TRACE_HELPERS_H

#include "trace/run.h"

#define HELPER(id, name, ...) helper_function helper_##name;
#include "dsl/abi/helpers.def"
#undef HELPER

#endif
