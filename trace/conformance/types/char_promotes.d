/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

char c;

BEGIN
{
	c = 100;
	printf("%d\n", c + c);
	exit(0);
}
