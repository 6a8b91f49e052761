/* SPDX-License-Identifier: BSD-2-Clause */
#include "dsl/base/fmt.h"
#include "guest-tests/lib/lib.h"

enum {
	COM1_FIFO = PORT_COM1 + 2,
	COM1_LCR = PORT_COM1 + 3,
	FIFO_ENABLE_AND_CLEAR = 7,
	LCR_8N1 = 3,
	LSR_DATA_READY = 1 << 0,
	LSR_TRANSMIT_EMPTY = 1 << 5,
};

void console_init(void)
{
	out8(COM1_LCR, LCR_8N1);
	out8(COM1_FIFO, FIFO_ENABLE_AND_CLEAR);
}

static void put(char c)
{
	while (!(in8(PORT_COM1_LSR) & LSR_TRANSMIT_EMPTY))
		cpu_pause();
	out8(PORT_COM1, (uint8_t)c);
}

void console_write(const char *text, size_t size)
{
	for (size_t i = 0; i < size; i++) {
		if (text[i] == '\n')
			put('\r');
		put(text[i]);
	}
}

int console_read(void)
{
	if (!(in8(PORT_COM1_LSR) & LSR_DATA_READY))
		return -1;
	return in8(PORT_COM1);
}

static void print_args(const char *format, va_list args)
{
	char buffer[PRINT_MAX];
	size_t length = fmt_vformat(buffer, sizeof(buffer), format, args);

	console_write(buffer, length < sizeof(buffer) ? length : sizeof(buffer) - 1);
}

void print(const char *format, ...)
{
	va_list args;

	va_start(args, format);
	print_args(format, args);
	va_end(args);
}

void panic(const char *format, ...)
{
	va_list args;

	print("panic: ");
	va_start(args, format);
	print_args(format, args);
	va_end(args);
	print("\n");
	guest_exit(EXIT_PANIC);
}

static unsigned int checks;
static unsigned int failures;

bool test_check(bool passed, const char *name, const char *why, ...)
{
	va_list args;

	checks++;
	if (passed) {
		print("ok %s\n", name);
		return true;
	}
	failures++;
	print("not ok %s: ", name);
	va_start(args, why);
	print_args(why, args);
	va_end(args);
	print("\n");
	return false;
}

void test_skip(const char *name, const char *why)
{
	checks++;
	print("ok %s # SKIP %s\n", name, why);
}

int test_end(void)
{
	print("1..%u\n", checks);
	return failures == 0 && checks > 0 ? EXIT_OK : EXIT_FAILED;
}
