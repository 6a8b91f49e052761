/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int i;
char c;
long l;
int *p;
int a[7];

BEGIN
{
	printf("%d %d %d %d %d\n", sizeof (i + l), sizeof (c + c), sizeof (p), sizeof (*p), sizeof (a[0]));
	printf("%d %d %d %d\n", sizeof (i == l), sizeof ((char)i), sizeof (&a[0]), sizeof (a) / sizeof (a[0]));
	printf("%d %d\n", sizeof i, sizeof c + 1);
	exit(0);
}
