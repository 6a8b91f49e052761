/* SPDX-License-Identifier: BSD-2-Clause */
/* Instructions as text, in the notation of llvm-objdump, with the names behind the numbers. Host only.
 */
#ifndef TRACE_COMMAND_DISASSEMBLE_H
#define TRACE_COMMAND_DISASSEMBLE_H

#include "trace/object.h"

#include <stdio.h>

/*
 * Writes a clause's code, a line each: number, instruction, and behind a semicolon what it is about: the
 * arguments of a helper, a field of the context, a string. The object was opened.
 */
void disassemble(const struct object_image *image, uint32_t clause, FILE *output);

#endif
