/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

BEGIN
{
	x = sizeof (int) * 8 + sizeof (char);
	printf("%d\n", x);
	exit(0);
}
