/* SPDX-License-Identifier: BSD-2-Clause */
/* probevisor trace --target sim: runs a script over a simulated machine, in simulated time. */
#include "trace/trace.h"
#include "dsl/dsl.h"
#include "trace/command/command.h"
#include "trace/command/preprocess.h"
#include "trace/sim/machine_sim.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { STEP_NS = 1000000, STEPS_PER_S = 1000, SECONDS_DEFAULT = 60, SECONDS_MAX = 1000000 };

struct request {
	const char *target;
	const char *name; /* of the source, for messages */
	char *text;	  /* room for DSL_MAX_SOURCE + 1 bytes */
	size_t length;
	char **cpp_options;
	int cpp_count;
	unsigned long seconds;
	bool has_source, quiet, error_tags, use_cpp, compile_only;
};

static int usage_error(const char *message, const char *about)
{
	fprintf(stderr, "probevisor trace: %s%s\n", message, about);
	fputs("usage: probevisor trace --target sim [-Ceq] [-x errtags|quiet] [-D name[=value]]\n"
	      "       [-U name] [-I path] [--seconds N] {-n PROGRAM | -s FILE} [ARGUMENT...]\n",
	      stderr);
	return STATUS_USAGE;
}

static void print_line(void *cookie, const char *line)
{
	(void)cookie;
	fprintf(stderr, "%s\n", line);
}

static bool read_script(struct request *request, const char *name)
{
	FILE *file = fopen(name, "rb");

	if (file)
		request->length = fread(request->text, 1, DSL_MAX_SOURCE + 1, file);
	if (!file || ferror(file)) {
		fprintf(stderr, "dtrace: failed to open %s: ", name);
		perror("");
		if (file)
			fclose(file);
		return false;
	}
	fclose(file);
	return true;
}

/* Writes what the simulated machine has put out. */
static bool flush_output(void)
{
	size_t length;
	const char *text = sim_output(&length);
	bool written = fwrite(text, 1, length, stdout) == length;

	sim_clear_output();
	return written;
}

/* One CPU that idles: the machine of scripts that need no guest. */
static int simulate(const void *object, size_t size, unsigned long seconds)
{
	char error[TRACE_ERROR_SIZE];
	int status = STATUS_FAILED;

	sim_start(1);

	struct trace_program *program = trace_load(object, size, error);

	if (!program || !trace_start(program, sim_idle_context(0), error)) {
		fprintf(stderr, "dtrace: could not enable tracing: %s\n", error);
		return STATUS_FAILED;
	}

	bool written = sim_work() && flush_output();

	for (uint64_t i = 0; written && !trace_ended(program, &status); i++) {
		if (i == (uint64_t)seconds * STEPS_PER_S)
			trace_stop(program, sim_idle_context(0));
		sim_advance(STEP_NS, NULL, NULL);
		written = sim_work() && flush_output();
	}
	if (!written || fflush(stdout) != 0) {
		perror("dtrace: cannot write the output");
		return STATUS_FAILED;
	}
	trace_unload(program);
	return status;
}

static int run(struct request *request, int argument_count, char *arguments[])
{
	struct dsl_result result;

	if (request->use_cpp &&
	    !preprocess(request->text, &request->length, request->cpp_options, request->cpp_count))
		return STATUS_FAILED;

	struct dsl_request compile = {
		.name = request->name,
		.text = request->text,
		.length = request->length,
		.argument_count = argument_count,
		.arguments = (const char *const *)arguments,
		.quiet = request->quiet,
		.error_tags = request->error_tags,
		.memory_size = dsl_memory_needed(request->length),
		.report = print_line,
	};

	compile.memory = malloc(compile.memory_size);
	if (!compile.memory) {
		perror("dtrace: cannot compile");
		return STATUS_FAILED;
	}

	int status = STATUS_FAILED;

	if (dsl_compile(&compile, &result))
		status = request->compile_only
				 ? STATUS_OK
				 : simulate(result.object, result.object_size, request->seconds);
	free(compile.memory);
	return status;
}

/* Takes one option; STATUS_OK or the exit status. */
static int take_option(struct request *request, int option, char *previous)
{
	char *end;

	switch (option) {
	case 't':
		request->target = optarg;
		return STATUS_OK;
	case 'T':
		request->seconds = strtoul(optarg, &end, 10);
		if (*end || end == optarg || request->seconds > SECONDS_MAX)
			return usage_error("--seconds is 0 to 1000000, not ", optarg);
		return STATUS_OK;
	case 'C':
		request->use_cpp = true;
		return STATUS_OK;
	case 'e':
		request->compile_only = true;
		return STATUS_OK;
	case 'q':
		request->quiet = true;
		return STATUS_OK;
	case 'x':
		if (strcmp(optarg, "errtags") == 0)
			request->error_tags = true;
		else if (strcmp(optarg, "quiet") == 0)
			request->quiet = true;
		else
			return usage_error("-x knows errtags and quiet; use #pragma D option for ",
					   optarg);
		return STATUS_OK;
	case 'D':
	case 'U':
	case 'I': {
		size_t size = strlen(optarg) + sizeof("-D");
		char *text = malloc(size);

		if (!text)
			return STATUS_FAILED;
		snprintf(text, size, "-%c%s", option, optarg);
		request->cpp_options[request->cpp_count++] = text;
		return STATUS_OK;
	}
	case 'n':
	case 's':
		if (request->has_source)
			return usage_error("one -n or -s at a time; what is this: ", optarg);
		request->has_source = true;
		if (option == 's') {
			request->name = optarg;
			return read_script(request, optarg) ? STATUS_OK : STATUS_FAILED;
		}
		request->name = "-n";
		request->length = strlen(optarg);
		if (request->length > DSL_MAX_SOURCE)
			return usage_error("the program of -n is too long", "");
		memcpy(request->text, optarg, request->length);
		return STATUS_OK;
	default:
		return usage_error("wrong option: ", previous);
	}
}

static int take_command_line(struct request *request, int argument_count, char *arguments[])
{
	static const struct option long_options[] = {{"target", required_argument, NULL, 't'},
						     {"seconds", required_argument, NULL, 'T'},
						     {NULL, 0, NULL, 0}};
	int option;

	opterr = 0;
	while ((option = getopt_long(argument_count, arguments, "+CeqD:I:U:n:s:x:", long_options,
				     NULL)) != -1) {
		int status = take_option(request, option, arguments[optind - 1]);

		if (status != STATUS_OK)
			return status;
	}
	if (!request->target || strcmp(request->target, "sim") != 0)
		return usage_error("the target that there is: --target sim", "");
	if (!request->has_source)
		return usage_error("which script?", "");

	char **operands = arguments + optind - 1;

	operands[0] = (char *)request->name;
	return run(request, argument_count - optind + 1, operands);
}

int command_trace(int argument_count, char *arguments[])
{
	struct request request = {.seconds = SECONDS_DEFAULT};
	int status = STATUS_FAILED;

	request.text = malloc(DSL_MAX_SOURCE + 1);
	request.cpp_options = calloc((size_t)argument_count, sizeof(char *));
	if (request.text && request.cpp_options)
		status = take_command_line(&request, argument_count, arguments);
	else
		perror("dtrace");
	for (int i = 0; i < request.cpp_count; i++)
		free(request.cpp_options[i]);
	free(request.cpp_options);
	free(request.text);
	return status;
}
