/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int x;
int x;
string s;
string s;
self long l;
self long l;
int a[int, string];
int a[int, string];

BEGIN
{
	x = 1;
	printf("%d\n", x);
	exit(0);
}
