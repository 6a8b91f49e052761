/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/dynvar.h"

#include "trace/strings.h"

#include <string.h>

/*
 * An element. Behind this stand its value, then its keys: first the thread's of a thread-local one, then
 * 8 bytes of an integer, the object_value_bytes() of a string.
 *
 * Programs may write the value of TYPE_BYTES by its address, without the bucket's lock, and one CPU while
 * another frees the element and uses the chunk for another. Such a program finds nonsense, in DTrace
 * too. Therefore nothing here trusts what stands behind the header: sizes come from the image, the end
 * of a string from its size.
 */
struct chunk {
	uint64_t hash;
	uint32_t next;	 /* in its bucket or among the free ones: number from 1; 0: none */
	uint32_t in_use; /* index into .pv.dynvars plus 1; 0: free */
};

static const struct object_value *value_type(const struct dynvars *dynvars, uint32_t dynvar)
{
	return &dynvars->image->values[dynvars->image->dynvars[dynvar].value];
}

static uint32_t element_bytes(const struct object_image *image, const struct object_dynvar *dynvar)
{
	uint64_t bytes = sizeof(struct chunk) + object_value_bytes(&image->values[dynvar->value]) +
			 object_values_bytes(image, dynvar->first_key, dynvar->key_count);

	return (uint32_t)bytes + (dynvar->is_self ? sizeof(uint64_t) : 0);
}

void dynvars_init(struct dynvars *dynvars, const struct object_image *image,
		  const struct hash_secret *secret, void *memory, uint64_t bytes)
{
	uint32_t largest = sizeof(struct chunk);
	uint64_t buckets = 1;

	for (uint32_t i = 0; i < image->dynvar_count; i++) {
		const uint32_t needed = element_bytes(image, &image->dynvars[i]);

		largest = needed > largest ? needed : largest;
	}

	const uint64_t count = bytes / (largest + sizeof(struct dynvar_bucket));

	/* At most as many as chunks: so many fit. */
	while (buckets * 2 <= count)
		buckets *= 2;
	*dynvars = (struct dynvars){
		.image = image,
		.secret = *secret,
		.chunks = memory,
		.buckets = (struct dynvar_bucket *)(void *)((uint8_t *)memory + count * largest),
		.chunk_bytes = largest,
		.chunk_count = (uint32_t)count,
		.bucket_mask = (uint32_t)buckets - 1,
	};
	if (count == 0)
		dynvars->buckets = &dynvars->empty;
}

static struct chunk *chunk_at(const struct dynvars *dynvars, uint32_t number)
{
	return (struct chunk *)(void *)(dynvars->chunks + (number - 1ull) * dynvars->chunk_bytes);
}

static uint8_t *value_of(struct chunk *chunk)
{
	return (uint8_t *)(chunk + 1);
}

/* Of the string that counts as a key or value of this type. */
static uint32_t string_length(const struct object_value *type, const char *string)
{
	return (uint32_t)slice_of(string, type->size - 1u).length;
}

static uint64_t hash_key(const struct dynvars *dynvars, const struct dynvar_key *key)
{
	const struct object_dynvar *dynvar = &dynvars->image->dynvars[key->dynvar];
	const struct object_value *types = &dynvars->image->values[dynvar->first_key];
	uint64_t hash = hash_word(&dynvars->secret, key->dynvar, key->thread);

	for (uint32_t i = 0; i < dynvar->key_count; i++) {
		uint64_t word = key->slots[i];

		if (types[i].type == TYPE_STRING) {
			const char *string = (const char *)(uintptr_t)word;

			word = hash_bytes(&dynvars->secret, string,
					  string_length(&types[i], string));
		}
		hash = hash_word(&dynvars->secret, hash, word);
	}
	return hash_finish(&dynvars->secret, hash);
}

static bool same_string(const struct object_value *type, const char *stored, const char *string)
{
	const uint32_t length = string_length(type, string);

	return string_length(type, stored) == length && memcmp(stored, string, length) == 0;
}

static bool same_word(const uint8_t *stored, uint64_t word)
{
	return memcmp(stored, &word, sizeof(word)) == 0;
}

static bool has_key(const struct dynvars *dynvars, struct chunk *chunk,
		    const struct dynvar_key *key)
{
	const struct object_dynvar *dynvar = &dynvars->image->dynvars[key->dynvar];
	const struct object_value *types = &dynvars->image->values[dynvar->first_key];
	const uint8_t *at = value_of(chunk) + object_value_bytes(value_type(dynvars, key->dynvar));

	if (chunk->in_use != key->dynvar + 1)
		return false;
	if (dynvar->is_self) {
		if (!same_word(at, key->thread))
			return false;
		at += sizeof(uint64_t);
	}
	for (uint32_t i = 0; i < dynvar->key_count; i++) {
		if (types[i].type == TYPE_STRING) {
			if (!same_string(&types[i], (const char *)at,
					 (const char *)(uintptr_t)key->slots[i]))
				return false;
		} else if (!same_word(at, key->slots[i])) {
			return false;
		}
		at += object_value_bytes(&types[i]);
	}
	return true;
}

