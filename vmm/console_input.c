/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/console_input.h"

#include "vmm/cpu.h"
#include "vmm/schedule.h"
#include "vmm/serial.h"
#include "vmm/x86.h"

static struct deadline input;

/*
 * Moves on what the line has, as far as the guest's UART has room: the rest waits in the machine's.
 * Looked at as often as the line can fill a FIFO.
 */
static void input_expired(struct deadline *deadline, uint64_t now)
{
	struct guest *guest = &machine.guests[machine.handoff->console_guest - 1];
	char byte;

	while (uart16550_can_receive(&guest->uart) && serial_receive(&byte))
		uart16550_receive(&guest->uart, (uint8_t)byte);
	if (guest->running)
		schedule_deadline(machine.cpu, deadline, now + serial_fifo_ticks());
}

void console_input_start(void)
{
	if (!machine.handoff->console_guest)
		return;
	input.expired = input_expired;
	schedule_deadline(machine.cpu, &input, rdtsc());
}
