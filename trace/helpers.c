/* SPDX-License-Identifier: BSD-2-Clause */
/* What programs can call. The verifier has checked the kinds of the arguments; see
 * dsl/abi/helpers.def. */
#include "trace/helpers.h"

#include "trace/distribution.h"
#include "trace/machine.h"
#include "trace/memory.h"
#include "trace/program.h"
#include "trace/record.h"
#include "trace/scratch.h"

#include <string.h>

enum vmcs_field {
#define VMCS_FIELD(name, encoding) FIELD_##name = (encoding),
#include "dsl/abi/vmcs_fields.def"
#undef VMCS_FIELD
};

enum string_builtin {
#define STRING_BUILTIN(name, id) STRING_##name = (id),
#include "dsl/abi/strings.def"
#undef STRING_BUILTIN
};

bool helper_vmread(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	if (machine_read_field(run->context, (uint32_t)args[0], result))
		return true;
	return run_fault(run, FAULT_ILLOP, 0, args[0]);
}

bool helper_ureg(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	if (machine_read_register(run->context, (uint32_t)args[0], result))
		return true;
	return run_fault(run, FAULT_ILLOP, 0, args[0]);
}

enum timer_arg { ARG_KERNEL_PC, ARG_USER_PC, ARG_LATE_NS };

/* Outside a guest there is no program counter: both are 0. */
static uint64_t program_counter(const struct probe_context *context, enum timer_arg wanted)
{
	bool user = machine_privilege(context) != 0;
	uint64_t rip;

	if (user != (wanted == ARG_USER_PC) ||
	    !machine_read_field(context, FIELD_VMX_GUEST_RIP, &rip))
		return 0;
	return rip;
}

bool helper_arg(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	const struct firing *firing = run->owner;
	enum probe_kind kind = firing->probe->probe->kind;

	*result = 0;
	if (kind == PROBE_KIND_DTRACE) {
		if (firing->error_args)
			*result = firing->error_args[args[0]];
	} else if (args[0] == ARG_KERNEL_PC || args[0] == ARG_USER_PC) {
		*result = program_counter(run->context, (enum timer_arg)args[0]);
	} else if (args[0] == ARG_LATE_NS && kind == PROBE_KIND_PROFILE) {
		*result = firing->late_ns;
	}
	return true;
}

/* A part of the name of the probe that fires. */
static const char *probe_name(const struct firing *firing, uint64_t part)
{
	const struct probe *probe = firing->probe->probe;

	switch ((enum string_builtin)part) {
	case STRING_probeprov:
		return probe->provider;
	case STRING_probemod:
		return probe->module;
	case STRING_probefunc:
		return probe->function;
	case STRING_probename:
		return probe->name;
	default:
		return "";
	}
}

bool helper_string_builtin(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	if (args[0] == STRING_execname)
		*result = (uintptr_t)machine_execname(run->context);
	else if (args[0] == STRING_zonename)
		*result = (uintptr_t)machine_zonename(run->context);
	else
		*result = (uintptr_t)probe_name(run->owner, args[0]);
	return true;
}

bool helper_timestamp(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	(void)run;
	(void)args;
	*result = machine_timestamp();
	return true;
}

bool helper_vtimestamp(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	(void)args;
	*result = machine_vtime(run->context);
	return true;
}

bool helper_walltimestamp(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	(void)run;
	(void)args;
	*result = machine_walltime();
	return true;
}

/* Of strings that differ in their first byte or are empty: NULL is. */
static __attribute__((noinline)) bool compare_first(struct trace_run *run, const char *a,
						    const char *b, uint64_t *result)
{
	if (!run_need_string(run, a) || !run_need_string(run, b))
		return false;
	*result = (uint64_t)((unsigned char)*a > (unsigned char)*b) -
		  (uint64_t)((unsigned char)*a < (unsigned char)*b);
	return true;
}

/* -1, 0 or 1. Written out: at every sample the call of a general strcmp() would cost more than the
 * names. */
bool helper_strcmp(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	const char *a = run_pointer(args[0]);
	const char *b = run_pointer(args[1]);
	size_t i = 0;

	while (a[i] == b[i]) {
		if (a[i] != '\0') {
			i++;
			continue;
		}
		if (i == 0)
			break;
		*result = 0;
		return true;
	}
	if (i == 0)
		return compare_first(run, a, b, result);
	*result = (unsigned char)a[i] < (unsigned char)b[i] ? (uint64_t)-1 : 1;
	return true;
}

/* Is one of the keys a NULL string? Then a fault was raised. */
static bool null_key(struct trace_run *run, const struct object_agg *agg, const uint64_t *slots)
{
	const struct object_value *types = &run->image->values[agg->first_key];

	for (uint32_t i = 0; i < agg->key_count; i++)
		if (types[i].type == TYPE_STRING && !run_need_string(run, run_pointer(slots[i])))
			return true;
	return false;
}

/* Aggregates under a key with strings, which their words replace, or into a distribution, whose
 * bucket replaces the value. False when there is no room. */
