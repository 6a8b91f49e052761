/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/sim/machine_file.h"

#include "dsl/base/ini.h"
#include "trace/sim/machine_values.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum {
	NS_PER_S = 1000000000,
	CYCLE_DEFAULT = 100000000, /* ns */
	MAX_SHARE = 1000000,
	MAX_WALLTIME = INT32_MAX,
	SS_AR_BYTES = 0x4818, /* VMX_GUEST_SS_AR_BYTES */
	AR_DPL_SHIFT = 5,
};

/* A description being read. */
struct reader {
	struct machine *machine;
	machine_report *report;
	void *cookie;
	unsigned int errors;
	bool is_known;		     /* the section that values are in */
	struct machine_guest *guest; /* NULL in [machine] */
	struct machine_phase *phase; /* the guest's own section, or one of its phases */
};

static void report(struct reader *reader, unsigned int line, const char *message)
{
	reader->errors++;
	reader->report(reader->cookie, line, message);
}

static void on_error(void *cookie, unsigned int line, const char *message)
{
	report(cookie, line, message);
}

/* An error that names a thing. */
static void report_name(struct reader *reader, unsigned int line, const char *what,
			const char *name)
{
	char message[160];

	snprintf(message, sizeof(message), "%s%.64s", what, name);
	report(reader, line, message);
}

static void start_guest(struct reader *reader, unsigned int line, const char *name)
{
	struct machine *machine = reader->machine;

	reader->is_known = false;
	if (*name == '\0') {
		report(reader, line, "a guest needs a name: [guest NAME]");
		return;
	}
	for (unsigned int i = 0; i < machine->guest_count; i++)
		if (strcmp(machine->guests[i].own.state.zonename, name) == 0) {
			report_name(reader, line, "there is already a guest named ", name);
			return;
		}
	if (machine->guest_count == SIM_MAX_GUESTS) {
		report(reader, line, "more than 64 guests");
		return;
	}
	reader->is_known = true;
	reader->guest = &machine->guests[machine->guest_count++];
	*reader->guest = (struct machine_guest){
		.line = line,
		.share = 1,
		.vcpus = 1,
		.cpu = -1,
	};
	reader->phase = &reader->guest->own;
	reader->phase->line = line;
	reader->phase->state = (struct sim_guest){
		.pid = (int32_t)machine->guest_count,
		.execname = "qemu-kvm",
		.zonename = name,
		.has_all_fields = true,
	};
}

static void start_phase(struct reader *reader, unsigned int line)
{
	struct machine_guest *guest = reader->guest;

	reader->is_known = false;
	if (!guest) {
		report(reader, line, "[phase] stands behind the [guest NAME] that it is of");
		return;
	}
	if (guest->phase_count == MACHINE_MAX_PHASES) {
		report(reader, line, "more than 64 phases of one guest");
		return;
	}
	if (!guest->phases)
		guest->phases = calloc(MACHINE_MAX_PHASES, sizeof(*guest->phases));
	if (!guest->phases) {
		report(reader, line, "no memory");
		return;
	}
	reader->is_known = true;
	reader->phase = &guest->phases[guest->phase_count++];
	*reader->phase = (struct machine_phase){line, 1, guest->own.state};
	/* What the phase has itself is found first; the guest's own follows, see add_phase_memory().
	 */
	reader->phase->state.memory_count = 0;
}

static void on_section(void *cookie, unsigned int line, const char *kind, const char *name)
{
	struct reader *reader = cookie;

	if (strcmp(kind, "guest") == 0) {
		start_guest(reader, line, name);
	} else if (strcmp(kind, "phase") == 0) {
		start_phase(reader, line);
	} else {
		reader->is_known = strcmp(kind, "machine") == 0;
		reader->guest = NULL;
		if (!reader->is_known)
			report_name(reader, line,
				    "sections are [machine], [guest NAME] and [phase], not ", kind);
	}
}

static const char *set_machine(struct machine *machine, const char *key, const char *value)
{
	uint64_t number = 0;
	const char *wrong;

	if (strcmp(key, "cpus") == 0) {
		wrong = machine_number(value, 1, SIM_MAX_CPUS, &number);
		machine->cpus = (unsigned int)number;
		return wrong;
	}
	if (strcmp(key, "cycle") == 0)
		return machine_duration(value, 1000, NS_PER_S, &machine->cycle);
	if (strcmp(key, "idle") == 0)
		return machine_number(value, 0, MAX_SHARE, &machine->idle);
	if (strcmp(key, "lateness") == 0)
		return machine_duration(value, 0, NS_PER_S, &machine->lateness);
	if (strcmp(key, "walltime") == 0)
		return machine_number(value, 0, MAX_WALLTIME, &machine->walltime);
	return "[machine] has the keys cpus, cycle, idle, lateness and walltime";
}

