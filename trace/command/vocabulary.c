/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/command/vocabulary.h"

#include "dsl/abi/context.h"

#include <inttypes.h>
#include <stddef.h>
#include <string.h>

#define ARRAY_COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* A number and what it is called. */
struct word {
	uint64_t number;
	const char *name;
};

static const char *name_of(const struct word *words, size_t count, uint64_t number)
{
	for (size_t i = 0; i < count; i++)
		if (words[i].number == number)
			return words[i].name;
	return "?";
}

const struct helper_words *helper_words(uint32_t id)
{
	static const struct helper_words helpers[HELPER_COUNT] = {
#define HELPER(id, name, result, a, b, c, d, e) [id] = {#name, {#a, #b, #c, #d, #e}},
#include "dsl/abi/helpers.def"
#undef HELPER
	};

	return id < HELPER_COUNT && helpers[id].name ? &helpers[id] : NULL;
}

const char *context_field_name(uint32_t offset)
{
	static const struct word gprs[] = {
		{GPR_RAX, "rax"}, {GPR_RCX, "rcx"}, {GPR_RDX, "rdx"}, {GPR_RBX, "rbx"},
		{GPR_RSP, "rsp"}, {GPR_RBP, "rbp"}, {GPR_RSI, "rsi"}, {GPR_RDI, "rdi"},
		{GPR_R8, "r8"},	  {GPR_R9, "r9"},   {GPR_R10, "r10"}, {GPR_R11, "r11"},
		{GPR_R12, "r12"}, {GPR_R13, "r13"}, {GPR_R14, "r14"}, {GPR_R15, "r15"},
	};
	static const struct word fields[] = {
		{offsetof(struct probe_context, pid), "pid"},
		{offsetof(struct probe_context, tid), "tid"},
		{offsetof(struct probe_context, cpu), "cpu"},
		{offsetof(struct probe_context, id), "id"},
		{offsetof(struct probe_context, epid), "epid"},
	};

	if (offset < sizeof(((struct probe_context *)NULL)->gpr))
		return name_of(gprs, ARRAY_COUNT(gprs), offset / sizeof(uint64_t));
	return name_of(fields, ARRAY_COUNT(fields), offset);
}

const char *area_name(uint32_t area)
{
	static const struct word areas[] = {
		{AREA_STRINGS, "strings"},
		{AREA_GLOBALS, "globals"},
		{AREA_LOCALS, "locals"},
		{AREA_GLOBAL_STRINGS, "global_strings"},
		{AREA_LOCAL_STRINGS, "local_strings"},
	};

	return name_of(areas, ARRAY_COUNT(areas), area);
}

const char *action_name(uint32_t kind)
{
	static const struct word actions[] = {
		{ACTION_DEFAULT, "default"},
		{ACTION_TRACE, "trace"},
		{ACTION_PRINTF, "printf"},
		{ACTION_PRINTA, "printa"},
		{ACTION_EXIT, "exit"},
		{ACTION_PRINT, "print"},
		{ACTION_TRACEMEM, "tracemem"},
		{ACTION_CLEAR, "clear"},
		{ACTION_TRUNC, "trunc"},
		{ACTION_NORMALIZE, "normalize"},
		{ACTION_DENORMALIZE, "denormalize"},
		{ACTION_SETOPT, "setopt"},
	};

	return name_of(actions, ARRAY_COUNT(actions), kind);
}

static const char *argument_name(const struct object_image *image, const char *kind, uint64_t value)
{
	static const struct word fields[] = {
#define VMCS_FIELD(name, encoding) {encoding, #name},
#include "dsl/abi/vmcs_fields.def"
#undef VMCS_FIELD
	};
	static const struct word registers[] = {
#define REGISTER(name, index) {index, #name},
#include "dsl/abi/registers.def"
#undef REGISTER
	};
	static const struct word strings[] = {
#define STRING_BUILTIN(name, id) {id, #name},
#include "dsl/abi/strings.def"
#undef STRING_BUILTIN
	};
	static const struct word faults[] = {
#define FAULT(name, value, text) {value, #name},
#include "dsl/abi/faults.def"
#undef FAULT
	};

	if (strcmp(kind, "FIELD") == 0)
		return name_of(fields, ARRAY_COUNT(fields), value);
	if (strcmp(kind, "REG") == 0)
		return name_of(registers, ARRAY_COUNT(registers), value);
	if (strcmp(kind, "STRNO") == 0)
		return name_of(strings, ARRAY_COUNT(strings), value);
	if (strcmp(kind, "FAULT") == 0)
		return name_of(faults, ARRAY_COUNT(faults), value);
	if (strcmp(kind, "ACTION") == 0 && value < image->action_count)
		return action_name(image->actions[value].kind);
	return NULL;
}

void print_argument(const struct object_image *image, const char *kind, uint64_t value,
		    FILE *output)
{
	const char *name = argument_name(image, kind, value);

	if (name) {
		fprintf(output, " %s", name);
	} else if (strcmp(kind, "AGG") == 0 && value < image->agg_count) {
		fprintf(output, " @%s", object_string(image, image->aggs[value].name));
	} else if (strcmp(kind, "DYNVAR") == 0 && value < image->dynvar_count) {
		fprintf(output, " %s%s", image->dynvars[value].is_self ? "self->" : "",
			object_string(image, image->dynvars[value].name));
	} else if (strcmp(kind, "NONE") != 0 && strcmp(kind, "KEYS") != 0 &&
		   strcmp(kind, "VALUES") != 0) {
		fprintf(output, " %" PRId64, (int64_t)value);
	}
}
