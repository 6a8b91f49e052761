/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/memory.h"

#include "trace/dynvar.h"
#include "trace/machine.h"
#include "trace/scratch.h"

#include <string.h>

enum { GUEST_PAGE = 4096 }; /* the smallest */

/* What of a region begins at an address. */
struct extent {
	uint8_t *bytes;
	uint64_t size; /* 0: nothing is there */
};

static struct extent extent_of(void *memory, uint64_t size, uint64_t offset)
{
	if (offset >= size)
		return (struct extent){0};
	return (struct extent){(uint8_t *)memory + offset, size - offset};
}

/* True with what is at the address if that is one of a region, false if it is a guest's. */
static bool in_region(const struct trace_run *run, uint64_t address, struct extent *extent)
{
	const struct object_header *header = run->image->header;
	const uint64_t offset = address & ((1ull << REGION_SHIFT) - 1);

	switch (address >> REGION_SHIFT) {
	case REGION_SCRATCH:
		*extent = extent_of(run->scratch.base, run->scratch.used, offset);
		return true;
	case REGION_GLOBALS:
		*extent = extent_of(run_pointer(run->areas[AREA_GLOBALS]), header->globals_size,
				    offset);
		return true;
	case REGION_LOCALS:
		*extent = extent_of(run_pointer(run->areas[AREA_LOCALS]), header->locals_size,
				    offset);
		return true;
	case REGION_DYNAMIC:
		*extent = (struct extent){0};
		if (run->dynvars)
			extent->bytes = dynvar_memory(run->dynvars, offset, &extent->size);
		return true;
	default:
		return false;
	}
}

static bool bad_address(struct trace_run *run, uint64_t address)
{
	return run_fault(run, FAULT_BADADDR, address, 0);
}

static bool read_guest(struct trace_run *run, uint64_t address, void *to, size_t size)
{
	uint64_t missing = address;

	return machine_read_memory(run->context, address, to, size, &missing) ||
	       bad_address(run, missing);
}

bool memory_read(struct trace_run *run, uint64_t address, void *to, size_t size)
{
	struct extent extent;

	if (size == 0)
		return true;
	if (!in_region(run, address, &extent))
		return read_guest(run, address, to, size);
	if (size > extent.size)
		return bad_address(run, address + extent.size);
	memmove(to, extent.bytes, size);
	return true;
}

void *memory_writable(struct trace_run *run, uint64_t address, uint64_t size)
{
	struct extent extent;

	if (!in_region(run, address, &extent)) {
		bad_address(run, address);
		return NULL;
	}
	if (size > extent.size) {
		bad_address(run, address + extent.size);
		return NULL;
	}
	return extent.bytes;
}

bool memory_write(struct trace_run *run, uint64_t address, const void *from, size_t size)
{
	void *to;

	if (size == 0)
		return true;
	to = memory_writable(run, address, size);
	if (!to)
		return false;
	memmove(to, from, size);
	return true;
}

/*
 * A piece of a string within a page, of which only what comes before the NUL need be there. *end is the NUL,
 * or NULL if it has none.
 */
static bool read_piece(struct trace_run *run, uint64_t address, char *to, size_t size,
		       const char **end)
{
	uint64_t missing = address;
	const bool whole = machine_read_memory(run->context, address, to, size, &missing);
	const size_t there = whole ? size : (size_t)(missing - address);

	*end = NULL;
	if (!whole && (there == 0 || there >= size ||
		       !machine_read_memory(run->context, address, to, there, &missing)))
		return bad_address(run, missing);
	*end = memchr(to, '\0', there);
	return *end || whole || bad_address(run, missing);
}

static bool read_guest_string(struct trace_run *run, uint64_t address, char *to, size_t limit,
			      size_t *length)
{
	size_t done = 0;

	while (done < limit) {
		const size_t in_page = GUEST_PAGE - ((address + done) & (GUEST_PAGE - 1));
		const size_t piece = limit - done < in_page ? limit - done : in_page;
		const char *end;

		if (!read_piece(run, address + done, to + done, piece, &end))
			return false;
		if (end) {
			*length = (size_t)(end - to);
			return true;
		}
		done += piece;
	}
	to[limit] = '\0';
	*length = limit;
	return true;
}

bool memory_read_string(struct trace_run *run, uint64_t address, char *to, size_t limit,
			size_t *length)
{
	struct extent extent;

	if (!in_region(run, address, &extent))
		return read_guest_string(run, address, to, limit, length);

	const size_t piece = limit < extent.size ? limit : (size_t)extent.size;
	const char *end = piece > 0 ? memchr(extent.bytes, '\0', piece) : NULL;

	if (!end && piece < limit)
		return bad_address(run, address + piece);
	*length = end ? (size_t)(end - (const char *)extent.bytes) : limit;
	if (*length > 0)
		memmove(to, extent.bytes, *length);
	to[*length] = '\0';
	return true;
}
