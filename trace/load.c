/* SPDX-License-Identifier: BSD-2-Clause */
/* Loading a program: checks, memory, and the tables that firing goes by. */
#include "dsl/base/fmt.h"
#include "trace/format.h"
#include "trace/machine.h"
#include "trace/program.h"
#include "trace/record.h"
#include "trace/verify.h"

#include <stdarg.h>
#include <string.h>

enum {
	LARGEST_BUFFER = 1u << 31, /* offsets in it are 32 bits */
	LEAST_STRING_POOL = 4 << 10,
	MOST_STRING_POOL = 1 << 20,
	CACHE_LINE = 64,
};

struct loader {
	const struct object_image *image;
	uint32_t cpu_count;
	uint64_t bufsize, aggsize;
	uint32_t enabling_count;
	uint32_t probe_count;
	uint32_t timer_count;
	uint32_t string_pool;
	struct snapshot_size snapshot;
	char *error;
};

/* Enablings of each probe by its id, while a program is loaded. Setup is one at a time. */
static uint32_t enablings_of[PROBES_MAX + 1];

__attribute__((format(printf, 2, 3))) static bool refuse(const struct loader *loader,
							 const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fmt_vformat(loader->error, TRACE_ERROR_SIZE, format, args);
	va_end(args);
	return false;
}

static struct probe_description description_of(const struct object_image *image,
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
	if (loader->bufsize >= LARGEST_BUFFER)
		return refuse(loader, "option bufsize: %llu bytes; it must be less than 2g",
			      (unsigned long long)loader->bufsize);
	if (loader->aggsize >= LARGEST_BUFFER)
		return refuse(loader, "option aggsize: %llu bytes; it must be less than 2g",
			      (unsigned long long)loader->aggsize);
	return true;
}

