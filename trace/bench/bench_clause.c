/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What a firing of DESIGN.md's clause takes here, interpreted and translated, with the engine's own
 * helpers over the simulated machine: "bench NAME FIGURE" lines for `make bench`. Rounds of both
 * alternate, so that whatever else the host does hits both; each figure is the median of its rounds.
 * They are much shorter than a time slice: longer ones fall into step with it on a host that is busy.
 */
#include "dsl/dsl.h"
#include "trace/jit.h"
#include "trace/program.h"
#include "trace/sim/executable.h"
#include "trace/sim/machine_sim.h"
#include "trace/verify.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { ROUNDS = 1001, FIRINGS = 2000, TRANSLATIONS = 10, NS_PER_S = 1000000000 };

static const char seed[] = "profile-97hz /execname == \"qemu-kvm\"/"
			   "{ @[pid, vmregs[VMX_GUEST_CR3]] = count(); }";
static const char arithmetic[] =
	"profile-97hz /pid * 7 + tid != 5 && ((pid << 4) ^ cpu) % 11 < 11 && pid + tid * 3 == 4/"
	"{ @ = count(); }";

static _Noreturn void give_up(const char *why)
{
	fprintf(stderr, "bench_clause: %s\n", why);
	exit(1);
}

static void print_line(void *cookie, const char *line)
{
	(void)cookie;
	fprintf(stderr, "%s\n", line);
}

static struct trace_program *start(const char *source)
{
	struct dsl_result result;
	struct dsl_request request = {
		.name = "bench.d",
		.text = source,
		.length = strlen(source),
		.memory_size = dsl_memory_needed(strlen(source)),
		.report = print_line,
	};
	char error[TRACE_ERROR_SIZE];

	sim_start(1);

	struct sim_guest *guest = sim_add_guest("qemu-kvm", "alpha");

	sim_set_field(guest, 0x6802, 0x1000); /* CR3 */
	sim_place(0, guest);
	request.memory = malloc(request.memory_size);
	if (!request.memory || !dsl_compile(&request, &result))
		give_up("the clause does not compile");

	struct trace_program *program = trace_load(result.object, result.object_size, error);

	free(request.memory);
	if (!program || !trace_start(program, sim_idle_context(0), error))
		give_up(error);
	return program;
}

static uint64_t now(void)
{
	struct timespec time;

	clock_gettime(CLOCK_MONOTONIC, &time);
	return (uint64_t)time.tv_sec * NS_PER_S + (uint64_t)time.tv_nsec;
}

static int compare(const void *a, const void *b)
{
	double x = *(const double *)a;
	double y = *(const double *)b;

	return (x > y) - (x < y);
}

static double median(double figures[ROUNDS])
{
	qsort(figures, ROUNDS, sizeof(figures[0]), compare);
	return figures[ROUNDS / 2];
}

/* ns for one of so many calls. */
static double time_calls(jit_function *function, struct trace_run *run)
{
	uint64_t from = now();

	for (int i = 0; i < FIRINGS; i++) {
		run->scratch.used = 0;
		if (function(run) != RUN_TRUE)
			give_up("the clause did not run to its end");
	}
	return (double)(now() - from) / FIRINGS;
}

static void bench_clause(const char *name, const char *source)
{
	struct trace_program *program = start(source);
	const struct object_clause *clause = &program->image.clauses[0];
	struct firing *firing = &program->cpus[0].firing;
	uint32_t *offsets = calloc(clause->insn_count + 1, sizeof(*offsets));
	struct jit_request request = {
		.insns = program->image.insns + clause->first_insn,
		.count = clause->insn_count,
		.secret = 0x0123456789abcdef,
		.offsets = offsets,
	};
	struct executable memory;
	jit_function *compiled;
	static double interpreted[ROUNDS];
	static double translated[ROUNDS];
	static double translation[ROUNDS];

	if (!offsets || !executable_reserve(&memory, jit_clause(&request)))
		give_up("no memory");
	request.code = memory.code;
	request.room = memory.size;
	for (int round = 0; round < ROUNDS; round++) {
		uint64_t from = now();

		for (int i = 0; i < TRANSLATIONS; i++)
			jit_clause(&request);
		translation[round] = (double)(now() - from) / TRANSLATIONS /
				     clause->insn_count; /* us per 1000 */
	}
	if (!executable_seal(&memory))
		give_up("no executable memory");

	const uint8_t *entry = memory.code + JIT_GUARD;

	memcpy(&compiled, &entry, sizeof(compiled));
	firing->probe = &program->probes[0];
	firing->run.context = sim_current(0);
	firing->run.code = program->enablings[0].code;
	for (int round = 0; round < ROUNDS; round++) {
		interpreted[round] = time_calls(interpret, &firing->run);
		translated[round] = time_calls(compiled, &firing->run);
	}
	printf("bench %s-interpreted %.1f\nbench %s-translated %.1f\nbench %s-translation %.1f\n",
	       name, median(interpreted), name, median(translated), name, median(translation));
	executable_release(&memory);
	free(offsets);
	trace_stop(program, sim_idle_context(0));
	sim_work();
	trace_unload(program);
}

int main(void)
{
	bench_clause("seed", seed);
	bench_clause("arithmetic", arithmetic);
	return 0;
}
