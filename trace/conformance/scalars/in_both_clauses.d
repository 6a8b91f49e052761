/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 1;
}

BEGIN
{
	x = x + 1;
}

BEGIN
{
	printf("%d\n", x);
	exit(0);
}
