/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	y = x + 1;
	x = 1;
	exit(0);
}
