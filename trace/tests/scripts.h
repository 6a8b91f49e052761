/* SPDX-License-Identifier: BSD-2-Clause */
/* Running D scripts on the simulated machine, for tests. Everything fails the test that goes wrong.
 */
#ifndef TRACE_TESTS_SCRIPTS_H
#define TRACE_TESTS_SCRIPTS_H

#include "dsl/dsl.h"
#include "trace/sim/machine_sim.h"
#include "trace/trace.h"

#include <stdint.h>

#define QUIET "#pragma D option quiet\n" /* the first line of a script */

enum { FIELD_CR3 = 0x6802, FIELD_RIP = 0x681e };

/* Compiles. The caller frees what it returns, in which the object lies. */
void *script_compile(const char *source, struct dsl_result *result);

/* Compiles and loads; not started. */
struct trace_program *script_load(const char *source);

/* Compiles, and loads with an error, which it returns. Valid until the next call. */
const char *script_refused(const char *source);

/* Compiles, loads and starts, with BEGIN on CPU 0. */
struct trace_program *script_start(const char *source);

/* Starts, lets so many ns pass, and works until the script ended, which it must; returns its
 * status. Unloads. */
int script_run(const char *source, uint64_t ns);

/* A new machine, the script, and what it printed is compared with what it should have. */
void script_expect(const char *source, const char *output);

/* The program must have ended: its status. Unloads. */
int script_finish(struct trace_program *program);

/* Compares the output with the text, from the start. */
void expect_output(const char *expected);

#endif
