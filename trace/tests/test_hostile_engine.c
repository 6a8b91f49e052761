/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Objects with random bytes changed, through the whole engine: they are refused with a reason, or
 * loaded, run with the real helpers and printed. ASan sees each byte too far.
 */
#include "trace/tests/mutation.h"
#include "trace/tests/scripts.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { MUTATIONS = 30000, MOST_MEMORY = 8 << 20, MOST_WORK = 20000 };

/* Works until all is printed; a step is bounded, and so is the output. */
static void drain(void)
{
	for (unsigned int i = 0; i < MOST_WORK; i++)
		if (trace_work(sim_idle_context(0)) == TRACE_WORK_IDLE)
			return;
	fail_msg("there is no end to the work");
}

/* Loads and runs it in a guest with memory; false when it was refused. */
static bool run(const void *bytes, size_t size, uint64_t *recorded, uint64_t *errors)
{
	static const char memory[4096] = "text";
	struct trace_statistics statistics;
	struct trace_program *program;
	struct probe_context *context;
	struct sim_guest *guest;
	char error[TRACE_ERROR_SIZE] = "";
	int status;

	sim_start(1);
	sim_limit_allocation(MOST_MEMORY); /* an option may have become a large one */
	guest = sim_add_guest("qemu-kvm", "guest");
	sim_set_field(guest, FIELD_CR3, 0x1000);
	sim_add_memory(guest, 0, memory, sizeof(memory));
	context = sim_idle_context(0);
	context->pid = guest->pid;
	context->tid = 1;

	program = trace_load(bytes, size, error);
	if (!program) {
		assert_true(strlen(error) > 0);
		return false;
	}
	if (trace_start(program, context, error))
		sim_advance(1000000000, NULL, NULL);
	drain();
	trace_stop(program, context);
	drain();
	assert_true(trace_ended(program, &status));
	trace_statistics(program, &statistics);
	*recorded += statistics.recorded;
	*errors += statistics.errors;
	trace_unload(program);
	return true;
}

static void test_mutated_objects(void **state)
{
	uint8_t *originals[MUTATION_ORIGINALS];
	size_t sizes[MUTATION_ORIGINALS];
	unsigned int ran = 0;
	uint64_t recorded = 0;
	uint64_t errors = 0;

	(void)state;
	for (size_t i = 0; i < MUTATION_ORIGINALS; i++) {
		originals[i] = mutation_original(i, &sizes[i]);
		if (!run(originals[i], sizes[i], &recorded, &errors))
			fail_msg("original %zu is refused", i);
	}
	for (unsigned int round = 0; round < MUTATIONS; round++) {
		const size_t which = below(MUTATION_ORIGINALS);
		uint8_t *bytes = malloc(sizes[which]);

		memcpy(bytes, originals[which], sizes[which]);
		mutate(bytes, sizes[which]);
		ran += run(bytes, sizes[which], &recorded, &errors);
		free(bytes);
	}
	/* Else the test would have tried little. */
	assert_true(ran > MUTATIONS / 20 && ran < MUTATIONS);
	assert_true(recorded > ran / 4 && errors > ran / 20);
	for (size_t i = 0; i < MUTATION_ORIGINALS; i++)
		free(originals[i]);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mutated_objects),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
