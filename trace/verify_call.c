/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/verify_walk.h"

#include "trace/helper_rules.h"

#include <string.h>

const struct helper_rule helper_rules[HELPER_COUNT] = {
#define HELPER(id, name, result, a, b, c, d, e) \
	[id] = {#name,                          \
		RESULT_##result,                \
		{ARGUMENT_##a, ARGUMENT_##b, ARGUMENT_##c, ARGUMENT_##d, ARGUMENT_##e}},
#include "dsl/abi/helpers.def"
#undef HELPER
};

/* Ascending, as the .def file is; test_verify.c checks it. */
static const uint16_t vmcs_fields[] = {
#define VMCS_FIELD(name, encoding) encoding,
#include "dsl/abi/vmcs_fields.def"
#undef VMCS_FIELD
};

static bool is_vmcs_field(uint64_t encoding)
{
	size_t low = 0;
	size_t high = sizeof(vmcs_fields) / sizeof(vmcs_fields[0]);

	while (low < high) {
		size_t middle = (low + high) / 2;

		if (vmcs_fields[middle] == encoding)
			return true;
		if (vmcs_fields[middle] < encoding)
			low = middle + 1;
		else
			high = middle;
	}
	return false;
}

static bool is_register(uint64_t index)
{
	switch (index) {
#define REGISTER(name, index) case index:
#include "dsl/abi/registers.def"
#undef REGISTER
		return true;
	default:
		return false;
	}
}

static bool is_string_builtin(uint64_t id)
{
	switch (id) {
#define STRING_BUILTIN(name, id) case id:
#include "dsl/abi/strings.def"
#undef STRING_BUILTIN
		return true;
	default:
		return false;
	}
}

static bool is_fault(uint64_t kind)
{
	switch (kind) {
#define FAULT(name, value, text) case value:
#include "dsl/abi/faults.def"
#undef FAULT
		return true;
	default:
		return false;
	}
}

enum { ARGUMENT_NUMBERS = 10 }; /* arg0 to arg9 */

/* Is the constant one that this kind of argument allows? */
static bool constant_ok(const struct verifier *self, enum argument_kind kind, uint64_t value)
{
	const struct object_clause *clause = &self->image->clauses[self->clause];

	switch (kind) {
	case ARGUMENT_FIELD:
		return is_vmcs_field(value);
	case ARGUMENT_REG:
		return is_register(value);
	case ARGUMENT_ARGNO:
		return value < ARGUMENT_NUMBERS;
	case ARGUMENT_STRNO:
		return is_string_builtin(value);
	case ARGUMENT_AGG:
		return value < self->image->agg_count;
	case ARGUMENT_ACTION:
		return value >= clause->first_action &&
		       value - clause->first_action < clause->action_count;
	case ARGUMENT_SIZE:
		return value == 1 || value == 2 || value == 4 || value == 8;
	case ARGUMENT_FLAG:
		return value <= 1;
	case ARGUMENT_DYNVAR:
		return value < self->image->dynvar_count;
	default:
		return is_fault(value);
	}
}

static const char *const constant_words[] = {
	[ARGUMENT_FIELD] = "VMCS field",
	[ARGUMENT_REG] = "guest register",
	[ARGUMENT_ARGNO] = "probe argument",
	[ARGUMENT_STRNO] = "string variable",
	[ARGUMENT_AGG] = "aggregation of this program",
	[ARGUMENT_ACTION] = "action of this clause",
	[ARGUMENT_FAULT] = "fault",
	[ARGUMENT_SIZE] = "size",
	[ARGUMENT_FLAG] = "choice",
	[ARGUMENT_DYNVAR] = "dynamic variable of this program",
};

static bool check_constant(const struct verifier *self, enum argument_kind kind, unsigned int reg)
{
	const struct value *value = &self->state.regs[reg];

	if (value->kind == VALUE_INT && range_is_constant(&value->range) &&
	    constant_ok(self, kind, value->range.umin))
		return true;
	return verify_refuse(self, verify_register(reg), "r%u must be the constant of a known %s",
			     reg, constant_words[kind]);
}

/* The slots on the stack from the register on hold what the descriptors say. */
static bool check_slots(const struct verifier *self, unsigned int reg, uint32_t first,
			uint32_t count)
{
	const struct value *pointer = &self->state.regs[reg];

	if (count == 0)
		return true; /* the pointer is not used */
	if (pointer->kind != VALUE_STACK || pointer->range.smin != pointer->range.smax ||
	    pointer->range.smin % 8 != 0)
		return verify_refuse(self, verify_register(reg),
				     "r%u must point to %u 8-byte slots of the stack", reg, count);
	for (uint32_t i = 0; i < count; i++) {
		bool is_string = self->image->values[first + i].type == TYPE_STRING;
		struct value slot;
		const char *reason =
			stack_read(&self->state, pointer->range.smin + i * 8ll, 8, &slot);

		if (reason)
			return verify_refuse(self, verify_register(reg), "slot %u of %u: %s", i,
					     count, reason);
		if (is_string && !value_is_string(&slot, self->image))
			return verify_refuse(self, verify_register(reg),
					     "slot %u of %u must be a string", i, count);
		if (!is_string && slot.kind != VALUE_INT)
			return verify_refuse(self, verify_register(reg),
					     "slot %u of %u must be an integer", i, count);
	}
	return true;
}

/* The keys of the aggregation or dynamic variable in r1. */
static bool check_keys(const struct verifier *self, enum argument_kind keyed, unsigned int reg)
{
	uint64_t index = self->state.regs[1].range.umin;

	if (keyed == ARGUMENT_DYNVAR) {
		const struct object_dynvar *dynvar = &self->image->dynvars[index];

		return check_slots(self, reg, dynvar->first_key, dynvar->key_count);
	}

	const struct object_agg *agg = &self->image->aggs[index];

	return check_slots(self, reg, agg->first_key, agg->key_count);
}

/* Where a string variable is, whole. */
static bool check_slot(const struct verifier *self, unsigned int reg)
{
	const struct value *value = &self->state.regs[reg];
	int64_t offset = value->range.smin;

	if (value->kind == VALUE_AREA &&
	    (value->area == AREA_GLOBAL_STRINGS || value->area == AREA_LOCAL_STRINGS) &&
	    offset == value->range.smax && offset >= 0 &&
	    offset < (int64_t)object_area_bytes(self->image, value->area) &&
	    offset % object_string_slot(object_option(self->image, OPTION_strsize)) == 0)
		return true;
	return verify_refuse(self, verify_register(reg), "r%u must be a string variable", reg);
}

static bool check_values(const struct verifier *self, unsigned int reg)
{
	const struct object_action *action = &self->image->actions[self->state.regs[1].range.umin];

	return check_slots(self, reg, action->first_value, action->value_count);
}

/*
 * Recording in order and once bounds what a clause puts into the buffer, so that its space can be
 * reserved before it runs.
 */
static bool check_action(struct verifier *self, unsigned int reg)
{
	if (!check_constant(self, ARGUMENT_ACTION, reg))
		return false;

	uint32_t action = (uint32_t)self->state.regs[reg].range.umin;

	if (action < self->state.next_action)
		return verify_refuse(self, verify_register(reg),
				     "actions are recorded in their order and once: the next may "
				     "be %u",
				     self->state.next_action);
	self->state.next_action = action + 1;
	return true;
}

static bool check_argument(struct verifier *self, const struct helper_rule *rule, unsigned int reg)
{
	enum argument_kind kind = rule->arguments[reg - 1];
	const struct value *value = &self->state.regs[reg];

	switch (kind) {
	case ARGUMENT_NONE:
		return true;
	case ARGUMENT_KEYS:
		return check_keys(self, rule->arguments[0], reg);
	case ARGUMENT_VALUES:
		return check_values(self, reg);
	case ARGUMENT_ACTION:
		return check_action(self, reg);
	case ARGUMENT_STR:
		return value_is_string(value, self->image) ||
		       verify_refuse(self, verify_register(reg), "r%u must be a string", reg);
	case ARGUMENT_SLOT:
		return check_slot(self, reg);
	case ARGUMENT_INT:
	case ARGUMENT_ADDR:
		return value->kind == VALUE_INT ||
		       verify_refuse(self, verify_register(reg), "r%u must be an integer", reg);
	default:
		return check_constant(self, kind, reg);
	}
}

/* What a helper takes a dynamic variable to be must be what it is. */
static bool check_dynvar(const struct verifier *self, uint32_t helper)
{
	static const char *const words[] = {
		[TYPE_INT] = "integers", [TYPE_STRING] = "strings", [TYPE_BYTES] = "bytes"};
	enum object_type wanted;

	switch (helper) {
	case HELPER_dyn_get:
	case HELPER_dyn_set:
		wanted = TYPE_INT;
		break;
	case HELPER_dyn_get_string:
	case HELPER_dyn_set_string:
		wanted = TYPE_STRING;
		break;
	case HELPER_dyn_address:
		wanted = TYPE_BYTES;
		break;
	default:
		return true;
	}

	const struct object_dynvar *dynvar = &self->image->dynvars[self->state.regs[1].range.umin];

	return self->image->values[dynvar->value].type == wanted ||
	       verify_refuse(self, verify_register(1), "r1 must be a dynamic variable of %s",
			     words[wanted]);
}

/* Where a clause's records go must be settled before the first one. */
static bool check_speculate(const struct verifier *self, uint32_t helper)
{
	const struct object_clause *clause = &self->image->clauses[self->clause];

	return helper != HELPER_speculate || self->state.next_action == clause->first_action ||
	       verify_refuse(self, 0, "an action was recorded before speculate");
}

bool verify_helper_known(uint32_t helper)
{
	return helper < HELPER_COUNT && helper_rules[helper].name;
}

bool verify_call(struct verifier *self, const struct bpf_insn *insn)
{
	const struct helper_rule *rule = &helper_rules[insn->imm];

	/* In order: r1 says what the pointers in the others point to. */
	for (unsigned int i = 0; i < RUN_HELPER_ARGS; i++)
		if (!check_argument(self, rule, i + 1))
			return false;
	if (!check_dynvar(self, (uint32_t)insn->imm) || !check_speculate(self, (uint32_t)insn->imm))
		return false;
	memset(self->state.regs, 0, (1 + RUN_HELPER_ARGS) * sizeof(self->state.regs[0]));
	switch (rule->result) {
	case RESULT_INT:
		self->state.regs[0] = value_int(range_any());
		break;
	case RESULT_STR:
		self->state.regs[0] = value_of_kind(VALUE_STRING, range_constant(0));
		break;
	case RESULT_VOID:
		break;
	case RESULT_NORETURN:
		self->live = false;
		break;
	}
	return true;
}
