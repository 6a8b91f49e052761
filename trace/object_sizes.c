/* SPDX-License-Identifier: BSD-2-Clause */
/* What follows from an object's tables: values of options, sizes of cells, keys and records. */
#include "trace/object_check.h"

static const struct option_rule option_rules[] = {
#define OPTION(name, id, kind, initial) {#name, id, OPTION_##kind, initial},
#include "dsl/abi/options.def"
#undef OPTION
};

const struct option_rule *object_option_rule(uint32_t id)
{
	for (size_t i = 0; i < sizeof(option_rules) / sizeof(option_rules[0]); i++)
		if (option_rules[i].id == id)
			return &option_rules[i];
	return NULL;
}

uint64_t object_option(const struct object_image *image, enum option_id option)
{
	for (uint32_t i = image->option_count; i > 0; i--)
		if (image->options[i - 1].option == option)
			return image->options[i - 1].value;

	const struct option_rule *rule = object_option_rule(option);

	return rule ? rule->initial : 0;
}

/* Words that lquantize() counts in: its levels, and one on either side; 0 when the parameters are
 * bad. */
static uint32_t lquantize_words(const uint64_t *parameter)
{
	int64_t low = (int64_t)parameter[0];
	int64_t high = (int64_t)parameter[1];
	uint64_t step = parameter[2];

	if (low < INT32_MIN || high > INT32_MAX || low >= high || step == 0 || step > UINT16_MAX)
		return 0;

	uint64_t levels = (uint64_t)(high - low) / step;

	return levels == 0 || levels > OBJECT_MAX_QUANTIZE_LEVELS ? 0 : (uint32_t)levels + 2;
}

/*
 * Words that llquantize() counts in; 0 when the parameters are bad. The magnitude that ends at the
 * power p of factor has nsteps equal buckets from 0 to p, or p of them when it is so small, of
 * which one in factor lies in the magnitude below.
 */
static uint32_t llquantize_words(const uint64_t *parameter)
{
	uint64_t factor = parameter[0];
	uint64_t low = parameter[1];
	uint64_t high = parameter[2];
	uint64_t steps = parameter[3];

	if (factor < 2 || factor > UINT16_MAX || low >= high || high > 63 || steps < factor ||
	    steps > UINT16_MAX || steps % factor != 0)
		return 0;

	uint64_t power = 1;
	uint64_t buckets = 0;

	for (uint64_t magnitude = 0; magnitude <= high; magnitude++) {
		if (power > INT64_MAX / factor)
			return 0;
		power *= factor;
		if (magnitude < low)
			continue;

		uint64_t in_power = power < steps ? power : steps;

		buckets += in_power - in_power / factor;
	}
	return buckets > OBJECT_MAX_QUANTIZE_LEVELS ? 0 : (uint32_t)buckets + 2;
}

static const uint16_t fixed_words[] = {
#define AGGREGATION(name, id, words) [id] = (words),
#include "dsl/abi/aggregations.def"
#undef AGGREGATION
};

uint32_t object_agg_words(const struct object_agg *agg)
{
	switch (agg->function) {
	case AGG_lquantize:
		return lquantize_words(agg->parameter);
	case AGG_llquantize:
		return llquantize_words(agg->parameter);
	default:
		return agg->function < sizeof(fixed_words) / sizeof(fixed_words[0])
			       ? fixed_words[agg->function]
			       : 0;
	}
}

uint32_t object_area_bytes(const struct object_image *image, uint32_t area)
{
	uint32_t slot = object_string_slot(object_option(image, OPTION_strsize));

	switch (area) {
	case AREA_STRINGS:
		return image->string_bytes;
	case AREA_GLOBALS:
		return image->header->globals_size;
	case AREA_LOCALS:
		return image->header->locals_size;
	case AREA_GLOBAL_STRINGS:
		return image->header->global_strings * slot;
	case AREA_LOCAL_STRINGS:
		return image->header->local_strings * slot;
	default:
		return 0;
	}
}

uint64_t object_values_bytes(const struct object_image *image, uint32_t first, uint32_t count)
{
	uint64_t bytes = 0;

	for (uint32_t i = 0; i < count; i++)
		bytes += object_value_bytes(&image->values[first + i]);
	return bytes;
}

uint64_t object_clause_record_bytes(const struct object_image *image, uint32_t clause,
				    uint32_t header_bytes)
{
	const struct object_clause *owner = &image->clauses[clause];
	uint64_t bytes = 0;

	for (uint32_t i = 0; i < owner->action_count; i++) {
		const struct object_action *action = &image->actions[owner->first_action + i];

		bytes += header_bytes +
			 object_values_bytes(image, action->first_value, action->value_count);
	}
	return bytes;
}
