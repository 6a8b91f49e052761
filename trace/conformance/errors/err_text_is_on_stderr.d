/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int zero;

BEGIN
{
	trace(1 % zero);
}

BEGIN
{
	exit(0);
}
