/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef DSL_OBJECT_WRITER_H
#define DSL_OBJECT_WRITER_H

#include <stddef.h>

struct compiler;

/* Writes the program object (dsl/abi/object.h) into the arena and returns it. */
const void *object_write(struct compiler *compiler, size_t *size);

#endif
