/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

struct {
	int a;
	char b;
} v;

BEGIN
{
	v.a = 1;
	v.b = 'x';
	printf("%d %c\n", v.a, v.b);
	exit(0);
}
