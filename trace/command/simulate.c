/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/command/simulate.h"

#include "trace/command/command.h"
#include "trace/sim/machine_file.h"
#include "trace/trace.h"

#include <errno.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { NS_PER_S = 1000000000, LONGEST_STEP = 100000000 /* ns between two looks at the work */ };

enum { MACHINE_FILE_MAX = 64 << 20 };

static volatile sig_atomic_t interrupted;

static void interrupt(int signal)
{
	(void)signal;
	interrupted = 1;
}

/* Writes what the simulated machine has put out, for those who watch. */
static bool flush_output(FILE *output)
{
	size_t length;
	const char *text = sim_output(&length);
	bool written =
		length == 0 || (fwrite(text, 1, length, output) == length && fflush(output) == 0);

	text = sim_messages(&length);
	written = fwrite(text, 1, length, stderr) == length && written;
	sim_clear_output();
	return written;
}

static bool work(FILE *output)
{
	return sim_work() && flush_output(output);
}

/* The next firing, if it is within the time left and soon enough; where nothing fires any more, time
 * passes in large steps. */
static uint64_t next_step(uint64_t left)
{
	uint64_t step = sim_next_firing();

	if (step > LONGEST_STEP)
		step = LONGEST_STEP;
	return step < left ? step : left;
}

/* False when the output could not be written. */
static bool run(struct trace_program *program, struct machine *machine, uint64_t left, FILE *output,
		int *status)
{
	bool written = work(output);

	while (written && !trace_ended(program, status)) {
		uint64_t step = next_step(left);

		if (left == 0 || interrupted)
			trace_stop(program, sim_idle_context(0));
		sim_advance(step, machine_schedule, machine);
		left -= step;
		written = work(output);
	}
	return written;
}

static void report_machine(void *cookie, unsigned int line, const char *message)
{
	const char *name = cookie;

	fprintf(stderr, "dtrace: machine %s: ", name);
	if (line > 0)
		fprintf(stderr, "line %u: ", line);
	fprintf(stderr, "%s\n", message);
}

/* NULL: the machine without guests. */
static struct machine *read_machine(const char *name)
{
	if (!name || strcmp(name, "example") == 0) {
		const char *built_in = name ? machine_example : "";

		return machine_read(built_in, strlen(built_in), report_machine, (void *)name);
	}

	char *text = malloc(MACHINE_FILE_MAX);
	FILE *file = text ? fopen(name, "rb") : NULL;
	struct machine *machine = NULL;
	size_t length = file ? fread(text, 1, MACHINE_FILE_MAX, file) : 0;

	if (!file || ferror(file))
		report_machine((void *)name, 0, strerror(errno));
	else if (length == MACHINE_FILE_MAX)
		report_machine((void *)name, 0, "the file is longer than 64 MB");
	else
		machine = machine_read(text, length, report_machine, (void *)name);
	if (file)
		fclose(file);
	free(text);
	return machine;
}

static int fail(const char *what, const char *about, const char *reason)
{
	fprintf(stderr, "dtrace: %s%s: %s\n", what, about, reason);
	return STATUS_FAILED;
}

/* On the machine that was started. */
static int simulate_on(struct machine *machine, const struct trace_options *options,
		       const struct translation *translation, FILE *output)
{
	char error[TRACE_ERROR_SIZE];
	int status = STATUS_FAILED;
	uint64_t ns = (uint64_t)options->seconds * NS_PER_S;
	struct trace_program *program =
		trace_load(translation->object, translation->object_size, error);

	if (!program)
		return fail("failed to enable ", translation->parts[0].name, error);
	signal(SIGINT, interrupt);
	signal(SIGTERM, interrupt);
	if (!trace_start(program, sim_idle_context(0), error)) {
		status = fail("could not enable tracing", "", error);
	} else if (!run(program, machine, ns, output, &status)) {
		perror("dtrace: cannot write the output");
		return STATUS_FAILED;
	}
	trace_unload(program);
	return status;
}

int simulate(const struct trace_options *options, const struct translation *translation,
	     FILE *output)
{
	struct machine *machine = read_machine(options->machine);

	if (!machine)
		return STATUS_FAILED;
	machine_start(machine);

	int status = simulate_on(machine, options, translation, output);

	machine_free(machine);
	return status;
}