static void put_string(uint8_t *to, const struct object_value *type, const char *string)
{
	const uint32_t length = string_length(type, string);

	memmove(to, string, length);
	to[length] = '\0';
}

static void put_key(const struct dynvars *dynvars, struct chunk *chunk,
		    const struct dynvar_key *key)
{
	const struct object_dynvar *dynvar = &dynvars->image->dynvars[key->dynvar];
	const struct object_value *types = &dynvars->image->values[dynvar->first_key];
	uint8_t *at = value_of(chunk) + object_value_bytes(value_type(dynvars, key->dynvar));

	if (dynvar->is_self) {
		memcpy(at, &key->thread, sizeof(key->thread));
		at += sizeof(key->thread);
	}
	for (uint32_t i = 0; i < dynvar->key_count; i++) {
		if (types[i].type == TYPE_STRING)
			put_string(at, &types[i], (const char *)(uintptr_t)key->slots[i]);
		else
			memcpy(at, &key->slots[i], sizeof(key->slots[i]));
		at += object_value_bytes(&types[i]);
	}
}

/*
 * Free chunks are a stack: dynvars->free is the number of its first one, and in the upper half a count of
 * its changes. Without that a CPU could take a chunk off and set as first what was the second one when
 * it looked, although both had been taken and the first one freed again meanwhile. Each failure to
 * exchange it is another CPU's success, and that one has a bucket to look for before it is here again: the
 * loops end.
 */
static uint64_t free_word(uint64_t before, uint32_t first)
{
	return ((before >> 32) + 1) << 32 | first;
}

/* Another CPU may look at it that still takes the chunk for a free one: see take_chunk(). */
static void set_next(uint32_t *link, uint32_t number)
{
	__atomic_store_n(link, number, __ATOMIC_RELAXED);
}

static void give_chunk(struct dynvars *dynvars, uint32_t number)
{
	struct chunk *chunk = chunk_at(dynvars, number);
	uint64_t free = __atomic_load_n(&dynvars->free, __ATOMIC_RELAXED);

	__atomic_store_n(&chunk->in_use, 0, __ATOMIC_RELAXED);
	do
		set_next(&chunk->next, (uint32_t)free);
	while (!__atomic_compare_exchange_n(&dynvars->free, &free, free_word(free, number), false,
					    __ATOMIC_RELEASE, __ATOMIC_RELAXED));
}

/* The number of a chunk; 0 when there is none. */
static uint32_t take_chunk(struct dynvars *dynvars)
{
	uint64_t free = __atomic_load_n(&dynvars->free, __ATOMIC_ACQUIRE);
	uint32_t fresh;

	while ((uint32_t)free != 0) {
		/* Maybe another's by now; then the exchange fails. */
		const uint32_t next =
			__atomic_load_n(&chunk_at(dynvars, (uint32_t)free)->next, __ATOMIC_RELAXED);

		if (__atomic_compare_exchange_n(&dynvars->free, &free, free_word(free, next), false,
						__ATOMIC_ACQUIRE, __ATOMIC_ACQUIRE))
			return (uint32_t)free;
	}
	/* Looked at first, lest it wraps around some day. */
	if (__atomic_load_n(&dynvars->fresh, __ATOMIC_RELAXED) >= dynvars->chunk_count)
		return 0;
	fresh = __atomic_fetch_add(&dynvars->fresh, 1, __ATOMIC_RELAXED);
	return fresh < dynvars->chunk_count ? fresh + 1 : 0;
}

/* A bucket that is locked, and where in it the key was looked for. */
struct search {
	uint64_t hash;
	struct dynvar_bucket *bucket;
	uint32_t *link;	     /* to the chunk, if it was found */
	struct chunk *chunk; /* NULL: not found */
	uint32_t passed;
};

static bool lock(struct dynvar_bucket *bucket)
{
	for (uint32_t i = 0; i < DYNVAR_TRIES; i++)
		if (__atomic_exchange_n(&bucket->locked, 1, __ATOMIC_ACQUIRE) == 0)
			return true;
	return false;
}

static void unlock(const struct search *search)
{
	__atomic_store_n(&search->bucket->locked, 0, __ATOMIC_RELEASE);
}

/* Finds the key and leaves its bucket locked; false, and nothing locked, when that takes too long. */
static bool find(struct dynvars *dynvars, const struct dynvar_key *key, struct search *search)
{
	uint32_t *link;

	*search = (struct search){.hash = hash_key(dynvars, key)};
	search->bucket = &dynvars->buckets[search->hash & dynvars->bucket_mask];
	if (!lock(search->bucket))
		return false;
	for (link = &search->bucket->first; *link != 0; search->passed++) {
		struct chunk *chunk = chunk_at(dynvars, *link);

		if (chunk->hash == search->hash && has_key(dynvars, chunk, key)) {
			search->link = link;
			search->chunk = chunk;
			return true;
		}
		link = &chunk->next;
	}
	return true;
}

