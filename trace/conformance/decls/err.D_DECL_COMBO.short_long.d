/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

short long x;

BEGIN
{
	exit(0);
}
