/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	$1 = 6;
	printf("%d\n", abc);
	exit(0);
}
