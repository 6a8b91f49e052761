/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct s {
	uint64_t a : 33;
	uint64_t b : 31;
} v;

BEGIN
{
	v.a = 0x1ffffffff;
	v.b = 1;
	printf("%x %x\n", v.a, v.b);
	v.a = 0;
	v.b = -1;
	printf("%x %x %d\n", v.a, v.b, sizeof (v));
	exit(0);
}
