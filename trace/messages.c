/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/messages.h"

#include "trace/program.h"
#include "trace/record.h"

/* DTrace's words for each kind, and where a CPU counts it. */
static const struct drop_rule {
	const char *tag;
	const char *words; /* before the s of several */
	const char *details;
	size_t counter; /* in struct cpu_counters */
	bool per_cpu;
} drop_rules[DROP_KINDS] = {
	[DROP_PRINCIPAL] = {"DTRACEDROP_PRINCIPAL", "drop", "",
			    offsetof(struct cpu_counters, buffer_drops), true},
	[DROP_AGGREGATION] = {"DTRACEDROP_AGGREGATION", "aggregation drop", "",
			      offsetof(struct cpu_counters, aggregation_drops), true},
	[DROP_DYNAMIC] = {"DTRACEDROP_DYNAMIC", "dynamic variable drop", "",
			  offsetof(struct cpu_counters, dynamic_drops), false},
	[DROP_SPECULATIVE] = {"DTRACEDROP_SPEC", "speculative drop", "",
			      offsetof(struct cpu_counters, speculative_drops), false},
	[DROP_SPECULATION_BUSY] = {"DTRACEDROP_SPECBUSY", "failed speculation",
				   " (available buffer(s) still busy)",
				   offsetof(struct cpu_counters, busy_speculations), false},
	[DROP_SPECULATION_NONE] = {"DTRACEDROP_SPECUNAVAIL", "failed speculation",
				   " (no speculative buffer available)",
				   offsetof(struct cpu_counters, unavailable_speculations), false},
	[DROP_DOUBLE_ERROR] = {"DTRACEDROP_DBLERROR", "error", " in ERROR probe enabling",
			       offsetof(struct cpu_counters, double_errors), false},
};

static uint64_t counted(const struct program_cpu *cpu, enum drop_kind kind)
{
	const uint8_t *counters = (const uint8_t *)&cpu->counters;

	return *(const uint64_t *)(const void *)(counters + drop_rules[kind].counter);
}

static uint64_t untold(const struct program_cpu *cpu, enum drop_kind kind)
{
	return counted(cpu, kind) - cpu->told_drops[kind];
}

bool message_find_drops(const struct trace_program *program, struct drop_message *message)
{
	for (int kind = 0; kind < DROP_KINDS; kind++) {
		*message = (struct drop_message){.kind = (enum drop_kind)kind};
		for (uint32_t i = 0; i < program->cpu_count; i++) {
			message->count += untold(&program->cpus[i], message->kind);
			message->cpu = i;
			if (message->count > 0 && drop_rules[kind].per_cpu)
				return true;
		}
		if (message->count > 0)
			return true;
	}
	return false;
}

void message_put_drops(const struct trace_program *program, struct text *text,
		       const struct drop_message *message)
{
	const struct drop_rule *rule = &drop_rules[message->kind];

	text_string(text, "dtrace: ");
	if (program->options.droptags)
		text_format(text, "[%s] ", rule->tag);
	text_format(text, "%llu %s%s%s", (unsigned long long)message->count, rule->words,
		    message->count > 1 ? "s" : "", rule->details);
	if (rule->per_cpu)
		text_format(text, " on CPU %u", message->cpu);
	text_string(text, "\n");
}

/* What was dropped while the message was written is told by the next one. */
void message_told(struct trace_program *program, const struct drop_message *message)
{
	uint64_t left = message->count;

	for (uint32_t i = 0; i < program->cpu_count && left > 0; i++) {
		struct program_cpu *cpu = &program->cpus[i];
		uint64_t of_cpu = untold(cpu, message->kind);

		if (drop_rules[message->kind].per_cpu && i != message->cpu)
			continue;
		of_cpu = of_cpu < left ? of_cpu : left;
		cpu->told_drops[message->kind] += of_cpu;
		left -= of_cpu;
	}
}

static const char *fault_text(uint32_t fault)
{
	static const char *const texts[] = {
#define FAULT(name, value, text) [value] = (text),
#include "dsl/abi/faults.def"
#undef FAULT
	};

	return fault < sizeof(texts) / sizeof(texts[0]) ? texts[fault] : texts[FAULT_UNKNOWN];
}

void message_put_error(const struct trace_program *program, struct text *text,
		       const struct record *record)
{
	const struct record_error *error = (const struct record_error *)(const void *)(record + 1);
	const struct probe *probe = program_enabling(program, error->epid)->probe;

	text_format(text, "dtrace: error on enabled probe ID %u (ID %u: %s:%s:%s:%s): %s",
		    error->epid, probe->id, probe->provider, probe->module, probe->function,
		    probe->name, fault_text(error->fault));
	if (error->fault == FAULT_BADADDR || error->fault == FAULT_BADALIGN ||
	    error->fault == FAULT_BADSTACK)
		text_format(text, " (0x%llx)", (unsigned long long)error->value);
	if (error->action == 0)
		text_string(text, " in predicate");
	else
		text_format(text, " in action #%d", error->action);
	text_format(text, " at DIF offset %d\n", error->offset);
}
