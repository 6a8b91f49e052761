/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

uint8_t b;

BEGIN
{
	x = b = 300;
	printf("%d\n", b);
	exit(0);
}
