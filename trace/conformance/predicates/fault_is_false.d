/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int zero;

BEGIN
/1 / zero/
{
	printf("not this\n");
}

BEGIN
{
	exit(0);
}
