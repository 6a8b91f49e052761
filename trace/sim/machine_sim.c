/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/sim/machine_sim.h"

#include "trace/machine.h"
#include "trace/trace.h"

#include <stdlib.h>
#include <string.h>

enum { NS_PER_S = 1000000000 };

struct sim_cpu {
	struct probe_context context;
	const struct sim_guest *guest;
	uint64_t not_run; /* ns that have passed and in which its vCPU did not run */
};

struct sim_timer {
	struct trace_timer *timer; /* NULL: free */
	unsigned int cpu;
	uint64_t numerator, denominator;
	uint64_t start;
	uint64_t fired;
	uint64_t due; /* when it fires next */
};

/* Text that was written. */
struct sim_stream {
	char *text;
	size_t length, size;
};

static struct {
	unsigned int cpu_count;
	struct sim_cpu cpus[SIM_MAX_CPUS];
	struct probe_context idle[SIM_MAX_CPUS];
	struct sim_guest guests[SIM_MAX_GUESTS];
	uint32_t guest_count;
	struct sim_timer timers[SIM_MAX_TIMERS];
	unsigned int timer_limit;
	unsigned int timers_used; /* those behind are free */
	uint64_t now;
	uint64_t lateness;
	uint64_t first_walltime;
	struct sim_stream output, messages;
	size_t write_limit, output_limit;
	size_t allocation_limit;
	size_t allocated;
	uint64_t random;
} sim;

void sim_start(unsigned int cpu_count)
{
	free(sim.output.text);
	free(sim.messages.text);
	memset(&sim, 0, sizeof(sim));
	sim.cpu_count = cpu_count;
	sim.timer_limit = SIM_MAX_TIMERS;
	sim.first_walltime = (uint64_t)SIM_FIRST_WALLTIME * NS_PER_S;
	sim.write_limit = SIZE_MAX;
	sim.output_limit = SIZE_MAX;
	sim.allocation_limit = SIZE_MAX;
	for (unsigned int i = 0; i < cpu_count; i++) {
		sim.cpus[i].context.cpu = (int32_t)i;
		sim.idle[i].cpu = (int32_t)i;
	}
}

struct sim_guest *sim_add_guest(const char *execname, const char *zonename)
{
	struct sim_guest *guest = &sim.guests[sim.guest_count++];

	guest->pid = (int32_t)sim.guest_count;
	guest->execname = execname;
	guest->zonename = zonename;
	return guest;
}

void sim_place_vcpu(unsigned int cpu, const struct sim_guest *guest, int32_t tid, uint64_t run)
{
	struct probe_context *context = &sim.cpus[cpu].context;

	sim.cpus[cpu].guest = guest;
	sim.cpus[cpu].not_run = sim.now - run;
	context->pid = guest ? guest->pid : 0;
	context->tid = guest ? tid : 0;
	if (guest)
		memcpy(context->gpr, guest->gpr, sizeof(context->gpr));
	else
		memset(context->gpr, 0, sizeof(context->gpr));
}

void sim_place(unsigned int cpu, const struct sim_guest *guest)
{
	sim_place_vcpu(cpu, guest, 1, sim.now);
}

const struct sim_guest *sim_guest_of(const struct probe_context *context)
{
	return context->pid == 0 ? NULL : sim.cpus[context->cpu].guest;
}

const struct probe_context *sim_current(unsigned int cpu)
{
	return &sim.cpus[cpu].context;
}

struct probe_context *sim_idle_context(unsigned int cpu)
{
	return &sim.idle[cpu];
}

void sim_set_lateness(uint64_t ns)
{
	sim.lateness = ns;
}

void sim_set_clocks(uint64_t uptime, uint64_t walltime)
{
	sim.now = uptime;
	sim.first_walltime = walltime - uptime;
}

/* When the timer is due next: from its start, so that no rounding adds up. */
static void set_due(struct sim_timer *timer)
{
	unsigned __int128 ns = (unsigned __int128)(timer->fired + 1) * timer->numerator * NS_PER_S;

	timer->due = timer->start + (uint64_t)(ns / timer->denominator);
}

static struct sim_timer *earliest(void)
{
	struct sim_timer *found = NULL;

	for (unsigned int i = 0; i < sim.timers_used; i++) {
		struct sim_timer *timer = &sim.timers[i];

		if (timer->timer && (!found || timer->due < found->due))
			found = timer;
	}
	return found;
}

uint64_t sim_next_firing(void)
{
	const struct sim_timer *timer = earliest();

	return timer ? timer->due - sim.now : UINT64_MAX;
}

