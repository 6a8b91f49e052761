/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#pragma D option specsize=16

BEGIN
{
	s = speculation();
}

BEGIN
{
	speculate(s);
	trace("a string that does not fit");
}

BEGIN
{
	exit(0);
}