/* Finds the key or makes an element of it, its value zeroed. Else false, and nothing is locked. */
static bool find_or_make(struct dynvars *dynvars, const struct dynvar_key *key,
			 struct search *search)
{
	uint32_t number;

	if (!find(dynvars, key, search))
		return false;
	if (search->chunk)
		return true;
	number = search->passed < DYNVAR_CHAIN ? take_chunk(dynvars) : 0;
	if (number == 0) {
		unlock(search);
		return false;
	}
	search->chunk = chunk_at(dynvars, number);
	search->chunk->hash = search->hash;
	set_next(&search->chunk->next, search->bucket->first);
	memset(value_of(search->chunk), 0, object_value_bytes(value_type(dynvars, key->dynvar)));
	put_key(dynvars, search->chunk, key);
	__atomic_store_n(&search->chunk->in_use, key->dynvar + 1, __ATOMIC_RELEASE);
	search->bucket->first = number;
	return true;
}

enum dynvar_result dynvar_get(struct dynvars *dynvars, const struct dynvar_key *key,
			      uint64_t *value)
{
	const struct object_value *type = value_type(dynvars, key->dynvar);
	struct search search;

	if (!find(dynvars, key, &search))
		return DYNVAR_DROP;
	if (search.chunk)
		memcpy(value, value_of(search.chunk), sizeof(*value));
	unlock(&search);
	if (!search.chunk)
		return DYNVAR_ABSENT;
	*value = object_extend(*value, type->size, type->is_signed);
	return DYNVAR_DONE;
}

enum dynvar_result dynvar_get_string(struct dynvars *dynvars, const struct dynvar_key *key,
				     char *string, uint32_t *length)
{
	struct search search;

	if (!find(dynvars, key, &search))
		return DYNVAR_DROP;
	if (search.chunk) {
		const char *stored = (const char *)value_of(search.chunk);

		*length = string_length(value_type(dynvars, key->dynvar), stored);
		memcpy(string, stored, *length);
		string[*length] = '\0';
	}
	unlock(&search);
	return search.chunk ? DYNVAR_DONE : DYNVAR_ABSENT;
}

enum dynvar_result dynvar_set(struct dynvars *dynvars, const struct dynvar_key *key, uint64_t value)
{
	struct search search;

	if (!find_or_make(dynvars, key, &search))
		return DYNVAR_DROP;
	memcpy(value_of(search.chunk), &value, sizeof(value));
	unlock(&search);
	return DYNVAR_DONE;
}

enum dynvar_result dynvar_set_string(struct dynvars *dynvars, const struct dynvar_key *key,
				     const char *string)
{
	struct search search;

	if (!find_or_make(dynvars, key, &search))
		return DYNVAR_DROP;
	put_string(value_of(search.chunk), value_type(dynvars, key->dynvar), string);
	unlock(&search);
	return DYNVAR_DONE;
}

enum dynvar_result dynvar_free(struct dynvars *dynvars, const struct dynvar_key *key)
{
	struct search search;
	uint32_t number;

	if (!find(dynvars, key, &search))
		return DYNVAR_DROP;
	if (!search.chunk) {
		unlock(&search);
		return DYNVAR_ABSENT;
	}
	number = *search.link;
	set_next(search.link, search.chunk->next);
	unlock(&search);
	give_chunk(dynvars, number);
	return DYNVAR_DONE;
}

enum dynvar_result dynvar_locate(struct dynvars *dynvars, const struct dynvar_key *key, bool make,
				 uint64_t *offset)
{
	struct search search;

	if (make ? !find_or_make(dynvars, key, &search) : !find(dynvars, key, &search))
		return DYNVAR_DROP;
	unlock(&search);
	if (!search.chunk)
		return DYNVAR_ABSENT;
	*offset = (uint64_t)(value_of(search.chunk) - dynvars->chunks);
	return DYNVAR_DONE;
}

uint8_t *dynvar_memory(const struct dynvars *dynvars, uint64_t offset, uint64_t *size)
{
	const uint64_t number = offset / dynvars->chunk_bytes + 1;
	const uint64_t at = offset % dynvars->chunk_bytes;
	const struct object_value *type;
	uint32_t in_use;

	*size = 0;
	if (number > dynvars->chunk_count)
		return NULL;
	in_use = __atomic_load_n(&chunk_at(dynvars, (uint32_t)number)->in_use, __ATOMIC_ACQUIRE);
	if (in_use == 0)
		return NULL;
	type = value_type(dynvars, in_use - 1);
	if (type->type != TYPE_BYTES || at < sizeof(struct chunk) ||
	    at - sizeof(struct chunk) >= type->size)
		return NULL;
	*size = type->size - (at - sizeof(struct chunk));
	return dynvars->chunks + offset;
}
