/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	s = speculation();
	x = 1;
}

BEGIN
{
	speculate(s);
	x = 2;
	printf("never\n");
}

BEGIN
{
	discard(s);
}

BEGIN
{
	printf("%d\n", x);
	exit(0);
}
