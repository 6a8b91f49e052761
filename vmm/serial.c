/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/serial.h"

#include "vmm/x86.h"

enum com1 {
	COM1_DATA = 0x3f8,
	COM1_IER = 0x3f9,
	COM1_FCR = 0x3fa,
	COM1_LCR = 0x3fb,
	COM1_MCR = 0x3fc,
	COM1_LSR = 0x3fd,
};

enum {
	LCR_8N1 = 0x03,
	LCR_DLAB = 0x80,
	FCR_ENABLE_AND_CLEAR = 0x07,
	MCR_DTR_RTS = 0x03,
	LSR_DATA_READY = 0x01,
	LSR_TRANSMIT_EMPTY = 0x20,
	BASE_RATE = 115200,
	FIFO_SIZE = 16,
	BITS_PER_BYTE = 10, /* with start and stop bit */
	WAIT_FIFOS = 100,   /* serial_wait() gives up after so many times that it should take */
};

static uint64_t fifo_ticks;

void serial_init(uint32_t baud, uint64_t tsc_hz)
{
	uint16_t divisor = (uint16_t)(BASE_RATE / baud);

	fifo_ticks = tsc_hz * FIFO_SIZE * BITS_PER_BYTE / baud;
	outb(COM1_IER, 0);
	outb(COM1_LCR, LCR_DLAB);
	outb(COM1_DATA, divisor & 0xff);
	outb(COM1_IER, divisor >> 8);
	outb(COM1_LCR, LCR_8N1);
	outb(COM1_FCR, FCR_ENABLE_AND_CLEAR);
	outb(COM1_MCR, MCR_DTR_RTS);
}

unsigned int serial_room(void)
{
	return inb(COM1_LSR) & LSR_TRANSMIT_EMPTY ? FIFO_SIZE : 0;
}

void serial_send(char byte)
{
	outb(COM1_DATA, (uint8_t)byte);
}

uint64_t serial_fifo_ticks(void)
{
	return fifo_ticks;
}

bool serial_wait(void)
{
	uint64_t start = rdtsc();

	while (!serial_room())
		if (rdtsc() - start > WAIT_FIFOS * fifo_ticks)
			return false;
	return true;
}

bool serial_receive(char *byte)
{
	uint8_t status = inb(COM1_LSR);

	/* All ones: there is no UART. */
	if (status == 0xff || !(status & LSR_DATA_READY))
		return false;
	*byte = (char)inb(COM1_DATA);
	return true;
}
