/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A CPU's principal buffer: a ring of records, filled by that CPU in probe context, emptied
 * elsewhere, without locks. Records are never split. Space for a record is reserved before its
 * clause runs; what the clause wrote becomes visible when it is committed, or never.
 */
#ifndef TRACE_BUFFER_H
#define TRACE_BUFFER_H

#include <stdbool.h>
#include <stdint.h>

enum {
	RECORD_ALIGN = 8,
	RECORD_ERROR = 0, /* no epid: the record tells of a fault */
};

struct record {
	uint32_t bytes; /* of the whole record, a multiple of RECORD_ALIGN; 0: go on at the ring's
			   start */
	uint32_t epid;	/* of the clause, or RECORD_ERROR */
	uint64_t time;	/* machine_timestamp() */
};

struct buffer {
	uint8_t *data;
	uint32_t size;
	bool ring; /* the producer makes room by giving up the oldest records: nobody reads meanwhile */
	uint32_t head; /* offset where the next record goes: the producer's, published */
	uint32_t tail; /* offset of the oldest record: the consumer's */
};

/* data is RECORD_ALIGN aligned; size is a multiple of that. Setup. */
void buffer_init(struct buffer *buffer, void *data, uint32_t size, bool ring);

/*
 * A place for a record of up to bytes, while spare bytes remain for others; or NULL. Nothing is
 * taken yet. Probe; this CPU's buffer.
 */
struct record *buffer_reserve(struct buffer *buffer, uint32_t bytes, uint32_t spare);

/* Makes the reserved record, of record->bytes, the consumer's; or so many bytes of records. Probe. */
void buffer_commit(struct buffer *buffer, struct record *record);
void buffer_commit_bytes(struct buffer *buffer, const struct record *records, uint32_t bytes);

/* The oldest record, or NULL; and gives its place back. Work. */
const struct record *buffer_peek(struct buffer *buffer);
void buffer_release(struct buffer *buffer, const struct record *record);

bool buffer_is_empty(const struct buffer *buffer);

#endif
