/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/distribution.h"

#include "trace/aggregate.h"
#include "trace/object.h"

enum { ZERO_BUCKET = 63, COLUMNS = 40 };

typedef unsigned __int128 wide;

bool distribution_is(const struct object_agg *agg)
{
	return agg->function == AGG_quantize || agg->function == AGG_lquantize ||
	       agg->function == AGG_llquantize;
}

static uint32_t log2_of(uint64_t value)
{
	return 63 - (uint32_t)__builtin_clzll(value);
}

/* Powers of two on both sides of 0; the outermost buckets take all that is beyond them. */
static uint32_t quantize_bucket(int64_t value)
{
	enum { OUTERMOST = 62 };
	uint32_t power;

	if (value == 0)
		return ZERO_BUCKET;
	power = log2_of(value < 0 ? -(uint64_t)value : (uint64_t)value);
	if (power > OUTERMOST)
		power = OUTERMOST;
	return value < 0 ? ZERO_BUCKET - 1 - power : ZERO_BUCKET + 1 + power;
}

static int64_t quantize_value(uint32_t bucket)
{
	if (bucket == ZERO_BUCKET)
		return 0;
	if (bucket < ZERO_BUCKET)
		return -(int64_t)(1ull << (ZERO_BUCKET - 1 - bucket));
	return (int64_t)(1ull << (bucket - ZERO_BUCKET - 1));
}

static uint32_t lquantize_bucket(const struct object_agg *agg, int64_t value)
{
	int64_t low = (int64_t)agg->parameter[0];
	uint64_t last = object_agg_words(agg) - 1;
	uint64_t level;

	if (value < low)
		return 0;
	level = ((uint64_t)value - (uint64_t)low) / agg->parameter[2];
	return (uint32_t)(level + 1 < last ? level + 1 : last);
}

/* Where llquantize()'s buckets lie: walked from the lowest upwards, an order of magnitude at a time.
 */
struct magnitude {
	uint64_t start, end; /* of the order: powers of the factor, end exclusive */
	uint64_t step;	     /* how wide its buckets are */
	uint32_t bucket;     /* the first one */
	uint64_t order;
};

static void set_step(struct magnitude *at, const struct object_agg *agg)
{
	at->end = at->start * agg->parameter[0];
	at->step = at->end > agg->parameter[3] ? at->end / agg->parameter[3] : 1;
}

static struct magnitude lowest_magnitude(const struct object_agg *agg)
{
	struct magnitude at = {.start = 1, .bucket = 1, .order = agg->parameter[1]};

	for (uint64_t i = 0; i < at.order; i++)
		at.start *= agg->parameter[0];
	set_step(&at, agg);
	return at;
}

static void next_magnitude(struct magnitude *at, const struct object_agg *agg)
{
	at->bucket += (uint32_t)((at->end - at->start) / at->step);
	at->start = at->end;
	at->order++;
	set_step(at, agg);
}

static uint32_t llquantize_bucket(const struct object_agg *agg, int64_t value)
{
	struct magnitude at = lowest_magnitude(agg);
	uint32_t last = object_agg_words(agg) - 1;
	uint64_t bucket;

	if (value < 0 || (uint64_t)value < at.start)
		return 0;
	for (; at.order <= agg->parameter[2]; next_magnitude(&at, agg)) {
		if ((uint64_t)value >= at.end)
			continue;
		bucket = at.bucket + ((uint64_t)value - at.start) / at.step;
		return bucket < last ? (uint32_t)bucket : last;
	}
	return last;
}

uint32_t distribution_bucket(const struct object_agg *agg, int64_t value)
{
	switch (agg->function) {
	case AGG_lquantize:
		return lquantize_bucket(agg, value);
	case AGG_llquantize:
		return llquantize_bucket(agg, value);
	default:
		return quantize_bucket(value);
	}
}

static uint64_t magnitude_buckets(const struct magnitude *at)
{
	return (at->end - at->start) / at->step;
}

/* The least value of a bucket of llquantize() above the lowest one; moves on to its magnitude. */
static int64_t llquantize_value(struct magnitude *at, const struct object_agg *agg, uint32_t bucket)
{
	while (at->order < agg->parameter[2] && bucket - at->bucket >= magnitude_buckets(at))
		next_magnitude(at, agg);
	return (int64_t)(at->start + (bucket - at->bucket) * at->step);
}

