/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 41;
	x++;
	exit(0);
}

END
{
	printf("%d\n", x);
}
