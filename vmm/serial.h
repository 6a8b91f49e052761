/* SPDX-License-Identifier: BSD-2-Clause */
/* The machine's COM1: a 16550 at its usual ports, polled. Root. */
#ifndef VMM_SERIAL_H
#define VMM_SERIAL_H

#include <stdbool.h>
#include <stdint.h>

/* 8n1, FIFOs on, no interrupts. */
void serial_init(uint32_t baud, uint64_t tsc_hz);

/* How many bytes can be sent at once now: the whole transmit FIFO, or none. */
unsigned int serial_room(void);

void serial_send(char byte);

/* TSC ticks that the line takes for a FIFO full of bytes. */
uint64_t serial_fifo_ticks(void);

/* Waits until the FIFO is empty. False when that takes so long that nobody can be there. */
bool serial_wait(void);

/* A received byte. False when there is none. */
bool serial_receive(char *byte);

#endif
