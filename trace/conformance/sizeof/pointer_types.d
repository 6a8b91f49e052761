/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	printf("%d %d %d %d\n", sizeof (char *), sizeof (void *), sizeof (int **), sizeof (string *));
	exit(0);
}
