/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("[%8x][%-8x][%08x][%#010x]\n", 0xbeef, 0xbeef, 0xbeef, 0xbeef);
	exit(0);
}
