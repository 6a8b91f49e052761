/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 3;
	if (x > 2)
		printf("more\n");
	else
		printf("less\n");
	exit(0);
}
