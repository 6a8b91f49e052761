/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 0xf0;
	x |= 0xf;
	x &= 0x3c;
	x ^= 0xff;
	x <<= 4;
	x >>= 2;
	printf("%x\n", x);
	exit(0);
}
