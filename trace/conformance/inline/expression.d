/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int six = 2 * 3;

BEGIN
{
	printf("%d\n", six * six);
	exit(0);
}
