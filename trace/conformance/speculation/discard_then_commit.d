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
	discard(s);
}

BEGIN
{
	commit(s);
}

BEGIN
{
	printf("end\n");
	exit(0);
}
