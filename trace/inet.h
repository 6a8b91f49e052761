/* SPDX-License-Identifier: BSD-2-Clause */
/* Internet addresses as text, as DTrace writes them. Any context. */
#ifndef TRACE_INET_H
#define TRACE_INET_H

#include <stddef.h>
#include <stdint.h>

enum {
	INET_FAMILY_4 = 2, /* AF_INET and AF_INET6 of D, which are those of illumos */
	INET_FAMILY_6 = 26,
	INET_BYTES_4 = 4,
	INET_BYTES_6 = 16,
	INET_TEXT_4 = 16, /* bytes of the text, NUL included */
	INET_TEXT_6 = 46,
};

/* Each returns the length of the text. */
size_t inet_text_4(char text[INET_TEXT_4], const uint8_t address[INET_BYTES_4]);

/*
 * With the longest run of zero groups as "::", and an IPv4 address that is embedded (::ffff:0:0/96,
 * ::/96) in dots.
 */
size_t inet_text_6(char text[INET_TEXT_6], const uint8_t address[INET_BYTES_6]);

/* The same, but of an embedded IPv4 address that only: what inet_ntoa6() returns. */
size_t inet_text_6_or_4(char text[INET_TEXT_6], const uint8_t address[INET_BYTES_6]);

#endif
