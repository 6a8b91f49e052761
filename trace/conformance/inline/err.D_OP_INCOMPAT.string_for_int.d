/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int A = "one";

BEGIN
{
	trace(A);
	exit(0);
}
