/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/command/source.h"

#include "dsl/dsl.h"
#include "trace/command/preprocess.h"
#include "trace/probes.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static char *out_of_memory(void)
{
	perror("dtrace: cannot read the program");
	return NULL;
}

/* One byte more than the compiler takes, so that it can say that the source is too long. */
static char *read_file(const char *name, size_t *length)
{
	char *text = malloc(DSL_MAX_SOURCE + 1);
	FILE *file = text ? fopen(name, "rb") : NULL;

	if (!text)
		return out_of_memory();
	if (file)
		*length = fread(text, 1, DSL_MAX_SOURCE + 1, file);
	if (!file || ferror(file)) {
		fprintf(stderr, "dtrace: failed to open %s: %s\n", name, strerror(errno));
		if (file)
			fclose(file);
		free(text);
		return NULL;
	}
	fclose(file);
	return text;
}

/* The line of the interpreter is no D, nor cpp's; as blanks, it leaves the line numbers alone. */
static void blank_interpreter_line(char *text, size_t length)
{
	if (length < 2 || memcmp(text, "#!", 2) != 0)
		return;
	for (size_t i = 0; i < length && text[i] != '\n'; i++)
		text[i] = ' ';
}

/*
 * A description says less than all four fields of a probe; by the flag, those on the right are left
 * away, where a program leaves those on the left away.
 */
static const char *missing_colons(enum source_kind kind)
{
	switch (kind) {
	case SOURCE_FUNCTION:
		return ":";
	case SOURCE_MODULE:
		return "::";
	case SOURCE_PROVIDER:
		return ":::";
	case SOURCE_FILE:
	case SOURCE_NAME:
	case SOURCE_ID:
		break;
	}
	return "";
}

/* The descriptions at the start of the argument, each with its colons, then the rest of it. */
static char *complete_descriptions(const struct trace_source *source, size_t *length)
{
	const char *colons = missing_colons(source->kind);
	const char *from = source->argument;
	size_t most = strlen(from);

	for (const char *c = from; *c; c++)
		most += *c == ',' ? strlen(colons) : 0;

	char *text = malloc(most + strlen(colons) + 1);
	char *to = text;

	if (!text)
		return out_of_memory();
	for (bool more = true; more;) {
		size_t blanks = strspn(from, " \t\n");
		size_t size = strcspn(from + blanks, " \t\n,/{;");

		memcpy(to, from, blanks + size);
		to += blanks + size;
		from += blanks + size;
		if (size > 0)
			to = stpcpy(to, colons);
		blanks = strspn(from, " \t\n");
		more = from[blanks] == ',';
		if (!more)
			continue;
		from += blanks + 1;
		*to++ = ',';
	}
	to = stpcpy(to, from);
	*length = (size_t)(to - text);
	return text;
}

/* -i: the description of the probe of this number, then the rest of the argument. */
static char *describe_number(const struct trace_source *source, size_t *length)
{
	char *rest;
	unsigned long id = strtoul(source->argument, &rest, 10);
	size_t most = (size_t)4 * PROBE_NAME_SIZE + strlen(rest) + 1;

	if (rest == source->argument || !strchr(" \t\n{/", *rest) || id == 0 ||
	    id > probes_count()) {
		fprintf(stderr,
			"dtrace: invalid probe specifier %s: there is no probe of this number; see "
			"-l\n",
			source->argument);
		return NULL;
	}

	const struct probe *probe = probes_by_id((uint32_t)id);
	char *text = malloc(most);

	if (!text)
		return out_of_memory();
	*length = (size_t)snprintf(text, most, "%s:%s:%s:%s%s", probe->provider, probe->module,
				   probe->function, probe->name, rest);
	return text;
}

char *source_read(const struct trace_source *source, const struct trace_options *options,
		  size_t *length)
{
	if (source->kind == SOURCE_ID)
		return describe_number(source, length);
	if (source->kind != SOURCE_FILE)
		return complete_descriptions(source, length);

	char *text = read_file(source->argument, length);

	if (text)
		blank_interpreter_line(text, *length);
	if (text && options->use_cpp &&
	    !preprocess(text, length, options->cpp_options, options->cpp_count)) {
		free(text);
		return NULL;
	}
	return text;
}

char *source_name(const struct trace_source *source)
{
	size_t length = strlen(source->argument);

	if (source->kind != SOURCE_FILE)
		length = strcspn(source->argument, "{/;");
	return strndup(source->argument, length);
}
