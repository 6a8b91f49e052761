/* SPDX-License-Identifier: BSD-2-Clause */
/* The helpers for speculations. */
#include "trace/helpers.h"
#include "trace/program.h"
#include "trace/speculation.h"

bool helper_speculation(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	(void)args;
	*result = speculation_new(run->owner);
	return true;
}

/*
 * The clause's record goes to the speculation from here on. A speculation that takes nothing ends the
 * clause, as in DTrace: what follows has nowhere to go.
 */
bool helper_speculate(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct firing *firing = run->owner;
	const struct enabling *enabling = program_enabling(firing->program, run->context->epid);
	struct record *record;

	*result = 0;
	if (enabling->record_bytes == 0) {
		firing->actions++;
		return true;
	}
	if (firing->speculation)
		return run_fault(run, FAULT_ILLOP, 0, args[0]);
	switch (speculation_reserve(firing, args[0], enabling, &record)) {
	case SPECULATE_OK:
		record->bytes = sizeof(*record);
		record->epid = enabling->epid;
		firing->record = record;
		firing->actions++;
		return true;
	case SPECULATE_BAD:
		return run_fault(run, FAULT_ILLOP, 0, args[0]);
	case SPECULATE_NOTHING:
	case SPECULATE_FULL:
		firing->ended = true;
		break;
	}
	return false;
}

/* The clause has nothing of its own in the principal buffer: the compiler sees to it. */
bool helper_commit(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct firing *firing = run->owner;

	*result = 0;
	if (program_enabling(firing->program, run->context->epid)->record_bytes > 0 ||
	    !speculation_commit(firing, args[0]))
		return run_fault(run, FAULT_ILLOP, 0, args[0]);
	firing->actions++;
	return true;
}

bool helper_discard(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct firing *firing = run->owner;

	*result = 0;
	if (firing->speculation || !speculation_discard(firing, args[0]))
		return run_fault(run, FAULT_ILLOP, 0, args[0]);
	firing->actions++;
	return true;
}
