/* SPDX-License-Identifier: BSD-2-Clause */
/* What the sections of a program object may hold. */
#include "trace/object_check.h"

#include "dsl/base/fmt.h"

#include <string.h>

bool object_refuse(const struct object_opener *opener, const char *format, ...)
{
	va_list args;

	va_start(args, format);
	fmt_vformat(opener->error, TRACE_ERROR_SIZE, format, args);
	va_end(args);
	return false;
}

/* A string whose length, NUL included, is at most limit. */
static bool short_string_ok(const struct object_opener *opener, uint32_t offset, size_t limit)
{
	if (!object_string_ok(opener, offset))
		return false;

	size_t rest = opener->image->string_bytes - offset;

	return memchr(opener->image->strings + offset, '\0', rest < limit ? rest : limit) != NULL;
}

static bool check_header(const struct object_opener *opener)
{
	const struct object_image *image = opener->image;
	const struct object_header *header = image->header;

	if (header->magic != OBJECT_MAGIC)
		return object_refuse(opener, ".pv.header: not a program object");
	if (header->version_major != OBJECT_VERSION_MAJOR ||
	    header->version_minor > OBJECT_VERSION_MINOR)
		return object_refuse(opener, ".pv.header: version %u.%u; this tracer reads %d.%d",
				     header->version_major, header->version_minor,
				     OBJECT_VERSION_MAJOR, OBJECT_VERSION_MINOR);
	if (header->reserved != 0)
		return object_refuse(opener, ".pv.header: reserved is not 0");
	if (image->string_bytes == 0 || image->strings[0] != '\0' ||
	    image->strings[image->string_bytes - 1] != '\0')
		return object_refuse(opener, ".pv.strings: does not begin and end with NUL");
	if (!object_string_ok(opener, header->source_name))
		return object_refuse(opener, ".pv.header: source_name is beyond .pv.strings");
	if (header->globals_size > OBJECT_MAX_GLOBALS || header->locals_size > OBJECT_MAX_LOCALS)
		return object_refuse(
			opener,
			".pv.header: %u bytes of globals and %u of locals; the limits are %d "
			"and %d",
			header->globals_size, header->locals_size, OBJECT_MAX_GLOBALS,
			OBJECT_MAX_LOCALS);
	if (header->global_strings > OBJECT_MAX_GLOBAL_STRINGS ||
	    header->local_strings > OBJECT_MAX_LOCAL_STRINGS)
		return object_refuse(
			opener,
			".pv.header: %u global and %u local strings; the limits are %d and %d",
			header->global_strings, header->local_strings, OBJECT_MAX_GLOBAL_STRINGS,
			OBJECT_MAX_LOCAL_STRINGS);
	return true;
}

static bool check_probes(const struct object_opener *opener)
{
	for (uint32_t i = 0; i < opener->image->probe_count; i++) {
		const struct object_probe *probe = &opener->image->probes[i];

		if (!short_string_ok(opener, probe->provider, OBJECT_MAX_PROVIDER_NAME))
			return object_refuse(opener, ".pv.probes[%u]: bad provider", i);
		if (!short_string_ok(opener, probe->module, OBJECT_MAX_MODULE_NAME))
			return object_refuse(opener, ".pv.probes[%u]: bad module", i);
		if (!short_string_ok(opener, probe->function, OBJECT_MAX_FUNCTION_NAME))
			return object_refuse(opener, ".pv.probes[%u]: bad function", i);
		if (!short_string_ok(opener, probe->name, OBJECT_MAX_PROBE_NAME))
			return object_refuse(opener, ".pv.probes[%u]: bad name", i);
		if (probe->reserved != 0)
			return object_refuse(opener, ".pv.probes[%u]: reserved is not 0", i);
	}
	return true;
}

/*
 * Clauses may not share code, probes or actions: else a small object could make the loader verify
 * the same instructions thousands of times.
 */
