/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = epid;
}

BEGIN
{
	printf("%d\n", epid - x);
	exit(0);
}
