/* SPDX-License-Identifier: BSD-2-Clause */
/* The machine as trace/machine.h declares it: what the tracer sees of this VMM. */
#include "trace/machine.h"

#include "trace/trace.h"
#include "vmm/cpu.h"
#include "vmm/guest_memory.h"
#include "vmm/memory.h"
#include "vmm/output.h"
#include "vmm/schedule.h"
#include "vmm/trace_machine.h"
#include "vmm/work.h"
#include "vmm/x86.h"

enum {
	TIME_SHIFT = 32,
	NS_PER_SECOND = 1000000000,
};

enum register_index {
#define REGISTER(name, index) name = (index),
#include "dsl/abi/registers.def"
#undef REGISTER
};

/* A tracer's timer on this CPU. */
struct clock {
	struct deadline deadline;
	struct period period;
	struct trace_timer *timer; /* NULL: free */
};

static struct clock clocks[TRACE_MACHINE_TIMERS];
static uint64_t ns_per_tick; /* times 2^TIME_SHIFT */

void trace_machine_init(uint64_t tsc_hz)
{
	ns_per_tick = ((uint64_t)NS_PER_SECOND << TIME_SHIFT) / tsc_hz;
}

static uint64_t ticks_to_ns(uint64_t ticks)
{
	return (uint64_t)((unsigned __int128)ticks * ns_per_tick >> TIME_SHIFT);
}

/* Only vCPUs have contexts with a guest's number. */
static const struct vcpu *vcpu_of(const struct probe_context *context)
{
	return (const struct vcpu *)((const char *)context - offsetof(struct vcpu, context));
}

bool machine_read_field(const struct probe_context *context, uint32_t encoding, uint64_t *value)
{
	return context->pid && vmread_safe(encoding, value);
}

bool machine_read_register(const struct probe_context *context, uint32_t reg, uint64_t *value)
{
	static const struct {
		uint32_t reg;
		enum vmcs_field field;
	} fields[] = {
		{R_RIP, VMX_GUEST_RIP},	       {R_CS, VMX_GUEST_CS_SELECTOR},
		{R_RFL, VMX_GUEST_RFLAGS},     {R_RSP, VMX_GUEST_RSP},
		{R_SS, VMX_GUEST_SS_SELECTOR}, {R_FS, VMX_GUEST_FS_SELECTOR},
		{R_GS, VMX_GUEST_GS_SELECTOR}, {R_ES, VMX_GUEST_ES_SELECTOR},
		{R_DS, VMX_GUEST_DS_SELECTOR}, {R_FSBASE, VMX_GUEST_FS_BASE},
		{R_GSBASE, VMX_GUEST_GS_BASE},
	};
	static const uint8_t gprs[] = {
		[R_R15] = GPR_R15, [R_R14] = GPR_R14, [R_R13] = GPR_R13, [R_R12] = GPR_R12,
		[R_R11] = GPR_R11, [R_R10] = GPR_R10, [R_R9] = GPR_R9,	 [R_R8] = GPR_R8,
		[R_RDI] = GPR_RDI, [R_RSI] = GPR_RSI, [R_RBP] = GPR_RBP, [R_RBX] = GPR_RBX,
		[R_RDX] = GPR_RDX, [R_RCX] = GPR_RCX, [R_RAX] = GPR_RAX,
	};

	if (!context->pid)
		return false;
	if (reg >= R_R15 && reg <= R_RAX) {
		*value = context->gpr[gprs[reg]];
		return true;
	}
	for (unsigned int i = 0; i < sizeof(fields) / sizeof(fields[0]); i++)
		if (fields[i].reg == reg)
			return vmread_safe(fields[i].field, value);
	return false;
}

/* As the guest's kernel would, and where that may not: pages that only users may read, or no one. */
bool machine_read_memory(const struct probe_context *context, uint64_t address, void *to,
			 size_t size, uint64_t *missing)
{
	const struct vcpu *vcpu = vcpu_of(context);
	struct walk_paging paging;
	struct walk_result result;

	*missing = address;
	/* Page tables are found through the current VMCS. */
	if (!context->pid || vcpu != machine.cpu->current)
		return false;
	paging = guest_paging(vcpu);
	return walk_range_exists(&paging, address, size, missing) &&
	       guest_linear_copy(vcpu, address, to, size, WALK_ANY, missing, &result) == WALK_OK;
}

