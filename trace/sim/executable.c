/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/sim/executable.h"

#include <sys/mman.h>

enum { PAGE = 4096, GUARDS = 2 * PAGE };

bool executable_reserve(struct executable *memory, size_t size)
{
	size_t pages = (size + PAGE - 1) / PAGE * PAGE;
	uint8_t *whole = mmap(NULL, pages + GUARDS, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	*memory = (struct executable){0};
	if (whole == MAP_FAILED)
		return false;
	*memory = (struct executable){.code = whole + PAGE, .size = pages};
	if (executable_open(memory))
		return true;
	executable_release(memory);
	return false;
}

bool executable_seal(struct executable *memory)
{
	return mprotect(memory->code, memory->size, PROT_READ | PROT_EXEC) == 0;
}

bool executable_open(struct executable *memory)
{
	return mprotect(memory->code, memory->size, PROT_READ | PROT_WRITE) == 0;
}

void executable_release(struct executable *memory)
{
	if (memory->code)
		munmap(memory->code - PAGE, memory->size + GUARDS);
	*memory = (struct executable){0};
}
