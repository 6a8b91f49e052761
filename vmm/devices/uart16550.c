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
	IER_LINE_STATUS = 1 << 2,
	IER_MODEM_STATUS = 1 << 3,

	IIR_MODEM_STATUS = 0x00,
	IIR_NONE = 0x01,
	IIR_TRANSMIT_EMPTY = 0x02,
	IIR_RECEIVED = 0x04,
	IIR_LINE_STATUS = 0x06,
	IIR_TIMEOUT = 0x0c,
	IIR_FIFOS_ENABLED = 0xc0,

	FCR_ENABLE = 1 << 0,
	FCR_CLEAR_RECEIVER = 1 << 1,
	FCR_TRIGGER_SHIFT = 6,

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

	MSR_CHANGES = 0x0f, /* of CTS, DSR, RI, DCD */
	MSR_CHANGES_SHIFT = 4,
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

/*
 * An overrun destroys the byte in the receiver buffer, but with FIFOs the one that came (data
 * sheet, LSR bit 1).
 */
static void push(struct uart16550 *uart, uint8_t value)
{
	if (uart->fifo_count >= fifo_capacity(uart)) {
		uart->lsr_errors |= LSR_OVERRUN;
		if (!(uart->fcr & FCR_ENABLE))
			uart->fifo[uart->fifo_head] = value;
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

/* Bytes in the receive FIFO from which on they are "available". */
static unsigned int trigger_level(const struct uart16550 *uart)
{
	static const uint8_t levels[] = {1, 4, 8, 14};

	return uart->fcr & FCR_ENABLE ? levels[uart->fcr >> FCR_TRIGGER_SHIFT] : 1;
}

/* The pending interrupt of the highest priority (data sheet, table IV). */
static uint8_t pending_interrupt(const struct uart16550 *uart)
{
	if ((uart->ier & IER_LINE_STATUS) && uart->lsr_errors)
		return IIR_LINE_STATUS;
	if ((uart->ier & IER_RECEIVED) && uart->fifo_count)
		return uart->fifo_count >= trigger_level(uart) ? IIR_RECEIVED : IIR_TIMEOUT;
	if ((uart->ier & IER_TRANSMIT_EMPTY) && uart->transmit_event)
		return IIR_TRANSMIT_EMPTY;
	if ((uart->ier & IER_MODEM_STATUS) && uart->msr_changes)
		return IIR_MODEM_STATUS;
	return IIR_NONE;
}

/* Reading the register that says "transmitter empty" is what ends that interrupt. */
static uint8_t interrupt_identification(struct uart16550 *uart)
{
	uint8_t pending = pending_interrupt(uart);

	if (pending == IIR_TRANSMIT_EMPTY)
		uart->transmit_event = false;
	return pending | (uart->fcr & FCR_ENABLE ? IIR_FIFOS_ENABLED : 0);
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
static uint8_t modem_lines(const struct uart16550 *uart)
{
	if (!(uart->mcr & MCR_LOOPBACK))
		return MSR_CTS | MSR_DSR | MSR_DCD;
	return (uart->mcr & MCR_DTR ? MSR_DSR : 0) | (uart->mcr & MCR_RTS ? MSR_CTS : 0) |
	       (uart->mcr & MCR_OUT1 ? MSR_RI : 0) | (uart->mcr & MCR_OUT2 ? MSR_DCD : 0);
}

static uint8_t modem_status(struct uart16550 *uart)
{
	uint8_t status = modem_lines(uart) | uart->msr_changes;

	uart->msr_changes = 0;
	return status;
}

static void write_mcr(struct uart16550 *uart, uint8_t value)
{
	uint8_t before = modem_lines(uart);

	uart->mcr = value & MCR_WRITABLE;

	uint8_t changed = before ^ modem_lines(uart);

	/* Of the ring indicator only the end of a ring counts. */
	if (!(before & MSR_RI))
		changed &= (uint8_t)~MSR_RI;
	uart->msr_changes |= changed >> MSR_CHANGES_SHIFT & MSR_CHANGES;
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

/*
 * The other bits count only together with the enabling one; switching the FIFOs on or off clears
 * them.
 */
static void write_fcr(struct uart16550 *uart, uint8_t value)
{
	if (!(value & FCR_ENABLE))
		value = 0;
	if ((value & FCR_CLEAR_RECEIVER) || ((value ^ uart->fcr) & FCR_ENABLE))
		uart->fifo_count = 0;
	uart->fcr = value;
}

/* The transmitter is always empty: enabling its interrupt raises it (data sheet, IER bit 1). */
static void write_ier(struct uart16550 *uart, uint8_t value)
{
	if (value & ~uart->ier & IER_TRANSMIT_EMPTY)
		uart->transmit_event = true;
	uart->ier = value & IER_WRITABLE;
}

static bool write_data(struct uart16550 *uart, uint8_t value)
{
	if (uart->lcr & LCR_DLAB) {
		uart->divisor = (uart->divisor & 0xff00) | value;
		return false;
	}
	uart->transmit_event = true; /* empty again at once */
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
			write_ier(uart, value);
		return false;
	case UART_IIR_FCR:
		write_fcr(uart, value);
		return false;
	case UART_LCR:
		uart->lcr = value;
		return false;
	case UART_MCR:
		write_mcr(uart, value);
		return false;
	case UART_SCRATCH:
		uart->scratch = value;
		return false;
	default:
		return false;
	}
}
