/* SPDX-License-Identifier: BSD-2-Clause */
/* Path names, as D's subroutines take them apart. Linear. Any context. */
#ifndef TRACE_PATH_H
#define TRACE_PATH_H

#include "trace/strings.h"

/* basename() and dirname(): "." for the empty path, and for no directory; "/" for the root. */
struct slice path_basename(struct slice path);
struct slice path_dirname(struct slice path);

/*
 * cleanpath(): without double slashes and without the components . and .. that follow a slash. As
 * DTrace's, it keeps a . at the very end, and leaves a slash in the place of a .. there. What does
 * not fit into size bytes, NUL included, is cut off; size is at least 1. Returns the length.
 */
size_t path_clean(char *buffer, size_t size, struct slice path);

#endif
