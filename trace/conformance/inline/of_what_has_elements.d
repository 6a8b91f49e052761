/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int a[3];
inline int *p = &a[1];
inline string s = "abc";

BEGIN
{
	p[0] = 4;
	p[1] = 5;
	printf("%d %d %c %c\n", a[1], a[2], s[1], probename[0]);
	exit(0);
}
