/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The D-subset compiler: D source in, program object (dsl/abi/object.h) out. It runs alike on a
 * host and in the UEFI loader: it takes all memory from the caller's arena, prints through the
 * caller's function, keeps no global state, and never exits. The source may be hostile; the
 * compiler always returns.
 */
#ifndef DSL_DSL_H
#define DSL_DSL_H

#include <stdbool.h>
#include <stddef.h>

struct dsl_request {
	const char *name; /* of the source, for messages: a file name */
	bool is_file; /* and not an argument: its last probe must have a predicate or a body, too */
	const char *text; /* need not end with NUL */
	size_t length;	  /* bytes; at most DSL_MAX_SOURCE */

	int argument_count; /* macro arguments: arguments[0] is $0, arguments[1] is $1 ... */
	const char *const *arguments; /* may be NULL when the count is 0 */
	int macro_count;	      /* macro variables by name: "pid=1234" is $pid */
	const char *const *macros;    /* may be NULL when the count is 0 */
	/*
	 * Options as of -x: "name" or "name=value" of dsl/abi/options.def. The source's own
	 * `#pragma D option` lines come after them and win. A bad one is reported as
	 * "dtrace: failed to set -x SETTING: REASON", without a place.
	 */
	int preset_count;
	const char *const *presets; /* may be NULL when the count is 0 */
	bool quiet;		    /* as dtrace -q; the source may set the option otherwise */
	bool error_tags;	    /* -x errtags: "[D_SYNTAX] " stands before "line N" */

	void *memory; /* everything that the compiler needs; the object lies in it afterwards */
	size_t memory_size; /* see dsl_memory_needed(); running out is an error like any other */

	/* Called once for each line of each message, without newline. Never NULL. */
	void (*report)(void *cookie, const char *line);
	void *cookie;
};

struct dsl_result {
	const void *object; /* in the request's memory; NULL after errors */
	size_t object_size;
	unsigned int error_count;
};

enum { DSL_MAX_SOURCE = 1 << 20 };

/* The arena size that compiles any reasonable source of this length. Host or UEFI. */
size_t dsl_memory_needed(size_t source_length);

/*
 * Compiles. Returns true and an object, or false after at least one report:
 *	dtrace: failed to compile script FILE: line N: MESSAGE (column N)
 *	<the source line>
 *	<a caret under the column>
 * Host or UEFI; not in VMX root.
 */
bool dsl_compile(const struct dsl_request *request, struct dsl_result *result);

#endif
