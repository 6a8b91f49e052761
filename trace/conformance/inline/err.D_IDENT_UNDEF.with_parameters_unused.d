/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int f[int x] = x + nosuch;

BEGIN
{
	exit(0);
}
