/* SPDX-License-Identifier: BSD-2-Clause */
#ifndef TRACE_JSON_H
#define TRACE_JSON_H

#include "trace/strings.h"

/*
 * json(): the value that the selector leads to, as in a.b[0].c, within a text that is an object or
 * array. A string is returned without its quotes, its escapes unresolved; everything else as it
 * stands. No text when there is no such value, or when what comes before it is malformed; what
 * comes after it is not looked at. The selector ends with NUL and is overwritten. Linear in
 * both; no recursion. Any context.
 */
struct slice json_find(struct slice text, char *selector);

#endif
