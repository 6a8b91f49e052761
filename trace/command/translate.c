/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/command/translate.h"

#include "dsl/dsl.h"
#include "trace/command/source.h"
#include "trace/probes.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* Between two parts: lines count from 1 again. */
static const char part_end[] = "\n# 1\n";

void translation_blame(const struct program_part *part)
{
	if (part->source->kind == SOURCE_FILE)
		fprintf(stderr, "dtrace: failed to compile script %s: ", part->source->argument);
	else
		fprintf(stderr, "dtrace: invalid probe specifier %s: ", part->source->argument);
}

struct probe_description translation_description(const struct object_image *image, uint32_t probe)
{
	return (struct probe_description){
		.provider = object_string(image, image->probes[probe].provider),
		.module = object_string(image, image->probes[probe].module),
		.function = object_string(image, image->probes[probe].function),
		.name = object_string(image, image->probes[probe].name),
	};
}

static uint32_t count_matches(const struct probe_description *description)
{
	uint32_t matches = 0;

	probes_provide(description);
	for (uint32_t id = 1; id <= probes_count(); id++)
		matches += probe_matches(probes_by_id(id), description);
	return matches;
}

uint32_t translation_matches(const struct object_image *image, uint32_t clause)
{
	uint32_t matches = 0;

	for (uint32_t i = 0; i < image->clauses[clause].probe_count; i++) {
		struct probe_description description =
			translation_description(image, image->clauses[clause].first_probe + i);

		matches += count_matches(&description);
	}
	return matches;
}

/* What the compiler calls an argument; it speaks of scripts only. */
static const char argument_name[] = "dtrace";

static void print_line(void *cookie, const char *line)
{
	static const char prefix[] = "dtrace: failed to compile script dtrace: ";
	const struct program_part *part = cookie;

	if (part->source->kind != SOURCE_FILE && strncmp(line, prefix, strlen(prefix)) == 0) {
		translation_blame(part);
		line += strlen(prefix);
	}
	fprintf(stderr, "%s\n", line);
}

/*
 * Does the text end in probe descriptions without an action, which are allowed at the end of a
 * program only? Comments do not count.
 */
static bool ends_open(const char *text, size_t length)
{
	for (;;) {
		while (length > 0 && strchr(" \t\r\n", text[length - 1]))
			length--;
		if (length < 4 || memcmp(text + length - 2, "*/", 2) != 0)
			break;
		length -= 3;
		while (length > 1 && memcmp(text + length - 1, "/*", 2) != 0)
			length--;
		length--;
	}
	return length > 0 && !strchr("};", text[length - 1]);
}

/* The text of the first parts, one behind the other. NULL when there is no memory. */
static char *join(const struct translation *translation, int parts, size_t *length)
{
	static const char empty_action[] = "{}";
	size_t most = 1;

	for (int i = 0; i < parts; i++)
		most += translation->parts[i].length + sizeof(part_end) + sizeof(empty_action);

	char *text = malloc(most);
	char *to = text;

	for (int i = 0; text && i < parts; i++) {
		const struct program_part *part = &translation->parts[i];

		memcpy(to, part->text, part->length);
		to += part->length;
		if (i == parts - 1)
			break;
		if (ends_open(part->text, part->length))
			to = stpcpy(to, empty_action);
		to = stpcpy(to, part_end);
	}
	*length = text ? (size_t)(to - text) : 0;
	return text;
}

static unsigned int macro_pid(void)
{
	return (unsigned int)getpid();
}

static unsigned int macro_ppid(void)
{
	return (unsigned int)getppid();
}

static unsigned int macro_pgid(void)
{
	return (unsigned int)getpgrp();
}

static unsigned int macro_sid(void)
{
	return (unsigned int)getsid(0);
}

/* As in dtrace(1), macro variables are of the process that compiles. */
enum { MACRO_SIZE = 24 };

static const struct {
	const char *name;
	unsigned int (*value)(void);
} macros[] = {
	{"pid", macro_pid}, {"ppid", macro_ppid}, {"pgid", macro_pgid}, {"sid", macro_sid},
	{"uid", getuid},    {"euid", geteuid},	  {"gid", getgid},	{"egid", getegid},
};

enum { MACRO_COUNT = sizeof(macros) / sizeof(macros[0]) };

