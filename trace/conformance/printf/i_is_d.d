/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%i %5i|\n", -3, 3);
	exit(0);
}
