/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef TRACE_FUZZ_ARENA_MALLOC_H
#define TRACE_FUZZ_ARENA_MALLOC_H

/* Frees everything that compilations allocated so far; their objects are gone, too. Host. */
void arena_release_all(void);

#endif
