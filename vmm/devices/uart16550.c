/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/devices/uart16550.h"

enum uart_register {
	UART_DATA = 0, /* receive buffer, transmit holding; with DLAB the divisor's low byte */
	UART_IER = 1,  /* with DLAB the divisor's high byte */
	UART_IIR_FCR = 2,
	UART_LCR = 3,
	UART_MCR = 4,
	UART_LSR = 5,
	UART_MSR = 6,
	UART_SCRATCH = 7,
};

enum {
	IER_WRITABLE = 0x0f,
	IER_RECEIVED = 1 << 0,
	IER_TRANSMIT_EMPTY = 1 << 1,

	IIR_NONE = 0x01,
	IIR_TRANSMIT_EMPTY = 0x02,
	IIR_RECEIVED = 0x04,
	IIR_FIFOS_ENABLED = 0xc0,

	FCR_ENABLE = 1 << 0,
	FCR_CLEAR_RECEIVER = 1 << 1,

	LCR_DLAB = 1 << 7,

	MCR_DTR = 1 << 0,
	MCR_RTS = 1 << 1,
	MCR_OUT1 = 1 << 2,
	MCR_OUT2 = 1 << 3,
	MCR_LOOPBACK = 1 << 4,
	MCR_WRITABLE = 0x1f,

	LSR_DATA_READY = 1 << 0,
	LSR_OVERRUN = 1 << 1,
	LSR_TRANSMITTER_EMPTY = 0x60, /* holding register and shift register */

	MSR_CTS = 1 << 4,
	MSR_DSR = 1 << 5,
	MSR_RI = 1 << 6,
	MSR_DCD = 1 << 7,

	DIVISOR_115200 = 1,
};

void uart16550_reset(struct uart16550 *uart)
{
	*uart = (struct uart16550){.divisor = DIVISOR_115200};
}

static unsigned int fifo_capacity(const struct uart16550 *uart)
{
	return uart->fcr & FCR_ENABLE ? UART_FIFO_SIZE : 1;
}

bool uart16550_can_receive(const struct uart16550 *uart)
{
	return uart->fifo_count < fifo_capacity(uart) && !(uart->mcr & MCR_LOOPBACK);
}

static void push(struct uart16550 *uart, uint8_t value)
{
	if (uart->fifo_count >= fifo_capacity(uart)) {
		uart->lsr_errors |= LSR_OVERRUN;
		return;
	}
	uart->fifo[(uart->fifo_head + uart->fifo_count++) % UART_FIFO_SIZE] = value;
}

void uart16550_receive(struct uart16550 *uart, uint8_t value)
{
	if (!(uart->mcr & MCR_LOOPBACK))
		push(uart, value);
}

static uint8_t pop(struct uart16550 *uart)
{
	if (!uart->fifo_count)
		return 0;

	uint8_t value = uart->fifo[uart->fifo_head];

	uart->fifo_head = (uart->fifo_head + 1) % UART_FIFO_SIZE;
	uart->fifo_count--;
	return value;
}

static uint8_t interrupt_identification(const struct uart16550 *uart)
{
	uint8_t fifos = uart->fcr & FCR_ENABLE ? IIR_FIFOS_ENABLED : 0;

	if ((uart->ier & IER_RECEIVED) && uart->fifo_count)
		return fifos | IIR_RECEIVED;
	if (uart->ier & IER_TRANSMIT_EMPTY)
		return fifos | IIR_TRANSMIT_EMPTY;
	return fifos | IIR_NONE;
}

static uint8_t line_status(struct uart16550 *uart)
{
	uint8_t status = LSR_TRANSMITTER_EMPTY | uart->lsr_errors;

	if (uart->fifo_count)
		status |= LSR_DATA_READY;
	uart->lsr_errors = 0;
	return status;
}

/* A modem that is always there; in loopback the outputs come back as inputs. */
static uint8_t modem_status(const struct uart16550 *uart)
{
	if (!(uart->mcr & MCR_LOOPBACK))
		return MSR_CTS | MSR_DSR | MSR_DCD;
	return (uart->mcr & MCR_DTR ? MSR_DSR : 0) | (uart->mcr & MCR_RTS ? MSR_CTS : 0) |
	       (uart->mcr & MCR_OUT1 ? MSR_RI : 0) | (uart->mcr & MCR_OUT2 ? MSR_DCD : 0);
}

uint8_t uart16550_read(struct uart16550 *uart, unsigned int reg)
{
	bool divisor_access = uart->lcr & LCR_DLAB;

	switch (reg) {
	case UART_DATA:
		return divisor_access ? uart->divisor & 0xff : pop(uart);
	case UART_IER:
		return divisor_access ? uart->divisor >> 8 : uart->ier;
	case UART_IIR_FCR:
		return interrupt_identification(uart);
	case UART_LCR:
		return uart->lcr;
	case UART_MCR:
		return uart->mcr;
	case UART_LSR:
		return line_status(uart);
	case UART_MSR:
		return modem_status(uart);
	case UART_SCRATCH:
		return uart->scratch;
	default:
		return 0xff;
	}
}

static void write_fcr(struct uart16550 *uart, uint8_t value)
{
	/* Switching the FIFOs on or off clears them. */
	if ((value & FCR_CLEAR_RECEIVER) || ((value ^ uart->fcr) & FCR_ENABLE))
		uart->fifo_count = 0;
	uart->fcr = value & FCR_ENABLE;
}

static bool write_data(struct uart16550 *uart, uint8_t value)
{
	if (uart->lcr & LCR_DLAB) {
		uart->divisor = (uart->divisor & 0xff00) | value;
		return false;
	}
	if (uart->mcr & MCR_LOOPBACK) {
		push(uart, value);
		return false;
	}
	return true;
}

bool uart16550_write(struct uart16550 *uart, unsigned int reg, uint8_t value)
{
	switch (reg) {
	case UART_DATA:
		return write_data(uart, value);
	case UART_IER:
		if (uart->lcr & LCR_DLAB)
			uart->divisor = (uint16_t)(value << 8) | (uart->divisor & 0xff);
		else
			uart->ier = value & IER_WRITABLE;
		return false;
	case UART_IIR_FCR:
		write_fcr(uart, value);
		return false;
	case UART_LCR:
		uart->lcr = value;
		return false;
	case UART_MCR:
		uart->mcr = value & MCR_WRITABLE;
		return false;
	case UART_SCRATCH:
		uart->scratch = value;
		return false;
	default:
		return false;
	}
}