static bool check_actions(const struct loader *loader)
{
	const struct object_image *image = loader->image;

	for (uint32_t i = 0; i < image->agg_count; i++)
		if (!aggregate_function(image->aggs[i].function))
			return refuse(loader,
				      "line %u: @%s: this tracer does not have the aggregating "
				      "function %u",
				      image->aggs[i].source_line,
				      object_string(image, image->aggs[i].name),
				      image->aggs[i].function);
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
		return refuse(loader, "no memory to verify programs in: %zu bytes", size);
	for (uint32_t i = 0; i < loader->image->clause_count; i++)
		if (!verify_clause(loader->image, i, tracer.verify_scratch, size, reason))
			return refuse(loader, "line %u: not a safe program: %s",
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
	struct probe_description description = description_of(loader->image, probe);

	return refuse(loader, "line %u: %sprobe description %s:%s:%s:%s does not match any probes",
		      probe->source_line,
		      object_option(loader->image, OPTION_errtags) ? "[D_PDESC_ZERO] " : "",
		      description.provider, description.module, description.function,
		      description.name);
}

static bool match_probes(struct loader *loader)
{
	const struct object_image *image = loader->image;

	memset(enablings_of, 0, sizeof(enablings_of));
	for (uint32_t i = 0; i < image->probe_count; i++) {
		struct probe_description description = description_of(image, &image->probes[i]);

		probes_provide(&description);
	}
	for (uint32_t i = 0; i < image->clause_count; i++) {
		const struct object_clause *clause = &image->clauses[i];

		for (uint32_t p = 0; p < clause->probe_count; p++) {
			const struct object_probe *probe = &image->probes[clause->first_probe + p];
			struct probe_description description = description_of(image, probe);
			uint32_t matches = count_matches(&description);

			if (matches == 0)
				return refuse_unmatched(loader, probe);
			loader->enabling_count += matches;
			if (loader->enabling_count > PROGRAM_MAX_ENABLINGS)
				return refuse(
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

/* Cells of one aggregation on one CPU: aggsize is shared out evenly; one without keys takes one
 * cell only. */
static uint32_t cells_of(const struct loader *loader, const struct object_agg *agg)
{
	uint32_t words = aggregate_function(agg->function)->words;
	uint64_t share = loader->aggsize;
	uint32_t keyed = 0;

	for (uint32_t i = 0; i < loader->image->agg_count; i++)
		keyed += loader->image->aggs[i].key_count > 0;
	if (agg->key_count > 0)
		share /= keyed;
	return aggregate_cell_count(agg->key_count, words, share);
}

static bool has_string_key(const struct object_image *image, const struct object_agg *agg)
{
	for (uint32_t i = 0; i < agg->key_count; i++)
		if (image->values[agg->first_key + i].type == TYPE_STRING)
			return true;
	return false;
}

static void size_aggregations(struct loader *loader)
{
	const struct object_image *image = loader->image;
	static uint64_t cells[OBJECT_MAX_AGGS];
	bool strings = false;

	for (uint32_t i = 0; i < image->agg_count; i++) {
		const struct object_agg *agg = &image->aggs[i];

		cells[i] = (uint64_t)cells_of(loader, agg) * loader->cpu_count;
		strings |= has_string_key(image, agg);
	}
	if (strings) {
		uint64_t pool = loader->aggsize / 8;

		pool = pool < LEAST_STRING_POOL ? LEAST_STRING_POOL : pool;
		loader->string_pool = pool > MOST_STRING_POOL ? MOST_STRING_POOL : (uint32_t)pool;
		loader->string_pool &= ~(uint32_t)(INTERN_BYTES_PER_SLOT - 1);
	}
	loader->snapshot = snapshot_size(image, cells, loader->cpu_count);
}

/* Memory is laid out twice: first from no base, to learn how much it takes; then for good. */
struct arena {
	uint8_t *base;
	uint64_t used;
};

static void *take(struct arena *arena, uint64_t count, uint64_t size)
{
	uint64_t at = (arena->used + CACHE_LINE - 1) & ~(uint64_t)(CACHE_LINE - 1);

	arena->used = at + count * size;
	return arena->base ? arena->base + at : NULL;
}

static void lay_out_aggregations(const struct loader *loader, struct arena *arena,
				 struct program_cpu *cpu)
{
	const struct object_image *image = loader->image;
	struct aggregate_table *tables = take(arena, image->agg_count, sizeof(*tables));

	for (uint32_t i = 0; i < image->agg_count; i++) {
		const struct object_agg *agg = &image->aggs[i];
		const struct aggregate_function *function = aggregate_function(agg->function);
		uint32_t cells = cells_of(loader, agg);
		uint32_t words = aggregate_cell_words(agg->key_count, function->words);
		uint64_t *cell_memory = take(arena, cells, words * sizeof(uint64_t));
		uint32_t *arrivals = take(arena, cells, sizeof(uint32_t));

		if (!arena->base)
			continue;
		aggregate_init(&tables[i], &tracer.secret, agg->key_count, function, cells,
			       cell_memory, arrivals);
		tables[i].string_keys = has_string_key(image, agg);
	}
	if (arena->base)
		cpu->aggs = tables;
}

static void init_firing(struct trace_program *program, struct program_cpu *cpu,
			struct firing *firing, uint8_t *locals)
{
	firing->program = program;
	firing->cpu = cpu;
	firing->locals = locals;
	firing->run.image = &program->image;
	firing->run.areas[AREA_STRINGS] = (uintptr_t)program->image.strings;
	firing->run.areas[AREA_GLOBALS] = (uintptr_t)program->globals;
	firing->run.areas[AREA_LOCALS] = (uintptr_t)locals;
	firing->run.owner = firing;
}

static void lay_out_cpu(const struct loader *loader, struct arena *arena,
			struct trace_program *program, uint32_t number)
{
	struct program_cpu *cpu = program ? &program->cpus[number] : NULL;
	void *buffer = take(arena, 1, loader->bufsize);
	uint8_t *locals = take(arena, 1, loader->image->header->locals_size);
	uint8_t *error_locals = take(arena, 1, loader->image->header->locals_size);

	lay_out_aggregations(loader, arena, cpu);
	if (!program)
		return;
	buffer_init(&cpu->buffer, buffer, (uint32_t)loader->bufsize);
	init_firing(program, cpu, &cpu->firing, locals);
	init_firing(program, cpu, &cpu->error_firing, error_locals);
}

static void lay_out_snapshot(const struct loader *loader, struct arena *arena,
			     struct snapshot *snapshot)
{
	uint64_t *words = take(arena, loader->snapshot.words, sizeof(*words));
	uint32_t *order = take(arena, loader->snapshot.rows, sizeof(*order));
	uint32_t *scratch = take(arena, loader->snapshot.rows, sizeof(*scratch));
	uint32_t *buckets = take(arena, loader->snapshot.buckets, sizeof(*buckets));
	uint32_t *counts = take(arena, loader->snapshot.counts, sizeof(*counts));

	if (!snapshot)
		return;
	snapshot->words = words;
	snapshot->order = order;
	snapshot->scratch = scratch;
	snapshot->buckets = buckets;
	snapshot->counts = counts;
}

static struct trace_program *lay_out(const struct loader *loader, struct arena *arena)
{
	const struct object_image *image = loader->image;
	struct trace_program *program = take(arena, 1, sizeof(*program));
	struct program_cpu *cpus = take(arena, loader->cpu_count, sizeof(*cpus));
	struct enabling *enablings = take(arena, loader->enabling_count, sizeof(*enablings));
	struct enabling **by_epid = take(arena, loader->enabling_count, sizeof(*by_epid));
	struct enabled_probe *probes = take(arena, loader->probe_count, sizeof(*probes));
	struct trace_timer *timers = take(arena, loader->timer_count, sizeof(*timers));
	bool *agg_printed = take(arena, image->agg_count, sizeof(*agg_printed));
	uint8_t *globals = take(arena, 1, image->header->globals_size);
	char *pool = take(arena, 1, loader->string_pool);
	uint32_t *slots = take(arena, intern_slot_count(loader->string_pool), sizeof(*slots));

	if (program) {
		program->image = *image;
		program->cpu_count = loader->cpu_count;
		program->cpus = cpus;
		program->enablings = enablings;
		program->by_epid = by_epid;
		program->enabling_count = loader->enabling_count;
		program->probes = probes;
		program->probe_count = loader->probe_count;
		program->timers = timers;
		program->timer_count = loader->timer_count;
		program->agg_printed = agg_printed;
		program->globals = globals;
		intern_init(&program->strings, &tracer.secret, pool, loader->string_pool, slots);
	}
	for (uint32_t i = 0; i < loader->cpu_count; i++)
		lay_out_cpu(loader, arena, program, i);
	lay_out_snapshot(loader, arena, program ? &program->consumer.snapshot : NULL);
	return program;
}

static void fill_options(struct trace_program *program)
{
	const struct object_image *image = &program->image;

	program->options = (struct program_options){
		.quiet = object_option(image, OPTION_quiet) != 0,
		.aggsortkey = object_option(image, OPTION_aggsortkey) != 0,
		.aggsortrev = object_option(image, OPTION_aggsortrev) != 0,
		.errtags = object_option(image, OPTION_errtags) != 0,
		.droptags = object_option(image, OPTION_droptags) != 0,
		.aggsortkeypos = object_option(image, OPTION_aggsortkeypos),
		.aggsortpos = object_option(image, OPTION_aggsortpos),
	};
}

/* Enabled probes, each with room for its enablings, which are counted anew as they are filled in.
 */
static void fill_probes(struct trace_program *program, struct enabled_probe **by_id)
{
	struct enabling *next_enabling = program->enablings;
	struct enabled_probe *probe = program->probes;
	struct trace_timer *timer = program->timers;

	for (uint32_t id = 1; id <= probes_count(); id++) {
		by_id[id] = NULL;
		if (enablings_of[id] == 0)
			continue;
		by_id[id] = probe;
		probe->probe = probes_by_id(id);
		probe->enablings = next_enabling;
		next_enabling += enablings_of[id];
		if (probe->probe->kind == PROBE_KIND_PROFILE)
			probe->timer_count = program->cpu_count;
		if (probe->probe->kind == PROBE_KIND_TICK)
			probe->timer_count = 1;
		probe->timers = timer;
		for (uint32_t cpu = 0; cpu < probe->timer_count; cpu++)
			*timer++ = (struct trace_timer){
				.program = program,
				.probe = probe,
				.cpu = &program->cpus[cpu],
				.cpu_number = cpu,
			};
		probe++;
	}
	program->begin = by_id[PROBE_BEGIN];
	program->end = by_id[PROBE_END];
	program->error = by_id[PROBE_ERROR];
}

static void fill_enabling(struct trace_program *program, struct enabled_probe *probe,
			  uint32_t clause, uint32_t epid)
{
	struct enabling *enabling = &probe->enablings[probe->enabling_count++];
	uint64_t bytes =
		object_clause_record_bytes(&program->image, clause, sizeof(struct record_action));

	if (bytes > 0)
		bytes += sizeof(struct record);
	*enabling = (struct enabling){
		.epid = epid,
		.clause = clause,
		/* What cannot ever fit is dropped each time. */
		.record_bytes = bytes < LARGEST_BUFFER ? (uint32_t)bytes : LARGEST_BUFFER,
		.first_action = program->image.clauses[clause].first_action,
		.probe = probe->probe,
	};
	program->by_epid[epid - 1] = enabling;
	if (probe == program->end)
		program->end_bytes += enabling->record_bytes;
}

/* In the order of the program, and of the probes' numbers where one description matches several: as
 * DTrace. */
static void fill_enablings(struct trace_program *program)
{
	static struct enabled_probe *by_id[PROBES_MAX + 1];
	const struct object_image *image = &program->image;
	uint32_t epid = 0;

	fill_probes(program, by_id);
	for (uint32_t c = 0; c < image->clause_count; c++) {
		const struct object_clause *clause = &image->clauses[c];

		for (uint32_t p = 0; p < clause->probe_count; p++) {
			struct probe_description description =
				description_of(image, &image->probes[clause->first_probe + p]);

			for (uint32_t id = 1; id <= probes_count(); id++)
				if (by_id[id] && probe_matches(probes_by_id(id), &description))
					fill_enabling(program, by_id[id], c, ++epid);
		}
	}
}

static void seed(void)
{
	if (tracer.seeded)
		return;
	tracer.secret = (struct hash_secret){machine_random(), machine_random()};
	tracer.seeded = true;
}

static struct trace_program *build(struct loader *loader)
{
	struct arena arena = {0};

	size_aggregations(loader);
	lay_out(loader, &arena);
	arena.base = machine_allocate(arena.used);
	if (!arena.base) {
		refuse(loader,
		       "no memory: the program needs %llu KB for %u CPUs; lower bufsize (%llu) or "
		       "aggsize (%llu)",
		       (unsigned long long)(arena.used >> 10), loader->cpu_count,
		       (unsigned long long)loader->bufsize, (unsigned long long)loader->aggsize);
		return NULL;
	}

	uint64_t size = arena.used;

	arena.used = 0;

	struct trace_program *program = lay_out(loader, &arena);

	program->memory = arena.base;
	program->memory_size = size;
	fill_options(program);
	fill_enablings(program);
	return program;
}

/* The copy is opened, checked and kept; object_open() leaves views into it. */
static struct trace_program *load_copy(const void *copy, size_t size, char error[TRACE_ERROR_SIZE])
{
	struct object_image image;
	struct loader loader = {
		.image = &image,
		.cpu_count = machine_cpu_count(),
		.error = error,
	};

	if (!object_open(copy, size, &image, error) || !check_sizes(&loader) ||
	    !check_actions(&loader) || !match_probes(&loader) || !verify(&loader))
		return NULL;
	seed();
	return build(&loader);
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
		refuse(&loader, "%d programs are loaded already, and there is no room for more",
		       TRACE_MAX_PROGRAMS);
		return NULL;
	}
	if (size == 0 || size > OBJECT_MAX_BYTES) {
		refuse(&loader, "a program object of %zu bytes; 1 to %d are allowed", size,
		       OBJECT_MAX_BYTES);
		return NULL;
	}

	void *copy = machine_allocate(size);

	if (!copy) {
		refuse(&loader, "no memory for a program object of %zu bytes", size);
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
