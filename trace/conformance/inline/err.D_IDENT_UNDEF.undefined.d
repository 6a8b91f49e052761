/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int A = nosuch + 1;

BEGIN
{
	trace(A);
	exit(0);
}
