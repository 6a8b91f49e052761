/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/abi/object.h"
#include "trace/command/command.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static const struct {
	const char *name;
	const char *usage;
	const char *purpose;
	int (*run)(int argument_count, char *arguments[]);
} subcommands[] = {
	{"bpf-run", "[--interp | --jit] [--mem HEX] {FILE | -}",
	 "run a plain BPF program, given as hexadecimal bytes, over some memory", command_bpf_run},
	{"compile", "[-q] FILE.d [-o FILE.o]", "compile a D script into a program object",
	 command_compile},
	{"trace", "--target sim {-n PROGRAM | -s FILE} [ARGUMENT...]",
	 "as dtrace(1), over a simulated machine; -h tells more", command_trace},
};

enum { SUBCOMMAND_COUNT = sizeof(subcommands) / sizeof(subcommands[0]) };

static void print_usage(FILE *file)
{
	fputs("usage: probevisor COMMAND [ARGUMENT...]\n", file);
	for (size_t i = 0; i < SUBCOMMAND_COUNT; i++)
		fprintf(file, "       probevisor %s %s\n           %s\n", subcommands[i].name,
			subcommands[i].usage, subcommands[i].purpose);
	fputs("       probevisor --help | --version\n", file);
}

/*
 * A script that starts with "#!/path/probevisor trace --target sim -s" gets all that as one
 * argument: takes it apart. NULL when there is no memory.
 */
static char **split_interpreter_line(int *argument_count, char *arguments[])
{
	size_t words = strlen(arguments[1]) / 2 + 1; /* at most */
	char **split = calloc((size_t)*argument_count + words + 1, sizeof(*split));
	int count = 0;

	if (!split)
		return NULL;
	split[count++] = arguments[0];
	for (char *word = strtok(arguments[1], " \t"); word; word = strtok(NULL, " \t"))
		split[count++] = word;
	for (int i = 2; i < *argument_count; i++)
		split[count++] = arguments[i];
	*argument_count = count;
	return split;
}

static int run(int argument_count, char *arguments[])
{
	const char *name = argument_count > 1 ? arguments[1] : NULL;

	if (!name) {
		print_usage(stderr);
		return STATUS_USAGE;
	}
	if (strcmp(name, "--help") == 0 || strcmp(name, "-h") == 0) {
		print_usage(stdout);
		return STATUS_OK;
	}
	if (strcmp(name, "--version") == 0) {
		printf("probevisor, program objects %d.%d\n", OBJECT_VERSION_MAJOR,
		       OBJECT_VERSION_MINOR);
		return STATUS_OK;
	}
	for (size_t i = 0; i < SUBCOMMAND_COUNT; i++)
		if (strcmp(name, subcommands[i].name) == 0)
			return subcommands[i].run(argument_count - 1, arguments + 1);
	fprintf(stderr, "probevisor: no command \"%s\"; see probevisor --help\n", name);
	return STATUS_USAGE;
}

int main(int argument_count, char *arguments[])
{
	if (argument_count < 2 || !strpbrk(arguments[1], " \t"))
		return run(argument_count, arguments);

	char **split = split_interpreter_line(&argument_count, arguments);

	if (!split) {
		perror("probevisor");
		return STATUS_FAILED;
	}

	int status = run(argument_count, split);

	free(split);
	return status;
}
