/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int A = 1;

BEGIN
{
	A = 2;
	exit(0);
}
