/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	s = speculation();
}

BEGIN
{
	speculate(s);
	printf("speculated\n");
}

BEGIN
{
	printf("between\n");
}

BEGIN
{
	commit(s);
}

BEGIN
{
	printf("after\n");
	exit(0);
}
