/* SPDX-License-Identifier: BSD-2-Clause */
#include "boot/span_list.h"

#include <string.h>

bool span_list_add(struct span_list *list, uint64_t base, uint64_t size)
{
	struct span *spans = list->spans;
	uint64_t end;
	uint32_t first = 0;

	if (size == 0)
		return true;
	if (__builtin_add_overflow(base, size, &end))
		return false;
	while (first < list->count && spans[first].base + spans[first].size < base)
		first++;

	uint32_t next = first;

	for (; next < list->count && spans[next].base <= end; next++) {
		uint64_t next_end = spans[next].base + spans[next].size;

		if (spans[next].base < base)
			base = spans[next].base;
		if (next_end > end)
			end = next_end;
	}
	if (next == first && list->count == list->capacity)
		return false;

	/* spans[first] to spans[next - 1] become one; the rest moves to stand behind it. */
	memmove(&spans[first + 1], &spans[next], (list->count - next) * sizeof(*spans));
	list->count = list->count - (next - first) + 1;
	spans[first] = (struct span){.base = base, .size = end - base};
	return true;
}

uint64_t span_list_bytes(const struct span_list *list)
{
	uint64_t bytes = 0;

	for (uint32_t i = 0; i < list->count; i++)
		bytes += list->spans[i].size;
	return bytes;
}
