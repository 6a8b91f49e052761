/* SPDX-License-Identifier: BSD-2-Clause */
/* Dynamic variables: against a simple model, with little memory, and on several CPUs at once. */
#include "trace/dynvar.h"

#include <pthread.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

enum { CHAIN_LENGTH = DYNVAR_CHAIN, BYTES_SIZE = 20, STRING_SIZE = 12 };

enum { VALUE_INT64, VALUE_INT16, VALUE_STRING, VALUE_BYTES, VALUE_UINT8 };

static const struct object_value values[] = {
	[VALUE_INT64] = {.type = TYPE_INT, .is_signed = 1, .size = 8},
	[VALUE_INT16] = {.type = TYPE_INT, .is_signed = 1, .size = 2},
	[VALUE_STRING] = {.type = TYPE_STRING, .size = STRING_SIZE},
	[VALUE_BYTES] = {.type = TYPE_BYTES, .size = BYTES_SIZE},
	[VALUE_UINT8] = {.type = TYPE_INT, .size = 1},
	/* keys of NAMES */
	{.type = TYPE_STRING, .size = STRING_SIZE},
	{.type = TYPE_INT, .size = 4},
};

enum { SELF, SQUARES, NAMES, STRUCTS, VARIABLES };

static const struct object_dynvar variables[VARIABLES] = {
	[SELF] = {.value = VALUE_INT16, .is_self = 1},
	[SQUARES] = {.value = VALUE_INT64, .first_key = VALUE_INT64, .key_count = 1},
	[NAMES] = {.value = VALUE_STRING, .first_key = VALUE_UINT8 + 1, .key_count = 2},
	[STRUCTS] = {.value = VALUE_BYTES, .first_key = VALUE_INT64, .key_count = 1, .is_self = 1},
};

static const struct object_image image = {
	.values = values,
	.value_count = sizeof(values) / sizeof(values[0]),
	.dynvars = variables,
	.dynvar_count = VARIABLES,
};

static const struct hash_secret secret = {0x9e3779b97f4a7c15, 0xbf58476d1ce4e5b9};

/* In a heap block of just that size. */
static void begin(struct dynvars *dynvars, uint64_t bytes)
{
	void *memory = calloc(1, bytes ? bytes : 1);

	dynvars_init(dynvars, &image, &secret, memory, bytes);
}

static void end(struct dynvars *dynvars)
{
	free(dynvars->chunks);
}

/* xorshift64 */
static uint64_t random64(uint64_t *seed)
{
	*seed ^= *seed << 13;
	*seed ^= *seed >> 7;
	*seed ^= *seed << 17;
	return *seed;
}

enum { THREADS = 5, KEYS = 60 };

/* The n-th key of a variable. */
struct key_memory {
	struct dynvar_key key;
	uint64_t slots[2];
	char string[STRING_SIZE * 2];
};

static uint64_t tail = 1;

static void make_key(struct key_memory *made, uint32_t variable, uint32_t thread, uint32_t n)
{
	*made = (struct key_memory){.key = {.dynvar = variable, .slots = made->slots}};
	if (variables[variable].is_self)
		made->key.thread = thread;
	made->slots[0] = n * 0x100000001ull;
	if (variable == NAMES) {
		/* Some differ in the number only, some in the string, of which the 12th character and what
		 * follows do not count. */
		snprintf(made->string, sizeof(made->string), "%02u%.*s", n / 4 % 100,
			 (int)(n / 4 % 2 ? 9 + random64(&tail) % 8 : n / 4 % 9),
			 "namenamenamenamename");
		made->slots[0] = (uintptr_t)made->string;
		made->slots[1] = n % 4;
	}
}

struct model {
	bool present;
	uint64_t value; /* integers; of others what value_string() makes of it */
};

static void value_string(uint64_t value, char string[STRING_SIZE])
{
	snprintf(string, STRING_SIZE, "%.*llx", (int)(value % (STRING_SIZE - 1)),
		 (unsigned long long)value);
}

static uint8_t *memory_of(struct dynvars *dynvars, const struct dynvar_key *key, bool make,
			  enum dynvar_result *result)
{
	uint64_t offset;
	uint64_t size;
	uint8_t *memory;

	*result = dynvar_locate(dynvars, key, make, &offset);
	if (*result != DYNVAR_DONE)
		return NULL;
	memory = dynvar_memory(dynvars, offset, &size);
	assert_non_null(memory);
	assert_int_equal(size, BYTES_SIZE);
	return memory;
}

