/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = 1;
	y = 1;
	z = 1 ? x++ : y++;
	printf("%d %d %d\n", x, y, z);
	exit(0);
}
