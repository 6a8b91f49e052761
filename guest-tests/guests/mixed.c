/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Runs up to eight address spaces for known shares of its time, each a busy loop in user mode,
 * switched by the kernel on its timer's interrupts. It prints the truth first, so that a sampler
 * can be judged:
 *
 *   cr3 0x131000 share 70
 *
 *   shares=70,20,10   one address space each; in proportion to their sum
 *   unit_us=71        one unit of a share, in each round; 71 µs * 100 is no multiple or fraction of
 * any usual time slice or sampling period, else samples would not be independent of the shares
 *   seconds=0         end after so many; 0: never
 *
 * Which space runs is a function of the TSC alone: position in the round = (TSC - start) mod round.
 * So shares are exact however late an interrupt comes and however long the guest did not run:
 * nothing adds up. A switch happens a constant time after its due time, which moves all borders by
 * the same.
 */
#include "guest-tests/lib/apic.h"
#include "guest-tests/lib/lib.h"
#include "guest-tests/lib/paging.h"

enum { MAX_SPACES = 8 };

struct task {
	struct space space;
	uint64_t ends; /* position in the round, in ticks */
	struct trap_frame frame;
};

static struct task tasks[MAX_SPACES];
static size_t task_count;
static size_t current;
static uint64_t start;
static uint64_t stop; /* 0: never */

static USER void spin(void)
{
	for (volatile uint64_t count = 0;; count++)
		;
}

/* The task whose turn it is at this time, and when it ends. */
static size_t turn_at(uint64_t now, uint64_t *end)
{
	uint64_t round = tasks[task_count - 1].ends;
	uint64_t position = (now - start) % round;
	size_t turn = 0;

	while (position >= tasks[turn].ends)
		turn++;
	*end = now - position + tasks[turn].ends;
	return turn;
}

static void switch_tasks(struct trap_frame *frame)
{
	uint64_t now = rdtsc();
	uint64_t end;
	size_t next = turn_at(now, &end);

	if (stop && now >= stop) {
		print("done\n");
		guest_exit(EXIT_OK);
	}
	apic_eoi();
	apic_deadline(end);
	if (next == current)
		return;
	tasks[current].frame = *frame;
	*frame = tasks[next].frame;
	current = next;
	write_cr3(tasks[next].space.cr3);
}

static void create_tasks(void)
{
	uint64_t shares[MAX_SPACES] = {70, 20, 10};
	uint64_t unit = ticks_of_us(option_number("unit_us", 71));
	uint64_t ends = 0;

	task_count = option_list("shares", shares, MAX_SPACES);
	if (task_count == 0)
		task_count = 3;
	for (size_t i = 0; i < task_count; i++) {
		struct task *task = &tasks[i];

		if (shares[i] == 0)
			panic("shares=: 0 is no share");
		task->space = space_new();
		user_map(task->space);
		ends += shares[i] * unit;
		task->ends = ends;
		task->frame = (struct trap_frame){
			.rip = user_address((const void *)spin),
			.cs = SELECTOR_USER_CODE,
			.rflags = RFLAGS_FIXED | RFLAGS_IF,
			.rsp = user_stack_top() - 8,
			.ss = SELECTOR_USER_DATA,
		};
		print("cr3 0x%llx share %llu\n", (unsigned long long)task->space.cr3,
		      (unsigned long long)shares[i]);
	}
	if (ends == 0)
		panic("unit_us=: too short");
}

int guest_main(void)
{
	uint64_t seconds = option_number("seconds", 0);
	struct trap_frame first;

	apic_init();
	create_tasks();
	trap_handle(VECTOR_TIMER, switch_tasks);
	apic_timer(APIC_DEADLINE, APIC_DIVIDE_BY_1, 0);

	start = rdtsc();
	stop = seconds ? start + seconds * boot_info->tsc_hz : 0;
	first = tasks[0].frame;
	write_cr3(tasks[0].space.cr3);
	apic_deadline(start + tasks[0].ends);
	user_enter(first.rip, first.rsp, 0, first.rflags);
}
