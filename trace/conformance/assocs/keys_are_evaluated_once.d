/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	i = 0;
	a[i++] += 5;
	a[i++]++;
	a[i++] = i;
	printf("%d %d %d %d\n", a[0], a[1], a[2], i);
	exit(0);
}
