/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct flags {
	uint64_t a : 40;
	uint64_t b : 24;
};

struct flags f;

BEGIN
{
	f.a = 0xffffffffff;
	f.b = 0x123456;
	printf("%x %x %d\n", f.a, f.b, sizeof (f));
	exit(0);
}
