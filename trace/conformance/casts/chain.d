/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = -1;
	printf("%d %d %d\n", (long)(unsigned char)x, (long)(unsigned short)(char)x, (uint64_t)(uint32_t)x);
	exit(0);
}
