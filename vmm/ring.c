/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/ring.h"

size_t ring_put(struct ring *ring, const char *bytes, size_t count)
{
	size_t room = ring_room(ring);

	if (count > room)
		count = room;
	for (size_t i = 0; i < count; i++)
		ring->bytes[ring->tail++ & (ring->size - 1)] = bytes[i];
	return count;
}

bool ring_take(struct ring *ring, char *byte)
{
	if (ring->head == ring->tail)
		return false;
	*byte = ring->bytes[ring->head++ & (ring->size - 1)];
	return true;
}
