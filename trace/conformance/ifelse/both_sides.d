/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 5;
	if (x > 3)
		printf("larger\n");
	else
		printf("smaller\n");
	if (x > 7)
		printf("larger\n");
	else
		printf("smaller\n");
	exit(0);
}
