/* SPDX-License-Identifier: BSD-2-Clause */
/*
 * A 16550 UART (National PC16550D data sheet) without the time: a byte is transmitted as soon as it
 * is written, and the wait after which the receiver reports bytes below its trigger level has
 * always passed. Received bytes wait in the 16-byte FIFO. Baud rate, word length, parity and break
 * are kept and have no effect. IIR tells which interrupt would be pending; no interrupt line is
 * connected yet. Pure.
 */
#ifndef VMM_DEVICES_UART16550_H
#define VMM_DEVICES_UART16550_H

#include <stdbool.h>
#include <stdint.h>

enum {
	UART_PORTS = 8,
	UART_FIFO_SIZE = 16,
};

struct uart16550 {
	uint8_t ier;
	uint8_t fcr;
	uint8_t lcr;
	uint8_t mcr;
	uint8_t lsr_errors;  /* overrun, until LSR is read */
	uint8_t msr_changes; /* bits 3:0 of MSR, until it is read */
	bool transmit_event; /* the transmitter became empty, and nobody has been told */
	uint8_t scratch;
	uint16_t divisor;
	uint8_t fifo[UART_FIFO_SIZE];
	uint8_t fifo_head;
	uint8_t fifo_count;
};

void uart16550_reset(struct uart16550 *uart);

/* A byte from register 0 to 7. */
uint8_t uart16550_read(struct uart16550 *uart, unsigned int reg);

/* A byte to register 0 to 7. True when it is data to transmit, which the caller then sends on. */
bool uart16550_write(struct uart16550 *uart, unsigned int reg, uint8_t value);

/*
 * True when a received byte would find room; and takes one in (an overrun when there is none). In
 * loopback the line is cut off: there is no room, and what comes is lost.
 */
bool uart16550_can_receive(const struct uart16550 *uart);
void uart16550_receive(struct uart16550 *uart, uint8_t value);

#endif
