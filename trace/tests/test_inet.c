/* SPDX-License-Identifier: BSD-2-Clause */
/* Internet addresses as DTrace writes them. */
#include "trace/inet.h"

#include <arpa/inet.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

static void test_4(void **state)
{
	static const uint8_t addresses[][4] = {{0}, {127, 0, 0, 1}, {255, 255, 255, 255}};
	static const char *const texts[] = {"0.0.0.0", "127.0.0.1", "255.255.255.255"};

	(void)state;
	for (size_t i = 0; i < 3; i++) {
		char text[INET_TEXT_4];

		assert_int_equal(inet_text_4(text, addresses[i]), strlen(texts[i]));
		assert_string_equal(text, texts[i]);
	}
}

/* The addresses as full as they can be written. */
static const char *const cases[][2] = {
	{"0:0:0:0:0:0:0:0", "::"},
	{"0:0:0:0:0:0:0:1", "::1"},
	{"fe80:0:0:0:214:4fff:fe0b:76c8", "fe80::214:4fff:fe0b:76c8"},
	{"2001:db8:1:2:3:4:5:6", "2001:db8:1:2:3:4:5:6"},
	{"1:2:3:4:5:6:7:0", "1:2:3:4:5:6:7:0"},
	{"1:2:3:4:5:6:0:0", "1:2:3:4:5:6::"},
	{"fe80:0:0:0:0:0:0:0", "fe80::"},
	{"0:2:3:4:5:6:7:8", "::2:3:4:5:6:7:8"},
	{"1:0:3:4:5:6:7:8", "1::3:4:5:6:7:8"},
	{"1:2:3:4:5:6:0:8", "1:2:3:4:5:6::8"},
	{"ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff", "ffff:ffff:ffff:ffff:ffff:ffff:ffff:ffff"},
	{"1:0:0:2:0:0:0:3", "1:0:0:2::3"},
	{"1:0:0:0:2:0:0:3", "1::2:0:0:3"},
	/* Runs of one length: the first, but for the second where a byte more is zero. */
	{"1:0:0:1111:1111:0:0:2222", "1::1111:1111:0:0:2222"},
	{"1:0:0:2:3:0:0:2222", "1::2:3:0:0:2222"},
	{"1:0:0:2:3:0:0:22", "1:0:0:2:3::22"},
	{"1:0:0:2222:3:4:0:0", "1::2222:3:4:0:0"},
	/* With an IPv4 address in it. */
	{"0:0:0:0:0:ffff:7f00:1", "::ffff:127.0.0.1"},
	{"0:0:0:0:0:ffff:0:0", "::ffff:0.0.0.0"},
	{"0:0:0:0:0:0:102:304", "::1.2.3.4"},
	{"0:0:0:0:0:0:2:304", "::0.2.3.4"},
	{"0:0:0:0:0:0:0:304", "0:0:0:0:0:0:0.0.3.4"},
	{"0:0:0:0:0:0:0:2", "0:0:0:0:0:0:0.0.0.2"},
	{"0:0:0:0:0:fffe:102:304", "::fffe:102:304"},
	{"0:0:0:0:1:ffff:102:304", "::1:ffff:102:304"},
};

static void test_6(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		uint8_t address[INET_BYTES_6];
		char text[INET_TEXT_6];

		assert_int_equal(inet_pton(AF_INET6, cases[i][0], address), 1);
		size_t length = inet_text_6(text, address);

		assert_string_equal(text, cases[i][1]);
		assert_int_equal(length, strlen(text));
	}
}

static void check_either(const char *address, const char *expected)
{
	uint8_t bytes[INET_BYTES_6];
	char text[INET_TEXT_6];

	assert_int_equal(inet_pton(AF_INET6, address, bytes), 1);
	assert_int_equal(inet_text_6_or_4(text, bytes), strlen(expected));
	assert_string_equal(text, expected);
}

static void test_6_or_4(void **state)
{
	(void)state;
	check_either("::ffff:192.168.0.1", "192.168.0.1");
	check_either("::1.2.3.4", "1.2.3.4");
	check_either("::1", "::1");
	check_either("::", "::");
	check_either("fe80::1", "fe80::1");
}

/* Whatever it is: it reads back as the same address, and no run of zeros is longer than "::". */
static void test_there_and_back(void **state)
{
	(void)state;
	srand(23);
	for (int round = 0; round < 200000; round++) {
		uint8_t address[INET_BYTES_6], back[INET_BYTES_6];
		char text[INET_TEXT_6];

		for (size_t i = 0; i < INET_BYTES_6; i++)
			address[i] = rand() % 4 == 0 ? (uint8_t)rand() : 0;
		if (round % 8 == 0)
			memset(address, 0, 10);
		if (round % 16 == 0)
			memset(address + 10, 0xff, 2);
		inet_text_6(text, address);
		if (inet_pton(AF_INET6, text, back) != 1)
			fail_msg("\"%s\" is no address", text);
		assert_memory_equal(back, address, sizeof(back));
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_4),
		cmocka_unit_test(test_6),
		cmocka_unit_test(test_6_or_4),
		cmocka_unit_test(test_there_and_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
