/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d %d %d\n", sizeof (timestamp), sizeof (walltimestamp), sizeof (vtimestamp));
	exit(0);
}
