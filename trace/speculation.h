/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Speculations, with DTrace's states. Each has a buffer on each CPU, which only that CPU writes, at its
 * probes. commit() appends what the CPU that calls it has to that CPU's principal buffer. What other CPUs
 * have is not theirs to touch: DTrace has each CPU do it by a cross call at cleanrate; here the consumer
 * reads their buffers where they are, before the speculation becomes free again.
 */
#ifndef TRACE_SPECULATION_H
#define TRACE_SPECULATION_H

#include "trace/buffer.h"

#include <stdbool.h>
#include <stdint.h>

struct enabling;
struct firing;
struct object_image;
struct trace_program;

enum speculation_state {
	SPECULATION_INACTIVE,
	SPECULATION_ACTIVE,	     /* speculation() gave it out */
	SPECULATION_ACTIVE_ONE,	     /* one CPU has speculated */
	SPECULATION_ACTIVE_MANY,     /* several have */
	SPECULATION_COMMITTING,	     /* the only CPU that speculated commits */
	SPECULATION_COMMITTING_MANY, /* the consumer takes what is left */
	SPECULATION_DISCARDING,	     /* the consumer throws away what is left */
};

struct speculation {
	uint32_t state; /* enum speculation_state; changed atomically */
};

/*
 * Of one speculation on one CPU. Records here are larger than DTrace's: memory is more than specsize, and
 * what counts is what DTrace's records would take, so that as many fit.
 */
struct speculation_buffer {
	uint8_t *data;
	uint32_t charged; /* bytes of DTrace's records; with the one being written */
	uint32_t charging;
	uint32_t used;	/* bytes of whole records: the CPU's, published */
	uint32_t busy;	/* the CPU writes a record or commits: the consumer waits */
	uint32_t taken; /* bytes that the consumer has written out */
};

enum {
	SPECULATION_MOST = 65536, /* option nspec */
	SPECULATION_ENLARGED = 4, /* bytes of memory for each of option specsize, as an int takes */
	SPECULATION_LEAST = 1024, /* more */
};

/* What became of a record that a clause speculates. */
enum speculate_result {
	SPECULATE_OK,	   /* *record is a place for it; speculation_end() must follow */
	SPECULATE_NOTHING, /* the speculation takes nothing: 0, committed, discarded */
	SPECULATE_FULL,
	SPECULATE_BAD, /* there is no such speculation */
};

/* D's speculation(): the number of a free one, from 1, or 0, which is counted. Probe. */
uint64_t speculation_new(struct firing *firing);

/* A place for a record of the enabling in a speculation's buffer of this CPU. Probe. */
enum speculate_result speculation_reserve(struct firing *firing, uint64_t id,
					  const struct enabling *enabling, struct record **record);

/* The bytes that DTrace's record of a clause takes. Setup. */
uint32_t speculation_record_bytes(const struct object_image *image, uint32_t clause);

/* The record that was reserved is part of the speculation from now on; or not. Probe. */
void speculation_end(struct speculation_buffer *buffer, const struct record *record);

/* D's commit() and discard(). False: there is no such speculation. Probe. */
bool speculation_commit(struct firing *firing, uint64_t id);
bool speculation_discard(struct firing *firing, uint64_t id);

/*
 * The next record of a speculation that is being committed, on any CPU, and the buffer that it is in; or
 * NULL. Frees speculations on the way. stopped: nothing fires any more. Work.
 */
const struct record *speculation_peek(struct trace_program *program, bool stopped, uint32_t *cpu,
				      struct speculation_buffer **buffer);

/* That record was written out. Work. */
void speculation_release(struct speculation_buffer *buffer, const struct record *record);

#endif
