/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/command/options.h"

#include "dsl/abi/object.h"
#include "trace/command/command.h"

#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { SECONDS_DEFAULT = 60 };

enum long_option { LONG_TARGET = 256, LONG_MACHINE, LONG_SECONDS };

static const char usage[] =
	"usage: probevisor trace --target sim [-CeFHhlqSvVwZ] [-b bufsz] [-o output] [-x opt[=val]]\n"
	"       [-D name[=value]] [-U name] [-I path] [--machine FILE] [--seconds N]\n"
	"       [-P provider] [-m module] [-f func] [-n name] [-i id] [[predicate] action]\n"
	"       [-s script] [argument...]\n"
	"\n"
	"    -b  set the size of the trace buffers\n"
	"    -C  run cpp over script files\n"
	"    -D  define a symbol for cpp\n"
	"    -e  exit after compiling\n"
	"    -f  enable or list probes of a function\n"
	"    -F  coalesce trace output by function\n"
	"    -h  print this\n"
	"    -H  print the files that cpp includes\n"
	"    -i  enable or list the probe of a number\n"
	"    -I  add a directory to cpp's search path\n"
	"    -l  list probes\n"
	"    -m  enable or list probes of a module\n"
	"    -n  enable or list probes of a name\n"
	"    -o  append output to a file\n"
	"    -P  enable or list probes of a provider\n"
	"    -q  print only what is traced\n"
	"    -s  enable or list probes of a script\n"
	"    -S  as -v\n"
	"    -U  undefine a symbol for cpp\n"
	"    -v  show the program, disassembled, and what it costs\n"
	"    -V  print the version\n"
	"    -w  permit destructive actions\n"
	"    -x  set an option of D\n"
	"    -Z  permit descriptions that match no probe\n"
	"    --target sim      run over a simulated machine\n"
	"    --machine FILE    that machine: docs/trace.md; \"example\" is a built-in one\n"
	"    --seconds N       simulated seconds after which tracing ends; 60\n";

/* Flags of dtrace(1) that mean nothing here. */
static const struct {
	char flag;
	const char *reason;
} refused[] = {
	{'3', "there are no 32-bit programs: data are those of a 64-bit machine"},
	{'6', "data are always those of a 64-bit machine"},
	{'a', "anonymous tracing needs a kernel; name the script in probevisor.conf instead"},
	{'A', "anonymous tracing needs a kernel; name the script in probevisor.conf instead"},
	{'B', "there is no such flag any more; use -x bufsize=SIZE"},
	{'c', "from below an operating system there is no command to run"},
	{'G', "there are no programs with probes of their own to link with"},
	{'L', "there are no D libraries"},
	{'p', "from below an operating system there is no process to take; compare pid, a guest's "
	      "number, in a predicate"},
	{'r', "there is no such flag any more"},
	{'X', "cpp follows one standard of C; there is nothing to choose"},
};

/* Flags that are short for an option of D. */
static const struct {
	char flag;
	const char *preset;
} short_presets[] = {
	{'F', "flowindent"},
	{'q', "quiet"},
	{'w', "destructive"},
	{'Z', "zdefs"},
};

static bool wrong(int *status, const char *message, const char *about)
{
	fprintf(stderr, "dtrace: %s%s\n", message, about);
	fputs("usage: probevisor trace --target sim [-CeFHhlqSvVwZ] {-n program | -s script} "
	      "[argument...]\n       probevisor trace -h tells more\n",
	      stderr);
	*status = STATUS_USAGE;
	return false;
}

/* word is the one that getopt was in. */
static bool wrong_flag(const char *word, int *status)
{
	char flag[2] = {(char)optopt, '\0'};

	if (optopt >= LONG_TARGET)
		return wrong(status, "option requires an argument -- ", word);
	if (optopt == 0)
		return wrong(status, "illegal option -- ", word);
	for (size_t i = 0; i < sizeof(refused) / sizeof(refused[0]); i++) {
		if (refused[i].flag != optopt)
			continue;
		fprintf(stderr, "dtrace: -%c has no meaning here: %s\n", optopt, refused[i].reason);
		*status = STATUS_USAGE;
		return false;
	}
	if (strchr("bDfiImnoPsUx", optopt))
		return wrong(status, "option requires an argument -- ", flag);
	return wrong(status, "illegal option -- ", flag);
}

static bool take_seconds(struct trace_options *options, int *status)
{
	char *end;

	options->seconds = strtoul(optarg, &end, 10);
	if (*end || end == optarg || *optarg == '-' || options->seconds > SECONDS_MAX)
		return wrong(status, "--seconds is a number from 0 to 1000000, not ", optarg);
	return true;
}

/* -D of the flag and its argument, as one word for cpp. */
static bool take_cpp_option(struct trace_options *options, int flag, int *status)
{
	size_t size = strlen(optarg) + sizeof("-D");
	char *text = malloc(size);

	if (!text) {
		perror("dtrace");
		*status = STATUS_FAILED;
		return false;
	}
	snprintf(text, size, "-%c%s", flag, optarg);
	options->cpp_options[options->cpp_count++] = text;
	return true;
}

