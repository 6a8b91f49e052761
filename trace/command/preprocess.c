/* SPDX-License-Identifier: BSD-2-Clause */
#define _GNU_SOURCE /* pipe2() */
#include "trace/command/preprocess.h"

#include "dsl/dsl.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

static void run_cpp(FILE *input, int output, const char *const options[], int count)
{
	/* GNU C of 1990, and what libdtrace defines. */
	static const char *const first[] = {
		"cpp",
		"-undef",
		"-std=gnu90",
		"-D__SUNW_D=1",
		"-D__SUNW_D_VERSION=0x100e000",
		"-D__unix",
		"-D__SVR4",
		"-D__amd64",
		"-D__x86_64",
		"-D__x86_64__",
		"-D_LP64",
		"-D__LP64__",
		/* Words of GNU C in the system's headers that D has no use for. */
		"-D__STRICT_ANSI__",
		"-D__extension__=",
		"-D__attribute__(x)=",
		"-D__restrict=",
		"-D__builtin_va_list=long",
	};
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

/* Behind the string, character or comment that starts here; here if none does. */
static size_t skip_opaque(const char *text, size_t length, size_t at)
{
	size_t end = at + 1;

	if (text[at] == '/' && end < length && text[end] == '*') {
		for (end += 3; end <= length; end++)
			if (memcmp(text + end - 2, "*/", 2) == 0)
				return end;
		return length;
	}
	if (text[at] != '"' && text[at] != '\'')
		return at;
	while (end < length && text[end] != text[at] && text[end] != '\n')
		end += text[end] == '\\' ? 2 : 1;
	return end < length ? end + 1 : length;
}

/*
 * Writes the script for cpp, to which // would start a comment: in D that is an empty predicate, an
 * error, and so is / /.
 */
static bool write_script(FILE *file, const char *text, size_t length)
{
	size_t written = 0;
	size_t at = 0;

	while (at < length) {
		size_t behind = skip_opaque(text, length, at);

		if (behind == at && at + 1 < length && memcmp(text + at, "//", 2) == 0) {
			if (fwrite(text + written, 1, at + 1 - written, file) != at + 1 - written ||
			    fputc(' ', file) == EOF)
				return false;
			written = at + 1;
		}
		at = behind > at ? behind : at + 1;
	}
	return fwrite(text + written, 1, length - written, file) == length - written &&
	       fflush(file) == 0 && fseek(file, 0, SEEK_SET) == 0;
}

bool preprocess(char *text, size_t *length, const char *const options[], int count)
{
	int ends[2];
	FILE *input = tmpfile();

	if (!input || !write_script(input, text, *length) || pipe2(ends, O_CLOEXEC) != 0) {
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

	if (child > 0 && waitpid(child, &status, 0) == child && got >= 0 &&
	    (status == 0 || *length > DSL_MAX_SOURCE))
		return true; /* what is too long, which cpp was not let write, the compiler refuses */
	fputs("dtrace: failed to run the C preprocessor\n", stderr);
	return false;
}