/* Memory at an address; in a phase it hides the guest's own. */
static const char *set_memory(struct machine *machine, struct sim_guest *state, const char *key,
			      const char *value)
{
	uint64_t address;
	size_t size;
	const char *wrong = machine_number(key, 0, UINT64_MAX, &address);

	if (wrong)
		return wrong;
	if (state->memory_count == SIM_MAX_MEMORIES)
		return "a guest has 16 pieces of memory at most";
	if (!machine->bytes)
		machine->bytes = malloc(MACHINE_MAX_MEMORY);
	if (!machine->bytes)
		return "no memory";

	uint8_t *bytes = machine->bytes + machine->byte_count;

	wrong = machine_bytes(value, bytes, MACHINE_MAX_MEMORY - machine->byte_count, &size);
	if (wrong)
		return wrong;
	if (address > UINT64_MAX - (size - 1))
		return "this memory does not end before 2^64";
	for (uint32_t i = 0; i < state->memory_count; i++)
		if (state->memories[i].address - address < size ||
		    address - state->memories[i].address < state->memories[i].size)
			return "this memory overlaps with other memory of the section";
	sim_add_memory(state, address, bytes, size);
	machine->byte_count += size;
	return NULL;
}

/* Keys that a guest and its phases have in common. */
static const char *set_state(struct machine *machine, struct machine_phase *phase, const char *key,
			     char *value)
{
	uint64_t number = 0;
	const char *wrong;

	if (key[0] >= '0' && key[0] <= '9')
		return set_memory(machine, &phase->state, key, value);
	ini_cut_comment(value);
	if (strcmp(key, "privilege") == 0) {
		wrong = machine_number(value, 0, 3, &number);
		phase->state.privilege = (unsigned int)number;
		sim_set_field(&phase->state, SS_AR_BYTES, number << AR_DPL_SHIFT);
		return wrong;
	}
	if (strncmp(key, "VMX_", 4) == 0 || strncmp(key, "R_", 2) == 0)
		return machine_register(&phase->state, key, value);
	return "expected share, privilege, VMX_FIELD, R_REGISTER or 0xADDRESS, and in a guest's own "
	       "section execname, vcpus or cpu";
}

static const char *set_phase(struct machine *machine, struct machine_phase *phase, const char *key,
			     char *value)
{
	if (strcmp(key, "share") != 0)
		return set_state(machine, phase, key, value);
	ini_cut_comment(value);
	return machine_number(value, 0, MAX_SHARE, &phase->share);
}

static const char *set_guest(struct machine *machine, struct machine_guest *guest, const char *key,
			     char *value)
{
	uint64_t number = 0;
	const char *wrong;

	if (strcmp(key, "execname") == 0) {
		ini_cut_comment(value);
		guest->own.state.execname = value;
		return *value ? NULL : "an execname has a character at least";
	}
	if (strcmp(key, "vcpus") == 0) {
		ini_cut_comment(value);
		wrong = machine_number(value, 1, MACHINE_MAX_VCPUS, &number);
		guest->vcpus = (unsigned int)number;
		return wrong;
	}
	if (strcmp(key, "cpu") == 0) {
		ini_cut_comment(value);
		wrong = machine_number(value, 0, SIM_MAX_CPUS - 1, &number);
		guest->cpu = (int)number;
		return wrong;
	}
	if (strcmp(key, "share") == 0) {
		ini_cut_comment(value);
		return machine_number(value, 0, MAX_SHARE, &guest->share);
	}
	return set_state(machine, &guest->own, key, value);
}

static void on_value(void *cookie, unsigned int line, const char *key, char *value)
{
	struct reader *reader = cookie;
	struct machine *machine = reader->machine;
	const char *wrong;

	if (!reader->is_known) {
		if (reader->errors == 0)
			report(reader, line, "a section comes first: [machine] or [guest NAME]");
		return;
	}
	if (!reader->guest) {
		ini_cut_comment(value);
		wrong = set_machine(machine, key, value);
	} else if (reader->phase == &reader->guest->own) {
		wrong = set_guest(machine, reader->guest, key, value);
	} else {
		wrong = set_phase(machine, reader->phase, key, value);
	}
	if (wrong)
		report(reader, line, wrong);
}

