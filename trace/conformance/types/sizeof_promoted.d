/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

char c;

BEGIN
{
	c = 1;
	printf("%d %d\n", sizeof (c), sizeof (c + c));
	exit(0);
}
