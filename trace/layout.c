/* SPDX-License-Identifier: BSD-2-Clause */
/* The memory of a program, all of it, and the tables that firing goes by. */
#include "trace/distribution.h"
#include "trace/interpret.h"
#include "trace/load.h"
#include "trace/machine.h"
#include "trace/record.h"
#include "trace/scratch.h"

enum {
	LEAST_STRING_POOL = 4 << 10,
	MOST_STRING_POOL = 1 << 20,
	CACHE_LINE = 64,
};

/* Words of state in the tables of an aggregation. */
static uint32_t table_words(const struct loader *loader, uint32_t number)
{
	const struct object_agg *agg = &loader->image->aggs[number];

	return object_agg_words(agg) +
	       (loader->tallied[number] ? aggregate_tally_words(agg->function) : 0);
}

/* Cells of one aggregation on one CPU: aggsize is shared out evenly; one without keys takes one
 * cell only. */
static uint32_t cells_of(const struct loader *loader, uint32_t number)
{
	const struct object_agg *agg = &loader->image->aggs[number];
	uint32_t words = table_words(loader, number);
	uint32_t extra = loader->tallied[number] ? 1 + tally_words(words) : 0;
	uint64_t share = loader->aggsize;
	uint32_t keyed = 0;

	for (uint32_t i = 0; i < loader->image->agg_count; i++)
		keyed += loader->image->aggs[i].key_count > 0;
	if (agg->key_count > 0)
		share /= keyed;
	return aggregate_cell_count(agg->key_count, words, extra, share);
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

		loader->tallied[i] = program_is_tallied(image, i);
		cells[i] = (uint64_t)cells_of(loader, i) * loader->cpu_count;
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
	struct tally *tallies = take(arena, image->agg_count, sizeof(*tallies));

	for (uint32_t i = 0; i < image->agg_count; i++) {
		const struct object_agg *agg = &image->aggs[i];
		bool tallied = loader->tallied[i];
		uint32_t state = table_words(loader, i);
		uint32_t cells = cells_of(loader, i);
		uint32_t words = aggregate_cell_words(agg->key_count, state);
		uint64_t *cell_memory = take(arena, cells, words * sizeof(uint64_t));
		uint32_t *arrivals = take(arena, cells, sizeof(uint32_t));
		uint64_t *given_up = take(arena, tallied ? cells : 0, sizeof(uint64_t));
		uint64_t *tally = take(arena, tallied ? cells : 0,
				       (uint64_t)tally_words(state) * sizeof(uint64_t));

		if (!arena->base)
			continue;
		aggregate_init(&tables[i], &tracer.secret, agg->key_count,
			       tallied ? aggregate_tallied_function(agg->function)
				       : aggregate_function(agg->function),
			       state, cells, cell_memory, arrivals);
		tables[i].indirect |= has_string_key(image, agg) || distribution_is(agg);
		if (!tallied)
			continue;
		tables[i].given_up = given_up;
		tallies[i] = (struct tally){
			.words = tally,
			.given_up = given_up,
			.state_words = state,
			.own_words = object_agg_words(agg),
		};
	}
	if (arena->base) {
		cpu->aggs = tables;
		cpu->tallies = tallies;
	}
}

static void lay_out_speculations(const struct loader *loader, struct arena *arena,
				 struct program_cpu *cpu)
{
	struct speculation_buffer *buffers = take(arena, loader->nspec, sizeof(*buffers));
	uint8_t *data = take(arena, loader->nspec, loader->speculation_bytes);

	if (!arena->base)
		return;
	for (uint64_t i = 0; i < loader->nspec; i++)
		buffers[i].data = data + i * loader->speculation_bytes;
	cpu->speculations = buffers;
}

/* Where this-> variables are. */
struct local_memory {
	uint8_t *variables;
	char *strings;
	char *strtok_rest;
};

static struct local_memory lay_out_locals(const struct loader *loader, struct arena *arena)
{
	const struct object_image *image = loader->image;

	return (struct local_memory){
		.variables = take(arena, 1, object_area_bytes(image, AREA_LOCALS)),
		.strings = take(arena, 1, object_area_bytes(image, AREA_LOCAL_STRINGS)),
		.strtok_rest = loader->strtok_bytes ? take(arena, 1, loader->strtok_bytes) : NULL,
	};
}

