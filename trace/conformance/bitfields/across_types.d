/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct flags {
	unsigned char a : 4;
	unsigned short b : 9;
	unsigned int c : 17;
	uint64_t d : 33;
};

struct flags f;

BEGIN
{
	f.a = 9;
	f.b = 0x1ff;
	f.c = 0x1ffff;
	f.d = 0x1ffffffff;
	printf("%x %x %x %x\n", f.a, f.b, f.c, f.d);
	f.b = 0;
	printf("%x %x %x %x\n", f.a, f.b, f.c, f.d);
	exit(0);
}
