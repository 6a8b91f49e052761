/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/command/preprocess.h"

#include "dsl/dsl.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

/* The line of the interpreter is none of cpp's; as blanks, it leaves the line numbers alone. */
static void blank_interpreter_line(char *text, size_t length)
{
	if (length < 2 || memcmp(text, "#!", 2) != 0)
		return;
	for (size_t i = 0; i < length && text[i] != '\n'; i++)
		text[i] = ' ';
}

static void run_cpp(FILE *input, int output, const char *const options[], int count)
{
	static const char *const first[] = {"cpp", "-undef", "-std=c90", "-P", "-D__SUNW_D=1"};
	enum { FIRST = sizeof(first) / sizeof(first[0]) };
	const char **arguments = calloc((size_t)count + FIRST + 1, sizeof(*arguments));

	if (!arguments)
		_exit(1);
	memcpy(arguments, first, sizeof(first));
	for (int i = 0; i < count; i++)
		arguments[FIRST + i] = options[i];
	dup2(fileno(input), STDIN_FILENO);
	dup2(output, STDOUT_FILENO);
	execvp("cpp", (char *const *)arguments);
	perror("dtrace: failed to run cpp");
	_exit(1);
}

bool preprocess(char *text, size_t *length, const char *const options[], int count)
{
	int ends[2];
	FILE *input = tmpfile();

	blank_interpreter_line(text, *length);
	if (!input || fwrite(text, 1, *length, input) != *length || fflush(input) != 0 ||
	    fseek(input, 0, SEEK_SET) != 0 || pipe(ends) != 0) {
		perror("dtrace: failed to run cpp");
		if (input)
			fclose(input);
		return false;
	}

	pid_t child = fork();

	if (child == 0)
		run_cpp(input, ends[1], options, count);
	close(ends[1]);
	fclose(input);
	*length = 0;

	ssize_t got = 0;

	while (*length <= DSL_MAX_SOURCE &&
	       (got = read(ends[0], text + *length, DSL_MAX_SOURCE + 1 - *length)) > 0)
		*length += (size_t)got;
	close(ends[0]);

	int status = 0;

	if (child > 0 && waitpid(child, &status, 0) == child && status == 0 && got >= 0)
		return true;
	fputs("dtrace: failed to run the C preprocessor\n", stderr);
	return false;
}
