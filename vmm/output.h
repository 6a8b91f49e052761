/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * What goes out on COM1 as plain text: the VMM's log, the guests' consoles, the tracer's output.
 * Nothing here waits: text goes into rings, a deadline moves it to the UART as fast as the line
 * takes it, and what finds no room is counted and said. Root, never at a probe.
 */
#ifndef VMM_OUTPUT_H
#define VMM_OUTPUT_H

#include "dsl/base/fmt.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct guest;

enum {
	LOG_LINE_SIZE = 256,	 /* longer lines are cut */
	EXIT_STATUS_PANIC = 125, /* of the final line, after a panic */
};

/* Programs COM1. Before this nothing may be logged. */
void output_init(uint32_t baud);

/* From now on a deadline of machine.cpu moves the text; until then only output_flush() does. */
void output_start(void);

/* One line of the log, in printf() style, without newline; "probevisor: " is put in front. */
void log_line(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* A byte that a guest wrote to its console: it goes out with its line, behind the guest's name. */
void console_write(struct guest *guest, char byte);

/* Sends on an unfinished line of the guest's console. */
void console_flush(struct guest *guest);

/* Takes as much of the tracer's text as finds room; returns how much. */
size_t output_text(const char *bytes, size_t size);

/* Moves everything out now, waiting for the line: before guests run, and when the machine stops. */
void output_flush(void);

#endif
