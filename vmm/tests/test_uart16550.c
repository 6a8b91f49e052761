/* SPDX-License-Identifier: BSD-2-Clause */
/* The 16550 against the PC16550D data sheet, register by register. */
#include "vmm/devices/uart16550.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

/* Registers and bits as the data sheet has them. */
enum { RBR = 0, THR = 0, DLL = 0, IER = 1, DLM = 1, IIR = 2, FCR = 2, LCR = 3, MCR = 4 };
enum { LSR = 5, MSR = 6, SCR = 7 };
enum { ERBFI = 1, ETBEI = 2, ELSI = 4, EDSSI = 8 };
enum { IIR_MODEM = 0, IIR_NONE = 1, IIR_THRE = 2, IIR_DATA = 4, IIR_LINE = 6, IIR_TIMEOUT = 0xc };
enum { IIR_FIFOS = 0xc0 };
enum { FIFO_ON = 1, FIFO_CLEAR_RX = 2, FIFO_CLEAR_TX = 4, TRIGGER_4 = 0x40, TRIGGER_8 = 0x80 };
enum { TRIGGER_14 = 0xc0 };
enum { DLAB = 0x80 };
enum { DTR = 1, RTS = 2, OUT1 = 4, OUT2 = 8, LOOP = 0x10 };
enum { DR = 1, OE = 2, THRE = 0x20, TEMT = 0x40 };
enum { DCTS = 1, DDSR = 2, TERI = 4, DDCD = 8, CTS = 0x10, DSR = 0x20, RI = 0x40, DCD = 0x80 };

static struct uart16550 uart;

static int setup(void **state)
{
	(void)state;
	uart16550_reset(&uart);
	return 0;
}

static uint8_t in(unsigned int reg)
{
	return uart16550_read(&uart, reg);
}

/* Writes what is nothing to transmit. */
static void out(unsigned int reg, uint8_t value)
{
	assert_false(uart16550_write(&uart, reg, value));
}

static void transmit(uint8_t value)
{
	assert_true(uart16550_write(&uart, THR, value));
}

static void receive(unsigned int count)
{
	for (unsigned int i = 0; i < count; i++)
		uart16550_receive(&uart, (uint8_t)('a' + i));
}

/* Table I, "UART reset configuration" */
static void test_reset(void **state)
{
	(void)state;
	assert_int_equal(in(IER), 0);
	assert_int_equal(in(IIR), IIR_NONE);
	assert_int_equal(in(LCR), 0);
	assert_int_equal(in(MCR), 0);
	assert_int_equal(in(LSR), THRE | TEMT);
	assert_int_equal(in(MSR), CTS | DSR | DCD);
	assert_true(uart16550_can_receive(&uart));

	/* whatever was there before */
	out(FCR, FIFO_ON | TRIGGER_14);
	out(IER, 0x0f);
	out(MCR, 0x1f);
	out(LCR, 0x83);
	receive(3);
	uart16550_reset(&uart);
	assert_int_equal(in(IER), 0);
	assert_int_equal(in(IIR), IIR_NONE);
	assert_int_equal(in(LCR), 0);
	assert_int_equal(in(MCR), 0);
	assert_int_equal(in(LSR), THRE | TEMT);
	assert_int_equal(in(MSR), CTS | DSR | DCD);
}

/* Which bits of a register keep what is written. */
static void test_registers_keep_their_bits(void **state)
{
	static const struct {
		unsigned int reg;
		uint8_t kept;
	} registers[] = {{IER, 0x0f}, {LCR, 0xff}, {MCR, 0x1f}, {SCR, 0xff}};

	(void)state;
	for (unsigned int i = 0; i < sizeof(registers) / sizeof(registers[0]); i++) {
		for (unsigned int value = 0; value < 0x100; value++) {
			out(registers[i].reg, (uint8_t)value);
			assert_int_equal(in(registers[i].reg), value & registers[i].kept);
		}
		setup(NULL);
	}
	/* LSR and MSR are read only */
	out(LSR, 0xff);
	out(MSR, 0xff);
	assert_int_equal(in(LSR), THRE | TEMT);
	assert_int_equal(in(MSR), CTS | DSR | DCD);
}

