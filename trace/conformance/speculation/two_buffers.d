/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option nspec=2

BEGIN
{
	a = speculation();
	b = speculation();
}

BEGIN
{
	speculate(a);
	printf("first\n");
}

BEGIN
{
	speculate(b);
	printf("second\n");
}

BEGIN
{
	commit(b);
}

BEGIN
{
	commit(a);
}

BEGIN
{
	exit(0);
}
