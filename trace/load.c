/* SPDX-License-Identifier: BSD-2-Clause */
/* Loading a program: is it whole, safe, and does it name probes that exist? */
#include "trace/load.h"

#include "dsl/base/fmt.h"
#include "trace/format.h"
#include "trace/machine.h"
#include "trace/verify.h"

#include <stdarg.h>
#include <string.h>

/* Enablings of each probe by its id, while a program is loaded. Setup is one at a time. */
static uint32_t enablings_of[PROBES_MAX + 1];

bool loader_refuse(const struct loader *loader, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fmt_vformat(loader->error, TRACE_ERROR_SIZE, format, args);
	va_end(args);
	return false;
}

struct probe_description loader_description(const struct object_image *image,
					    const struct object_probe *probe)
{
	return (struct probe_description){
		.provider = object_string(image, probe->provider),
		.module = object_string(image, probe->module),
		.function = object_string(image, probe->function),
		.name = object_string(image, probe->name),
	};
}

static bool check_sizes(struct loader *loader)
{
	loader->bufsize =
		object_option(loader->image, OPTION_bufsize) & ~(uint64_t)(RECORD_ALIGN - 1);
	loader->aggsize = object_option(loader->image, OPTION_aggsize);
	if (loader->image->dynvar_count > 0)
		loader->dynvarsize = object_option(loader->image, OPTION_dynvarsize);
	if (loader->bufsize >= LOADER_LARGEST_BUFFER)
		return loader_refuse(loader, "option bufsize: %llu bytes; it must be less than 2g",
				     (unsigned long long)loader->bufsize);
	if (loader->aggsize >= LOADER_LARGEST_BUFFER)
		return loader_refuse(loader, "option aggsize: %llu bytes; it must be less than 2g",
				     (unsigned long long)loader->aggsize);
	if (loader->dynvarsize >= LOADER_LARGEST_BUFFER)
		return loader_refuse(loader,
				     "option dynvarsize: %llu bytes; it must be less than 2g",
				     (unsigned long long)loader->dynvarsize);
	return true;
}

/* Speculations take memory only when the program asks for one. */
static bool check_speculations(struct loader *loader)
{
	const struct object_image *image = loader->image;
	bool wanted = false;

	for (uint32_t i = 0; i < image->insn_count && !wanted; i++)
		wanted = image->insns[i].opcode == BPF_OPCODE_CALL &&
			 image->insns[i].imm == HELPER_speculation;
	if (!wanted)
		return true;
	loader->nspec = object_option(image, OPTION_nspec);
	loader->specsize = object_option(image, OPTION_specsize);
	if (loader->nspec > SPECULATION_MOST)
		return loader_refuse(loader, "option nspec: %llu; it can be %d at most",
				     (unsigned long long)loader->nspec, SPECULATION_MOST);
	if (loader->specsize >= LOADER_LARGEST_BUFFER / SPECULATION_ENLARGED - SPECULATION_LEAST)
		return loader_refuse(loader,
				     "option specsize: %llu bytes; it must be less than 511m",
				     (unsigned long long)loader->specsize);
	loader->speculation_bytes =
		((loader->specsize * SPECULATION_ENLARGED) & ~(uint64_t)(RECORD_ALIGN - 1)) +
		SPECULATION_LEAST;
	return true;
}

static bool check_actions(const struct loader *loader)
{
	const struct object_image *image = loader->image;

	for (uint32_t i = 0; i < image->agg_count; i++)
		if (!aggregate_function(image->aggs[i].function))
			return loader_refuse(
				loader,
				"line %u: @%s: this tracer does not have the aggregating "
				"function %u",
				image->aggs[i].source_line,
				object_string(image, image->aggs[i].name), image->aggs[i].function);
	for (uint32_t i = 0; i < image->action_count; i++) {
		const struct object_action *action = &image->actions[i];

		if ((action->kind == ACTION_PRINTF || action->kind == ACTION_PRINTA) &&
		    !format_check(image, action, loader->error))
			return false;
	}
	return true;
}

static bool verify(const struct loader *loader)
{
	char reason[TRACE_ERROR_SIZE];
	size_t size = verify_scratch_needed();

	if (!tracer.verify_scratch)
		tracer.verify_scratch = machine_allocate(size);
	if (!tracer.verify_scratch)
		return loader_refuse(loader, "no memory to verify programs in: %zu bytes", size);
	for (uint32_t i = 0; i < loader->image->clause_count; i++)
		if (!verify_clause(loader->image, i, tracer.verify_scratch, size, reason))
			return loader_refuse(loader, "line %u: not a safe program: %s",
					     loader->image->clauses[i].source_line, reason);
	return true;
}

