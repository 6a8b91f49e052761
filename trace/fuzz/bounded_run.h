/* SPDX-License-Identifier: BSD-2-Clause */
/* A program object run by the whole engine, for fuzzers: for a time, some firings and some output
 * that are bounded, whatever the program wants. */
#ifndef TRACE_FUZZ_BOUNDED_RUN_H
#define TRACE_FUZZ_BOUNDED_RUN_H

#include "trace/trace.h"

#include <stdbool.h>
#include <stddef.h>

/*
 * On a new simulated machine of two CPUs, one with a guest and one idle: loads the object, fires
 * BEGIN, timers and END, and lets the consumer print. False, with the reason in error, when the
 * loader refuses it. Aborts when the engine breaks a promise: an ended program that does not
 * drain, memory that is not given back. Host.
 */
bool bounded_run(const void *object, size_t size, char error[TRACE_ERROR_SIZE]);

#endif