static bool aggregate_indirect(struct firing *firing, const struct object_agg *agg,
			       const uint64_t *args)
{
	struct trace_program *program = firing->program;
	const struct object_value *types = &program->image.values[agg->first_key];
	const uint64_t *slots = run_pointer(args[1]);
	uint64_t key[OBJECT_MAX_KEYS];
	uint64_t value = args[2];

	for (uint32_t i = 0; i < agg->key_count; i++) {
		key[i] = slots[i];
		if (types[i].type == TYPE_STRING &&
		    !intern_string(&program->strings, run_pointer(slots[i]), types[i].size - 1u,
				   &key[i]))
			return false;
	}
	if (distribution_is(agg))
		value = distribution_bucket(agg, (int64_t)value);
	return aggregate(&firing->cpu->aggs[args[0]], key, value, args[3]);
}

/* What is no hit. That there is no room is no fault. */
static __attribute__((noinline)) bool aggregate_slowly(struct firing *firing, const uint64_t *args)
{
	struct aggregate_table *table = &firing->cpu->aggs[args[0]];
	const struct object_agg *agg = &firing->run.image->aggs[args[0]];
	bool kept;

	if (table->indirect && null_key(&firing->run, agg, run_pointer(args[1]))) {
		firing->actions--; /* it was not done */
		return false;
	}
	kept = table->indirect ? aggregate_indirect(firing, agg, args)
			       : aggregate(table, run_pointer(args[1]), args[2], args[3]);
	if (!kept) {
		firing->cpu->counters.aggregation_drops++;
		tracer_set_pending();
	}
	return true;
}

bool helper_aggregate(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct firing *firing = run->owner;
	const struct aggregate_table *table = &firing->cpu->aggs[args[0]];
	uint64_t *state;

	*result = 0;
	firing->actions++;
	if (table->indirect)
		return aggregate_slowly(firing, args);
	state = aggregate_hit(table, run_pointer(args[1]));
	if (!state)
		return aggregate_slowly(firing, args);
	aggregate_update(table, state, args[2], args[3]);
	return true;
}

/*
 * exit() takes effect at once: DTrace's rules. The first one counts, and what it is in makes no
 * difference; only END may change the status again. False when it does not count.
 */
static bool begin_exit(struct trace_program *program)
{
	uint32_t activity = program_activity(program);

	if (activity == ACTIVITY_COOLDOWN)
		return true;
	if (activity != ACTIVITY_WARMUP)
		activity = ACTIVITY_ACTIVE;
	return __atomic_compare_exchange_n(&program->activity, &activity, ACTIVITY_DRAINING, false,
					   __ATOMIC_SEQ_CST, __ATOMIC_SEQ_CST);
}

/* The whole value was reserved by the size of its type, so it fits. */
static uint8_t *put_string(uint8_t *at, const char *string, uint32_t limit)
{
	uint32_t length = 0;
	char *text = (char *)at;

	for (; length < limit && string[length]; length++)
		text[length] = string[length];
	text[length] = '\0';
	return at + record_string_bytes(length);
}

/* Adds a value to the record; NULL after a fault. */
static uint8_t *put_value(struct trace_run *run, uint8_t *at, const struct object_value *type,
			  uint64_t slot)
{
	switch ((enum object_type)type->type) {
	case TYPE_STRING:
		if (!run_need_string(run, run_pointer(slot)))
			return NULL;
		return put_string(at, run_pointer(slot), type->size - 1u);
	case TYPE_BYTES:
		memset(at + (type->size & ~7u), 0, object_value_bytes(type) - (type->size & ~7u));
		return memory_read(run, slot, at, type->size) ? at + object_value_bytes(type)
							      : NULL;
	case TYPE_INT:
		break;
	}
	*(uint64_t *)(void *)at = slot;
	return at + sizeof(uint64_t);
}

bool helper_record(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct firing *firing = run->owner;
	const struct object_action *action = &run->image->actions[args[0]];
	const struct object_value *types = &run->image->values[action->first_value];
	const uint64_t *slots = run_pointer(args[1]);
	uint8_t *start = (uint8_t *)firing->record + firing->record->bytes;
	uint8_t *at = start + sizeof(struct record_action);

	*result = 0;
	if (action->kind == ACTION_EXIT && !begin_exit(firing->program)) {
		firing->actions++;
		return true;
	}
	for (uint32_t i = 0; i < action->value_count; i++) {
		at = put_value(run, at, &types[i], slots[i]);
		if (!at)
			return false;
	}
	firing->actions++;

	struct record_action *header = (struct record_action *)(void *)start;

	header->action = (uint32_t)args[0];
	header->bytes = (uint32_t)(at - start);
	firing->record->bytes += header->bytes;
	return true;
}

bool helper_actions_done(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	struct firing *firing = run->owner;

	*result = 0;
	firing->actions = (uint32_t)args[0];
	return true;
}

bool helper_fault(struct trace_run *run, const uint64_t *args, uint64_t *result)
{
	(void)result;
	return run_fault(run, (enum fault_kind)args[0], 0, 0);
}

/*
 * A table, and not a switch with everything in line: so each helper saves only the registers that
 * it uses itself, which is a third of what the calls of a sample cost.
 */
helper_function *const helper_table[HELPER_COUNT] = {
#define HELPER(id, name, ...) [id] = helper_##name,
#include "dsl/abi/helpers.def"
#undef HELPER
};
