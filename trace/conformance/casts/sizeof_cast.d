/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d %d %d\n", sizeof ((char)1), sizeof ((long)1), sizeof ((int *)0));
	exit(0);
}