/* Enablings of one clause's probe description, counted. */
static uint32_t count_matches(const struct probe_description *description)
{
	uint32_t matches = 0;

	for (uint32_t id = 1; id <= probes_count(); id++) {
		if (!probe_matches(probes_by_id(id), description))
			continue;
		enablings_of[id]++;
		matches++;
	}
	return matches;
}

static bool refuse_unmatched(const struct loader *loader, const struct object_probe *probe)
{
	struct probe_description description = loader_description(loader->image, probe);

	return loader_refuse(
		loader, "line %u: %sprobe description %s:%s:%s:%s does not match any probes",
		probe->source_line,
		object_option(loader->image, OPTION_errtags) ? "[D_PDESC_ZERO] " : "",
		description.provider, description.module, description.function, description.name);
}

static bool match_probes(struct loader *loader)
{
	const struct object_image *image = loader->image;

	memset(enablings_of, 0, sizeof(enablings_of));
	for (uint32_t i = 0; i < image->probe_count; i++) {
		struct probe_description description = loader_description(image, &image->probes[i]);

		probes_provide(&description);
	}
	for (uint32_t i = 0; i < image->clause_count; i++) {
		const struct object_clause *clause = &image->clauses[i];

		for (uint32_t p = 0; p < clause->probe_count; p++) {
			const struct object_probe *probe = &image->probes[clause->first_probe + p];
			struct probe_description description = loader_description(image, probe);
			uint32_t matches = count_matches(&description);

			if (matches == 0 && !object_option(image, OPTION_zdefs))
				return refuse_unmatched(loader, probe);
			loader->enabling_count += matches;
			if (loader->enabling_count > PROGRAM_MAX_ENABLINGS)
				return loader_refuse(
					loader,
					"line %u: the program enables its clauses on more than "
					"%d probes",
					probe->source_line, PROGRAM_MAX_ENABLINGS);
		}
	}
	for (uint32_t id = 1; id <= probes_count(); id++) {
		if (enablings_of[id] == 0)
			continue;
		loader->probe_count++;
		if (probes_by_id(id)->kind == PROBE_KIND_PROFILE)
			loader->timer_count += loader->cpu_count;
		if (probes_by_id(id)->kind == PROBE_KIND_TICK)
			loader->timer_count++;
	}
	return true;
}

static void seed(void)
{
	if (tracer.seeded)
		return;
	tracer.secret = (struct hash_secret){machine_random(), machine_random()};
	tracer.seeded = true;
}

/* The copy is opened, checked and kept; object_open() leaves views into it. */
static struct trace_program *load_copy(const void *copy, size_t size, char error[TRACE_ERROR_SIZE])
{
	struct object_image image;
	struct loader loader = {
		.image = &image,
		.cpu_count = machine_cpu_count(),
		.enablings_of = enablings_of,
		.error = error,
	};

	if (!object_open(copy, size, &image, error) || !check_sizes(&loader) ||
	    !check_speculations(&loader) || !check_actions(&loader) || !match_probes(&loader) ||
	    !verify(&loader))
		return NULL;
	seed();
	return loader_build(&loader);
}

static struct trace_program **free_place(void)
{
	for (uint32_t i = 0; i < TRACE_MAX_PROGRAMS; i++)
		if (!tracer.programs[i])
			return &tracer.programs[i];
	return NULL;
}

struct trace_program *trace_load(const void *object, size_t size, char error[TRACE_ERROR_SIZE])
{
	const struct loader loader = {.error = error};
	struct trace_program **place = free_place();

	if (!place) {
		loader_refuse(&loader,
			      "%d programs are loaded already, and there is no room for more",
			      TRACE_MAX_PROGRAMS);
		return NULL;
	}
	if (size == 0 || size > OBJECT_MAX_BYTES) {
		loader_refuse(&loader, "a program object of %zu bytes; 1 to %d are allowed", size,
			      OBJECT_MAX_BYTES);
		return NULL;
	}

	void *copy = machine_allocate(size);

	if (!copy) {
		loader_refuse(&loader, "no memory for a program object of %zu bytes", size);
		return NULL;
	}
	memcpy(copy, object, size);

	struct trace_program *program = load_copy(copy, size, error);

	if (!program) {
		machine_release(copy, size);
		return NULL;
	}
	program->object = copy;
	program->object_size = size;
	*place = program;
	return program;
}

void trace_unload(struct trace_program *program)
{
	void *object = program->object;
	size_t object_size = program->object_size;

	for (uint32_t i = 0; i < TRACE_MAX_PROGRAMS; i++)
		if (tracer.programs[i] == program)
			tracer.programs[i] = NULL;
	machine_release(program->memory, program->memory_size);
	machine_release(object, object_size);
}
