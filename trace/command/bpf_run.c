/* SPDX-License-Identifier: BSD-2-Clause */
/* probevisor bpf-run [--interp | --jit] [--mem HEX] {FILE | -} */
#include "trace/command/command.h"
#include "trace/jit.h"
#include "trace/sim/executable.h"

#include <ctype.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

enum {
	MOST_BYTES = 1 << 20,	/* of the program, and of the memory */
	MOST_STEPS = 100000000, /* a second or two of the interpreter, which looks at each step */
};

struct bytes {
	uint8_t *data;
	size_t size;
};

static int usage_error(const char *message, const char *about)
{
	fprintf(stderr, "probevisor bpf-run: %s%s\n", message, about);
	fputs("usage: probevisor bpf-run [--interp | --jit] [--mem HEX] {FILE | -}\n", stderr);
	return STATUS_USAGE;
}

static int failure(const char *what, const char *why)
{
	fprintf(stderr, "probevisor bpf-run: %s%s\n", what, why);
	return STATUS_FAILED;
}

static unsigned int digit(char letter)
{
	return isdigit((unsigned char)letter) ? (unsigned int)(letter - '0')
					      : (unsigned int)(tolower(letter) - 'a') + 10;
}

/* Digits of bytes, with white space anywhere between bytes. False, when they are not, or too many. */
static bool from_hex(const char *text, struct bytes *bytes)
{
	bytes->size = 0;
	bytes->data = malloc(strlen(text) / 2 + 1);
	if (!bytes->data)
		return false;
	for (;;) {
		text += strspn(text, " \t\r\n");
		if (*text == '\0')
			return bytes->size <= MOST_BYTES;
		if (!isxdigit((unsigned char)text[0]) || !isxdigit((unsigned char)text[1]))
			return false;
		bytes->data[bytes->size++] = (uint8_t)(digit(text[0]) << 4 | digit(text[1]));
		text += 2;
	}
}

/* All of the file as a string; NULL, and errno, when it cannot be read. */
static char *read_text(const char *name)
{
	enum { MOST = 4 * MOST_BYTES }; /* some white space is allowed */
	FILE *file = strcmp(name, "-") == 0 ? stdin : fopen(name, "r");
	char *text = malloc(MOST + 1);

	if (!file || !text) {
		free(text);
		return NULL;
	}
	errno = 0;
	size_t size = fread(text, 1, MOST + 1, file);

	if (size > MOST)
		errno = EFBIG;
	if (file != stdin)
		fclose(file);
	text[size > MOST ? MOST : size] = '\0';
	if (errno != 0 || strlen(text) != size) {
		errno = errno ? errno : EILSEQ;
		free(text);
		return NULL;
	}
	return text;
}

static bool run_compiled(struct interpret_plain *program, char error[INTERPRET_ERROR_SIZE])
{
	struct executable memory;
	struct jit_request request = {.insns = program->insns, .count = program->insn_count};

	if (!interpret_plain_check(program, error))
		return false;
	request.offsets = malloc((request.count + 1) * sizeof(*request.offsets));
	if (!request.offsets ||
	    getrandom(&request.secret, sizeof(request.secret), 0) != sizeof(request.secret) ||
	    !executable_reserve(&memory, jit_plain(&request))) {
		snprintf(error, INTERPRET_ERROR_SIZE, "%s", strerror(errno));
		free(request.offsets);
		return false;
	}
	request.code = memory.code;
	request.room = memory.size;
	jit_plain(&request);

	bool ended = executable_seal(&memory);

	if (ended)
		ended = jit_plain_run(program, memory.code, error);
	else
		snprintf(error, INTERPRET_ERROR_SIZE, "%s", strerror(errno));
	executable_release(&memory);
	free(request.offsets);
	return ended;
}

static int run(const struct bytes *code, struct bytes *memory, bool compiled)
{
	static struct interpret_plain program;
	char error[INTERPRET_ERROR_SIZE];

	if (code->size == 0 || code->size % sizeof(struct bpf_insn) != 0)
		return failure("instructions take 8 bytes each", "");
	program = (struct interpret_plain){
		.insns = (const struct bpf_insn *)code->data,
		.insn_count = (uint32_t)(code->size / sizeof(struct bpf_insn)),
		.memory = memory->data,
		.memory_size = memory->size,
		.most_steps = MOST_STEPS,
	};
	if (!(compiled ? run_compiled : interpret_plain)(&program, error))
		return failure(error, "");
	printf("0x%llx\n", (unsigned long long)program.result);
	return STATUS_OK;
}

static int run_files(const char *file, const char *memory_text, bool compiled)
{
	struct bytes code = {0};
	struct bytes memory = {0};
	char *text = read_text(file);
	int status;

	if (!text)
		return failure("cannot read the program: ", strerror(errno));
	if (!from_hex(text, &code))
		status = failure("the program is not hexadecimal bytes, or more than 1 MB", "");
	else if (!from_hex(memory_text, &memory))
		status = failure("--mem is not hexadecimal bytes, or more than 1 MB", "");
	else
		status = run(&code, &memory, compiled);
	free(memory.data);
	free(code.data);
	free(text);
	return status;
}

int command_bpf_run(int argument_count, char *arguments[])
{
	const char *memory = "";
	const char *file = NULL;
	bool interpreted = false;
	bool compiled = false;

	for (int i = 1; i < argument_count; i++) {
		const char *argument = arguments[i];

		if (strcmp(argument, "--interp") == 0)
			interpreted = true;
		else if (strcmp(argument, "--jit") == 0)
			compiled = true;
		else if (strcmp(argument, "--mem") == 0 && i + 1 < argument_count)
			memory = arguments[++i];
		else if (strcmp(argument, "--mem") == 0)
			return usage_error("--mem needs bytes", "");
		else if (argument[0] == '-' && argument[1] != '\0')
			return usage_error("no such option: ", argument);
		else if (file)
			return usage_error("one program at a time: ", argument);
		else
			file = argument;
	}
	if (!file)
		return usage_error("no program was given", "");
	if (interpreted && compiled)
		return usage_error("either --interp or --jit", "");
	return run_files(file, memory, compiled);
}
