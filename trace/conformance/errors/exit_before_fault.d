/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int zero;

BEGIN
{
	x = 1 / zero;
	exit(1);
}

ERROR
{
	exit(0);
}
