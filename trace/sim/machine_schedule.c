/* SPDX-License-Identifier: BSD-2-Clause */
/* Who runs when: each follows from the time alone, so that nothing adds up and nothing is kept. */
#include "trace/sim/machine_file.h"

enum { NS_PER_S = 1000000000 };

/* The time that a vCPU has run for, if it runs now; false if it does not. */
static bool running(const struct machine *machine, const struct machine_vcpu *vcpu, uint64_t now,
		    uint64_t *run)
{
	uint64_t into = now % machine->cycle;

	*run = now / machine->cycle * vcpu->length + into - vcpu->start;
	return into >= vcpu->start && into - vcpu->start < vcpu->length;
}

/* The phase that a guest is in when it has run so long: they take turns within the cycle too. */
static const struct machine_phase *phase_at(const struct machine *machine,
					    const struct machine_guest *guest, uint64_t run)
{
	uint64_t into = run % machine->cycle;
	uint64_t total = 0;
	uint64_t before = 0;

	for (unsigned int i = 0; i < guest->phase_count; i++)
		total += guest->phases[i].share;
	for (unsigned int i = 0; i < guest->phase_count; i++) {
		before += guest->phases[i].share;
		if (into < machine->cycle * before / total)
			return &guest->phases[i];
	}
	return &guest->phases[guest->phase_count - 1];
}

void machine_schedule(unsigned int cpu, uint64_t now, void *cookie)
{
	const struct machine *machine = cookie;

	for (unsigned int i = 0; i < machine->vcpu_count; i++) {
		const struct machine_vcpu *vcpu = &machine->vcpus[i];
		uint64_t run;

		if (vcpu->cpu != cpu || !running(machine, vcpu, now, &run))
			continue;
		sim_place_vcpu(cpu, &phase_at(machine, vcpu->guest, run)->state, vcpu->tid, run);
		return;
	}
	sim_place(cpu, NULL);
}

void machine_start(const struct machine *machine)
{
	sim_start(machine->cpus);
	sim_set_lateness(machine->lateness);
	sim_set_clocks((uint64_t)MACHINE_UPTIME * NS_PER_S, machine->walltime * NS_PER_S);
}

/* As docs/trace.md shows it. */
const char machine_example[] = "[machine]\n"
			       "cpus = 1\n"
			       "idle = 10                      # a tenth of the time nobody runs\n"
			       "\n"
			       "[guest web]                    # pid 1\n"
			       "share = 60\n"
			       "privilege = 3\n"
			       "VMX_GUEST_RIP = 0x401000\n"
			       "0x600000 = \"GET /index.html\"   # copyinstr(0x600000)\n"
			       "\n"
			       "[phase]\n"
			       "share = 70\n"
			       "VMX_GUEST_CR3 = 0x10c000\n"
			       "\n"
			       "[phase]\n"
			       "share = 20\n"
			       "VMX_GUEST_CR3 = 0x111000\n"
			       "\n"
			       "[phase]                        # in the kernel\n"
			       "share = 10\n"
			       "privilege = 0\n"
			       "VMX_GUEST_CR3 = 0x116000\n"
			       "VMX_GUEST_RIP = 0xffffffff81000000\n"
			       "\n"
			       "[guest db]                     # pid 2\n"
			       "share = 30\n"
			       "VMX_GUEST_CR3 = 0x3fd000\n"
			       "R_RAX = 42\n";
