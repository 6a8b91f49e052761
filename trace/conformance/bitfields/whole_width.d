/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	unsigned int w : 32;
	unsigned long q : 64;
	unsigned char b : 8;
} v;

BEGIN
{
	v.w = 0xdeadbeef;
	v.q = 0x0123456789abcdef;
	v.b = 0x1aa;
	printf("%x %x %x\n", v.w, v.q, v.b);
	exit(0);
}