int64_t distribution_value(const struct object_agg *agg, uint32_t bucket)
{
	struct magnitude at;

	if (agg->function == AGG_quantize)
		return quantize_value(bucket);
	if (agg->function == AGG_lquantize)
		return (int64_t)(agg->parameter[0] + (bucket - 1) * agg->parameter[2]);
	at = lowest_magnitude(agg);
	return llquantize_value(&at, agg, bucket);
}

/*
 * What a count in a bucket weighs: the least value of the bucket. The lowest bucket of lquantize() and
 * llquantize() weighs the value below its limit, the highest of lquantize() the value above.
 */
static int64_t bucket_weight(const struct object_agg *agg, struct magnitude *at, uint32_t bucket)
{
	bool lowest = bucket == 0;

	switch (agg->function) {
	case AGG_lquantize:
		return distribution_value(agg, lowest ? 1 : bucket) - lowest +
		       (bucket == object_agg_words(agg) - 1);
	case AGG_llquantize:
		return llquantize_value(at, agg, lowest ? 1 : bucket) - lowest;
	default:
		return quantize_value(bucket);
	}
}

bool distribution_weigh(struct distribution_weight *weight, uint32_t *bucket,
			const struct object_agg *agg, const uint64_t *counts)
{
	uint32_t words = object_agg_words(agg);
	uint32_t end = words - *bucket < DISTRIBUTION_STEP ? words : *bucket + DISTRIBUTION_STEP;
	wide sum = (wide)(uint64_t)weight->high << 64 | weight->low;
	struct magnitude at = {0};

	if (agg->function == AGG_llquantize)
		at = lowest_magnitude(agg);
	for (; *bucket < end; (*bucket)++) {
		int64_t count = (int64_t)counts[*bucket];
		int64_t value;

		if (count == 0)
			continue;
		value = bucket_weight(agg, &at, *bucket);
		if (value == 0)
			weight->zero = count;
		sum += (wide)((__int128)value * count);
	}
	weight->low = (uint64_t)sum;
	weight->high = (int64_t)(sum >> 64);
	return end == words;
}

int distribution_compare(const struct distribution_weight *a, const struct distribution_weight *b)
{
	if (a->high != b->high)
		return a->high < b->high ? -1 : 1;
	if (a->low != b->low)
		return a->low < b->low ? -1 : 1;
	return a->zero < b->zero ? -1 : a->zero > b->zero;
}

static uint64_t magnitude_of(int64_t count)
{
	return count < 0 ? -(uint64_t)count : (uint64_t)count;
}

void distribution_scale_add(struct distribution_scale *scale, int64_t count)
{
	uint64_t magnitude = magnitude_of(count);

	scale->positives |= count > 0;
	scale->negatives |= count < 0;
	if (!scale->zoom)
		scale->total += magnitude;
	else if (magnitude > scale->total)
		scale->total = magnitude;
}

/* The total, or with zoom the largest count, takes this many hundredths of the columns. */
uint32_t distribution_part(const struct distribution_scale *scale, int64_t count, uint32_t columns)
{
	enum { SAFE_BITS = 48 }; /* times twice the columns in hundredths there is no overflow */
	static const uint64_t zoomed = 95;
	static const uint64_t whole = 100;
	uint64_t part = magnitude_of(count);
	uint64_t total = scale->total;
	uint64_t longest = columns * (scale->zoom ? zoomed : whole);

	while (total >> SAFE_BITS) {
		total >>= 1;
		part >>= 1;
	}
	if (total == 0)
		return 0;

	uint64_t length = (2 * part * longest + whole * total) / (2 * whole * total);

	return length < columns ? (uint32_t)length : columns;
}

void distribution_put_bar(struct text *text, const struct distribution_scale *scale, int64_t count,
			  uint64_t normal)
{
	bool both = scale->positives && scale->negatives;
	uint32_t columns = both ? COLUMNS / 2 : COLUMNS;
	uint32_t length = distribution_part(scale, count, columns);
	uint32_t left = scale->negatives && count <= 0 ? length : 0;

	if (scale->negatives) {
		text_repeat(text, ' ', columns - left);
		text_repeat(text, '@', left);
	}
	text_string(text, "|");
	if (!scale->negatives || both) {
		text_repeat(text, '@', length - left);
		text_repeat(text, ' ', columns - (length - left));
	}
	text_format(text, " %-9lld\n", (long long)aggregate_normalized(count, normal));
}

