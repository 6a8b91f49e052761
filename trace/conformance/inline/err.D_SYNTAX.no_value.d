/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

inline int A;

BEGIN
{
	exit(0);
}
