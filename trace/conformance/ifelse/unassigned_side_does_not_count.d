/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	if (0)
		x = 5;
	printf("%d\n", x);
	exit(0);
}
