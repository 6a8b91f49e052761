/* SPDX-License-Identifier: BSD-2-Clause */
/* The host command `probevisor`: its subcommands, one a file. Host only. */
#ifndef TRACE_COMMAND_COMMAND_H
#define TRACE_COMMAND_COMMAND_H

enum {
	STATUS_OK = 0,
	STATUS_FAILED = 1, /* what was asked for cannot be done: the reason is on stderr */
	STATUS_USAGE = 2,  /* the command line is wrong */
};

/* Each gets the arguments from its own name on, and returns an exit status. */
int command_bpf_run(int argument_count, char *arguments[]);
int command_compile(int argument_count, char *arguments[]);
int command_trace(int argument_count, char *arguments[]);

#endif
