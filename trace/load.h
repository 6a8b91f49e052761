/* SPDX-License-Identifier: BSD-2-Clause */
/* A program being loaded: what load.c found out about it, and layout.c makes it of. For these two
 * only. */
#ifndef TRACE_LOAD_H
#define TRACE_LOAD_H

#include "trace/program.h"

enum { LOADER_LARGEST_BUFFER = 1u << 31 /* offsets in it are 32 bits */ };

struct loader {
	const struct object_image *image;
	uint32_t cpu_count;
	uint64_t bufsize, aggsize;
	uint64_t nspec, specsize;   /* 0 when the program has no speculation() */
	uint64_t speculation_bytes; /* of memory for each buffer of specsize */
	uint64_t dynvarsize;	    /* 0 if there are no dynamic variables */
	uint32_t enabling_count;
	uint32_t probe_count;
	uint32_t timer_count;
	const uint32_t *enablings_of;  /* of each probe, by its id */
	bool tallied[OBJECT_MAX_AGGS]; /* program_is_tallied() */
	uint32_t string_pool;
	uint32_t scratch_bytes; /* of each CPU */
	uint32_t strtok_bytes;	/* for what strtok() has left; 0: the program does not call it */
	struct snapshot_size snapshot;
	char *error;
};

/* Notes why the program is refused; false. Setup. */
bool loader_refuse(const struct loader *loader, const char *format, ...)
	__attribute__((format(printf, 2, 3)));

struct probe_description loader_description(const struct object_image *image,
					    const struct object_probe *probe);

/* Allocates the program and everything that it will ever use. NULL, refused, when there is no
 * memory. Setup. */
struct trace_program *loader_build(struct loader *loader);

#endif
