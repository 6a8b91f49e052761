/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

long long long x;

BEGIN
{
	exit(0);
}
