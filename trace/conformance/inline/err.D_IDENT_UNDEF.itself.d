/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int a = a;

BEGIN
{
	exit(0);
}