static bool check_clauses(const struct object_opener *opener)
{
	const struct object_image *image = opener->image;
	uint64_t next_insn = 0;
	uint64_t next_probe = 0;
	uint64_t next_action = 0;

	if (image->clause_count == 0 || image->clause_count > OBJECT_MAX_CLAUSES)
		return object_refuse(opener, ".pv.clauses: %u clauses; 1 to %d are allowed",
				     image->clause_count, OBJECT_MAX_CLAUSES);
	for (uint32_t i = 0; i < image->clause_count; i++) {
		const struct object_clause *clause = &image->clauses[i];

		if (clause->insn_count == 0 || clause->insn_count > OBJECT_MAX_CLAUSE_INSNS)
			return object_refuse(
				opener, ".pv.clauses[%u]: %u instructions; 1 to %d are allowed", i,
				clause->insn_count, OBJECT_MAX_CLAUSE_INSNS);
		if (clause->first_insn < next_insn ||
		    !object_range_ok(clause->first_insn, clause->insn_count, image->insn_count))
			return object_refuse(
				opener, ".pv.clauses[%u]: code overlaps or is beyond .text", i);
		if (clause->probe_count == 0 || clause->first_probe < next_probe ||
		    !object_range_ok(clause->first_probe, clause->probe_count, image->probe_count))
			return object_refuse(
				opener,
				".pv.clauses[%u]: probes are none, overlap or are beyond "
				".pv.probes",
				i);
		if (clause->first_action < next_action ||
		    !object_range_ok(clause->first_action, clause->action_count,
				     image->action_count))
			return object_refuse(
				opener,
				".pv.clauses[%u]: actions overlap or are beyond .pv.actions", i);
		if (clause->predicate_insns > clause->insn_count)
			return object_refuse(
				opener, ".pv.clauses[%u]: predicate is longer than the code", i);
		next_insn = (uint64_t)clause->first_insn + clause->insn_count;
		next_probe = (uint64_t)clause->first_probe + clause->probe_count;
		next_action = (uint64_t)clause->first_action + clause->action_count;
	}
	return true;
}

static bool check_values(const struct object_opener *opener)
{
	uint64_t strsize = object_option(opener->image, OPTION_strsize);

	for (uint32_t i = 0; i < opener->image->value_count; i++) {
		const struct object_value *value = &opener->image->values[i];

		if (value->type > TYPE_BYTES)
			return object_refuse(opener, ".pv.values[%u]: unknown type %u", i,
					     value->type);
		if (value->is_signed > 1 || (value->type != TYPE_INT && value->is_signed))
			return object_refuse(opener, ".pv.values[%u]: is_signed is %u", i,
					     value->is_signed);
		if (value->type == TYPE_INT && value->size != 1 && value->size != 2 &&
		    value->size != 4 && value->size != 8)
			return object_refuse(opener, ".pv.values[%u]: integer of %u bytes", i,
					     value->size);
		if (value->type == TYPE_STRING && (value->size == 0 || value->size > strsize))
			return object_refuse(
				opener,
				".pv.values[%u]: string of %u bytes; 1 to strsize (%llu) are "
				"allowed",
				i, value->size, (unsigned long long)strsize);
		if (value->type == TYPE_BYTES &&
		    (value->size == 0 || value->size > OBJECT_MAX_STRSIZE))
			return object_refuse(opener,
					     ".pv.values[%u]: %u bytes; 1 to %d are allowed", i,
					     value->size, OBJECT_MAX_STRSIZE);
		if (value->reserved != 0)
			return object_refuse(opener, ".pv.values[%u]: reserved is not 0", i);
	}
	return true;
}

/* Keys, or the keys and values of dynamic variables, are words and text. */
static bool keys_ok(const struct object_image *image, uint32_t first, uint32_t count)
{
	if (count > OBJECT_MAX_KEYS || !object_range_ok(first, count, image->value_count))
		return false;
	for (uint32_t i = 0; i < count; i++)
		if (image->values[first + i].type == TYPE_BYTES)
			return false;
	return true;
}

static uint32_t agg_parameter_count(uint32_t function)
{
	if (function == AGG_lquantize)
		return 3;
	return function == AGG_llquantize ? 4 : 0;
}

