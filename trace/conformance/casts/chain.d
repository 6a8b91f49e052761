/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d %d %d\n", (int)(char)0x1ff, (unsigned char)(char)-1, (short)(unsigned char)0xfff);
	exit(0);
}
