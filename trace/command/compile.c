/* SPDX-License-Identifier: BSD-2-Clause */
/* probevisor compile [-q] FILE.d [-o FILE.o] */
#include "dsl/dsl.h"
#include "trace/command/command.h"

#include <errno.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static int usage_error(const char *message, const char *about)
{
	fprintf(stderr, "probevisor compile: %s%s\n", message, about);
	fputs("usage: probevisor compile [-q] FILE.d [-o FILE.o]\n", stderr);
	return STATUS_USAGE;
}

static int file_error(const char *what, const char *name)
{
	fprintf(stderr, "probevisor: cannot %s %s: %s\n", what, name, strerror(errno));
	return STATUS_FAILED;
}

/* FILE.o for FILE.d, and FILE.o appended to any other name. NULL when there is no memory. */
static char *default_object_name(const char *source)
{
	size_t length = strlen(source);
	size_t size = length + sizeof(".o");
	char *name = malloc(size);

	if (!name)
		return NULL;
	if (length > 2 && strcmp(source + length - 2, ".d") == 0)
		length -= 2;
	snprintf(name, size, "%.*s.o", (int)length, source);
	return name;
}

static void print_line(void *cookie, const char *line)
{
	(void)cookie;
	fprintf(stderr, "%s\n", line);
}

/* Reads at most one byte more than the compiler takes, so that it can say that the source is too
 * long. */
static int read_source(const char *name, char *text, size_t *length)
{
	FILE *file = fopen(name, "rb");

	if (!file)
		return file_error("read", name);
	errno = 0;
	*length = fread(text, 1, DSL_MAX_SOURCE + 1, file);

	bool failed = ferror(file) != 0;

	fclose(file);
	return failed ? file_error("read", name) : STATUS_OK;
}

/*
 * A file that could not be written whole is removed: half an object would look like one. But only a
 * regular file: what else stands there (a device, a pipe) was not made by us.
 */
static int write_object(const char *name, const struct dsl_result *result)
{
	FILE *file = fopen(name, "wb");
	struct stat about;

	if (!file)
		return file_error("write", name);

	bool regular = fstat(fileno(file), &about) == 0 && S_ISREG(about.st_mode);
	bool written = fwrite(result->object, 1, result->object_size, file) == result->object_size;

	if (fclose(file) == 0 && written)
		return STATUS_OK;

	int status = file_error("write", name);

	if (regular)
		remove(name);
	return status;
}

static int compile(const char *source, const char *object, bool quiet, char *text, size_t length)
{
	struct dsl_result result;
	struct dsl_request request = {
		.name = source,
		.text = text,
		.length = length,
		.quiet = quiet,
		.memory_size = dsl_memory_needed(length),
		.report = print_line,
	};

	request.memory = malloc(request.memory_size);
	if (!request.memory)
		return file_error("compile", source);

	int status = STATUS_FAILED;

	if (dsl_compile(&request, &result))
		status = write_object(object, &result);
	free(request.memory);
	return status;
}

static int run(const char *source, const char *object, bool quiet)
{
	char *text = malloc(DSL_MAX_SOURCE + 1);
	size_t length = 0;

	if (!text)
		return file_error("read", source);

	int status = read_source(source, text, &length);

	if (status == STATUS_OK)
		status = compile(source, object, quiet, text, length);
	free(text);
	return status;
}

int command_compile(int argument_count, char *arguments[])
{
	const char *source = NULL;
	const char *object = NULL;
	bool quiet = false;

	for (int i = 1; i < argument_count; i++) {
		if (strcmp(arguments[i], "-o") == 0) {
			if (++i == argument_count)
				return usage_error("-o needs a file name", "");
			object = arguments[i];
		} else if (strcmp(arguments[i], "-q") == 0) {
			quiet = true;
		} else if (arguments[i][0] == '-' && arguments[i][1] != '\0') {
			return usage_error("no such option: ", arguments[i]);
		} else if (source) {
			return usage_error("one script at a time; what is this: ", arguments[i]);
		} else {
			source = arguments[i];
		}
	}
	if (!source)
		return usage_error("which script?", "");
	if (object)
		return run(source, object, quiet);

	char *name = default_object_name(source);

	if (!name)
		return file_error("compile", source);

	int status = run(source, name, quiet);

	free(name);
	return status;
}