/* A phase sees the guest's own memory behind its own. A guest without phases has one. */
static void complete_phases(struct reader *reader, struct machine_guest *guest)
{
	const struct sim_guest *own = &guest->own.state;
	uint64_t shares = 0;

	guest->own.share = 1;
	if (guest->phase_count == 0) {
		guest->phases = &guest->own;
		guest->phase_count = 1;
		return;
	}
	for (unsigned int i = 0; i < guest->phase_count; i++) {
		struct sim_guest *state = &guest->phases[i].state;

		shares += guest->phases[i].share;
		if (state->memory_count + own->memory_count > SIM_MAX_MEMORIES) {
			report(reader, guest->phases[i].line,
			       "the phase and its guest have more than 16 pieces of memory");
			return;
		}
		for (uint32_t m = 0; m < own->memory_count; m++)
			sim_add_memory(state, own->memories[m].address, own->memories[m].bytes,
				       own->memories[m].size);
	}
	if (shares == 0)
		report(reader, guest->line, "the shares of this guest's phases are all 0");
}

static void add_vcpus(struct reader *reader, const struct machine_guest *guest)
{
	struct machine *machine = reader->machine;

	if (guest->cpu >= (int)machine->cpus) {
		report(reader, guest->line, "the machine has no such CPU as this guest's cpu");
		return;
	}
	if (machine->vcpu_count + guest->vcpus > MACHINE_MAX_VCPUS) {
		report(reader, guest->line, "the machine has more than 64 vCPUs");
		return;
	}
	for (unsigned int i = 0; i < guest->vcpus; i++) {
		unsigned int cpu =
			guest->cpu < 0 ? machine->vcpu_count : (unsigned int)guest->cpu + i;

		machine->vcpus[machine->vcpu_count++] = (struct machine_vcpu){
			.guest = guest,
			.tid = (int32_t)i + 1,
			.cpu = cpu % machine->cpus,
		};
	}
}

/* Gives each vCPU its part of the cycle on its CPU, in the order of the file; idle comes last. */
static void deal_out(struct machine *machine, unsigned int cpu)
{
	uint64_t total = machine->idle;
	uint64_t before = 0;

	for (unsigned int i = 0; i < machine->vcpu_count; i++)
		if (machine->vcpus[i].cpu == cpu)
			total += machine->vcpus[i].guest->share;
	for (unsigned int i = 0; total > 0 && i < machine->vcpu_count; i++) {
		struct machine_vcpu *vcpu = &machine->vcpus[i];

		if (vcpu->cpu != cpu)
			continue;
		vcpu->start = machine->cycle * before / total;
		before += vcpu->guest->share;
		vcpu->length = machine->cycle * before / total - vcpu->start;
	}
}

static void complete(struct reader *reader)
{
	struct machine *machine = reader->machine;

	for (unsigned int i = 0; i < machine->guest_count; i++) {
		complete_phases(reader, &machine->guests[i]);
		if (reader->errors == 0)
			add_vcpus(reader, &machine->guests[i]);
	}
	for (unsigned int cpu = 0; cpu < machine->cpus; cpu++)
		deal_out(machine, cpu);
}

struct machine *machine_read(const char *text, size_t length, machine_report *tell, void *cookie)
{
	struct machine *machine = calloc(1, sizeof(*machine));
	struct reader reader = {.machine = machine, .report = tell, .cookie = cookie};
	const struct ini_handler handler = {
		.cookie = &reader,
		.section = on_section,
		.value = on_value,
		.error = on_error,
	};

	if (machine)
		machine->text = malloc(length + 1);
	if (!machine || !machine->text) {
		tell(cookie, 0, "no memory");
		free(machine);
		return NULL;
	}
	memcpy(machine->text, text, length);
	machine->cpus = 1;
	machine->cycle = CYCLE_DEFAULT;
	machine->walltime = SIM_FIRST_WALLTIME;
	ini_parse(machine->text, length, &handler);
	if (reader.errors == 0)
		complete(&reader);
	if (reader.errors == 0)
		return machine;
	machine_free(machine);
	return NULL;
}

void machine_free(struct machine *machine)
{
	for (unsigned int i = 0; i < machine->guest_count; i++)
		if (machine->guests[i].phases != &machine->guests[i].own)
			free(machine->guests[i].phases);
	free(machine->bytes);
	free(machine->text);
	free(machine);
}
