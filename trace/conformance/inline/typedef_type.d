/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef unsigned char byte_t;
inline byte_t mask = 0x7f;

BEGIN
{
	printf("%d %d\n", mask, sizeof (mask));
	exit(0);
}
