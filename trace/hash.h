/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The hash of keys. A guest chooses them (CR3, RIP), so it must not be able to tell which of them
 * meet in a table: every word is mixed with secrets drawn at boot, in a multiplication whose both
 * halves are folded together, so that every bit of the key moves every bit of the hash.
 */
#ifndef TRACE_HASH_H
#define TRACE_HASH_H

#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct hash_secret {
	uint64_t a, b;
};

static inline uint64_t hash_fold(uint64_t x, uint64_t y)
{
	unsigned __int128 product = (unsigned __int128)x * y;

	return (uint64_t)product ^ (uint64_t)(product >> 64);
}

static inline uint64_t hash_word(const struct hash_secret *secret, uint64_t hash, uint64_t word)
{
	return hash_fold(hash ^ secret->a, word ^ secret->b);
}

/*
 * One multiplication more at the end: after a single one, keys in arithmetic progression, as page
 * tables are, lie in the table in rows, and some secrets make these rows meet.
 */
static inline uint64_t hash_finish(const struct hash_secret *secret, uint64_t hash)
{
	return hash_fold(hash ^ secret->b, secret->a);
}

static inline uint64_t hash_words(const struct hash_secret *secret, const uint64_t *words,
				  size_t count)
{
	uint64_t hash = count;

	for (size_t i = 0; i < count; i++)
		hash = hash_word(secret, hash, words[i]);
	return hash_finish(secret, hash);
}

static inline uint64_t hash_bytes(const struct hash_secret *secret, const char *bytes,
				  size_t length)
{
	uint64_t hash = length;
	uint64_t word;

	for (; length >= sizeof(word); length -= sizeof(word), bytes += sizeof(word)) {
		__builtin_memcpy(&word, bytes, sizeof(word));
		hash = hash_word(secret, hash, word);
	}
	word = 0;
	for (; length > 0; length--)
		word = word << 8 | (unsigned char)bytes[length - 1];
	return hash_finish(secret, hash_word(secret, hash, word));
}

#endif
