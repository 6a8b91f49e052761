/* SPDX-License-Identifier: BSD-2-Clause */
/* What the parts of the guest "causes" share: ways to run an instruction and to judge what came of
 * it. */
#ifndef GUEST_TESTS_GUESTS_CAUSES_H
#define GUEST_TESTS_GUESTS_CAUSES_H

#include "guest-tests/lib/lib.h"
#include "guest-tests/lib/paging.h"
#include "guest-tests/lib/trap.h"

enum { NO_FAULT = -1, MAX_BYTES = 12 };

/* A number as the argument of a function for trap_expect(), and back. */
static inline void *box(uint64_t value)
{
	return (void *)value;
}

static inline uint64_t unbox(void *argument)
{
	return (uint64_t)argument;
}

/* Does function(argument) raise this vector, or nothing if it is NO_FAULT? One test line. */
void check_raises(const char *name, void (*function)(void *), void *argument, int vector);

/* One test line for a number. */
void check_equal(const char *name, uint64_t found, uint64_t expected);

/* An instruction by its bytes. */
struct bytes {
	const char *name;
	uint8_t size;
	uint8_t bytes[MAX_BYTES];
	int vector; /* what it is to raise, or NO_FAULT */
};

/*
 * Runs it at CPL 0, with RAX and RDI the address of a page of zeros and RCX, RDX = 0; for
 * trap_expect(). It may change the registers that a function call may change. argument is a const
 * struct bytes *.
 */
void run_bytes(void *argument);

/* The same at CPL 3, with interrupts off; what follows it is INT 0x80, which is no fault. Loads the
 * user space. */
void run_bytes_user(const struct bytes *bytes, struct fault *fault);

/* The parts; each prints its lines. */
void causes_cpu(void);
void causes_cr(void);
void causes_msr(void);
void causes_io(void);
void causes_fault(void);
void causes_debug(void);
void causes_timer(void);
void causes_user(void);

#endif