static void write_macros(char (*texts)[MACRO_SIZE], const char **settings)
{
	for (size_t i = 0; i < MACRO_COUNT; i++) {
		snprintf(texts[i], MACRO_SIZE, "%s=%u", macros[i].name, macros[i].value());
		settings[i] = texts[i];
	}
}

/* Compiles the first parts, of which all but the last are known to compile. */
static bool compile_parts(const struct trace_options *options, struct translation *translation,
			  int parts)
{
	struct program_part *last = &translation->parts[parts - 1];
	char error[TRACE_ERROR_SIZE];
	struct dsl_result result;
	char macro_texts[MACRO_COUNT][MACRO_SIZE];
	const char *macro_settings[MACRO_COUNT];
	struct dsl_request request = {
		.name = last->source->kind == SOURCE_FILE ? last->source->argument : argument_name,
		.is_file = last->source->kind == SOURCE_FILE,
		.argument_count = options->operand_count,
		.arguments = options->operands,
		.macro_count = MACRO_COUNT,
		.macros = macro_settings,
		.preset_count = options->preset_count,
		.presets = options->presets,
		.report = print_line,
		.cookie = last,
	};
	char *text = join(translation, parts, &request.length);

	write_macros(macro_texts, macro_settings);
	request.text = text;
	request.memory_size = dsl_memory_needed(request.length);
	free(translation->memory);
	translation->memory = request.memory = text ? malloc(request.memory_size) : NULL;
	if (!request.memory) {
		perror("dtrace: cannot compile");
		free(text);
		return false;
	}
	options->operands[0] = request.name;

	bool compiled = dsl_compile(&request, &result);

	free(text);
	if (!compiled)
		return false;
	translation->object = result.object;
	translation->object_size = result.object_size;
	if (!object_open(result.object, result.object_size, &translation->image, error)) {
		translation_blame(last);
		fprintf(stderr, "the compiler's own program object is refused: %s\n", error);
		return false;
	}
	if (parts > 1)
		last->first_clause = last[-1].first_clause + last[-1].clause_count;
	last->clause_count = translation->image.clause_count - last->first_clause;
	return true;
}

static void blame_description(const struct translation *translation,
			      const struct program_part *part, uint32_t probe,
			      const struct probe_description *description)
{
	const struct object_image *image = &translation->image;

	translation_blame(part);
	if (object_option(image, OPTION_errtags))
		fputs("[D_PDESC_ZERO] ", stderr);
	if (part->source->kind == SOURCE_FILE)
		fprintf(stderr, "line %u: ", image->probes[probe].source_line);
	fprintf(stderr, "probe description %s:%s:%s:%s does not match any probes\n",
		description->provider, description->module, description->function,
		description->name);
}

static bool check_matches(const struct translation *translation, const struct program_part *part)
{
	const struct object_image *image = &translation->image;

	for (uint32_t i = 0; i < part->clause_count; i++) {
		const struct object_clause *clause = &image->clauses[part->first_clause + i];

		for (uint32_t p = 0; p < clause->probe_count; p++) {
			struct probe_description description =
				translation_description(image, clause->first_probe + p);

			if (count_matches(&description) > 0)
				continue;
			blame_description(translation, part, clause->first_probe + p, &description);
			return false;
		}
	}
	return true;
}

static bool add_part(const struct trace_options *options, struct translation *translation)
{
	const struct trace_source *source = &options->sources[translation->part_count];
	struct program_part *part = &translation->parts[translation->part_count++];

	part->source = source;
	part->name = source_name(source);
	if (!part->name) {
		perror("dtrace: cannot compile");
		return false;
	}
	part->text = source_read(source, options, &part->length);
	return part->text && compile_parts(options, translation, translation->part_count) &&
	       (options->list || object_option(&translation->image, OPTION_zdefs) ||
		check_matches(translation, part));
}

bool translate(const struct trace_options *options, struct translation *translation)
{
	*translation = (struct translation){0};
	translation->parts = calloc((size_t)options->source_count + 1, sizeof(struct program_part));
	if (!translation->parts) {
		perror("dtrace: cannot compile");
		return false;
	}
	for (int i = 0; i < options->source_count; i++)
		if (!add_part(options, translation))
			return false;
	return true;
}

void translation_free(struct translation *translation)
{
	for (int i = 0; i < translation->part_count; i++) {
		free(translation->parts[i].name);
		free(translation->parts[i].text);
	}
	free(translation->parts);
	free(translation->memory);
}
