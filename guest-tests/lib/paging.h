/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Address spaces of a guest's own, and functions that run in user mode. Each space has the kernel's
 * identity map (the one that the guest was entered with) in its first 512 GiB, for CPL 0 only, and
 * 4 KiB pages above.
 */
#ifndef GUEST_TESTS_LIB_PAGING_H
#define GUEST_TESTS_LIB_PAGING_H

#include "guest-tests/lib/trap.h"

#include <stdint.h>

enum page_flag {
	PAGE_PRESENT = 1 << 0,
	PAGE_WRITE = 1 << 1,
	PAGE_USER = 1 << 2,
	PAGE_LARGE = 1 << 7,
};
#define PAGE_NO_EXECUTE (1ull << 63)

#define PAGE_SIZE 4096ull

/* Where the section .user, and one page of stack below user_stack_top(), appear in a space. */
#define USER_BASE 0x8000000000ull

/* A function with this attribute is for CPL 3: it may call and read only what has it too. */
#define USER __attribute__((section(".user"), noinline))

struct space {
	uint64_t cr3;
};

/* A page of zeros; there is no way to give it back. panic() when memory is used up. */
void *page_alloc(void);

/* A new space; it is not loaded. */
struct space space_new(void);

/* Maps one page; address is at least USER_BASE. panic() if it is mapped already. */
void space_map(struct space space, uint64_t address, uint64_t physical, uint64_t flags);

/* The page table entry that maps an address, or NULL; also of the identity map (then a large page's
 * entry). */
uint64_t *space_entry(struct space space, uint64_t address);

/* Maps the section .user (read and execute) and a stack page (read and write) into a space. */
void user_map(struct space space);

/* Where a USER function is in a space with user_map(), and its stack's top. */
uint64_t user_address(const void *function);
uint64_t user_stack_top(void);

/*
 * Calls a USER function at CPL 3 in a space that is loaded; it comes back by user_return(), whose
 * value is returned; any other exception is in fault (NULL: panic()). Interrupts are off meanwhile.
 */
uint64_t user_call(uint64_t (*function)(uint64_t), uint64_t argument, uint64_t rflags,
		   struct fault *fault);

/* Back from CPL 3. */
static inline void user_return(uint64_t value)
{
	__asm__ volatile("int $0x80" ::"a"(value) : "memory");
	__builtin_unreachable();
}

#endif
