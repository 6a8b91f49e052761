/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int i = 5;

BEGIN
{
	trace(i[1]);
	exit(0);
}
