/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int x = 1;
inline int x = 2;

BEGIN
{
	exit(0);
}
