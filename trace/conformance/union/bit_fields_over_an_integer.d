/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

union u {
	uint16_t word;
	struct {
		unsigned int low : 4;
		unsigned int middle : 8;
		unsigned int high : 4;
	} parts;
} u;

BEGIN
{
	u.word = 0xabcd;
	printf("%x %x %x\n", u.parts.low, u.parts.middle, u.parts.high);
	u.parts.middle = 0x11;
	printf("%x\n", u.word);
	exit(0);
}