static bool take_buffer_size(struct trace_options *options, int *status)
{
	static char preset[128];

	if (strlen(optarg) >= sizeof(preset) - sizeof("bufsize="))
		return wrong(status, "not a size: -b ", optarg);
	snprintf(preset, sizeof(preset), "bufsize=%s", optarg);
	options->presets[options->preset_count++] = preset;
	return true;
}

static bool take_source(struct trace_options *options, enum source_kind kind)
{
	options->sources[options->source_count++] = (struct trace_source){kind, optarg};
	return true;
}

static bool done(int *status)
{
	*status = STATUS_OK;
	return false;
}

static bool take_flag(struct trace_options *options, int flag, const char *word, int *status)
{
	for (size_t i = 0; i < sizeof(short_presets) / sizeof(short_presets[0]); i++) {
		if (short_presets[i].flag != flag)
			continue;
		options->presets[options->preset_count++] = short_presets[i].preset;
		return true;
	}
	switch (flag) {
	case 'b':
		return take_buffer_size(options, status);
	case 'C':
		options->use_cpp = true;
		return true;
	case 'D':
	case 'I':
	case 'U':
		return take_cpp_option(options, flag, status);
	case 'H':
		optarg = "";
		return take_cpp_option(options, flag, status);
	case 'e':
		options->compile_only = true;
		return true;
	case 'f':
		return take_source(options, SOURCE_FUNCTION);
	case 'h':
		fputs(usage, stdout);
		return done(status);
	case 'i':
		return take_source(options, SOURCE_ID);
	case 'l':
		options->list = true;
		return true;
	case 'm':
		return take_source(options, SOURCE_MODULE);
	case 'n':
		return take_source(options, SOURCE_NAME);
	case 'o':
		options->output = optarg;
		return true;
	case 'P':
		return take_source(options, SOURCE_PROVIDER);
	case 's':
		return take_source(options, SOURCE_FILE);
	case 'S':
	case 'v':
		options->explain = true;
		return true;
	case 'V':
		printf("dtrace: Sun D 1.14 of Probevisor, program objects %d.%d\n",
		       OBJECT_VERSION_MAJOR, OBJECT_VERSION_MINOR);
		return done(status);
	case 'x':
		options->presets[options->preset_count++] = optarg;
		return true;
	case LONG_TARGET:
		options->target = optarg;
		return true;
	case LONG_MACHINE:
		options->machine = optarg;
		return true;
	case LONG_SECONDS:
		return take_seconds(options, status);
	default:
		return wrong_flag(word, status);
	}
}

static bool is_complete(const struct trace_options *options, int *status)
{
	bool runs = !options->compile_only && !options->list;

	if (options->target && strcmp(options->target, "sim") != 0)
		return wrong(status, "there is one target, sim; not ", options->target);
	if (runs && !options->target)
		return wrong(status, "where to run it? The target that there is: --target sim", "");
	if (options->source_count == 0 && !options->list)
		return wrong(status, "no probes specified", "");
	return true;
}

/* As in dtrace(1), flags and operands may come in any order; behind -- all are operands. */
bool options_read(struct trace_options *options, int argument_count, char *arguments[], int *status)
{
	static const struct option long_options[] = {
		{"help", no_argument, NULL, 'h'},
		{"version", no_argument, NULL, 'V'},
		{"target", required_argument, NULL, LONG_TARGET},
		{"machine", required_argument, NULL, LONG_MACHINE},
		{"seconds", required_argument, NULL, LONG_SECONDS},
		{NULL, 0, NULL, 0},
	};
	size_t most = 1; /* flags; each is a character at least */
	int flag;

	for (int i = 0; i < argument_count; i++)
		most += strlen(arguments[i]);
	*options = (struct trace_options){.seconds = SECONDS_DEFAULT};
	options->sources = calloc(most, sizeof(*options->sources));
	options->presets = calloc(most, sizeof(*options->presets));
	options->cpp_options = calloc(most, sizeof(*options->cpp_options));
	if (!options->sources || !options->presets || !options->cpp_options) {
		perror("dtrace");
		*status = STATUS_FAILED;
		return false;
	}
	opterr = 0;
	while ((flag = getopt_long(argument_count, arguments,
				   ":b:CD:eFf:HhI:i:lm:n:o:P:qSs:U:VvwZx:", long_options, NULL)) !=
	       -1)
		if (!take_flag(options, flag, arguments[optind - 1], status))
			return false;
	options->operands = (const char **)arguments + optind - 1;
	options->operand_count = argument_count - optind + 1;
	return is_complete(options, status);
}

void options_free(struct trace_options *options)
{
	for (int i = 0; i < options->cpp_count; i++)
		free((char *)options->cpp_options[i]);
	free(options->cpp_options);
	free(options->presets);
	free(options->sources);
}
