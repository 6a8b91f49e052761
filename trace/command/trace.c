/* SPDX-License-Identifier: BSD-2-Clause */
/* probevisor trace: compiles what dtrace(1) would, and runs it, lists its probes or explains it. */
#include "trace/command/command.h"
#include "trace/command/explain.h"
#include "trace/command/list.h"
#include "trace/command/options.h"
#include "trace/command/simulate.h"
#include "trace/command/translate.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>

/* "dtrace: script 'x.d' matched 3 probes", for each source. */
static void tell_matches(const struct translation *translation)
{
	if (object_option(&translation->image, OPTION_quiet))
		return;
	for (int i = 0; i < translation->part_count; i++) {
		const struct program_part *part = &translation->parts[i];
		uint32_t matches = 0;

		for (uint32_t c = 0; c < part->clause_count; c++)
			matches += translation_matches(&translation->image, part->first_clause + c);
		fprintf(stderr, "dtrace: %s '%s' matched %u probe%s\n",
			part->source->kind == SOURCE_FILE ? "script" : "description", part->name,
			matches, matches == 1 ? "" : "s");
	}
}

/* As dtrace(1), -o appends. */
static FILE *open_output(const struct trace_options *options)
{
	FILE *output = options->output ? fopen(options->output, "a") : stdout;

	if (!output)
		fprintf(stderr, "dtrace: failed to open output file '%s': %s\n", options->output,
			strerror(errno));
	return output;
}

static int close_output(FILE *output, int status)
{
	bool written = ferror(output) == 0;

	if ((output == stdout ? fflush(output) : fclose(output)) == 0 && written)
		return status;
	perror("dtrace: cannot write the output");
	return STATUS_FAILED;
}

static int run(const struct trace_options *options, const struct translation *translation)
{
	if (options->compile_only && !options->explain && !options->list)
		return STATUS_OK;

	FILE *output = open_output(options);

	if (!output)
		return STATUS_FAILED;
	if (options->list)
		return close_output(output, list_probes(translation, output));
	if (options->explain && !explain(translation, output))
		return close_output(output, STATUS_FAILED);
	if (options->compile_only)
		return close_output(output, STATUS_OK);
	tell_matches(translation);
	return close_output(output, simulate(options, translation, output));
}

int command_trace(int argument_count, char *arguments[])
{
	struct trace_options options;
	struct translation translation;
	int status;

	if (options_read(&options, argument_count, arguments, &status)) {
		status = STATUS_FAILED;
		if (translate(&options, &translation))
			status = run(&options, &translation);
		translation_free(&translation);
	}
	options_free(&options);
	return status;
}