static void test_registers_beyond(void **state)
{
	(void)state;
	assert_int_equal(in(8), 0xff);
	out(8, 0);
	out(UINT32_MAX, 0);
	assert_int_equal(in(UINT32_MAX), 0xff);
}

static void test_divisor_latch(void **state)
{
	(void)state;
	out(IER, 0x05);
	out(LCR, DLAB | 3);
	out(DLL, 0x34);
	out(DLM, 0x12);
	assert_int_equal(in(DLL), 0x34);
	assert_int_equal(in(DLM), 0x12);
	out(DLL, 0xff);
	assert_int_equal(in(DLM), 0x12);
	out(DLM, 0xee);
	assert_int_equal(in(DLL), 0xff);
	/* the others do not move */
	out(SCR, 0x77);
	assert_int_equal(in(SCR), 0x77);
	assert_int_equal(in(LCR), DLAB | 3);

	uart16550_receive(&uart, 'x');
	assert_int_equal(in(DLL), 0xff);
	out(LCR, 3);
	assert_int_equal(in(IER), 0x05);
	assert_int_equal(in(RBR), 'x');
	transmit('y');
	out(LCR, DLAB);
	assert_int_equal(in(DLL), 0xff);
	assert_int_equal(in(DLM), 0xee);
}

static void test_transmit(void **state)
{
	(void)state;
	for (unsigned int value = 0; value < 0x100; value++) {
		transmit((uint8_t)value);
		assert_int_equal(in(LSR), THRE | TEMT);
	}
	/* with FIFOs as well, and nothing of it comes back */
	out(FCR, FIFO_ON);
	transmit('x');
	assert_int_equal(in(LSR), THRE | TEMT);
	for (unsigned int reg = 1; reg < UART_PORTS; reg++)
		assert_false(uart16550_write(&uart, reg, 0));
}

/* ---- Receiver */

static void test_receive_without_fifo(void **state)
{
	(void)state;
	uart16550_receive(&uart, 'a');
	assert_false(uart16550_can_receive(&uart));
	assert_int_equal(in(LSR), THRE | TEMT | DR);
	assert_int_equal(in(RBR), 'a');
	assert_int_equal(in(LSR), THRE | TEMT);
	assert_true(uart16550_can_receive(&uart));
}

/* LSR bit 1: without FIFOs the next character destroys the previous one. */
static void test_overrun_without_fifo(void **state)
{
	(void)state;
	receive(2);
	assert_int_equal(in(LSR), THRE | TEMT | DR | OE);
	assert_int_equal(in(LSR), THRE | TEMT | DR); /* reset by reading */
	assert_int_equal(in(RBR), 'b');
	assert_int_equal(in(LSR), THRE | TEMT);
}

static void test_fifo(void **state)
{
	(void)state;
	out(FCR, FIFO_ON);
	for (unsigned int round = 0; round < 3; round++) {
		for (unsigned int i = 0; i < UART_FIFO_SIZE; i++) {
			assert_true(uart16550_can_receive(&uart));
			uart16550_receive(&uart, (uint8_t)('a' + i));
		}
		assert_false(uart16550_can_receive(&uart));
		for (unsigned int i = 0; i < UART_FIFO_SIZE; i++) {
			assert_int_equal(in(LSR), THRE | TEMT | DR);
			assert_int_equal(in(RBR), 'a' + i);
		}
		assert_int_equal(in(LSR), THRE | TEMT);
		/* so that the next round wraps at another place */
		receive(5);
		for (unsigned int i = 0; i < 5; i++)
			assert_int_equal(in(RBR), 'a' + i);
	}
}

/* With FIFOs the full FIFO stays and the character that came is lost. */
static void test_overrun_with_fifo(void **state)
{
	(void)state;
	out(FCR, FIFO_ON);
	receive(UART_FIFO_SIZE + 2);
	assert_int_equal(in(LSR), THRE | TEMT | DR | OE);
	assert_int_equal(in(LSR), THRE | TEMT | DR);
	for (unsigned int i = 0; i < UART_FIFO_SIZE; i++)
		assert_int_equal(in(RBR), 'a' + i);
	assert_int_equal(in(LSR), THRE | TEMT);
}

