/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/work.h"

#include "trace/trace.h"
#include "vmm/cpu.h"
#include "vmm/guest.h"
#include "vmm/output.h"
#include "vmm/schedule.h"
#include "vmm/serial.h"
#include "vmm/x86.h"

enum {
	EXIT_STATUS_REFUSED = 1,
	/* A slice is a few thousand instructions; with this pause guests have most of the CPU while
	   output is made. */
	SLICES_PER_SECOND = 2000,
};

static struct trace_program *programs[HANDOFF_MAX_PROGRAMS];
static struct deadline work;

static _Noreturn void finish(int status)
{
	output_flush(); /* the last line comes after everything that the programs said */
	log_line("exit status %d", status);
	output_flush();
	cpu_halt();
}

/* The status of the first program that ended with one other than 0. */
static bool all_ended(int *status)
{
	*status = 0;
	for (uint32_t i = 0; i < machine.handoff->program_count; i++) {
		int one;

		if (!trace_ended(programs[i], &one))
			return false;
		if (!*status)
			*status = one;
	}
	return true;
}

static void stop_if_done(void)
{
	int status;

	if (!all_ended(&status))
		return;
	if (machine.handoff->program_count || !guests_running())
		finish(status);
}

static void work_expired(struct deadline *deadline, uint64_t now)
{
	struct cpu *cpu = machine.cpu;

	switch (trace_work(&cpu->outside)) {
	case TRACE_WORK_MORE:
		schedule_deadline(cpu, deadline, now + cpu->tsc_hz / SLICES_PER_SECOND);
		break;
	case TRACE_WORK_BLOCKED:
		schedule_deadline(cpu, deadline, now + serial_fifo_ticks());
		break;
	default:
		stop_if_done();
		break;
	}
}

void work_request(void)
{
	if (!work.position)
		schedule_deadline(machine.cpu, &work, rdtsc());
}

static void refuse(const struct handoff_program *program, const char *error)
{
	log_line("%s: %s", program->name, error);
	finish(EXIT_STATUS_REFUSED);
}

void work_start(void)
{
	const struct handoff *handoff = machine.handoff;
	char error[TRACE_ERROR_SIZE];

	work.expired = work_expired;
	for (uint32_t i = 0; i < handoff->program_count; i++) {
		const struct handoff_program *program = &handoff->programs[i];

		programs[i] = trace_load((const void *)(uintptr_t)program->object.base,
					 program->object.size, error);
		if (!programs[i])
			refuse(program, error);
	}
	for (uint32_t i = 0; i < handoff->program_count; i++)
		if (!trace_start(programs[i], &machine.cpu->outside, error))
			refuse(&handoff->programs[i], error);
	work_request();
}
