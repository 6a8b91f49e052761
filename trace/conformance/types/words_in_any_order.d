/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

long unsigned int a;
short int b;
signed char c;
unsigned d;

BEGIN
{
	a = b = c = d = 1;
	printf("%d %d %d %d\n", sizeof (a), sizeof (b), sizeof (c), sizeof (d));
	exit(0);
}