static void test_fifo_control(void **state)
{
	(void)state;
	/* going from one mode to the other clears the receiver */
	uart16550_receive(&uart, 'a');
	out(FCR, FIFO_ON);
	assert_int_equal(in(LSR)&DR, 0);
	assert_int_equal(in(IIR), IIR_FIFOS | IIR_NONE);
	receive(4);
	out(FCR, FIFO_ON); /* no change: stays */
	assert_int_equal(in(RBR), 'a');
	out(FCR, FIFO_ON | FIFO_CLEAR_TX);
	assert_int_equal(in(RBR), 'b');
	out(FCR, FIFO_ON | FIFO_CLEAR_RX);
	assert_int_equal(in(LSR)&DR, 0);
	receive(4);
	assert_int_equal(in(RBR), 'a');
	out(FCR, 0);
	assert_int_equal(in(LSR)&DR, 0);
	assert_int_equal(in(IIR), IIR_NONE);

	/* bit 0 must be 1 for the others to be programmed */
	uart16550_receive(&uart, 'x');
	out(FCR, FIFO_CLEAR_RX | TRIGGER_14);
	assert_int_equal(in(LSR)&DR, DR);
	assert_int_equal(in(RBR), 'x');
}

/* ---- Interrupt identification, table IV */

static void test_line_status_interrupt(void **state)
{
	(void)state;
	out(IER, ELSI);
	receive(1);
	assert_int_equal(in(IIR), IIR_NONE);
	receive(1);
	assert_int_equal(in(IIR), IIR_LINE);
	assert_int_equal(in(IIR), IIR_LINE);
	assert_int_equal(in(LSR)&OE, OE);
	assert_int_equal(in(IIR), IIR_NONE);
}

static void test_data_interrupt(void **state)
{
	static const struct {
		uint8_t fcr;
		unsigned int level;
	} levels[] = {
		{FIFO_ON, 1},
		{FIFO_ON | TRIGGER_4, 4},
		{FIFO_ON | TRIGGER_8, 8},
		{FIFO_ON | TRIGGER_14, 14},
	};

	(void)state;
	out(IER, ERBFI);
	receive(1);
	assert_int_equal(in(IIR), IIR_DATA);
	in(RBR);
	assert_int_equal(in(IIR), IIR_NONE);

	/* below the trigger level: the time-out, which has always passed */
	for (unsigned int i = 0; i < sizeof(levels) / sizeof(levels[0]); i++) {
		out(FCR, levels[i].fcr | FIFO_CLEAR_RX);
		assert_int_equal(in(IIR), IIR_FIFOS | IIR_NONE);
		for (unsigned int count = 1; count <= UART_FIFO_SIZE; count++) {
			receive(1);
			assert_int_equal(
				in(IIR),
				IIR_FIFOS | (count >= levels[i].level ? IIR_DATA : IIR_TIMEOUT));
		}
		out(IER, 0);
		assert_int_equal(in(IIR), IIR_FIFOS | IIR_NONE);
		out(IER, ERBFI);
		for (unsigned int count = UART_FIFO_SIZE; count > 0; count--) {
			assert_int_equal(
				in(IIR),
				IIR_FIFOS | (count >= levels[i].level ? IIR_DATA : IIR_TIMEOUT));
			in(RBR);
		}
		assert_int_equal(in(IIR), IIR_FIFOS | IIR_NONE);
	}
}

/* Raised when it is enabled and after each byte; ends by reading IIR. */
static void test_transmitter_interrupt(void **state)
{
	(void)state;
	transmit('x');
	assert_int_equal(in(IIR), IIR_NONE);
	out(IER, ETBEI);
	assert_int_equal(in(IIR), IIR_THRE);
	assert_int_equal(in(IIR), IIR_NONE);
	transmit('x');
	assert_int_equal(in(IIR), IIR_THRE);
	assert_int_equal(in(IIR), IIR_NONE);
	out(IER, ETBEI); /* it was enabled */
	assert_int_equal(in(IIR), IIR_NONE);
	out(IER, 0);
	out(IER, ETBEI);
	assert_int_equal(in(IIR), IIR_THRE);
	/* the divisor is no byte */
	out(LCR, DLAB);
	out(DLL, 1);
	out(DLM, 0);
	out(LCR, 3);
	assert_int_equal(in(IIR), IIR_NONE);
}

