/* SPDX-License-Identifier: BSD-2-Clause */
/* The command line of `probevisor trace`: dtrace(1)'s flags, and a few of its own. Host only. */
#ifndef TRACE_COMMAND_OPTIONS_H
#define TRACE_COMMAND_OPTIONS_H

#include <stdbool.h>

/* Which flag a program came with: all but -s have its text as their argument. */
enum source_kind {
	SOURCE_FILE,	 /* -s */
	SOURCE_NAME,	 /* -n: descriptions are [[[provider:]module:]function:]name */
	SOURCE_FUNCTION, /* -f: [[provider:]module:]function */
	SOURCE_MODULE,	 /* -m: [provider:]module */
	SOURCE_PROVIDER, /* -P: provider */
	SOURCE_ID,	 /* -i: the number of a probe */
};

struct trace_source {
	enum source_kind kind;
	const char *argument;
};

/* The strings are those of argv. */
struct trace_options {
	struct trace_source *sources;
	int source_count;
	const char **presets; /* options of D, as name or name=value, in order */
	int preset_count;
	const char **cpp_options; /* -DNAME and the like */
	int cpp_count;
	const char **operands;		       /* of the macro variables; [0] is left for $0 */
	int operand_count;		       /* [0] counts */
	const char *target, *machine, *output; /* NULL: not given */
	unsigned long seconds;		       /* simulated, at most */
	bool use_cpp, compile_only, list, explain;
};

enum { SECONDS_MAX = 1000000 };

/*
 * Takes the command line apart; arguments[0] is the command's own name, and argv is permuted. A
 * wrong one is reported on stderr, help and version are printed. True when there is something left
 * to do; else *status is the exit status. The options are to be freed either way.
 */
bool options_read(struct trace_options *options, int argument_count, char *arguments[],
		  int *status);

void options_free(struct trace_options *options);

#endif