unsigned int machine_privilege(const struct probe_context *context)
{
	return context->pid ? vmread(VMX_GUEST_SS_AR_BYTES) >> AR_DPL_SHIFT & 3 : 0;
}

uint64_t machine_timestamp(void)
{
	return ticks_to_ns(rdtsc() - machine.start_tsc);
}

uint64_t machine_walltime(void)
{
	return machine.handoff->wall_ns + ticks_to_ns(rdtsc() - machine.handoff->wall_tsc);
}

uint64_t machine_vtime(const struct probe_context *context)
{
	const struct vcpu *vcpu = vcpu_of(context);
	uint64_t ticks;

	if (!context->pid)
		return 0;
	ticks = vcpu->run_ticks;
	if (machine.cpu->current == vcpu)
		ticks += rdtsc() - vcpu->switched_in;
	return ticks_to_ns(ticks);
}

const char *machine_execname(const struct probe_context *context)
{
	return context->pid ? vcpu_of(context)->guest->config->execname : "idle";
}

const char *machine_zonename(const struct probe_context *context)
{
	return context->pid ? vcpu_of(context)->guest->config->name : "global";
}

unsigned int machine_cpu_count(void)
{
	return 1;
}

void *machine_allocate(size_t size)
{
	return memory_allocate(size);
}

void machine_release(void *memory, size_t size)
{
	memory_release(memory, size);
}

/*
 * The profile probe: one call for this period; the next deadline is one period after this one,
 * however late it is, so that none is left out.
 */
static void clock_expired(struct deadline *deadline, uint64_t now)
{
	struct clock *clock = (struct clock *)((char *)deadline - offsetof(struct clock, deadline));
	struct cpu *cpu = machine.cpu;
	uint64_t late_ns = ticks_to_ns(now - deadline->when);

	schedule_deadline(cpu, deadline, deadline->when + period_next(&clock->period));
	trace_timer_fired(clock->timer, &cpu->current->context, late_ns);
	if (trace_work_pending())
		work_request();
}

bool machine_timer_start(struct trace_timer *timer, unsigned int cpu, uint64_t numerator,
			 uint64_t denominator)
{
	(void)cpu;
	for (unsigned int i = 0; i < TRACE_MACHINE_TIMERS; i++) {
		struct clock *clock = &clocks[i];

		if (clock->timer)
			continue;
		if (!period_init(&clock->period, machine.cpu->tsc_hz, numerator, denominator))
			return false;
		clock->timer = timer;
		clock->deadline.expired = clock_expired;
		schedule_deadline(machine.cpu, &clock->deadline,
				  rdtsc() + period_next(&clock->period));
		return true;
	}
	return false;
}

void machine_timer_stop(struct trace_timer *timer, unsigned int cpu)
{
	(void)cpu;
	for (unsigned int i = 0; i < TRACE_MACHINE_TIMERS; i++) {
		if (clocks[i].timer != timer)
			continue;
		deadline_cancel(&machine.cpu->deadlines, &clocks[i].deadline);
		clocks[i].timer = NULL;
	}
}

size_t machine_write(const char *text, size_t size)
{
	return output_text(text, size);
}

size_t machine_write_message(const char *text, size_t size)
{
	return output_text(text, size);
}

uint64_t machine_random(void)
{
	enum { RDRAND = 1 << 30, RETRIES = 10 };
	uint64_t value =
		rdtsc() *
		0x9e3779b97f4a7c15; /* where there is nothing better: the time of the boot */

	if (!(cpuid(1, 0).ecx & RDRAND))
		return value;
	for (unsigned int i = 0; i < RETRIES; i++) {
		uint64_t random;
		bool valid;

		__asm__ volatile("rdrand %1" : "=@ccc"(valid), "=r"(random));
		if (valid)
			return random ^ value;
	}
	return value;
}