/* Reads the element and compares. */
static void check(struct dynvars *dynvars, const struct key_memory *made, const struct model *model)
{
	const enum dynvar_result expected = model->present ? DYNVAR_DONE : DYNVAR_ABSENT;
	enum dynvar_result result;
	char expected_string[STRING_SIZE];
	char string[STRING_SIZE];
	uint32_t length;
	uint64_t value = 0;
	const uint8_t *memory;

	value_string(model->value, expected_string);
	switch (made->key.dynvar) {
	case NAMES:
		assert_int_equal(dynvar_get_string(dynvars, &made->key, string, &length), expected);
		if (!model->present)
			return;
		assert_string_equal(string, expected_string);
		assert_int_equal(length, strlen(expected_string));
		return;
	case STRUCTS:
		memory = memory_of(dynvars, &made->key, false, &result);
		assert_int_equal(result, expected);
		for (int i = 0; model->present && i < BYTES_SIZE; i++)
			assert_int_equal(memory[i], (uint8_t)(model->value >> i % 8 * 8));
		return;
	default:
		assert_int_equal(dynvar_get(dynvars, &made->key, &value), expected);
		if (model->present && made->key.dynvar == SELF)
			assert_int_equal(value, (int16_t)model->value);
		else if (model->present)
			assert_int_equal(value, model->value);
	}
}

static enum dynvar_result set(struct dynvars *dynvars, const struct key_memory *made,
			      const struct model *old, uint64_t value)
{
	enum dynvar_result result;
	char string[STRING_SIZE];
	uint8_t *memory;

	value_string(value, string);
	switch (made->key.dynvar) {
	case NAMES:
		return dynvar_set_string(dynvars, &made->key, string);
	case STRUCTS:
		memory = memory_of(dynvars, &made->key, true, &result);
		for (int i = 0; memory && i < BYTES_SIZE; i++) {
			if (!old->present)
				assert_int_equal(memory[i], 0); /* as new */
			memory[i] = (uint8_t)(value >> i % 8 * 8);
		}
		return result;
	default:
		return dynvar_set(dynvars, &made->key, value);
	}
}

static void random_operations(uint64_t seed, uint64_t bytes, uint32_t operations, uint32_t *drops)
{
	static struct model models[VARIABLES][THREADS][KEYS];
	struct dynvars dynvars;
	struct key_memory made;
	uint32_t present = 0;

	memset(models, 0, sizeof(models));
	begin(&dynvars, bytes);
	for (uint32_t i = 0; i < operations; i++) {
		const uint64_t random = random64(&seed);
		const uint32_t variable = random % VARIABLES;
		/* One variable is the same for all threads. */
		const uint32_t thread = variables[variable].is_self ? random >> 8 & 3 : 0;
		const uint32_t n = variable == SELF ? 0 : random / 1024 % KEYS;
		struct model *model = &models[variable][thread][n];
		const uint64_t value = random64(&seed);
		enum dynvar_result result;

		make_key(&made, variable, thread, n);
		switch (random >> 60) {
		case 0: /* free */
		case 1:
		case 2:
		case 3:
		case 4:
			result = dynvar_free(&dynvars, &made.key);
			assert_int_equal(result, model->present ? DYNVAR_DONE : DYNVAR_ABSENT);
			present -= model->present;
			model->present = false;
			break;
		case 5: /* set */
		case 6:
		case 7:
		case 8:
		case 9:
		case 10:
			result = set(&dynvars, &made, model, value);
			if (result == DYNVAR_DROP) {
				/* Only when there is no room, and what is there can be set. */
				assert_false(model->present);
				assert_int_equal(present, dynvars.chunk_count);
				++*drops;
				break;
			}
			assert_int_equal(result, DYNVAR_DONE);
			present += !model->present;
			*model = (struct model){true, value};
			break;
		default:
			check(&dynvars, &made, model);
			break;
		}
	}
	for (uint32_t v = 0; v < VARIABLES; v++)
		for (uint32_t t = 0; t < (variables[v].is_self ? 4 : 1); t++)
			for (uint32_t n = 0; n < (v == SELF ? 1 : KEYS); n++) {
				make_key(&made, v, t, n);
				check(&dynvars, &made, &models[v][t][n]);
			}
	end(&dynvars);
}

static void test_random_operations(void **state)
{
	static const uint64_t sizes[] = {64 << 10, 4096, 1000, 200, 80};
	uint32_t drops[sizeof(sizes) / sizeof(sizes[0])] = {0};

	(void)state;
	for (uint64_t seed = 1; seed <= 6; seed++)
		for (size_t i = 0; i < sizeof(sizes) / sizeof(sizes[0]); i++)
			random_operations(seed * 0x9e3779b97f4a7c15, sizes[i], 100000, &drops[i]);
	assert_int_equal(drops[0], 0);
	for (size_t i = 1; i < sizeof(sizes) / sizeof(sizes[0]); i++)
		assert_true(drops[i] > 100);
}

