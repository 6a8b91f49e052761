/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

uint32_t u;
int i;
uint64_t q;

BEGIN
{
	i = -7;
	u = -7;
	q = -7;
	printf("%d %d %u %x\n", i / 2, i % 4, u / 2, q / 2);
	printf("%d %x\n", i >> 1, q >> 1);
	i /= 2;
	u /= 2;
	printf("%d %u\n", i, u);
	exit(0);
}
