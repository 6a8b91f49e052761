/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d %d %d\n", (int8_t)0x80, (int16_t)0x8000, (int32_t)0x80000000);
	exit(0);
}
