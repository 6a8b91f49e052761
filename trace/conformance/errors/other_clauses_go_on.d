/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int zero;

BEGIN
{
	x = 1 / zero;
}

BEGIN
{
	printf("second\n");
	exit(0);
}