static void test_modem_interrupt(void **state)
{
	(void)state;
	out(IER, EDSSI);
	assert_int_equal(in(IIR), IIR_NONE);
	out(MCR, LOOP | DTR | RTS | OUT2); /* as the lines were */
	assert_int_equal(in(IIR), IIR_NONE);
	out(MCR, LOOP | DTR | OUT2);
	assert_int_equal(in(IIR), IIR_MODEM);
	assert_int_equal(in(IIR), IIR_MODEM);
	assert_int_equal(in(MSR), DSR | DCD | DCTS);
	assert_int_equal(in(IIR), IIR_NONE);
	assert_int_equal(in(MSR), DSR | DCD);
}

/* The highest first; a reading that tells of another does not end the transmitter's. */
static void test_priorities(void **state)
{
	(void)state;
	out(IER, ERBFI | ETBEI | ELSI | EDSSI);
	receive(2);
	out(MCR, LOOP);
	assert_int_equal(in(IIR), IIR_LINE);
	in(LSR);
	assert_int_equal(in(IIR), IIR_DATA);
	in(RBR);
	assert_int_equal(in(IIR), IIR_THRE);
	assert_int_equal(in(IIR), IIR_MODEM);
	in(MSR);
	assert_int_equal(in(IIR), IIR_NONE);
}

/* ---- Loopback */

static void test_loopback_data(void **state)
{
	(void)state;
	out(FCR, FIFO_ON);
	out(MCR, LOOP);
	assert_false(uart16550_can_receive(&uart));
	uart16550_receive(&uart, 'x'); /* the line is disconnected */
	assert_int_equal(in(LSR), THRE | TEMT);
	for (unsigned int i = 0; i < UART_FIFO_SIZE; i++)
		out(THR, (uint8_t)(i + 1));
	assert_int_equal(in(LSR), THRE | TEMT | DR);
	out(THR, 0x55);
	assert_int_equal(in(LSR), THRE | TEMT | DR | OE);
	for (unsigned int i = 0; i < UART_FIFO_SIZE; i++)
		assert_int_equal(in(RBR), i + 1);
	assert_int_equal(in(LSR), THRE | TEMT);

	out(MCR, 0);
	transmit('x');
	assert_int_equal(in(LSR), THRE | TEMT);
	assert_true(uart16550_can_receive(&uart));
}

static void test_loopback_interrupts(void **state)
{
	(void)state;
	out(MCR, LOOP);
	out(IER, ERBFI | ETBEI);
	assert_int_equal(in(IIR), IIR_THRE);
	out(THR, 'x');
	assert_int_equal(in(IIR), IIR_DATA);
	assert_int_equal(in(RBR), 'x');
	assert_int_equal(in(IIR), IIR_THRE);
	assert_int_equal(in(IIR), IIR_NONE);
}

static void test_loopback_lines(void **state)
{
	(void)state;
	for (unsigned int outputs = 0; outputs < 0x10; outputs++) {
		uint8_t lines = (outputs & DTR ? DSR : 0) | (outputs & RTS ? CTS : 0) |
				(outputs & OUT1 ? RI : 0) | (outputs & OUT2 ? DCD : 0);

		out(MCR, (uint8_t)(LOOP | outputs));
		assert_int_equal(in(MSR)&0xf0, lines);
		in(MSR);
		for (unsigned int next = 0; next < 0x10; next++) {
			uint8_t changed = (uint8_t)(outputs ^ next);
			uint8_t expected = (changed & DTR ? DDSR : 0) | (changed & RTS ? DCTS : 0) |
					   (changed & outputs & OUT1 ? TERI : 0) |
					   (changed & OUT2 ? DDCD : 0);

			out(MCR, (uint8_t)(LOOP | next));
			assert_int_equal(in(MSR)&0x0f, expected);
			out(MCR, (uint8_t)(LOOP | outputs));
			in(MSR);
		}
	}
	/* changes add up until they are read */
	out(MCR, LOOP);
	in(MSR);
	out(MCR, LOOP | DTR);
	out(MCR, LOOP | RTS);
	out(MCR, LOOP);
	assert_int_equal(in(MSR), DDSR | DCTS);
	/* in normal operation the outputs do not show */
	out(MCR, 0);
	in(MSR);
	out(MCR, DTR | RTS | OUT1 | OUT2);
	assert_int_equal(in(MSR), CTS | DSR | DCD);
}

