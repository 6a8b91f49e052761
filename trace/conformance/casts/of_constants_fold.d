/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[(char)260];

BEGIN
{
	printf("%d %d %d\n", sizeof (a), (int8_t)200, (uint16_t)-2);
	exit(0);
}
