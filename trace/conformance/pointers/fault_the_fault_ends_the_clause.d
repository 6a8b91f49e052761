/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int *p;

BEGIN
{
	x = 1;
	x = *p;
	x = 2;
}

BEGIN
{
	printf("%d\n", x);
	exit(0);
}
