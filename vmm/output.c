/* SPDX-License-Identifier: BSD-2-Clause */
#include "vmm/output.h"

#include "vmm/cpu.h"
#include "vmm/ring.h"
#include "vmm/schedule.h"
#include "vmm/serial.h"
#include "vmm/x86.h"

#include <string.h>

enum {
	LINES_SIZE = 64 << 10,
	TEXT_SIZE = 16 << 10,
	/* Guests may fill the ring of lines up to here, so that a chatty one cannot crowd out the
	   log. */
	CONSOLE_LIMIT = LINES_SIZE * 3 / 4,
	PREFIX_SIZE = 48,
};

static char lines_bytes[LINES_SIZE];
static char text_bytes[TEXT_SIZE];

/* Log and console lines, whole; and the tracer's text, which comes in pieces. */
static struct ring lines = {.bytes = lines_bytes, .size = LINES_SIZE};
static struct ring text = {.bytes = text_bytes, .size = TEXT_SIZE};

static uint64_t log_lost;
static struct deadline pump;
static bool started;

/* What was sent last, so that lines and text mix at line ends only. */
static enum { AT_LINE_START, IN_LINES, IN_TEXT } position;
static uint64_t text_unfinished_since; /* TSC when the text ran dry in the middle of a line; 0: it
					  has not */
static bool return_sent;	       /* the \r of a \r\n is out */

static void start_pump(void)
{
	if (started && !pump.position)
		schedule_deadline(machine.cpu, &pump, rdtsc());
}

static bool put_line(const char *prefix, const char *line, size_t length, size_t limit)
{
	size_t prefix_length = strlen(prefix);

	if (ring_used(&lines) + prefix_length + length + 1 > limit)
		return false;
	ring_put(&lines, prefix, prefix_length);
	ring_put(&lines, line, length);
	ring_put(&lines, "\n", 1);
	start_pump();
	return true;
}

static const char log_prefix[] = "probevisor: ";

/* Says how many lines were lost, once there is room again. */
static void report_lost(uint64_t *lost, const char *whose, const char *name)
{
	char line[LOG_LINE_SIZE];

	if (!*lost)
		return;

	size_t length = fmt_format(line, sizeof(line),
				   "%lu lines of %s%s lost: the serial line is too slow", *lost,
				   whose, name);

	if (put_line(log_prefix, line, length, LINES_SIZE))
		*lost = 0;
}

void log_line(const char *format, ...)
{
	char line[LOG_LINE_SIZE];
	va_list args;

	va_start(args, format);
	size_t length = fmt_vformat(line, sizeof(line), format, args);

	va_end(args);
	report_lost(&log_lost, "the log", "");
	if (!put_line(log_prefix, line, length < sizeof(line) ? length : sizeof(line) - 1,
		      LINES_SIZE))
		log_lost++;
}

static void send_console_line(struct guest *guest)
{
	char prefix[PREFIX_SIZE];

	fmt_format(prefix, sizeof(prefix), "%s: ", guest->config->name);
	report_lost(&guest->console_lost, "the console of ", guest->config->name);
	if (!put_line(prefix, guest->console_line, guest->console_length, CONSOLE_LIMIT))
		guest->console_lost++;
	guest->console_length = 0;
}

void console_flush(struct guest *guest)
{
	if (guest->console_length)
		send_console_line(guest);
}

void console_write(struct guest *guest, char byte)
{
	enum { LONGEST_ESCAPE = 5 };

	if (byte == '\r')
		return;
	if (byte == '\n') {
		send_console_line(guest);
		return;
	}
	if (guest->console_length + LONGEST_ESCAPE > CONSOLE_LINE_SIZE)
		console_flush(guest);
	/*
	 * A guest must not play with the reader's terminal: control characters become visible, and
	 * so does everything beyond ASCII, where terminals differ in what controls them.
	 */
	if (byte != '\t' && (byte < ' ' || byte > '~'))
		guest->console_length +=
			(uint32_t)fmt_format(guest->console_line + guest->console_length,
					     LONGEST_ESCAPE, "\\x%02x", (unsigned char)byte);
	else
		guest->console_line[guest->console_length++] = byte;
}

size_t output_text(const char *bytes, size_t size)
{
	size_t taken = ring_put(&text, bytes, size);

	if (taken)
		start_pump();
	return taken;
}

/* Has everything been handed to the UART? */
static bool output_idle(void)
{
	return !ring_used(&lines) && !ring_used(&text);
}

/*
 * The next byte for the line. Log lines go before text, but only at the end of a line of text; when
 * the text stopped in mid-line long ago (printf() without newline), a line break is put in rather
 * than hold up the log.
 */
static bool next_byte(char *byte)
{
	if (position == IN_LINES)
		return ring_take(&lines, byte);
	if (position == AT_LINE_START && ring_take(&lines, byte)) {
		position = IN_LINES;
		return true;
	}
	if (ring_take(&text, byte)) {
		position = IN_TEXT;
		text_unfinished_since = 0;
		return true;
	}
	if (position != IN_TEXT || !ring_used(&lines))
		return false;

	uint64_t now = rdtsc();

	if (!text_unfinished_since)
		text_unfinished_since = now;
	if (started && now - text_unfinished_since < machine.handoff->tsc_hz / 10)
		return false;
	*byte = '\n';
	return true;
}

/* Sends what the line takes at once. False when there is more, but the line is busy. */
static bool send_some(void)
{
	static char held;
	static bool holding;

	for (unsigned int room = serial_room(); room > 0; room--) {
		if (!holding && !next_byte(&held))
			return true;
		holding = held == '\n' && !return_sent;
		return_sent = holding;
		serial_send((char)(holding ? '\r' : held));
		if (held == '\n' && !holding)
			position = AT_LINE_START;
	}
	return false;
}

static void pump_expired(struct deadline *deadline, uint64_t now)
{
	if (send_some() && output_idle())
		return;
	schedule_deadline(machine.cpu, deadline, now + serial_fifo_ticks());
}

void output_init(uint32_t baud)
{
	serial_init(baud, machine.handoff->tsc_hz);
	pump.expired = pump_expired;
}

void output_start(void)
{
	started = true;
	if (!output_idle())
		start_pump();
}

void output_flush(void)
{
	started = false;
	while (!send_some() || !output_idle())
		if (!serial_wait())
			return;
	serial_wait();
}
