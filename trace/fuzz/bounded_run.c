/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/fuzz/bounded_run.h"

#include "trace/sim/machine_sim.h"
#include "trace/verify.h"

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>

enum {
	CPUS = 2,
	MOST_MEMORY = 24 << 20, /* of one allocation; the options' defaults need less */
	MOST_OUTPUT = 64 << 10,
	MOST_FIRINGS = 40,
	LONGEST_WAIT = 4096, /* calls of trace_work() without a byte written */
};

static _Noreturn void broken(const char *promise)
{
	fprintf(stderr, "bounded_run: %s\n", promise);
	abort();
}

/* The verifier's memory is allocated once and kept for the next program. */
static void check_memory(const char *promise)
{
	static bool scratch_kept;
	size_t kept = sim_allocated();

	if (kept != 0 && (scratch_kept || kept != verify_scratch_needed()))
		broken(promise);
	scratch_kept |= kept != 0;
}

static struct sim_guest *add_guest(void)
{
	static const uint64_t stack = 0x7ffffffff000;
	static char memory[4096];
	struct sim_guest *guest = sim_add_guest("qemu-kvm", "alpha");

	guest->privilege = 3;
	for (size_t i = 0; i < sizeof(memory); i++)
		memory[i] = (char)(i % 24 == 23 ? '\0' : 'A' + i % 58);
	sim_add_memory(guest, stack, memory, sizeof(memory));
	for (size_t i = 0; i < GPR_COUNT; i++)
		guest->gpr[i] = i % 2 ? UINT64_C(0xffff800000000000) >> i : stack + i * 250;
	sim_set_field(guest, 0x6802, 0x1000);	      /* CR3 */
	sim_set_field(guest, 0x681e, 0x7fff12345678); /* RIP */
	sim_set_field(guest, 0x681c, stack + 8);      /* RSP */
	sim_set_field(guest, 0x6820, 0x202);	      /* RFLAGS */
	return guest;
}

/* Lets the consumer work, as far as the bound on the output goes. False: it is reached. */
static bool drain(void)
{
	size_t written;

	while (sim_output(&written), written < MOST_OUTPUT) {
		size_t before = written;

		for (int i = 0; i < LONGEST_WAIT && written == before; i++) {
			if (trace_work(sim_idle_context(0)) == TRACE_WORK_IDLE)
				return true;
			sim_output(&written);
		}
		if (written == before)
			break; /* a field a million columns wide, or an aggregation to sort */
	}
	return false;
}

/* Longer and longer steps, so that both profile-4999 and tick-1h get their turn. */
static void pass_time(struct trace_program *program)
{
	enum { FIRST_STEP = 1000000, LAST_STEP_S = 7200 };
	struct trace_statistics statistics = {0};
	int status;

	for (uint64_t ns = FIRST_STEP; ns < LAST_STEP_S * UINT64_C(1000000000); ns *= 4) {
		trace_statistics(program, &statistics);
		if (statistics.firings >= MOST_FIRINGS || trace_ended(program, &status))
			return;
		sim_advance(ns, NULL, NULL);
		if (!drain())
			return;
	}
}

bool bounded_run(const void *object, size_t size, char error[TRACE_ERROR_SIZE])
{
	struct trace_program *program;
	int status;

	sim_start(CPUS);
	sim_limit_allocation(MOST_MEMORY);
	sim_place(0, add_guest());
	error[0] = '\0';
	program = trace_load(object, size, error);

	if (!program) {
		if (error[0] == '\0')
			broken("a program is refused without a reason");
		check_memory("a refused program keeps memory");
		return false;
	}
	if (trace_start(program, sim_idle_context(0), error) && drain())
		pass_time(program);
	trace_stop(program, sim_idle_context(0));
	if (drain() && !trace_ended(program, &status))
		broken("a stopped program has nothing to write, but has not ended");
	trace_unload(program);
	check_memory("an unloaded program keeps memory");
	return true;
}
