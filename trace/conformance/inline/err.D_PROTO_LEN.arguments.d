/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int add[int a, int b] = a + b;

BEGIN
{
	trace(add[1]);
	exit(0);
}
