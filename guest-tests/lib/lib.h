/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The small world of a guest: console, command line, test lines and the way out. A guest is one C
 * file with guest_main(); docs/guests.md tells how to add one. Everything runs at CPL 0 with
 * interrupts off unless the guest turns them on; nothing here is for interrupt handlers, except
 * panic().
 */
#ifndef GUEST_TESTS_LIB_LIB_H
#define GUEST_TESTS_LIB_LIB_H

#include "guest-tests/lib/cpu.h"
#include "vmm/boot_info.h"

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

enum port {
	PORT_DEBUG = 0xe9,
	PORT_EXIT = 0xf4,
	PORT_COM1 = 0x3f8,
	PORT_COM1_LSR = PORT_COM1 + 5,
};

/* Exit statuses: what is written to PORT_EXIT. The guest's status is then (value << 1) | 1. */
enum exit_code { EXIT_OK = 0, EXIT_FAILED = 1, EXIT_PANIC = 63 };

/* What the VMM passed in; never NULL once guest_main() runs. */
extern const struct guest_boot_info *boot_info;

/* The guest's own code. What it returns goes to guest_exit(). */
int guest_main(void);

/* Ends the guest. */
void guest_exit(int code) __attribute__((noreturn));

/* Says what is wrong on the console and ends the guest with EXIT_PANIC. */
void panic(const char *format, ...) __attribute__((noreturn, format(printf, 1, 2)));

/* Sets COM1 to 8 data bits. Called once, before guest_main(). */
void console_init(void);

/* Writes to COM1, waiting for it as long as it takes; a line feed gets a carriage return. */
void console_write(const char *text, size_t size);

/* The next character that COM1 received, or -1 when there is none. */
int console_read(void);

/* printf() with the conversions of dsl/base/fmt.h; at most PRINT_MAX - 1 characters a call. */
enum { PRINT_MAX = 512 };
void print(const char *format, ...) __attribute__((format(printf, 1, 2)));

/*
 * The command line is words "key=value" between spaces. Copies the value of the first such word to
 * value, cut to size, and says whether there is one.
 */
bool option_text(const char *key, char *value, size_t size);

/* The same for a number, decimal or 0x hexadecimal; fallback if it is not given, panic() if it is
 * no number. */
uint64_t option_number(const char *key, uint64_t fallback);

/* Is key=value on the command line? */
bool option_is(const char *key, const char *value);

/*
 * A number list "a,b,c": fills at most limit numbers and returns how many there are; 0 if it is not
 * given, panic() if it is no list.
 */
size_t option_list(const char *key, uint64_t *numbers, size_t limit);

/*
 * Test lines on COM1: "ok NAME", "not ok NAME: WHY", "# text" and at the end "1..N". why is
 * printf()-like and is printed of failures only. test_check() returns passed.
 */
bool test_check(bool passed, const char *name, const char *why, ...)
	__attribute__((format(printf, 3, 4)));

/* "ok NAME # SKIP WHY": what this processor or machine does not offer. */
void test_skip(const char *name, const char *why);

/* Prints the plan; returns EXIT_OK, or EXIT_FAILED if a check failed or none was made. */
int test_end(void);

#endif