/* ---- What drivers do to find out what they have */

/* Linux' 8250 autoconfig(): IER bits, loopback of OUT2 and RTS, FIFO by IIR, no extensions. */
static void test_probe_as_linux_does(void **state)
{
	(void)state;
	out(IER, 0);
	assert_int_equal(in(IER)&0x0f, 0);
	out(IER, 0x0f);
	assert_int_equal(in(IER), 0x0f);
	out(IER, 0);
	out(MCR, LOOP | OUT2 | RTS);
	assert_int_equal(in(MSR)&0xf0, DCD | CTS);
	out(MCR, 0);
	out(LCR, 0);
	out(FCR, FIFO_ON);
	assert_int_equal(in(IIR) >> 6, 3);
	out(LCR, 0xe0 | DLAB);
	out(FCR, FIFO_ON | 0x20); /* 16750's 64 bytes: not there */
	assert_int_equal(in(IIR) >> 5, 6);
	out(LCR, 0);
	out(IER, 0x40); /* XScale's unit enable: not there */
	assert_int_equal(in(IER), 0);

	/* serial8250_do_startup(): the interrupt comes again when it is enabled again */
	out(IER, ETBEI);
	assert_int_equal(in(IIR)&0x0f, IIR_THRE);
	out(IER, 0);
	out(IER, ETBEI);
	assert_int_equal(in(IIR)&0x0f, IIR_THRE);
}

/* Anything written and received in any order: no index leaves the FIFO. */
static void test_random(void **state)
{
	uint64_t random = 88172645463325252ull;

	(void)state;
	for (unsigned int i = 0; i < 1000000; i++) {
		random ^= random << 13;
		random ^= random >> 7;
		random ^= random << 17;
		unsigned int reg = random >> 8 & 7;
		uint8_t value = random >> 16 & 0xff;

		switch (random >> 32 & 3) {
		case 0:
			uart16550_write(&uart, reg, value);
			break;
		case 1:
			uart16550_read(&uart, reg);
			break;
		default:
			uart16550_receive(&uart, value);
			break;
		}
		assert_true(uart.fifo_count <= UART_FIFO_SIZE);
		assert_true(uart.fifo_head < UART_FIFO_SIZE);
		assert_true(!(uart.fcr & FIFO_ON) || uart.fifo_count <= UART_FIFO_SIZE);
		assert_true((uart.fcr & FIFO_ON) || uart.fifo_count <= 1);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup(test_reset, setup),
		cmocka_unit_test_setup(test_registers_keep_their_bits, setup),
		cmocka_unit_test_setup(test_registers_beyond, setup),
		cmocka_unit_test_setup(test_divisor_latch, setup),
		cmocka_unit_test_setup(test_transmit, setup),
		cmocka_unit_test_setup(test_receive_without_fifo, setup),
		cmocka_unit_test_setup(test_overrun_without_fifo, setup),
		cmocka_unit_test_setup(test_fifo, setup),
		cmocka_unit_test_setup(test_overrun_with_fifo, setup),
		cmocka_unit_test_setup(test_fifo_control, setup),
		cmocka_unit_test_setup(test_line_status_interrupt, setup),
		cmocka_unit_test_setup(test_data_interrupt, setup),
		cmocka_unit_test_setup(test_transmitter_interrupt, setup),
		cmocka_unit_test_setup(test_modem_interrupt, setup),
		cmocka_unit_test_setup(test_priorities, setup),
		cmocka_unit_test_setup(test_loopback_data, setup),
		cmocka_unit_test_setup(test_loopback_interrupts, setup),
		cmocka_unit_test_setup(test_loopback_lines, setup),
		cmocka_unit_test_setup(test_probe_as_linux_does, setup),
		cmocka_unit_test_setup(test_random, setup),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
