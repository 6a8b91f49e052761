/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 0x123456789abcdef0;
	printf("%x %x %x\n", (uint8_t)x, (uint16_t)x, (uint32_t)x);
	printf("%d %d %d\n", (char)x, (short)x, (int)x);
	exit(0);
}