static void init_firing(struct trace_program *program, struct program_cpu *cpu,
			struct firing *firing, const struct local_memory *locals,
			const struct run_scratch *scratch)
{
	const struct object_header *header = program->image.header;
	struct trace_run *run = &firing->run;

	firing->program = program;
	firing->cpu = cpu;
	firing->locals = locals->variables;
	firing->locals_size = header->locals_size;
	firing->has_locals =
		header->locals_size > 0 || header->local_strings > 0 || locals->strtok_rest;
	run->image = &program->image;
	run->areas[AREA_STRINGS] = (uintptr_t)program->image.strings;
	run->areas[AREA_GLOBALS] = (uintptr_t)program->globals;
	run->areas[AREA_LOCALS] = (uintptr_t)locals->variables;
	run->areas[AREA_GLOBAL_STRINGS] = (uintptr_t)program->global_strings;
	run->areas[AREA_LOCAL_STRINGS] = (uintptr_t)locals->strings;
	run->scratch = *scratch;
	if (program->image.dynvar_count > 0)
		run->dynvars = &program->dynvars;
	run->strsize = (uint32_t)object_option(&program->image, OPTION_strsize);
	run->strtok_rest = locals->strtok_rest;
	run->owner = firing;
}

/* Does any code call one of these helpers? */
static bool calls(const struct object_image *image, enum helper_id first, enum helper_id last)
{
	for (uint32_t i = 0; i < image->insn_count; i++)
		if (image->insns[i].opcode == BPF_OPCODE_CALL &&
		    image->insns[i].imm >= (int32_t)first && image->insns[i].imm <= (int32_t)last)
			return true;
	return false;
}

/* What programs need only if they call certain helpers. */
static void size_helpers(struct loader *loader)
{
	const struct object_image *image = loader->image;
	const uint64_t strsize = object_option(image, OPTION_strsize);

	if (calls(image, HELPER_load, HELPER_speculation - 1))
		loader->scratch_bytes = scratch_bytes(strsize);
	if (calls(image, HELPER_strtok, HELPER_strtok))
		loader->strtok_bytes = object_string_slot(strsize);
}

static void lay_out_cpu(const struct loader *loader, struct arena *arena,
			struct trace_program *program, uint32_t number)
{
	struct program_cpu *cpu = program ? &program->cpus[number] : NULL;
	void *buffer = take(arena, 1, loader->bufsize);
	const struct local_memory locals = lay_out_locals(loader, arena);
	const struct local_memory error_locals = lay_out_locals(loader, arena);
	/* One for both: when ERROR fires, the clause that it interrupts is over. */
	const struct run_scratch scratch = {
		.base = take(arena, 1, loader->scratch_bytes),
		.size = loader->scratch_bytes,
	};

	lay_out_aggregations(loader, arena, cpu);
	lay_out_speculations(loader, arena, cpu);
	if (!program)
		return;
	buffer_init(&cpu->buffer, buffer, (uint32_t)loader->bufsize,
		    object_option(&program->image, OPTION_bufpolicy) == POLICY_RING);
	cpu->random = machine_random() | 1;
	init_firing(program, cpu, &cpu->firing, &locals, &scratch);
	init_firing(program, cpu, &cpu->error_firing, &error_locals, &scratch);
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
	uint32_t *by_epid = take(arena, loader->enabling_count, sizeof(*by_epid));
	struct decoded_insn *code = take(arena, image->insn_count, sizeof(*code));
	struct enabled_probe *probes = take(arena, loader->probe_count, sizeof(*probes));
	struct trace_timer *timers = take(arena, loader->timer_count, sizeof(*timers));
	struct speculation *speculations = take(arena, loader->nspec, sizeof(*speculations));
	bool *agg_printed = take(arena, image->agg_count, sizeof(*agg_printed));
	uint64_t *tally_times = take(arena, image->agg_count, sizeof(*tally_times));
	uint8_t *globals = take(arena, 1, object_area_bytes(image, AREA_GLOBALS));
	char *global_strings = take(arena, 1, object_area_bytes(image, AREA_GLOBAL_STRINGS));
	void *dynamic = take(arena, 1, loader->dynvarsize);
	char *pool = take(arena, 1, loader->string_pool);
	uint32_t *slots = take(arena, intern_slot_count(loader->string_pool), sizeof(*slots));

