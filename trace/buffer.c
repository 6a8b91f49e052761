/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/buffer.h"

#include <stddef.h>

void buffer_init(struct buffer *buffer, void *data, uint32_t size, bool ring)
{
	*buffer = (struct buffer){.data = data, .size = size, .ring = ring};
}

static struct record *record_at(const struct buffer *buffer, uint32_t offset)
{
	return (struct record *)(void *)(buffer->data + offset);
}

/*
 * head == tail means empty, so the head never catches up with the tail: hence ">" and not ">="
 * where the tail is ahead. After a wrap the producer leaves a record of 0 bytes behind, which fits,
 * since every offset is a multiple of RECORD_ALIGN.
 */
static struct record *find_room(const struct buffer *buffer, uint32_t bytes, uint32_t spare)
{
	uint32_t tail = __atomic_load_n(&buffer->tail, __ATOMIC_ACQUIRE);
	uint32_t head = buffer->head;
	uint64_t needed = (uint64_t)bytes + spare;

	if (head < tail)
		return tail - head > needed ? record_at(buffer, head) : NULL;
	if (buffer->size - head > needed)
		return record_at(buffer, head);
	if (tail > needed)
		return record_at(buffer, 0);
	/* This record may still go at the end, when what is spared would fit at the start. */
	if (buffer->size - head > bytes && tail > spare)
		return record_at(buffer, head);
	return NULL;
}

struct record *buffer_reserve(struct buffer *buffer, uint32_t bytes, uint32_t spare)
{
	struct record *record = find_room(buffer, bytes, spare);

	while (!record && buffer->ring) {
		const struct record *oldest = buffer_peek(buffer);

		if (!oldest)
			break;
		buffer_release(buffer, oldest);
		if (buffer->tail == buffer->head) {
			/* Empty: all of it is free, from the start on. */
			buffer->tail = 0;
			buffer->head = 0;
		}
		record = find_room(buffer, bytes, spare);
	}
	return record;
}

void buffer_commit_bytes(struct buffer *buffer, const struct record *records, uint32_t bytes)
{
	uint32_t offset = (uint32_t)((const uint8_t *)records - buffer->data);

	if (offset != buffer->head)
		record_at(buffer, buffer->head)->bytes = 0;
	__atomic_store_n(&buffer->head, offset + bytes, __ATOMIC_RELEASE);
}

void buffer_commit(struct buffer *buffer, struct record *record)
{
	buffer_commit_bytes(buffer, record, record->bytes);
}

const struct record *buffer_peek(struct buffer *buffer)
{
	uint32_t head = __atomic_load_n(&buffer->head, __ATOMIC_ACQUIRE);

	if (head == buffer->tail)
		return NULL;
	if (record_at(buffer, buffer->tail)->bytes == 0)
		__atomic_store_n(&buffer->tail, 0, __ATOMIC_RELEASE);
	return record_at(buffer, buffer->tail);
}

void buffer_release(struct buffer *buffer, const struct record *record)
{
	uint32_t offset = (uint32_t)((const uint8_t *)record - buffer->data);

	__atomic_store_n(&buffer->tail, offset + record->bytes, __ATOMIC_RELEASE);
}

bool buffer_is_empty(const struct buffer *buffer)
{
	return __atomic_load_n(&buffer->head, __ATOMIC_ACQUIRE) ==
	       __atomic_load_n(&buffer->tail, __ATOMIC_ACQUIRE);
}
