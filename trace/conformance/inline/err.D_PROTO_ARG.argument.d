/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int neg[int a] = -a;

BEGIN
{
	trace(neg["one"]);
	exit(0);
}
