/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[4];

BEGIN
{
	i = 0;
	a[i++] += 5;
	a[i++]++;
	++a[i++];
	a[i++] -= 2;
	printf("%d %d %d %d %d\n", a[0], a[1], a[2], a[3], i);
	exit(0);
}
