/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Deadlines: everything in the VMM that happens at a time (profile probes, virtual timers, time
 * slices, serial work). Each CPU has one queue; the earliest deadline is what its preemption timer
 * is armed for. Times are TSC values. Pure; a queue is used by its CPU only.
 */
#ifndef VMM_DEADLINE_H
#define VMM_DEADLINE_H

#include <stdbool.h>
#include <stdint.h>

struct deadline {
	uint64_t when;
	uint32_t position; /* 1 + index in the heap; 0: not queued */
	/*
	 * Called when due, with the deadline out of the queue already; it may queue itself again.
	 */
	void (*expired)(struct deadline *deadline, uint64_t now);
};

struct deadline_queue {
	struct deadline **heap; /* a binary heap, earliest first */
	uint32_t count;
	uint32_t capacity;
	bool hole; /* heap[0] is running and not in the queue */
	/* heap[0]->when, DEADLINE_NEVER when empty: what the entry path looks at */
	uint64_t earliest;
};

#define DEADLINE_NEVER UINT64_MAX

/* Gives the queue its storage, for as many deadlines as will ever be queued at once. */
void deadline_queue_init(struct deadline_queue *queue, struct deadline **storage,
			 uint32_t capacity);

/* For deadline_set() only: all that is not the case which it does in line. */
bool deadline_set_slowly(struct deadline_queue *queue, struct deadline *deadline, uint64_t when);

/*
 * Queues a deadline, or moves it if it is queued already. False when the queue is full: the
 * capacity is a count of the deadlines that exist, so this is a bug of the caller.
 *
 * In line: a clock that queues itself again fills the hole that it left, and the fastest clock,
 * which is the one that costs, is the first again. (heap[0] is not looked at: it is the hole.)
 */
static inline bool deadline_set(struct deadline_queue *queue, struct deadline *deadline,
				uint64_t when)
{
	if (!queue->hole || deadline->position ||
	    (queue->count > 1 && queue->heap[1]->when < when) ||
	    (queue->count > 2 && queue->heap[2]->when < when))
		return deadline_set_slowly(queue, deadline, when);
	queue->hole = false;
	queue->heap[0] = deadline;
	queue->earliest = when;
	deadline->position = 1;
	deadline->when = when;
	return true;
}

/* Takes a deadline out; one that is not queued is left alone. */
void deadline_cancel(struct deadline_queue *queue, struct deadline *deadline);

/* Takes out the first deadline, which has run and did not queue itself again. For the next function
 * only. */
void deadline_close_hole(struct deadline_queue *queue);

/*
 * Calls expired() of the first deadline. The queue is not empty.
 *
 * While it runs, the deadline leaves a hole at the top of the heap. Nearly always it queues itself
 * again, which fills the hole with one walk down instead of one for taking out and one for putting
 * in. Until then the heap is in order, since the hole's time is the earliest.
 */
static inline void deadline_run_first(struct deadline_queue *queue, uint64_t now)
{
	struct deadline *due = queue->heap[0];

	due->position = 0;
	queue->hole = true;
	due->expired(due, now);
	if (__builtin_expect(queue->hole, false))
		deadline_close_hole(queue);
}

/*
 * A period of numerator/denominator seconds in TSC ticks, kept as quotient and remainder so that it
 * does not drift: the n-th multiple is never off by a tick.
 */
struct period {
	uint64_t ticks;
	uint64_t remainder;
	uint64_t denominator;
	uint64_t carried; /* remainders so far, < denominator */
};

/*
 * Sets up a period. False when it is shorter than a tick, 2^62 ticks or longer, when a term is 0 or
 * the denominator 2^62 or more, or when tsc_hz * (numerator % denominator) does not fit 64 bits:
 * with nanoseconds every TSC below 18 GHz is fine.
 */
bool period_init(struct period *period, uint64_t tsc_hz, uint64_t numerator, uint64_t denominator);

/* The ticks to the next multiple. */
static inline uint64_t period_next(struct period *period)
{
	period->carried += period->remainder;
	if (period->carried < period->denominator)
		return period->ticks;
	period->carried -= period->denominator;
	return period->ticks + 1;
}

#endif
