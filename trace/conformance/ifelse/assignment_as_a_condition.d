/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	if (x = 3)
		printf("%d\n", x);
	if (y = 0)
		printf("not here\n");
	else
		printf("%d\n", y);
	exit(0);
}
