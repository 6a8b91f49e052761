/* SPDX-License-Identifier: BSD-2-Clause */
#include "trace/inet.h"

#include "dsl/base/fmt.h"

#include <stdbool.h>
#include <string.h>

enum {
	GROUPS = INET_BYTES_6 / 2,
	EMBEDDED = 12, /* where an IPv4 address begins in one of IPv6 */
};

size_t inet_text_4(char text[INET_TEXT_4], const uint8_t address[INET_BYTES_4])
{
	return fmt_format(text, INET_TEXT_4, "%u.%u.%u.%u", address[0], address[1], address[2],
			  address[3]);
}

static bool is_zero(const uint8_t *bytes, size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (bytes[i] != 0)
			return false;
	return true;
}

/* ::ffff:a.b.c.d or ::a.b.c.d, of which :: and ::1 are not. */
static bool embeds_4(const uint8_t address[INET_BYTES_6])
{
	const uint8_t *last = address + EMBEDDED;

	if (!is_zero(address, EMBEDDED - 2))
		return false;
	if (address[EMBEDDED - 2] == 0xff && address[EMBEDDED - 1] == 0xff)
		return true;
	return is_zero(address + EMBEDDED - 2, 2) && !(is_zero(last, 3) && last[3] <= 1);
}

static unsigned int group(const uint8_t address[INET_BYTES_6], size_t index)
{
	return address[2 * index] * 256u + address[2 * index + 1];
}

struct run {
	size_t first, count;
};

/*
 * The zero groups that "::" stands for: the longest run. DTrace counts bytes, with a zero that
 * starts the group after the run, and one less at the end of the address. So of two runs of one
 * length the first wins, unless such a group follows the second; and a single group at the end of
 * the address is no run.
 */
static struct run longest_zeros(const uint8_t address[INET_BYTES_6])
{
	struct run best = {GROUPS, 0};
	size_t best_bytes = 1;

	for (size_t i = 0; i < GROUPS; i++) {
		size_t end = i;

		while (end < GROUPS && group(address, end) == 0)
			end++;
		if (end == i)
			continue;

		size_t bytes = 2 * (end - i);

		if (end == GROUPS)
			bytes--;
		else if (address[2 * end] == 0)
			bytes++;
		if (bytes > best_bytes) {
			best = (struct run){i, end - i};
			best_bytes = 2 * best.count;
		}
		i = end;
	}
	return best;
}

size_t inet_text_6(char text[INET_TEXT_6], const uint8_t address[INET_BYTES_6])
{
	bool embeds = embeds_4(address);
	size_t groups = embeds ? EMBEDDED / 2 : GROUPS;
	struct run zeros = longest_zeros(address);
	bool colon = false; /* one is due before the next group */
	size_t length = 0;

	/* A run that reaches into the part in dots is written out. */
	if (zeros.first + zeros.count > groups)
		zeros = (struct run){GROUPS, 0};
	for (size_t i = 0; i < groups; i++) {
		if (i == zeros.first) {
			length += fmt_format(text + length, INET_TEXT_6 - length, "::");
			i += zeros.count - 1;
			colon = false;
			continue;
		}
		length += fmt_format(text + length, INET_TEXT_6 - length, colon ? ":%x" : "%x",
				     group(address, i));
		colon = true;
	}
	if (!embeds)
		return length;
	if (colon)
		text[length++] = ':';
	return length + inet_text_4(text + length, address + EMBEDDED);
}

size_t inet_text_6_or_4(char text[INET_TEXT_6], const uint8_t address[INET_BYTES_6])
{
	if (embeds_4(address))
		return inet_text_4(text, address + EMBEDDED);
	return inet_text_6(text, address);
}
