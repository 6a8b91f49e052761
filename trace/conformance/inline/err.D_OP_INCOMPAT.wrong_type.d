/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int x = "abc";

BEGIN
{
	exit(0);
}
