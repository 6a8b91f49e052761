/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 6;
}

BEGIN
/x == 6/
{
	exit(x);
}
