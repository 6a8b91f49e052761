/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * Messages to the user, on the firmware's console and on COM1. Where the firmware's console is
 * itself on COM1, the line is left to it, lest everything stand there twice. Boot services, but for
 * what is said otherwise.
 */
#ifndef BOOT_CONSOLE_H
#define BOOT_CONSOLE_H

/* The name that messages give to the configuration file. */
extern const char config_file_name[];

/* Finds out where to write. First of all functions here. */
void console_open(void);

/*
 * From now on writes to COM1 only, and by its registers: the firmware's services may be gone. May
 * be called again; the other functions here may be called afterwards.
 */
void console_leave_firmware(void);

/* Writes one line as it stands, of any length. */
void console_line(const char *line);

/*
 * Writes one line "probevisor: ..." of at most 500 characters; longer ones are cut. The format is
 * fmt_format()'s.
 */
void say(const char *format, ...) __attribute__((format(printf, 1, 2)));

/* The same about a line of the configuration file: "probevisor: probevisor.conf:12: ...". */
void say_at(unsigned int line, const char *format, ...) __attribute__((format(printf, 2, 3)));

/*
 * Leaves what is on the screen there for a while, until a key is pressed: firmware that is returned
 * to is likely to clear it. Without screen or keyboard returns at once.
 */
void console_linger(void);

#endif