static bool check_aggs(const struct object_opener *opener)
{
	const struct object_image *image = opener->image;

	if (image->agg_count > OBJECT_MAX_AGGS)
		return object_refuse(opener, ".pv.aggs: %u aggregations; the limit is %d",
				     image->agg_count, OBJECT_MAX_AGGS);
	for (uint32_t i = 0; i < image->agg_count; i++) {
		const struct object_agg *agg = &image->aggs[i];

		if (!object_string_ok(opener, agg->name))
			return object_refuse(opener, ".pv.aggs[%u]: name is beyond .pv.strings", i);
		if (!keys_ok(image, agg->first_key, agg->key_count))
			return object_refuse(opener,
					     ".pv.aggs[%u]: keys are more than %d, of bytes or "
					     "beyond .pv.values",
					     i, OBJECT_MAX_KEYS);
		if (agg->is_signed > 1)
			return object_refuse(opener, ".pv.aggs[%u]: is_signed is %u", i,
					     agg->is_signed);
		if (object_agg_words(agg) == 0)
			return object_refuse(opener,
					     ".pv.aggs[%u]: unknown function %u or bad parameters",
					     i, agg->function);
		for (uint32_t p = agg_parameter_count(agg->function); p < 5; p++)
			if (agg->parameter[p] != 0)
				return object_refuse(opener, ".pv.aggs[%u]: parameter %u is not 0",
						     i, p);
	}
	for (uint32_t i = 0; i < image->aggref_count; i++)
		if (image->aggrefs[i].agg >= image->agg_count)
			return object_refuse(opener, ".pv.aggrefs[%u]: no aggregation %u", i,
					     image->aggrefs[i].agg);
	return true;
}

static bool check_dynvars(const struct object_opener *opener)
{
	const struct object_image *image = opener->image;

	if (image->dynvar_count > OBJECT_MAX_DYNVARS)
		return object_refuse(opener, ".pv.dynvars: %u variables; the limit is %d",
				     image->dynvar_count, OBJECT_MAX_DYNVARS);
	for (uint32_t i = 0; i < image->dynvar_count; i++) {
		const struct object_dynvar *dynvar = &image->dynvars[i];

		if (!object_string_ok(opener, dynvar->name))
			return object_refuse(opener, ".pv.dynvars[%u]: name is beyond .pv.strings",
					     i);
		if (dynvar->is_self > 1)
			return object_refuse(opener, ".pv.dynvars[%u]: is_self is %u", i,
					     dynvar->is_self);
		if (!keys_ok(image, dynvar->first_key, dynvar->key_count) ||
		    (dynvar->key_count == 0 && !dynvar->is_self))
			return object_refuse(
				opener,
				".pv.dynvars[%u]: keys are none, more than %d, of bytes or beyond "
				".pv.values",
				i, OBJECT_MAX_KEYS);
		if (dynvar->value >= image->value_count)
			return object_refuse(opener, ".pv.dynvars[%u]: value is beyond .pv.values",
					     i);
		if (image->values[dynvar->value].type == TYPE_BYTES &&
		    image->values[dynvar->value].size > OBJECT_MAX_BYTES_VALUE)
			return object_refuse(
				opener, ".pv.dynvars[%u]: a value of %u bytes; the limit is %d", i,
				image->values[dynvar->value].size, OBJECT_MAX_BYTES_VALUE);
	}
	return true;
}

static bool option_value_ok(const struct option_rule *rule, uint64_t value)
{
	if (rule->id == OPTION_strsize)
		return value >= 1 && value <= OBJECT_MAX_STRSIZE;
	switch (rule->kind) {
	case OPTION_FLAG:
		return value <= 1;
	case OPTION_SIZE: /* sums and multiples of sizes must not overflow */
		return value <= 1ull << 40;
	case OPTION_RATE:
		return value >= 1 && value <= INT64_MAX;
	case OPTION_COUNT:
		return value <= INT32_MAX;
	case OPTION_POLICY:
		return value <= POLICY_RING;
	}
	return false;
}

static bool check_options(const struct object_opener *opener)
{
	for (uint32_t i = 0; i < opener->image->option_count; i++) {
		const struct object_option *option = &opener->image->options[i];
		const struct option_rule *rule = object_option_rule(option->option);

		if (!rule)
			return object_refuse(opener, ".pv.options[%u]: unknown option %u", i,
					     option->option);
		if (!option_value_ok(rule, option->value))
			return object_refuse(opener, ".pv.options[%u]: %s cannot be %llu", i,
					     rule->name, (unsigned long long)option->value);
		if (option->reserved != 0)
			return object_refuse(opener, ".pv.options[%u]: reserved is not 0", i);
	}
	return true;
}

bool object_check(const struct object_opener *opener)
{
	/* Options come before the values, whose limits they set. */
	return check_header(opener) && check_options(opener) && check_probes(opener) &&
	       check_clauses(opener) && check_values(opener) && check_aggs(opener) &&
	       check_dynvars(opener) && object_check_actions(opener);
}
