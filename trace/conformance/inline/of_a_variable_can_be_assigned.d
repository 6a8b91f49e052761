/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int v;
int a[int];
inline int other = v;
inline int element[int i] = a[i];

BEGIN
{
	other = 5;
	other++;
	element[3] = 7;
	element[3] *= 2;
	printf("%d %d\n", v, a[3]);
	exit(0);
}