	if (program) {
		program->image = *image;
		program->cpu_count = loader->cpu_count;
		program->cpus = cpus;
		program->enablings = enablings;
		program->by_epid = by_epid;
		program->enabling_count = loader->enabling_count;
		program->code = code;
		program->probes = probes;
		program->probe_count = loader->probe_count;
		program->timers = timers;
		program->timer_count = loader->timer_count;
		program->speculations = speculations;
		program->speculation_count = (uint32_t)loader->nspec;
		program->speculation_bytes = (uint32_t)loader->speculation_bytes;
		program->speculation_charge = (uint32_t)loader->specsize;
		program->agg_printed = agg_printed;
		program->tally_times = tally_times;
		program->globals = globals;
		program->global_strings = global_strings;
		dynvars_init(&program->dynvars, &program->image, &tracer.secret, dynamic,
			     loader->dynvarsize);
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
		.flowindent = object_option(image, OPTION_flowindent) != 0,
		.rawbytes = object_option(image, OPTION_rawbytes) != 0,
		.aggsortkey = object_option(image, OPTION_aggsortkey) != 0,
		.aggsortrev = object_option(image, OPTION_aggsortrev) != 0,
		.agghist = object_option(image, OPTION_agghist) != 0,
		.aggpack = object_option(image, OPTION_aggpack) != 0,
		.aggzoom = object_option(image, OPTION_aggzoom) != 0,
		.errtags = object_option(image, OPTION_errtags) != 0,
		.droptags = object_option(image, OPTION_droptags) != 0,
		.policy = (enum object_buffer_policy)object_option(image, OPTION_bufpolicy),
		.statusrate = object_option(image, OPTION_statusrate),
		.aggsortkeypos = object_option(image, OPTION_aggsortkeypos),
		.aggsortpos = object_option(image, OPTION_aggsortpos),
	};
}

/*
 * DTrace's rules. Before trace_start() and after exit() nothing fires but what the tracer fires
 * itself; of these BEGIN only as long as no clause of it called exit().
 */
static uint32_t activities_of(const struct probe *probe)
{
	if (probe->kind != PROBE_KIND_DTRACE)
		return 1u << ACTIVITY_ACTIVE;
	return probe->id == PROBE_BEGIN ? 1u << ACTIVITY_WARMUP : ~0u;
}

/* Enabled probes, each with room for its enablings, which are counted anew as they are filled in.
 */
static void fill_probes(struct trace_program *program, const uint32_t *enablings_of,
			struct enabled_probe **by_id)
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
		probe->activities = activities_of(probe->probe);
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
		.id = probe->probe->id,
		.epid = epid,
		.clause = clause,
		/* What cannot ever fit is dropped each time. */
		.record_bytes =
			bytes < LOADER_LARGEST_BUFFER ? (uint32_t)bytes : LOADER_LARGEST_BUFFER,
		.dtrace_bytes = speculation_record_bytes(&program->image, clause),
		.code = program->code + program->image.clauses[clause].first_insn,
		.probe = probe->probe,
	};
	program->by_epid[epid - 1] = (uint32_t)(enabling - program->enablings);
	if (probe == program->end)
		program->end_bytes += enabling->record_bytes;
}

/* In the order of the program, and of the probes' numbers where one description matches several: as
 * DTrace. */
static void fill_enablings(struct trace_program *program, const uint32_t *enablings_of)
{
	static struct enabled_probe *by_id[PROBES_MAX + 1];
	const struct object_image *image = &program->image;
	uint32_t epid = 0;

	fill_probes(program, enablings_of, by_id);
	for (uint32_t c = 0; c < image->clause_count; c++) {
		const struct object_clause *clause = &image->clauses[c];

		for (uint32_t p = 0; p < clause->probe_count; p++) {
			struct probe_description description =
				loader_description(image, &image->probes[clause->first_probe + p]);

			for (uint32_t id = 1; id <= probes_count(); id++)
				if (by_id[id] && probe_matches(probes_by_id(id), &description))
					fill_enabling(program, by_id[id], c, ++epid);
		}
	}
}

/* What lies between clauses was not verified. */
static void decode_clauses(struct trace_program *program)
{
	const struct object_image *image = &program->image;

	for (uint32_t i = 0; i < image->clause_count; i++) {
		uint32_t first = image->clauses[i].first_insn;

		interpret_decode(image->insns + first, image->clauses[i].insn_count,
				 program->code + first);
	}
}

struct trace_program *loader_build(struct loader *loader)
{
	struct arena arena = {0};

	size_aggregations(loader);
	size_helpers(loader);
	lay_out(loader, &arena);
	arena.base = machine_allocate(arena.used);
	if (!arena.base) {
		loader_refuse(
			loader,
			"no memory: the program needs %llu KB for %u CPUs; lower bufsize (%llu), "
			"aggsize (%llu) or dynvarsize (%llu)",
			(unsigned long long)(arena.used >> 10), loader->cpu_count,
			(unsigned long long)loader->bufsize, (unsigned long long)loader->aggsize,
			(unsigned long long)loader->dynvarsize);
		return NULL;
	}

	uint64_t size = arena.used;

	arena.used = 0;

	struct trace_program *program = lay_out(loader, &arena);

	program->memory = arena.base;
	program->memory_size = size;
	decode_clauses(program);
	fill_options(program);
	fill_enablings(program, loader->enablings_of);
	return program;
}
