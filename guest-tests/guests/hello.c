/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * The smallest guest, to start others from: says what it was given, then echoes what COM1 receives
 * until a 'q'.
 */
#include "guest-tests/lib/apic.h"
#include "guest-tests/lib/lib.h"

enum { POLL_MS = 10 };

int guest_main(void)
{
	apic_init();
	print("I am %s with %llu KiB of memory, command line \"%s\"\n",
	      (const char *)boot_info->name, (unsigned long long)boot_info->memory_size / 1024,
	      (const char *)boot_info->cmdline);

	for (;;) {
		int c = console_read();

		if (c == 'q')
			break;
		if (c >= 0)
			print("got '%c'\n", c);
		else
			sleep_ms(POLL_MS);
	}
	print("bye\n");
	return EXIT_OK;
}
