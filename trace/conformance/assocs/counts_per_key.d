/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

tick-10ms
{
	seen[n++ % 3]++;
}

tick-95ms
{
	printf("%d %d %d\n", seen[0], seen[1], seen[2]);
	exit(0);
}
