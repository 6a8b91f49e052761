/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#define	X	1
#undef X

BEGIN
{
	X = 7;
	printf("%d\n", X);
	exit(0);
}
