/* SPDX-License-Identifier: BSD-2-Clause */
/* Memory between pages that nobody may touch, for code that no sanitizer sees. */
#ifndef TRACE_TESTS_GUARDED_H
#define TRACE_TESTS_GUARDED_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/mman.h>

enum { GUARDED_PAGE = 4096, GUARDED_AROUND = 2 * GUARDED_PAGE };

static inline size_t guarded_pages_bytes(size_t size)
{
	return (size + GUARDED_PAGE) / GUARDED_PAGE * GUARDED_PAGE;
}

/* Zeros, 8-byte aligned; less than 8 bytes lie between their end and the page behind. */
static inline uint8_t *guarded_zeros(size_t size)
{
	const size_t pages = guarded_pages_bytes(size);
	uint8_t *whole =
		mmap(NULL, pages + GUARDED_AROUND, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);

	if (whole == MAP_FAILED ||
	    mprotect(whole + GUARDED_PAGE, pages, PROT_READ | PROT_WRITE) != 0)
		abort();
	return whole + GUARDED_PAGE + pages - (size + 7) / 8 * 8;
}

static inline void guarded_free(uint8_t *bytes, size_t size)
{
	const size_t pages = guarded_pages_bytes(size);

	munmap(bytes + (size + 7) / 8 * 8 - pages - GUARDED_PAGE, pages + GUARDED_AROUND);
}

#endif
