/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 100;
	x += 5;
	printf("%d", x);
	x -= 10;
	printf(" %d", x);
	x *= 3;
	printf(" %d", x);
	x /= 7;
	printf(" %d", x);
	x %= 16;
	printf(" %d", x);
	x <<= 4;
	printf(" %d", x);
	x >>= 1;
	printf(" %d", x);
	x |= 3;
	printf(" %d", x);
	x &= 0x6a;
	printf(" %d", x);
	x ^= 0xff;
	printf(" %d\n", x);
	exit(0);
}
