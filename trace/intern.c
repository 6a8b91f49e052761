/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/intern.h"

struct entry {
	uint32_t hash;
	uint32_t length;
	char text[];
};

uint32_t intern_slot_count(uint32_t pool_size)
{
	uint32_t slots = 1;

	while (slots < pool_size / INTERN_BYTES_PER_SLOT * 2)
		slots *= 2;
	return slots;
}

void intern_init(struct intern *intern, const struct hash_secret *secret, char *pool,
		 uint32_t pool_size, uint32_t *slots)
{
	*intern = (struct intern){
		.secret = *secret,
		.pool = pool,
		.pool_size = pool_size,
		.pool_used = INTERN_BYTES_PER_SLOT, /* offset 0 means a free slot */
		.slots = slots,
		.slot_mask = intern_slot_count(pool_size) - 1,
	};
}

static const struct entry *entry_at(const struct intern *intern, uint32_t offset)
{
	return (const struct entry *)(const void *)(intern->pool + offset);
}

static bool is_string(const struct intern *intern, uint32_t offset, const char *string,
		      size_t length, uint32_t hash)
{
	const struct entry *entry = entry_at(intern, offset);

	return entry->hash == hash && entry->length == length &&
	       memcmp(entry->text, string, length) == 0;
}

/* Room in the pool with the string in it; 0 when there is none. */
static uint32_t store(struct intern *intern, const char *string, size_t length, uint32_t hash)
{
	size_t size = (sizeof(struct entry) + length + 1 + 7) & ~(size_t)7;

	if (size < INTERN_BYTES_PER_SLOT)
		size = INTERN_BYTES_PER_SLOT;

	uint32_t used = __atomic_load_n(&intern->pool_used, __ATOMIC_RELAXED);

	do {
		if (used > intern->pool_size || size > intern->pool_size - used)
			return 0;
	} while (!__atomic_compare_exchange_n(&intern->pool_used, &used, used + (uint32_t)size,
					      false, __ATOMIC_RELAXED, __ATOMIC_RELAXED));

	struct entry *entry = (struct entry *)(void *)(intern->pool + used);

	entry->hash = hash;
	entry->length = (uint32_t)length;
	memcpy(entry->text, string, length);
	entry->text[length] = '\0';
	return used;
}

/*
 * Two CPUs may meet a new string at once. Both store it, and the slot goes to one of them; the
 * other finds it taken, by the same string, and uses that. What it stored itself is lost room, at
 * most once for each CPU and string, which is cheaper than a lock in probe context.
 */
bool intern_string(struct intern *intern, const char *string, size_t limit, uint64_t *word)
{
	size_t length = 0;

	while (length < limit && string[length])
		length++;

	uint64_t hash = hash_bytes(&intern->secret, string, length);
	uint32_t short_hash = (uint32_t)(hash >> 32);
	uint32_t stored = 0;

	for (uint32_t i = 0; i < INTERN_PROBES; i++) {
		uint32_t *slot = &intern->slots[(hash + i) & intern->slot_mask];
		uint32_t offset = __atomic_load_n(slot, __ATOMIC_ACQUIRE);

		if (offset == 0) {
			if (stored == 0)
				stored = store(intern, string, length, short_hash);
			if (stored == 0)
				return false;
			if (__atomic_compare_exchange_n(slot, &offset, stored, false,
							__ATOMIC_RELEASE, __ATOMIC_ACQUIRE))
				offset = stored;
		}
		if (is_string(intern, offset, string, length, short_hash)) {
			*word = offset;
			return true;
		}
	}
	return false;
}

const char *intern_text(const struct intern *intern, uint64_t word, size_t *length)
{
	const struct entry *entry = entry_at(intern, (uint32_t)word);

	*length = entry->length;
	return entry->text;
}