void sim_advance(uint64_t ns, sim_hook *hook, void *cookie)
{
	uint64_t end = sim.now + ns;
	struct sim_timer *timer;

	while ((timer = earliest()) != NULL && timer->due <= end) {
		sim.now = timer->due;
		timer->fired++;
		set_due(timer);
		if (hook)
			hook(timer->cpu, sim.now, cookie);
		trace_timer_fired(timer->timer, &sim.cpus[timer->cpu].context, sim.lateness);
	}
	sim.now = end;
}

void sim_limit_output(size_t a_call, size_t in_all)
{
	sim.write_limit = a_call;
	sim.output_limit = in_all;
}

static const char *stream_text(const struct sim_stream *stream, size_t *length)
{
	if (length)
		*length = stream->length;
	return stream->text ? stream->text : "";
}

const char *sim_output(size_t *length)
{
	return stream_text(&sim.output, length);
}

const char *sim_messages(size_t *length)
{
	return stream_text(&sim.messages, length);
}

static void clear_stream(struct sim_stream *stream)
{
	stream->length = 0;
	if (stream->text)
		stream->text[0] = '\0';
}

void sim_clear_output(void)
{
	clear_stream(&sim.output);
	clear_stream(&sim.messages);
}

bool sim_work(void)
{
	for (;;) {
		switch (trace_work(&sim.idle[0])) {
		case TRACE_WORK_IDLE:
			return true;
		case TRACE_WORK_MORE:
			break;
		case TRACE_WORK_BLOCKED:
			return false;
		}
	}
}

void sim_limit_allocation(size_t size)
{
	sim.allocation_limit = size;
}

size_t sim_allocated(void)
{
	return sim.allocated;
}

void sim_limit_timers(unsigned int count)
{
	sim.timer_limit = count;
}

uint64_t machine_timestamp(void)
{
	return sim.now;
}

uint64_t machine_walltime(void)
{
	return sim.first_walltime + sim.now;
}

uint64_t machine_vtime(const struct probe_context *context)
{
	return context->pid == 0 ? 0 : sim.now - sim.cpus[context->cpu].not_run;
}

unsigned int machine_cpu_count(void)
{
	return sim.cpu_count;
}

enum { ALIGNMENT = 64 };

void *machine_allocate(size_t size)
{
	size_t rounded = (size + ALIGNMENT - 1) & ~(size_t)(ALIGNMENT - 1);
	void *memory;

	if (size > sim.allocation_limit)
		return NULL;
	memory = aligned_alloc(ALIGNMENT, rounded);
	if (!memory)
		return NULL;
	memset(memory, 0, rounded);
	sim.allocated += size;
	return memory;
}

void machine_release(void *memory, size_t size)
{
	sim.allocated -= size;
	free(memory);
}

bool machine_timer_start(struct trace_timer *timer, unsigned int cpu, uint64_t numerator,
			 uint64_t denominator)
{
	for (unsigned int i = 0; i < sim.timer_limit; i++) {
		if (sim.timers[i].timer)
			continue;
		sim.timers[i] = (struct sim_timer){
			.timer = timer,
			.cpu = cpu,
			.numerator = numerator,
			.denominator = denominator,
			.start = sim.now,
		};
		set_due(&sim.timers[i]);
		if (i >= sim.timers_used)
			sim.timers_used = i + 1;
		return true;
	}
	return false;
}

void machine_timer_stop(struct trace_timer *timer, unsigned int cpu)
{
	for (unsigned int i = 0; i < SIM_MAX_TIMERS; i++)
		if (sim.timers[i].timer == timer && sim.timers[i].cpu == cpu)
			sim.timers[i].timer = NULL;
}

static bool grow_stream(struct sim_stream *stream, size_t size)
{
	size_t needed = stream->length + size + 1;
	char *larger;

	if (needed <= stream->size)
		return true;
	larger = realloc(stream->text, needed * 2);
	if (!larger)
		return false;
	stream->text = larger;
	stream->size = needed * 2;
	return true;
}

static size_t write_stream(struct sim_stream *stream, const char *text, size_t size)
{
	if (size > sim.write_limit)
		size = sim.write_limit;
	if (size > sim.output_limit)
		size = sim.output_limit;
	if (size == 0 || !grow_stream(stream, size))
		return 0;
	memcpy(stream->text + stream->length, text, size);
	stream->length += size;
	stream->text[stream->length] = '\0';
	if (sim.output_limit != SIZE_MAX)
		sim.output_limit -= size;
	return size;
}

size_t machine_write(const char *text, size_t size)
{
	return write_stream(&sim.output, text, size);
}

size_t machine_write_message(const char *text, size_t size)
{
	return write_stream(&sim.messages, text, size);
}

/* splitmix64: the same numbers in each run, so that a test that fails can be repeated. */
uint64_t machine_random(void)
{
	uint64_t z = sim.random += 0x9e3779b97f4a7c15;

	z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9;
	z = (z ^ z >> 27) * 0x94d049bb133111eb;
	return z ^ z >> 31;
}
