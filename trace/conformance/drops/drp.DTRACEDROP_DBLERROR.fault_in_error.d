/* SPDX-License-Identifier: BSD-2-Clause */
#pragma D option quiet

int zero;

BEGIN
{
	trace(1 / zero);
}

ERROR
{
	trace(2 / zero);
}

BEGIN
{
	exit(0);
}
