/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Dynamic variables: thread-local variables and associative arrays. Their elements are made and freed in
 * probe context, by all CPUs, in memory that is there from the start: chunks of one size, that of the
 * program's largest element, as in DTrace. An element is found through a hash of the variable, the
 * thread and the keys.
 *
 * Each bucket of the hash has a lock, which is held while its elements are looked through and a value is
 * copied: never for more than DYNVAR_CHAIN elements, and by nobody who could be interrupted. Who finds it
 * taken tries again DYNVAR_TRIES times and then gives up, which is a drop: probes do not wait.
 */
#ifndef TRACE_DYNVAR_H
#define TRACE_DYNVAR_H

#include "trace/hash.h"
#include "trace/object.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum {
	DYNVAR_TRIES = 1000,
	DYNVAR_CHAIN = 64, /* elements of one bucket; what would be one more is dropped */
};

struct dynvar_bucket {
	uint32_t locked;
	uint32_t first; /* number of a chunk, from 1; 0: none */
};

struct dynvars {
	const struct object_image *image;
	struct hash_secret secret;
	uint8_t *chunks;
	struct dynvar_bucket *buckets;
	struct dynvar_bucket empty; /* the only one when there are no chunks */
	uint64_t free;		    /* chunks that were freed: see dynvar.c */
	uint32_t fresh;		    /* chunks that were ever taken, or more */
	uint32_t chunk_bytes;
	uint32_t chunk_count;
	uint32_t bucket_mask;
};

/* Which element. */
struct dynvar_key {
	uint32_t dynvar;       /* index into .pv.dynvars */
	uint64_t thread;       /* of a thread-local one: who it is; else 0 */
	const uint64_t *slots; /* one for each key: integers, pointers to strings */
};

enum dynvar_result {
	DYNVAR_DONE,
	DYNVAR_ABSENT,
	DYNVAR_DROP, /* no room, or the bucket was taken for too long: nothing was done */
};

/* Lays out bytes of zeroed, 8-byte aligned memory for the variables of an image, which stays. Setup. */
void dynvars_init(struct dynvars *dynvars, const struct object_image *image,
		  const struct hash_secret *secret, void *memory, uint64_t bytes);

/*
 * The value of an integer, as its type extends it; the text of a string, to which NUL is added: it takes
 * the bytes of its type at most. Probe.
 */
enum dynvar_result dynvar_get(struct dynvars *dynvars, const struct dynvar_key *key,
			      uint64_t *value);
enum dynvar_result dynvar_get_string(struct dynvars *dynvars, const struct dynvar_key *key,
				     char *string, uint32_t *length);

/* Sets it; makes the element if need be. A string is cut to its type. Never absent. Probe. */
enum dynvar_result dynvar_set(struct dynvars *dynvars, const struct dynvar_key *key,
			      uint64_t value);
enum dynvar_result dynvar_set_string(struct dynvars *dynvars, const struct dynvar_key *key,
				     const char *string);

/* Frees the element. Probe. */
enum dynvar_result dynvar_free(struct dynvars *dynvars, const struct dynvar_key *key);

/*
 * Where the value is, for dynvar_memory(). With make, an element that is not there is made, its value
 * zeroed. Probe.
 */
enum dynvar_result dynvar_locate(struct dynvars *dynvars, const struct dynvar_key *key, bool make,
				 uint64_t *offset);

/*
 * The memory at such an offset or behind it, and how much of it belongs to the same value; NULL and 0
 * when it is no TYPE_BYTES value, or not any more. Probe.
 */
uint8_t *dynvar_memory(const struct dynvars *dynvars, uint64_t offset, uint64_t *size);

#endif
