/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d %d %d\n", (uint8_t)0x1ff, (uint16_t)0x1ffff, (uint32_t)0x1ffffffff);
	exit(0);
}
