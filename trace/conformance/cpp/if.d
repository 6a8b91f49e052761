/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#if 1 + 1 == 2
#define	YES	1
#else
#define	YES	0
#endif

BEGIN
{
	printf("%d\n", YES);
	exit(0);
}
