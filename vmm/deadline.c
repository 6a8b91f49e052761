/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/deadline.h"

#include <stddef.h>

static void place(struct deadline_queue *queue, struct deadline *deadline, uint32_t index)
{
	queue->heap[index] = deadline;
	deadline->position = index + 1;
}

static void sift_up(struct deadline_queue *queue, struct deadline *deadline, uint32_t index)
{
	while (index > 0) {
		uint32_t parent = (index - 1) / 2;

		if (queue->heap[parent]->when <= deadline->when)
			break;
		place(queue, queue->heap[parent], index);
		index = parent;
	}
	place(queue, deadline, index);
}

static void sift_down(struct deadline_queue *queue, struct deadline *deadline, uint32_t index)
{
	struct deadline *const *heap = queue->heap;

	for (;;) {
		uint32_t child = 2 * index + 1;

		if (child >= queue->count)
			break;
		if (child + 1 < queue->count && heap[child + 1]->when < heap[child]->when)
			child++;
		if (deadline->when <= heap[child]->when)
			break;
		place(queue, heap[child], index);
		index = child;
	}
	place(queue, deadline, index);
}

static void note_earliest(struct deadline_queue *queue)
{
	queue->earliest = queue->count ? queue->heap[0]->when : DEADLINE_NEVER;
}

void deadline_queue_init(struct deadline_queue *queue, struct deadline **storage, uint32_t capacity)
{
	*queue = (struct deadline_queue){
		.heap = storage,
		.capacity = capacity,
		.earliest = DEADLINE_NEVER,
	};
}

void deadline_cancel(struct deadline_queue *queue, struct deadline *deadline)
{
	if (!deadline->position)
		return;

	uint32_t index = deadline->position - 1;
	struct deadline *last = queue->heap[--queue->count];

	deadline->position = 0;
	if (last != deadline) {
		if (index > 0 && last->when < queue->heap[(index - 1) / 2]->when)
			sift_up(queue, last, index);
		else
			sift_down(queue, last, index);
	}
	note_earliest(queue);
}

bool deadline_set_slowly(struct deadline_queue *queue, struct deadline *deadline, uint64_t when)
{
	deadline_cancel(queue, deadline);
	if (!queue->hole && queue->count == queue->capacity)
		return false;
	deadline->when = when;
	if (queue->hole) {
		/* By whatever comes first: an earlier time could not be walked up past a hole. */
		queue->hole = false;
		sift_down(queue, deadline, 0);
	} else {
		sift_up(queue, deadline, queue->count++);
	}
	note_earliest(queue);
	return true;
}

void deadline_close_hole(struct deadline_queue *queue)
{
	struct deadline *last = queue->heap[--queue->count];

	queue->hole = false;
	if (queue->count)
		sift_down(queue, last, 0);
	note_earliest(queue);
}

bool period_init(struct period *period, uint64_t tsc_hz, uint64_t numerator, uint64_t denominator)
{
	/* carried + remainder < 2 * denominator must not wrap */
	if (!numerator || !denominator || denominator >> 62)
		return false;

	/*
	 * Whole seconds apart: ten of them, in nanoseconds, times a TSC of 2 GHz are beyond 64
	 * bits.
	 */
	uint64_t whole = numerator / denominator;
	uint64_t ticks;
	uint64_t part;

	if (__builtin_mul_overflow(tsc_hz, numerator % denominator, &part) ||
	    __builtin_mul_overflow(tsc_hz, whole, &ticks) ||
	    __builtin_add_overflow(ticks, part / denominator, &ticks))
		return false;
	if (ticks == 0 || ticks >> 62)
		return false;
	*period = (struct period){
		.ticks = ticks,
		.remainder = part % denominator,
		.denominator = denominator,
	};
	return true;
}