/* Without room for even one: nothing is there, and no assignment is kept. */
static void test_no_room(void **state)
{
	(void)state;
	for (uint64_t bytes = 0; bytes < 64; bytes++) {
		struct dynvars dynvars;
		struct key_memory made;
		uint64_t value;

		begin(&dynvars, bytes);
		assert_int_equal(dynvars.chunk_count, 0);
		make_key(&made, SQUARES, 0, 1);
		assert_int_equal(dynvar_get(&dynvars, &made.key, &value), DYNVAR_ABSENT);
		assert_int_equal(dynvar_set(&dynvars, &made.key, 1), DYNVAR_DROP);
		assert_int_equal(dynvar_free(&dynvars, &made.key), DYNVAR_ABSENT);
		assert_int_equal(dynvar_locate(&dynvars, &made.key, true, &value), DYNVAR_DROP);
		assert_null(dynvar_memory(&dynvars, 0, &value));
		end(&dynvars);
	}
}

/* All in one bucket: as many as are looked through. */
static void test_long_chain(void **state)
{
	struct dynvars dynvars;
	uint64_t value;

	(void)state;
	begin(&dynvars, 64 << 10);
	dynvars.bucket_mask = 0;
	for (uint64_t i = 0; i < CHAIN_LENGTH + 10; i++) {
		const struct dynvar_key key = {.dynvar = SQUARES, .slots = &i};

		assert_int_equal(dynvar_set(&dynvars, &key, i * i),
				 i < CHAIN_LENGTH ? DYNVAR_DONE : DYNVAR_DROP);
	}
	for (uint64_t i = 0; i < CHAIN_LENGTH; i++) {
		const struct dynvar_key key = {.dynvar = SQUARES, .slots = &i};

		assert_int_equal(dynvar_get(&dynvars, &key, &value), DYNVAR_DONE);
		assert_int_equal(value, i * i);
	}
	end(&dynvars);
}

/* A bucket that somebody keeps: a drop, whatever was asked for. */
static void test_taken_bucket(void **state)
{
	const uint64_t slot = 5;
	const struct dynvar_key key = {.dynvar = SQUARES, .slots = &slot};
	struct dynvars dynvars;
	uint64_t value;

	(void)state;
	begin(&dynvars, 4096);
	assert_int_equal(dynvar_set(&dynvars, &key, 25), DYNVAR_DONE);
	for (uint32_t i = 0; i <= dynvars.bucket_mask; i++)
		dynvars.buckets[i].locked = 1;
	assert_int_equal(dynvar_get(&dynvars, &key, &value), DYNVAR_DROP);
	assert_int_equal(dynvar_set(&dynvars, &key, 26), DYNVAR_DROP);
	assert_int_equal(dynvar_free(&dynvars, &key), DYNVAR_DROP);
	for (uint32_t i = 0; i <= dynvars.bucket_mask; i++)
		dynvars.buckets[i].locked = 0;
	assert_int_equal(dynvar_get(&dynvars, &key, &value), DYNVAR_DONE);
	assert_int_equal(value, 25);
	end(&dynvars);
}

/* Addresses reach the values of TYPE_BYTES and nothing else, whatever they are. */
static void test_addresses(void **state)
{
	struct dynvars dynvars;
	struct key_memory made;
	uint64_t offset;
	uint64_t size;
	unsigned int reached = 0;

	(void)state;
	begin(&dynvars, 1000);
	make_key(&made, SQUARES, 0, 1);
	assert_int_equal(dynvar_set(&dynvars, &made.key, 7), DYNVAR_DONE);
	make_key(&made, STRUCTS, 1, 2);
	assert_int_equal(dynvar_locate(&dynvars, &made.key, false, &offset), DYNVAR_ABSENT);
	assert_int_equal(dynvar_locate(&dynvars, &made.key, true, &offset), DYNVAR_DONE);
	for (uint64_t at = 0; at < 2000; at++) {
		const uint8_t *memory = dynvar_memory(&dynvars, at, &size);

		assert_int_equal(size, memory ? offset + BYTES_SIZE - at : 0);
		reached += memory != NULL;
	}
	assert_int_equal(reached, BYTES_SIZE);
	assert_null(dynvar_memory(&dynvars, UINT64_MAX, &size));
	assert_null(dynvar_memory(&dynvars, (1ull << 48) - 1, &size));

	/* When it is freed, nor that; nor when its chunk is another's. */
	assert_int_equal(dynvar_free(&dynvars, &made.key), DYNVAR_DONE);
	assert_null(dynvar_memory(&dynvars, offset, &size));
	make_key(&made, SQUARES, 0, 2);
	assert_int_equal(dynvar_set(&dynvars, &made.key, 7), DYNVAR_DONE);
	assert_null(dynvar_memory(&dynvars, offset, &size));
	end(&dynvars);
}

