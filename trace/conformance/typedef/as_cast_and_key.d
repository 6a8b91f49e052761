/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

typedef uint8_t byte_t;

int n[byte_t];

BEGIN
{
	n[5] = 1;
	printf("%d %d\n", (byte_t)0x101, n[(byte_t)5]);
	exit(0);
}