void distribution_put_heading(struct text *text, const char *label, uint32_t width)
{
	text_format(text, "\n%*s %41s %-9s\n", (int)width, label,
		    "------------- Distribution -------------", "count");
}

void distribution_begin(struct distribution *distribution, bool zoom)
{
	*distribution = (struct distribution){.begun = true, .scale = {.zoom = zoom}};
}

/* Looks at the next buckets: at what holds something. */
static void scan_some(struct distribution *distribution, const struct object_agg *agg,
		      const uint64_t *counts)
{
	uint32_t words = counts ? object_agg_words(agg) : 0;

	for (uint32_t i = 0; i < DISTRIBUTION_STEP && distribution->next < words; i++) {
		uint32_t bucket = distribution->next++;
		int64_t count = (int64_t)counts[bucket];

		if (count == 0)
			continue;
		if (!distribution->scale.positives && !distribution->scale.negatives)
			distribution->first = bucket;
		distribution->last = bucket;
		distribution_scale_add(&distribution->scale, count);
	}
	distribution->scanned = distribution->next == words;
}

/* What holds something is shown, and an empty bucket on either side. */
static void choose_range(struct distribution *distribution, const struct object_agg *agg)
{
	uint32_t end = object_agg_words(agg) - 1;

	if (distribution->scale.positives || distribution->scale.negatives) {
		distribution->first -= distribution->first > 0;
		distribution->last += distribution->last < end;
	} else {
		distribution->first = agg->function == AGG_quantize ? ZERO_BUCKET - 1 : 0;
		distribution->last = distribution->first + 2 < end ? distribution->first + 2 : end;
	}
	distribution->next = distribution->first;
}

static void put_label(struct text *text, const struct object_agg *agg, uint32_t bucket)
{
	const char *sign = "";
	uint32_t shown = bucket;
	struct text_integer number = {.base = 10};
	int64_t value;
	char line[24];
	struct text label = {.buffer = line, .size = sizeof(line)};

	if (agg->function != AGG_quantize && bucket == 0) {
		sign = "< ";
		shown = 1;
	} else if (agg->function != AGG_quantize && bucket == object_agg_words(agg) - 1) {
		sign = ">= ";
	}
	value = distribution_value(agg, shown);
	number.negative = value < 0;
	number.magnitude = magnitude_of(value);
	text_string(&label, sign);
	text_integer(&label, &number);
	text_field(text, line, label.length, 16, false);
	text_string(text, " ");
}

bool distribution_put(struct distribution *distribution, struct text *text,
		      const struct object_agg *agg, const uint64_t *counts, uint64_t normal)
{
	if (!distribution->scanned) {
		scan_some(distribution, agg, counts);
		if (distribution->scanned)
			choose_range(distribution, agg);
		return false;
	}
	if (!distribution->heading_done) {
		distribution_put_heading(text, "value", 16);
		distribution->heading_done = !text->full;
		return false;
	}
	put_label(text, agg, distribution->next);
	distribution_put_bar(text, &distribution->scale,
			     counts ? (int64_t)counts[distribution->next] : 0, normal);
	if (text->full)
		return false;
	return distribution->next++ == distribution->last;
}

/* By hand: freestanding code has no 128-bit division. */
static wide divide(wide value, uint64_t divisor)
{
	wide quotient = 0;
	wide rest = 0;

	for (int bit = 127; bit >= 0; bit--) {
		rest = rest << 1 | (value >> bit & 1);
		if (rest >= divisor) {
			rest -= divisor;
			quotient |= (wide)1 << bit;
		}
	}
	return quotient;
}

static uint64_t square_root(wide value)
{
	uint64_t root = 0;

	for (int bit = 63; bit >= 0; bit--) {
		uint64_t next = root | 1ull << bit;

		if ((wide)next * next <= value)
			root = next;
	}
	return root;
}

int64_t distribution_stddev(const uint64_t state[4], uint64_t normal)
{
	wide squares = (wide)state[3] << 64 | state[2];
	uint64_t average;

	if (state[0] == 0)
		return 0;
	squares = divide(divide(divide(squares, normal), normal), state[0]);
	average = magnitude_of((int64_t)state[1]) / normal / state[0];
	if ((wide)average * average > squares)
		return 0;
	return (int64_t)square_root(squares - (wide)average * average);
}