static void test_integers_are_of_their_type(void **state)
{
	const struct dynvar_key key = {.dynvar = SELF, .thread = 1};
	struct dynvars dynvars;
	uint64_t value;

	(void)state;
	begin(&dynvars, 1000);
	dynvar_set(&dynvars, &key, 0x1234fffe);
	dynvar_get(&dynvars, &key, &value);
	assert_int_equal((int64_t)value, -2);
	end(&dynvars);
}

/*
 * Several CPUs: each has thread-local variables, which only it touches; all meet in others, whose values
 * tell by whom they were written.
 */
enum { CPUS = 4, ROUNDS = 150000 };

struct cpu {
	struct dynvars *dynvars;
	uint64_t dropped;
	pthread_t thread;
	uint32_t number;
	bool wrong;
};

static void *run_cpu(void *argument)
{
	struct cpu *cpu = argument;
	const struct dynvar_key self = {.dynvar = SELF, .thread = cpu->number};
	uint64_t seed = cpu->number * 77 + 1;
	bool kept = false; /* is there something in self? */

	for (uint64_t i = 0; i < ROUNDS; i++) {
		const uint64_t random = random64(&seed);
		const uint64_t slot = random % 16;
		const struct dynvar_key shared = {.dynvar = SQUARES, .slots = &slot};
		enum dynvar_result result;
		uint64_t value;

		result = dynvar_set(cpu->dynvars, &self, i & 0x3fff);
		cpu->dropped += result == DYNVAR_DROP;
		kept |= result == DYNVAR_DONE;
		if (result == DYNVAR_DONE) {
			result = dynvar_get(cpu->dynvars, &self, &value);
			cpu->dropped += result == DYNVAR_DROP;
			cpu->wrong |= result == DYNVAR_ABSENT ||
				      (result == DYNVAR_DONE && value != (i & 0x3fff));
		}
		if (random & 1 << 20) {
			result = dynvar_free(cpu->dynvars, &self);
			cpu->dropped += result == DYNVAR_DROP;
			cpu->wrong |= result == DYNVAR_ABSENT && kept;
			kept &= result == DYNVAR_DROP;
		}
		/* A value is its key's and whole. */
		result = random & 1 << 21
				 ? dynvar_set(cpu->dynvars, &shared, slot * 0x0101010101010101)
				 : dynvar_free(cpu->dynvars, &shared);
		cpu->dropped += result == DYNVAR_DROP;
		result = dynvar_get(cpu->dynvars, &shared, &value);
		cpu->dropped += result == DYNVAR_DROP;
		cpu->wrong |= result == DYNVAR_DONE && value != slot * 0x0101010101010101;
	}
	while (dynvar_free(cpu->dynvars, &self) == DYNVAR_DROP)
		continue;
	return NULL;
}

static void run_cpus(uint64_t bytes)
{
	struct cpu cpus[CPUS] = {0};
	struct dynvars dynvars;
	uint32_t freed = 0;

	begin(&dynvars, bytes);
	for (uint32_t i = 0; i < CPUS; i++) {
		cpus[i] = (struct cpu){.dynvars = &dynvars, .number = i + 1};
		assert_int_equal(pthread_create(&cpus[i].thread, NULL, run_cpu, &cpus[i]), 0);
	}
	for (uint32_t i = 0; i < CPUS; i++) {
		pthread_join(cpus[i].thread, NULL);
		assert_false(cpus[i].wrong);
	}

	/* No chunk was lost, and none is in two places: once all is freed, each can be taken again. */
	for (uint64_t slot = 0; slot < 16; slot++) {
		const struct dynvar_key key = {.dynvar = SQUARES, .slots = &slot};

		dynvar_free(&dynvars, &key);
	}
	for (uint64_t slot = 100; freed < 1000; slot++, freed++) {
		const struct dynvar_key key = {.dynvar = SQUARES, .slots = &slot};

		if (dynvar_set(&dynvars, &key, slot) == DYNVAR_DROP)
			break;
	}
	assert_int_equal(freed, dynvars.chunk_count);
	for (uint64_t slot = 100; slot < 100 + freed; slot++) {
		const struct dynvar_key key = {.dynvar = SQUARES, .slots = &slot};
		uint64_t value;

		assert_int_equal(dynvar_get(&dynvars, &key, &value), DYNVAR_DONE);
		assert_int_equal(value, slot);
	}
	end(&dynvars);
}

static void test_several_cpus(void **state)
{
	(void)state;
	run_cpus(4096);
	run_cpus(1000);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_random_operations),
		cmocka_unit_test(test_no_room),
		cmocka_unit_test(test_long_chain),
		cmocka_unit_test(test_taken_bucket),
		cmocka_unit_test(test_addresses),
		cmocka_unit_test(test_integers_are_of_their_type),
		cmocka_unit_test(test_several_cpus),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
