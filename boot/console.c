/* SPDX-License-Identifier: BSD-2-Clause */
#include "boot/console.h"

#include "boot/firmware.h"
#include "dsl/base/fmt.h"
#include "vmm/x86.h"

#include <stdarg.h>
#include <stdbool.h>
#include <stdint.h>

const char config_file_name[] = "probevisor.conf";

/* The 16550 at COM1, by port. */
enum {
	COM1 = 0x3f8,
	UART_DATA = COM1 + 0,	    /* divisor, low byte, while LCR_DIVISOR is set */
	UART_INTERRUPTS = COM1 + 1, /* divisor, high byte */
	UART_FIFO = COM1 + 2,
	UART_LCR = COM1 + 3,
	UART_MCR = COM1 + 4,
	UART_LSR = COM1 + 5,

	LCR_8N1 = 0x03,
	LCR_DIVISOR = 0x80,
	FIFO_ENABLE_AND_CLEAR = 0x07,
	MCR_DTR_RTS = 0x03,
	LSR_TRANSMIT_READY = 0x20,
	LSR_TRANSMIT_IDLE = 0x40,
	LSR_ABSENT = 0xff, /* what a port reads as that no device answers */

	/* Polls, of about 1 us each, before a UART that does not send is given up; a byte takes 87
	   us. */
	UART_PATIENCE = 100000,
};

enum {
	MESSAGE_SIZE = 512,
	SCREEN_CHUNK = 64,
	CONSOLE_PATHS_SIZE = 2048,

	PNP_UART_16550 = 0x0501,
	LINGER_SECONDS = 10,
};

static struct {
	SIMPLE_TEXT_OUTPUT_INTERFACE *screen; /* NULL: none, or no longer */
	bool serial;			      /* write to COM1 by its registers */
} console;

static bool uart_wait(uint8_t condition)
{
	for (unsigned int i = 0; i < UART_PATIENCE; i++) {
		if (inb(UART_LSR) & condition)
			return true;
	}
	return false;
}

/* 115200 8n1, no interrupts. Returns whether there is a UART. */
static bool uart_open(void)
{
	if (inb(UART_LSR) == LSR_ABSENT)
		return false;
	outb(UART_INTERRUPTS, 0);
	outb(UART_LCR, LCR_DIVISOR | LCR_8N1);
	outb(UART_DATA, 1);
	outb(UART_INTERRUPTS, 0);
	outb(UART_LCR, LCR_8N1);
	outb(UART_FIFO, FIFO_ENABLE_AND_CLEAR);
	outb(UART_MCR, MCR_DTR_RTS);
	return true;
}

static void uart_write(char c)
{
	if (!uart_wait(LSR_TRANSMIT_READY)) {
		console.serial = false;
		return;
	}
	outb(UART_DATA, (uint8_t)c);
}

static UINTN node_length(const EFI_DEVICE_PATH_PROTOCOL *node)
{
	return (UINTN)DevicePathNodeLength(node);
}

/*
 * Whether one of the device paths leads over COM1: a UART node behind the ACPI node of a 16550 with
 * unit 0. A UART elsewhere, on PCI or COM2, is another line.
 */
static bool leads_over_com1(const uint8_t *paths, UINTN size)
{
	const EFI_DEVICE_PATH_PROTOCOL *previous = NULL;
	UINTN at = 0;

	while (at + sizeof(EFI_DEVICE_PATH_PROTOCOL) <= size) {
		const EFI_DEVICE_PATH_PROTOCOL *node =
			(const EFI_DEVICE_PATH_PROTOCOL *)(paths + at);
		UINTN length = node_length(node);

		if (length < sizeof(*node) || length > size - at)
			return false;
		if (DevicePathType(node) == MESSAGING_DEVICE_PATH && node->SubType == MSG_UART_DP &&
		    previous && DevicePathType(previous) == ACPI_DEVICE_PATH &&
		    node_length(previous) >= sizeof(ACPI_HID_DEVICE_PATH)) {
			const ACPI_HID_DEVICE_PATH *acpi = (const ACPI_HID_DEVICE_PATH *)previous;

			if (acpi->HID == EISA_PNP_ID(PNP_UART_16550) && acpi->UID == 0)
				return true;
		}
		previous = node;
		at += length;
	}
	return false;
}

static bool firmware_writes_to_com1(void)
{
	static uint8_t paths[CONSOLE_PATHS_SIZE] __attribute__((aligned(8)));
	EFI_GUID global = EFI_GLOBAL_VARIABLE;
	UINTN size = sizeof(paths);

	if (EFI_ERROR(firmware.runtime->GetVariable(L"ConOut", &global, NULL, &size, paths)))
		return false;
	return leads_over_com1(paths, size);
}

void console_open(void)
{
	console.screen = firmware.table->ConOut;
	console.serial = !(console.screen && firmware_writes_to_com1()) && uart_open();
}

void console_leave_firmware(void)
{
	if (console.screen && !console.serial) {
		uart_wait(LSR_TRANSMIT_IDLE);
		console.serial = uart_open();
	}
	console.screen = NULL;
}

/* What the screen's font and control characters are sure to have is ASCII. */
static CHAR16 screen_char(char c)
{
	if (c == '\t')
		return ' ';
	return c >= ' ' && c <= '~' ? (CHAR16)c : '?';
}

static void screen_line(const char *line)
{
	CHAR16 chunk[SCREEN_CHUNK];

	while (*line != '\0') {
		unsigned int length = 0;

		while (*line != '\0' && length < SCREEN_CHUNK - 1)
			chunk[length++] = screen_char(*line++);
		chunk[length] = '\0';
		console.screen->OutputString(console.screen, chunk);
	}
	chunk[0] = '\r';
	chunk[1] = '\n';
	chunk[2] = '\0';
	console.screen->OutputString(console.screen, chunk);
}

void console_line(const char *line)
{
	if (console.screen)
		screen_line(line);
	for (; console.serial && *line != '\0'; line++)
		uart_write(*line);
	if (console.serial)
		uart_write('\r');
	if (console.serial)
		uart_write('\n');
}

void say(const char *format, ...)
{
	char message[MESSAGE_SIZE];
	size_t length = fmt_format(message, sizeof(message), "probevisor: ");
	va_list args;

	va_start(args, format);
	fmt_vformat(message + length, sizeof(message) - length, format, args);
	va_end(args);
	console_line(message);
}

void say_at(unsigned int line, const char *format, ...)
{
	char message[MESSAGE_SIZE];
	size_t length =
		fmt_format(message, sizeof(message), "probevisor: %s:%u: ", config_file_name, line);
	va_list args;

	va_start(args, format);
	fmt_vformat(message + length, sizeof(message) - length, format, args);
	va_end(args);
	console_line(message);
}

void console_linger(void)
{
	enum { TICKS_PER_SECOND = 10000000 }; /* of the firmware's timers: 100 ns */
	SIMPLE_INPUT_INTERFACE *keyboard = firmware.table->ConIn;
	EFI_EVENT timer;
	UINTN index;

	if (!console.screen || !keyboard)
		return;
	if (EFI_ERROR(firmware.boot->CreateEvent(EVT_TIMER, 0, NULL, NULL, &timer)))
		return;

	EFI_EVENT events[] = {timer, keyboard->WaitForKey};

	keyboard->Reset(keyboard, FALSE);
	if (!EFI_ERROR(firmware.boot->SetTimer(timer, TimerRelative,
					       (UINT64)LINGER_SECONDS * TICKS_PER_SECOND)))
		firmware.boot->WaitForEvent(2, events, &index);
	firmware.boot->CloseEvent(timer);
}
