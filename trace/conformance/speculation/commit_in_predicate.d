/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	s = speculation();
}

BEGIN
{
	speculate(s);
	printf("wrong\n");
}

BEGIN
/1/
{
	commit(s);
	s = 0;
}

BEGIN
/s/
{
	discard(s);
}

BEGIN
{
	exit(0);
}
