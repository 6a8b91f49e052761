/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int x[2];

BEGIN
{
	x[1] = 5;
	p = &x[1];
	*p = 7;
	printf("%d\n", x[1]);
	exit(0);
}
