/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline string f[int x] = x;

BEGIN
{
	exit(0);
}
