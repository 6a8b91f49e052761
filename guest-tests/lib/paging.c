/* SPDX-License-Identifier: BSD-2-Clause */
#include "guest-tests/lib/paging.h"

#include "guest-tests/lib/lib.h"

enum { LEVELS = 4, ENTRIES = 512, STACK_OFFSET = 1 << 20 };
#define ADDRESS_MASK 0x000ffffffffff000ull

extern uint8_t image_end[];
extern uint8_t user_begin[];
extern uint8_t user_end[];

void *page_alloc(void)
{
	static uint64_t next = (uint64_t)image_end;
	uint64_t page = next;

	if (page + PAGE_SIZE > boot_info->reserved_base)
		panic("out of memory: %llu bytes are not enough",
		      (unsigned long long)boot_info->memory_size);
	next += PAGE_SIZE;
	return memset((void *)page, 0, PAGE_SIZE);
}

static uint64_t *table_of(uint64_t entry)
{
	return (uint64_t *)(entry & ADDRESS_MASK);
}

struct space space_new(void)
{
	struct space space = {(uint64_t)page_alloc()};

	table_of(space.cr3)[0] = table_of(read_cr3())[0];
	return space;
}

/* The index into the table of a level, 4 being the topmost. */
static unsigned int index_at(uint64_t address, int level)
{
	return address >> (12 + 9 * (level - 1)) & (ENTRIES - 1);
}

void space_map(struct space space, uint64_t address, uint64_t physical, uint64_t flags)
{
	uint64_t *table = table_of(space.cr3);

	for (int level = LEVELS; level > 1; level--) {
		uint64_t *entry = &table[index_at(address, level)];

		if (!*entry)
			*entry = (uint64_t)page_alloc() | PAGE_PRESENT | PAGE_WRITE | PAGE_USER;
		table = table_of(*entry);
	}

	uint64_t *entry = &table[index_at(address, 1)];

	if (*entry)
		panic("address 0x%llx is mapped already", (unsigned long long)address);
	*entry = physical | flags | PAGE_PRESENT;
}

uint64_t *space_entry(struct space space, uint64_t address)
{
	uint64_t *table = table_of(space.cr3);

	for (int level = LEVELS;; level--) {
		uint64_t *entry = &table[index_at(address, level)];

		if (!(*entry & PAGE_PRESENT))
			return NULL;
		if (level == 1 || (level < LEVELS && *entry & PAGE_LARGE))
			return entry;
		table = table_of(*entry);
	}
}

void user_map(struct space space)
{
	for (const uint8_t *page = user_begin; page < user_end; page += PAGE_SIZE)
		space_map(space, user_address(page), (uint64_t)page, PAGE_USER);
	space_map(space, user_stack_top() - PAGE_SIZE, (uint64_t)page_alloc(),
		  PAGE_USER | PAGE_WRITE | PAGE_NO_EXECUTE);
}

uint64_t user_address(const void *function)
{
	return USER_BASE + ((uint64_t)function - (uint64_t)user_begin);
}

uint64_t user_stack_top(void)
{
	return USER_BASE + STACK_OFFSET;
}

struct user_call {
	uint64_t rip;
	uint64_t argument;
	uint64_t rflags;
};

static void enter(void *argument)
{
	const struct user_call *call = argument;

	/* As after a CALL: 8 below a multiple of 16. */
	user_enter(call->rip, user_stack_top() - 8, call->argument, call->rflags);
}

uint64_t user_call(uint64_t (*function)(uint64_t), uint64_t argument, uint64_t rflags,
		   struct fault *fault)
{
	struct user_call call = {user_address((const void *)function), argument,
				 rflags | RFLAGS_FIXED};
	struct fault end;

	trap_expect(enter, &call, &end);
	if (fault)
		*fault = end;
	else if (end.vector != VECTOR_USER)
		panic("user mode raised vector %llu, error 0x%llx, at rip 0x%llx, cr2 0x%llx",
		      (unsigned long long)end.vector, (unsigned long long)end.error,
		      (unsigned long long)end.rip, (unsigned long long)end.address);
	return end.rax;
}
