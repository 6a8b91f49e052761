/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

#define	NAME(x)	#x

BEGIN
{
	printf("%s\n", NAME(abc));
	exit(0);
}
