/* SPDX-License-Identifier: BSD-2-Clause */
/* A ring of bytes with one writer and one reader on the same CPU. Pure. */
#ifndef VMM_RING_H
#define VMM_RING_H

#include <stdbool.h>
#include <stddef.h>

struct ring {
	char *bytes;
	size_t size; /* a power of two */
	size_t head; /* bytes ever taken; free-running */
	size_t tail; /* bytes ever put */
};

static inline size_t ring_used(const struct ring *ring)
{
	return ring->tail - ring->head;
}

static inline size_t ring_room(const struct ring *ring)
{
	return ring->size - ring_used(ring);
}

/* Puts as many of the bytes as find room; returns how many. */
size_t ring_put(struct ring *ring, const char *bytes, size_t count);

/* Takes one byte. False when there is none. */
bool ring_take(struct ring *ring, char *byte);

#endif
